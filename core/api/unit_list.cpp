#include "core/api/unit_list.h"

#include "core/watchdog/watchdog.h"

#include <QJsonDocument>

namespace lamplighter::api {

namespace {

constexpr Duration kKeep = seconds(5); // counts of the last 24 h go down without any unit changing

} // namespace

UnitList::UnitList(watchdog::Watchdog &watchdog, const Clock &clock)
    : m_watchdog(watchdog)
    , m_clock(clock)
{
    const auto forget = [this] { m_body.reset(); };
    connect(&watchdog, &watchdog::Watchdog::unitsChanged, this, forget);
    connect(&watchdog, &watchdog::Watchdog::killSwitchChanged, this, forget);
}

const QByteArray &UnitList::body()
{
    const Instant now = m_clock.now();
    if (!m_body || now - m_madeAt > kKeep) {
        m_madeAt = now;
        m_body =
            QJsonDocument(client::toJson(client::UnitsPage{m_watchdog.units(), {}})).toJson(QJsonDocument::Compact);
    }
    return *m_body;
}

} // namespace lamplighter::api
