// An EngineHost on a thread of its own, for the console: no menu and no slow paint delays the watchdog. Lives on the
// caller's thread.
#pragma once

#include "core/client/transport.h"
#include "core/engine/engine_host.h"

#include <QThread>

namespace lamplighter::engine {

class EmbeddedEngine final : public QObject
{
    Q_OBJECT
public:
    explicit EmbeddedEngine(Settings settings, QObject *parent = nullptr);
    /// Stops the engine and waits for its thread. Transports must be gone by then.
    ~EmbeddedEngine() override;

    /// `done` on the caller's thread. Busy if another engine owns the data directory.
    void start(QObject *context, std::function<void(Result<void>)> done);
    /// Ends the engine; units go on unless setStopUnitsAtExit.
    void stop(QObject *context, std::function<void()> done);
    void setStopUnitsAtExit(bool stop);

    /// A direct call into the router, across the thread. The caller is the account that runs this process, as admin.
    [[nodiscard]] std::unique_ptr<client::Transport> makeTransport();

private:
    QThread m_thread;
    EngineHost *m_host = nullptr; // lives and dies on m_thread
    bool m_stopped = true;
};

} // namespace lamplighter::engine
