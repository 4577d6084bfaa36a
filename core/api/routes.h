// Every route of the API, one file for each domain. Handlers live on the engine's thread, turn JSON into values, ask
// the domain, and turn its answer into JSON; rules are in the domains.
#pragma once

#include "core/api/http_figures.h"
#include "core/api/router.h"
#include "core/base/clock.h"
#include "core/client/shapes.h"

namespace lamplighter::alerts {
class AlertBook;
}
namespace lamplighter::journal {
class Journal;
}
namespace lamplighter::updates {
class PolicyStore;
class UpdateService;
} // namespace lamplighter::updates
namespace lamplighter::watchdog {
class Watchdog;
}

namespace lamplighter::api {

class TokenStore;

/// What handlers ask. All of it outlives the router.
struct ApiServices
{
    watchdog::Watchdog &watchdog;
    journal::Journal &journal;
    alerts::AlertBook &alerts;
    updates::UpdateService &updates;
    updates::PolicyStore &policy;
    TokenStore &tokens;
    const Clock &clock;
    /// All but account and role, which are the caller's.
    std::function<client::EngineInfo()> engineInfo;
    /// Why the engine cannot do its work yet, or any more, for GET /readyz.
    std::function<Result<void>()> readiness;
    /// For GET /metrics, as far as there is a server and a database to tell of.
    std::function<std::optional<HttpFigures>()> httpFigures{};
    std::function<int()> databaseBacklog{};
};

void registerRoutes(Router &router, const ApiServices &services);

void addEngineRoutes(Router &router, const ApiServices &services);
void addUnitRoutes(Router &router, const ApiServices &services);
void addKillSwitchRoutes(Router &router, const ApiServices &services);
void addJournalRoutes(Router &router, const ApiServices &services);
void addAlertRoutes(Router &router, const ApiServices &services);
void addAttentionRoutes(Router &router, const ApiServices &services);
void addMetricsRoutes(Router &router, const ApiServices &services);
void addReportRoutes(Router &router, const ApiServices &services);
void addTokenRoutes(Router &router, const ApiServices &services);
void addUpdateRoutes(Router &router, const ApiServices &services);
/// Made for clients of the service update protocol.
void addOmniMindRoutes(Router &router, const ApiServices &services);

} // namespace lamplighter::api
