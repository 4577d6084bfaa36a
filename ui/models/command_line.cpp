#include "ui/models/command_line.h"

#include <algorithm>

namespace lamplighter::ui {
namespace {

constexpr bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
}

/// What a shell takes as it stands, in every place of a word.
bool isPlain(QChar c)
{
    return c.isLetterOrNumber() || c.unicode() > 0x7f || QStringView(u"_-./:=@%+,^~[]{}!?").contains(c);
}

/// Takes the inside of a quotation that opened just before `at`; false if it is never closed.
bool takeQuoted(const QString &text, QChar quote, qsizetype *at, QString *word)
{
    for (; *at < text.size(); ++*at) {
        const QChar c = text.at(*at);
        if (c == quote) {
            ++*at;
            return true;
        }
        if (quote == u'\'' || c != u'\\' || *at + 1 == text.size()) {
            word->append(c);
            continue;
        }
        // Between double quotes a backslash only escapes what would be special there; else it stands for itself.
        const QChar next = text.at(*at + 1);
        if (next == u'\n') {
            ++*at;
        } else if (QStringView(u"\"\\$`").contains(next)) {
            word->append(next);
            ++*at;
        } else {
            word->append(c);
        }
    }
    return false;
}

QString quoted(const QString &word)
{
    if (!word.isEmpty() && std::all_of(word.begin(), word.end(), isPlain)) {
        return word;
    }
    // Single quotes need no escapes; double quotes where the word has single ones itself.
    if (!word.contains(u'\'')) {
        return u'\'' + word + u'\'';
    }
    QString escaped;
    for (const QChar c : word) {
        if (QStringView(u"\"\\$`").contains(c)) {
            escaped += u'\\';
        }
        escaped += c;
    }
    return u'"' + escaped + u'"';
}

} // namespace

CommandLine::Words CommandLine::split(const QString &line)
{
    Words result;
    QString word;
    bool inWord = false;
    qsizetype at = 0;
    while (at < line.size()) {
        const qsizetype start = at;
        const QChar c = line.at(at++);
        if (isBlank(c)) {
            if (inWord) {
                result.words.append(word);
            }
            word.clear();
            inWord = false;
        } else if (c == u'\'' || c == u'"') {
            inWord = true;
            if (!takeQuoted(line, c, &at, &word)) {
                result.fault = Fault{
                    start,
                    tr("The quotation mark %1 at character %2 is never closed", "quote, number").arg(c).arg(start + 1)};
                return result;
            }
        } else if (c == u'\\') {
            if (at == line.size()) {
                result.fault = Fault{start, tr("A backslash at the end has nothing to stand before")};
                return result;
            }
            if (line.at(at) != u'\n') {
                inWord = true;
                word.append(line.at(at));
            }
            ++at;
        } else {
            inWord = true;
            word.append(c);
        }
    }
    if (inWord) {
        result.words.append(word);
    }
    return result;
}

QString CommandLine::join(const QStringList &words)
{
    QStringList parts;
    for (const QString &word : words) {
        parts.append(quoted(word));
    }
    return parts.join(u' ');
}

} // namespace lamplighter::ui
