#include "core/api/routes.h"

namespace lamplighter::api {

void registerRoutes(Router &router, const ApiServices &services)
{
    addEngineRoutes(router, services);
    addUnitRoutes(router, services);
    addKillSwitchRoutes(router, services);
    addJournalRoutes(router, services);
}

} // namespace lamplighter::api
