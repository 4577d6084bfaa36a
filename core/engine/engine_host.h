// The one place where an engine is put together: settings, start-up order, shutdown. The daemon runs it on its main thread,
// the console on a thread of its own.
#pragma once

#include "core/api/event_stream.h"
#include "core/api/router.h"
#include "core/base/result.h"
#include "core/client/transport.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace lamplighter::engine {

struct Settings {
    QString dataDirectory;
    QStringList unitSources;
    QString listenAddress = QStringLiteral("127.0.0.1");
    quint16 listenPort = 8765;     ///< 0: any free one
    bool listenTcp = true;
    QString portFile;              ///< written with the port in use, if not empty
    bool insecureListen = false;   ///< allows plain HTTP away from loopback
    bool stopUnitsAtExit = false;
    QString mode = QStringLiteral("daemon"); ///< or "embedded"
};

class EngineHost final : public QObject {
    Q_OBJECT
public:
    explicit EngineHost(Settings settings, QObject *parent = nullptr);
    ~EngineHost() override;

    /// Busy if another engine owns the data directory. `done` when units are reconnected and the API listens.
    void start(std::function<void(Result<void>)> done);
    /// Ends the engine; units go on under their keepers unless stopUnitsAtExit. `done` when everything is committed.
    void stop(std::function<void()> done);

    [[nodiscard]] api::Router &router();
    [[nodiscard]] api::EventStream &stream();
    [[nodiscard]] quint16 port() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// An EngineHost on a thread of its own, for the console. Lives on the caller's thread.
class EmbeddedEngine final : public QObject {
    Q_OBJECT
public:
    explicit EmbeddedEngine(Settings settings, QObject *parent = nullptr);
    ~EmbeddedEngine() override; ///< stops the engine and waits for its thread

    /// `done` on the caller's thread.
    void start(QObject *context, std::function<void(Result<void>)> done);
    void stop(QObject *context, std::function<void()> done);
    /// A direct call into the router, across the thread. The principal is the console's own account, admin.
    [[nodiscard]] std::unique_ptr<client::Transport> makeTransport();
    void setStopUnitsAtExit(bool stop);

private:
    QThread m_thread;
    EngineHost *m_host = nullptr; // lives and dies on m_thread
};

} // namespace lamplighter::engine
