// What crosses between the server's I/O thread and the engine's thread: values only.
#pragma once

#include "core/api/router.h"
#include "core/api/stream_message.h"

#include <atomic>
#include <memory>

namespace lamplighter::api {

/// One request of one connection. An answer to an exchange that is over already (timed out, disconnected) is dropped.
struct ExchangeId
{
    quint64 connection = 0;
    quint64 number = 0;
    bool operator==(const ExchangeId &) const = default;
    friend size_t qHash(const ExchangeId &id, size_t seed = 0) { return qHashMulti(seed, id.connection, id.number); }
};

struct Incoming
{
    ExchangeId id;
    Request request;
    QString tokenId; ///< of the token that was used; empty for the local socket
};

/// Bytes that wait for one reader: added to by the engine's thread, taken from by the I/O thread.
struct StreamBudget
{
    explicit StreamBudget(qint64 limitInBytes)
        : limit(limitInBytes)
    {}

    /// False if the reader is too slow. A single message larger than the limit passes when nothing else waits.
    bool take(qint64 bytes)
    {
        const qint64 before = waiting.fetch_add(bytes);
        if (before > 0 && before + bytes > limit) {
            waiting.fetch_sub(bytes);
            return false;
        }
        return true;
    }
    void giveBack(qint64 bytes) { waiting.fetch_sub(bytes); }

    const qint64 limit;
    std::atomic<qint64> waiting{0};
};

/// One server-sent event on its way out; the data is shared with every other listener's.
struct StreamPiece
{
    QByteArray prefix; ///< "event: …\nid: …\ndata: "
    QByteArray data;
    std::shared_ptr<StreamBudget> budget;
    qint64 size = 0;
};

} // namespace lamplighter::api
