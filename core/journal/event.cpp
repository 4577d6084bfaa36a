#include "core/journal/event.h"

#include <array>

namespace lamplighter::journal {

namespace {

const std::array kWords{
    std::pair{Severity::Info, QStringLiteral("info")},
    std::pair{Severity::Warning, QStringLiteral("warning")},
    std::pair{Severity::Critical, QStringLiteral("critical")},
};

} // namespace

QString toString(Severity severity)
{
    for (const auto &[value, word] : kWords) {
        if (value == severity) {
            return word;
        }
    }
    return kWords.front().second;
}

std::optional<Severity> severityFromString(const QString &word)
{
    for (const auto &[value, text] : kWords) {
        if (text == word) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace lamplighter::journal
