// What the machines ask for, carried out.
#include "core/journal/kinds.h"
#include "core/updates/advice.h"
#include "core/updates/update_service_private.h"

#include <algorithm>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;
namespace kinds = journal::kinds;
using journal::Severity;

namespace {

constexpr int kFailuresInARow = 3;

HookReason reasonOf(const RestartState &state)
{
    const RunState *run = state.run();
    return {restartId(state.number), state.service, run != nullptr ? run->plan.to : QString(), state.reason};
}

} // namespace

void UpdateService::Private::perform(qint64 number, const Effects &effects)
{
    for (const RestartAction &action : effects) {
        perform(number, action);
    }
}

void UpdateService::Private::answered(qint64 number, const input::StepAnswered &in)
{
    Restart *restart = find(number);
    const RunState *run = restart != nullptr ? restart->state().run() : nullptr;
    if (run == nullptr || run->step != in.step || run->unit != in.unit) {
        return; // it has gone another way meanwhile
    }
    // What became of the unit meanwhile is known before the step is over.
    feed(*restart, input::UnitSeen{sight(in.unit)});
    feedNumber(number, in);
}

void UpdateService::Private::perform(qint64 number, const RestartAction &wanted)
{
    const Restart *restart = find(number);
    // These two outlive the restart.
    if (const auto *verified = std::get_if<action::Verified>(&wanted)) {
        if (!verified->version.isEmpty()) {
            database.write([unit = verified->unit, version = verified->version, at = clock.wallNow()](
                               store::Connection &connection) { return saveVerified(connection, unit, version, at); });
        }
        return;
    }
    if (const auto *draining = std::get_if<action::EndDraining>(&wanted)) {
        hands.endDraining(draining->unit);
        return;
    }
    if (restart == nullptr) {
        return;
    }
    const HookReason why = reasonOf(restart->state());
    const auto answer = [this, number](const QString &unit, RunStep step) {
        return [this, number, unit, step](const StepAnswer &result) {
            answered(number, {unit, step, result.ok, result.detail, result.savedState});
        };
    };
    if (std::holds_alternative<action::WatchQuiet>(wanted)) {
        watchQuiet(number);
    } else if (const auto *prepared = std::get_if<action::Prepare>(&wanted)) {
        prepare(number, prepared->unit);
    } else if (const auto *drain = std::get_if<action::Drain>(&wanted)) {
        hands.drain(number, drain->unit, why, answer(drain->unit, RunStep::Drain));
    } else if (const auto *hibernate = std::get_if<action::Hibernate>(&wanted)) {
        hands.hibernate(number, hibernate->unit, why, answer(hibernate->unit, RunStep::Hibernate));
    } else if (const auto *swap = std::get_if<action::Swap>(&wanted)) {
        hands.swap(number, swap->unit, swap->version, answer(swap->unit, swap->step));
    } else if (const auto *restarted = std::get_if<action::RestartUnit>(&wanted)) {
        restartUnit(number, *restarted);
    } else if (const auto *stop = std::get_if<action::StopUnit>(&wanted)) {
        units.stop(
            stop->unit, u"update:"_s + restartId(number), this,
            [this, number, unit = stop->unit](const Result<void> &stopped) {
                answered(
                    number,
                    {unit, RunStep::StopAfterFailure, stopped.ok(), stopped ? QString() : stopped.error().message, {}});
            });
    } else if (const auto *version = std::get_if<action::ReadVersion>(&wanted)) {
        hands.readVersion(version->unit,
                          [this, number, unit = version->unit, step = version->step](const Result<QString> &read) {
                              answered(number, {unit, step, read.ok(), read ? *read : read.error().message, {}});
                          });
    } else if (const auto *look = std::get_if<action::Look>(&wanted)) {
        feedNumber(number, input::UnitSeen{sight(look->unit)});
    }
}

/// Only if the process is still the one that is to end, and nobody has changed their mind.
void UpdateService::Private::restartUnit(qint64 number, const action::RestartUnit &wanted)
{
    const Restart *restart = find(number);
    const RunState *run = restart != nullptr ? restart->state().run() : nullptr;
    const bool stopping = run != nullptr && run->unit == wanted.unit &&
                          (run->step == RunStep::Stop || run->step == RunStep::RollbackStop);
    const UnitSight now = sight(wanted.unit);
    const bool already = now.run > wanted.oldRun || now.state == client::UnitState::Stopping;
    if (!stopping || already || !now.wanted || now.held) {
        feedNumber(number, input::UnitSeen{now});
        return;
    }
    const QString actor = restart->state().decidedBy.isEmpty() ? u"policy"_s : restart->state().decidedBy;
    units.restart(wanted.unit, actor, restartId(number), this,
                  [this, number, unit = wanted.unit](const Result<void> &) {
                      feedNumber(number, input::UnitSeen{sight(unit)}); // also if it was refused: it says why
                  });
}

/// Which version runs, which one comes, and which one to go back to.
void UpdateService::Private::prepare(qint64 number, const QString &unit)
{
    struct Known
    {
        QStringList verified;
    };
    auto known = std::make_shared<Known>();
    database.read(
        [known, unit](store::Connection &connection) -> Result<void> {
            Result<QStringList> read = selectVerified(connection, unit);
            if (!read) {
                return read.error();
            }
            known->verified = std::move(*read);
            return {};
        },
        this,
        [this, number, unit, known](const Result<void> &) {
            const Restart *restart = find(number);
            const std::optional<watchdog::UpdateSettings> settings = units.settings(unit);
            if (restart == nullptr || !settings) {
                feedNumber(number, input::UnitSeen{sight(unit)});
                feedNumber(number, input::Prepared{unit, {}, sight(unit), u"%1 is gone"_s.arg(unit)});
                return;
            }
            RunPlan plan;
            plan.drain = !std::holds_alternative<std::monostate>(settings->drain);
            plan.hibernate = !std::holds_alternative<std::monostate>(settings->hibernate);
            plan.verifyTimeout = settings->verifyTimeout;
            plan.minimumHealthyTime = settings->minimumHealthyTime;
            plan.onFailure = settings->onFailure;
            plan.releases = !settings->releases.isEmpty();
            plan.checkVersion = !settings->versionCommand.isEmpty();
            plan.to = restart->state().version;
            if (!plan.releases) {
                feedNumber(number, input::Prepared{unit, plan, sight(unit), {}});
                return;
            }
            hands.releases(unit, [this, number, unit, plan, verified = known->verified,
                                  manual = !restart->state().onlyUnit.isEmpty()](const Result<Releases> &read) {
                const planning::Planned planned = planning::withReleases(plan, read, verified, manual);
                feedNumber(number, input::Prepared{unit, planned.plan, sight(unit), planned.problem});
            });
        });
}

void UpdateService::Private::watchQuiet(qint64 number)
{
    Restart *restart = find(number);
    if (restart == nullptr || restart->quiet != nullptr || !rulesOf(restart->state()).quiet) {
        return;
    }
    restart->quiet = new QTimer(this);
    restart->quiet->setSingleShot(true);
    connect(restart->quiet, &QTimer::timeout, this, [this, number] { readQuiet(number); });
    restart->quiet->start(0);
}

void UpdateService::Private::readQuiet(qint64 number)
{
    const Restart *restart = find(number);
    if (restart == nullptr || !rulesOf(restart->state()).quiet) {
        return;
    }
    const QuietCondition condition = *rulesOf(restart->state()).quiet;
    metrics.read(condition, this, [this, number, condition](const Result<double> &value) {
        const Restart *asked = find(number);
        if (asked == nullptr) {
            return;
        }
        if (value) {
            database.write([service = asked->state().service, hour = hourOfWeek(clock.wallNow()),
                            number = *value](store::Connection &connection) {
                return addTraffic(connection, service, hour, number);
            });
        }
        feedNumber(number, input::QuietRead{value ? std::optional(*value) : std::nullopt,
                                            value ? QString() : value.error().message});
        if (const Restart *still = find(number); still != nullptr && still->quiet != nullptr) {
            still->quiet->start(std::chrono::ceil<milliseconds>(condition.every));
        }
    });
}

void UpdateService::Private::stopWatching(Restart &restart)
{
    if (restart.quiet != nullptr) {
        restart.quiet->stop();
        restart.quiet->deleteLater();
        restart.quiet = nullptr;
    }
}

/// One is over: the next of its service may begin; failures in a row are unusual.
void UpdateService::Private::ended(const RestartState &state)
{
    if (std::optional<client::RestartRun> run = hibernatedIn(state)) {
        hibernated = std::move(run);
        database.write(
            [number = state.number](store::Connection &connection) { return writeHibernated(connection, number); });
    }
    for (const qint64 number : openOf(state.service)) {
        feedNumber(number, input::WorldChanged{});
    }
    if (state.phase != Phase::Failed && state.phase != Phase::RolledBack) {
        return;
    }
    auto outcomes = std::make_shared<QList<Phase>>();
    database.read(
        [outcomes, service = state.service](store::Connection &connection) -> Result<void> {
            Result<QList<Phase>> read = lastOutcomes(connection, service, kFailuresInARow);
            if (!read) {
                return read.error();
            }
            *outcomes = std::move(*read);
            return {};
        },
        this,
        [this, outcomes, service = state.service](const Result<void> &read) {
            const bool allFailed = std::all_of(outcomes->cbegin(), outcomes->cend(), [](Phase phase) {
                return phase == Phase::Failed || phase == Phase::RolledBack;
            });
            if (read && outcomes->size() == kFailuresInARow && allFailed) {
                journal.append({kinds::kUpdatePattern,
                                service,
                                Severity::Warning,
                                {},
                                {},
                                {{u"what"_s, u"failures_in_a_row"_s}, {u"count"_s, kFailuresInARow}}});
            }
        });
}

QStringList UpdateService::Private::servicesOf(const QString &unit) const
{
    const std::optional<client::UnitStatus> status = units.status(unit);
    if (!status) {
        return {};
    }
    QStringList services{status->service};
    if (!status->group.isEmpty()) {
        services.append(status->group);
    }
    return services;
}

void UpdateService::Private::seen(const QStringList &names)
{
    if (!started || open_.empty()) {
        return;
    }
    QSet<qint64> concerned;
    for (const QString &unit : names) {
        for (const QString &service : servicesOf(unit)) {
            for (const qint64 number : openOf(service)) {
                concerned.insert(number);
            }
        }
    }
    for (auto &[number, restart] : open_) { // whose unit is gone, or has another service now
        if (restart.isRunning()) {
            concerned.insert(number);
        }
    }
    for (const qint64 number : concerned) {
        const Restart *restart = find(number);
        if (restart == nullptr) {
            continue;
        }
        if (const RunState *run = restart->state().run()) {
            if (names.contains(run->unit)) {
                feedNumber(number, input::UnitSeen{sight(run->unit)});
            }
        } else {
            feedNumber(number, input::WorldChanged{});
        }
    }
}

void UpdateService::Private::checkpointReached(const QString &unit, const QString &actor)
{
    bool awaited = false;
    for (const QString &service : servicesOf(unit)) {
        for (const qint64 number : openOf(service)) {
            const Restart *restart = find(number);
            if (restart != nullptr && restart->state().phase == Phase::AtCheckpoint) {
                if (!std::exchange(awaited, true)) {
                    journal.append({kinds::kCheckpoint, unit, Severity::Info, actor, restartId(number), {}});
                }
                feedNumber(number, input::Checkpoint{unit});
            }
        }
    }
    // One that nobody waits for is an event only if somebody took the trouble to report it over the API.
    if (!awaited && !actor.isEmpty()) {
        journal.append({kinds::kCheckpoint, unit, Severity::Info, actor, {}, {}});
    }
}

} // namespace lamplighter::updates
