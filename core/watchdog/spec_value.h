// One small tree of values with their places in the text, so that a unit file (TOML) and the API (JSON) go through the
// same rules; the settings file uses it too. Lives only while a specification is read.
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <variant>
#include <vector>

namespace lamplighter::watchdog {

/// Where a value starts, counted from 1; 0 where there is no text, as for JSON.
struct SpecPosition
{
    int line = 0;
    int column = 0;
    bool operator==(const SpecPosition &) const = default;
};

struct SpecValue;
struct SpecEntry;
using SpecList = std::vector<SpecValue>;
using SpecTable = std::vector<SpecEntry>;
/// A value that no key takes, such as a date of TOML; `kind` names it for messages.
struct SpecOther
{
    QString kind;
};

struct SpecValue
{
    /// monostate: JSON's null, which counts as left out.
    std::variant<std::monostate, bool, qint64, double, QString, SpecList, SpecTable, SpecOther> data;
    SpecPosition position;
};

struct SpecEntry
{
    QString key;
    SpecPosition position; ///< of the key
    SpecValue value;
};

/// What was wrong, and where: `path` is "unit.grace.restart_limit.count".
struct SpecFault
{
    QString path;
    QString message; ///< follows the path: "must be a whole number"
    SpecPosition position;
};

/// Every fault of one reading, in the order in which they were found: of each path only the first, since the others
/// only follow from it, and no more than a person would look at.
class SpecFaults
{
public:
    static constexpr std::size_t kMost = 100;

    void add(const SpecFault &fault)
    {
        if (!isFull() && !has(fault.path)) {
            m_faults.push_back(fault);
        }
    }
    [[nodiscard]] bool has(const QString &path) const
    {
        return std::any_of(m_faults.begin(), m_faults.end(),
                           [&path](const SpecFault &fault) { return fault.path == path; });
    }
    [[nodiscard]] bool isEmpty() const { return m_faults.empty(); }
    [[nodiscard]] bool isFull() const { return m_faults.size() >= kMost; }
    [[nodiscard]] const SpecFault &first() const { return m_faults.front(); }
    [[nodiscard]] const std::vector<SpecFault> &all() const { return m_faults; }

private:
    std::vector<SpecFault> m_faults;
};

/// The whole text as a table; a fault with an empty path for a text that is not TOML.
std::variant<SpecTable, SpecFault> specFromToml(const QByteArray &text);
SpecTable specFromJson(const QJsonObject &object);
/// What JSON has no word for (a date, not a number) becomes an object, which no key takes either.
QJsonObject specToJson(const SpecTable &table);

} // namespace lamplighter::watchdog
