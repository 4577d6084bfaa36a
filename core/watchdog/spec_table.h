// Reads the keys of one table of a specification, checks their types and ranges and notes each fault with its
// place.
#pragma once

#include "core/base/clock.h"
#include "core/watchdog/spec_value.h"

#include <QStringList>

#include <optional>
#include <span>

namespace lamplighter::watchdog {

class SpecTableReader
{
public:
    /// `table` and `faults` must outlive the reader; readers of nested tables share the faults.
    SpecTableReader(const SpecTable &table, SpecPosition position, QString path, SpecFaults &faults);

    /// A fault for every key that is not in `known`; it names the nearest one. Keys in `later` belong to the format,
    /// but this version does not support them, and says so.
    void refuseUnknown(std::span<const QStringView> known, std::span<const QStringView> later = {});

    // Each leaves `target` as it is when the key is absent or null, or when its value is at fault.
    void text(QStringView key, QString *target);
    void boolean(QStringView key, bool *target);
    void integer(QStringView key, int *target, int lowest, int highest);
    void number(QStringView key, double *target, double lowest, double highest);
    /// "30s", or a number of seconds.
    void duration(QStringView key, Duration *target, Duration lowest);
    /// "10MiB", or a number of bytes.
    void size(QStringView key, qint64 *target, qint64 lowest, qint64 highest);
    void texts(QStringView key, QStringList *target);
    /// A list of words, or one string that is split as a shell would.
    void command(QStringView key, QStringList *target);
    void exitCodes(QStringView key, QList<int> *target);

    /// The table under `key`, with its place, if it is there and is one.
    struct Nested
    {
        const SpecTable *table = nullptr;
        SpecPosition position;
        QString path;
    };
    std::optional<Nested> nested(QStringView key);

    /// Null and absent are the same.
    [[nodiscard]] bool has(QStringView key) const;
    /// Records a fault at `key` (at the table, if the key is absent) unless `condition` holds.
    bool require(bool condition, QStringView key, const QString &message);
    /// Something was found at `key` itself, so that what its value means is not worth another word.
    [[nodiscard]] bool isFaulty(QStringView key) const { return m_faults.has(pathOf(key)); }
    [[nodiscard]] QString pathOf(QStringView key) const;
    [[nodiscard]] SpecFaults &faults() { return m_faults; }

private:
    [[nodiscard]] const SpecEntry *find(QStringView key) const;
    void fail(const QString &path, const QString &message, SpecPosition position);
    /// False, with a fault, for a text that no program or file can be given: NUL or half a surrogate pair.
    bool checkText(const QString &value, const QString &path, SpecPosition position);

    const SpecTable &m_table;
    SpecPosition m_position;
    QString m_path;
    SpecFaults &m_faults;
};

/// "FILE:3:7: unit.web.stdout must be a string", with the path as its field.
Error faultInFile(const QString &file, const SpecFault &fault);

/// The word of `known` that `word` was probably meant to be; empty if none is near.
QString nearestWord(QStringView word, std::span<const QStringView> known);

} // namespace lamplighter::watchdog
