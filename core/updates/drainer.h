// Drains units: asks their drain hook, hears how much they say is in flight, and tells when nothing is left or the time
// is up. Owned by who restarts units, lives on the engine's thread.
#pragma once

#include "core/updates/draining.h"
#include "core/updates/hook_runner.h"

#include <QTimer>

#include <map>

namespace lamplighter::updates {

struct DrainRequest
{
    QString unit;
    watchdog::Hook hook; ///< none: the unit only counts, over its notify socket
    HookCall call;
    Duration limit = seconds(10); ///< the hook itself has a second at least to answer
};

struct DrainResult
{
    bool drained = false;            ///< it said that nothing is in flight; never without that
    bool hookFailed = false;         ///< it may take new work all the same
    std::optional<int> inFlightLeft; ///< nullopt: it does not say
    Duration took{0};
    QString detail; ///< plain words
    bool operator==(const DrainResult &) const = default;
};

class Drainer final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const DrainResult &)>;

    /// How long after a hook's answer it is asked again what is in flight.
    static constexpr milliseconds kAskAgain{500};

    /// All must outlive it.
    Drainer(Units &units, HookRunner &hooks, const Clock &clock, QObject *parent = nullptr);
    ~Drainer() override;

    /// Marks the unit as draining, until endDraining(), and asks its hook. `done` is called once, never from within
    /// this call, when nothing is in flight, the limit has passed, the hook failed, or the process is gone; not if
    /// `context` is gone, after forget() or endDraining(), or when draining of the unit is asked for anew. A hook that
    /// says "in_flight" is asked again until the unit reports itself (X_IN_FLIGHT), one that does not is asked once.
    void drain(const DrainRequest &request, QObject *context, Done done);
    /// Nobody waits for it any more; it stays marked.
    void forget(const QString &unit);
    /// It is to take work again, or its process is another by now. The process that was asked to drain, if it lives
    /// still, is asked to stop it: by the same hook with "draining": false (LAMPLIGHTER_UPDATE_STEP is "end_drain");
    /// a signal is not sent again, it would only say the same.
    void endDraining(const QString &unit);

    [[nodiscard]] std::optional<DrainStatus> status(const QString &unit) const { return m_draining.status(unit); }
    [[nodiscard]] std::optional<int> inFlight(const QString &unit) const { return m_draining.inFlight(unit); }
    [[nodiscard]] std::optional<Refusal> refusal(const QString &unit) const;

Q_SIGNALS:
    /// It began or ended to drain, or another number is in flight.
    void changed(const QString &unit);

private:
    struct Wait;
    /// Of the process that was asked last.
    struct Asked
    {
        watchdog::Hook hook;
        HookCall call;
        std::optional<qint64> run;
    };
    void askToEnd(const QString &unit, const Asked &asked);
    void ask(const QString &unit);
    void answered(const QString &unit, const HookAnswer &answer);
    void reported(const QString &unit, int count);
    void unitsChanged(const QStringList &names);
    void judge(const QString &unit);
    void finish(const QString &unit, DrainResult result);

    Units &m_units;
    HookRunner &m_hooks;
    const Clock &m_clock;
    Draining m_draining;
    QHash<QString, qint64> m_reportedBy; ///< number of the run
    std::map<QString, std::unique_ptr<Wait>> m_waits;
    std::map<QString, Asked> m_asked;
    std::map<QString, std::shared_ptr<watchdog::ProbeRun>> m_ending; ///< hooks that are asked to stop draining
};

} // namespace lamplighter::updates
