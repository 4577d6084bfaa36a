// Clients of the HTTP API as a benchmark needs them: many that ask as fast as they are answered, and many that hang.
// Each runs on one thread of its own with one epoll, so that the clients cost little beside what they measure.
#pragma once

#include <QByteArray>

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>
#include <vector>

namespace lamplighter::benchmarks {

struct LoadResult
{
    double seconds = 0;
    std::vector<double> latencies; ///< ms, of every answered request
    int failures = 0;              ///< answers that were not 200, and connections that broke
    qint64 bytes = 0;              ///< of bodies

    [[nodiscard]] double perSecond() const { return seconds > 0 ? static_cast<double>(latencies.size()) / seconds : 0; }
};

/// The text of request number 0, 1, …
using RequestMaker = std::function<QByteArray(qint64 number)>;

/// Keeps `connections` busy for `seconds`: each sends `request` again as soon as its answer is whole. To 127.0.0.1.
LoadResult runLoad(quint16 port, const QByteArray &request, int connections, double seconds);
/// The same with a request of its own each time.
LoadResult runLoad(quint16 port, const RequestMaker &request, int connections, double seconds);

/// Connections that say a little and then nothing, and come again a second after they were thrown out, from many
/// addresses of the loopback network.
class SlowClients
{
public:
    SlowClients(quint16 port, int count);
    ~SlowClients(); ///< closes them all
    SlowClients(const SlowClients &) = delete;
    SlowClients &operator=(const SlowClients &) = delete;

    /// True once every one of them has been connected at least once.
    [[nodiscard]] bool waitForAll(int limitMs) const;
    [[nodiscard]] int open() const { return m_open; }
    [[nodiscard]] qint64 connects() const { return m_connects; }

private:
    void run();

    const quint16 m_port;
    const int m_count;
    std::atomic<bool> m_ending{false};
    std::atomic<int> m_open{0};
    std::atomic<int> m_reached{0};
    std::atomic<qint64> m_connects{0};
    std::thread m_thread;
};

/// Serves `body` to whoever asks, as simply as it can be done: what the machine and the load itself allow.
class FloorServer
{
public:
    explicit FloorServer(const QByteArray &body);
    ~FloorServer();
    FloorServer(const FloorServer &) = delete;
    FloorServer &operator=(const FloorServer &) = delete;
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    void run();

    QByteArray m_answer;
    int m_listener = -1;
    int m_wake = -1;
    quint16 m_port = 0;
    std::thread m_thread;
};

} // namespace lamplighter::benchmarks
