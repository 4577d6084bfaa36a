#include "core/client/live.h"

#include "core/base/log.h"
#include "core/client/backoff.h"

#include <QRandomGenerator>

#include <algorithm>

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

bool isRefusal(ErrorCode code)
{
    return code == ErrorCode::Unauthenticated || code == ErrorCode::NotAllowed || code == ErrorCode::Untrusted;
}

} // namespace

Engine::Live::Live(Engine &engine)
    : m_engine(engine)
    , m_pace(engine.m_timing.batch)
{
    m_flush.setTimerType(Qt::PreciseTimer);
    for (QTimer *timer : {&m_retry, &m_silence, &m_flush, &m_alerts, &m_restarts}) {
        timer->setSingleShot(true);
    }
    connect(&m_retry, &QTimer::timeout, this, &Live::attempt);
    connect(&m_flush, &QTimer::timeout, this, &Live::flush);
    connect(&m_alerts, &QTimer::timeout, this, &Live::readAlerts);
    connect(&m_restarts, &QTimer::timeout, this, &Live::readRestarts);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        failed({ErrorCode::Timeout, u"nothing was heard from the engine for too long"_s, {}});
    });
}

void Engine::Live::start()
{
    m_engine.m_attempt = 0;
    setConnection(Connection::Connecting);
    attempt();
}

void Engine::Live::stop()
{
    m_stopped = true;
    endRound();
    m_flush.stop();
}

void Engine::Live::endRound()
{
    ++m_round;
    m_retry.stop();
    m_silence.stop();
    m_alerts.stop();
    m_restarts.stop();
    if (m_stream) {
        // This may be a callback of the stream itself: it is closed a moment later, and not listened to until then.
        QTimer::singleShot(0, this,
                           [ended = std::shared_ptr<StreamHandle>(std::move(m_stream))]() mutable { ended.reset(); });
    }
}

template <typename T> Reply<T> Engine::Live::inThisRound(void (Live::*then)(const T &))
{
    return [this, then, round = m_round](const Result<T> &answer) {
        if (m_stopped || round != m_round) {
            return;
        }
        if (answer) {
            (this->*then)(*answer);
        } else {
            failed(answer.error());
        }
    };
}

void Engine::Live::attempt()
{
    ++m_round;
    m_unitsRead = false;
    m_killSwitchRead = false;
    m_readingAlerts = false;
    m_alertsChanged = false;
    // Left over from the stream before: the picture that is read now is newer.
    m_changed.clear();
    m_removed.clear();
    m_newKillSwitch.reset();
    m_restartsRead = false;
    m_changedRestarts.clear();
    m_removedRestarts.clear();
    m_engine.info(this, inThisRound(&Live::identified));
}

void Engine::Live::identified(const EngineInfo &info)
{
    // A position means something only in the journal it came from, and never lies behind its end.
    if (!m_lastSeq || info.id != m_engineId || info.lastEvent < *m_lastSeq) {
        m_lastSeq = info.lastEvent;
    }
    m_engineId = info.id;
    const bool changed = !(m_engine.m_info == info);
    m_engine.m_info = info;
    openStream();
    if (changed) {
        Q_EMIT m_engine.infoChanged();
    }
}

void Engine::Live::openStream()
{
    QUrlQuery query;
    query.addQueryItem(u"after"_s, QString::number(*m_lastSeq));
    query.addQueryItem(u"units"_s, u"true"_s);
    const int round = m_round;
    const auto current = [this, round] { return !m_stopped && round == m_round; };
    StreamCallbacks callbacks;
    callbacks.opened = [this, current] {
        if (current()) {
            readPicture();
        }
    };
    callbacks.received = [this, current](const QByteArray &name, const QByteArray &, const QByteArray &data) {
        if (current()) {
            received(name, data);
        }
    };
    callbacks.closed = [this, current](const Error &why) {
        if (current()) {
            failed(why);
        }
    };
    m_silence.start(std::chrono::ceil<milliseconds>(m_engine.m_timing.silence));
    m_stream = m_engine.m_transport->openStream(u"/api/v1/events/stream"_s, query, std::move(callbacks));
}

void Engine::Live::readPicture()
{
    m_engine.units(this, inThisRound(&Live::unitsRead));
    m_engine.killSwitch(this, inThisRound(&Live::killSwitchRead));
    readAlerts();
    readRestarts();
}

void Engine::Live::unitsRead(const QList<UnitStatus> &units)
{
    m_engine.m_units = units;
    indexRows();
    m_unitsRead = true;
    Q_EMIT m_engine.unitsReset();
    pictureComplete();
}

void Engine::Live::killSwitchRead(const KillSwitchStatus &status)
{
    m_killSwitchRead = true;
    if (!(m_engine.m_killSwitch == status)) {
        m_engine.m_killSwitch = status;
        Q_EMIT m_engine.killSwitchChanged();
    }
    pictureComplete();
}

void Engine::Live::pictureComplete()
{
    if (m_stopped || !m_unitsRead || !m_killSwitchRead) {
        return;
    }
    m_liveSince = m_clock.now();
    m_engine.m_lastHeard = m_liveSince;
    m_engine.m_attempt = 0;
    m_engine.m_lastError = {};
    setConnection(Connection::Live);
    scheduleFlush(); // what the stream said while the picture was read
}

void Engine::Live::failed(const Error &error)
{
    endRound();
    if (error.code == ErrorCode::Gone) {
        // What was pruned cannot be had; go on with the oldest event there is.
        bool known = false;
        const qint64 oldest = error.field.toLongLong(&known);
        m_lastSeq = known && oldest > 0 ? std::optional<qint64>(oldest - 1) : std::nullopt;
    }
    if (m_liveSince && m_clock.now() - *m_liveSince >= m_engine.m_timing.steadyAfter) {
        m_failures = 0;
    }
    m_liveSince.reset();
    ++m_failures;
    m_engine.m_attempt = m_failures;
    m_engine.m_lastError = error;
    if (isRefusal(error.code)) {
        setConnection(Connection::Refused);
        return;
    }
    const Duration wait = retryDelay(m_failures, m_engine.m_timing.firstRetry, m_engine.m_timing.lastRetry,
                                     QRandomGenerator::global()->generateDouble());
    m_retry.start(std::chrono::ceil<milliseconds>(wait));
    setConnection(Connection::Reconnecting);
}

void Engine::Live::received(const QByteArray &name, const QByteArray &data)
{
    m_silence.start();
    m_engine.m_lastHeard = m_clock.now();
    if (name != "heartbeat") {
        const Result<QJsonObject> object = parseJsonObject(data);
        if (!object) {
            malformed(name, object.error());
        } else if (name == "event") {
            receivedEvent(*object);
        } else if (name == "units") {
            receivedUnits(*object);
        } else if (name == "kill_switch") {
            receivedKillSwitch(*object);
        } else if (name == "restarts") {
            receivedRestarts(*object);
        } else if (name == "alerts") {
            scheduleAlerts();
        }
    }
    Q_EMIT m_engine.heard();
}

void Engine::Live::malformed(const QByteArray &name, const Error &error)
{
    // Skipped, not fatal: one message of a newer engine must not take the whole picture away.
    qCWarning(lcEngine).noquote() << u"a \"%1\" message of the engine was skipped: %2"_s.arg(QString::fromUtf8(name),
                                                                                             error.message);
}

void Engine::Live::receivedEvent(const QJsonObject &object)
{
    Result<EventRecord> event = eventFromJson(object);
    if (!event) {
        malformed("event", event.error());
        return;
    }
    if (event->seq <= *m_lastSeq) {
        return; // told twice
    }
    m_lastSeq = event->seq;
    m_events.append(std::move(event).value());
    scheduleFlush();
}

void Engine::Live::receivedUnits(const QJsonObject &object)
{
    const Result<UnitsPage> page = unitsPageFromJson(object);
    if (!page) {
        malformed("units", page.error());
        return;
    }
    for (const QString &name : page->removed) {
        m_changed.remove(name);
        m_removed.insert(name);
    }
    for (const UnitStatus &status : page->units) {
        m_removed.remove(status.name);
        m_changed.insert(status.name, status);
    }
    scheduleFlush();
}

void Engine::Live::receivedKillSwitch(const QJsonObject &object)
{
    Result<KillSwitchStatus> status = killSwitchFromJson(object);
    if (!status) {
        malformed("kill_switch", status.error());
        return;
    }
    m_newKillSwitch = std::move(status).value();
    scheduleFlush();
}

void Engine::Live::scheduleAlerts()
{
    const auto wait = std::chrono::ceil<milliseconds>(m_engine.m_timing.alerts);
    if (m_readingAlerts) {
        m_alertsChanged = true;
    } else if (!m_alerts.isActive() || m_alerts.remainingTimeAsDuration() > wait) {
        m_alerts.start(wait);
    }
}

void Engine::Live::readAlerts()
{
    m_readingAlerts = true;
    m_alertsChanged = false;
    m_engine.unsettledAlerts(this, [this, round = m_round](const Result<QList<AlertRecord>> &alerts) {
        if (!m_stopped && round == m_round) {
            alertsRead(alerts);
        }
    });
}

void Engine::Live::alertsRead(const Result<QList<AlertRecord>> &alerts)
{
    m_readingAlerts = false;
    if (!alerts) {
        // Not worth the whole picture: what was known stays until they can be read again.
        m_alerts.start(std::chrono::ceil<milliseconds>(m_engine.m_timing.lastRetry));
        return;
    }
    if (m_alertsChanged) {
        scheduleAlerts();
    } else if (std::any_of(alerts->cbegin(), alerts->cend(),
                           [](const AlertRecord &a) { return a.resolvedAt.has_value(); })) {
        m_alerts.start(std::chrono::ceil<milliseconds>(m_engine.m_timing.alertsAge));
    }
    if (m_engine.m_alerts != *alerts) {
        m_engine.m_alerts = *alerts;
        Q_EMIT m_engine.alertsChanged();
    }
}

void Engine::Live::scheduleFlush()
{
    if (m_flush.isActive() || m_stopped) {
        return;
    }
    m_flush.start(std::chrono::ceil<milliseconds>(m_pace.wait(m_clock.now())));
}

void Engine::Live::flush()
{
    m_pace.went(m_clock.now());
    if (m_killSwitchRead && m_newKillSwitch) {
        m_engine.m_killSwitch = *std::exchange(m_newKillSwitch, std::nullopt);
        Q_EMIT m_engine.killSwitchChanged();
    }
    if (!m_stopped && m_unitsRead) {
        flushUnits();
    }
    if (!m_stopped && m_restartsRead) {
        flushRestarts();
    }
    if (!m_stopped && !m_events.isEmpty()) {
        Q_EMIT m_engine.eventsReceived(std::exchange(m_events, {}));
    }
}

void Engine::Live::flushUnits()
{
    QList<UnitStatus> changed;
    QStringList removed;
    for (const QString &name : std::as_const(m_removed)) {
        if (m_rows.contains(name)) {
            removed.append(name);
        }
    }
    if (!removed.isEmpty()) {
        removed.sort();
        m_engine.m_units.removeIf([&](const UnitStatus &unit) { return m_removed.contains(unit.name); });
        indexRows();
    }
    for (const UnitStatus &status : std::as_const(m_changed)) {
        const auto row = m_rows.constFind(status.name);
        if (row == m_rows.cend()) {
            m_rows.insert(status.name, m_engine.m_units.size());
            m_engine.m_units.append(status);
        } else if (m_engine.m_units.at(*row) == status) {
            continue;
        } else {
            m_engine.m_units[*row] = status;
        }
        changed.append(status);
    }
    m_changed.clear();
    m_removed.clear();
    if (changed.isEmpty() && removed.isEmpty()) {
        return;
    }
    std::sort(changed.begin(), changed.end(), [](const UnitStatus &a, const UnitStatus &b) { return a.name < b.name; });
    Q_EMIT m_engine.unitsChanged(changed, removed);
}

void Engine::Live::indexRows()
{
    m_rows.clear();
    m_rows.reserve(m_engine.m_units.size());
    for (qsizetype row = 0; row < m_engine.m_units.size(); ++row) {
        m_rows.insert(m_engine.m_units.at(row).name, row);
    }
}

void Engine::Live::setConnection(Connection connection)
{
    m_engine.m_connection = connection;
    Q_EMIT m_engine.connectionChanged();
}

} // namespace lamplighter::client
