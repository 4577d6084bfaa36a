#include "core/alerts/alert_rules.h"

#include "core/journal/kinds.h"

#include <QHash>

#include <functional>

namespace lamplighter::alerts {

namespace {

using journal::Event;
namespace kinds = journal::kinds;

QString word(const Event &event, const char *field)
{
    return event.payload.value(QLatin1StringView(field)).toString();
}

QString number(const Event &event, const char *field)
{
    return QString::number(event.payload.value(QLatin1StringView(field)).toDouble(), 'g', 10);
}

/// ": why", or nothing if it is not known.
QString because(const QString &why)
{
    return why.isEmpty() ? QString() : QStringLiteral(": ") + why;
}

QString scopeOf(const Event &event)
{
    const QString scope = word(event, "scope");
    const QString target = word(event, "target");
    if (scope == u"group") {
        return QStringLiteral("group '%1'").arg(target);
    }
    return scope == u"unit" ? QStringLiteral("unit '%1'").arg(target) : QStringLiteral("everything");
}

QString by(const Event &event)
{
    return event.actor.isEmpty() ? QString() : QStringLiteral(" by ") + event.actor;
}

QString fatal(const Event &event)
{
    const QString reason = word(event, "reason");
    if (reason == u"failed_for_good") {
        return QStringLiteral("Unit '%1' ended with code %2 and is not restarted, since its file says so")
            .arg(event.subject, number(event, "code"));
    }
    if (reason == u"restart_limit") {
        return QStringLiteral("Unit '%1' was restarted %2 times within %3 s and is given up until someone starts it")
            .arg(event.subject, number(event, "restarts"), number(event, "window_seconds"));
    }
    return QStringLiteral("Unit '%1' is given up until someone starts it%2").arg(event.subject, because(reason));
}

using Sentence = std::function<QString(const Event &)>;

const QHash<QString, Sentence> &unitSentences()
{
    static const QHash<QString, Sentence> sentences{
        {kinds::kProcessFatal, fatal},
        {kinds::kProcessRestartExcessive,
         [](const Event &e) {
             return QStringLiteral("Unit '%1' failed %2 times in a row; the next try is in %3 s (reason: %4)")
                 .arg(e.subject, number(e, "failures"), number(e, "pause_seconds"), word(e, "reason"));
         }},
        {kinds::kKeeperLost,
         [](const Event &e) {
             return QStringLiteral("The keeper of unit '%1' was lost; its processes are ended and started again")
                 .arg(e.subject);
         }},
        {kinds::kKeeperSilent,
         [](const Event &e) {
             return QStringLiteral("The keeper of unit '%1' does not answer%2; until it does, the unit is not watched")
                 .arg(e.subject, because(word(e, "error")));
         }},
        {kinds::kOutputLost,
         [](const Event &e) {
             return QStringLiteral("The output of unit '%1' is being lost%2").arg(e.subject, because(word(e, "error")));
         }},
        {kinds::kProcessStartFailed,
         [](const Event &e) {
             return QStringLiteral("Unit '%1' could not be started%2").arg(e.subject, because(word(e, "error")));
         }},
        {kinds::kProcessRestartInitiated,
         [](const Event &e) {
             return QStringLiteral("Unit '%1' is being restarted (reason: %2)").arg(e.subject, word(e, "reason"));
         }},
        {kinds::kProcessRestartSuccess,
         [](const Event &e) { return QStringLiteral("Unit '%1' runs again").arg(e.subject); }},
        {kinds::kProcessRestartFailed,
         [](const Event &e) {
             return QStringLiteral("Unit '%1' could not be restarted%2").arg(e.subject, because(word(e, "error")));
         }},
    };
    return sentences;
}

QString unusual(const Event &event)
{
    if (word(event, "what") == u"many_notices") {
        return QStringLiteral("%1 updates of '%2' were reported within an hour")
            .arg(number(event, "count"), event.subject);
    }
    return QStringLiteral("The last %1 updates of '%2' failed").arg(number(event, "count"), event.subject);
}

const QHash<QString, Sentence> &updateSentences()
{
    static const QHash<QString, Sentence> sentences{
        {kinds::kUpdateRolledBack,
         [](const Event &e) {
             return QStringLiteral("The update of '%1' to version %2 failed and version %3 runs again%4")
                 .arg(e.subject, word(e, "failed_version"), word(e, "version"), because(word(e, "reason")));
         }},
        {kinds::kUpdateFailed,
         [](const Event &e) {
             return QStringLiteral("The update of '%1' failed%2").arg(e.subject, because(word(e, "reason")));
         }},
        {kinds::kUpdatePattern, unusual},
        {kinds::kPolicyRefused,
         [](const Event &e) {
             return QStringLiteral("The policy file was refused and the last good one stays in force%1")
                 .arg(because(word(e, "error")));
         }},
    };
    return sentences;
}

const QHash<QString, Sentence> &engineSentences()
{
    static const QHash<QString, Sentence> sentences{
        {kinds::kKillSwitchEngaged,
         [](const Event &e) {
             return QStringLiteral("The kill switch is engaged for %1%2%3")
                 .arg(scopeOf(e), by(e), because(word(e, "reason")));
         }},
        {kinds::kKillSwitchRearmed,
         [](const Event &e) {
             return QStringLiteral("The kill switch is re-armed for %1%2%3")
                 .arg(scopeOf(e), by(e), because(word(e, "reason")));
         }},
        {kinds::kKillSwitchNotDurable,
         [](const Event &e) {
             const bool holds = !e.payload.contains(QStringLiteral("latches")) || number(e, "latches") != u"0";
             return (holds ? QStringLiteral("The kill switch holds, but could not be written to disk%1")
                           : QStringLiteral("The kill switch would not hold over a restart, since its file cannot be "
                                            "written%1"))
                 .arg(because(word(e, "error")));
         }},
        {kinds::kStateFileUnreadable,
         [](const Event &e) {
             return QStringLiteral("The state file %1 of unit '%2' cannot be read%3")
                 .arg(word(e, "file"), e.subject, because(word(e, "error")));
         }},
        {kinds::kDatabaseReplaced,
         [](const Event &e) {
             return QStringLiteral("The database was damaged; it is kept as %1 and a new one was made")
                 .arg(word(e, "set_aside_as"));
         }},
        {kinds::kDatabaseFails,
         [](const Event &e) {
             return QStringLiteral("Nothing can be recorded%1; units are kept running, and what happens is kept in "
                                   "memory until it can be written")
                 .arg(because(word(e, "error")));
         }},
        {kinds::kEventsLost,
         [](const Event &e) {
             return QStringLiteral("%1 events could not be recorded, since the disk refused them for too long")
                 .arg(number(e, "count"));
         }},
        {kinds::kUnitFileRefused,
         [](const Event &e) {
             return QStringLiteral("A unit file was refused and changed nothing%1").arg(because(word(e, "error")));
         }},
    };
    return sentences;
}

} // namespace

QString summaryOf(const Event &event)
{
    const Sentence sentence =
        unitSentences().value(event.kind, updateSentences().value(event.kind, engineSentences().value(event.kind)));
    return sentence ? sentence(event).simplified() : event.kind;
}

} // namespace lamplighter::alerts
