// Reads one datagram of the sd_notify protocol. Pure; the sender is not trusted: what is malformed is ignored, what is
// long is cut.
#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace lamplighter::watchdog {

/// What a program said; sd_notify(3). Of a field that came twice, the last one counts.
struct Notification
{
    bool ready = false;           ///< READY=1
    bool reloading = false;       ///< RELOADING=1
    bool stopping = false;        ///< STOPPING=1
    bool watchdog = false;        ///< WATCHDOG=1: alive
    bool watchdogTrigger = false; ///< WATCHDOG=trigger: wants to be treated as if it had not beaten in time
    bool barrier = false;         ///< BARRIER=1: waits until the descriptor it sent is closed
    std::optional<std::chrono::microseconds> monotonic;      ///< MONOTONIC_USEC, of RELOADING
    std::optional<std::chrono::microseconds> extendTimeout;  ///< EXTEND_TIMEOUT_USEC, from now
    std::optional<std::chrono::microseconds> watchdogPeriod; ///< WATCHDOG_USEC: asks for another period
    std::optional<qint64> mainPid;  ///< MAINPID; whether it belongs to the unit is for the keeper to say
    std::optional<int> errorNumber; ///< ERRNO
    std::optional<QString> status;  ///< STATUS, one line; at most 1,024 characters
    // Our own, after the convention that X_ is free for anyone to use; other supervisors ignore them.
    bool checkpoint = false;     ///< X_CHECKPOINT=1: now is a safe point to be restarted at
    std::optional<int> inFlight; ///< X_IN_FLIGHT: how many requests it works on
    bool operator==(const Notification &) const = default;
};

Notification parseNotification(const QByteArray &datagram);

} // namespace lamplighter::watchdog
