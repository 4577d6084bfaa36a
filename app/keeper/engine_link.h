// The way to the engine: the listening socket for later ones, the connection of the present one, and what is still to
// be said to it. Never waits: what does not go through now is marked, and sent when there is room.
#pragma once

#include "app/keeper/notify_socket.h"
#include "core/process/keeper_protocol.h"

#include <cstddef>

namespace lamplighter::keeper {

/// Apart from the rest, so that what is used all the time lies close together.
alignas(protocol::Notified) extern char notifySpace[16384];

/// Exits that no engine has acknowledged yet, oldest first: an engine may die between hearing of one and recording it.
class UnacknowledgedExits
{
public:
    void add(const protocol::State &state); ///< the oldest goes when there is no room
    void acknowledge(std::int64_t run);     ///< up to and with this one
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] const protocol::State &at(int index) const;

private:
    int m_count = 0;
};

class EngineLink
{
public:
    /// Takes over the connection we were started with, if there is one.
    void adopt(int connection);
    /// Listens in the current folder. Returns an errno.
    int listen();
    /// A new engine replaces the one before. Only the keeper's own account and root may connect.
    void accept();
    void disconnect();

    [[nodiscard]] int listener() const { return m_listener; }
    [[nodiscard]] int connection() const { return m_connection; }
    [[nodiscard]] bool isConnected() const { return m_connection >= 0; }
    /// There is something to say, and somebody who listens.
    [[nodiscard]] bool wantsToSend() const { return m_greeted && hasPending(); }

    /// One message of at most `space` bytes, and the descriptor that came with it (-1 if none; the caller's to close).
    /// Returns its size; 0 when there is none now. Disconnects at the end of the stream.
    std::size_t receive(char *space, std::size_t size, int *descriptor);

    void welcome(); ///< answers Hello: nothing older than this needs to be said any more
    void acknowledgeExit(std::int64_t run) { m_exits.acknowledge(run); }
    void report(protocol::Type type); ///< Launched, Exited, TreeEmptied, OutputWritten
    void reportFailure(const protocol::LaunchFailed &failure);
    /// `error` is an errno, 0 when the log can be written again after `lost` bytes were dropped.
    void reportLog(int error, std::int64_t lost);
    void pong();
    void refuse(int error);
    void forward(const protocol::Notified &head, const char *text, std::size_t size);
    /// Sends what is pending, as far as it goes.
    void flush();

    protocol::State state = protocol::make<protocol::State>(protocol::Type::Welcome);

private:
    [[nodiscard]] bool hasPending() const { return m_pending != 0 || !m_notifications.isEmpty(); }
    enum Pending : unsigned {
        kWelcome = 1,
        kLaunched = 2,
        kFailed = 4,
        kExited = 8,
        kEmptied = 16,
        kOutput = 32,
        kPast = 64,
        kPong = 128,
        kLog = 256
    };
    bool send(const void *message, std::size_t size);
    bool sendState(protocol::Type type);
    bool flushOne(Pending bit, protocol::Type type);
    bool flushNotifications();
    bool flushPastExits();
    bool flushLog();

    int m_listener = -1;
    int m_connection = -1;
    bool m_greeted = false; ///< this engine has said Hello; before that it is told nothing
    unsigned m_pending = 0;
    int m_pastSent = 0;
    UnacknowledgedExits m_exits;
    protocol::LaunchFailed m_failure{};
    protocol::LogTrouble m_log = protocol::make<protocol::LogTrouble>(protocol::Type::LogTrouble);
    bool m_logSaid = true; ///< some engine was told of m_log
    NotifyQueue m_notifications{notifySpace, sizeof(notifySpace)};
};

} // namespace lamplighter::keeper
