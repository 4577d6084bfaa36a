#include "core/base/termination.h"

#include <QSocketNotifier>

#ifdef _WIN32
#include <windows.h>
#else
#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace lamplighter {

namespace {

#ifdef _WIN32

TerminationSignals *theReceiver = nullptr;

BOOL WINAPI onConsoleEvent(DWORD)
{
    // Called on a thread of the system's own.
    if (theReceiver != nullptr) {
        QMetaObject::invokeMethod(theReceiver, &TerminationSignals::requested, Qt::QueuedConnection);
    }
    return TRUE;
}

#else

// A signal handler may do little more than write: the byte wakes the event loop.
std::array<int, 2> thePipe{-1, -1};

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(thePipe[1], &byte, 1);
}

#endif

} // namespace

#ifdef _WIN32

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
{
    theReceiver = this;
    SetConsoleCtrlHandler(onConsoleEvent, TRUE);
}

TerminationSignals::~TerminationSignals()
{
    SetConsoleCtrlHandler(onConsoleEvent, FALSE);
    theReceiver = nullptr;
}

#else

TerminationSignals::TerminationSignals(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(thePipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        return; // out of descriptors: the default disposition stays, which ends us
    }
    auto *notifier = new QSocketNotifier(thePipe[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        std::array<char, 16> bytes{};
        while (::read(thePipe[0], bytes.data(), bytes.size()) > 0) {}
        Q_EMIT requested();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
}

TerminationSignals::~TerminationSignals()
{
    struct sigaction action = {};
    action.sa_handler = SIG_DFL;
    ::sigaction(SIGTERM, &action, nullptr);
    ::sigaction(SIGINT, &action, nullptr);
    for (int &end : thePipe) {
        if (end >= 0) {
            ::close(end);
            end = -1;
        }
    }
}

#endif

} // namespace lamplighter
