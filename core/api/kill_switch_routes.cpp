#include "core/api/handlers.h"
#include "core/api/routes.h"
#include "core/watchdog/watchdog.h"

namespace lamplighter::api {

using namespace Qt::StringLiterals;
using client::KillSwitchStatus;
using watchdog::LatchScope;
using watchdog::Watchdog;

namespace {

/// What engaging and re-arming have in common.
struct Latching
{
    LatchScope scope = LatchScope::All;
    QString target;
    QString reason;
};

Latching readLatching(JsonReader &in)
{
    Latching out;
    const QString scope = in.requiredString("scope");
    out.target = in.string("target");
    out.reason = in.requiredString("reason");
    if (scope == "group"_L1) {
        out.scope = LatchScope::Group;
    } else if (scope == "unit"_L1) {
        out.scope = LatchScope::Unit;
    } else {
        in.require(scope == "all"_L1, "scope", u"%1 must be all, group or unit"_s);
    }
    // Somebody who means one unit and forgets to say which must not stop everything, nor the other way round.
    const bool needsTarget = out.scope != LatchScope::All;
    in.require(!needsTarget || !out.target.isEmpty(), "target", u"%1 must name the group or unit"_s);
    in.require(needsTarget || out.target.isEmpty(), "target", u"%1 must be left out with the scope all"_s);
    in.require(!out.reason.trimmed().isEmpty(), "reason", u"%1 must say why, for whoever finds it dark"_s);
    return out;
}

void engage(Watchdog &watchdog, const Request &request, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"scope", "target", "reason", "graceful"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    const Latching latching = readLatching(*in);
    const bool graceful = in->boolean("graceful", false);
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    watchdog.engage({latching.scope, latching.target, latching.reason, request.principal.name, graceful}, &watchdog,
                    answerWith<KillSwitchStatus>(std::move(respond)));
}

void rearm(Watchdog &watchdog, const Request &request, Responder respond)
{
    Result<JsonReader> in = readBody(request, {"scope", "target", "reason", "start_again"});
    if (!in) {
        respond(Response::error(in.error()));
        return;
    }
    const Latching latching = readLatching(*in);
    const bool startAgain = in->boolean("start_again", false);
    if (!in->ok()) {
        respond(Response::error(in->error()));
        return;
    }
    watchdog.rearm({latching.scope, latching.target, latching.reason, request.principal.name, startAgain}, &watchdog,
                   answerWith<KillSwitchStatus>(std::move(respond)));
}

} // namespace

void addKillSwitchRoutes(Router &router, const ApiServices &services)
{
    Watchdog &watchdog = services.watchdog;
    router.add({"GET", u"/api/v1/kill-switch"_s, Role::Viewer,
                [&watchdog](const Request &, const Parameters &, const Responder &respond) {
                    respond(Response::json(client::toJson(watchdog.killSwitch())));
                }});
    router.add({"POST", u"/api/v1/kill-switch/engage"_s, Role::Operator,
                [&watchdog](const Request &request, const Parameters &, Responder respond) {
                    engage(watchdog, request, std::move(respond));
                }});
    router.add({"POST", u"/api/v1/kill-switch/rearm"_s, Role::Operator,
                [&watchdog](const Request &request, const Parameters &, Responder respond) {
                    rearm(watchdog, request, std::move(respond));
                }});
}

} // namespace lamplighter::api
