// The console program put together: its window, the engine of the data directory (embedded, or the daemon's), the
// demo fleet, the remembered connections; and it ends them as the operator answers. Lives on the GUI thread.
#pragma once

#include "app/console/demo_fleet.h"
#include "app/console/first_picture.h"
#include "app/console/options.h"
#include "core/engine/embedded_engine.h"
#include "ui/shell/main_window.h"
#include "ui/shell/single_instance.h"
#include "ui/tray/tray.h"

namespace lamplighter::console {

class Console final : public QObject
{
    Q_OBJECT
public:
    Console(Options options, ui::Theme &theme, QSettings &settings);
    ~Console() override;

    /// Hands over to the console that has the data directory open already, or opens it.
    void start();
    /// A polite request from outside (SIGTERM): units go on.
    void end() { quit(false); }

private:
    void open();
    void serve(const ui::SingleInstance::Request &request);
    void embed();
    void attach();
    void showLocal(std::unique_ptr<client::Transport> transport, ui::InstanceKind kind);
    void watchOtherWindow();
    void startDemo();
    void removeDemo(std::function<void()> done);
    void failToStart(const Error &error);
    void fail(const QString &title, const QString &sentence);
    void quit(bool stopUnits);
    void endEngine(bool stopUnits);
    void leave();

    Options m_options;
    QSettings &m_settings;
    SystemClock m_clock;
    ui::SecondTicker m_ticker;
    ui::Surroundings m_surroundings;
    ui::SecretStore m_secrets{QStringLiteral("Lamplighter")};
    ui::SingleInstance m_single;
    // From the outside in: the tray uses the window, the window uses the instances, an instance's transport the engine.
    std::unique_ptr<engine::EmbeddedEngine> m_embedded;
    DemoFleet m_demo;
    std::unique_ptr<ui::Instances> m_instances;
    std::unique_ptr<ui::Connections> m_connections;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<ui::Tray> m_tray;
    std::unique_ptr<FirstPicture> m_firstPicture; ///< only where the log tells of it
    bool m_ending = false;
    bool m_embedding = false;        ///< its engine has not answered to its start yet
    std::optional<bool> m_stopUnits; ///< what to do with it once it has, if the operator left meanwhile
    int m_attempts = 0;
    bool m_takingOver = false;
};

} // namespace lamplighter::console
