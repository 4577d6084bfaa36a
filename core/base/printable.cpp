#include "core/base/printable.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <string_view>

namespace lamplighter {

using namespace Qt::StringLiterals;

namespace {

constexpr char16_t kEscape = 0x1b;

bool isControl(char16_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

bool changesDirection(char16_t c)
{
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/// Half of a pair without its other half.
bool isTorn(const QString &text, qsizetype at)
{
    const QChar c = text.at(at);
    if (c.isHighSurrogate()) {
        return at + 1 >= text.size() || !text.at(at + 1).isLowSurrogate();
    }
    return c.isLowSurrogate() && (at == 0 || !text.at(at - 1).isHighSurrogate());
}

bool mustChange(const QString &text, qsizetype at, bool lines)
{
    const char16_t c = text.at(at).unicode();
    if (isControl(c)) {
        return c != u'\t' && !(lines && c == u'\n');
    }
    return changesDirection(c) || isTorn(text, at);
}

/// Length of the colour sequence at `at`, 0 if there is none.
qsizetype colourSequence(const QString &text, qsizetype at)
{
    static const QRegularExpression kSequence(u"\x1b\\[[0-9;]*m"_s);
    return kSequence.match(text, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption)
        .capturedLength();
}

QJsonValue printableValue(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return printable(value.toString(), Colours::Removed, true);
    case QJsonValue::Object:
        return printable(value.toObject());
    case QJsonValue::Array: {
        QJsonArray out;
        for (const QJsonValue &item : value.toArray()) {
            out.append(printableValue(item));
        }
        return out;
    }
    case QJsonValue::Null:
    case QJsonValue::Bool:
    case QJsonValue::Double:
    case QJsonValue::Undefined:
        break;
    }
    return value;
}

} // namespace

QString printable(const QString &text, Colours colours, bool lines)
{
    qsizetype at = 0;
    while (at < text.size() && !mustChange(text, at, lines)) {
        ++at;
    }
    if (at == text.size()) {
        return text;
    }
    QString out = text.left(at);
    out.reserve(text.size());
    while (at < text.size()) {
        if (text.at(at).unicode() == kEscape) {
            if (const qsizetype length = colourSequence(text, at); length > 0) {
                out += colours == Colours::Kept ? text.mid(at, length) : QString();
                at += length;
                continue;
            }
        }
        out += mustChange(text, at, lines) ? QChar(QChar::ReplacementCharacter) : text.at(at);
        ++at;
    }
    return out;
}

QJsonObject printable(const QJsonObject &json)
{
    QJsonObject out;
    for (auto it = json.constBegin(); it != json.constEnd(); ++it) {
        out.insert(printable(it.key()), printableValue(it.value()));
    }
    return out;
}

bool mayNeedPrintable(const QByteArray &json)
{
    // In JSON a control character is an escape, "\n" and "\t" apart; and these begin all else, in UTF-8.
    using namespace std::string_view_literals;
    const std::string_view text(json.constData(), static_cast<std::size_t>(json.size()));
    return std::any_of(text.begin(), text.end(),
                       [](char c) {
                           return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == '\x7f' || c == '\xc2' ||
                                  c == '\xd8' || c == '\xe2' || c == '\xed';
                       }) ||
           text.find("\\u"sv) != text.npos || text.find("\\b"sv) != text.npos || text.find("\\f"sv) != text.npos ||
           text.find("\\r"sv) != text.npos;
}

} // namespace lamplighter
