// Many deadlines, one armed timer. Lives on one thread (the engine's); armed only while a deadline waits, so an idle
// engine is never woken.
#pragma once

#include "core/base/clock.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <set>

namespace lamplighter {

class DeadlineQueue final : public QObject
{
public:
    using Callback = std::function<void(const QString &key)>;

    /// `clock` must outlive the queue. `due` is called once for each deadline that has passed, on this object's thread.
    DeadlineQueue(const Clock &clock, Callback due, QObject *parent = nullptr);

    /// Replaces the deadline of `key`; nullopt removes it.
    void set(const QString &key, std::optional<Instant> deadline);
    [[nodiscard]] std::optional<Instant> next() const;
    [[nodiscard]] bool contains(const QString &key) const { return m_byKey.contains(key); }
    [[nodiscard]] qsizetype size() const { return m_byKey.size(); }

    /// Calls back for everything due now. The timer does this by itself; tests with a manual clock call it.
    void fire();

private:
    void arm();

    const Clock &m_clock;
    Callback m_due;
    QHash<QString, Instant> m_byKey;
    std::set<std::pair<Instant, QString>> m_ordered;
    std::optional<Instant> m_armedFor;
    QTimer m_timer;
};

} // namespace lamplighter
