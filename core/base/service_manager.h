// Talking to the supervisor above us: systemd's notify socket and watchdog (sd_notify(3)), and leaving the terminal
// when there is none.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QByteArray>

#include <optional>

namespace lamplighter {

/// Sends to NOTIFY_SOCKET; does nothing where there is none.
void notifyServiceManager(const QByteArray &text);
/// How often the service manager wants to hear WATCHDOG=1 (WATCHDOG_USEC, if it is meant for this process).
std::optional<microseconds> serviceManagerWatchdog();

/// Goes on in the background, in a session of its own. Before any thread or QCoreApplication exists.
class Detachment
{
public:
    /// In the child, returns; the parent waits for ready() or failed() and exits with 0 or 1 (and the message on
    /// stderr). An error in the parent if it cannot fork.
    Result<void> detach();
    void ready();
    void failed(const QByteArray &message);

private:
    void finish(const QByteArray &report);
    int m_report = -1;
};

} // namespace lamplighter
