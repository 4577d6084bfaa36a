#include "ui/models/unit_query.h"

#include <QRegularExpression>

#include <algorithm>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

namespace {

using Field = UnitQuery::Field;
using Comparison = UnitQuery::Comparison;

struct FieldName
{
    const char16_t *word;
    Field field;
};
constexpr FieldName kFields[] = {
    {u"name", Field::Name},         {u"group", Field::Group},   {u"service", Field::Service},
    {u"instance", Field::Instance}, {u"state", Field::State},   {u"health", Field::Health},
    {u"reason", Field::Reason},     {u"exit", Field::Exit},     {u"restarts", Field::Restarts},
    {u"cpu", Field::Cpu},           {u"memory", Field::Memory}, {u"uptime", Field::Uptime},
    {u"pid", Field::Pid},
};

bool isNumber(Field field)
{
    return field == Field::Restarts || field == Field::Cpu || field == Field::Memory || field == Field::Uptime ||
           field == Field::Pid;
}

std::optional<Comparison> comparisonOf(const QString &sign)
{
    if (sign == u"<") {
        return Comparison::Less;
    }
    if (sign == u"<=") {
        return Comparison::AtMost;
    }
    if (sign == u">") {
        return Comparison::More;
    }
    if (sign == u">=") {
        return Comparison::AtLeast;
    }
    return sign == u"=" || sign == u":" ? std::optional(Comparison::Equal) : std::nullopt;
}

/// "5", "1.5G", "90s", "2h"; the unit must suit the field.
std::optional<double> numberOf(Field field, const QString &text)
{
    static const QRegularExpression kPattern(u"^(\\d+(?:\\.\\d+)?)\\s*([a-z%]*)$"_s);
    const QRegularExpressionMatch match = kPattern.match(text.toLower());
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    const double number = match.captured(1).toDouble();
    const QString unit = match.captured(2);
    if (unit.isEmpty() || (field == Field::Cpu && unit == u"%")) {
        return number;
    }
    struct Unit
    {
        const char16_t *word;
        double factor;
    };
    static constexpr Unit kTimes[] = {{u"s", 1}, {u"m", 60}, {u"min", 60}, {u"h", 3600}, {u"d", 86400}};
    static constexpr Unit kSizes[] = {{u"k", 1e3}, {u"kb", 1e3}, {u"m", 1e6}, {u"mb", 1e6}, {u"g", 1e9}, {u"gb", 1e9}};
    const auto find = [&](const auto &units) -> std::optional<double> {
        for (const Unit &known : units) {
            if (unit == QStringView(known.word)) {
                return number * known.factor;
            }
        }
        return std::nullopt;
    };
    return field == Field::Uptime ? find(kTimes) : field == Field::Memory ? find(kSizes) : std::nullopt;
}

bool holds(Comparison comparison, double value, double limit)
{
    switch (comparison) {
    case Comparison::Less:
        return value < limit;
    case Comparison::AtMost:
        return value <= limit;
    case Comparison::AtLeast:
        return value >= limit;
    case Comparison::More:
        return value > limit;
    case Comparison::Equal:
    case Comparison::Contains:
        break;
    }
    return qFuzzyCompare(value + 1, limit + 1);
}

std::optional<double> numberIn(const UnitRow &row, Field field, WallTime now)
{
    const client::UnitStatus &status = row.status;
    using Seconds = std::chrono::duration<double>;
    switch (field) {
    case Field::Restarts:
        return status.restarts24h;
    case Field::Cpu:
        return row.usage.cpu;
    case Field::Memory:
        return row.usage.memory >= 0 ? std::optional(static_cast<double>(row.usage.memory)) : std::nullopt;
    case Field::Uptime:
        return status.pid > 0 && status.startedAt ? std::optional(Seconds(now - *status.startedAt).count())
                                                  : std::nullopt;
    case Field::Pid:
        return status.pid > 0 ? std::optional(static_cast<double>(status.pid)) : std::nullopt;
    default:
        return std::nullopt;
    }
}

QStringList textsIn(const UnitRow &row, Field field)
{
    const client::UnitStatus &status = row.status;
    switch (field) {
    case Field::Any:
        return {status.name, status.group, status.service, row.source->name};
    case Field::Name:
        return {status.name};
    case Field::Group:
        return {status.group};
    case Field::Service:
        return {status.service};
    case Field::Instance:
        return {row.source->name};
    case Field::State:
        // The words on the screen, the chips' words and the engine's own: whichever comes to mind.
        return {UnitTexts::word(status, row.source->stale), UnitTexts::bucketWord(row.bucket),
                row.source->stale ? QString() : client::toString(status.state)};
    case Field::Health:
        return {client::toString(status.health), status.healthDetail};
    case Field::Reason:
        return {client::toString(status.reason), status.detail};
    case Field::Exit:
        if (!status.lastExit) {
            return {};
        }
        return {status.lastExit->code ? QString::number(*status.lastExit->code) : QString(),
                status.lastExit->signalName, UnitTexts::exitMeaning(status)};
    default:
        return {};
    }
}

bool holds(const UnitQuery::Term &term, const UnitRow &row, WallTime now)
{
    if (isNumber(term.field)) {
        const std::optional<double> value = numberIn(row, term.field, now);
        return value && holds(term.comparison, *value, term.number);
    }
    const QStringList texts = textsIn(row, term.field);
    return std::any_of(texts.begin(), texts.end(),
                       [&](const QString &text) { return text.contains(term.text, Qt::CaseInsensitive); });
}

} // namespace

UnitQuery UnitQuery::parse(const QString &text)
{
    UnitQuery query;
    QString word;
    bool quoted = false;
    bool inQuotes = false;
    const auto finish = [&] {
        if (!word.isEmpty()) {
            query.addTerm(word, quoted);
        }
        word.clear();
        quoted = false;
    };
    for (const QChar c : text) {
        if (c == u'"') {
            inQuotes = !inQuotes;
            quoted = quoted || word.isEmpty() || word == u"-";
        } else if (c.isSpace() && !inQuotes) {
            finish();
        } else {
            word.append(c);
        }
    }
    finish();
    return query;
}

void UnitQuery::addTerm(const QString &word, bool quoted)
{
    Term term;
    QString rest = word;
    if (rest.startsWith(u'-') && rest.size() > 1) {
        term.negated = true;
        rest.remove(0, 1);
    }
    static const QRegularExpression kPattern(u"^([A-Za-z]+)(:|<=|>=|<|>|=)(.*)$"_s);
    const QRegularExpressionMatch match = kPattern.match(rest);
    if (quoted || !match.hasMatch()) {
        term.text = rest;
        m_terms.append(term);
        return;
    }
    const QString name = match.captured(1).toLower();
    const QString value = match.captured(3);
    const auto *known = std::find_if(std::begin(kFields), std::end(kFields),
                                     [&](const FieldName &field) { return name == QStringView(field.word); });
    const auto fail = [this](const QString &why) {
        if (m_problem.isEmpty()) {
            m_problem = why;
        }
    };
    if (known == std::end(kFields)) {
        fail(tr("There is nothing called “%1” to filter by").arg(name));
        return;
    }
    if (value.isEmpty()) {
        return; // still being typed
    }
    term.field = known->field;
    if (!isNumber(term.field)) {
        if (match.captured(2) != u":" && match.captured(2) != u"=") {
            fail(tr("“%1” is a word, not a number: use %1:").arg(name));
            return;
        }
        term.text = value;
        m_terms.append(term);
        return;
    }
    const std::optional<double> number = numberOf(term.field, value);
    if (!number) {
        fail(tr("“%1” is not a number that %2 can be compared with").arg(value, name));
        return;
    }
    term.comparison = comparisonOf(match.captured(2)).value_or(Comparison::Equal);
    term.number = *number;
    m_terms.append(term);
}

bool UnitQuery::matches(const UnitRow &row, WallTime now) const
{
    return std::all_of(m_terms.begin(), m_terms.end(),
                       [&](const Term &term) { return holds(term, row, now) != term.negated; });
}

bool UnitQuery::changesByItself() const
{
    return std::any_of(m_terms.begin(), m_terms.end(), [](const Term &term) {
        return term.field == Field::Uptime || term.field == Field::Cpu || term.field == Field::Memory;
    });
}

QList<std::pair<QString, QString>> UnitQuery::help()
{
    return {
        {u"redis"_s, tr("part of the name, group, service or instance")},
        {u"group:agents"_s, tr("also name, service, instance, state, health, reason, exit")},
        {u"state:backoff"_s, tr("the words of the table, or of the engine")},
        {u"restarts>3"_s, tr("also cpu>50, memory>1.5G, uptime<5m, pid=812")},
        {u"-state:running"_s, tr("a minus turns it round")},
        {u"\"two words\""_s, tr("quotes keep words together")},
    };
}

} // namespace lamplighter::ui
