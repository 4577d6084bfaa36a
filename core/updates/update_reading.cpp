// What clients read of updates.
#include "core/updates/update_service_private.h"

#include <QJsonDocument>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 1'000;

/// Reads on the database's thread, answers on the context's.
template <typename T, typename Read>
void readAs(store::Database &database, QObject *context, std::function<void(Result<T>)> done, Read read)
{
    auto out = std::make_shared<Result<T>>(T{});
    database.read(
        [out, read](store::Connection &connection) -> Result<void> {
            *out = read(connection);
            return out->ok() ? Result<void>() : out->error();
        },
        context,
        [out, done = std::move(done)](const Result<void> &result) {
            done(result ? std::move(*out) : Result<T>(result.error()));
        });
}

} // namespace

/// The last of its runs that saved something.
std::optional<client::RestartRun> UpdateService::Private::hibernatedIn(const RestartState &state)
{
    std::optional<client::RestartRun> found;
    for (const RunState &run : state.runs) {
        for (const client::RestartStep &step : run.steps) {
            if (step.step == u"hibernate" && step.state == u"done") {
                found = client::RestartRun{run.unit, run.plan.from, run.plan.to, run.state, run.steps, run.downtime};
            }
        }
    }
    return found;
}

client::PendingRestart UpdateService::Private::pendingOf(const RestartState &state) const
{
    return toPending(state, rulesOf(state), moment(state));
}

QList<client::PendingRestart> UpdateService::restarts(qsizetype most) const
{
    std::vector<const Private::Restart *> found;
    found.reserve(d->open_.size());
    for (const auto &[number, restart] : d->open_) {
        found.push_back(&restart);
    }
    if (std::cmp_greater(found.size(), most)) {
        const auto comesFirst = [](const Private::Restart *a, const Private::Restart *b) {
            const bool urgent = a->phase() == Phase::Waiting || a->isRunning();
            const bool other = b->phase() == Phase::Waiting || b->isRunning();
            return urgent != other ? urgent : a->number() > b->number();
        };
        const auto end = found.begin() + most;
        std::nth_element(found.begin(), end, found.end(), comesFirst);
        found.erase(end, found.end());
    }
    QList<client::PendingRestart> out;
    out.reserve(static_cast<qsizetype>(found.size()));
    for (const Private::Restart *restart : found) {
        out.append(d->pendingOf(restart->state()));
    }
    std::stable_sort(out.begin(), out.end(), [](const client::PendingRestart &a, const client::PendingRestart &b) {
        return a.service < b.service;
    });
    return out;
}

std::optional<client::PendingRestart> UpdateService::strongest() const
{
    const Private::Restart *found = nullptr;
    for (const auto &[number, restart] : d->open_) {
        if (restart.phase() == Phase::Deferred || restart.state().decision < client::Decision::RestartAtCheckpoint) {
            continue;
        }
        if (found == nullptr || restart.state().decision > found->state().decision) {
            found = &restart;
        }
        if (found->state().decision == client::Decision::RestartNow) {
            break;
        }
    }
    return found == nullptr ? std::nullopt : std::optional(d->pendingOf(found->state()));
}

QList<client::PendingRestart> UpdateService::waiting(qsizetype most) const
{
    QList<client::PendingRestart> out;
    for (auto it = d->open_.cbegin(); it != d->open_.cend() && out.size() < most; ++it) {
        if (it->second.phase() == Phase::Waiting) {
            out.append(d->pendingOf(it->second.state()));
        }
    }
    return out;
}

std::map<client::UpdateState, int> UpdateService::openByState() const
{
    std::map<client::UpdateState, int> out;
    for (const auto &[number, restart] : d->open_) {
        ++out[restart.phase()];
    }
    return out;
}

std::optional<client::PendingRestart> UpdateService::pending(const QString &id) const
{
    const auto found = d->open_.find(restartNumber(id));
    return found == d->open_.end() ? std::nullopt : std::optional(d->pendingOf(found->second.state()));
}

void UpdateService::restart(const QString &id, QObject *context, Done<client::RestartDetail> done) const
{
    const qint64 number = restartNumber(id);
    const auto found = d->open_.find(number);
    const std::optional<RestartState> open =
        found == d->open_.end() ? std::nullopt : std::optional(found->second.state());
    const Error unknown{ErrorCode::NotFound, u"There is no restart %1"_s.arg(id), u"id"_s};
    struct Read
    {
        RestartState state;
        QList<client::UpdateRecord> updates;
    };
    auto answer = [this, context = QPointer<QObject>(context), done = std::move(done)](const Result<Read> &read) {
        if (!read) {
            done(read.error());
            return;
        }
        client::RestartDetail detail;
        detail.restart = d->pendingOf(read->state);
        detail.updates = read->updates;
        d->foretell(detail, context, done);
    };
    readAs<Read>(d->database, context, std::move(answer),
                 [open, number, unknown, now = d->clock.now(),
                  wallNow = d->clock.wallNow()](store::Connection &connection) -> Result<Read> {
                     Read read;
                     if (open) {
                         read.state = *open;
                     } else {
                         const Result<std::optional<StoredRestart>> stored = selectRestart(connection, number);
                         if (!stored) {
                             return stored.error();
                         }
                         if (!*stored) {
                             return unknown;
                         }
                         Result<RestartState> state = restartStateFromJson(
                             QJsonDocument::fromJson((*stored)->state).object(), true, now, wallNow);
                         if (!state) {
                             return state.error();
                         }
                         read.state = std::move(*state);
                     }
                     Result<QList<client::UpdateRecord>> updates = selectUpdatesOf(connection, number);
                     if (!updates) {
                         return updates.error();
                     }
                     read.updates = std::move(*updates);
                     return read;
                 });
}

void UpdateService::updates(const client::UpdateFilter &filter, QObject *context, Done<client::UpdatesPage> done) const
{
    client::UpdateFilter bounded = filter;
    bounded.limit = std::clamp(filter.limit, 1, kPage);
    readAs<client::UpdatesPage>(
        d->database, context, std::move(done), [bounded](store::Connection &connection) -> Result<client::UpdatesPage> {
            Result<QList<client::UpdateRecord>> records = selectUpdates(connection, bounded, bounded.limit + 1);
            if (!records) {
                return records.error();
            }
            client::UpdatesPage page{std::move(*records), false, {}};
            page.more = page.updates.size() > bounded.limit;
            if (page.more) {
                page.updates.removeLast();
            }
            return page;
        });
}

void UpdateService::update(const QString &id, QObject *context, Done<client::UpdateRecord> done) const
{
    readAs<client::UpdateRecord>(
        d->database, context, std::move(done),
        [id, number = updateNumber(id)](store::Connection &connection) -> Result<client::UpdateRecord> {
            const Result<std::optional<client::UpdateRecord>> record = selectUpdate(connection, number);
            if (!record) {
                return record.error();
            }
            if (!*record) {
                return Error{ErrorCode::NotFound, u"There is no update %1"_s.arg(id), u"id"_s};
            }
            return **record;
        });
}

void UpdateService::counts(QObject *context, Done<client::UpdateCounts> done) const
{
    readAs<client::UpdateCounts>(d->database, context, std::move(done), countUpdates);
}

void UpdateService::versions(const QString &unit, QObject *context, Done<client::VersionsPage> done) const
{
    const std::optional<watchdog::UpdateSettings> settings = d->units.settings(unit);
    if (!settings) {
        done(Error{ErrorCode::NotFound, u"There is no unit named %1"_s.arg(unit), u"name"_s});
        return;
    }
    if (settings->releases.isEmpty()) {
        done(client::VersionsPage{}); // no release directory: no versions are known
        return;
    }
    auto withVerified = [this, unit, context = QPointer<QObject>(context),
                         done = std::move(done)](const Result<QStringList> &verified) {
        if (!verified) {
            done(verified.error());
            return;
        }
        d->hands.releases(unit, [verified = *verified, context, done](const Result<Releases> &releases) {
            if (context == nullptr) {
                return;
            }
            if (!releases) {
                done(releases.error());
                return;
            }
            client::VersionsPage page;
            for (const QString &version : releases->versions) {
                page.versions.append({version, version == releases->current, verified.contains(version)});
            }
            done(page);
        });
    };
    readAs<QStringList>(d->database, context, std::move(withVerified),
                        [unit](store::Connection &connection) { return selectVerified(connection, unit); });
}

int UpdateService::timersArmed() const
{
    return d->deadlines.next() ? 1 : 0;
}

std::optional<client::RestartRun> UpdateService::lastHibernated() const
{
    return d->hibernated;
}

void UpdateService::Private::noteChanged(qint64 number, bool isOver)
{
    changed.insert(number);
    if (isOver) {
        ended_.insert(number);
    }
    if (!std::exchange(telling, true)) {
        QMetaObject::invokeMethod(
            this, [this] { tellChanges(); }, Qt::QueuedConnection);
    }
}

void UpdateService::Private::tellChanges()
{
    telling = false;
    const auto idsOf = [](const QSet<qint64> &numbers) {
        QStringList ids;
        for (const qint64 number : numbers) {
            ids.append(restartId(number));
        }
        return ids;
    };
    const QStringList ids = idsOf(std::exchange(changed, {}));
    const QStringList overIds = idsOf(std::exchange(ended_, {}));
    Q_EMIT q->restartsChanged(ids, overIds);
}

} // namespace lamplighter::updates
