// What to expect of a restart, and when it would be felt least.
#include "core/journal/kinds.h"
#include "core/updates/advice.h"
#include "core/updates/forecast.h"
#include "core/updates/update_service_private.h"

#include <QPointer>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;
namespace kinds = journal::kinds;
using client::UpdateState;

namespace {

constexpr std::chrono::hours kHistory{24 * 90};
constexpr int kMostEvents = 200; // for each unit
constexpr int kMostUpdates = 300;

/// Gathers what several questions answer, and is done when the last of them is answered.
struct Gathering
{
    client::RestartDetail detail;
    QList<client::PastRestart> restarts;
    QList<PastUpdate> updates;
    int open = 1;
};

void addEvents(QList<client::PastRestart> &restarts, const QList<journal::Event> &events)
{
    for (const journal::Event &event : events) {
        const QJsonValue downtime = event.payload.value(u"downtime_ms"_s);
        if (downtime.isDouble()) {
            restarts.append({event.time, milliseconds(downtime.toInteger()), event.kind == kinds::kUpdateApplied});
        }
    }
}

QList<PastUpdate> pastOf(const QList<client::UpdateRecord> &records)
{
    QList<PastUpdate> past;
    for (const client::UpdateRecord &record : records) {
        if (record.state == UpdateState::Applied || record.state == UpdateState::RolledBack ||
            record.state == UpdateState::Failed) {
            past.append({record.notice.changeType, record.state == UpdateState::Applied});
        }
    }
    return past;
}

} // namespace

/// From the journal's updates of the units, their other restarts, and earlier updates of the service.
void UpdateService::Private::foretell(const client::RestartDetail &detail, QObject *context,
                                      Done<client::RestartDetail> done)
{
    auto gathering = std::make_shared<Gathering>();
    gathering->detail = detail;
    const auto answered = [this, gathering, context = QPointer<QObject>(context), done = std::move(done)] {
        if (--gathering->open > 0 || context == nullptr) {
            return;
        }
        client::RestartDetail &out = gathering->detail;
        out.forecast = forecast(gathering->restarts, gathering->updates, out.restart.changeType);
        for (const QString &unit : out.restart.units) {
            for (const QString &dependent : units.dependents(unit)) {
                if (!out.restart.units.contains(dependent) && !out.forecast.dependents.contains(dependent)) {
                    out.forecast.dependents.append(dependent);
                }
            }
        }
        for (const qint64 other : openOf(out.restart.service)) {
            const Restart *open = find(other);
            if (open != nullptr && restartId(other) != out.restart.id) {
                for (const qint64 update : open->state.updates) {
                    out.forecast.alsoPending.append(updateId(update));
                }
            }
        }
        done(out);
    };
    for (const QString &unit : detail.restart.units) {
        gathering->open += 2;
        journal.querySubject({unit,
                              {kinds::kUpdateApplied, kinds::kUpdateRolledBack, kinds::kUpdateFailed},
                              clock.wallNow() - kHistory,
                              kMostEvents},
                             this, [gathering, answered](const Result<QList<journal::Event>> &events) {
                                 if (events) {
                                     addEvents(gathering->restarts, *events);
                                 }
                                 answered();
                             });
        units.pastRestarts(unit, this, [gathering, answered](const Result<QList<client::PastRestart>> &restarts) {
            if (restarts) {
                gathering->restarts.append(*restarts);
            }
            answered();
        });
    }
    client::UpdateFilter filter;
    filter.state = u"over"_s;
    filter.service = detail.restart.service;
    auto records = std::make_shared<QList<client::UpdateRecord>>();
    database.read(
        [records, filter](store::Connection &connection) -> Result<void> {
            Result<QList<client::UpdateRecord>> read = selectUpdates(connection, filter, kMostUpdates);
            if (!read) {
                return read.error();
            }
            *records = std::move(*read);
            return {};
        },
        this,
        [gathering, records, answered](const Result<void> &) {
            gathering->updates = pastOf(*records);
            answered();
        });
}

void UpdateService::Private::sampleTraffic()
{
    connect(&sampler, &TrafficSampler::sampled, this, [this](const QString &service, double value) {
        database.write([service, hour = hourOfWeek(clock.wallNow()), value](store::Connection &connection) {
            return addTraffic(connection, service, hour, value);
        });
    });
    sampler.start();
}

void UpdateService::advise(const QString &service, QObject *context, Done<client::Advice> done) const
{
    auto traffic = std::make_shared<QList<TrafficBucket>>();
    d->database.read(
        [traffic, service](store::Connection &connection) -> Result<void> {
            Result<QList<TrafficBucket>> read = selectTraffic(connection, service);
            if (!read) {
                return read.error();
            }
            *traffic = std::move(*read);
            return {};
        },
        context,
        [this, service, traffic, done = std::move(done)](const Result<void> &read) {
            if (!read) {
                done(read.error());
                return;
            }
            done(updates::advise(service, *traffic, d->policy.policy().rulesFor(service).windows, d->clock.wallNow()));
        });
}

} // namespace lamplighter::updates
