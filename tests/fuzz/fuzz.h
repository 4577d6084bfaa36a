// What the fuzz targets have in common. Each target is one function that is given any bytes and aborts when something
// that must hold does not; libFuzzer calls it with what it makes up, the ordinary suite with what lies in corpus/.
#pragma once

#include <QByteArray>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

/// Aborts, with the words of the condition, unless it holds.
#define FUZZ_REQUIRE(condition)                                                                                        \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            std::fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                        \
            std::abort();                                                                                              \
        }                                                                                                              \
    } while (false)

namespace lamplighter::fuzz {

/// Takes the input apart from its front; past the end everything is zero or empty.
class Input
{
public:
    Input(const std::uint8_t *data, std::size_t size)
        : m_at(reinterpret_cast<const char *>(data))
        , m_left(static_cast<qsizetype>(size))
    {}

    [[nodiscard]] bool isEmpty() const { return m_left == 0; }
    std::uint8_t byte()
    {
        if (m_left == 0) {
            return 0;
        }
        --m_left;
        return static_cast<std::uint8_t>(*m_at++);
    }
    int number() // of two bytes
    {
        const int low = byte();
        return low | byte() << 8;
    }
    /// Not a copy: valid as long as the input is.
    QByteArray bytes(qsizetype most)
    {
        const qsizetype count = std::min(most, m_left);
        const QByteArray out = QByteArray::fromRawData(m_at, count);
        m_at += count;
        m_left -= count;
        return out;
    }
    QByteArray rest() { return bytes(m_left); }

private:
    const char *m_at;
    qsizetype m_left;
};

} // namespace lamplighter::fuzz
