#include "app/console/console.h"

#include "core/base/log.h"
#include "core/client/connect.h"
#include "ui/models/error_texts.h"

#include <QApplication>
#include <QMessageBox>

namespace lamplighter::console {

namespace {
const ui::InstanceId kLocal(QStringLiteral("local"));
} // namespace

Console::Console(Options options, ui::Theme &theme, QSettings &settings)
    : m_options(std::move(options))
    , m_settings(settings)
    , m_surroundings{theme, m_clock, m_ticker}
{}

void Console::start()
{
    embed();
}

void Console::embed()
{
    engine::Settings settings;
    settings.dataDirectory = m_options.dataDirectory;
    settings.unitSources = m_options.unitSources;
    settings.mode = QStringLiteral("embedded");
    m_embedded = std::make_unique<engine::EmbeddedEngine>(settings);
    m_embedded->start(this, [this](const Result<void> &started) {
        if (started) {
            show(m_embedded->makeTransport(), true);
        } else if (started.error().code == ErrorCode::Busy) {
            attach();
        } else {
            fail(started.error());
        }
    });
}

void Console::attach()
{
    if (!m_options.unitSources.isEmpty()) {
        qCWarning(lcConsole) << "An engine owns the data directory already; --units is left to it";
    }
    const client::Target target{{}, m_options.dataDirectory, {}};
    client::connectTo(target, this, [this](Result<std::unique_ptr<client::Transport>> transport) {
        if (transport) {
            show(std::move(transport).value(), false);
        } else {
            fail(transport.error());
        }
    });
}

void Console::show(std::unique_ptr<client::Transport> transport, bool embedded)
{
    if (!embedded) {
        m_embedded.reset();
    }
    m_instances = std::make_unique<ui::Instances>(m_clock);
    const auto kind = embedded ? ui::InstanceKind::Embedded : ui::InstanceKind::Local;
    ui::Instance &local = m_instances->add({kLocal, kind, {}, {}}, std::move(transport));
    m_connections = std::make_unique<ui::Connections>(m_settings, m_secrets, *m_instances);
    m_window = std::make_unique<ui::MainWindow>(m_surroundings, *m_instances, *m_connections, m_settings);
    connect(m_window.get(), &ui::MainWindow::quitWanted, this, &Console::quit);
    m_window->show();
    local.engine().connectLive();
    m_connections->open();
}

void Console::fail(const Error &error)
{
    const QString sentence = ui::ErrorTexts::sentence(error);
    qCCritical(lcConsole).noquote() << "The engine could not start:" << error.message;
    auto *message =
        new QMessageBox(QMessageBox::Critical, tr("Lamplighter"), tr("The engine could not start"), QMessageBox::Close);
    message->setObjectName(QStringLiteral("startFailed"));
    message->setAttribute(Qt::WA_DeleteOnClose);
    message->setInformativeText(sentence);
    connect(message, &QDialog::finished, this, [] { QCoreApplication::exit(1); });
    message->open();
}

void Console::end()
{
    if (m_window) {
        quit(false);
    } else {
        QCoreApplication::exit(0);
    }
}

void Console::quit(bool stopUnits)
{
    if (m_ending) {
        return;
    }
    m_ending = true;
    const auto leave = [this] {
        m_window->closeForGood();
        m_window.reset();
        m_connections.reset();
        m_instances.reset();
        QCoreApplication::exit(0);
    };
    if (!m_embedded) {
        QMetaObject::invokeMethod(this, leave, Qt::QueuedConnection); // not from within the window's own event
        return;
    }
    if (stopUnits) {
        m_window->toasts()->add(ui::StateKind::Busy, tr("Stopping units…"),
                                tr("The window closes when all have ended."));
    }
    m_embedded->setStopUnitsAtExit(stopUnits);
    m_embedded->stop(this, leave);
}

} // namespace lamplighter::console
