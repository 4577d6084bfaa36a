// The agent itself: one thread that waits in ppoll(2) for the next thing that is due, a request, or a signal.
#pragma once

#include "app/demo-agent/http_listener.h"
#include "app/demo-agent/notifier.h"
#include "app/demo-agent/options.h"
#include "app/demo-agent/state_file.h"

#include <map>
#include <memory>
#include <vector>

namespace lamplighter::demo_agent {

class Agent
{
public:
    explicit Agent(Options options);

    /// Runs until it is asked to end; the exit code.
    int run();

private:
    using Time = std::chrono::steady_clock::time_point;
    enum class State { Wakeup, Work, Draining, Shutdown };

    int open(); ///< 0, or the exit code
    void forkChildren() const;
    void wait();
    void doWhatIsDue();
    void becomeReady();
    void writeLines();
    void leak();
    [[noreturn]] void crash() const;
    [[noreturn]] static void hang();
    void answer(const HttpQuestion &question);
    void answerUpdate(const HttpQuestion &question);
    [[nodiscard]] std::string drain(bool begin);
    [[nodiscard]] std::string hibernate(int *status);
    void answerFinishedWork();
    [[nodiscard]] std::string health() const;
    bool checkpoint();
    int end();

    [[nodiscard]] Time nextDue() const;
    [[nodiscard]] std::size_t inFlight() const { return m_working.size(); }

    Options m_options;
    Notifier m_notifier;
    HttpListener m_http;
    SavedState m_saved;
    State m_state = State::Wakeup;
    Time m_start;
    Time m_nextBeat = Time::max();
    Time m_nextLines = Time::max();
    Time m_nextLeak = Time::max();
    Time m_nextCheckpoint = Time::max();
    long long m_linesWritten = 0;
    std::vector<std::unique_ptr<char[]>> m_leaked;
    std::multimap<Time, int> m_working; ///< connections to answer, by when
};

} // namespace lamplighter::demo_agent
