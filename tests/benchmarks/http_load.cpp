#include "tests/benchmarks/http_load.h"

#include "tests/benchmarks/beacon_board.h"
#include "tests/support/process_scan.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <deque>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace lamplighter::benchmarks {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kComeAgain = kSecond;
constexpr int kSourceAddresses = 200; // each has ports of its own, or they would run out

sockaddr_in loopback(quint16 port, std::uint32_t host = INADDR_LOOPBACK)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(host);
    return address;
}

const sockaddr *generic(const sockaddr_in &address)
{
    return reinterpret_cast<const sockaddr *>(&address);
}

int connectTo(quint16 port, std::uint32_t from, int flags)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const sockaddr_in source = loopback(0, from);
    const sockaddr_in target = loopback(port);
    if (::bind(socket, generic(source), sizeof source) != 0 ||
        (::connect(socket, generic(target), sizeof target) != 0 && errno != EINPROGRESS)) {
        ::close(socket);
        return -1;
    }
    return socket;
}

void watch(int epoll, int socket, std::uint32_t events, std::uint64_t data)
{
    epoll_event event{};
    event.events = events;
    event.data.u64 = data;
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
}

/// One connection that asks again and again; reads no more of an answer than it must.
struct Asking
{
    int socket = -1;
    std::int64_t sentAt = 0;
    qint64 bodyLeft = -1; ///< -1: the header is not whole yet
    QByteArray header;
    bool good = false;
};

/// What `text` holds of the answer is taken; true when it is whole.
bool take(Asking &asking, std::string_view text, LoadResult &result)
{
    if (asking.bodyLeft < 0) {
        asking.header.append(text.data(), static_cast<qsizetype>(text.size()));
        const qsizetype end = asking.header.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        const qsizetype field = asking.header.toLower().indexOf("content-length: ");
        asking.good = asking.header.startsWith("HTTP/1.1 200 ") && field > 0;
        const qint64 length = std::strtoll(asking.header.constData() + field + 16, nullptr, 10);
        asking.bodyLeft = length - (asking.header.size() - end - 4);
        result.bytes += length;
        asking.header.clear();
    } else {
        asking.bodyLeft -= static_cast<qint64>(text.size());
    }
    return asking.bodyLeft == 0;
}

} // namespace

LoadResult runLoad(quint16 port, const QByteArray &request, int connections, double seconds)
{
    return runLoad(
        port, [&request](qint64) { return request; }, connections, seconds);
}

LoadResult runLoad(quint16 port, const RequestMaker &request, int connections, double seconds)
{
    LoadResult result;
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<Asking> all(static_cast<std::size_t>(connections));
    std::vector<char> buffer(256 * 1024);
    qint64 number = 0;
    const auto ask = [&](Asking &asking) {
        const QByteArray text = request(number++);
        asking.bodyLeft = -1;
        asking.sentAt = monotonicNow();
        static_cast<void>(::send(asking.socket, text.constData(), static_cast<std::size_t>(text.size()), MSG_NOSIGNAL));
    };
    const auto begin = [&](std::size_t index) {
        all[index].socket = connectTo(port, INADDR_LOOPBACK, 0);
        watch(epoll, all[index].socket, EPOLLIN, index);
        ask(all[index]);
    };
    for (std::size_t index = 0; index < all.size(); ++index) {
        begin(index);
    }
    const std::int64_t startedAt = monotonicNow();
    const std::int64_t until = startedAt + static_cast<std::int64_t>(seconds * static_cast<double>(kSecond));
    std::array<epoll_event, 64> events{};
    while (monotonicNow() < until) {
        const int count = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 100);
        for (int i = 0; i < count; ++i) {
            const std::size_t index = events[static_cast<std::size_t>(i)].data.u64;
            Asking &asking = all[index];
            const ssize_t got = ::recv(asking.socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
            if (got <= 0) {
                ++result.failures;
                ::close(asking.socket);
                asking.header.clear();
                begin(index);
            } else if (take(asking, {buffer.data(), static_cast<std::size_t>(got)}, result)) {
                result.failures += asking.good ? 0 : 1;
                result.latencies.push_back(static_cast<double>(monotonicNow() - asking.sentAt) / 1e6);
                ask(asking);
            }
        }
    }
    result.seconds = static_cast<double>(monotonicNow() - startedAt) / static_cast<double>(kSecond);
    for (const Asking &asking : all) {
        ::close(asking.socket);
    }
    ::close(epoll);
    return result;
}

SlowClients::SlowClients(quint16 port, int count)
    : m_port(port)
    , m_count(count)
    , m_thread([this] { run(); })
{}

SlowClients::~SlowClients()
{
    m_ending = true;
    m_thread.join();
}

bool SlowClients::waitForAll(int limitMs) const
{
    return tests::waitUntil([this] { return m_reached >= m_count; }, limitMs);
}

void SlowClients::run()
{
    static constexpr std::string_view kSome = "GET /api/v1/units HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    struct Due
    {
        std::int64_t at;
        int number;
    };
    std::vector<int> sockets(static_cast<std::size_t>(m_count), -1);
    std::vector<bool> reached(static_cast<std::size_t>(m_count));
    std::deque<Due> due; // in the order of their times, since all wait equally long
    for (int number = 0; number < m_count; ++number) {
        due.push_back({0, number});
    }
    std::array<epoll_event, 256> events{};
    while (!m_ending) {
        for (int begun = 0; begun < 200 && !due.empty() && due.front().at <= monotonicNow(); ++begun) {
            const int number = due.front().number;
            due.pop_front();
            const std::uint32_t from = INADDR_LOOPBACK + 256 + static_cast<std::uint32_t>(number % kSourceAddresses);
            const int socket = connectTo(m_port, from, SOCK_NONBLOCK);
            if (socket < 0) {
                due.push_back({monotonicNow() + kComeAgain, number});
                continue;
            }
            sockets[static_cast<std::size_t>(number)] = socket;
            watch(epoll, socket, EPOLLIN | EPOLLRDHUP, static_cast<std::uint64_t>(number));
            ++m_connects;
            ++m_open;
            if (!reached[static_cast<std::size_t>(number)]) {
                reached[static_cast<std::size_t>(number)] = true;
                ++m_reached;
            }
            static_cast<void>(::send(socket, kSome.data(), kSome.size(), MSG_NOSIGNAL));
        }
        const int count = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 5);
        for (int i = 0; i < count; ++i) {
            const auto number = static_cast<int>(events[static_cast<std::size_t>(i)].data.u64);
            int &socket = sockets[static_cast<std::size_t>(number)];
            std::array<char, 2048> ignored{};
            const ssize_t got = ::recv(socket, ignored.data(), ignored.size(), MSG_DONTWAIT);
            if (got > 0 || (got < 0 && errno == EAGAIN)) {
                continue;
            }
            ::close(socket);
            socket = -1;
            --m_open;
            due.push_back({monotonicNow() + kComeAgain, number});
        }
    }
    for (const int socket : sockets) {
        if (socket >= 0) {
            ::close(socket);
        }
    }
    ::close(epoll);
}

FloorServer::FloorServer(const QByteArray &body)
    : m_answer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
               QByteArray::number(body.size()) + "\r\nConnection: keep-alive\r\n\r\n" + body)
    , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
    , m_wake(::eventfd(0, EFD_CLOEXEC))
{
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    ::bind(m_listener, generic(address), sizeof address);
    ::listen(m_listener, SOMAXCONN);
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { run(); });
}

FloorServer::~FloorServer()
{
    const std::uint64_t one = 1;
    static_cast<void>(::write(m_wake, &one, sizeof one));
    m_thread.join();
    ::close(m_listener);
    ::close(m_wake);
}

void FloorServer::run()
{
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    watch(epoll, m_listener, EPOLLIN, static_cast<std::uint64_t>(m_listener));
    watch(epoll, m_wake, EPOLLIN, static_cast<std::uint64_t>(m_wake));
    std::array<epoll_event, 64> events{};
    std::array<char, 4096> request{};
    std::vector<int> open;
    for (bool ending = false; !ending;) {
        const int count = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const auto socket = static_cast<int>(events[static_cast<std::size_t>(i)].data.u64);
            if (socket == m_wake) {
                ending = true;
            } else if (socket == m_listener) {
                const int peer = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
                watch(epoll, peer, EPOLLIN, static_cast<std::uint64_t>(peer));
                open.push_back(peer);
            } else if (::recv(socket, request.data(), request.size(), 0) > 0) {
                static_cast<void>(
                    ::send(socket, m_answer.constData(), static_cast<std::size_t>(m_answer.size()), MSG_NOSIGNAL));
            } else {
                ::epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nullptr);
            }
        }
    }
    for (const int socket : open) {
        ::close(socket);
    }
    ::close(epoll);
}

} // namespace lamplighter::benchmarks
