// Signals by name and number, as this platform counts them.
#include "core/process/posix/signals.h"

#include <csignal>
#include <cstring>

namespace lamplighter::process {

int signalNumber(Signal signal)
{
    switch (signal) {
    case Signal::Term:
        return SIGTERM;
    case Signal::Int:
        return SIGINT;
    case Signal::Quit:
        return SIGQUIT;
    case Signal::Hup:
        return SIGHUP;
    case Signal::Usr1:
        return SIGUSR1;
    case Signal::Usr2:
        return SIGUSR2;
    case Signal::Kill:
        return SIGKILL;
    }
    return SIGKILL;
}

QString signalName(int number)
{
    const char *const name = ::sigabbrev_np(number);
    return name != nullptr ? QStringLiteral("SIG") + QString::fromLatin1(name)
                           : QStringLiteral("signal %1").arg(number);
}

} // namespace lamplighter::process
