#include "ui/models/unit_texts.h"

namespace lamplighter::ui {

using client::Health;
using client::LastExit;
using client::Reason;
using client::UnitState;
using client::UnitStatus;

namespace {

Duration since(WallTime then, const UnitView &view)
{
    return view.when.now - then;
}

Duration until(WallTime then, const UnitView &view)
{
    // A countdown shows the second that is running, not the one that has passed.
    return std::max<Duration>(then - view.when.now, Duration::zero()) + milliseconds(999);
}

int exitNumber(const LastExit &exit)
{
    return exit.signal ? 128 + *exit.signal : exit.code.value_or(0);
}

} // namespace

QString UnitTexts::word(const UnitStatus &status, bool stale)
{
    if (stale) {
        return tr("Unknown");
    }
    if (isHeld(status)) {
        return tr("Held");
    }
    switch (status.state) {
    case UnitState::Stopped:
        return tr("Stopped");
    case UnitState::Starting:
        return status.waitingFor.isEmpty() ? tr("Starting") : tr("Waiting");
    case UnitState::Running:
        return status.health == Health::Failing ? tr("Unhealthy") : tr("Running");
    case UnitState::Backoff:
        return tr("Backoff");
    case UnitState::Stopping:
    case UnitState::Killed:
        return tr("Stopping");
    case UnitState::Exited:
        return stateKind(status, false) == StateKind::Critical ? tr("Failed") : tr("Exited");
    case UnitState::Fatal:
        return tr("Fatal");
    }
    return {};
}

QString UnitTexts::state(const UnitStatus &status, const UnitView &view)
{
    const QString plain = word(status, view.stale);
    if (!view.stale && status.state == UnitState::Backoff && status.next && !isHeld(status)) {
        return tr("%1, %2", "state, countdown").arg(plain, TimeTexts::span(until(status.next->at, view)));
    }
    return plain;
}

QString UnitTexts::uptime(const UnitStatus &status, const UnitView &view)
{
    if (view.stale) {
        return tr("no report %1").arg(TimeTexts::span(view.silence));
    }
    if (isHeld(status)) {
        return tr("since %1").arg(TimeTexts::shortMoment(status.since, view.when));
    }
    switch (status.state) {
    case UnitState::Starting:
        if (!status.waitingFor.isEmpty()) {
            return tr("for %1").arg(status.waitingFor.join(QStringLiteral(", ")));
        }
        [[fallthrough]];
    case UnitState::Running:
    case UnitState::Stopping:
    case UnitState::Killed:
        return TimeTexts::span(since(status.startedAt.value_or(status.since), view));
    case UnitState::Backoff:
        return status.reason == Reason::TooManyFailures
                   ? tr("paused, %n failures", nullptr, status.maximumConsecutiveFailures)
                   : tr("retry %1 of %2").arg(status.consecutiveFailures).arg(status.maximumConsecutiveFailures);
    case UnitState::Fatal:
        return tr("down %1").arg(TimeTexts::span(since(status.since, view)));
    case UnitState::Stopped:
    case UnitState::Exited:
        return tr("since %1").arg(TimeTexts::shortMoment(status.since, view.when));
    }
    return {};
}

HealthText UnitTexts::health(const UnitStatus &status, bool stale)
{
    if (stale) {
        return {StateKind::Unknown, tr("stale")};
    }
    const auto detailOr = [&](const QString &word) {
        return status.healthDetail.isEmpty() ? word : status.healthDetail;
    };
    switch (status.health) {
    case Health::Passing:
        return {StateKind::Ok, detailOr(tr("passing"))};
    case Health::Failing:
        return {StateKind::Critical, detailOr(tr("failing"))};
    case Health::Waiting:
        return {StateKind::Pending, detailOr(tr("waiting"))};
    case Health::NotChecked:
        return {StateKind::Stopped, tr("not checked")};
    }
    return {};
}

QString UnitTexts::signalMeaning(const QString &signalName)
{
    static const QHash<QString, const char *> meanings{
        {QStringLiteral("SIGSEGV"), QT_TR_NOOP("segmentation fault")},
        {QStringLiteral("SIGKILL"), QT_TR_NOOP("killed")},
        {QStringLiteral("SIGTERM"), QT_TR_NOOP("terminated")},
        {QStringLiteral("SIGABRT"), QT_TR_NOOP("aborted")},
        {QStringLiteral("SIGBUS"), QT_TR_NOOP("bus error")},
        {QStringLiteral("SIGFPE"), QT_TR_NOOP("arithmetic error")},
        {QStringLiteral("SIGILL"), QT_TR_NOOP("illegal instruction")},
        {QStringLiteral("SIGINT"), QT_TR_NOOP("interrupted")},
        {QStringLiteral("SIGHUP"), QT_TR_NOOP("hung up")},
        {QStringLiteral("SIGPIPE"), QT_TR_NOOP("broken pipe")},
        {QStringLiteral("SIGQUIT"), QT_TR_NOOP("quit")},
    };
    const char *meaning = meanings.value(signalName, nullptr);
    return meaning ? tr(meaning) : signalName;
}

QString UnitTexts::exitMeaning(const UnitStatus &status)
{
    if (!status.lastExit) {
        return {};
    }
    const LastExit &exit = *status.lastExit;
    if (exit.expected) {
        return isHeld(status) ? tr("kill switch") : tr("asked for");
    }
    if (exit.signal) {
        return signalMeaning(exit.signalName);
    }
    return exit.code.value_or(0) == 0 ? tr("finished") : tr("error");
}

QString UnitTexts::lastExit(const UnitStatus &status, const UnitView &view)
{
    if (!status.lastExit) {
        return tr("none");
    }
    return tr("%1, %2, %3", "exit code, meaning, time")
        .arg(exitNumber(*status.lastExit))
        .arg(exitMeaning(status), TimeTexts::moment(status.lastExit->at, view.when));
}

QString UnitTexts::exitSentence(const UnitStatus &status)
{
    if (!status.lastExit) {
        return tr("It ended.");
    }
    return tr("It ended with exit %1, %2, %3 after its start.")
        .arg(exitNumber(*status.lastExit))
        .arg(exitMeaning(status), TimeTexts::limit(status.lastExit->uptime));
}

QString UnitTexts::heldBy(const UnitStatus &status)
{
    const QString scope = status.heldBy.section(u':', 0, 0);
    const QString target = status.heldBy.section(u':', 1);
    if (scope == u"group") {
        return tr("the kill switch for group %1").arg(target);
    }
    if (scope == u"unit") {
        return tr("the kill switch for %1").arg(target);
    }
    return tr("the kill switch");
}

QString UnitTexts::reason(const UnitStatus &status)
{
    if (isHeld(status)) {
        const QString held = tr("Stopped and held by %1.").arg(heldBy(status));
        return status.heldReason.isEmpty() ? held : held + u' ' + tr("Reason: %1").arg(status.heldReason);
    }
    switch (status.reason) {
    case Reason::None:
        return {};
    case Reason::Autostart:
        return tr("Started with the engine.");
    case Reason::OperatorStart:
        return tr("An operator started it.");
    case Reason::OperatorStop:
        return tr("An operator stopped it. It stays stopped until someone starts it.");
    case Reason::OperatorRestart:
        return tr("An operator restarted it.");
    case Reason::WaitingForDependency:
        return tr("It waits for %1.").arg(status.waitingFor.join(QStringLiteral(", ")));
    case Reason::LaunchFailed:
        return status.detail.isEmpty() ? tr("It could not be started.")
                                       : tr("It could not be started: %1.").arg(status.detail);
    case Reason::CrashDetected:
    case Reason::UnexpectedExit:
    case Reason::Completed:
        return exitSentence(status);
    case Reason::FailedForGood:
        return exitSentence(status) + u' ' + tr("Its specification says not to restart after this code.");
    case Reason::NotRestarted:
        return exitSentence(status) + u' ' + tr("Its restart rule is “never”.");
    case Reason::ReadyTimeout:
        return tr("It was not ready in time.");
    case Reason::HealthFailed:
        // What the last check said is about the process that runs now.
        return status.health != client::Health::Failing || status.healthDetail.isEmpty()
                   ? tr("Its health check failed.")
                   : tr("Its health check failed: %1.").arg(status.healthDetail);
    case Reason::WatchdogTimeout:
        return tr("Its heartbeat did not come in time.");
    case Reason::TooManyFailures:
        return tr("%n starts in a row failed, so it pauses.", nullptr, status.maximumConsecutiveFailures);
    case Reason::RestartLimit:
        return tr("Too many restarts in a short time. The watchdog has stopped trying.");
    case Reason::KillSwitch:
        return tr("Stopped by the kill switch.");
    case Reason::KeeperLost:
        return tr("Its keeper was lost, so its processes were ended.");
    case Reason::Adopted:
        return tr("It was found running when the engine came back.");
    case Reason::SpecificationChanged:
        return tr("Its specification has changed.");
    case Reason::Removed:
        return tr("It is being removed.");
    case Reason::EngineStopped:
        return tr("The engine ended and stopped its units.");
    }
    return {};
}

QString UnitTexts::nextStep(const UnitStatus &status, const UnitView &view)
{
    if (view.stale || !status.next || isHeld(status)) {
        return {};
    }
    const QString span = TimeTexts::span(until(status.next->at, view));
    if (status.next->action == u"start" && status.reason == Reason::TooManyFailures) {
        return tr("Paused after %n failures, tries again in %1", nullptr, status.maximumConsecutiveFailures).arg(span);
    }
    if (status.next->action == u"start") {
        return tr("Next start in %1, attempt %2 of %3")
            .arg(span)
            .arg(status.consecutiveFailures)
            .arg(status.maximumConsecutiveFailures);
    }
    if (status.next->action == u"kill") {
        return tr("SIGKILL in %1 if it still runs").arg(span);
    }
    if (status.next->action == u"give_up_waiting") {
        return tr("Must be ready in %1").arg(span);
    }
    return {};
}

QString UnitTexts::bucketWord(UnitBucket bucket)
{
    switch (bucket) {
    case UnitBucket::Failed:
        return tr("Failed");
    case UnitBucket::Retrying:
        return tr("Retrying");
    case UnitBucket::Changing:
        return tr("Changing");
    case UnitBucket::Running:
        return tr("Running");
    case UnitBucket::Held:
        return tr("Held");
    case UnitBucket::Stopped:
        return tr("Stopped");
    case UnitBucket::Unknown:
        return tr("Unknown");
    }
    return {};
}

QString UnitTexts::stateToolTip(const UnitStatus &status, const UnitView &view)
{
    QStringList lines{tr("%1 since %2").arg(word(status, view.stale), TimeTexts::exact(status.since, view.when))};
    for (const QString &line : {reason(status), nextStep(status, view), status.statusText}) {
        if (!line.isEmpty()) {
            lines.append(line);
        }
    }
    return lines.join(u'\n');
}

} // namespace lamplighter::ui
