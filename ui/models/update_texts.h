// Updates, decisions and restarts in the words, shapes and colours of the console. Pure.
#pragma once

#include "core/client/shapes_updates.h"
#include "ui/models/state_kind.h"
#include "ui/models/time_texts.h"

namespace lamplighter::ui {

/// A word on the soft fill of a state.
struct TagText
{
    StateKind kind = StateKind::Info;
    QString text;
    bool operator==(const TagText &) const = default;
};

class UpdateTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::UpdateTexts)
public:
    static StateKind severityKind(client::UpdateSeverity severity);
    static QString severity(client::UpdateSeverity severity); ///< "Critical"
    static QString change(client::ChangeType type);           ///< "code"
    static TagText decision(client::Decision decision);       ///< "Restart now"
    static TagText state(client::UpdateState state);          ///< "Rolled back"
    /// What the decision is as long as it waits, then how it stands.
    static TagText tag(const client::PendingRestart &restart);

    /// "Critical code change, 2 modules", "Deferred by operator-1 until 14:50"
    static QString subtitle(const client::PendingRestart &restart, const Viewpoint &when);
    /// What it waits for, as a sentence; empty where an answer is all it needs.
    static QString waits(const client::PendingRestart &restart, const Viewpoint &when);
    /// Until the time it is deferred or scheduled to: "38 min 04 s"; "not deferred".
    static QString remaining(const client::PendingRestart &restart, const Viewpoint &when);
    static QString age(WallTime since, const Viewpoint &when); ///< "6 min", "3 h 6 min"
    /// "Saving its state, step 2 of 5"; empty while nothing is under way.
    static QString progress(const client::PendingRestart &restart);

    /// "Restarted at checkpoint", "Rejected: benchmark was running"
    static QString outcome(const client::UpdateRecord &update);
    /// "operator-1", "policy"
    static QString actor(const QString &actor);
    static QString step(const client::RestartStep &step); ///< "Save its state"
    /// "2.3.1 to 2.4.0"; empty where neither is known.
    static QString versions(const client::RestartRun &run);
};

} // namespace lamplighter::ui
