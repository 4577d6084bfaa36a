#include "core/client/shapes_updates.h"
#include "core/client/words.h"

namespace lamplighter::client {

namespace {

constexpr Words<ChangeType, 4> kChangeTypes{{
    {ChangeType::Code, "code"},
    {ChangeType::Config, "config"},
    {ChangeType::Dependency, "dependency"},
    {ChangeType::Data, "data"},
}};

constexpr Words<UpdateSeverity, 4> kSeverities{{
    {UpdateSeverity::Low, "low"},
    {UpdateSeverity::Medium, "medium"},
    {UpdateSeverity::High, "high"},
    {UpdateSeverity::Critical, "critical"},
}};

constexpr Words<Decision, 4> kDecisions{{
    {Decision::Ignore, "ignore"},
    {Decision::Defer, "defer"},
    {Decision::RestartAtCheckpoint, "restart_at_checkpoint"},
    {Decision::RestartNow, "restart_now"},
}};

constexpr Words<UpdateState, 11> kStates{{
    {UpdateState::Waiting, "waiting"},
    {UpdateState::Deferred, "deferred"},
    {UpdateState::Scheduled, "scheduled"},
    {UpdateState::AtCheckpoint, "at_checkpoint"},
    {UpdateState::Restarting, "restarting"},
    {UpdateState::RollingBack, "rolling_back"},
    {UpdateState::Applied, "applied"},
    {UpdateState::RolledBack, "rolled_back"},
    {UpdateState::Failed, "failed"},
    {UpdateState::Rejected, "rejected"},
    {UpdateState::Ignored, "ignored"},
}};

} // namespace

QString toString(ChangeType type)
{
    return wordOf(kChangeTypes, type);
}

std::optional<ChangeType> changeTypeFromString(const QString &word)
{
    return valueOf(kChangeTypes, word);
}

QString toString(UpdateSeverity severity)
{
    return wordOf(kSeverities, severity);
}

std::optional<UpdateSeverity> updateSeverityFromString(const QString &word)
{
    return valueOf(kSeverities, word);
}

QString toString(Decision decision)
{
    return wordOf(kDecisions, decision);
}

std::optional<Decision> decisionFromString(const QString &word)
{
    return valueOf(kDecisions, word);
}

QString toString(UpdateState state)
{
    return wordOf(kStates, state);
}

std::optional<UpdateState> updateStateFromString(const QString &word)
{
    return valueOf(kStates, word);
}

bool isOver(UpdateState state)
{
    return state >= UpdateState::Applied;
}

} // namespace lamplighter::client
