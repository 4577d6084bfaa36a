// The engine's side of a Windows keeper, as small as the tests need it: starts one, connects, sends, waits for
// messages.
#pragma once

#include "core/process/keeper_protocol.h"
#include "core/process/windows/launch_block.h"

#include <optional>
#include <string>
#include <vector>

namespace keeper_test {

namespace win = lamplighter::process::windows;
namespace protocol = lamplighter::process::protocol;

inline constexpr DWORD kPatience = 10'000; // ms; what a test waits at most for one thing

/// Starts a program with its own hidden console, as an engine starts a keeper. Empty if it could not.
std::optional<win::Handle> startProcess(const std::vector<std::wstring> &commandLine, DWORD *pid = nullptr);

class EngineSide
{
public:
    /// Waits until the keeper of `folder` listens. Check isConnected().
    explicit EngineSide(const std::wstring &folder);

    [[nodiscard]] bool isConnected() const { return static_cast<bool>(m_pipe); }
    void hello() { send(protocol::make<protocol::Header>(protocol::Type::Hello)); }
    void command(protocol::Type type) { send(protocol::make<protocol::Header>(type)); }
    void launch(const win::LaunchRequest &request);
    void signal(int number, bool mainOnly = false);

    /// The next message, whatever it is; empty after kPatience, or when the keeper is gone.
    std::optional<std::string> next();
    /// The next message of `type`, others are passed over.
    template <typename Message> std::optional<Message> wait(protocol::Type type)
    {
        while (const std::optional<std::string> bytes = next()) {
            protocol::Header header{};
            protocol::read(bytes->data(), bytes->size(), &header);
            if (header.type == type) {
                Message message;
                protocol::read(bytes->data(), bytes->size(), &message);
                return message;
            }
        }
        return std::nullopt;
    }
    /// What Hello is answered with.
    std::optional<protocol::State> greet()
    {
        hello();
        return wait<protocol::State>(protocol::Type::Welcome);
    }

private:
    template <typename Message> void send(const Message &message)
    {
        sendBytes(std::string(reinterpret_cast<const char *>(&message), sizeof(message)));
    }
    void sendBytes(const std::string &bytes);
    bool readMore();

    win::Handle m_pipe;
    win::Handle m_event;
    std::string m_received;
};

} // namespace keeper_test
