#include "tests/support/log_check.h"

#include <QFile>
#include <QFileInfo>

namespace lamplighter::tests {

namespace {

/// "2026-11-17T14:32:02.123Z TEXT" without the time; the whole line if it has none.
QString textOf(const QByteArray &line)
{
    const qsizetype space = line.indexOf(' ');
    const bool timed = space > 19 && line.at(space - 1) == 'Z' && line.at(10) == 'T';
    return QString::fromUtf8(timed ? line.mid(space + 1) : line);
}

} // namespace

QStringList logFiles(const QString &logPath)
{
    QStringList files;
    for (int number = 1; QFileInfo::exists(QStringLiteral("%1.%2").arg(logPath).arg(number)); ++number) {
        files.prepend(QStringLiteral("%1.%2").arg(logPath).arg(number));
    }
    if (QFileInfo::exists(logPath)) {
        files.append(logPath);
    }
    return files;
}

QStringList logLines(const QString &logPath)
{
    QStringList lines;
    for (const QString &path : logFiles(logPath)) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) {
            continue;
        }
        QList<QByteArray> raw = file.readAll().split('\n');
        raw.removeLast(); // behind the last line's end
        for (const QByteArray &line : raw) {
            lines.append(textOf(line));
        }
    }
    return lines;
}

LogCheck checkNumberedLog(const QString &logPath)
{
    LogCheck check;
    check.files = static_cast<int>(logFiles(logPath).size());
    qint64 last = 0;
    for (const QString &line : logLines(logPath)) {
        bool number = false;
        if (line.startsWith(QStringLiteral("line "))) {
            const qint64 now = line.mid(5).toLongLong(&number);
            check.runs += now == 1 ? 1 : 0;
            ++check.lines;
            if (number && now != 1 && now != last + 1 && check.trouble.isEmpty()) {
                check.trouble = QStringLiteral("line %1 follows line %2 in %3").arg(now).arg(last).arg(logPath);
            }
            last = now;
        } else if (line.startsWith(QStringLiteral("crashing after line "))) {
            const qint64 said = line.mid(20).toLongLong(&number);
            ++check.crashes;
            if (number && said != last && check.trouble.isEmpty()) {
                check.trouble =
                    QStringLiteral("it ended after line %1, the log has %2 in %3").arg(said).arg(last).arg(logPath);
            }
        }
        if (!number && check.trouble.isEmpty()) {
            check.trouble = QStringLiteral("'%1' in %2").arg(line, logPath);
        }
    }
    return check;
}

} // namespace lamplighter::tests
