#include "app/demo-agent/agent.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>

#include <poll.h>
#include <unistd.h>

namespace lamplighter::demo_agent {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kShortestLineWait{5};

// Set by signal handlers, read by the loop.
std::atomic<bool> endRequested = false;
std::atomic<bool> checkpointRequested = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void onSignal(int number)
{
    (number == SIGUSR1 ? checkpointRequested : endRequested) = true;
}

/// Blocks the signals we handle, so that they arrive only while we wait; `whileWaiting` is the mask for ppoll.
void catchSignals(bool ignoreTerm, sigset_t *whileWaiting)
{
    sigset_t ours;
    sigemptyset(&ours);
    struct sigaction action = {};
    action.sa_handler = onSignal;
    for (const int number : {SIGTERM, SIGINT, SIGUSR1}) {
        sigaddset(&ours, number);
        sigaction(number, &action, nullptr);
    }
    if (ignoreTerm) {
        std::signal(SIGTERM, SIG_IGN);
    }
    sigprocmask(SIG_BLOCK, &ours, whileWaiting);
    for (const int number : {SIGTERM, SIGINT, SIGUSR1}) {
        sigdelset(whileWaiting, number);
    }
}

sigset_t waitingMask;

bool writeAll(const std::string &text)
{
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t count = ::write(STDOUT_FILENO, text.data() + done, text.size() - done);
        if (count < 0 && errno != EINTR) {
            return false;
        }
        done += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
    }
    return true;
}

milliseconds workTime(const std::string &query)
{
    int ms = 0;
    if (query.rfind("ms=", 0) == 0) {
        std::from_chars(query.data() + 3, query.data() + query.size(), ms);
    }
    return milliseconds(std::clamp(ms, 0, 60'000));
}

} // namespace

Agent::Agent(Options options)
    : m_options(std::move(options))
    , m_start(Clock::now())
{}

int Agent::run()
{
    catchSignals(m_options.ignoreTerm, &waitingMask);
    forkChildren(); // before anything is open that a child would keep open
    if (const int trouble = open(); trouble != 0) {
        return trouble;
    }
    if (const auto interval = m_notifier.beatInterval()) {
        m_nextBeat = m_start + *interval;
    }
    if (m_options.linesPerSecond > 0) {
        m_nextLines = m_start;
    }
    if (m_options.leakPerSecond > 0) {
        m_nextLeak = m_start;
    }
    if (m_options.checkpointEvery) {
        m_nextCheckpoint = m_start + *m_options.checkpointEvery;
    }
    while (!endRequested) {
        doWhatIsDue();
        wait();
    }
    return end();
}

int Agent::open()
{
    if (!m_options.stateFile.empty()) {
        if (!lockState(m_options.stateFile)) {
            std::fprintf(stderr, "another agent uses %s\n", m_options.stateFile.c_str());
            return 4;
        }
        m_saved = loadState(m_options.stateFile);
        ++m_saved.starts;
    }
    if (!m_options.port) {
        return 0;
    }
    const int port = m_http.listen(*m_options.port);
    if (port < 0) {
        std::fprintf(stderr, "cannot listen on 127.0.0.1:%d: %s\n", *m_options.port, std::strerror(errno));
        return 3;
    }
    if (!m_options.portFile.empty()) {
        std::ofstream(m_options.portFile) << port << '\n';
    }
    return 0;
}

void Agent::forkChildren() const
{
    for (int i = 0; i < m_options.forks; ++i) {
        if (::fork() != 0) {
            continue;
        }
        if (i == 0) {
            ::setsid(); // the one that a signal to the process group does not reach
        }
        if (!m_options.ignoreTerm) {
            std::signal(SIGTERM, SIG_DFL);
        }
        std::signal(SIGINT, SIG_DFL);
        sigprocmask(SIG_SETMASK, &waitingMask, nullptr);
        for (;;) {
            ::pause();
        }
    }
}

Agent::Time Agent::nextDue() const
{
    Time next = std::min({m_nextBeat, m_nextLines, m_nextLeak, m_nextCheckpoint});
    if (m_state == State::Wakeup && !m_options.neverReady) {
        next = std::min(next, m_start + m_options.readyAfter);
    }
    if (m_options.crash) {
        next = std::min(next, m_start + m_options.crash->after);
    }
    if (m_options.hangAfter) {
        next = std::min(next, m_start + *m_options.hangAfter);
    }
    return m_working.empty() ? next : std::min(next, m_working.begin()->first);
}

void Agent::wait()
{
    std::vector<pollfd> waitFor;
    m_http.addTo(waitFor);
    timespec limit{};
    const Time next = nextDue();
    if (next != Time::max()) {
        const auto left = std::max<long long>(std::chrono::nanoseconds(next - Clock::now()).count(), 0);
        limit.tv_sec = static_cast<time_t>(left / 1'000'000'000);
        limit.tv_nsec = static_cast<long>(left % 1'000'000'000);
    }
    const int count = ::ppoll(waitFor.data(), waitFor.size(), next == Time::max() ? nullptr : &limit, &waitingMask);
    if (checkpointRequested.exchange(false)) {
        checkpoint();
    }
    if (count > 0) {
        for (const HttpQuestion &question : m_http.receive(waitFor)) {
            answer(question);
        }
    }
}

void Agent::doWhatIsDue()
{
    const Time now = Clock::now();
    if (m_options.hangAfter && now >= m_start + *m_options.hangAfter) {
        hang();
    }
    if (m_state == State::Wakeup && !m_options.neverReady && now >= m_start + m_options.readyAfter) {
        becomeReady();
    }
    if (now >= m_nextBeat) {
        m_notifier.beat();
        m_nextBeat = now + *m_notifier.beatInterval();
    }
    if (now >= m_nextLines) {
        writeLines();
    }
    if (now >= m_nextLeak) {
        leak();
    }
    if (now >= m_nextCheckpoint) {
        checkpoint();
        m_nextCheckpoint = now + std::max<Duration>(*m_options.checkpointEvery, kShortestLineWait);
    }
    answerFinishedWork();
    if (m_options.crash && now >= m_start + m_options.crash->after) {
        crash();
    }
}

void Agent::becomeReady()
{
    m_state = State::Work;
    m_notifier.ready("working, version " + m_options.version);
}

void Agent::writeLines()
{
    const Duration elapsed = Clock::now() - m_start;
    // In floating point: nanoseconds of many days times lines a second is more than 64 bits hold.
    const auto due = static_cast<long long>(static_cast<long double>(elapsed.count()) *
                                            static_cast<long double>(m_options.linesPerSecond) / 1e9L) +
                     1;
    std::string text;
    char line[32];
    while (m_linesWritten < due) {
        std::snprintf(line, sizeof(line), "line %06lld\n", ++m_linesWritten);
        text += line;
    }
    if (!writeAll(text)) {
        endRequested = true; // nobody reads us any more
    }
    const Duration step = Duration(std::chrono::seconds(1)) / m_options.linesPerSecond;
    m_nextLines = Clock::now() + std::max<Duration>(step, kShortestLineWait);
}

void Agent::leak()
{
    const auto size = static_cast<std::size_t>(m_options.leakPerSecond / 10 + 1);
    m_leaked.push_back(std::make_unique<char[]>(size));
    std::memset(m_leaked.back().get(), 1, size); // untouched pages would cost nothing
    m_nextLeak = Clock::now() + milliseconds(100);
}

void Agent::crash() const
{
    // The last number lets a reader of the log tell that no line was lost.
    writeAll("crashing after line " + std::to_string(m_linesWritten) + "\n");
    if (const auto *bySignal = std::get_if<CrashBySignal>(&m_options.crash->how)) {
        std::signal(bySignal->number, SIG_DFL);
        sigprocmask(SIG_SETMASK, &waitingMask, nullptr);
        ::kill(::getpid(), bySignal->number);
        ::_exit(1); // a signal that does not end a process
    }
    ::_exit(std::get<CrashByExit>(m_options.crash->how).code);
}

void Agent::hang()
{
    for (;;) {
        ::pause(); // our signals are blocked here: it does not hear SIGTERM either
    }
}

void Agent::answer(const HttpQuestion &question)
{
    if (question.path == "/api/health" && question.method == "GET") {
        m_http.answer(question.connection, m_state == State::Wakeup ? 503 : 200, health());
    } else if (question.path == "/version" && question.method == "GET") {
        m_http.answer(question.connection, 200, m_options.version + "\n");
    } else if (question.path == "/work" && m_state == State::Draining) {
        m_http.answer(question.connection, 503, R"({"detail":"Service is draining; try again later."})");
    } else if (question.path == "/work") {
        m_working.emplace(Clock::now() + workTime(question.query), question.connection);
        m_notifier.inFlight(inFlight());
    } else if (question.method == "POST") {
        answerUpdate(question);
    } else {
        m_http.answer(question.connection, 404, R"({"detail":"not found"})");
    }
}

/// What is asked around a restart for an update, in this order: notice, checkpoint, drain, hibernate.
void Agent::answerUpdate(const HttpQuestion &question)
{
    int status = 200;
    std::string answer;
    if (question.path == "/notice") {
        writeAll("a change is coming: " + question.body.substr(0, 500) + "\n");
        answer = R"({"message":"thank you"})";
    } else if (question.path == "/checkpoint") {
        const bool saved = checkpoint();
        status = saved ? 200 : 500;
        answer = saved ? R"({"saved":true})" : R"({"saved":false})";
    } else if (question.path == "/drain") { // may be asked again, for the number
        answer = drain(question.body.find(R"("draining":false)") == std::string::npos);
    } else if (question.path == "/hibernate") {
        answer = hibernate(&status);
    } else {
        status = 404;
        answer = R"({"detail":"not found"})";
    }
    m_http.answer(question.connection, status, answer);
}

/// No new work from now on, or work as before: a restart may be called off.
std::string Agent::drain(bool begin)
{
    if (begin) {
        m_state = State::Draining;
        m_notifier.status("draining");
    } else if (m_state == State::Draining) {
        becomeReady();
    }
    return std::string(R"({"draining":)") + (begin ? "true" : "false") + R"(,"in_flight":)" +
           std::to_string(inFlight()) + "}";
}

std::string Agent::hibernate(int *status)
{
    if (m_options.failHibernation) {
        *status = 500;
        return R"({"detail":"the state cannot be saved"})";
    }
    if (m_options.stateFile.empty()) {
        return R"({"saved_state":[],"message":"there is no state to save"})";
    }
    if (!checkpoint()) {
        *status = 500;
        return std::string(R"({"detail":"the state cannot be saved: )") + std::strerror(errno) + "\"}";
    }
    m_notifier.status("hibernated");
    return R"({"saved_state":["starts","checkpoints"],"message":"2 counters saved"})";
}

void Agent::answerFinishedWork()
{
    while (!m_working.empty() && m_working.begin()->first <= Clock::now()) {
        const int connection = m_working.begin()->second;
        m_working.erase(m_working.begin());
        m_http.answer(connection, 200, R"({"done":true})");
        m_notifier.inFlight(inFlight());
    }
}

std::string Agent::health() const
{
    const char *status = m_state == State::Draining ? "draining" : m_state == State::Wakeup ? "starting" : "ok";
    const char *state = m_state == State::Draining ? "DRAINING" : m_state == State::Wakeup ? "WAKEUP" : "WORK";
    const auto uptime = std::chrono::duration<double>(Clock::now() - m_start).count();
    char text[256];
    std::snprintf(
        text, sizeof(text),
        R"({"status":"%s","state":"%s","version":"%.64s","uptime_seconds":%.3f,"in_flight":%zu,"starts":%lld})", status,
        state, m_options.version.c_str(), uptime, inFlight(), m_saved.starts);
    return text;
}

bool Agent::checkpoint()
{
    if (m_options.stateFile.empty()) {
        return false;
    }
    ++m_saved.checkpoints;
    const bool saved = saveState(m_options.stateFile, m_saved, m_options.version);
    if (saved && m_state != State::Shutdown) {
        m_notifier.checkpoint();
    }
    return saved;
}

int Agent::end()
{
    m_state = State::Shutdown;
    m_notifier.stopping();
    if (!m_options.stateFile.empty() && !checkpoint()) {
        std::fprintf(stderr, "cannot save %s: %s\n", m_options.stateFile.c_str(), std::strerror(errno));
        return 3;
    }
    return 0;
}

} // namespace lamplighter::demo_agent
