// The update domain of one engine, put together: the policy, the units as it sees them, the service. Owned by the
// engine host, lives on its thread.
#pragma once

#include "core/base/data_directory.h"
#include "core/engine/units_of_watchdog.h"
#include "core/updates/policy_store.h"
#include "core/updates/update_service.h"

#include <QThreadPool>

namespace lamplighter::engine {

class UpdateParts final : public QObject
{
public:
    /// The others outlive it. The policy is read here, and watched from then on.
    UpdateParts(const DataDirectory &directory, watchdog::Watchdog &watchdog, store::Database &database,
                journal::Journal &journal, const Clock &clock);
    ~UpdateParts() override;

    [[nodiscard]] updates::UpdateService &service() { return m_service; }
    [[nodiscard]] updates::PolicyStore &policy() { return m_policy; }

private:
    QThreadPool m_pool;
    updates::PolicyStore m_policy;
    UnitsOfWatchdog m_units;
    updates::UpdateService m_service;
};

} // namespace lamplighter::engine
