#include "core/alerts/alert_book.h"

#include "core/alerts/alert_rows.h"
#include "core/base/log.h"
#include "core/journal/kinds.h"

#include <QPointer>

#include <algorithm>
#include <utility>
#include <vector>

namespace lamplighter::alerts {

namespace {

constexpr int kPage = 1'000;
// So many events that concern nobody may be looked at again after a crash, to save a write for each group.
constexpr EventSeq kNoteEvery = 1'000;
constexpr qint64 kPruneEvery = 1'000;

struct Consequence
{
    EventSeq seq = 0;
    WallTime time{};
    std::optional<Alert> raises;
    QStringList ends;
};

std::vector<Consequence> consequencesOf(const QList<journal::Event> &events)
{
    std::vector<Consequence> consequences;
    for (const journal::Event &event : events) {
        Consequence consequence{event.seq, event.time, alertFor(event), conditionsEndedBy(event)};
        if (consequence.raises || !consequence.ends.isEmpty()) {
            consequences.push_back(std::move(consequence));
        }
    }
    return consequences;
}

} // namespace

struct AlertBook::Outcome
{
    QList<client::AlertRecord> raised;
    int resolved = 0;
};

AlertBook::AlertBook(AlertSettings settings, store::Database &database, journal::Journal &journal, const Clock &clock,
                     QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_database(database)
    , m_journal(journal)
    , m_clock(clock)
{
    if (!m_settings.directory.isEmpty()) {
        m_files = std::make_unique<AlertFiles>(m_settings.directory, m_settings.files);
    }
    connect(&m_journal, &journal::Journal::committed, this, [this](const QList<journal::Event> &events) {
        if (m_live) {
            handle(events);
        }
    });
}

AlertBook::~AlertBook() = default;

void AlertBook::open(QObject *context, store::Done done)
{
    m_opened = [guard = QPointer<QObject>(context != nullptr ? context : this),
                done = std::move(done)](Result<void> result) {
        if (guard && done) {
            done(std::move(result));
        }
    };
    auto progress = std::make_shared<Progress>();
    m_database.read(
        [progress](store::Connection &connection) -> Result<void> {
            const Result<Progress> read = readProgress(connection);
            if (!read) {
                return read.error();
            }
            *progress = *read;
            return {};
        },
        this,
        [this, progress](const Result<void> &result) {
            if (!result) {
                opened(result);
                return;
            }
            m_handled = m_noted = progress->handled;
            m_filed = progress->filed;
            if (m_files && m_filed < m_handled) {
                fileOlder();
            } else {
                catchUp();
            }
        });
}

void AlertBook::opened(const Result<void> &result)
{
    if (m_opened) {
        std::exchange(m_opened, nullptr)(result);
    }
}

/// Alerts that were committed before a crash, their files not yet written.
void AlertBook::fileOlder()
{
    auto alerts = std::make_shared<QList<client::AlertRecord>>();
    m_database.read(
        [alerts, after = m_filed](store::Connection &connection) -> Result<void> {
            const Result<QList<client::AlertRecord>> found = selectAlertsAfter(connection, after, kPage);
            if (!found) {
                return found.error();
            }
            *alerts = *found;
            return {};
        },
        this,
        [this, alerts](const Result<void> &result) {
            if (result && !alerts->isEmpty()) {
                m_filed = alerts->constLast().id.toLongLong();
                writeFiles(*alerts);
                fileOlder();
            } else {
                catchUp();
            }
        });
}

void AlertBook::catchUp()
{
    journal::EventQuery query;
    query.after = std::max(m_handled, m_journal.oldest() - 1);
    query.limit = kPage;
    m_journal.query(query, this, [this](const Result<journal::EventPage> &page) {
        if (!page && page.error().code == ErrorCode::Gone && m_handled <= m_journal.lastAppended()) {
            catchUp(); // pruned in between: from the oldest there is now
            return;
        }
        if (!page) {
            if (page.error().code == ErrorCode::Gone) { // of another journal
                m_handled = m_journal.lastCommitted();
                m_live = true;
            }
            opened(m_live ? Result<void>() : Result<void>(page.error()));
            return;
        }
        if (!page->events.isEmpty()) {
            handle(page->events);
        }
        // From here on nothing is missed: what was committed before this answer is in the page, the rest will be
        // signalled.
        if (page->events.isEmpty() || m_handled >= m_journal.lastCommitted()) {
            m_live = true;
            prune();
            opened({});
            return;
        }
        catchUp();
    });
}

void AlertBook::handle(const QList<journal::Event> &events)
{
    m_handled = events.constLast().seq;
    auto consequences = consequencesOf(events);
    if (consequences.empty() && m_handled - m_noted < kNoteEvery) {
        return;
    }
    m_noted = m_handled;
    auto outcome = std::make_shared<Outcome>();
    m_database.write(
        [outcome, consequences = std::move(consequences),
         upTo = m_handled](store::Connection &connection) -> Result<void> {
            *outcome = {};
            for (const Consequence &consequence : consequences) {
                for (const QString &condition : consequence.ends) {
                    const Result<int> resolved =
                        resolveAlerts(connection, condition, consequence.seq, consequence.time);
                    if (!resolved) {
                        return resolved.error();
                    }
                    outcome->resolved += *resolved;
                }
                if (!consequence.raises) {
                    continue;
                }
                const Result<bool> isNew = insertAlert(connection, *consequence.raises);
                if (!isNew) {
                    return isNew.error();
                }
                if (*isNew) {
                    outcome->raised << consequence.raises->record;
                }
            }
            return writeHandled(connection, upTo);
        },
        this,
        [this, outcome](const Result<void> &result) {
            if (!result) {
                qCCritical(lcEngine).noquote() << QStringLiteral("alerts could not be kept: ") + result.error().message;
                return;
            }
            handled(*outcome);
        });
}

void AlertBook::handled(const Outcome &outcome)
{
    if (!outcome.raised.isEmpty()) {
        writeFiles(outcome.raised);
        m_sincePrune += outcome.raised.size();
        if (m_sincePrune >= kPruneEvery) {
            prune();
        }
        Q_EMIT raised(outcome.raised);
    }
    if (!outcome.raised.isEmpty() || outcome.resolved > 0) {
        Q_EMIT changed();
    }
}

void AlertBook::writeFiles(const QList<client::AlertRecord> &alerts)
{
    if (!m_files) {
        return;
    }
    const EventSeq upTo = alerts.constLast().id.toLongLong();
    // The files end their thread before this object is gone, so `this` is safe there; the note is made on the engine's.
    m_files->write(alerts, m_clock.wallNow(), [this, upTo](bool) {
        QMetaObject::invokeMethod(
            this,
            [this, upTo] {
                m_database.write([upTo](store::Connection &connection) { return writeFiled(connection, upTo); });
            },
            Qt::QueuedConnection);
    });
}

void AlertBook::setDatabaseTrouble(const QString &message)
{
    if (message.isEmpty()) {
        m_standing.reset();
        Q_EMIT changed();
        return;
    }
    journal::Event event;
    event.time = m_standing ? m_standing->time : m_clock.wallNow();
    event.kind = journal::kinds::kDatabaseFails;
    event.payload = {{QStringLiteral("error"), message}};
    const bool isNew = !m_standing;
    m_standing = alertFor(event)->record;
    m_standing->id = QStringLiteral("database");
    if (isNew) {
        Q_EMIT raised({*m_standing});
    }
    Q_EMIT changed();
}

/// It has no number, so it belongs to the first page only.
bool AlertBook::showsStanding(const AlertQuery &query) const
{
    return m_standing && query.before == 0 && query.subject.isEmpty();
}

void AlertBook::query(const AlertQuery &query, QObject *context, Answer<AlertPage> done)
{
    AlertQuery bounded = query;
    bounded.limit = std::clamp(query.limit, 1, kPage);
    auto page = std::make_shared<AlertPage>();
    m_database.read(
        [page, bounded](store::Connection &connection) -> Result<void> {
            Result<AlertPage> found = selectAlerts(connection, bounded);
            if (!found) {
                return found.error();
            }
            *page = std::move(*found);
            return {};
        },
        context,
        [page, standing = showsStanding(query) ? m_standing : std::nullopt,
         done = std::move(done)](const Result<void> &result) {
            if (standing) { // the more so if nothing can be read either
                page->alerts.prepend(*standing);
            }
            done(result || standing ? Result<AlertPage>(std::move(*page)) : Result<AlertPage>(result.error()));
        });
}

void AlertBook::count(const TimeBuckets &buckets, QObject *context, Answer<QList<AlertCount>> done)
{
    auto counted = std::make_shared<Result<QList<AlertCount>>>(QList<AlertCount>{});
    m_database.read(
        [counted, buckets](store::Connection &connection) -> Result<void> {
            *counted = countAlerts(connection, buckets);
            return counted->ok() ? Result<void>() : counted->error();
        },
        context,
        [counted, done = std::move(done)](const Result<void> &result) {
            done(result ? std::move(*counted) : Result<QList<AlertCount>>(result.error()));
        });
}

void AlertBook::countOpen(QObject *context, Answer<AlertCount> done)
{
    auto counted = std::make_shared<Result<AlertCount>>(AlertCount{});
    m_database.read(
        [counted](store::Connection &connection) -> Result<void> {
            *counted = countOpenAlerts(connection);
            return counted->ok() ? Result<void>() : counted->error();
        },
        context,
        [counted, done = std::move(done)](const Result<void> &result) {
            done(result ? *counted : Result<AlertCount>(result.error()));
        });
}

void AlertBook::acknowledge(const AlertId &id, const QString &actor, const QString &note, QObject *context,
                            Answer<client::AlertRecord> done)
{
    bool isNumber = false;
    const EventSeq number = id.toString().toLongLong(&isNumber);
    auto record = std::make_shared<client::AlertRecord>();
    const QPointer<QObject> receiver(context != nullptr ? context : this);
    m_database.write(
        [record, number = isNumber ? number : -1, actor, note,
         at = m_clock.wallNow()](store::Connection &connection) -> Result<void> {
            const Result<client::AlertRecord> acknowledged = acknowledgeAlert(connection, number, actor, note, at);
            if (!acknowledged) {
                return acknowledged.error();
            }
            *record = *acknowledged;
            return {};
        },
        this,
        [this, record, actor, receiver, done = std::move(done)](const Result<void> &result) {
            if (!result) {
                if (receiver) {
                    done(result.error());
                }
                return;
            }
            Q_EMIT changed();
            journal::NewEvent event;
            event.kind = journal::kinds::kAlertAcknowledged;
            event.subject = record->subject;
            event.actor = actor;
            event.payload = {{QStringLiteral("alert"), record->id},
                             {QStringLiteral("kind"), record->kind},
                             {QStringLiteral("note"), record->note}};
            // Its sync takes the acknowledgement along: the answer means both are durable.
            m_journal.appendDurably(event, this, [record, receiver, done](const Result<void> &durable) {
                if (receiver) {
                    done(durable ? Result<client::AlertRecord>(*record) : Result<client::AlertRecord>(durable.error()));
                }
            });
        });
}

void AlertBook::prune()
{
    m_sincePrune = 0;
    const WallTime oldest = m_clock.wallNow() - std::chrono::duration_cast<microseconds>(m_settings.maximumAge);
    m_database.write([oldest, count = m_settings.maximumCount](store::Connection &connection) {
        return pruneAlerts(connection, count, oldest);
    });
}

} // namespace lamplighter::alerts
