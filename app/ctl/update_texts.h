// Words for people about updates and the restarts they ask for.
#pragma once

#include "app/ctl/output.h"
#include "core/client/shapes_updates.h"

#include <QCoreApplication>

namespace lamplighter::ctl {

class UpdateTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ctl::UpdateTexts)
public:
    /// "Waiting", "Restarting", "Rolled back"
    static Cell state(client::UpdateState state);
    static Cell severity(client::UpdateSeverity severity);
    /// "waits for an approval", "waits for a quiet moment: requests_per_second is 40, above 5"; empty if for nothing
    static QString waits(const client::PendingRestart &restart);
    /// "40 ms", "1.2 s", "4 min 10 s"
    static QString took(Duration duration);
    /// "demo: drain done in 1.2 s: 7 requests finished"
    static QString step(const QString &unit, const client::RestartStep &step);
    /// "R-118 (quantum_backend): Waiting, waits for an approval"
    static QString line(const client::PendingRestart &restart);
    /// What became of it, once it is over.
    static QString outcome(const client::PendingRestart &restart);
};

/// The rules in their order, and what each looked at.
Table ruleTable(const client::DecisionTrace &trace);

/// "18:30" (the next time a clock here shows it), "2026-08-17 18:30" (here), or ISO 8601 with a zone.
std::optional<WallTime> timeFromWords(const QString &words, WallTime now);

} // namespace lamplighter::ctl
