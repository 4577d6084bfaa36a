// What needs an operator, from what the engines report: a pure function. Alerts and states about one unit become one
// item; an engine that does not report is one item, whatever its units did before.
#pragma once

#include "ui/models/attention_item.h"
#include "ui/models/time_texts.h"

#include "core/client/shapes_updates.h"

#include <QSet>

namespace lamplighter::ui {

/// One engine, as far as the queue must know it.
struct AttentionSource
{
    InstanceId id;
    EngineStanding standing;
    QList<client::UnitStatus> units;
    QList<client::AlertRecord> alerts; ///< open ones, and those resolved lately
    client::KillSwitchStatus killSwitch;
    QList<client::PendingRestart> restarts; ///< that wait or are under way
    QSet<QString> restartsBusy;             ///< ids of those an answer is on its way to
    bool loaded = false;                    ///< the whole list was read at least once
    bool refused = false;                   ///< the engine does not let us in
    Error lastError;                        ///< of a connection that failed
};

/// It failed to be reached more than once; a first failure is only a moment's.
bool isUnreachable(const AttentionSource &source);

/// Most urgent first; within one kind the newest first.
QList<AttentionItem> attention(const QList<AttentionSource> &sources, const Viewpoint &when);
bool isMoreUrgent(const AttentionItem &left, const AttentionItem &right);

class AttentionTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::AttentionTexts)
public:
    /// "Start now"
    static QString action(AttentionAction action);
    /// "4 min": the largest part only; empty if the begin is not known.
    static QString age(WallTime since, const Viewpoint &when);
    /// "7 things need you, 2 of them urgent"
    static QString summary(int needing, int urgent, int news);
};

} // namespace lamplighter::ui
