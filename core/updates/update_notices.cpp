// What is reported: decided, recorded, and made one restart with what waits for the service already.
#include "core/journal/kinds.h"
#include "core/updates/update_service_private.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QPointer>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;
namespace kinds = journal::kinds;
using journal::Severity;

namespace {

constexpr seconds kSameWithin{10};
constexpr std::chrono::hours kPatternSpan{1};
constexpr size_t kManyNotices = 30; // for one service within kPatternSpan
constexpr qsizetype kModulesInEvent = 20;

QByteArray hashOf(const client::Notice &notice)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    const auto add = [&hash](const QString &text) {
        const qsizetype size = text.size(); // so that "a", "bc" is not "ab", "c"
        hash.addData(QByteArray::fromRawData(reinterpret_cast<const char *>(&size), sizeof size));
        hash.addData(
            QByteArray::fromRawData(reinterpret_cast<const char *>(text.utf16()), size * qsizetype(sizeof(char16_t))));
    };
    add(notice.service);
    add(client::toString(notice.changeType));
    add(client::toString(notice.severity));
    add(notice.description);
    add(notice.version);
    for (const QString &module : notice.modules) {
        add(module);
    }
    return hash.result();
}

QJsonObject eventOf(const client::UpdateRecord &record)
{
    QStringList modules = record.notice.modules.mid(0, kModulesInEvent);
    QJsonObject payload{{u"update"_s, record.id},
                        {u"change_type"_s, client::toString(record.notice.changeType)},
                        {u"severity"_s, client::toString(record.notice.severity)},
                        {u"modules"_s, QJsonArray::fromStringList(modules)},
                        {u"module_count"_s, record.notice.modules.size()},
                        {u"description"_s, record.notice.description.left(500)},
                        {u"decision"_s, client::toString(record.decision.decision)},
                        {u"rule"_s, record.decision.rule},
                        {u"reason"_s, record.decision.reason}};
    if (!record.notice.version.isEmpty()) {
        payload.insert(u"version"_s, record.notice.version);
    }
    return payload;
}

} // namespace

client::DecisionTrace UpdateService::explain(const client::Notice &notice) const
{
    return decide(d->policy.policy(), notice);
}

void UpdateService::notify(const client::Notice &notice, const QString &actor, QObject *context,
                           Done<client::NoticeAnswer> done)
{
    d->notify(notice, actor, context, std::move(done));
}

void UpdateService::Private::forgetContents()
{
    const Instant now = clock.now();
    while (!recentOrder.empty() && now - recentOrder.front().at >= kSameWithin) {
        recent.remove(recentOrder.front().hash);
        recentOrder.pop_front();
    }
}

void UpdateService::Private::notify(const client::Notice &notice, const QString &actor, QObject *context,
                                    Done<client::NoticeAnswer> done)
{
    forgetContents();
    const QByteArray hash = hashOf(notice);
    if (const auto same = recent.constFind(hash); same != recent.cend()) {
        repeated(*same, context, std::move(done));
        return;
    }
    const qint64 number = ++lastUpdate;
    recent.insert(hash, number);
    recentOrder.push_back({hash, clock.now()});

    client::NoticeAnswer answer;
    client::UpdateRecord &record = answer.update;
    record.id = updateId(number);
    record.notice = notice;
    record.receivedAt = clock.wallNow();
    record.reportedBy = actor;
    record.decision = decide(policy.policy(), notice);

    Restart *restart = nullptr;
    if (record.decision.decision == client::Decision::Ignore) {
        record.state = client::UpdateState::Ignored;
        record.decidedAt = record.receivedAt;
        record.decidedBy = u"policy"_s;
        record.note = record.decision.reason;
    } else {
        for (const qint64 open : openOf(notice.service)) {
            Restart *found = find(open);
            if (found != nullptr && !found->state().isRunning() && found->state().onlyUnit.isEmpty()) {
                restart = found;
            }
        }
        restart = restart != nullptr ? restart : &insert(notice.service);
        record.restart = restartId(restart->state().number);
    }
    const qint64 restartNumber = restart != nullptr ? restart->state().number : 0;
    journal.append({kinds::kUpdateNotified, notice.service, Severity::Info, actor, record.restart, eventOf(record)});
    countNotice(notice.service);
    if (restart != nullptr) {
        feed(*restart, input::Notified{number, notice, record.decision});
        if (Restart *still = find(restartNumber)) {
            record.state = still->state().phase;
            answer.restart = pendingOf(still->state());
        }
    }
    database.writeDurably(
        [number, restartNumber, record](store::Connection &connection) {
            return insertUpdate(connection, number, restartNumber, record);
        },
        this,
        [this, hash, answer, context = QPointer<QObject>(context),
         done = std::move(done)](const Result<void> &written) {
            if (!written) {
                recent.remove(hash); // there is nothing that the same notice could be a repetition of
            }
            if (context != nullptr) {
                done(written ? Result<client::NoticeAnswer>(answer) : Result<client::NoticeAnswer>(written.error()));
            }
        });
    tellUnits(notice, record.id);
}

/// A client's retry, or two who saw the same change.
void UpdateService::Private::repeated(qint64 number, QObject *context, Done<client::NoticeAnswer> done)
{
    journal.append({kinds::kUpdateRepeated, {}, Severity::Info, {}, {}, {{u"update"_s, updateId(number)}}});
    database.writeDurably(
        [number](store::Connection &connection) { return countRepeat(connection, number); }, this,
        [this, number, context = QPointer<QObject>(context), done = std::move(done)](const Result<void> &written) {
            if (context == nullptr) {
                return;
            }
            if (!written) {
                done(written.error());
                return;
            }
            q->update(updateId(number), context, [this, done](const Result<client::UpdateRecord> &record) {
                if (!record) {
                    done(record.error());
                    return;
                }
                done(client::NoticeAnswer{*record, q->pending(record->restart)});
            });
        });
}

/// Many notices for one service within an hour are unusual: said once.
void UpdateService::Private::countNotice(const QString &service)
{
    const Instant now = clock.now();
    if (busy.size() > 10'000) { // a flood of names is no reason to remember them all
        busy.clear();
    }
    Busy &entry = busy[service];
    while (!entry.notices.empty() && now - entry.notices.front() >= kPatternSpan) {
        entry.notices.pop_front();
    }
    entry.notices.push_back(now);
    if (entry.notices.size() < kManyNotices) {
        entry.told = false;
        return;
    }
    entry.notices.pop_front();
    if (!std::exchange(entry.told, true)) {
        journal.append({kinds::kUpdatePattern,
                        service,
                        Severity::Warning,
                        {},
                        {},
                        {{u"what"_s, u"many_notices"_s}, {u"count"_s, qint64(kManyNotices)}}});
    }
}

/// The unit is told before anything happens to it; what it answers changes nothing.
void UpdateService::Private::tellUnits(const client::Notice &notice, const QString &id)
{
    for (const QString &unit : units.ofService(notice.service)) {
        hands.tellOfNotice(unit, id, notice);
    }
}

} // namespace lamplighter::updates
