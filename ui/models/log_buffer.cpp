#include "ui/models/log_buffer.h"

namespace lamplighter::ui {
namespace {

constexpr qsizetype kLevelWithin = 64; // characters; a level further right is part of the message

LogLevel levelOfWord(QStringView word)
{
    const auto is = [&](const char *name) { return word.compare(QLatin1StringView(name), Qt::CaseInsensitive) == 0; };
    if (is("error") || is("err") || is("fatal") || is("critical") || is("panic") || is("emerg") || is("alert")) {
        return LogLevel::Error;
    }
    return is("warn") || is("warning") ? LogLevel::Warning : LogLevel::Plain;
}

} // namespace

LogLevel logLevelOf(QStringView text)
{
    const QStringView head = text.left(kLevelWithin);
    qsizetype start = -1;
    for (qsizetype i = 0; i <= head.size(); ++i) {
        const bool letter = i < head.size() && head.at(i).isLetter();
        if (letter && start < 0) {
            start = i;
        } else if (!letter && start >= 0) {
            const QStringView word = head.mid(start, i - start);
            // A level stands in capitals, in brackets or behind "level="; "error" in a sentence is none.
            const bool marked =
                word.at(0).isUpper() || (start > 0 && QStringView(u"[<=\"").contains(head.at(start - 1)));
            if (const LogLevel level = levelOfWord(word); marked && level != LogLevel::Plain) {
                return level;
            }
            start = -1;
        }
    }
    return LogLevel::Plain;
}

LogBuffer::LogBuffer(qsizetype maximumLines, qsizetype maximumCharacters, QObject *parent)
    : QObject(parent)
    , m_maximumLines(maximumLines)
    , m_maximumCharacters(maximumCharacters)
{}

void LogBuffer::append(const QList<client::LogLine> &lines)
{
    if (lines.isEmpty()) {
        return;
    }
    for (const client::LogLine &line : lines) {
        m_entries.push_back({line.at, line.text, logLevelOf(line.text)});
        m_characters += line.text.size();
        m_longest = std::max(m_longest, line.text.size());
    }
    const qsizetype dropped = dropOldest();
    Q_EMIT appended(lines.size(), dropped);
}

qsizetype LogBuffer::dropOldest()
{
    qsizetype dropped = 0;
    while (size() > 1 && (size() > m_maximumLines || m_characters > m_maximumCharacters)) {
        m_characters -= m_entries.front().text.size();
        m_entries.pop_front();
        ++dropped;
    }
    m_firstNumber += dropped;
    return dropped;
}

void LogBuffer::clear()
{
    m_firstNumber += size();
    m_entries.clear();
    m_characters = 0;
    m_longest = 0;
    Q_EMIT cleared();
}

qsizetype LogBuffer::find(const QString &text, qsizetype from, bool backwards) const
{
    if (text.isEmpty()) {
        return -1;
    }
    for (qsizetype step = 0; step < size(); ++step) {
        const qsizetype offset = backwards ? from - step : from + step;
        const qsizetype index = (offset % size() + size()) % size();
        if (at(index).text.contains(text, Qt::CaseInsensitive)) {
            return index;
        }
    }
    return -1;
}

} // namespace lamplighter::ui
