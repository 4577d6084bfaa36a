// The last lines of a unit's output, bounded in lines and in bytes. Lines keep their number when older ones are
// dropped, so that a selection or a search hit stays on its line. Lives on the GUI thread.
#pragma once

#include "core/client/shapes.h"

#include <QObject>

#include <deque>

namespace lamplighter::ui {

enum class LogLevel { Plain, Warning, Error };

/// Looks for a level's word near the start of the line: "ERROR", "[warn]", "level=error".
LogLevel logLevelOf(QStringView text);

struct LogEntry
{
    WallTime at{};
    QString text;
    LogLevel level = LogLevel::Plain;
};

class LogBuffer final : public QObject
{
    Q_OBJECT
public:
    explicit LogBuffer(qsizetype maximumLines = 20'000, qsizetype maximumCharacters = 16 * 1024 * 1024,
                       QObject *parent = nullptr);

    void append(const QList<client::LogLine> &lines);
    void clear();

    [[nodiscard]] qsizetype size() const { return static_cast<qsizetype>(m_entries.size()); }
    [[nodiscard]] const LogEntry &at(qsizetype index) const { return m_entries.at(static_cast<size_t>(index)); }
    /// Number of the first line that is still there; the first line ever has 0.
    [[nodiscard]] qint64 firstNumber() const { return m_firstNumber; }
    [[nodiscard]] qsizetype longestLine() const { return m_longest; } ///< characters, of any line since clear()

    /// Index of the nearest line from `from` on (or back) that contains `text`, around the end; -1 if there is none.
    [[nodiscard]] qsizetype find(const QString &text, qsizetype from, bool backwards) const;

Q_SIGNALS:
    void appended(qsizetype added, qsizetype dropped);
    void cleared();

private:
    qsizetype dropOldest();

    qsizetype m_maximumLines;
    qsizetype m_maximumCharacters;
    std::deque<LogEntry> m_entries;
    qint64 m_firstNumber = 0;
    qsizetype m_characters = 0;
    qsizetype m_longest = 0;
};

} // namespace lamplighter::ui
