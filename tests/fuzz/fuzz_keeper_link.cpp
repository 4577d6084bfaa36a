// Keeper and engine over a real socket, with any bytes as the engine's messages, any order of what happens to the unit,
// readers that do not read and engines that go and come back: what the keeper sends is in order, and in the end the
// engine knows what the keeper does.
#include "tests/fuzz/keeper_observer.h"

#include "app/keeper/engine_link.h"
#include "app/keeper/engine_message.h"
#include "core/process/posix/keeper_messages.h"

#include <array>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <sys/socket.h>

using namespace lamplighter;
using namespace lamplighter::process;
using keeper::EngineLink;
using keeper::EngineMessage;

namespace {

const UnitName &unit()
{
    static const UnitName kUnit(QStringLiteral("unit"));
    return kUnit;
}

class Play
{
public:
    Play()
    {
        m_link.state.flags = protocol::kTreeEmpty;
        m_link.state.keeperPid = 4711;
        connect();
    }
    ~Play() { disconnect(); }
    Play(const Play &) = delete;
    Play &operator=(const Play &) = delete;

    void run(fuzz::Input &input)
    {
        while (!input.isEmpty()) {
            step(input);
        }
        finish();
    }

private:
    struct Engine // one that is connected
    {
        Engine()
            : entry(unit(), QStringLiteral("/run"))
            , observer(false)
            , messages(QStringLiteral("/log"), observer)
        {}
        KeeperEntry entry;
        fuzz::KeeperObserver observer;
        KeeperMessages messages;
    };

    void connect()
    {
        m_link.adopt(::fcntl(ends().keeper, F_DUPFD_CLOEXEC, 0));
        m_engine.emplace();
        m_greeted = false;
    }
    void disconnect()
    {
        m_link.disconnect();
        std::array<char, 16> space; // nobody reads what was on its way
        while (::recv(ends().engine, space.data(), space.size(), MSG_DONTWAIT) > 0) {}
        m_engine.reset();
    }

    struct Ends
    {
        int keeper;
        int engine;
    };
    /// Made once: to make a socket takes longer than all the rest.
    static const Ends &ends()
    {
        static const Ends made = [] {
            std::array<int, 2> pair;
            FUZZ_REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair.data()) == 0);
            const int small = 2048; // so that it is full soon
            ::setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &small, sizeof(small));
            return Ends{pair[0], pair[1]};
        }();
        return made;
    }

    void step(fuzz::Input &input)
    {
        protocol::State &state = m_link.state;
        const bool runs = state.pid != 0;
        const bool treeEmpty = (state.flags & protocol::kTreeEmpty) != 0;
        switch (input.byte() % 12) {
        case 0:
        case 1:
            receive(input.bytes(input.byte()));
            break;
        case 2:
            hello();
            break;
        case 3:
            if (treeEmpty) {
                launch();
            }
            break;
        case 4:
            if (runs) {
                exit((input.byte() & 1) != 0);
            }
            break;
        case 5:
            if (!runs && !treeEmpty) {
                state.flags |= protocol::kTreeEmpty;
                m_link.report(protocol::Type::TreeEmptied);
            }
            break;
        case 6:
            notify(input.byte() * 16);
            break;
        case 7:
            beat();
            break;
        case 8:
            m_link.report(protocol::Type::OutputWritten);
            break;
        case 9:
            failLaunch(input.byte());
            break;
        case 10:
            read(input.byte());
            m_link.flush();
            break;
        default:
            disconnect();
            connect();
            break;
        }
    }

    void receive(const QByteArray &bytes)
    {
        // Aligned and of exactly this size.
        const QByteArray copy(bytes.constData(), bytes.size());
        EngineMessage message;
        if (!readEngineMessage(copy.constData(), static_cast<std::size_t>(copy.size()), &message)) {
            return;
        }
        switch (message.type) {
        case protocol::Type::Hello:
            hello();
            break;
        case protocol::Type::Launch:
            FUZZ_REQUIRE(message.run > 0);
            break;
        case protocol::Type::Signal:
            FUZZ_REQUIRE(message.number > 0 && message.number < NSIG);
            break;
        case protocol::Type::SetMain:
            FUZZ_REQUIRE(message.pid > 1);
            break;
        case protocol::Type::AckExit:
            m_link.acknowledgeExit(message.run);
            break;
        case protocol::Type::Ping:
        case protocol::Type::KillTree:
        case protocol::Type::WatchOutput:
        case protocol::Type::Release:
            break;
        default:
            FUZZ_REQUIRE(false);
        }
    }

    /// An engine says it once.
    void hello()
    {
        if (!m_greeted) {
            m_greeted = true;
            m_link.welcome();
        }
    }

    void launch()
    {
        protocol::State &state = m_link.state;
        ++state.run;
        state.pid = 5000 + state.run;
        state.launchedPid = state.pid;
        state.startedMonotonic = ++m_now;
        state.flags = 0;
        m_link.report(protocol::Type::Launched);
    }
    void exit(bool treeEmpty)
    {
        protocol::State &state = m_link.state;
        state.pid = 0;
        state.flags |= protocol::kHasExit | protocol::kHasCode;
        state.exitMonotonic = ++m_now;
        if (treeEmpty) {
            state.flags |= protocol::kTreeEmpty;
        }
        m_link.report(protocol::Type::Exited);
    }
    void failLaunch(int error)
    {
        auto failure = protocol::make<protocol::LaunchFailed>(protocol::Type::LaunchFailed);
        failure.run = m_link.state.run + 1;
        failure.stage = static_cast<protocol::Stage>(error % 9);
        failure.error = error;
        m_link.reportFailure(failure);
    }

    void forward(const char *text, std::size_t size)
    {
        auto head = protocol::make<protocol::Notified>(protocol::Type::Notified);
        head.pid = 5000;
        head.monotonic = ++m_now;
        head.header.size = static_cast<std::uint32_t>(sizeof(head) + size);
        m_link.forward(head, text, size);
    }
    /// A number in front, and that many bytes which follow from it.
    void notify(int size)
    {
        std::array<char, 4096> text;
        ++m_notification;
        std::memcpy(text.data(), &m_notification, sizeof(m_notification));
        const std::size_t whole = std::min(sizeof(m_notification) + static_cast<std::size_t>(size), text.size());
        std::fill(text.begin() + sizeof(m_notification), text.begin() + whole, static_cast<char>(m_notification));
        forward(text.data(), whole);
    }
    void beat()
    {
        constexpr char kBeat[] = "WATCHDOG=1";
        forward(kBeat, sizeof(kBeat) - 1);
    }

    void checkNotification(const QByteArray &text)
    {
        if (text == "WATCHDOG=1") {
            return;
        }
        std::uint32_t number = 0;
        FUZZ_REQUIRE(text.size() >= static_cast<qsizetype>(sizeof(number)));
        std::memcpy(&number, text.constData(), sizeof(number));
        FUZZ_REQUIRE(number > m_lastRead && number <= m_notification);
        m_lastRead = number;
        FUZZ_REQUIRE(std::all_of(text.cbegin() + sizeof(number), text.cend(),
                                 [number](char c) { return c == static_cast<char>(number); }));
    }

    /// The engine takes at most so many messages.
    bool read(int most)
    {
        alignas(protocol::State) std::array<char, sizeof(protocol::Notified) + protocol::kMaximumNotifyText> space;
        for (int count = 0; count < most; ++count) {
            const ssize_t size = ::recv(ends().engine, space.data(), space.size(), MSG_DONTWAIT);
            if (size <= 0) {
                return count > 0;
            }
            m_engine->observer.lastNotification.clear();
            m_engine->messages.handle(m_engine->entry, space.data(), static_cast<std::size_t>(size));
            if (!m_engine->observer.lastNotification.isEmpty()) {
                checkNotification(m_engine->observer.lastNotification);
            }
        }
        return true;
    }

    /// Whatever was held up: once there is room the engine knows it all.
    void finish()
    {
        hello();
        do {
            m_link.flush();
        } while (read(1000) && m_link.wantsToSend());
        while (read(1000)) {}
        FUZZ_REQUIRE(!m_link.wantsToSend());
        const protocol::State &state = m_link.state;
        const fuzz::KeeperObserver &observer = m_engine->observer;
        FUZZ_REQUIRE(observer.isKnown() && observer.run() == state.run);
        FUZZ_REQUIRE(observer.hasExit() == ((state.flags & protocol::kHasExit) != 0));
        FUZZ_REQUIRE(observer.treeEmpty() == ((state.flags & protocol::kTreeEmpty) != 0));
    }

    EngineLink m_link;
    std::optional<Engine> m_engine;
    bool m_greeted = false;
    std::int64_t m_now = 0;
    std::uint32_t m_notification = 0;
    std::uint32_t m_lastRead = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    Play play;
    play.run(input);
    return 0;
}
