// What operators answer. The first answer wins; the second is told who gave it and what it was.
#include "core/journal/kinds.h"
#include "core/updates/update_service_private.h"

#include <QJsonDocument>
#include <QPointer>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;
namespace kinds = journal::kinds;

namespace {

constexpr std::chrono::hours kLongestDeferral{24 * 90};

QString whatHappened(const RestartState &state)
{
    const QString who = state.decidedBy.isEmpty() ? u"The policy"_s : state.decidedBy;
    const QString id = restartId(state.number);
    switch (state.phase) {
    case Phase::Deferred:
        return u"%1 has deferred %2 until %3"_s.arg(
            who, id, state.until.calendar ? toIsoString(*state.until.calendar) : u"later"_s);
    case Phase::Rejected:
        return u"%1 has rejected %2: %3"_s.arg(who, id, state.note);
    case Phase::Scheduled:
    case Phase::AtCheckpoint:
        return u"%1 has approved %2; it waits for its %3"_s.arg(who, id, toString(state.waitsFor));
    case Phase::Restarting:
    case Phase::RollingBack:
        return u"%1 has approved %2; it is under way"_s.arg(who, id);
    case Phase::Applied:
        return u"%1 has approved %2; it is applied"_s.arg(who, id);
    case Phase::RolledBack:
    case Phase::Failed:
        return u"%1 has approved %2; it failed: %3"_s.arg(who, id, state.note);
    case Phase::Waiting:
    case Phase::Ignored:
        break;
    }
    return u"More notices joined %1; look at it again"_s.arg(id);
}

} // namespace

Error UpdateService::Private::conflictOf(const RestartState &state) const
{
    return {ErrorCode::Conflict, whatHappened(state), u"revision"_s};
}

Result<UpdateService::Private::Restart *> UpdateService::Private::answerable(const Answer &answer)
{
    Restart *restart = find(restartNumber(answer.id));
    if (restart == nullptr) {
        return Error{ErrorCode::NotFound, u"There is no open restart %1"_s.arg(answer.id), u"id"_s};
    }
    const RestartState &state = restart->state();
    if (state.isRunning() || (answer.revision && *answer.revision != state.revision)) {
        return conflictOf(state);
    }
    return restart;
}

/// Of one that is over already, the second operator is told how it ended.
void UpdateService::Private::refuse(const Answer &answer, const Error &error, QObject *context,
                                    Done<client::PendingRestart> done)
{
    const qint64 number = restartNumber(answer.id);
    if (error.code != ErrorCode::NotFound || number == 0) {
        done(error);
        return;
    }
    auto found = std::make_shared<std::optional<StoredRestart>>();
    database.read(
        [found, number](store::Connection &connection) -> Result<void> {
            Result<std::optional<StoredRestart>> read = selectRestart(connection, number);
            if (!read) {
                return read.error();
            }
            *found = std::move(*read);
            return {};
        },
        context,
        [this, found, error, done = std::move(done)](const Result<void> &result) {
            if (!result || !*found) {
                done(result ? error : result.error());
                return;
            }
            Result<RestartState> state = restartStateFromJson(QJsonDocument::fromJson((*found)->state).object(), true,
                                                              clock.now(), clock.wallNow());
            if (!state) {
                done(state.error());
                return;
            }
            done(conflictOf(*state));
        });
}

void UpdateService::Private::answerWhenDurable(qint64 number, QObject *context, Done<client::PendingRestart> done)
{
    // As it is now: it may go on, or be over, before this is on disk.
    const Restart *restart = find(number);
    std::optional<client::PendingRestart> answer;
    if (restart != nullptr) {
        answer = pendingOf(restart->state());
    }
    database.flush(context, [answer, done = std::move(done)](const Result<void> &written) {
        if (!written) {
            done(written.error());
        } else if (!answer) {
            done(Error{ErrorCode::Internal, u"The restart is gone"_s, {}});
        } else {
            done(*answer);
        }
    });
}

void UpdateService::approve(const Answer &answer, When when, std::optional<WallTime> at, bool force, QObject *context,
                            Done<client::PendingRestart> done)
{
    Result<Private::Restart *> restart = d->answerable(answer);
    if (!restart) {
        d->refuse(answer, restart.error(), context, std::move(done));
        return;
    }
    RestartState &state = (*restart)->state();
    const Moment moment = d->moment(state);
    if (moment.units.isEmpty()) {
        done(Error{ErrorCode::Conflict,
                   u"No unit has the service %1, so there is nothing to restart"_s.arg(state.service), u"service"_s});
        return;
    }
    if (moment.heldByKillSwitch) {
        done(Error{ErrorCode::Held, u"The kill switch holds %1: re-arm it first"_s.arg(state.service), u"service"_s});
        return;
    }
    const qint64 number = state.number;
    d->feed(**restart, input::Approved{answer.actor, when, at, force, true});
    d->answerWhenDurable(number, context, std::move(done));
}

void UpdateService::defer(const Answer &answer, WallTime until, const QString &reason, QObject *context,
                          Done<client::PendingRestart> done)
{
    Result<Private::Restart *> restart = d->answerable(answer);
    if (!restart) {
        d->refuse(answer, restart.error(), context, std::move(done));
        return;
    }
    const RestartState &state = (*restart)->state();
    const WallTime now = d->clock.wallNow();
    if (until <= now || until - now > kLongestDeferral) {
        done(Error{ErrorCode::InvalidInput, u"until must be a time in the next 90 days"_s, u"until"_s});
        return;
    }
    const int most = d->rulesOf(state).maximumDeferrals;
    if (state.deferrals >= most) {
        done(Error{ErrorCode::Conflict,
                   u"%1 was deferred %2 times already: restart it, or reject it with a reason"_s.arg(answer.id).arg(
                       state.deferrals),
                   u"until"_s});
        return;
    }
    const qint64 number = state.number;
    d->feed(**restart, input::Deferred{answer.actor, until, reason});
    d->answerWhenDurable(number, context, std::move(done));
}

void UpdateService::reject(const Answer &answer, const QString &reason, QObject *context,
                           Done<client::PendingRestart> done)
{
    Result<Private::Restart *> restart = d->answerable(answer);
    if (!restart) {
        d->refuse(answer, restart.error(), context, std::move(done));
        return;
    }
    RestartState last = (*restart)->state();
    last.decidedBy = answer.actor;
    last.phase = Phase::Rejected;
    last.note = reason;
    last.endedAt = d->clock.wallNow();
    const client::PendingRestart told = d->pendingOf(last);
    d->feed(**restart, input::Rejected{answer.actor, reason});
    d->database.flush(context, [told, done = std::move(done)](const Result<void> &written) {
        done(written ? Result<client::PendingRestart>(told) : Result<client::PendingRestart>(written.error()));
    });
}

void UpdateService::approveAll(const QString &actor, bool deferred, QObject *context,
                               Done<QList<client::PendingRestart>> done)
{
    QList<qint64> numbers;
    for (const auto &[number, restart] : d->open_) {
        // A program that wants its own restart does not undo what an operator, or the policy, put off.
        if (restart.phase() == (deferred ? Phase::Deferred : Phase::Waiting)) {
            numbers.append(number);
        }
    }
    QList<client::PendingRestart> approved;
    for (const qint64 number : numbers) {
        Private::Restart *restart = d->find(number);
        if (restart == nullptr || d->moment(restart->state()).units.isEmpty() ||
            d->moment(restart->state()).heldByKillSwitch) {
            continue;
        }
        d->feed(*restart, input::Approved{actor, When::Now, std::nullopt, false, false});
        if (const Private::Restart *still = d->find(number)) {
            approved.append(d->pendingOf(still->state()));
        }
    }
    d->database.flush(context, [approved, done = std::move(done)](const Result<void> &written) {
        done(written ? Result<QList<client::PendingRestart>>(approved)
                     : Result<QList<client::PendingRestart>>(written.error()));
    });
}

void UpdateService::rollBack(const QString &unit, const QString &version, const QString &actor, QObject *context,
                             Done<client::PendingRestart> done)
{
    const std::optional<client::UnitStatus> status = d->units.status(unit);
    const std::optional<watchdog::UpdateSettings> settings = d->units.settings(unit);
    if (!status || !settings) {
        done(Error{ErrorCode::NotFound, u"There is no unit named %1"_s.arg(unit), u"name"_s});
        return;
    }
    if (settings->releases.isEmpty()) {
        done(Error{ErrorCode::Conflict,
                   u"%1 has no release directory (update.releases), so there is no version to go back to"_s.arg(unit),
                   u"name"_s});
        return;
    }
    if (!status->heldBy.isEmpty()) {
        done(Error{ErrorCode::Held, u"The kill switch holds %1: re-arm it first"_s.arg(unit), u"name"_s});
        return;
    }
    auto asked = [this, unit, version, actor, service = status->service, context = QPointer<QObject>(context),
                  done = std::move(done)](const Result<QString> &problem) {
        if (context == nullptr) {
            return;
        }
        if (!problem || !problem->isEmpty()) {
            done(problem ? Error{ErrorCode::Conflict, *problem, u"version"_s} : problem.error());
            return;
        }
        Private::Restart &restart = d->insert(service);
        const qint64 number = restart.state().number;
        d->feed(restart, input::RollbackAsked{unit, version, actor});
        d->answerWhenDurable(number, context, done);
    };
    d->rollbackProblem(unit, version, std::move(asked));
}

/// What keeps the unit from going back to the version; empty if nothing does.
void UpdateService::Private::rollbackProblem(const QString &unit, const QString &version, Done<QString> done)
{
    auto verified = std::make_shared<QStringList>();
    database.read(
        [verified, unit](store::Connection &connection) -> Result<void> {
            Result<QStringList> read = selectVerified(connection, unit);
            if (!read) {
                return read.error();
            }
            *verified = std::move(*read);
            return {};
        },
        this,
        [this, verified, unit, version, done = std::move(done)](const Result<void> &known) {
            if (!known) {
                done(known.error());
                return;
            }
            hands.releases(unit, [verified, version, done](const Result<Releases> &releases) {
                RunPlan plan;
                plan.to = version;
                done(planning::withReleases(plan, releases, *verified, true).problem);
            });
        });
}

void UpdateService::checkpoint(const QString &unit, const QString &actor, QObject *context, Done<void> done)
{
    if (!d->units.status(unit)) {
        done(Error{ErrorCode::NotFound, u"There is no unit named %1"_s.arg(unit), u"unit"_s});
        return;
    }
    d->checkpointReached(unit, actor);
    d->database.flush(context, std::move(done));
}

} // namespace lamplighter::updates
