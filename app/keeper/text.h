// Text in a fixed space: no stdio, which would cost each keeper pages of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace lamplighter::keeper {

template <std::size_t Size> class FixedText
{
public:
    FixedText &append(const char *text) { return append(text, std::strlen(text)); }
    FixedText &append(const char *text, std::size_t length)
    {
        if (length > Size - 1 - m_length) {
            length = Size - 1 - m_length;
            m_truncated = true;
        }
        std::memcpy(m_text + m_length, text, length);
        m_length += length;
        m_text[m_length] = '\0';
        return *this;
    }
    FixedText &appendNumber(std::uint64_t value, int digits = 1)
    {
        char reversed[20];
        int count = 0;
        for (; value > 0 || count < digits; value /= 10) {
            reversed[count++] = static_cast<char>('0' + value % 10);
        }
        while (count > 0) {
            append(&reversed[--count], 1);
        }
        return *this;
    }
    void clear() { truncate(0); }
    void truncate(std::size_t length)
    {
        m_length = length;
        m_text[length] = '\0';
        m_truncated = false;
    }
    [[nodiscard]] const char *text() const { return m_text; }
    char *data() { return m_text; }
    [[nodiscard]] std::size_t length() const { return m_length; }
    [[nodiscard]] bool truncated() const { return m_truncated; }

private:
    std::size_t m_length = 0;
    bool m_truncated = false;
    char m_text[Size] = {};
};

/// Moves `*at` past a decimal number and returns it; 0 if there is none.
inline std::uint64_t readNumber(const char **at)
{
    std::uint64_t value = 0;
    for (; **at >= '0' && **at <= '9'; ++*at) {
        value = value * 10 + static_cast<std::uint64_t>(**at - '0');
    }
    return value;
}

} // namespace lamplighter::keeper
