#include "core/updates/metric_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;

namespace {

using Labels = QMap<QString, QString>;

constexpr qsizetype kLabelsLimit = 100;
constexpr qsizetype kQueryLimit = 1'000;

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// Reads from the front of a line.
class LineCursor
{
public:
    explicit LineCursor(QByteArrayView rest)
        : m_rest(rest)
    {}

    void skipBlanks()
    {
        while (!m_rest.isEmpty() && isBlank(m_rest.front())) {
            m_rest = m_rest.sliced(1);
        }
    }
    bool skip(char c)
    {
        const bool found = !m_rest.isEmpty() && m_rest.front() == c;
        m_rest = m_rest.sliced(found ? 1 : 0);
        return found;
    }
    QByteArrayView takeName()
    {
        qsizetype length = 0;
        while (length < m_rest.size() && (isNameStart(m_rest.at(length)) ||
                                          (length > 0 && m_rest.at(length) >= '0' && m_rest.at(length) <= '9'))) {
            ++length;
        }
        return take(length);
    }
    QByteArrayView takeWord()
    {
        const auto *end = std::find_if(m_rest.begin(), m_rest.end(), isBlank);
        return take(end - m_rest.begin());
    }
    /// Behind the opening quote, with the closing one; nullopt if there is none, or an escape that does not exist.
    std::optional<QString> takeQuoted()
    {
        QByteArray out;
        for (qsizetype i = 0; i < m_rest.size(); ++i) {
            char c = m_rest.at(i);
            if (c == '"') {
                take(i + 1);
                return QString::fromUtf8(out);
            }
            if (c == '\\') {
                const char escaped = ++i < m_rest.size() ? m_rest.at(i) : '\0';
                if (escaped != '\\' && escaped != '"' && escaped != 'n') {
                    return std::nullopt;
                }
                c = escaped == 'n' ? '\n' : escaped;
            }
            out += c;
        }
        return std::nullopt;
    }
    [[nodiscard]] QByteArrayView rest() const { return m_rest; }

private:
    QByteArrayView take(qsizetype length)
    {
        const QByteArrayView taken = m_rest.first(length);
        m_rest = m_rest.sliced(length);
        return taken;
    }

    QByteArrayView m_rest;
};

/// Behind the opening brace, with the closing one.
std::optional<Labels> takeLabels(LineCursor &line)
{
    Labels out;
    for (line.skipBlanks(); !line.skip('}'); line.skipBlanks()) {
        const QByteArrayView name = line.takeName();
        line.skipBlanks();
        const bool assigned = !name.isEmpty() && line.skip('=');
        line.skipBlanks();
        const std::optional<QString> value = assigned && line.skip('"') ? line.takeQuoted() : std::nullopt;
        const QString key = QString::fromLatin1(name);
        if (!value || out.contains(key) || out.size() >= kLabelsLimit) {
            return std::nullopt;
        }
        out.insert(key, *value);
        line.skipBlanks();
        if (!line.skip(',') && !line.rest().startsWith('}')) {
            return std::nullopt;
        }
    }
    return out;
}

std::optional<double> numberFrom(QByteArrayView word)
{
    const bool negative = word.startsWith('-');
    const QByteArray bare = (negative || word.startsWith('+') ? word.sliced(1) : word).toByteArray().toLower();
    if (bare == "inf" || bare == "infinity") {
        return negative ? -HUGE_VAL : HUGE_VAL;
    }
    if (bare == "nan") {
        return std::nan("");
    }
    bool ok = false;
    const double value = bare.isEmpty() || bare.front() == '+' || bare.front() == '-' ? 0 : bare.toDouble(&ok);
    return ok ? std::optional(negative ? -value : value) : std::nullopt;
}

Error unreadable(const QString &why)
{
    return {ErrorCode::InvalidInput, why, u"metric"_s};
}

Result<double> finite(double value, const QString &name)
{
    if (!std::isfinite(value)) {
        return unreadable(u"the value of %1 is no finite number"_s.arg(name));
    }
    return value;
}

/// What one line says of the series that is asked for: nullopt if it is about another one.
Result<std::optional<double>> valueInLine(QByteArrayView text, const MetricQuery &query, const QByteArray &name)
{
    LineCursor line(text);
    line.skipBlanks();
    if (line.takeName() != name) {
        return std::optional<double>();
    }
    line.skipBlanks();
    std::optional<Labels> labels = Labels();
    if (line.skip('{')) {
        labels = takeLabels(line);
    }
    line.skipBlanks();
    const std::optional<double> value = numberFrom(line.takeWord());
    line.skipBlanks();
    // A time may follow, and an example behind a # (OpenMetrics).
    const QByteArrayView time = line.rest().startsWith('#') ? QByteArrayView() : line.takeWord();
    line.skipBlanks();
    const bool ends = line.rest().isEmpty() || line.rest().startsWith('#');
    if (!labels || !value || (!time.isEmpty() && !numberFrom(time)) || !ends) {
        return unreadable(u"a line of %1 cannot be read"_s.arg(query.name));
    }
    return query.labels && *query.labels != *labels ? std::optional<double>() : value;
}

Result<double> expositionValue(const QByteArray &text, const MetricQuery &query)
{
    const QByteArray name = query.name.toLatin1();
    double sum = 0;
    int series = 0;
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype lineEnd = text.indexOf('\n', begin);
        const qsizetype end = lineEnd < 0 ? text.size() : lineEnd;
        QByteArrayView line = QByteArrayView(text).sliced(begin, end - begin);
        begin = end + 1;
        if (line.endsWith('\r')) {
            line.chop(1);
        }
        const Result<std::optional<double>> value = valueInLine(line, query, name);
        if (!value) {
            return value.error();
        }
        if (*value) {
            sum += **value;
            ++series;
        }
    }
    if (series == 0) {
        return Error{ErrorCode::NotFound, u"the answer has no metric %1"_s.arg(query.name), u"metric"_s};
    }
    if (query.labels && series > 1) {
        return unreadable(u"the answer has %1 twice with the same labels"_s.arg(query.name));
    }
    return finite(sum, query.name);
}

QJsonValue child(const QJsonValue &parent, const QString &step)
{
    if (parent.isObject()) {
        return parent.toObject().value(step);
    }
    bool ok = false;
    const int place = step.toInt(&ok);
    const bool isPlace = ok && place >= 0 && step == QString::number(place);
    return parent.isArray() && isPlace ? parent.toArray().at(place) : QJsonValue(QJsonValue::Undefined);
}

Result<double> jsonValue(const QByteArray &text, const QStringList &path)
{
    const QString name = path.join(u'.');
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        return unreadable(u"the answer is not JSON: "_s + error.errorString());
    }
    QJsonValue at = document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
    for (const QString &step : path) {
        at = child(at, step);
    }
    if (at.isUndefined()) {
        return Error{ErrorCode::NotFound, u"the answer has no %1"_s.arg(name), u"metric"_s};
    }
    if (!at.isDouble()) {
        return unreadable(u"%1 is no number"_s.arg(name));
    }
    return finite(at.toDouble(), name);
}

} // namespace

Result<MetricQuery> parseMetricQuery(const QString &text)
{
    const Error refusal{ErrorCode::InvalidInput,
                        u"must be a metric such as requests or requests{code=\"200\"}, or a JSON path such as "
                        "load.queues.0"_s,
                        u"metric"_s};
    if (text.isEmpty() || text.size() > kQueryLimit || text.contains(u'\n')) {
        return refusal;
    }
    MetricQuery query;
    const QByteArray bytes = text.toUtf8();
    LineCursor line(bytes);
    const QByteArrayView name = line.takeName();
    if (!name.isEmpty() && (line.rest().isEmpty() || line.rest().startsWith('{'))) {
        query.name = QString::fromLatin1(name);
    }
    if (!query.name.isEmpty() && line.skip('{')) {
        query.labels = takeLabels(line);
        return query.labels && line.rest().isEmpty() ? Result<MetricQuery>(query) : refusal;
    }
    query.path = text.split(u'.');
    if (text.contains(u'{') || query.path.contains(QString())) {
        return refusal;
    }
    return query;
}

Result<double> metricValue(const QByteArray &text, const MetricQuery &query)
{
    if (text.size() > kMetricTextLimit) {
        return Error{ErrorCode::TooLarge, u"the answer is larger than 1 MiB"_s, {}};
    }
    const auto first =
        std::find_if(text.cbegin(), text.cend(), [](char c) { return !isBlank(c) && c != '\r' && c != '\n'; });
    if (first != text.cend() && (*first == '{' || *first == '[')) {
        return query.path.isEmpty() ? unreadable(u"the answer is JSON, which has no labels"_s)
                                    : jsonValue(text, query.path);
    }
    return query.name.isEmpty() ? unreadable(u"the answer is not JSON"_s) : expositionValue(text, query);
}

} // namespace lamplighter::updates
