// The inside of the update service, shared by its parts: update_service.cpp (start and the loop around the machine),
// update_notices.cpp (what is reported), update_answers.cpp (operators), update_actions.cpp (what machines ask for),
// update_reading.cpp (what clients read), update_forecast.cpp (what to expect).
#pragma once

#include "core/base/deadline_queue.h"
#include "core/updates/hands.h"
#include "core/updates/metric_reader.h"
#include "core/updates/planning.h"
#include "core/updates/restart_status.h"
#include "core/updates/traffic_sampler.h"
#include "core/updates/update_rows.h"
#include "core/updates/update_service.h"

#include <QHash>
#include <QMultiHash>
#include <QSet>
#include <QTimer>

#include <deque>
#include <map>

namespace lamplighter::updates {

class UpdateService::Private final : public QObject
{
public:
    Private(UpdateService *service, Units &theUnits, PolicyStore &thePolicy, store::Database &theDatabase,
            journal::Journal &theJournal, const Clock &theClock, QString theBoot);

    /// One that is not over. Of what was stored only what timers and lists need is read at the start; the rest when
    /// somebody asks, since a hundred thousand may wait.
    class Restart
    {
    public:
        explicit Restart(RestartState state);
        Restart(qint64 number, Phase phase, QByteArray stored);
        [[nodiscard]] RestartState &state() const;
        void setState(RestartState state);
        [[nodiscard]] qint64 number() const { return m_state.number; }
        [[nodiscard]] Phase phase() const { return m_phase; }
        [[nodiscard]] bool isRunning() const { return m_phase == Phase::Restarting || m_phase == Phase::RollingBack; }

        QTimer *quiet = nullptr; ///< reads the metric again and again while it waits for a quiet moment

    private:
        mutable RestartState m_state;
        mutable QByteArray m_stored; ///< not read yet
        Phase m_phase;
    };
    using Effects = std::vector<RestartAction>;

    // --- start
    void open(QObject *context, store::Done done);
    void restore(const QList<StoredRestart> &stored, bool sameBoot);
    void continueAll();

    // --- the loop around the machine
    Restart *find(qint64 number);
    Restart &insert(const QString &service);
    void feed(Restart &restart, const RestartInput &in);
    void feedNumber(qint64 number, const RestartInput &in);
    void save(const Restart &restart, bool phaseChanged, Effects effects);
    void arm(const Restart &restart);
    void armFor(qint64 number, const std::vector<Deadline> &all);
    void forget(qint64 number);
    void append(const RestartState &state, const action::Record &record);
    void noteChanged(qint64 number, bool over);
    void tellChanges();
    void due(const QString &key);
    void clockLooked();
    [[nodiscard]] const ServiceRules &rulesOf(const RestartState &state) const;
    [[nodiscard]] Moment moment(const RestartState &state) const;
    [[nodiscard]] UnitSight sight(const QString &unit) const;
    [[nodiscard]] Instant instantOf(const Deadline &deadline) const;
    [[nodiscard]] QStringList servicesOf(const QString &unit) const;
    [[nodiscard]] QList<qint64> openOf(const QString &service) const;

    // --- notices
    void notify(const client::Notice &notice, const QString &actor, QObject *context, Done<client::NoticeAnswer> done);
    void repeated(qint64 number, QObject *context, Done<client::NoticeAnswer> done);
    void forgetContents();
    void countNotice(const QString &service);
    void tellUnits(const client::Notice &notice, const QString &id);

    // --- answers
    Result<Restart *> answerable(const Answer &answer);
    void answerWhenDurable(qint64 number, QObject *context, Done<client::PendingRestart> done);
    void refuse(const Answer &answer, const Error &error, QObject *context, Done<client::PendingRestart> done);
    void rollbackProblem(const QString &unit, const QString &version, Done<QString> done);
    [[nodiscard]] Error conflictOf(const RestartState &state) const;

    // --- actions
    void perform(qint64 number, const Effects &effects);
    void perform(qint64 number, const RestartAction &action);
    void answered(qint64 number, const input::StepAnswered &in);
    void prepare(qint64 number, const QString &unit);
    void watchQuiet(qint64 number);
    void readQuiet(qint64 number);
    void stopWatching(Restart &restart);
    void restartUnit(qint64 number, const action::RestartUnit &wanted);
    void ended(const RestartState &state);
    void seen(const QStringList &names);
    void checkpointReached(const QString &unit, const QString &actor);

    // --- hibernation by hand
    void hibernateThenStop(const QString &unit, const QString &actor, std::function<void(Hibernated)> done);
    [[nodiscard]] bool isRestarting(const QString &unit) const;

    // --- reading
    [[nodiscard]] static std::optional<client::RestartRun> hibernatedIn(const RestartState &state);
    [[nodiscard]] client::PendingRestart pendingOf(const RestartState &state) const;
    void sampleTraffic();
    void foretell(const client::RestartDetail &detail, QObject *context, Done<client::RestartDetail> done);

    UpdateService *q;
    Units &units;
    PolicyStore &policy;
    store::Database &database;
    journal::Journal &journal;
    const Clock &clock;
    QString boot;
    DeadlineQueue deadlines;
    Hands hands;
    MetricReader metrics;
    TrafficSampler sampler{policy};

    std::map<qint64, Restart> open_;
    QMultiHash<QString, qint64> byService;
    QSet<qint64> calendars; ///< those that wait for a time of day: the clock may be set meanwhile
    qint64 lastUpdate = 0;
    qint64 lastRestart = 0;
    bool started = false;
    QList<std::pair<qint64, Deadline>> stored_; ///< read at the start, not armed yet

    struct Content
    {
        QByteArray hash;
        Instant at{};
    };
    QHash<QByteArray, qint64> recent; ///< contents of the last 10 s, and their updates
    std::deque<Content> recentOrder;
    struct Busy
    {
        std::deque<Instant> notices; ///< of the last hour
        bool told = false;
    };
    QHash<QString, Busy> busy;

    QSet<qint64> changed;
    QSet<qint64> ended_;
    bool telling = false;
    std::optional<client::RestartRun> hibernated;
    qint64 hibernations = 0; ///< by hand: hooks are told apart by numbers below zero
    Duration clockOffset{0}; ///< wall minus monotonic, when calendar deadlines were armed
};

} // namespace lamplighter::updates
