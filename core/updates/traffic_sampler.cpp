#include "core/updates/traffic_sampler.h"

#include <algorithm>

namespace lamplighter::updates {

TrafficSampler::TrafficSampler(const PolicyStore &policy, QObject *parent)
    : QObject(parent)
    , m_policy(policy)
{
    m_timer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &TrafficSampler::sample);
    connect(&m_policy, &PolicyStore::changed, this, &TrafficSampler::arm);
}

void TrafficSampler::start(Duration every)
{
    m_timer.setInterval(std::chrono::ceil<milliseconds>(every));
    arm();
}

void TrafficSampler::arm()
{
    const QMap<QString, ServiceRules> services = m_policy.policy().services;
    const bool any = std::any_of(services.cbegin(), services.cend(),
                                 [](const ServiceRules &rules) { return rules.quiet.has_value(); });
    if (!any) {
        m_timer.stop();
    } else if (!m_timer.isActive() && m_timer.interval() > 0) {
        m_timer.start();
    }
}

void TrafficSampler::sample()
{
    const QMap<QString, ServiceRules> services = m_policy.policy().services;
    for (auto it = services.cbegin(); it != services.cend(); ++it) {
        if (it->quiet) {
            m_metrics.read(*it->quiet, this, [this, service = it.key()](const Result<double> &value) {
                if (value) {
                    Q_EMIT sampled(service, *value);
                }
            });
        }
    }
}

} // namespace lamplighter::updates
