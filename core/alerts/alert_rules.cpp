#include "core/alerts/alert_rules.h"

#include "core/journal/kinds.h"

#include <array>

namespace lamplighter::alerts {

namespace {

using journal::Event;
using journal::Severity;
namespace kinds = journal::kinds;

/// What an alert is about, and so what can end it.
enum class About {
    Unit,         // over when the unit runs again, or is meant not to run
    Keeper,       // over when the keeper answers, or is gone
    Log,          // over when the unit's log can be written
    StateFile,    // over when the unit runs or its latch is released
    Latch,        // over when the same latch is released
    Database,     // over when it can be written
    LatchFile,    // over when it could be written
    Policy,       // over when another policy is in force
    UnitFiles,    // over when the unit files were read without complaint
    WhatHappened, // cannot be undone: an operator takes note
    GoodNews,     // over as it is told
};

struct Rule
{
    QString kind;
    Severity severity;
    bool requiresAttention;
    About about;
};

const std::array kRules{
    Rule{kinds::kProcessFatal, Severity::Critical, true, About::Unit},
    Rule{kinds::kProcessRestartExcessive, Severity::Critical, true, About::Unit},
    Rule{kinds::kKeeperLost, Severity::Critical, true, About::Unit},
    Rule{kinds::kKeeperSilent, Severity::Critical, true, About::Keeper},
    Rule{kinds::kOutputLost, Severity::Warning, true, About::Log},
    Rule{kinds::kProcessStartFailed, Severity::Warning, true, About::Unit},
    Rule{kinds::kProcessRestartFailed, Severity::Warning, true, About::Unit},
    // The source's latest_notification.json has "requires_attention": true for a restart; success resolves it.
    Rule{kinds::kProcessRestartInitiated, Severity::Warning, true, About::Unit},
    Rule{kinds::kProcessRestartSuccess, Severity::Info, false, About::GoodNews},

    Rule{kinds::kKillSwitchEngaged, Severity::Critical, true, About::Latch},
    Rule{kinds::kKillSwitchRearmed, Severity::Info, false, About::GoodNews},
    Rule{kinds::kKillSwitchNotDurable, Severity::Critical, true, About::LatchFile},
    Rule{kinds::kStateFileUnreadable, Severity::Critical, true, About::StateFile},

    Rule{kinds::kDatabaseFails, Severity::Critical, true, About::Database},
    Rule{kinds::kDatabaseReplaced, Severity::Critical, true, About::WhatHappened},
    Rule{kinds::kEventsLost, Severity::Critical, true, About::WhatHappened},
    Rule{kinds::kUnitFileRefused, Severity::Warning, true, About::UnitFiles},

    Rule{kinds::kUpdateRolledBack, Severity::Critical, true, About::WhatHappened},
    Rule{kinds::kUpdateFailed, Severity::Critical, true, About::WhatHappened},
    Rule{kinds::kUpdatePattern, Severity::Warning, true, About::WhatHappened},
    Rule{kinds::kPolicyRefused, Severity::Warning, true, About::Policy},
};

const QString kDatabase = QStringLiteral("database");
const QString kLatchFile = QStringLiteral("latch_file");
const QString kPolicy = QStringLiteral("policy");
const QString kUnitFiles = QStringLiteral("unit_files");

QString unitCondition(const QString &unit)
{
    return QStringLiteral("unit/") + unit;
}

QString keeperCondition(const QString &unit)
{
    return QStringLiteral("keeper/") + unit;
}

QString logCondition(const QString &unit)
{
    return QStringLiteral("log/") + unit;
}

QString stateFileCondition(const QString &unit)
{
    return QStringLiteral("state_file/") + unit;
}

QString latchCondition(const Event &event)
{
    return QStringLiteral("kill_switch/%1/%2")
        .arg(event.payload.value(QStringLiteral("scope")).toString(),
             event.payload.value(QStringLiteral("target")).toString());
}

QString conditionOf(About about, const Event &event)
{
    switch (about) {
    case About::Unit:
        return unitCondition(event.subject);
    case About::Keeper:
        return keeperCondition(event.subject);
    case About::Log:
        return logCondition(event.subject);
    case About::StateFile:
        return stateFileCondition(event.subject);
    case About::Latch:
        return latchCondition(event);
    case About::Database:
        return kDatabase;
    case About::LatchFile:
        return kLatchFile;
    case About::Policy:
        return kPolicy;
    case About::UnitFiles:
        return kUnitFiles;
    case About::WhatHappened:
    case About::GoodNews:
        return {};
    }
    return {};
}

QStringList endedByState(const Event &event)
{
    const auto to = client::unitStateFromString(event.payload.value(QStringLiteral("to")).toString());
    if (to == client::UnitState::Running) {
        return {unitCondition(event.subject), stateFileCondition(event.subject)};
    }
    // Meant to be off: that it failed before needs nobody any more.
    if (to == client::UnitState::Stopped || to == client::UnitState::Killed) {
        return {unitCondition(event.subject)};
    }
    return {};
}

} // namespace

std::optional<Alert> alertFor(const Event &event)
{
    for (const Rule &rule : kRules) {
        if (rule.kind != event.kind) {
            continue;
        }
        Alert alert;
        alert.record.id = QString::number(event.seq);
        alert.record.time = event.time;
        alert.record.severity = journal::toString(rule.severity);
        alert.record.kind = event.kind;
        alert.record.subject = event.subject;
        alert.record.summary = summaryOf(event);
        alert.record.requiresAttention = rule.requiresAttention;
        alert.record.payload = event.payload;
        if (rule.about == About::GoodNews) {
            alert.record.resolvedAt = event.time;
        }
        alert.condition = conditionOf(rule.about, event);
        return alert;
    }
    return std::nullopt;
}

QStringList conditionsEndedBy(const Event &event)
{
    if (event.kind == kinds::kUnitState) {
        return endedByState(event);
    }
    if (event.kind == kinds::kUnitReady || event.kind == kinds::kProcessRestartSuccess ||
        event.kind == kinds::kUnitRemoved) {
        QStringList ended{unitCondition(event.subject), stateFileCondition(event.subject)};
        if (event.kind == kinds::kUnitRemoved) {
            ended << keeperCondition(event.subject) << logCondition(event.subject);
        }
        return ended;
    }
    if (event.kind == kinds::kKeeperAnswers || event.kind == kinds::kKeeperLost) {
        return {keeperCondition(event.subject)};
    }
    if (event.kind == kinds::kOutputWritten) {
        return {logCondition(event.subject)};
    }
    if (event.kind == kinds::kKillSwitchRearmed) {
        QStringList ended{latchCondition(event)};
        if (event.payload.value(QStringLiteral("scope")).toString() == u"unit") {
            ended << stateFileCondition(event.payload.value(QStringLiteral("target")).toString());
        }
        return ended;
    }
    if (event.kind == kinds::kPolicyChanged) {
        return {kPolicy};
    }
    if (event.kind == kinds::kDatabaseWorks) {
        return {kDatabase};
    }
    if (event.kind == kinds::kKillSwitchDurable) {
        return {kLatchFile};
    }
    if (event.kind == kinds::kUnitFilesReloaded && event.payload.value(QStringLiteral("refused")).toArray().isEmpty()) {
        return {kUnitFiles};
    }
    return {};
}

} // namespace lamplighter::alerts
