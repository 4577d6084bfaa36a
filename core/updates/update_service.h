// Updates: what was reported, how it was decided, who answered, and the restarts that follow. Owns every restart's
// machine, feeds it answers, checkpoints, timers and what is seen of units, stores its state before it acts, writes the
// journal. Owned by the engine, lives on its thread.
#pragma once

#include "core/client/shapes_updates.h"
#include "core/journal/journal.h"
#include "core/updates/policy_store.h"
#include "core/updates/restart_machine.h"
#include "core/updates/units.h"

#include <QObject>

#include <functional>
#include <limits>
#include <map>
#include <memory>

namespace lamplighter::updates {

/// An operator's answer to a decision that waits.
struct Answer
{
    QString id;                    ///< of the restart
    std::optional<int> revision{}; ///< what the operator saw; Conflict if it is another by now. Absent: whatever it is
    QString actor;
};

/// What became of a unit that was to save its state and stop.
struct Hibernated
{
    QString unit;
    bool stopped = false;
    QString detail;         ///< why it was not
    QStringList savedState; ///< what its hook said it saved
};

class UpdateService final : public QObject
{
    Q_OBJECT
public:
    template <typename T> using Done = std::function<void(Result<T>)>;

    /// The others outlive it. `boot` tells the instants of one boot from those of another.
    UpdateService(Units &units, PolicyStore &policy, store::Database &database, journal::Journal &journal,
                  const Clock &clock, QString boot, QObject *parent = nullptr);
    ~UpdateService() override;

    /// Reads what waits and what was under way. Nothing is done yet.
    void open(QObject *context, store::Done done);
    /// Units are known: goes on with everything.
    void start();

    // notices
    /// Decides, records, and asks or restarts as the policy says; `done` when that is durable. The same content within
    /// 10 s is the same notice. The notice was checked (noticeFromJson).
    void notify(const client::Notice &notice, const QString &actor, QObject *context, Done<client::NoticeAnswer> done);
    [[nodiscard]] client::DecisionTrace explain(const client::Notice &notice) const;

    // answers; `done` when durable. NotFound, Conflict (says who answered what, or that notices joined), Held
    void approve(const Answer &answer, When when, std::optional<WallTime> at, bool force, QObject *context,
                 Done<client::PendingRestart> done);
    void defer(const Answer &answer, WallTime until, const QString &reason, QObject *context,
               Done<client::PendingRestart> done);
    void reject(const Answer &answer, const QString &reason, QObject *context, Done<client::PendingRestart> done);
    /// Approves everything that waits (everything that is deferred, if `deferred`), on behalf of a program; windows and
    /// quiet conditions count. Answers with the restarts approved.
    void approveAll(const QString &actor, bool deferred, QObject *context, Done<QList<client::PendingRestart>> done);
    /// Back to `version` of a unit (empty: the last verified one that is not current).
    void rollBack(const QString &unit, const QString &version, const QString &actor, QObject *context,
                  Done<client::PendingRestart> done);
    /// The unit says that now is a safe point. NotFound without such a unit.
    void checkpoint(const QString &unit, const QString &actor, QObject *context, Done<void> done);

    /// Each of `units` that has a hibernation hook saves its state, and is stopped once it has; one whose hook fails,
    /// or that is being restarted, runs on. `done` when the last of them is through, with all that have a hook.
    void hibernateAndStop(const QStringList &units, const QString &actor, QObject *context,
                          Done<QList<Hibernated>> done);

    // reading
    /// Those not over, in order of service. Of more than `most` those that wait for an operator or are under way come
    /// before the others, and newer ones before older ones.
    [[nodiscard]] QList<client::PendingRestart> restarts(qsizetype most = std::numeric_limits<qsizetype>::max()) const;
    /// One that is not deferred and wants a restart, now rather than at a checkpoint.
    [[nodiscard]] std::optional<client::PendingRestart> strongest() const;
    [[nodiscard]] QList<client::PendingRestart> waiting(qsizetype most) const; ///< for an operator; oldest first
    [[nodiscard]] std::map<client::UpdateState, int> openByState() const;
    [[nodiscard]] std::optional<client::PendingRestart> pending(const QString &id) const;
    void restart(const QString &id, QObject *context, Done<client::RestartDetail> done) const;
    void updates(const client::UpdateFilter &filter, QObject *context, Done<client::UpdatesPage> done) const;
    void update(const QString &id, QObject *context, Done<client::UpdateRecord> done) const;
    void counts(QObject *context, Done<client::UpdateCounts> done) const;
    void versions(const QString &unit, QObject *context, Done<client::VersionsPage> done) const;
    void advise(const QString &service, QObject *context, Done<client::Advice> done) const;
    /// The newest restart that hibernated something, for those who ask what was saved.
    [[nodiscard]] std::optional<client::RestartRun> lastHibernated() const;
    [[nodiscard]] int timersArmed() const; ///< 0 or 1

    /// A damaged database was set aside: what is open is written again.
    void writeAgain();

Q_SIGNALS:
    /// Coalesced per turn of the event loop: ids of restarts that changed, and of those that are over.
    void restartsChanged(const QStringList &changed, const QStringList &over);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lamplighter::updates
