// Whether a restart can be approved, deferred or rejected now, and if not, why not, in words for the tool tip. Pure.
#pragma once

#include "core/client/engine.h"
#include "ui/models/availability.h"

namespace lamplighter::ui {

class Instance;

/// A restart, and how the person in front of the console stands towards it.
struct RestartCase
{
    client::PendingRestart restart;
    EngineStanding engine;
    QStringList held;  ///< its units that the kill switch holds
    bool busy = false; ///< an answer is on its way

    static RestartCase of(const Instance &instance, const client::PendingRestart &restart);
    /// The live one; nothing if it is over.
    static std::optional<RestartCase> find(const Instance &instance, const QString &id);
};

class RestartRules
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::RestartRules)
public:
    static constexpr int kShortestReason = 3;

    static Availability toRestart(const RestartCase &one);
    static Availability toCheckpoint(const RestartCase &one);
    static Availability toDefer(const RestartCase &one);
    static Availability toReject(const RestartCase &one, const QString &reason);

    /// An answer is wanted of it now.
    static bool isWaiting(const client::PendingRestart &restart);
    /// Its steps run.
    static bool isUnderWay(const client::PendingRestart &restart);
    /// It could not save its state: to go on means to go on without.
    static bool needsForce(const client::PendingRestart &restart);
    /// What approving it means, as it was decided.
    static client::Approve suggested(const client::PendingRestart &restart);
    /// "Restart quantum_backend on omni-gpu-01?"
    static QString question(const client::PendingRestart &restart, const QString &instance);
    static QString consequence(const client::PendingRestart &restart);

private:
    static Availability toAnswer(const RestartCase &one);
};

} // namespace lamplighter::ui
