// One step of the restart machine under way: the state that becomes the new one, and the actions it asks for.
// restart_machine.cpp decides when a restart begins, restart_run.cpp walks through it, restart_verify.cpp judges what
// comes of it.
#pragma once

#include "core/updates/restart_machine.h"

namespace lamplighter::updates {

class Transition
{
public:
    Transition(const ServiceRules &theRules, RestartState theState, const Moment &theMoment)
        : rules(theRules)
        , state(std::move(theState))
        , moment(theMoment)
    {}

    RestartOutcome take() && { return {std::move(state), std::move(actions)}; }

    // --- before it begins (restart_machine.cpp)
    void on(const input::Notified &in);
    void on(const input::RollbackAsked &in);
    void on(const input::Approved &in);
    void on(const input::Deferred &in);
    void on(const input::Rejected &in);
    void on(const input::Checkpoint &in);
    void on(const input::QuietRead &in);
    void on(const input::Due &in);
    void on(const input::WorldChanged &in);
    void on(const input::Continue &in);
    // --- once it has begun (restart_run.cpp)
    void on(const input::Prepared &in);
    void on(const input::StepAnswered &in);
    void on(const input::UnitSeen &in);
    void begin();
    void continueRun();
    void runDue();

    // --- shared
    void ask(WaitsFor why, const QString &because);
    void proceed();
    void wait(Phase phase, WaitsFor why, const Deadline &until, const QString &because = {});
    void end(Phase phase, const QString &note);
    void record(const QString &kind, journal::Severity severity, const QString &subject, const QJsonObject &payload,
                const QString &actor = {});
    [[nodiscard]] Deadline after(Duration duration) const { return {moment.now + duration, std::nullopt}; }

    const ServiceRules &rules;
    RestartState state;
    const Moment &moment;
    std::vector<RestartAction> actions;

private:
    void decideAnew();
    void defer(const Deadline &until);
    void answerTimedOut();

    // runs
    RunState &run();
    void startRun();
    void enter(RunStep step);
    void stepDone(const QString &shown, const QString &how, const QString &detail, const QStringList &saved = {});
    client::RestartStep *shownStep(const QString &shown);
    void requestRestart(RunStep step);
    void backToOperator(WaitsFor why, const QString &because);
    void fail(const QString &why);
    void rollBack(const QString &why);
    void finishFailed(const QString &why);
    void runOver(const QString &how);
    void nextRun();
    void seenWhileStopping(const UnitSight &sight);
    void seenWhileStarting(const UnitSight &sight);
    void seenWhileVerifying(const UnitSight &sight);
    void healthyLongEnough();
    void versionRead(const input::StepAnswered &in);
    [[nodiscard]] bool rollingBack() const { return state.phase == Phase::RollingBack; }
};

QString shownName(RunStep step); ///< "drain" "hibernate" "stop" …; empty for what is not shown by itself

} // namespace lamplighter::updates
