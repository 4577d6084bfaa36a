// What the engine is told by its keepers, checked as it comes: in an order that can be, with values that can be
// computed with.
#pragma once

#include "tests/fuzz/fuzz.h"

#include "core/process/keepers.h"

#include <set>

namespace lamplighter::fuzz {

class KeeperObserver final : public process::KeeperEvents
{
public:
    explicit KeeperObserver(bool isKnown)
        : m_isKnown(isKnown)
    {}

    void keeperFound(const process::KeeperReport &report) override
    {
        FUZZ_REQUIRE(!m_isKnown);
        m_isKnown = true;
        m_run = report.run;
        m_hasExit = report.exit.has_value();
        m_treeEmpty = report.treeEmpty;
        FUZZ_REQUIRE(report.keeperPid >= 0 && report.keeperPid <= 0x7fffffff && report.run >= 0);
        FUZZ_REQUIRE(report.pid >= 0 && report.pid <= 0x7fffffff);
        checkMoment(report.startedAt);
        checkWallTime(report.startedWall);
        if (report.exit) {
            checkExit(*report.exit);
        }
        FUZZ_REQUIRE(report.pastExits.size() <= 64);
        for (const process::PastExit &past : report.pastExits) {
            checkMoment(past.startedAt);
            checkExit(past.exit);
        }
    }
    void launched(const UnitName &, RunNumber run, qint64 pid, Instant at) override
    {
        FUZZ_REQUIRE(m_isKnown && run >= 0 && pid >= 0 && pid <= 0x7fffffff);
        checkMoment(at);
        m_run = run;
        m_hasExit = false;
        m_treeEmpty = false;
    }
    void launchFailed(const UnitName &, RunNumber run, const process::LaunchFailure &failure) override
    {
        FUZZ_REQUIRE(m_isKnown && run >= 0);
        FUZZ_REQUIRE(!failure.error.message.isEmpty() && !toString(failure.stage).isEmpty());
    }
    void exited(const UnitName &, RunNumber run, const process::ExitRecord &exit, bool treeEmpty) override
    {
        FUZZ_REQUIRE(m_isKnown && run == m_run);
        FUZZ_REQUIRE(!m_hasExit); // once for each run
        m_hasExit = true;
        m_treeEmpty = treeEmpty;
        checkExit(exit);
    }
    void treeEmptied(const UnitName &, RunNumber run) override
    {
        FUZZ_REQUIRE(m_isKnown && run == m_run && !m_treeEmpty);
        m_treeEmpty = true;
    }
    void notified(const UnitName &, RunNumber run, const process::NotifyMessage &message) override
    {
        FUZZ_REQUIRE(m_isKnown && run == m_run);
        FUZZ_REQUIRE(message.pid >= 0 && message.pid <= 0x7fffffff && message.text.size() <= 4096);
        checkMoment(message.at);
        lastNotification = message.text;
    }
    void outputWritten(const UnitName &) override { FUZZ_REQUIRE(m_isKnown); }
    void keeperLostBefore(const UnitName &, RunNumber, int) override { std::abort(); }
    void discovered() override { std::abort(); }
    void keeperLost(const UnitName &, RunNumber, int) override { std::abort(); }

    [[nodiscard]] bool isKnown() const { return m_isKnown; }
    [[nodiscard]] RunNumber run() const { return m_run; }
    [[nodiscard]] bool hasExit() const { return m_hasExit; }
    [[nodiscard]] bool treeEmpty() const { return m_treeEmpty; }

    QByteArray lastNotification;

private:
    static void checkMoment(Instant at)
    {
        // Differences and sums of such moments stay within 64 bits.
        FUZZ_REQUIRE(at >= Instant{} && at.time_since_epoch().count() <= INT64_MAX / 4);
    }
    static void checkWallTime(WallTime at)
    {
        WallTime again{};
        FUZZ_REQUIRE(fromIsoString(toIsoString(at), &again) && again == at);
    }
    static void checkExit(const process::ExitRecord &exit)
    {
        checkMoment(exit.at);
        checkWallTime(exit.wallAt);
        FUZZ_REQUIRE(exit.cpuTime.count() >= 0 && Duration(exit.cpuTime).count() >= 0 && exit.maximumResident >= 0);
    }

    bool m_isKnown;
    RunNumber m_run = 0;
    bool m_hasExit = false;
    bool m_treeEmpty = true;
};

} // namespace lamplighter::fuzz
