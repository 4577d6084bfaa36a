// The one place where an engine is put together: settings, start-up order, shutdown. The daemon runs it on its main
// thread, the console on a thread of its own.
#pragma once

#include "core/api/router.h"
#include "core/api/stream_source.h"
#include "core/base/result.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace lamplighter::engine {

struct Settings
{
    QString dataDirectory;
    QStringList unitSources;
    QString settingsFile; ///< must exist; empty: the data directory's own, if there is one
    // These win over the settings file.
    std::optional<QString> listenAddress;
    std::optional<quint16> listenPort; ///< 0: any free one
    std::optional<bool> listenTcp;
    std::optional<bool> insecureListen; ///< allows plain HTTP away from loopback

    bool otherPortIfTaken = false; ///< a free one where the port is another program's
    QString portFile;              ///< written with the port in use, if not empty
    bool stopUnitsAtExit = false;
    QString mode = QStringLiteral("daemon"); ///< or "embedded"
};

class EngineHost final : public QObject
{
    Q_OBJECT
public:
    explicit EngineHost(Settings settings, QObject *parent = nullptr);
    ~EngineHost() override;

    /// Busy if another engine owns the data directory. `done` when units are reconnected and the API listens.
    void start(std::function<void(Result<void>)> done);
    /// Ends the engine; units go on under their keepers unless stopUnitsAtExit. `done` when everything is committed.
    void stop(std::function<void()> done);

    [[nodiscard]] api::Router &router();
    [[nodiscard]] api::StreamSource &streams();
    [[nodiscard]] quint16 port() const;
    void setStopUnitsAtExit(bool stop);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lamplighter::engine
