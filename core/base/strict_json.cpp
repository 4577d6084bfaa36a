#include "core/base/strict_json.h"

#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <optional>
#include <vector>

namespace lamplighter {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestNumber = 100; // characters; a double has 17 digits

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Length of the UTF-8 sequence that begins at `at`; 0 if it is none (overlong, a surrogate, past U+10FFFF, cut off).
qsizetype sequenceLength(const QByteArray &text, qsizetype at)
{
    const auto byte = [&text](qsizetype i) { return i < text.size() ? static_cast<unsigned char>(text.at(i)) : 0U; };
    const auto follows = [&byte](qsizetype i, unsigned from = 0x80, unsigned to = 0xbf) {
        return byte(i) >= from && byte(i) <= to;
    };
    const unsigned first = byte(at);
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xc2 && first <= 0xdf) {
        return follows(at + 1) ? 2 : 0;
    }
    if (first >= 0xe0 && first <= 0xef) {
        const unsigned from = first == 0xe0 ? 0xa0 : 0x80;
        const unsigned to = first == 0xed ? 0x9f : 0xbf;
        return follows(at + 1, from, to) && follows(at + 2) ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const unsigned from = first == 0xf0 ? 0x90 : 0x80;
        const unsigned to = first == 0xf4 ? 0x8f : 0xbf;
        return follows(at + 1, from, to) && follows(at + 2) && follows(at + 3) ? 4 : 0;
    }
    return 0;
}

/// Looks at the text from its first byte to its last, with a stack of its own for what is open.
class Checker
{
public:
    explicit Checker(const QByteArray &text)
        : m_text(text)
    {}

    Result<void> check();

private:
    struct Level
    {
        bool isObject = false;
        QSet<QString> keys;
        QString key;         ///< of the value at hand
        qsizetype count = 0; ///< values so far
    };

    bool value();
    bool open(bool isObject);
    bool next();
    bool key();
    bool string(QString *out);
    bool escape(QString *out);
    bool unicode(QString *out);
    bool hexadecimal(char16_t *out);
    bool number();
    bool digits();
    bool word(QByteArrayView expected);
    void skipSpace();
    [[nodiscard]] char here() const { return m_at < m_text.size() ? m_text.at(m_at) : '\0'; }
    [[nodiscard]] QString path() const;
    bool fail(const QString &message);

    const QByteArray &m_text;
    qsizetype m_at = 0;
    std::vector<Level> m_open;
    std::optional<Error> m_error;
};

Result<void> Checker::check()
{
    if (m_text.startsWith("\xef\xbb\xbf")) {
        fail(u"a byte order mark has no place in JSON"_s);
        return *m_error;
    }
    skipSpace();
    if (here() != '{') {
        fail(u"a JSON object is expected"_s);
        return *m_error;
    }
    bool good = open(true);
    while (good && !m_open.empty()) {
        good = next();
    }
    skipSpace();
    if (good && m_at != m_text.size()) {
        fail(u"nothing may follow the object"_s);
    }
    return m_error ? Result<void>(*m_error) : Result<void>();
}

/// The next value of what is open, or its end.
bool Checker::next()
{
    skipSpace();
    const bool isObject = m_open.back().isObject;
    if (here() == (isObject ? '}' : ']')) {
        ++m_at;
        m_open.pop_back();
        return true;
    }
    if (m_open.back().count > 0) {
        if (here() != ',') {
            return fail(isObject ? u"a comma or '}' is expected"_s : u"a comma or ']' is expected"_s);
        }
        ++m_at;
        skipSpace();
    }
    ++m_open.back().count;
    return (!isObject || key()) && value();
}

bool Checker::key()
{
    if (here() != '"') {
        return fail(u"a key in quotes is expected"_s);
    }
    const qsizetype begin = m_at;
    QString name;
    if (!string(&name)) {
        return false;
    }
    Level &level = m_open.back();
    level.key = name;
    if (level.keys.contains(name)) {
        m_at = begin;
        return fail(u"the key comes twice"_s);
    }
    level.keys.insert(name);
    skipSpace();
    if (here() != ':') {
        return fail(u"a colon is expected"_s);
    }
    ++m_at;
    skipSpace();
    return true;
}

bool Checker::value()
{
    switch (here()) {
    case '{':
        return open(true);
    case '[':
        return open(false);
    case '"':
        return string(nullptr);
    case 't':
        return word("true");
    case 'f':
        return word("false");
    case 'n':
        return word("null");
    default:
        return number();
    }
}

bool Checker::open(bool isObject)
{
    if (m_open.size() >= kDeepestJson) {
        return fail(u"nested deeper than %1 levels"_s.arg(kDeepestJson));
    }
    ++m_at;
    m_open.emplace_back();
    m_open.back().isObject = isObject;
    return true;
}

bool Checker::string(QString *out)
{
    qsizetype plain = ++m_at; // begin of what needs no translation
    const auto take = [&] {
        if (out != nullptr) {
            *out += QString::fromUtf8(m_text.constData() + plain, m_at - plain);
        }
    };
    while (here() != '"') {
        if (m_at >= m_text.size()) {
            return fail(u"a string has no end"_s);
        }
        if (here() == '\\') {
            take();
            if (!escape(out)) {
                return false;
            }
            plain = m_at;
            continue;
        }
        if (static_cast<unsigned char>(here()) < 0x20) {
            return fail(u"a control character must be escaped"_s);
        }
        const qsizetype length = sequenceLength(m_text, m_at);
        if (length == 0) {
            return fail(u"not UTF-8"_s);
        }
        m_at += length;
    }
    take();
    ++m_at;
    return true;
}

bool Checker::escape(QString *out)
{
    static constexpr QByteArrayView kShort = "\"\\/bfnrt";
    static constexpr QByteArrayView kMeaning = "\"\\/\b\f\n\r\t";
    ++m_at;
    if (here() == 'u') {
        ++m_at;
        return unicode(out);
    }
    const qsizetype index = m_at < m_text.size() ? kShort.indexOf(here()) : -1;
    if (index < 0) {
        return fail(u"an unknown escape"_s);
    }
    if (out != nullptr) {
        *out += QLatin1Char(kMeaning.at(index));
    }
    ++m_at;
    return true;
}

bool Checker::unicode(QString *out)
{
    char16_t first = 0;
    if (!hexadecimal(&first)) {
        return false;
    }
    if (first == 0 || QChar::isLowSurrogate(first)) {
        return fail(first == 0 ? u"U+0000 is not accepted"_s : u"half a surrogate pair"_s);
    }
    char16_t second = 0;
    if (QChar::isHighSurrogate(first)) {
        if (m_text.mid(m_at, 2) != "\\u") {
            return fail(u"half a surrogate pair"_s);
        }
        m_at += 2;
        if (!hexadecimal(&second)) {
            return false;
        }
        if (!QChar::isLowSurrogate(second)) {
            return fail(u"half a surrogate pair"_s);
        }
    }
    if (out != nullptr) {
        *out += QChar(first);
        if (second != 0) {
            *out += QChar(second);
        }
    }
    return true;
}

bool Checker::hexadecimal(char16_t *out)
{
    bool isNumber = false;
    const QByteArray four = m_text.mid(m_at, 4);
    const bool plain = four.size() == 4 && std::all_of(four.cbegin(), four.cend(), [](char c) {
                           return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
                       });
    *out = plain ? static_cast<char16_t>(four.toUShort(&isNumber, 16)) : u'\0';
    if (!isNumber) {
        return fail(u"four hexadecimal digits are expected"_s);
    }
    m_at += 4;
    return true;
}

bool Checker::number()
{
    const qsizetype begin = m_at;
    m_at += here() == '-' ? 1 : 0;
    if (!isDigit(here())) {
        m_at = begin;
        return fail(u"a value is expected"_s);
    }
    if (here() == '0') {
        ++m_at;
    } else {
        digits();
    }
    bool isWhole = true;
    if (here() == '.') {
        isWhole = false;
        ++m_at;
        if (!digits()) {
            return fail(u"a digit is expected"_s);
        }
    }
    if (here() == 'e' || here() == 'E') {
        isWhole = false;
        ++m_at;
        m_at += here() == '+' || here() == '-' ? 1 : 0;
        if (!digits()) {
            return fail(u"a digit is expected"_s);
        }
    }
    const QByteArray literal = m_text.mid(begin, std::min(m_at - begin, kLongestNumber + 1));
    bool fits = literal.size() <= kLongestNumber;
    if (fits && isWhole) {
        static_cast<void>(literal.toLongLong(&fits));
    } else if (fits) {
        static_cast<void>(literal.toDouble(&fits));
    }
    if (!fits) {
        m_at = begin;
        return fail(u"the number is out of range"_s);
    }
    return true;
}

bool Checker::digits()
{
    const qsizetype begin = m_at;
    while (isDigit(here())) {
        ++m_at;
    }
    return m_at > begin;
}

bool Checker::word(QByteArrayView expected)
{
    if (m_text.mid(m_at, expected.size()) != expected) {
        return fail(u"a value is expected"_s);
    }
    m_at += expected.size();
    return true;
}

void Checker::skipSpace()
{
    while (here() == ' ' || here() == '\t' || here() == '\n' || here() == '\r') {
        ++m_at;
    }
}

/// Keys that lead to the value at hand; long ones are cut, since a stranger chose them.
QString Checker::path() const
{
    QString path;
    for (const Level &level : m_open) {
        if (level.isObject && !level.key.isEmpty()) {
            path += (path.isEmpty() ? QString() : u"."_s) + level.key.left(64);
        } else if (!level.isObject) {
            path += u'[' + QString::number(std::max<qsizetype>(level.count - 1, 0)) + u']';
        }
    }
    return path.left(256);
}

bool Checker::fail(const QString &message)
{
    if (!m_error) {
        m_error =
            Error{ErrorCode::InvalidInput, u"not acceptable JSON at byte %1: %2"_s.arg(m_at).arg(message), path()};
    }
    return false;
}

} // namespace

Result<QJsonObject> parseStrictJsonObject(const QByteArray &text)
{
    if (const Result<void> checked = Checker(text).check(); !checked) {
        return checked.error();
    }
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject()) { // an object by every rule, and still refused: by its size, for one
        return Error{ErrorCode::InvalidInput, u"not acceptable JSON: %1"_s.arg(error.errorString()), {}};
    }
    return document.object();
}

} // namespace lamplighter
