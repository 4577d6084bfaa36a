// One answer to several restarts, each to what it showed; and one sentence about all of them in the end. Deletes itself
// when the last one is answered.
#pragma once

#include "ui/models/restart_actions.h"
#include "ui/models/restart_rules.h"

#include <QObject>

namespace lamplighter::ui {

class Instances;
struct RestartKey;

class BulkDecision final : public QObject
{
    Q_OBJECT
public:
    enum class Kind { Approve, Defer, Reject };
    struct Answer
    {
        Kind kind = Kind::Approve;
        WallTime until{}; ///< of Defer
        QString reason;   ///< of Defer and Reject
    };

    BulkDecision(Instances &instances, const Answer &answer, QObject *parent = nullptr);

    /// Those of `keys` that it is possible for are answered; at least one must be.
    void send(const QList<RestartKey> &keys);

    struct Judged
    {
        QList<RestartKey> possible;
        QString reason; ///< why the first of the others is not
    };
    static Judged judge(const Instances &instances, const QList<RestartKey> &keys, Kind kind);

Q_SIGNALS:
    /// `title`: "3 restarts approved", "2 of 3 restarts approved"; `sentence` names the others and why.
    void finished(bool all, const QString &title, const QString &sentence);

private:
    void answered(const QString &service, const RestartOutcome &outcome);
    [[nodiscard]] QString title() const;

    Instances &m_instances;
    Answer m_answer;
    int m_sent = 0;
    int m_left = 0;
    QStringList m_refused;
};

} // namespace lamplighter::ui
