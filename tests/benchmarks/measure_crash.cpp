#include "tests/benchmarks/measures.h"
#include "tests/benchmarks/usage.h"
#include "tests/support/process_scan.h"

#include <csignal>

namespace lamplighter::benchmarks {

namespace {

constexpr int kStartLimitMs = 20'000;
constexpr int kRestartLimitMs = 10'000;

struct Contender
{
    std::unique_ptr<Supervisor> supervisor;
    std::vector<double> times;
};

void addStarted(std::vector<Contender> &contenders, std::unique_ptr<Supervisor> supervisor)
{
    if (supervisor && supervisor->prepare(1) && supervisor->start() &&
        supervisor->board().waitForAll(1, kStartLimitMs)) {
        contenders.push_back({std::move(supervisor), {}});
    } else if (supervisor) {
        say(supervisor->name() + QStringLiteral(" did not start its beacon and is left out"));
    }
}

/// One kill of each in turn, so that whatever else the machine does meets all of them alike.
void killRound(std::vector<Contender> &contenders)
{
    for (Contender &contender : contenders) {
        if (const double ms = restartTime(*contender.supervisor, 0); ms > 0) {
            contender.times.push_back(ms);
        }
    }
}

} // namespace

double restartTime(Supervisor &supervisor, int number)
{
    const BoardSlot &slot = supervisor.board().slot(number);
    const int starts = slot.starts;
    const std::int64_t killedAt = monotonicNow();
    ::kill(slot.pid, SIGKILL);
    if (!supervisor.board().waitForStart(number, starts, kRestartLimitMs)) {
        return -1;
    }
    return static_cast<double>(slot.startedAt - killedAt) / 1e6;
}

CrashTimes measureCrash(const Scale &scale, FigureTable &table)
{
    say(QStringLiteral("crash to first instruction, one unit, %1 kills").arg(scale.kills));
    std::vector<Contender> both;
    addStarted(both, makeFloor());
    addStarted(both, std::make_unique<LamplighterRun>());
    if (both.size() != 2) {
        table.check(QStringLiteral("crash to first instruction"), false, QStringLiteral("did not start"),
                    QStringLiteral("runs"));
        return {};
    }
    tests::nap(1500); // what a start has still to write is written
    for (int i = 0; i < scale.kills; ++i) {
        killRound(both);
        tests::nap(20);
    }
    const CrashTimes times{.floorMs = median(both.at(0).times), .oursMs = median(both.at(1).times)};
    table.compare(QStringLiteral("crash to first instruction, median of %1").arg(both.at(1).times.size()), times.oursMs,
                  times.floorMs, QStringLiteral("ms"), 1.25);
    table.mention(QStringLiteral("the same, 95th percentile"), percentile(both.at(1).times, 0.95), QStringLiteral("ms"),
                  percentile(both.at(0).times, 0.95));
    return times;
}

void measurePeerCrash(const Scale &scale, const CrashTimes &times, FigureTable &table)
{
    std::vector<Contender> peers;
    for (std::unique_ptr<Supervisor> &peer : makeInstalledPeers()) {
        addStarted(peers, std::move(peer));
    }
    for (int i = 0; i < scale.peerKills && !peers.empty(); ++i) {
        tests::nap(1200); // runit and s6 start again at once only what has run for a second
        killRound(peers);
    }
    for (const Contender &peer : peers) {
        const double theirs = median(peer.times);
        table.mention(QStringLiteral("%1: crash, median of %2").arg(peer.supervisor->name()).arg(peer.times.size()),
                      theirs, QStringLiteral("ms"), times.floorMs);
        if (times.oursMs > 0) {
            table.check(peer.supervisor->name() + QStringLiteral(": crash, we beside it"), times.oursMs < theirs,
                        QStringLiteral("%1 of it").arg(times.oursMs / theirs, 0, 'f', 3), QStringLiteral("< 1"));
        }
    }
}

} // namespace lamplighter::benchmarks
