// The console program put together: finds or embeds the engine of the data directory, shows its window, and ends both
// as the operator answers. Lives on the GUI thread.
#pragma once

#include "app/console/options.h"
#include "core/engine/embedded_engine.h"
#include "ui/shell/main_window.h"

namespace lamplighter::console {

class Console final : public QObject
{
    Q_OBJECT
public:
    Console(Options options, ui::Theme &theme, QSettings &settings);

    /// Embeds the engine, or attaches to the one that owns the data directory; then shows the window.
    void start();
    /// A polite request from outside (SIGTERM): units go on.
    void end();

private:
    void embed();
    void attach();
    void show(std::unique_ptr<client::Transport> transport, bool embedded);
    void fail(const Error &error);
    void quit(bool stopUnits);

    Options m_options;
    QSettings &m_settings;
    SystemClock m_clock;
    ui::SecondTicker m_ticker;
    ui::Surroundings m_surroundings;
    // From the outside in: the window uses the instances, an instance's transport the engine.
    std::unique_ptr<engine::EmbeddedEngine> m_embedded;
    ui::SecretStore m_secrets{QStringLiteral("Lamplighter")};
    std::unique_ptr<ui::Instances> m_instances;
    std::unique_ptr<ui::Connections> m_connections;
    std::unique_ptr<ui::MainWindow> m_window;
    bool m_ending = false;
};

} // namespace lamplighter::console
