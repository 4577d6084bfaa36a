// Runs a unit's hooks: asks over HTTP, by a command in the unit's place, or sends a signal; never blocks. Owned by who
// restarts units, lives on the engine's thread. What comes back is a stranger's word: it is bounded, checked, and made
// fit to be shown.
#pragma once

#include "core/updates/units.h"

#include <QJsonObject>
#include <QNetworkAccessManager>

#include <functional>
#include <memory>
#include <optional>

namespace lamplighter::updates {

struct HookAnswer
{
    bool ok = false;
    QString detail;              ///< plain words: "200 in 12 ms: 3 sessions saved", "timed out after 30 s"
    QStringList savedState;      ///< as the hook lists it; at most 1,000
    std::optional<int> inFlight; ///< nullopt: it does not say
    Duration took{0};
    bool operator==(const HookAnswer &) const = default;
};

/// What a hook is told. A command finds it in its environment as LAMPLIGHTER_UNIT, LAMPLIGHTER_UPDATE_STEP, …_SERVICE,
/// …_VERSION and …_REASON; `body` is what an address is sent.
struct HookCall
{
    QString unit;
    QString step; ///< "on_notice", "drain", "end_drain" (the restart is off), "hibernate"
    QString service;
    QString version; ///< that comes next; empty if unknown
    QString reason;
    QJsonObject body;
};

/// As the text of a command's output or of an answer's body.
struct HookOutput
{
    QByteArray text;
    QByteArray errors; ///< standard error of a command
};

class HookRunner final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const HookAnswer &)>;

    static constexpr qint64 kLargestAnswer = 1024 * 1024; ///< bytes of an HTTP answer
    static constexpr qint64 kLargestOutput = 64 * 1024;   ///< bytes a command may write

    /// Both must outlive it. Hooks that still run when it is destroyed are cancelled.
    HookRunner(Units &units, const Clock &clock, QObject *parent = nullptr);
    ~HookRunner() override;

    /// Calls `done` once, never from within this call; not if `context` is gone or the run is destroyed, which cancels
    /// it: a command is killed with what it started. `done` may destroy the run. No hook (monostate) succeeds.
    [[nodiscard]] std::unique_ptr<watchdog::ProbeRun> run(const watchdog::Hook &hook, const HookCall &call,
                                                          Duration timeout, QObject *context, Done done);

private:
    Units &m_units;
    const Clock &m_clock;
    QNetworkAccessManager m_network;
};

/// What `output` means, given how the hook ended. Pure. An object of JSON may have "saved_state" (list of strings),
/// "in_flight" (whole number), "detail" or "message" (string); any other text only adds to the detail.
HookAnswer hookAnswerOf(const watchdog::ProbeResult &result, const HookOutput &output);

} // namespace lamplighter::updates
