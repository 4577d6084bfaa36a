#include "core/base/deadline_queue.h"

#include <algorithm>

namespace lamplighter {

DeadlineQueue::DeadlineQueue(const Clock &clock, Callback due, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_due(std::move(due))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &DeadlineQueue::fire);
}

void DeadlineQueue::set(const QString &key, std::optional<Instant> deadline)
{
    const auto known = m_byKey.constFind(key);
    if (known != m_byKey.constEnd()) {
        if (deadline && *known == *deadline) {
            return;
        }
        m_ordered.erase({*known, key});
        m_byKey.erase(known);
    }
    if (deadline) {
        m_byKey.insert(key, *deadline);
        m_ordered.insert({*deadline, key});
    }
    arm();
}

std::optional<Instant> DeadlineQueue::next() const
{
    if (m_ordered.empty()) {
        return std::nullopt;
    }
    return m_ordered.begin()->first;
}

void DeadlineQueue::fire()
{
    m_armedFor.reset();
    const Instant now = m_clock.now();
    // Taken out before the call, since the callback usually sets the key's next deadline.
    while (!m_ordered.empty() && m_ordered.begin()->first <= now) {
        const QString key = m_ordered.begin()->second;
        m_ordered.erase(m_ordered.begin());
        m_byKey.remove(key);
        m_due(key);
    }
    arm();
}

void DeadlineQueue::arm()
{
    const std::optional<Instant> first = next();
    if (first == m_armedFor) {
        return;
    }
    m_armedFor = first;
    if (!first) {
        m_timer.stop();
        return;
    }
    const auto wait = std::chrono::ceil<milliseconds>(*first - m_clock.now());
    // A timer takes an int of milliseconds; a far deadline is re-armed when it fires early.
    constexpr milliseconds kLongest{24 * 3600 * 1000};
    m_timer.start(std::clamp(wait, milliseconds{0}, kLongest));
}

} // namespace lamplighter
