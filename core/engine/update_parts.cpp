#include "core/engine/update_parts.h"

#include "core/base/boot_id.h"
#include "core/journal/kinds.h"

namespace lamplighter::engine {

namespace kinds = journal::kinds;
using journal::Severity;

UpdateParts::UpdateParts(const DataDirectory &directory, watchdog::Watchdog &watchdog, store::Database &database,
                         journal::Journal &journal, const Clock &clock)
    : m_policy(m_pool)
    , m_units(watchdog)
    , m_service(m_units, m_policy, database, journal, clock, bootId())
{
    m_pool.setMaxThreadCount(1);
    connect(&m_policy, &updates::PolicyStore::changed, this, [this, &journal] {
        const client::PolicyInfo info = m_policy.info();
        journal.append({kinds::kPolicyChanged, {}, Severity::Info, {}, {}, {{QStringLiteral("origin"), info.origin}}});
    });
    connect(&m_policy, &updates::PolicyStore::refused, this, [&journal](const Error &error) {
        journal.append(
            {kinds::kPolicyRefused, {}, Severity::Warning, {}, {}, {{QStringLiteral("error"), error.message}}});
    });
    m_policy.open(directory.policyFile(), directory.lastGoodPolicyFile());
}

UpdateParts::~UpdateParts()
{
    m_pool.waitForDone();
}

} // namespace lamplighter::engine
