// Every kind of event, in one place. A kind is never renamed: readers of old journals know it by this word.
#pragma once

#include <QString>

namespace lamplighter::journal::kinds {

// engine
inline const QString kEngineStarted = QStringLiteral("engine.started");
inline const QString kEngineStopping = QStringLiteral("engine.stopping");
inline const QString kDatabaseReplaced = QStringLiteral("engine.database_replaced");
inline const QString kDatabaseFails = QStringLiteral("engine.database_fails"); // error; recorded once it works
inline const QString kDatabaseWorks = QStringLiteral("engine.database_works"); // after that
inline const QString kUnitFilesReloaded = QStringLiteral("engine.unit_files_reloaded");
inline const QString kUnitFileRefused = QStringLiteral("engine.unit_file_refused");
inline const QString kTokenCreated = QStringLiteral("engine.token_created");
inline const QString kTokenRevoked = QStringLiteral("engine.token_revoked");
inline const QString kEventsLost = QStringLiteral("engine.events_lost"); // count: the disk was full for too long

// units: what happened to a process. Payload has "run" where there is one.
inline const QString kUnitAdded = QStringLiteral("unit.added");
inline const QString kUnitChanged = QStringLiteral("unit.changed");
inline const QString kUnitRemoved = QStringLiteral("unit.removed");
inline const QString kUnitStarting = QStringLiteral("unit.starting"); // run, reason
inline const QString kUnitStarted = QStringLiteral("unit.started");   // run, pid
inline const QString kUnitReady = QStringLiteral("unit.ready");       // run, after_ms
inline const QString kUnitExited = QStringLiteral("unit.exited");     // run, code | signal, uptime_ms, expected
inline const QString kUnitState = QStringLiteral("unit.state");       // from, to, reason
inline const QString kUnitStopRequested = QStringLiteral("unit.stop_requested");
inline const QString kUnitStartRequested = QStringLiteral("unit.start_requested");
inline const QString kUnitRestartRequested = QStringLiteral("unit.restart_requested");
inline const QString kUnitReset = QStringLiteral("unit.reset");
inline const QString kUnitAdopted = QStringLiteral("unit.adopted"); // run, pid: found again after the engine was away
inline const QString kUnitHealth = QStringLiteral("unit.health");   // ok, detail

// units: what someone should see (alerts are made of these; words of the process watchdog that preceded this one)
inline const QString kProcessStartFailed = QStringLiteral("process.start.failed");
inline const QString kProcessRestartInitiated =
    QStringLiteral("process.restart.initiated"); // reason, uptime_seconds, restart_attempt
inline const QString kProcessRestartSuccess = QStringLiteral("process.restart.success");
inline const QString kProcessRestartFailed = QStringLiteral("process.restart.failed");
inline const QString kProcessRestartExcessive = QStringLiteral("process.restart.excessive");
inline const QString kProcessFatal = QStringLiteral("process.fatal");
inline const QString kKeeperLost = QStringLiteral("process.keeper_lost");
inline const QString kKeeperSilent = QStringLiteral("process.keeper_silent");   // silence_ms, error
inline const QString kKeeperAnswers = QStringLiteral("process.keeper_answers"); // after silent
inline const QString kOutputLost = QStringLiteral("unit.output_lost");          // error: the log cannot be written
inline const QString kOutputWritten = QStringLiteral("unit.output_written");    // bytes_lost: it can be again

// kill switch
inline const QString kKillSwitchEngaged = QStringLiteral("kill_switch.engaged"); // scope, target, reason, units
inline const QString kKillSwitchRearmed = QStringLiteral("kill_switch.rearmed");
inline const QString kKillSwitchCleared =
    QStringLiteral("kill_switch.cleared"); // all processes in scope are gone, after_ms
inline const QString kKillSwitchNotDurable = QStringLiteral("kill_switch.not_durable");
inline const QString kKillSwitchDurable = QStringLiteral("kill_switch.durable"); // it could be written after all
inline const QString kStateFileUnreadable = QStringLiteral("kill_switch.state_file_unreadable");

// alerts
inline const QString kAlertAcknowledged = QStringLiteral("alert.acknowledged"); // alert, kind, note

// updates. Correlation is the restart's id; the subject a unit where a unit is meant, else the service.
inline const QString kUpdateNotified = QStringLiteral("update.notified"); // update, the notice, decision, rule, reason
inline const QString kUpdateRepeated = QStringLiteral("update.repeated"); // update: the same again within 10 s
inline const QString kUpdateWaiting = QStringLiteral("update.waiting");   // reason: an operator is asked
inline const QString kUpdateReminder = QStringLiteral("update.reminder"); // nobody has answered for after_ms
inline const QString kUpdateApproved = QStringLiteral("update.approved"); // revision, when
inline const QString kUpdateDeferred = QStringLiteral("update.deferred"); // until, reason
inline const QString kUpdateRejected = QStringLiteral("update.rejected"); // reason
inline const QString kUpdateDelayed = QStringLiteral("update.delayed");   // waits_for, until, reason
inline const QString kUpdateRestartBegun = QStringLiteral("update.restart_begun");   // unit, from, to
inline const QString kUpdateStep = QStringLiteral("update.step");                    // step, state, took_ms, detail
inline const QString kUpdateRollbackBegun = QStringLiteral("update.rollback_begun"); // reason, from, to
inline const QString kUpdateApplied = QStringLiteral("update.applied");              // downtime_ms, version
inline const QString kUpdateRolledBack = QStringLiteral("update.rolled_back");       // reason, version, failed_version
inline const QString kUpdateFailed = QStringLiteral("update.failed");                // reason
inline const QString kUpdatePattern = QStringLiteral("update.unusual_pattern");      // what, count
inline const QString kCheckpoint = QStringLiteral("unit.checkpoint");
inline const QString kDraining = QStringLiteral("unit.draining"); // in_flight?
inline const QString kDrained = QStringLiteral("unit.drained");   // in_flight?, timed_out
inline const QString kPolicyChanged = QStringLiteral("policy.changed");
inline const QString kPolicyRefused = QStringLiteral("policy.refused"); // error, with line and column

} // namespace lamplighter::journal::kinds
