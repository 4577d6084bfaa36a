// The restarts of the live picture: read once for each connection, then kept by what the stream says. Not worth the
// whole picture: an engine that does not know them is fine without.
#include "core/client/live.h"

#include <QJsonArray>

#include <algorithm>

namespace lamplighter::client {

void Engine::Live::readRestarts()
{
    m_engine.restarts(this, [this, round = m_round](const Result<QList<PendingRestart>> &restarts) {
        if (!m_stopped && round == m_round) {
            restartsRead(restarts);
        }
    });
}

void Engine::Live::restartsRead(const Result<QList<PendingRestart>> &restarts)
{
    if (restarts) {
        m_restartsRead = true;
        setRestarts(*restarts, true);
        scheduleFlush(); // what the stream said while they were read
    } else if (restarts.error().code == ErrorCode::NotFound) {
        setRestarts({}, false);
    } else {
        m_restarts.start(std::chrono::ceil<milliseconds>(m_engine.m_timing.restarts));
    }
}

void Engine::Live::receivedRestarts(const QJsonObject &object)
{
    const Result<RestartsPage> page = restartsPageFromJson(object);
    if (!page) {
        malformed("restarts", page.error());
        return;
    }
    const QJsonArray removed = object.value(QLatin1StringView("removed")).toArray();
    for (const QJsonValue &id : removed) {
        m_changedRestarts.remove(id.toString());
        m_removedRestarts.insert(id.toString());
    }
    for (const PendingRestart &restart : page->restarts) {
        if (isOver(restart.state)) {
            m_changedRestarts.remove(restart.id);
            m_removedRestarts.insert(restart.id);
        } else {
            m_removedRestarts.remove(restart.id);
            m_changedRestarts.insert(restart.id, restart);
        }
    }
    scheduleFlush();
}

void Engine::Live::flushRestarts()
{
    if (m_changedRestarts.isEmpty() && m_removedRestarts.isEmpty()) {
        return;
    }
    QList<PendingRestart> restarts;
    for (const PendingRestart &known : std::as_const(m_engine.m_restarts)) {
        if (!m_removedRestarts.contains(known.id)) {
            const auto changed = m_changedRestarts.constFind(known.id);
            restarts.append(changed == m_changedRestarts.cend() ? known : *changed);
            m_changedRestarts.remove(known.id);
        }
    }
    restarts.append(m_changedRestarts.values());
    m_changedRestarts.clear();
    m_removedRestarts.clear();
    std::sort(restarts.begin(), restarts.end(), [](const PendingRestart &left, const PendingRestart &right) {
        return left.service != right.service ? left.service < right.service : left.id < right.id;
    });
    setRestarts(restarts, true);
}

void Engine::Live::setRestarts(const QList<PendingRestart> &restarts, bool offered)
{
    if (m_engine.m_offersUpdates != offered || m_engine.m_restarts != restarts) {
        m_engine.m_offersUpdates = offered;
        m_engine.m_restarts = restarts;
        Q_EMIT m_engine.restartsChanged();
    }
}

} // namespace lamplighter::client
