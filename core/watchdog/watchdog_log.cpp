#include "core/watchdog/watchdog_log.h"

#include "core/base/kept_threads.h"
#include "core/base/log.h"
#include "core/client/shapes.h"
#include "core/journal/kinds.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <functional>

namespace lamplighter::watchdog {

namespace {

using journal::Event;
namespace kinds = journal::kinds;

struct Line
{
    const char *level;
    QString message;
};
using Say = std::function<std::optional<Line>(const Event &)>;

QString word(const Event &event, const char *field)
{
    return event.payload.value(QLatin1StringView(field)).toString();
}

QString number(const Event &event, const char *field)
{
    return QString::number(event.payload.value(QLatin1StringView(field)).toDouble(), 'g', 12);
}

QString because(const QString &why)
{
    return why.isEmpty() ? QString() : QStringLiteral(": ") + why;
}

QString by(const Event &event)
{
    return event.actor.isEmpty() ? QString() : QStringLiteral(" by ") + event.actor;
}

QString scopeOf(const Event &event)
{
    const QString target = word(event, "target");
    return target.isEmpty() ? QStringLiteral("all units") : word(event, "scope") + u' ' + target;
}

std::optional<Line> exited(const Event &event)
{
    const QString after =
        QString::number(event.payload.value(QStringLiteral("uptime_ms")).toInteger() / 1000) + QStringLiteral("s");
    QString how;
    if (event.payload.contains(QStringLiteral("code"))) {
        how = QStringLiteral(" (code %1)").arg(number(event, "code"));
    } else if (event.payload.contains(QStringLiteral("signal"))) {
        const QString name = word(event, "signal_name");
        how = QStringLiteral(" (signal %1)").arg(name.isEmpty() ? number(event, "signal") : name);
    }
    if (event.payload.value(QStringLiteral("expected")).toBool()) {
        return Line{"INFO", QStringLiteral("%1 ended after %2%3").arg(event.subject, after, how)};
    }
    return Line{"WARNING", QStringLiteral("%1 died unexpectedly after %2%3").arg(event.subject, after, how)};
}

/// Only the states that mean "and it is not started again"; the others have events that say more.
std::optional<Line> stateChanged(const Event &event)
{
    const auto to = client::unitStateFromString(word(event, "to"));
    const auto reason = client::reasonFromString(word(event, "reason"));
    if (to == client::UnitState::Killed) {
        return Line{"WARNING",
                    QStringLiteral("%1 stopped by the kill switch - not auto-restarting").arg(event.subject)};
    }
    if (to == client::UnitState::Stopped && reason == client::Reason::OperatorStop) {
        return Line{"INFO", QStringLiteral("%1 stopped manually - not auto-restarting").arg(event.subject)};
    }
    if (to == client::UnitState::Exited) {
        return Line{"INFO",
                    QStringLiteral("%1 ended - not auto-restarting (%2)").arg(event.subject, word(event, "reason"))};
    }
    return std::nullopt;
}

const QHash<QString, Say> &unitSentences()
{
    static const QHash<QString, Say> sentences{
        {kinds::kUnitStarted,
         [](const Event &e) {
             return Line{"INFO", QStringLiteral("%1 started (PID: %2)").arg(e.subject, number(e, "pid"))};
         }},
        {kinds::kUnitAdopted,
         [](const Event &e) {
             return Line{"INFO",
                         QStringLiteral("%1 still runs (PID: %2), watched again").arg(e.subject, number(e, "pid"))};
         }},
        {kinds::kUnitExited, exited},
        {kinds::kUnitState, stateChanged},
        {kinds::kProcessRestartInitiated,
         [](const Event &e) {
             return Line{
                 "INFO",
                 QStringLiteral("Auto-restarting %1 (attempt %2)").arg(e.subject, number(e, "restart_attempt"))};
         }},
        {kinds::kProcessStartFailed,
         [](const Event &e) {
             return Line{"ERROR",
                         QStringLiteral("%1 could not be started%2").arg(e.subject, because(word(e, "error")))};
         }},
        {kinds::kProcessRestartFailed,
         [](const Event &e) {
             return Line{"ERROR",
                         QStringLiteral("%1 could not be restarted%2").arg(e.subject, because(word(e, "error")))};
         }},
        {kinds::kProcessRestartExcessive,
         [](const Event &e) {
             return Line{"ERROR", QStringLiteral("%1 failed %2 times in a row - pausing for %3s")
                                      .arg(e.subject, number(e, "failures"), number(e, "pause_seconds"))};
         }},
        {kinds::kProcessFatal,
         [](const Event &e) {
             return Line{"CRITICAL",
                         QStringLiteral("%1 given up - not auto-restarting (%2)").arg(e.subject, word(e, "reason"))};
         }},
        {kinds::kKeeperLost,
         [](const Event &e) {
             return Line{"CRITICAL", QStringLiteral("Keeper of %1 lost").arg(e.subject)};
         }},
    };
    return sentences;
}

const QHash<QString, Say> &engineSentences()
{
    static const QHash<QString, Say> sentences{
        {kinds::kEngineStarted,
         [](const Event &) {
             return Line{"INFO", QStringLiteral("Watchdog started")};
         }},
        {kinds::kEngineStopping,
         [](const Event &) {
             return Line{"INFO", QStringLiteral("Watchdog stopping")};
         }},
        {kinds::kUnitFileRefused,
         [](const Event &e) {
             return Line{"ERROR", QStringLiteral("Unit file refused%1").arg(because(word(e, "error")))};
         }},
        {kinds::kKillSwitchEngaged,
         [](const Event &e) {
             return Line{
                 "CRITICAL",
                 QStringLiteral("Kill switch engaged for %1%2%3").arg(scopeOf(e), by(e), because(word(e, "reason")))};
         }},
        {kinds::kKillSwitchRearmed,
         [](const Event &e) {
             return Line{
                 "INFO",
                 QStringLiteral("Kill switch re-armed for %1%2%3").arg(scopeOf(e), by(e), because(word(e, "reason")))};
         }},
        {kinds::kKillSwitchNotDurable,
         [](const Event &e) {
             return Line{"CRITICAL",
                         QStringLiteral("Kill switch could not be written to disk%1").arg(because(word(e, "error")))};
         }},
        {kinds::kStateFileUnreadable,
         [](const Event &e) {
             return Line{"CRITICAL",
                         QStringLiteral("State file of %1 cannot be read%2").arg(e.subject, because(word(e, "error")))};
         }},
    };
    return sentences;
}

/// An event's text may come from a program: it must not be able to write lines of its own.
QString onOneLine(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control) {
            c = u' ';
        }
    }
    return text;
}

void rotate(const QString &path, int keep)
{
    const auto older = [&path](int n) -> QString { return path + u'.' + QString::number(n); };
    if (keep < 1) {
        QFile::remove(path);
        return;
    }
    QFile::remove(older(keep));
    for (int n = keep - 1; n >= 1; --n) {
        QFile::rename(older(n), older(n + 1));
    }
    QFile::rename(path, older(1));
}

void appendLines(const QString &path, const WatchdogLogLimits &limits, const QByteArrayList &lines)
{
    if (lines.isEmpty()) { // a group of events that say nothing to whoever tails the log
        return;
    }
    QFile file(path);
    for (const QByteArray &line : lines) {
        if (file.isOpen() && file.size() + line.size() > limits.maximumSize) {
            file.close();
        }
        if (!file.isOpen()) {
            const qint64 size = QFileInfo(path).size();
            if (size > 0 && size + line.size() > limits.maximumSize) {
                rotate(path, limits.keep);
            }
            if (!file.open(QIODevice::WriteOnly | QIODevice::Append, QFile::ReadOwner | QFile::WriteOwner)) {
                qCWarning(lcWatchdog).noquote() << QStringLiteral("cannot write %1: %2").arg(path, file.errorString());
                return;
            }
        }
        file.write(line);
    }
    if (!file.flush()) {
        qCWarning(lcWatchdog).noquote() << QStringLiteral("cannot write %1: %2").arg(path, file.errorString());
    }
}

} // namespace

std::optional<QString> watchdogLogLine(const Event &event)
{
    const Say say = unitSentences().value(event.kind, engineSentences().value(event.kind));
    const std::optional<Line> line = say ? say(event) : std::nullopt;
    if (!line) {
        return std::nullopt;
    }
    return QStringLiteral("[%1] [%2] %3")
        .arg(toIsoString(event.time), QLatin1StringView(line->level), onOneLine(line->message));
}

WatchdogLog::WatchdogLog(QString path, journal::Journal &journal, WatchdogLogLimits limits, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
    , m_limits(limits)
{
    m_thread.setObjectName(QStringLiteral("watchdog log"));
    keepThreads(m_thread, 1);
    connect(&journal, &journal::Journal::committed, this, &WatchdogLog::write);
}

WatchdogLog::~WatchdogLog()
{
    m_thread.waitForDone();
}

void WatchdogLog::write(const QList<journal::Event> &events)
{
    QList<journal::Event> ours;
    for (const Event &event : events) {
        if (unitSentences().contains(event.kind) || engineSentences().contains(event.kind)) {
            ours << event;
        }
    }
    if (ours.isEmpty()) {
        return;
    }
    m_thread.start([path = m_path, limits = m_limits, ours] {
        QByteArrayList lines;
        for (const Event &event : ours) {
            if (const std::optional<QString> line = watchdogLogLine(event)) {
                lines << line->toUtf8() + '\n';
            }
        }
        appendLines(path, limits, lines);
    });
}

} // namespace lamplighter::watchdog
