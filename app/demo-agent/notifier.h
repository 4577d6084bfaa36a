// Tells the supervisor how this process is: the sd_notify protocol (sd_notify(3)) in thirty lines, so that an agent
// needs no library for it. Without NOTIFY_SOCKET nothing is sent and nothing fails.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace lamplighter::demo_agent {

class Notifier
{
public:
    Notifier();
    ~Notifier();
    Notifier(const Notifier &) = delete;
    Notifier &operator=(const Notifier &) = delete;

    void ready(const std::string &status) const { send("READY=1\nSTATUS=" + status); }
    void status(const std::string &text) const { send("STATUS=" + text); }
    void stopping() const { send("STOPPING=1"); }
    void beat() const { send("WATCHDOG=1"); }
    /// Now is a good moment to be restarted: everything is saved. Only Lamplighter knows this word; others ignore it.
    void checkpoint() const { send("X_CHECKPOINT=1"); }
    /// So much is worked on. Told at each change, so that nobody needs to ask.
    void inFlight(std::size_t count) const { send("X_IN_FLIGHT=" + std::to_string(count)); }

    /// How often beat() is due: half of WATCHDOG_USEC. Empty if nobody watches.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> beatInterval() const;

private:
    void send(const std::string &message) const;

    int m_socket = -1;
    std::string m_path;
};

} // namespace lamplighter::demo_agent
