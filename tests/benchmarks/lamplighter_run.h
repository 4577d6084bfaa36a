// lamplighterd with N beacons, measured as one supervisor among others, and the engine behind it for what only it can
// be asked.
#pragma once

#include "tests/benchmarks/supervisors.h"
#include "tests/support/engine_process.h"

namespace lamplighter::benchmarks {

class LamplighterRun final : public Supervisor
{
public:
    LamplighterRun();
    ~LamplighterRun() override;

    bool prepare(int count) override;
    bool start() override;
    void stop() override;
    [[nodiscard]] std::vector<pid_t> ownProcesses() const override;

    [[nodiscard]] std::vector<pid_t> keepers() const;
    [[nodiscard]] tests::EngineProcess &engine() { return m_engine; }
    /// Waits until the engine says that `count` units run; the moment, or 0.
    std::int64_t waitForRunning(int count, int limitMs);
    static QString unitName(int number);
    /// A unit, not started by itself, that numbers its lines.
    static QString countingUnit() { return QStringLiteral("counting"); }

private:
    tests::EngineProcess m_engine{QStringLiteral("lamp-bench")};
};

} // namespace lamplighter::benchmarks
