#include "ui/models/recent_alerts.h"

#include <algorithm>

namespace lamplighter::ui {

namespace {

constexpr int kMostRead = 200;
constexpr auto kDebounce = milliseconds(200);

/// Alerts are made of these events and end with them.
bool concernsAlerts(const client::EventRecord &event)
{
    for (const char *prefix : {"alert.", "process.", "kill_switch.", "engine."}) {
        if (event.kind.startsWith(QLatin1StringView(prefix))) {
            return true;
        }
    }
    return event.kind == u"unit.state" || event.kind == u"unit.ready" || event.kind == u"unit.removed";
}

} // namespace

RecentAlerts::RecentAlerts(client::Engine &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
{
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(kDebounce);
    connect(&m_debounce, &QTimer::timeout, this, &RecentAlerts::read);
    connect(&engine, &client::Engine::unitsReset, this, &RecentAlerts::refresh);
    connect(&engine, &client::Engine::eventsReceived, this, &RecentAlerts::consider);
    if (engine.connection() == client::Connection::Live) {
        refresh();
    }
}

void RecentAlerts::refresh()
{
    if (!m_debounce.isActive()) {
        m_debounce.start();
    }
}

void RecentAlerts::consider(const QList<client::EventRecord> &events)
{
    if (std::any_of(events.cbegin(), events.cend(), concernsAlerts)) {
        refresh();
    }
}

void RecentAlerts::read()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_engine.alerts(kMostRead, false, this, [this](const Result<QList<client::AlertRecord>> &result) {
        m_reading = false;
        // What failed is asked for again with the next event or reconnect; until then the old ones stand.
        if (result && result.value() != m_alerts) {
            m_alerts = result.value();
            Q_EMIT changed();
        }
        if (std::exchange(m_again, false)) {
            refresh();
        }
    });
}

} // namespace lamplighter::ui
