// A TCP connection to this machine that sends exactly the bytes it is told, as no well-behaved client does. Waits
// without an event loop.
#pragma once

#include "tests/support/http_exchange.h"

#include <utility>

namespace lamplighter::tests {

class RawConnection
{
public:
    /// To 127.0.0.1:`port`, with a small receive buffer if `deaf`: it then takes next to nothing of what is sent to it.
    explicit RawConnection(quint16 port, bool deaf = false);
    ~RawConnection();
    RawConnection(RawConnection &&other) noexcept
        : m_socket(std::exchange(other.m_socket, -1))
    {}
    RawConnection(const RawConnection &) = delete;
    RawConnection &operator=(const RawConnection &) = delete;

    [[nodiscard]] bool connected() const { return m_socket >= 0; }
    /// As many bytes as were taken before the other side stopped taking them, closed, or `limit` ms went by.
    qint64 send(const QByteArray &bytes, int limit = 5000);
    /// Says that nothing more is sent; answers can still come.
    void finishSending();
    /// The first whole answer, or what came before it was closed or `limit` ms went by.
    HttpExchange answer(int limit = 10'000);
    /// True once the other side has closed; what comes before is thrown away.
    bool waitForClose(int limit = 10'000);

private:
    int m_socket = -1;
};

} // namespace lamplighter::tests
