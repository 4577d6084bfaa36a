// Proves that no line of a unit's output was lost or written twice: the demo agent numbers its lines, and says the last
// number when it crashes on purpose.
#pragma once

#include <QString>
#include <QStringList>

namespace lamplighter::tests {

struct LogCheck
{
    int lines = 0;   ///< numbered ones
    int runs = 0;    ///< how often the numbers began again
    int crashes = 0; ///< "crashing after line N"
    int files = 0;   ///< current and rotated
    QString trouble; ///< the first hole, repetition or torn line, with its file; empty if there is none
};

/// All files of one unit's log, oldest first: "NAME.log.2", "NAME.log.1", "NAME.log".
QStringList logFiles(const QString &logPath);
/// Every line without its time, oldest first.
QStringList logLines(const QString &logPath);
/// Reads all of them. A run may end at any number (it may be killed), but begins at 1 and has no hole.
LogCheck checkNumberedLog(const QString &logPath);

} // namespace lamplighter::tests
