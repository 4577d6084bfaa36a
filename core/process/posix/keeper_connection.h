// One keeper's socket: never waits, keeps what does not go through at once.
#pragma once

#include "core/base/result.h"
#include "core/process/keeper_protocol.h"
#include "core/process/posix/file_descriptor.h"

#include <QByteArray>

#include <deque>

namespace lamplighter::process {

class KeeperConnection
{
public:
    KeeperConnection() = default;
    explicit KeeperConnection(FileDescriptor socket)
        : m_socket(std::move(socket))
    {}

    [[nodiscard]] bool isOpen() const { return m_socket.isValid(); }
    [[nodiscard]] int descriptor() const { return m_socket.get(); }
    void close();

    template <typename Message> void send(const Message &message, FileDescriptor attached = {})
    {
        send(QByteArray::fromRawData(reinterpret_cast<const char *>(&message), sizeof(message)), std::move(attached));
    }
    void send(protocol::Type type) { send(protocol::make<protocol::Header>(type)); }
    /// True while something waits for room.
    [[nodiscard]] bool wantsToSend() const { return !m_outbox.empty(); }
    void flush();

    enum class Received { Message, Nothing, End };
    Received receive(char *space, std::size_t size, std::size_t *received);

    /// Pid of the process at the other end, as the kernel noted it; 0 if unknown.
    [[nodiscard]] qint64 peerPid() const;
    /// SIGKILL to that process, if it still holds its end.
    bool killPeer(qint64 pid) const;
    /// SIGCONT to it: one that runs does not notice, one that was stopped goes on.
    bool continuePeer(qint64 pid) const;

private:
    struct Outgoing
    {
        QByteArray bytes;
        FileDescriptor attached;
    };
    void send(const QByteArray &bytes, FileDescriptor attached);
    [[nodiscard]] bool signalPeer(qint64 pid, int signal) const;
    [[nodiscard]] bool trySend(const QByteArray &bytes, int attached) const;

    FileDescriptor m_socket;
    std::deque<Outgoing> m_outbox;
};

struct SpawnedKeeper
{
    KeeperConnection connection;
    qint64 pid = 0;
};

/// Starts a keeper without copying this process (posix_spawn), with one end of a new connection.
Result<SpawnedKeeper> spawnKeeper(const QByteArray &program, const QByteArray &folder, const QByteArray &unit);

} // namespace lamplighter::process
