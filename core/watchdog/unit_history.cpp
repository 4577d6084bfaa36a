#include "core/watchdog/unit_history.h"

#include "core/base/ids.h"
#include "core/journal/kinds.h"

#include <algorithm>

namespace lamplighter::watchdog {

namespace kinds = journal::kinds;
using client::AutomaticRestart;
using client::Reason;

namespace {

constexpr qsizetype kMostRestarts = 1'000;

/// One process of the unit, as far as the journal tells.
struct RunStory
{
    RunNumber number = 0;
    WallTime launchedAt{};
    bool automatic = false;
    bool restarted = false; ///< in place of the process before it: automatic, or since someone asked for a new one
    bool ofAnother = false; ///< part of something larger, which tells how it ended
    std::optional<WallTime> startedAt;
    std::optional<WallTime> endedAt;
    Duration uptime{0};
    bool endExpected = false;
    bool failedToStart = false;
    std::optional<Duration> downtime; ///< that it ended
};

/// Reads events one after the other.
class HistoryReader
{
public:
    void read(const journal::Event &event);
    [[nodiscard]] const QList<RunStory> &runs() const { return m_runs; }

private:
    /// The run that the event is about; one that began before the events has no story.
    RunStory *runOf(const journal::Event &event);
    void ended(const journal::Event &event);

    QList<RunStory> m_runs;
    std::optional<WallTime> m_downSince;
};

RunStory *HistoryReader::runOf(const journal::Event &event)
{
    const RunNumber number = event.payload.value(QLatin1StringView("run")).toInteger();
    // An exit may be recorded late, so that it is not always the newest; never long before.
    for (auto run = m_runs.rbegin(); run != m_runs.rend() && run->number >= number; ++run) {
        if (run->number == number) {
            return &*run;
        }
    }
    return nullptr;
}

void HistoryReader::ended(const journal::Event &event)
{
    WallTime at = event.time;
    const QString told = event.payload.value(QLatin1StringView("at")).toString(); // of an exit that is recorded late
    if (!told.isEmpty() && !fromIsoString(told, &at)) {
        at = event.time;
    }
    if (RunStory *run = runOf(event)) {
        run->endedAt = at;
        run->uptime = milliseconds(event.payload.value(QLatin1StringView("uptime_ms")).toInteger());
        run->endExpected = event.payload.value(QLatin1StringView("expected")).toBool();
        if (run != &m_runs.back()) {
            return; // the next one runs already
        }
    }
    m_downSince = at;
}

void HistoryReader::read(const journal::Event &event)
{
    if (event.kind == kinds::kUnitStarting) {
        RunStory run;
        run.number = event.payload.value(QLatin1StringView("run")).toInteger();
        run.launchedAt = event.time;
        const QString reason = event.payload.value(QLatin1StringView("reason")).toString();
        run.automatic = recoveryReasons().contains(reason);
        run.restarted = run.automatic || reason == client::toString(Reason::OperatorRestart);
        run.ofAnother =
            !event.correlation.isEmpty() && event.correlation != event.subject + u'#' + QString::number(run.number);
        m_runs.append(run);
        if (!run.restarted) {
            m_downSince.reset(); // it was down because someone wanted it to be
        }
    } else if (event.kind == kinds::kUnitExited) {
        ended(event);
    } else if (RunStory *run = runOf(event)) {
        if (event.kind == kinds::kUnitStarted) {
            run->startedAt = event.time;
        } else if (event.kind == kinds::kUnitReady) { // at once, for a unit that does not say when it is
            if (m_downSince && event.time >= *m_downSince) {
                run->downtime = event.time - *m_downSince;
            }
            m_downSince.reset();
        } else if (event.kind == kinds::kProcessStartFailed) {
            run->failedToStart = true;
        }
    }
}

/// Whether the run was one that lasts; nothing while that cannot be said.
std::optional<bool> heldOf(const RunStory &run, bool isLast, Duration minimumUptime, WallTime now)
{
    if (run.failedToStart) {
        return false;
    }
    if (run.endedAt) {
        if (run.uptime >= minimumUptime) {
            return true;
        }
        return run.endExpected ? std::nullopt : std::optional(false); // an operator ended it before it could tell
    }
    if (isLast && run.startedAt && now - *run.startedAt >= minimumUptime) {
        return true;
    }
    return std::nullopt;
}

std::optional<Duration> median(QList<Duration> values)
{
    if (values.isEmpty()) {
        return std::nullopt;
    }
    std::sort(values.begin(), values.end());
    const qsizetype middle = values.size() / 2;
    return values.size() % 2 == 1 ? values.at(middle) : (values.at(middle - 1) + values.at(middle)) / 2;
}

void summarize(client::UnitHistory &history, WallTime now)
{
    QList<Duration> downtimes;
    const WallTime aDayAgo = now - std::chrono::hours(24);
    for (const AutomaticRestart &restart : std::as_const(history.restarts)) {
        history.restarts24h += restart.at >= aDayAgo ? 1 : 0;
        history.restartsJudged += restart.held ? 1 : 0;
        history.restartsHeld += restart.held.value_or(false) ? 1 : 0;
        if (restart.downtime) {
            downtimes.append(*restart.downtime);
        }
    }
    const qsizetype count = history.restarts.size();
    history.restarts7d = static_cast<int>(count);
    history.typicalDowntime = median(downtimes);
    if (!downtimes.isEmpty()) {
        history.worstDowntime = *std::max_element(downtimes.cbegin(), downtimes.cend());
    }
    if (count >= 2) {
        const Duration all = history.restarts.constLast().at - history.restarts.constFirst().at;
        history.meanBetween = all / (count - 1);
    }
}

} // namespace

const QStringList &recoveryReasons()
{
    static const QStringList kReasons = [] {
        QStringList words;
        for (const Reason reason :
             {Reason::CrashDetected, Reason::UnexpectedExit, Reason::LaunchFailed, Reason::ReadyTimeout,
              Reason::HealthFailed, Reason::WatchdogTimeout, Reason::TooManyFailures, Reason::KeeperLost}) {
            words.append(client::toString(reason));
        }
        return words;
    }();
    return kReasons;
}

const QStringList &historyKinds()
{
    static const QStringList kKinds{kinds::kUnitStarting, kinds::kUnitStarted, kinds::kUnitReady, kinds::kUnitExited,
                                    kinds::kProcessStartFailed};
    return kKinds;
}

client::UnitHistory unitHistory(const QList<journal::Event> &events, Duration minimumUptime, WallTime since,
                                WallTime now)
{
    HistoryReader reader;
    for (const journal::Event &event : events) {
        reader.read(event);
    }
    const QList<RunStory> &runs = reader.runs();
    client::UnitHistory history;
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const RunStory &run = runs.at(i);
        if (run.automatic && run.launchedAt >= since) {
            history.restarts.append(
                {run.launchedAt, run.downtime, heldOf(run, i + 1 == runs.size(), minimumUptime, now)});
        }
    }
    summarize(history, now);
    if (history.restarts.size() > kMostRestarts) {
        history.restarts.remove(0, history.restarts.size() - kMostRestarts);
    }
    return history;
}

QList<client::PastRestart> pastRestarts(const QList<journal::Event> &events, Duration minimumUptime, WallTime now)
{
    HistoryReader reader;
    for (const journal::Event &event : events) {
        reader.read(event);
    }
    const QList<RunStory> &runs = reader.runs();
    QList<client::PastRestart> out;
    for (qsizetype i = 0; i < runs.size(); ++i) {
        const RunStory &run = runs.at(i);
        const std::optional<bool> held = heldOf(run, i + 1 == runs.size(), minimumUptime, now);
        if (run.restarted && !run.ofAnother && run.downtime && held) {
            out.append({run.launchedAt, *run.downtime, *held});
        }
    }
    return out;
}

} // namespace lamplighter::watchdog
