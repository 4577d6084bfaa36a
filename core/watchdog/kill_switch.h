// The latches: what the kill switch holds down until somebody re-arms it. Memory first (from that instant nothing in
// scope can start), then the latch file, on a thread of its own and within a budget: a stuck disk does not save a wild
// process. Lives on the engine's thread.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/client/shapes.h"
#include "core/watchdog/latch_file.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <memory>

namespace lamplighter::watchdog {

class KillSwitch final : public QObject
{
    Q_OBJECT
public:
    /// Called with true once the latches are on disk, with false when that was not done within 300 ms.
    using Written = std::function<void(bool durable)>;

    KillSwitch(const QString &latchFile, const Clock &clock, QObject *parent = nullptr);
    ~KillSwitch() override;

    /// Reads the latch file. One that cannot be read counts as engaged for everything; the error says why.
    Result<void> load();

    /// The latch that holds this unit, or nullptr. The widest scope first.
    [[nodiscard]] const client::Latch *holding(const QString &unit, const QString &group) const;
    [[nodiscard]] const QList<client::Latch> &latches() const { return m_latches; }

    /// Holds from the moment of the call. A latch of the same scope and target is replaced (unless the new one comes
    /// from a state file: then the older one stands).
    void engage(client::Latch latch, Written written);
    /// Conflict if there is no such latch.
    Result<client::Latch> release(const QString &scope, const QString &target, Written written);

Q_SIGNALS:
    void changed();
    /// The latch file cannot be written: why. Empty once it was.
    void trouble(const QString &message);

private:
    void write(Written written);
    void wrote(quint64 generation, const QString &error);

    struct Waiting
    {
        quint64 generation = 0;
        Written written;
    };

    const Clock &m_clock;
    std::shared_ptr<LatchFile> m_file; // shared with writes that a stuck disk outlives us by
    QThreadPool m_writer;
    QTimer m_budget;
    QTimer m_retry;
    QList<client::Latch> m_latches;
    QList<Waiting> m_waiting;
    quint64 m_generation = 0;
    QString m_trouble;
};

} // namespace lamplighter::watchdog
