// Distinct types for identifiers, so that a unit's name cannot be passed where an alert's id is meant.
#pragma once

#include <QHash>
#include <QString>

#include <compare>

namespace lamplighter {

template <typename Tag> class StrongId
{
public:
    StrongId() = default;
    explicit StrongId(QString value)
        : m_value(std::move(value))
    {}

    [[nodiscard]] const QString &toString() const { return m_value; }
    [[nodiscard]] bool isEmpty() const { return m_value.isEmpty(); }

    friend bool operator==(const StrongId &, const StrongId &) = default;
    friend bool operator<(const StrongId &a, const StrongId &b) { return a.m_value < b.m_value; }
    friend size_t qHash(const StrongId &id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    QString m_value;
};

/// A unit's name as written in its file: 1 to 64 of [A-Za-z0-9_.@-], not starting with a dot or a dash.
using UnitName = StrongId<struct UnitNameTag>;
/// One alert record.
using AlertId = StrongId<struct AlertIdTag>;
/// One engine's data directory, random, made at its first start.
using EngineId = StrongId<struct EngineIdTag>;

/// Position of an event in its engine's journal; the first is 1.
using EventSeq = qint64;
/// Number of a unit's process since the unit was made; the first is 1, never used twice for one unit.
using RunNumber = qint64;

/// True for a string that may be a unit's name; it may also be a file name on every platform.
inline bool isValidUnitName(const QString &text)
{
    if (text.isEmpty() || text.size() > 64 || text.startsWith(u'.') || text.startsWith(u'-')) {
        return false;
    }
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        const bool allowed = (u >= u'a' && u <= u'z') || (u >= u'A' && u <= u'Z') || (u >= u'0' && u <= u'9') ||
                             u == u'_' || u == u'.' || u == u'@' || u == u'-';
        if (!allowed) {
            return false;
        }
    }
    return true;
}

} // namespace lamplighter
