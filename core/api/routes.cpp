#include "core/api/routes.h"

#include "core/alerts/alert_book.h"
#include "core/api/tokens.h"
#include "core/journal/journal.h"
#include "core/updates/update_service.h"
#include "core/watchdog/watchdog.h"

#include <QPointer>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

void registerRoutes(Router &router, const ApiServices &services)
{
    addEngineRoutes(router, services);
    addUnitRoutes(router, services);
    addKillSwitchRoutes(router, services);
    addJournalRoutes(router, services);
    addAlertRoutes(router, services);
    addAttentionRoutes(router, services);
    addMetricsRoutes(router, services);
    addReportRoutes(router, services);
    addTokenRoutes(router, services);
    addUpdateRoutes(router, services);
    addOmniMindRoutes(router, services);
    // A client in this process can still ask while the engine is being taken apart.
    router.setGate([watchdog = QPointer(&services.watchdog), journal = QPointer(&services.journal),
                    alerts = QPointer(&services.alerts), updates = QPointer(&services.updates),
                    tokens = QPointer(&services.tokens)]() -> std::optional<Response> {
        if (watchdog && journal && alerts && updates && tokens) {
            return std::nullopt;
        }
        return Response::error({ErrorCode::Unavailable, u"the engine is stopping"_s, {}});
    });
}

} // namespace lamplighter::api
