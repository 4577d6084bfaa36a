#include "core/api/query_reader.h"

#include <algorithm>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

QString QueryReader::string(const char *name) const
{
    return m_query.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
}

bool QueryReader::boolean(const char *name, bool fallback)
{
    if (!m_query.hasQueryItem(QString::fromLatin1(name))) {
        return fallback;
    }
    const QString word = string(name);
    if (word.isEmpty() || word == "true"_L1 || word == "1"_L1) {
        return true;
    }
    if (word != "false"_L1 && word != "0"_L1) {
        fail(name, u"%1 must be true or false"_s);
    }
    return false;
}

qint64 QueryReader::integer(const char *name, qint64 fallback, qint64 minimum, qint64 maximum)
{
    const QString word = string(name);
    if (word.isEmpty()) {
        return fallback;
    }
    bool isNumber = false;
    const qint64 value = word.toLongLong(&isNumber);
    if (!isNumber || value < minimum || value > maximum) {
        fail(name,
             u"%1 must be a whole number from "_s + QString::number(minimum) + u" to "_s + QString::number(maximum));
        return fallback;
    }
    return value;
}

void QueryReader::refuseOthers(std::initializer_list<const char *> known)
{
    QStringList seen;
    const auto items = m_query.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        const bool isKnown = std::any_of(known.begin(), known.end(),
                                         [&name = name](const char *word) { return name == QLatin1StringView(word); });
        if (m_error || (isKnown && !seen.contains(name))) {
            seen.append(name);
            continue;
        }
        const QString shown = name.left(100);
        m_error = Error{
            ErrorCode::InvalidInput,
            isKnown ? u"%1 is given twice"_s.arg(shown) : u"%1 is not a parameter of this request"_s.arg(shown), shown};
    }
}

void QueryReader::fail(const char *name, const QString &message)
{
    if (!m_error) {
        const QString field = QString::fromLatin1(name);
        m_error = Error{ErrorCode::InvalidInput, message.contains("%1"_L1) ? message.arg(field) : message, field};
    }
}

} // namespace lamplighter::api
