#include "tests/benchmarks/console_window.h"

#include <QApplication>

namespace lamplighter::benchmarks {

ConsoleWindow::ConsoleWindow()
    : m_theme(ui::builtInTokens())
{
    m_theme.applyTo(*qApp);
    m_window = std::make_unique<ui::MainWindow>(ui::Surroundings{m_theme, m_clock, m_ticker}, m_instances,
                                                m_connections, m_settings);
    m_window->resize(1600, 1000); // the screen of a platform without one is small
    m_window->show();
}

ConsoleWindow::~ConsoleWindow() = default;

ui::Instance &ConsoleWindow::add(const QString &id, ui::InstanceKind kind, std::unique_ptr<client::Transport> transport)
{
    ui::Instance &instance = m_instances.add({ui::InstanceId(id), kind, id, {}}, std::move(transport));
    instance.engine().connectLive();
    return instance;
}

} // namespace lamplighter::benchmarks
