#include "ui/models/bulk_decision.h"

#include "ui/models/instances.h"
#include "ui/models/restart_key.h"

namespace lamplighter::ui {

BulkDecision::BulkDecision(Instances &instances, const Answer &answer, QObject *parent)
    : QObject(parent)
    , m_instances(instances)
    , m_answer(answer)
{}

BulkDecision::Judged BulkDecision::judge(const Instances &instances, const QList<RestartKey> &keys, Kind kind)
{
    Judged judged;
    for (const RestartKey &key : keys) {
        const Instance *instance = instances.find(key.instance);
        const std::optional<RestartCase> one = instance ? RestartCase::find(*instance, key.id) : std::nullopt;
        if (!one) {
            continue; // over by now
        }
        const Availability availability = kind == Kind::Approve ? RestartRules::toRestart(*one)
                                          : kind == Kind::Defer ? RestartRules::toDefer(*one)
                                                                : RestartRules::toReject(*one, tr("any reason"));
        if (availability.enabled) {
            judged.possible.append(key);
        } else if (judged.reason.isEmpty()) {
            judged.reason = availability.reason;
        }
    }
    return judged;
}

void BulkDecision::send(const QList<RestartKey> &keys)
{
    const Judged judged = judge(m_instances, keys, m_answer.kind);
    m_sent = m_left = static_cast<int>(judged.possible.size());
    if (m_sent == 0) {
        Q_EMIT finished(false, title(), judged.reason);
        deleteLater();
        return;
    }
    for (const RestartKey &key : judged.possible) {
        Instance *instance = m_instances.find(key.instance);
        const client::PendingRestart restart = RestartCase::find(*instance, key.id)->restart;
        const auto done = [this, service = restart.service](const RestartOutcome &outcome) {
            answered(service, outcome);
        };
        RestartActions &actions = instance->decisions();
        switch (m_answer.kind) {
        case Kind::Approve:
            actions.approve(restart, RestartRules::suggested(restart), this, done);
            break;
        case Kind::Defer:
            actions.defer(restart, m_answer.until, m_answer.reason, this, done);
            break;
        case Kind::Reject:
            actions.reject(restart, m_answer.reason, this, done);
            break;
        }
    }
}

void BulkDecision::answered(const QString &service, const RestartOutcome &outcome)
{
    if (!outcome.done) {
        m_refused.append(tr("%1: %2", "service, why").arg(service, outcome.sentence));
    }
    if (--m_left == 0) {
        Q_EMIT finished(m_refused.isEmpty(), title(), m_refused.join(u'\n'));
        deleteLater();
    }
}

QString BulkDecision::title() const
{
    const int done = m_sent - static_cast<int>(m_refused.size());
    if (done == m_sent && done > 0) {
        switch (m_answer.kind) {
        case Kind::Approve:
            return tr("%n restarts approved", nullptr, done);
        case Kind::Defer:
            return tr("%n restarts deferred", nullptr, done);
        case Kind::Reject:
            return tr("%n updates rejected", nullptr, done);
        }
    }
    switch (m_answer.kind) {
    case Kind::Approve:
        return tr("%1 of %n restarts approved", nullptr, m_sent).arg(done);
    case Kind::Defer:
        return tr("%1 of %n restarts deferred", nullptr, m_sent).arg(done);
    case Kind::Reject:
        break;
    }
    return tr("%1 of %n updates rejected", nullptr, m_sent).arg(done);
}

} // namespace lamplighter::ui
