// The words that enumerations have in JSON. Private to core/client.
#pragma once

#include <QLatin1StringView>
#include <QString>

#include <array>
#include <optional>
#include <utility>

namespace lamplighter::client {

template <typename Value, std::size_t Size> using Words = std::array<std::pair<Value, const char *>, Size>;

template <typename Value, std::size_t Size> QString wordOf(const Words<Value, Size> &words, Value value)
{
    for (const auto &[candidate, word] : words) {
        if (candidate == value) {
            return QString::fromLatin1(word);
        }
    }
    return {};
}

template <typename Value, std::size_t Size>
std::optional<Value> valueOf(const Words<Value, Size> &words, const QString &word)
{
    for (const auto &[value, candidate] : words) {
        if (word == QLatin1StringView(candidate)) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace lamplighter::client
