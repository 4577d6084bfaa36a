// The two small formats around a unit file: a command in one string, and environment files.
#include "core/watchdog/unit_file.h"

#include <QStringDecoder>

namespace lamplighter::watchdog {

namespace {

constexpr bool isBlank(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r';
}

Error commandError(const QString &message)
{
    return {ErrorCode::InvalidInput, message, QStringLiteral("command")};
}

/// Takes the inside of a quotation that opened just before `at`; false if it is never closed. POSIX.1-2017, XCU 2.2.
bool takeQuoted(const QString &text, QChar quote, qsizetype *at, QString *word)
{
    for (; *at < text.size(); ++*at) {
        const QChar c = text.at(*at);
        if (c == quote) {
            ++*at;
            return true;
        }
        const bool escapes = quote == u'"' && c == u'\\' && *at + 1 < text.size();
        if (!escapes) {
            word->append(c);
            continue;
        }
        // Between double quotes a backslash only escapes what would be special there; else it stands for itself.
        const QChar next = text.at(*at + 1);
        if (next == u'\n') {
            ++*at;
        } else if (next == u'"' || next == u'\\' || next == u'$' || next == u'`') {
            word->append(next);
            ++*at;
        } else {
            word->append(c);
        }
    }
    return false;
}

Error lineError(int line, const QString &message)
{
    return {ErrorCode::InvalidInput, QStringLiteral("line %1: %2").arg(line).arg(message),
            QStringLiteral("line %1").arg(line)};
}

QString withoutQuotes(const QString &value)
{
    if (value.size() >= 2 && value.front() == value.back() && (value.front() == u'"' || value.front() == u'\'')) {
        return value.mid(1, value.size() - 2);
    }
    return value;
}

} // namespace

Result<QStringList> splitCommand(const QString &text)
{
    QStringList words;
    QString word;
    bool inWord = false;
    qsizetype at = 0;
    while (at < text.size()) {
        const QChar c = text.at(at);
        ++at;
        if (isBlank(c)) {
            if (inWord) {
                words.append(word);
            }
            word.clear();
            inWord = false;
        } else if (c == u'\'' || c == u'"') {
            inWord = true;
            if (!takeQuoted(text, c, &at, &word)) {
                return commandError(QStringLiteral("has a quotation mark (%1) that is not closed").arg(c));
            }
        } else if (c == u'\\') {
            if (at == text.size()) {
                return commandError(QStringLiteral("ends with a backslash"));
            }
            if (text.at(at) != u'\n') {
                inWord = true;
                word.append(text.at(at));
            }
            ++at;
        } else {
            inWord = true;
            word.append(c);
        }
    }
    if (inWord) {
        words.append(word);
    }
    return words;
}

Result<QMap<QString, QString>> parseEnvironmentFile(const QByteArray &text)
{
    QMap<QString, QString> out;
    const QList<QByteArray> lines = text.split('\n');
    int number = 0;
    for (const QByteArray &raw : lines) {
        ++number;
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString decoded = decoder(raw);
        if (decoder.hasError() || raw.contains('\0')) {
            return lineError(number, QStringLiteral("is not UTF-8 text"));
        }
        const QString line = decoded.trimmed();
        if (line.isEmpty() || line.startsWith(u'#')) {
            continue;
        }
        const qsizetype equals = line.indexOf(u'=');
        if (equals < 0) {
            return lineError(number, QStringLiteral("is not KEY=VALUE"));
        }
        const QString key = line.left(equals).trimmed();
        if (key.isEmpty()) {
            return lineError(number, QStringLiteral("has no name before the equals sign"));
        }
        for (const QChar c : key) {
            if (c.isSpace()) {
                return lineError(number, QStringLiteral("has a name with a space, \"%1\"").arg(key));
            }
        }
        out.insert(key, withoutQuotes(line.mid(equals + 1).trimmed()));
    }
    return out;
}

} // namespace lamplighter::watchdog
