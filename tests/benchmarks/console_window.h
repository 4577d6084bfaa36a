// The console's window with everything it needs, in a benchmark's own process and with settings of its own.
#pragma once

#include "core/base/clock.h"
#include "ui/shell/main_window.h"

#include <QTemporaryDir>

namespace lamplighter::benchmarks {

class ConsoleWindow
{
public:
    ConsoleWindow();
    ~ConsoleWindow();

    [[nodiscard]] ui::Instances &instances() { return m_instances; }
    [[nodiscard]] ui::MainWindow &window() { return *m_window; }
    [[nodiscard]] ui::DataTable &table() { return *m_window->processes()->table(); }
    [[nodiscard]] const QTemporaryDir &folder() const { return m_folder; }
    /// Adds an engine that is reached this way, and connects to it.
    ui::Instance &add(const QString &id, ui::InstanceKind kind, std::unique_ptr<client::Transport> transport);

private:
    QTemporaryDir m_folder{QStringLiteral("/tmp/lamp-bench-XXXXXX")};
    QSettings m_settings{m_folder.filePath(QStringLiteral("console.ini")), QSettings::IniFormat};
    SystemClock m_clock;
    ui::Theme m_theme;
    ui::SecondTicker m_ticker;
    ui::SecretStore m_secrets{QStringLiteral("lamp-bench"), false};
    ui::Instances m_instances{m_clock};
    ui::Connections m_connections{m_settings, m_secrets, m_instances};
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace lamplighter::benchmarks
