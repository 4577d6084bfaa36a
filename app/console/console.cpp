#include "app/console/console.h"

#include "core/base/data_directory.h"
#include "core/base/log.h"
#include "core/client/connect.h"
#include "ui/models/error_texts.h"

#include <QApplication>
#include <QFileInfo>
#include <QMessageBox>
#include <QTimer>

namespace lamplighter::console {

namespace {

const ui::InstanceId kLocal(QStringLiteral("local"));
const ui::InstanceId kDemo(QStringLiteral("demo"));
constexpr auto kTakeOverAfter = milliseconds(500);
constexpr int kMostAttempts = 20; ///< to embed or attach, until it is a failure

/// As this one was started, but for what is only wanted now.
QStringList signInCommand(const Options &options)
{
    QStringList command{QCoreApplication::applicationFilePath(), QStringLiteral("--background")};
    if (const QString root = DataDirectory(options.dataDirectory).root(); root != defaultDataDirectory()) {
        command << QStringLiteral("--data-dir") << root;
    }
    for (const QString &source : options.unitSources) {
        command << QStringLiteral("--units") << QFileInfo(source).absoluteFilePath();
    }
    return command;
}

} // namespace

Console::Console(Options options, ui::Theme &theme, QSettings &settings)
    : m_options(std::move(options))
    , m_settings(settings)
    , m_surroundings{theme, m_clock, m_ticker}
    , m_single(DataDirectory(m_options.dataDirectory), {!m_options.background, m_options.demo})
    , m_demo(settings)
    , m_instances(std::make_unique<ui::Instances>(m_clock))
    , m_connections(std::make_unique<ui::Connections>(settings, m_secrets, *m_instances))
{}

Console::~Console() = default;

void Console::start()
{
    connect(&m_single, &ui::SingleInstance::isFirst, this, &Console::open);
    connect(&m_single, &ui::SingleInstance::requested, this, &Console::serve);
    connect(&m_single, &ui::SingleInstance::handedOver, this, [this] {
        if (!m_options.unitSources.isEmpty()) {
            qCWarning(lcConsole) << "Lamplighter is open already; --units is left to it";
        }
        QCoreApplication::exit(0);
    });
    connect(&m_single, &ui::SingleInstance::failed, this,
            [this](const QString &why) { fail(tr("Lamplighter is open already"), why); });
    m_single.decide();
}

void Console::serve(const ui::SingleInstance::Request &request)
{
    if (m_ending || !m_window) {
        return;
    }
    if (request.show) {
        m_window->comeForward();
    }
    if (request.demo && !m_instances->find(kDemo)) {
        startDemo();
    }
}

void Console::open()
{
    m_instances->setStarting(true);
    m_window = std::make_unique<ui::MainWindow>(m_surroundings, *m_instances, *m_connections, m_settings);
    m_window->setDemoObstacle(m_demo.obstacle());
    m_window->setSignInStart(ui::SignInStart(signInCommand(m_options)));
    connect(m_window.get(), &ui::MainWindow::quitWanted, this, &Console::quit);
    connect(m_window.get(), &ui::MainWindow::demoWanted, this, &Console::startDemo);
    connect(m_window.get(), &ui::MainWindow::demoRemovalWanted, this, [this] { removeDemo([] {}); });
    if (lcConsole().isDebugEnabled()) {
        m_firstPicture = std::make_unique<FirstPicture>(*m_window, [this] {
            const ui::Instance *local = m_instances->find(kLocal);
            return local && local->picture().isLoaded() && m_window->overview()->isLive();
        });
    }
    m_tray = std::make_unique<ui::Tray>(m_surroundings, *m_instances, *m_window, m_settings);
    m_tray->start(m_options.background ? ui::Tray::Begin::Hidden : ui::Tray::Begin::Shown);
    if (!m_options.background) {
        m_window->show();
    }
    embed();
}

void Console::embed()
{
    engine::Settings settings;
    settings.dataDirectory = m_options.dataDirectory;
    settings.unitSources = m_options.unitSources;
    settings.mode = QStringLiteral("embedded");
    settings.otherPortIfTaken = true; // another account's console must not keep this one shut
    m_embedded = std::make_unique<engine::EmbeddedEngine>(settings);
    m_embedding = true;
    m_embedded->start(this, [this](const Result<void> &started) {
        m_embedding = false;
        if (!started) {
            m_embedded.reset();
        }
        if (m_ending) {
            if (m_stopUnits) { // the operator left while it started
                endEngine(*m_stopUnits);
            }
            return;
        }
        if (started) {
            m_attempts = 0;
            showLocal(m_embedded->makeTransport(), ui::InstanceKind::Embedded);
        } else if (started.error().code == ErrorCode::Busy) {
            attach();
        } else {
            failToStart(started.error());
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
        if (m_ending) {
            return;
        }
        if (transport) {
            m_attempts = 0;
            showLocal(std::move(transport).value(), ui::InstanceKind::Local);
        } else if (++m_attempts < kMostAttempts) {
            // Whoever holds the data directory is about to listen, or about to let go of it.
            QTimer::singleShot(kTakeOverAfter, this, [this] {
                if (!m_ending) {
                    embed();
                }
            });
        } else {
            failToStart(transport.error());
        }
    });
}

void Console::showLocal(std::unique_ptr<client::Transport> transport, ui::InstanceKind kind)
{
    client::Engine &engine = m_instances->add({kLocal, kind, {}, {}}, std::move(transport)).engine();
    if (kind == ui::InstanceKind::Local) {
        connect(&engine, &client::Engine::connectionChanged, this, &Console::watchOtherWindow);
    }
    engine.connectLive();
    if (m_instances->isStarting()) {
        m_instances->setStarting(false);
        m_connections->open();
        m_demo.removeLeftover([this] {
            if (m_options.demo && !m_ending) {
                startDemo();
            }
        });
    }
}

void Console::watchOtherWindow()
{
    const ui::Instance *local = m_instances->find(kLocal);
    if (m_ending || m_takingOver || !local || local->profile().kind != ui::InstanceKind::Local) {
        return;
    }
    // An engine in another window ended with it, and nobody else will start it. A daemon comes back by its own
    // supervisor, which must find the data directory free.
    const client::Engine &engine = local->engine();
    if (engine.connection() == client::Connection::Reconnecting && engine.liveInfo().mode == u"embedded") {
        m_takingOver = true;
        QTimer::singleShot(kTakeOverAfter, this, [this] {
            m_takingOver = false;
            if (!m_ending) {
                embed();
            }
        });
    }
}

void Console::startDemo()
{
    m_demo.start([this](const Result<void> &started) {
        if (m_ending) {
            return;
        }
        if (!started) {
            m_window->toasts()->add(ui::StateKind::Critical, tr("The demo fleet could not be started"),
                                    ui::ErrorTexts::sentence(started.error()));
            return;
        }
        ui::Instance &fleet =
            m_instances->add({kDemo, ui::InstanceKind::Demo, tr("demo fleet"), {}}, m_demo.makeTransport());
        fleet.engine().connectLive();
    });
}

void Console::removeDemo(std::function<void()> done)
{
    m_instances->remove(kDemo);
    m_demo.remove(std::move(done));
}

void Console::failToStart(const Error &error)
{
    qCCritical(lcConsole).noquote() << "The engine could not start:" << error.message;
    fail(tr("The engine could not start"), ui::ErrorTexts::sentence(error));
}

void Console::fail(const QString &title, const QString &sentence)
{
    auto *message = new QMessageBox(QMessageBox::Critical, tr("Lamplighter"), title, QMessageBox::Close);
    message->setObjectName(QStringLiteral("startFailed"));
    message->setAttribute(Qt::WA_DeleteOnClose);
    message->setTextFormat(Qt::PlainText);
    message->setInformativeText(sentence);
    connect(message, &QDialog::finished, this, [] { QCoreApplication::exit(1); });
    message->open();
}

void Console::quit(bool stopUnits)
{
    if (m_ending) {
        return;
    }
    m_ending = true;
    m_single.setEnding();
    if (m_demo.isBusy()) {
        m_window->toasts()->add(ui::StateKind::Busy, tr("Removing the demo fleet…"),
                                tr("The window closes when all of it has ended."));
    }
    // Not from within the window's own event.
    QMetaObject::invokeMethod(
        this, [this, stopUnits] { removeDemo([this, stopUnits] { endEngine(stopUnits); }); }, Qt::QueuedConnection);
}

void Console::endEngine(bool stopUnits)
{
    if (m_embedding) {
        m_stopUnits = stopUnits; // an engine is not stopped halfway up
        return;
    }
    if (!m_embedded) {
        leave();
        return;
    }
    if (stopUnits) {
        m_window->toasts()->add(ui::StateKind::Busy, tr("Stopping units…"),
                                tr("The window closes when all have ended."));
    }
    m_embedded->setStopUnitsAtExit(stopUnits);
    m_embedded->stop(this, [this] { leave(); });
}

void Console::leave()
{
    m_tray.reset();
    if (m_window) {
        m_window->closeForGood();
    }
    m_window.reset();
    m_connections.reset();
    m_instances.reset();
    QCoreApplication::exit(0);
}

} // namespace lamplighter::console
