// Makes alerts out of the events that someone should see, keeps them, and resolves them when what raised them is over.
// Owned by the engine, lives on its thread.
#pragma once

#include "core/alerts/alert_files.h"
#include "core/alerts/alert_rules.h"
#include "core/base/ids.h"
#include "core/base/time_buckets.h"
#include "core/journal/journal.h"
#include "core/store/database.h"

#include <QObject>

#include <functional>
#include <memory>

namespace lamplighter::alerts {

struct AlertQuery
{
    qint64 before = 0; ///< the last id of the page before; 0: from the newest
    int limit = 100;   ///< at most 1,000
    bool openOnly = false;
    /// Only what needs an operator and is open, or was resolved since then without anyone's acknowledgement.
    std::optional<WallTime> unsettledSince;
    bool attentionOnly = false; ///< open, waits for an operator, nobody has acknowledged it
    QString subject;
    std::optional<journal::Severity> minimumSeverity;
};

/// Newest first.
struct AlertPage
{
    QList<client::AlertRecord> alerts;
    bool more = false;
};

/// Alerts raised in one span of time.
struct AlertCount
{
    int critical = 0;
    int warning = 0;
    int info = 0;
    bool operator==(const AlertCount &) const = default;
};

struct AlertSettings
{
    QString directory; ///< of the files; empty: none are written
    AlertFileLimits files{};
    qint64 maximumCount = 100'000;
    Duration maximumAge = std::chrono::hours(24 * 365);
};

class AlertBook final : public QObject
{
    Q_OBJECT
public:
    template <typename T> using Answer = std::function<void(Result<T>)>;

    /// The others outlive it.
    AlertBook(AlertSettings settings, store::Database &database, journal::Journal &journal, const Clock &clock,
              QObject *parent = nullptr);
    ~AlertBook() override;

    /// Takes up where the last engine stopped: events that were committed but not looked at are, none twice. The
    /// journal must be open.
    void open(QObject *context, store::Done done);

    /// What cannot be kept, since nothing can: shown before the others, while `message` is not empty.
    void setDatabaseTrouble(const QString &message);

    void query(const AlertQuery &query, QObject *context, Answer<AlertPage> done);
    /// How many were raised in each bucket, as far as they are kept.
    void count(const TimeBuckets &buckets, QObject *context, Answer<QList<AlertCount>> done);
    /// How many are not resolved.
    void countOpen(QObject *context, Answer<AlertCount> done);
    /// Answers once it is durable. NotFound, Conflict if someone acknowledged it before.
    void acknowledge(const AlertId &id, const QString &actor, const QString &note, QObject *context,
                     Answer<client::AlertRecord> done);

Q_SIGNALS:
    /// New ones, committed, oldest first.
    void raised(const QList<lamplighter::client::AlertRecord> &alerts);
    /// Something was raised, resolved or acknowledged.
    void changed();

private:
    struct Outcome;

    void catchUp();
    void handle(const QList<journal::Event> &events);
    void handled(const Outcome &outcome);
    void writeFiles(const QList<client::AlertRecord> &alerts);
    void fileOlder();
    void opened(const Result<void> &result);
    void prune();
    [[nodiscard]] bool showsStanding(const AlertQuery &query) const;

    const AlertSettings m_settings;
    store::Database &m_database;
    journal::Journal &m_journal;
    const Clock &m_clock;
    std::unique_ptr<AlertFiles> m_files;
    std::function<void(Result<void>)> m_opened; // of open(), until it is answered
    EventSeq m_handled = 0;                     // events up to here were given to the rules
    EventSeq m_noted = 0;                       // what the database knows of that
    EventSeq m_filed = 0;
    qint64 m_sincePrune = 0;
    std::optional<client::AlertRecord> m_standing; // the database's trouble, while there is any
    bool m_live = false;                           // caught up: committed events are handled as they come
};

} // namespace lamplighter::alerts
