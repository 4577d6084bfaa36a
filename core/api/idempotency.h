// Answers of POST requests that carried an Idempotency-Key, so that a request repeated after a lost answer is not
// carried out twice. In memory only: an engine that starts again has forgotten them. Bounded in time (10 min), number
// and bytes. Lives on the engine's thread.
#pragma once

#include "core/api/router.h"

#include <deque>
#include <vector>

namespace lamplighter::api {

class IdempotencyCache
{
public:
    explicit IdempotencyCache(const Clock &clock)
        : m_clock(clock)
    {}

    static constexpr Duration kLifetime = std::chrono::minutes(10);
    static constexpr std::size_t kMaximumEntries = 1000;
    static constexpr qsizetype kMaximumBytes = 4 * 1024 * 1024;

    /// Calls `first` with a responder that keeps the answer if the key is new; else answers as the first one was, or
    /// waits for it. The same key with another body or query is a conflict. Answers of 500 and above are not kept: they
    /// may be tried again. A secret is not kept either: whoever asks again is told that it was done, never what it was.
    void handle(const Request &request, const QByteArray &key, Responder respond,
                const std::function<void(Responder)> &first);

    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    struct Entry
    {
        QByteArray bodyHash;
        Instant since{};
        std::optional<Response> answer;
        std::vector<Responder> waiting;
    };

    void complete(const QByteArray &id, const Response &response);
    void forgetOld();
    void forget(const QByteArray &id);

    const Clock &m_clock;
    QHash<QByteArray, std::shared_ptr<Entry>> m_entriesById;
    std::deque<QByteArray> m_entries; ///< ids, oldest first
    qsizetype m_bytes = 0;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace lamplighter::api
