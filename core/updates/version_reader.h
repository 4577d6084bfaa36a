// Asks a unit's version command which version runs. Owned by who restarts units, lives on the engine's thread, never
// blocks.
#pragma once

#include "core/base/result.h"
#include "core/watchdog/probes.h"

#include <QObject>

#include <functional>
#include <memory>

namespace lamplighter::updates {

class VersionReader final : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype kLongest = 200; ///< characters

    /// `clock` must outlive it. Commands that still run when it is destroyed are killed.
    explicit VersionReader(const Clock &clock, QObject *parent = nullptr);
    ~VersionReader() override;

    /// Calls `done` once, never from within this call, with the one line that the command printed; not if `context` is
    /// gone or the run is destroyed. Errors: Unavailable (it failed or hung), Corrupt (it printed no version).
    [[nodiscard]] std::unique_ptr<watchdog::ProbeRun> read(const QStringList &command,
                                                           const watchdog::ProbePlace &place, Duration timeout,
                                                           QObject *context, std::function<void(Result<QString>)> done);

private:
    const Clock &m_clock;
};

/// The version in what a command printed: its only line (blank ones around it do not count), at most 200 characters
/// that can be shown. Pure. Corrupt otherwise.
Result<QString> versionIn(const QByteArray &output);

} // namespace lamplighter::updates
