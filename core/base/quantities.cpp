#include "core/base/quantities.h"

#include <QStringView>

#include <array>
#include <cmath>

namespace lamplighter {

namespace {

struct Unit
{
    QStringView word;
    double scale;
};

constexpr double kDay = 86'400e9;
constexpr double kLongest = 10'000 * kDay;
constexpr std::array<Unit, 9> kDurationUnits{{{u"us", 1e3},
                                              {u"ms", 1e6},
                                              {u"sec", 1e9},
                                              {u"s", 1e9},
                                              {u"min", 60e9},
                                              {u"m", 60e9},
                                              {u"h", 3600e9},
                                              {u"d", kDay},
                                              {u"ns", 1.0}}};
constexpr std::array<Unit, 9> kSizeUnits{{{u"B", 1.0},
                                          {u"KiB", 1024.0},
                                          {u"MiB", 1048576.0},
                                          {u"GiB", 1073741824.0},
                                          {u"TiB", 1099511627776.0},
                                          {u"KB", 1e3},
                                          {u"MB", 1e6},
                                          {u"GB", 1e9},
                                          {u"TB", 1e12}}};

Error malformed(const QString &text, QStringView example)
{
    return {ErrorCode::InvalidInput, QStringLiteral("'%1' is not understood; write it like %2").arg(text, example), {}};
}

/// Reads a decimal number at `at` and moves it behind; NaN if there is none.
double takeNumber(QStringView text, qsizetype *at)
{
    const qsizetype start = *at;
    bool dot = false;
    while (*at < text.size() && (text.at(*at).isDigit() || (!dot && text.at(*at) == u'.'))) {
        dot = dot || text.at(*at) == u'.';
        ++*at;
    }
    bool ok = false;
    const double value = text.mid(start, *at - start).toDouble(&ok);
    return ok ? value : std::nan("");
}

QStringView takeWord(QStringView text, qsizetype *at)
{
    const qsizetype start = *at;
    while (*at < text.size() && text.at(*at).isLetter()) {
        ++*at;
    }
    return text.mid(start, *at - start);
}

} // namespace

Result<Duration> parseDuration(const QString &input)
{
    constexpr QStringView kExample = u"\"30s\", \"500ms\" or \"1h30m\"";
    const QString text = input.trimmed();
    // Each part is rounded alone: the sum of a long duration has more digits than a double.
    std::int64_t total = 0;
    bool first = true;
    qsizetype at = 0;
    if (text.isEmpty()) {
        return malformed(input, kExample);
    }
    while (at < text.size()) {
        const double number = takeNumber(text, &at);
        const QStringView word = takeWord(text, &at);
        if (std::isnan(number)) {
            return malformed(input, kExample);
        }
        double scale = 0;
        for (const Unit &unit : kDurationUnits) {
            if (unit.word == word) {
                scale = unit.scale;
            }
        }
        if (word.isEmpty() && at == text.size() && first) {
            scale = 1e9; // a bare number is seconds
        }
        first = false;
        if (scale == 0.0) {
            return malformed(input, kExample);
        }
        if (number * scale <= kLongest) {
            total += std::llround(number * scale);
        }
        if (number * scale > kLongest || total > std::llround(kLongest)) {
            return Error{ErrorCode::InvalidInput, QStringLiteral("'%1' is longer than 10,000 days").arg(input), {}};
        }
        while (at < text.size() && text.at(at) == u' ') {
            ++at;
        }
    }
    return Duration(total);
}

QString formatDuration(Duration duration)
{
    std::int64_t left = duration.count();
    if (left == 0) {
        return QStringLiteral("0s");
    }
    struct Part
    {
        std::int64_t scale;
        const char16_t *word;
    };
    constexpr std::array<Part, 7> kParts{{{86'400'000'000'000, u"d"},
                                          {3'600'000'000'000, u"h"},
                                          {60'000'000'000, u"m"},
                                          {1'000'000'000, u"s"},
                                          {1'000'000, u"ms"},
                                          {1'000, u"us"},
                                          {1, u"ns"}}};
    QString out;
    for (const Part &part : kParts) {
        const std::int64_t count = left / part.scale;
        if (count > 0) {
            out += QString::number(count) + QString::fromUtf16(part.word);
            left -= count * part.scale;
        }
    }
    return out;
}

Result<qint64> parseSize(const QString &input)
{
    constexpr QStringView kExample = u"\"10MiB\" or \"2GB\"";
    const QString text = input.trimmed();
    qsizetype at = 0;
    const double number = takeNumber(text, &at);
    while (at < text.size() && text.at(at) == u' ') {
        ++at;
    }
    const QStringView word = takeWord(text, &at);
    if (std::isnan(number) || at != text.size()) {
        return malformed(input, kExample);
    }
    double scale = word.isEmpty() ? 1.0 : 0.0;
    for (const Unit &unit : kSizeUnits) {
        if (unit.word == word) {
            scale = unit.scale;
        }
    }
    const double bytes = number * scale;
    if (scale == 0.0 || bytes > 9e15) {
        return malformed(input, kExample);
    }
    return static_cast<qint64>(std::llround(bytes));
}

QString formatSize(qint64 bytes)
{
    constexpr std::array<Unit, 4> kBinary{
        {{u"TiB", 1099511627776.0}, {u"GiB", 1073741824.0}, {u"MiB", 1048576.0}, {u"KiB", 1024.0}}};
    for (const Unit &unit : kBinary) {
        const auto scale = static_cast<qint64>(unit.scale);
        if (bytes >= scale && bytes % scale == 0) {
            return QString::number(bytes / scale) + unit.word.toString();
        }
    }
    return QString::number(bytes);
}

} // namespace lamplighter
