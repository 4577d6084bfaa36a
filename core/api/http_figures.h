// What the HTTP server counts of itself, for GET /metrics. Counted on the I/O thread, read on the engine's.
#pragma once

#include <QList>
#include <QtGlobal>

#include <array>
#include <atomic>
#include <utility>

namespace lamplighter::api {

/// Since the server began, but for `connections` and `streams`, which are now.
struct HttpFigures
{
    QList<std::pair<int, quint64>> answers; ///< by status, those that were given
    quint64 failedLogins = 0;               ///< requests with a token that is none
    quint64 dropped = 0;                    ///< connections closed without an answer, since too many were refused
    int connections = 0;
    int streams = 0;
};

class HttpCounters
{
public:
    void answered(int status)
    {
        if (status >= kFirst && status < kFirst + static_cast<int>(m_answers.size())) {
            m_answers.at(static_cast<std::size_t>(status - kFirst)).fetch_add(1, std::memory_order_relaxed);
        }
    }
    [[nodiscard]] HttpFigures figures() const
    {
        HttpFigures out;
        for (std::size_t i = 0; i < m_answers.size(); ++i) {
            if (const quint64 count = m_answers.at(i).load(std::memory_order_relaxed); count > 0) {
                out.answers.emplaceBack(kFirst + static_cast<int>(i), count);
            }
        }
        out.failedLogins = failedLogins.load(std::memory_order_relaxed);
        out.dropped = dropped.load(std::memory_order_relaxed);
        out.connections = connections.load(std::memory_order_relaxed);
        return out;
    }

    std::atomic<quint64> failedLogins{0};
    std::atomic<quint64> dropped{0};
    std::atomic<int> connections{0};

private:
    static constexpr int kFirst = 200; // no others are sent
    std::array<std::atomic<quint64>, 400> m_answers{};
};

} // namespace lamplighter::api
