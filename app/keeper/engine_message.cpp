#include "app/keeper/engine_message.h"

#include <climits>
#include <csignal>

namespace lamplighter::keeper {

bool readEngineMessage(const void *data, std::size_t size, EngineMessage *message)
{
    protocol::Header header;
    if (!protocol::read(data, size, &header)) {
        return false;
    }
    *message = {};
    message->type = header.type;
    protocol::Launch launch;
    protocol::SignalTree signal;
    protocol::SetMain main;
    protocol::AckExit ack;
    switch (header.type) {
    case protocol::Type::Launch:
        protocol::read(data, size, &launch);
        message->run = launch.run;
        return launch.run > 0;
    case protocol::Type::Signal:
        protocol::read(data, size, &signal);
        message->number = signal.number;
        message->mainOnly = signal.mainOnly != 0;
        return signal.number > 0 && signal.number < NSIG;
    case protocol::Type::SetMain:
        protocol::read(data, size, &main);
        // Cut down to a pid first, a larger number would mean another process.
        if (main.pid <= 1 || main.pid > INT_MAX) {
            return false;
        }
        message->pid = static_cast<pid_t>(main.pid);
        return true;
    case protocol::Type::AckExit:
        protocol::read(data, size, &ack);
        message->run = ack.run;
        return true;
    case protocol::Type::Hello:
    case protocol::Type::Ping:
    case protocol::Type::KillTree:
    case protocol::Type::WatchOutput:
    case protocol::Type::Release:
        return true;
    default:
        return false;
    }
}

} // namespace lamplighter::keeper
