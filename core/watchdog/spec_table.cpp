#include "core/watchdog/spec_table.h"

#include "core/base/quantities.h"
#include "core/watchdog/unit_file.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace lamplighter::watchdog {

namespace {

template <typename T> const T *as(const SpecValue &value)
{
    return std::get_if<T>(&value.data);
}

/// Restricted Damerau distance: a swap of two neighbours is one slip, as it is for a person who types.
qsizetype editDistance(QStringView a, QStringView b)
{
    const auto width = static_cast<std::size_t>(b.size()) + 1;
    std::vector<qsizetype> before(width);
    std::vector<qsizetype> last(width);
    std::vector<qsizetype> row(width);
    std::iota(last.begin(), last.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j < width; ++j) {
            const auto at = static_cast<qsizetype>(j);
            const bool same = a.at(i - 1) == b.at(at - 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            if (i > 1 && j > 1 && a.at(i - 1) == b.at(at - 2) && a.at(i - 2) == b.at(at - 1)) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        before.swap(last);
        last.swap(row);
    }
    return last.back();
}

QString plainNumber(double value)
{
    return QString::number(value, 'g', 12);
}

} // namespace

Error faultInFile(const QString &file, const SpecFault &fault)
{
    QString message = file;
    if (fault.position.line > 0) {
        message += QStringLiteral(":%1:%2").arg(fault.position.line).arg(fault.position.column);
    }
    message += QStringLiteral(": ");
    if (!fault.path.isEmpty()) {
        message += fault.path + u' ';
    }
    return {ErrorCode::InvalidInput, message + fault.message, fault.path};
}

QString nearestWord(QStringView word, std::span<const QStringView> known)
{
    QStringView best;
    qsizetype bestDistance = std::max<qsizetype>(2, word.size() / 3) + 1;
    for (const QStringView candidate : known) {
        const qsizetype distance = editDistance(word, candidate);
        if (distance < bestDistance && distance < candidate.size()) {
            best = candidate;
            bestDistance = distance;
        }
    }
    return best.toString();
}

SpecTableReader::SpecTableReader(const SpecTable &table, SpecPosition position, QString path, SpecFaults &faults)
    : m_table(table)
    , m_position(position)
    , m_path(std::move(path))
    , m_faults(faults)
{}

void SpecTableReader::refuseUnknown(std::span<const QStringView> known, std::span<const QStringView> later)
{
    for (const SpecEntry &entry : m_table) {
        const auto isEntry = [&entry](QStringView word) { return word == entry.key; };
        if (std::any_of(known.begin(), known.end(), isEntry)) {
            continue;
        }
        if (std::any_of(later.begin(), later.end(), isEntry)) {
            fail(pathOf(entry.key), QStringLiteral("is not supported by this version yet; remove it"), entry.position);
            continue;
        }
        const QString nearest = nearestWord(entry.key, known);
        const QString hint = nearest.isEmpty() ? QString() : QStringLiteral("; did you mean \"%1\"?").arg(nearest);
        fail(pathOf(entry.key), QStringLiteral("is not a known key") + hint, entry.position);
        if (m_faults.isFull()) {
            return; // a word near each of a million keys takes long to find
        }
    }
}

void SpecTableReader::text(QStringView key, QString *target)
{
    const SpecEntry *entry = find(key);
    if (entry == nullptr) {
        return;
    }
    const auto *value = as<QString>(entry->value);
    if (value == nullptr) {
        fail(pathOf(key), QStringLiteral("must be a string"), entry->value.position);
        return;
    }
    if (checkText(*value, pathOf(key), entry->value.position)) {
        *target = *value;
    }
}

void SpecTableReader::boolean(QStringView key, bool *target)
{
    const SpecEntry *entry = find(key);
    if (entry == nullptr) {
        return;
    }
    if (const auto *value = as<bool>(entry->value)) {
        *target = *value;
        return;
    }
    fail(pathOf(key), QStringLiteral("must be true or false"), entry->value.position);
}

void SpecTableReader::integer(QStringView key, int *target, int lowest, int highest)
{
    const SpecEntry *entry = find(key);
    if (entry == nullptr) {
        return;
    }
    const auto *value = as<qint64>(entry->value);
    if (value == nullptr || *value < lowest || *value > highest) {
        fail(pathOf(key), QStringLiteral("must be a whole number from %1 to %2").arg(lowest).arg(highest),
             entry->value.position);
        return;
    }
    *target = static_cast<int>(*value);
}

void SpecTableReader::number(QStringView key, double *target, double lowest, double highest)
{
    const SpecEntry *entry = find(key);
    if (entry == nullptr) {
        return;
    }
    double value = std::nan("");
    if (const auto *whole = as<qint64>(entry->value)) {
        value = static_cast<double>(*whole);
    } else if (const auto *real = as<double>(entry->value)) {
        value = *real;
    }
    if (!(value >= lowest && value <= highest)) { // also for NaN
        fail(pathOf(key),
             QStringLiteral("must be a number from %1 to %2").arg(plainNumber(lowest), plainNumber(highest)),
             entry->value.position);
        return;
    }
    *target = value;
}

void SpecTableReader::duration(QStringView key, Duration *target, Duration lowest)
{
    const SpecEntry *entry = find(key);
    if (entry == nullptr) {
        return;
    }
    QString written;
    if (const auto *word = as<QString>(entry->value)) {
        written = *word;
    } else if (const auto *whole = as<qint64>(entry->value)) {
        written = QString::number(*whole);
    } else if (const auto *real = as<double>(entry->value)) {
        written = QString::number(*real, 'f', 9);
    } else {
        fail(pathOf(key), QStringLiteral("must be a duration like \"30s\""), entry->value.position);
        return;
    }
    const Result<Duration> parsed = parseDuration(written);
    if (!parsed) {
        fail(pathOf(key), QStringLiteral("is no duration: ") + parsed.error().message, entry->value.position);
        return;
    }
    if (*parsed < lowest) {
        fail(pathOf(key), QStringLiteral("must be at least %1").arg(formatDuration(lowest)), entry->value.position);
        return;
    }
    *target = *parsed;
}

void SpecTableReader::size(QStringView key, qint64 *target, qint64 lowest, qint64 highest)
{
    const SpecEntry *entry = find(key);
    if (entry == nullptr) {
        return;
    }
    qint64 bytes = 0;
    if (const auto *whole = as<qint64>(entry->value)) {
        bytes = *whole;
    } else if (const auto *word = as<QString>(entry->value)) {
        const Result<qint64> parsed = parseSize(*word);
        if (!parsed) {
            fail(pathOf(key), QStringLiteral("is no size: ") + parsed.error().message, entry->value.position);
            return;
        }
        bytes = *parsed;
    } else {
        fail(pathOf(key), QStringLiteral("must be a size like \"10MiB\""), entry->value.position);
        return;
    }
    if (bytes < lowest || bytes > highest) {
        fail(pathOf(key), QStringLiteral("must be from %1 to %2").arg(formatSize(lowest), formatSize(highest)),
             entry->value.position);
        return;
    }
    *target = bytes;
}

void SpecTableReader::texts(QStringView key, QStringList *target)
{
    const SpecEntry *entry = find(key);
    if (entry == nullptr) {
        return;
    }
    const auto *list = as<SpecList>(entry->value);
    if (list == nullptr) {
        fail(pathOf(key), QStringLiteral("must be a list of strings"), entry->value.position);
        return;
    }
    QStringList out;
    for (const SpecValue &element : *list) {
        const auto *word = as<QString>(element);
        if (word == nullptr) {
            fail(pathOf(key), QStringLiteral("must be a list of strings"), element.position);
            return;
        }
        if (!checkText(*word, pathOf(key), element.position)) {
            return;
        }
        out.append(*word);
    }
    *target = out;
}

void SpecTableReader::command(QStringView key, QStringList *target)
{
    const SpecEntry *entry = find(key);
    if (entry == nullptr) {
        return;
    }
    QStringList words;
    if (const auto *line = as<QString>(entry->value)) {
        const Result<QStringList> split = splitCommand(*line);
        if (!split) {
            fail(pathOf(key), split.error().message, entry->value.position);
            return;
        }
        if (!checkText(*line, pathOf(key), entry->value.position)) {
            return;
        }
        words = *split;
    } else if (as<SpecList>(entry->value) != nullptr) {
        texts(key, &words);
        if (isFaulty(key)) {
            return;
        }
    } else {
        fail(pathOf(key), QStringLiteral("must be a list of strings or one string"), entry->value.position);
        return;
    }
    if (words.isEmpty() || words.first().isEmpty()) {
        fail(pathOf(key), QStringLiteral("must name a program"), entry->value.position);
        return;
    }
    *target = words;
}

void SpecTableReader::exitCodes(QStringView key, QList<int> *target)
{
    const SpecEntry *entry = find(key);
    if (entry == nullptr) {
        return;
    }
    const QString rule = QStringLiteral("must be a list of exit codes from 0 to 255");
    const auto *list = as<SpecList>(entry->value);
    if (list == nullptr) {
        fail(pathOf(key), rule, entry->value.position);
        return;
    }
    QList<int> out;
    for (const SpecValue &element : *list) {
        const auto *code = as<qint64>(element);
        if (code == nullptr || *code < 0 || *code > 255) {
            fail(pathOf(key), rule, element.position);
            return;
        }
        out.append(static_cast<int>(*code));
    }
    *target = out;
}

std::optional<SpecTableReader::Nested> SpecTableReader::nested(QStringView key)
{
    const SpecEntry *entry = find(key);
    if (entry == nullptr) {
        return std::nullopt;
    }
    const auto *table = as<SpecTable>(entry->value);
    if (table == nullptr) {
        fail(pathOf(key), QStringLiteral("must be a table"), entry->value.position);
        return std::nullopt;
    }
    return Nested{table, entry->value.position, pathOf(key)};
}

bool SpecTableReader::has(QStringView key) const
{
    return find(key) != nullptr;
}

bool SpecTableReader::require(bool condition, QStringView key, const QString &message)
{
    if (!condition) {
        const SpecEntry *entry = find(key);
        fail(pathOf(key), message, entry == nullptr ? m_position : entry->value.position);
    }
    return condition;
}

QString SpecTableReader::pathOf(QStringView key) const
{
    return m_path.isEmpty() ? key.toString() : QString(m_path + u'.' + key);
}

const SpecEntry *SpecTableReader::find(QStringView key) const
{
    for (const SpecEntry &entry : m_table) {
        if (entry.key == key) {
            return as<std::monostate>(entry.value) == nullptr ? &entry : nullptr;
        }
    }
    return nullptr;
}

void SpecTableReader::fail(const QString &path, const QString &message, SpecPosition position)
{
    m_faults.add({path, message, position});
}

bool SpecTableReader::checkText(const QString &value, const QString &path, SpecPosition position)
{
    if (value.contains(QChar(0)) || !value.isValidUtf16()) {
        fail(path, QStringLiteral("contains a character that no program can be given"), position);
        return false;
    }
    return true;
}

} // namespace lamplighter::watchdog
