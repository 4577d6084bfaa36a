// Reads the metrics of quiet conditions now and then, also while nothing waits for them, so that advice has something
// to go by. Owned by the update service, lives on the engine's thread.
#pragma once

#include "core/updates/metric_reader.h"
#include "core/updates/policy_store.h"

#include <QObject>
#include <QTimer>

namespace lamplighter::updates {

class TrafficSampler final : public QObject
{
    Q_OBJECT
public:
    /// `policy` must outlive it.
    explicit TrafficSampler(const PolicyStore &policy, QObject *parent = nullptr);

    /// From now on: every service that has a quiet condition of its own in the policy, every 5 minutes. Where there is
    /// none, no timer runs. `every` is for tests.
    void start(Duration every = std::chrono::minutes(5));
    [[nodiscard]] bool isActive() const { return m_timer.isActive(); }

Q_SIGNALS:
    /// Not for one that cannot be read: a unit that is down has no traffic that could be compared.
    void sampled(const QString &service, double value);

private:
    void arm();
    void sample();

    const PolicyStore &m_policy;
    MetricReader m_metrics;
    QTimer m_timer;
};

} // namespace lamplighter::updates
