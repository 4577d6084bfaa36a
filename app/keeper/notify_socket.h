// The unit's end of the sd_notify protocol: receives datagrams, drops strangers, and keeps the last few for an engine
// that is away.
#pragma once

#include "app/keeper/text.h"
#include "core/process/keeper_protocol.h"

#include <cstddef>
#include <cstdint>
#include <sys/types.h>

namespace lamplighter::keeper {

namespace protocol = process::protocol;

/// Pids that were reaped a moment ago. `systemd-notify` and its like may be gone before their message is looked at.
class RecentlyReaped
{
public:
    void add(pid_t pid) { m_pids[m_next++ % kCount] = pid; }
    [[nodiscard]] bool contains(pid_t pid) const;

private:
    static constexpr unsigned kCount = 16;
    pid_t m_pids[kCount] = {};
    unsigned m_next = 0;
};

/// The message has READY=1 (of several READY= the last one counts).
bool saysReady(const char *text, std::size_t size);

/// Messages that could not be sent yet, oldest first. When it is full the oldest goes.
class NotifyQueue
{
public:
    /// `space` is used only once something waits, and aligned for struct Notified.
    NotifyQueue(char *space, std::size_t size)
        : m_space(space)
        , m_size(size)
    {}
    void push(const protocol::Notified &head, const char *text, std::size_t size);
    /// A whole message (struct Notified and the text), or null.
    [[nodiscard]] const char *front(std::size_t *size) const;
    void pop();
    [[nodiscard]] bool isEmpty() const { return m_used == 0; }

private:
    /// Whether a message is still of interest when another of its kind has come. One that says WATCHDOG=1 or
    /// X_IN_FLIGHT=… and nothing else is not: a busy unit must not push out the READY=1 of a minute ago.
    enum class Lasting { Yes, Beat, Count };
    static Lasting lastingOf(const char *text, std::size_t size);

    char *m_space;
    std::size_t m_size;
    std::size_t m_used = 0;
    std::size_t m_newest = 0;         ///< offset of the last message
    Lasting m_lasting = Lasting::Yes; ///< of the last message
};

class NotifySocket
{
public:
    /// Makes sure that there is a socket that `uid` can write to. An account of its own cannot reach into the private
    /// run directory, so it gets a name outside the file system, with a random part. Returns an errno.
    int prepare(const char *folder, bool ownAccount);
    /// "NOTIFY_SOCKET=…", valid until the next prepare().
    char *environmentEntry() { return m_entry.data(); }
    [[nodiscard]] int descriptor() const { return m_socket; }
    /// Takes one datagram: true if there was one. `size` is 0 if it was dropped.
    bool receive(char *text, std::size_t space, std::size_t *size, protocol::Notified *head,
                 const RecentlyReaped &reaped);
    [[nodiscard]] std::uint32_t strangers() const { return m_strangers; }

private:
    int m_socket = -1;
    bool m_outside = false; ///< not in the file system
    std::uint32_t m_strangers = 0;
    FixedText<160> m_entry;
};

} // namespace lamplighter::keeper
