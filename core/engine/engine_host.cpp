#include "core/engine/engine_host.h"

#include "core/alerts/alert_book.h"
#include "core/api/routes.h"
#include "core/api/server.h"
#include "core/api/stream_routes.h"
#include "core/base/atomic_file.h"
#include "core/base/data_directory.h"
#include "core/base/file_lock.h"
#include "core/base/log.h"
#include "core/base/secret.h"
#include "core/engine/settings_file.h"
#include "core/engine/tls_start.h"
#include "core/engine/update_parts.h"
#include "core/journal/journal.h"
#include "core/journal/kinds.h"
#include "core/process/keepers.h"
#include "core/watchdog/watchdog.h"
#include "core/watchdog/watchdog_log.h"

#include <QCoreApplication>
#include <QFile>
#include <QSysInfo>

#include <utility>

namespace lamplighter::engine {

namespace kinds = journal::kinds;

/// Members are in the order of their start; they end in the reverse.
class EngineHost::Private
{
public:
    Private(EngineHost *owner, Settings theSettings)
        : q(owner)
        , settings(std::move(theSettings))
        , directory(settings.dataDirectory)
    {}

    void start();
    void databaseTrouble(const QString &message);
    Result<void> readSettings();
    void openDatabase();
    void makeServices();
    void openTokens();
    void openUpdates();
    void startWatchdog();
    void listen();
    Result<void> serve(quint16 port);
    void finish(Result<void> result);
    Result<void> publishAddress();
    Result<QString> readOrMakeId();
    [[nodiscard]] client::EngineInfo info() const;
    [[nodiscard]] Result<void> readiness() const;

    EngineHost *q;
    Settings settings;
    ApiSettings apiSettings; ///< of the file and the command line
    std::optional<api::TlsIdentity> tls;
    DataDirectory directory;
    SystemClock clock;
    std::function<void(Result<void>)> started;
    bool running = false;
    bool published = false; ///< the address file is written
    QString id;
    QString trouble;
    WallTime startedAt{};

    std::unique_ptr<FileLock> lock;
    std::unique_ptr<store::Database> database;
    std::unique_ptr<journal::Journal> journal;
    std::unique_ptr<alerts::AlertBook> alerts;
    std::unique_ptr<watchdog::WatchdogLog> log;
    std::unique_ptr<watchdog::Watchdog> watchdog;
    std::unique_ptr<UpdateParts> updates;
    std::unique_ptr<api::TokenStore> tokens;
    std::unique_ptr<api::EventStream> stream;
    api::Router router;
    std::unique_ptr<api::StreamRoutes> streams;
    std::unique_ptr<api::HttpServer> server;
};

EngineHost::EngineHost(Settings settings, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(settings)))
{}

EngineHost::~EngineHost() = default;

void EngineHost::start(std::function<void(Result<void>)> done)
{
    d->started = std::move(done);
    d->start();
}

void EngineHost::Private::finish(Result<void> result)
{
    running = result.ok();
    if (started) {
        std::exchange(started, nullptr)(std::move(result));
    }
}

void EngineHost::Private::start()
{
    if (const Result<void> made = directory.create(); !made) {
        finish(made.error());
        return;
    }
    Result<std::unique_ptr<FileLock>> acquired = FileLock::acquire(directory.lockFile());
    if (!acquired) {
        const Error &why = acquired.error();
        finish(why.code == ErrorCode::Busy
                   ? Error{ErrorCode::Busy,
                           QStringLiteral("another engine%1 owns %2: stop that one, or give this one another data "
                                          "directory")
                               .arg(why.field.isEmpty() ? QString() : QStringLiteral(" (process %1)").arg(why.field),
                                    directory.root()),
                           QStringLiteral("data-dir")}
                   : why);
        return;
    }
    lock = std::move(*acquired);
    if (const Result<void> read = readSettings(); !read) {
        finish(read.error());
        return;
    }
    Result<std::optional<api::TlsIdentity>> identity = prepareTls(apiSettings, directory, clock.wallNow());
    if (!identity) {
        finish(identity.error());
        return;
    }
    tls = std::move(*identity);
    const Result<QString> known = readOrMakeId();
    if (!known) {
        finish(known.error());
        return;
    }
    id = *known;
    openDatabase();
}

Result<void> EngineHost::Private::readSettings()
{
    const QString path = settings.settingsFile.isEmpty() ? directory.settingsFile() : settings.settingsFile;
    const Result<FileSettings> file = readSettingsFile(path);
    if (file) {
        qCInfo(lcEngine, "settings are read from %s", qUtf8Printable(path));
        apiSettings = file->api;
    } else if (file.error().code != ErrorCode::NotFound || !settings.settingsFile.isEmpty()) {
        return file.error();
    }
    ListenAddress &listen = apiSettings.listen;
    listen.tcp = settings.listenTcp.value_or(listen.tcp);
    listen.address = settings.listenAddress.value_or(listen.address);
    listen.port = settings.listenPort.value_or(listen.port);
    apiSettings.insecureListen = settings.insecureListen.value_or(apiSettings.insecureListen);
    return {};
}

/// Beside the database, not in it: keepers mark their processes with it, and it must survive a database set aside.
Result<QString> EngineHost::Private::readOrMakeId()
{
    const QString path = directory.root() + QStringLiteral("/engine-id");
    if (const Result<QByteArray> text = readFile(path, 256); text && !text->trimmed().isEmpty()) {
        return QString::fromLatin1(text->trimmed());
    }
    const QString made = makeToken().left(16);
    if (const Result<void> written = writeFileAtomically(path, made.toLatin1() + '\n', FileAccess::OwnerOnly);
        !written) {
        return written.error();
    }
    return made;
}

/// Also as events, which are written when it works again: the history shall tell of it.
void EngineHost::Private::databaseTrouble(const QString &message)
{
    const bool was = !std::exchange(trouble, message).isEmpty();
    if (alerts) {
        alerts->setDatabaseTrouble(message);
    }
    if (!journal || was == !message.isEmpty()) {
        return;
    }
    if (was && running && !published) {
        static_cast<void>(publishAddress());
    }
    if (was) {
        journal->append({kinds::kDatabaseWorks, {}, journal::Severity::Info, {}, {}, {}});
    } else {
        journal->append(
            {kinds::kDatabaseFails, {}, journal::Severity::Critical, {}, {}, {{QStringLiteral("error"), message}}});
    }
}

void EngineHost::Private::openDatabase()
{
    database = std::make_unique<store::Database>(directory.databaseFile());
    QObject::connect(database.get(), &store::Database::trouble, q,
                     [this](const QString &message) { databaseTrouble(message); });
    QObject::connect(database.get(), &store::Database::replaced, q, [this](const QString &setAsideAs) {
        qCCritical(lcEngine, "the database was damaged; it is kept as %s", qUtf8Printable(setAsideAs));
        QMetaObject::invokeMethod(
            q,
            [this, setAsideAs] {
                if (tokens) { // not known yet if it happened while the database was opened
                    tokens->writeAgain();
                }
                if (updates) {
                    updates->service().writeAgain();
                }
                if (journal) {
                    journal->append({kinds::kDatabaseReplaced,
                                     {},
                                     journal::Severity::Critical,
                                     {},
                                     {},
                                     {{QStringLiteral("set_aside_as"), setAsideAs}}});
                }
            },
            Qt::QueuedConnection);
    });
    database->open(store::engineMigrations(), q, [this](const Result<void> &opened) {
        if (!opened) {
            finish(opened.error());
            return;
        }
        journal = std::make_unique<journal::Journal>(*database, clock);
        journal->open(q, [this](const Result<void> &read) {
            if (!read) {
                finish(read.error());
                return;
            }
            makeServices();
        });
    });
}

void EngineHost::Private::makeServices()
{
    startedAt = clock.wallNow();
    alerts = std::make_unique<alerts::AlertBook>(alerts::AlertSettings{directory.alertDirectory()}, *database, *journal,
                                                 clock);
    log = std::make_unique<watchdog::WatchdogLog>(directory.watchdogLog(), *journal);
    watchdog::WatchdogSettings units;
    units.dataDirectory = directory.root();
    units.runDirectory = directory.runDirectory();
    units.logDirectory = directory.logDirectory();
    units.unitDirectory = directory.unitDirectory();
    units.unitSources = settings.unitSources;
    units.keeperProgram = process::findKeeperProgram();
    units.engineId = id;
    if (units.keeperProgram.isEmpty()) {
        finish(Error{ErrorCode::NotFound, QStringLiteral("lamplighter-keeper is not beside this program"), {}});
        return;
    }
    watchdog = std::make_unique<watchdog::Watchdog>(units, clock, *database, *journal);
    updates = std::make_unique<UpdateParts>(directory, *watchdog, *database, *journal, clock);
    tokens = std::make_unique<api::TokenStore>(*database, clock, directory);
    stream = std::make_unique<api::EventStream>(*journal, *watchdog, *alerts, updates->service());
    streams = std::make_unique<api::StreamRoutes>(*stream);
    api::registerRoutes(router, {*watchdog, *journal, *alerts, updates->service(), updates->policy(), *tokens, clock,
                                 [this] { return info(); }, [this] { return readiness(); },
                                 [this] { return server ? server->figures() : std::nullopt; },
                                 [this] { return database->backlog(); }});
    alerts->open(q, [this](const Result<void> &opened) {
        if (!opened) {
            finish(opened.error());
            return;
        }
        openTokens();
    });
}

void EngineHost::Private::openTokens()
{
    tokens->open(q, [this](const Result<api::TokenStore::Opened> &opened) {
        if (!opened) {
            finish(opened.error());
            return;
        }
        journal->append({kinds::kEngineStarted,
                         {},
                         journal::Severity::Info,
                         {},
                         {},
                         {{QStringLiteral("version"), QStringLiteral(LAMPLIGHTER_VERSION)},
                          {QStringLiteral("pid"), QCoreApplication::applicationPid()},
                          {QStringLiteral("mode"), settings.mode}}});
        openUpdates();
    });
}

void EngineHost::Private::openUpdates()
{
    updates->service().open(q, [this](const Result<void> &opened) {
        if (!opened) {
            finish(opened.error());
            return;
        }
        startWatchdog();
    });
}

void EngineHost::Private::startWatchdog()
{
    watchdog->start(q, [this](const Result<void> &begun) {
        if (!begun) {
            finish(begun.error());
            return;
        }
        updates->service().start();
        listen();
    });
}

void EngineHost::Private::listen()
{
    const ListenAddress &listen = apiSettings.listen;
    Result<void> listening = serve(listen.port);
    if (!listening && settings.otherPortIfTaken && listen.tcp && listen.port != 0) {
        qCWarning(lcEngine, "%s; taking any free one", qUtf8Printable(listening.error().message));
        listening = serve(0);
    }
    finish(listening ? publishAddress() : listening);
}

Result<void> EngineHost::Private::serve(quint16 port)
{
    api::ServerSettings serving;
    serving.tcp = apiSettings.listen.tcp;
    serving.address = apiSettings.listen.address;
    serving.port = port;
    serving.insecureListen = apiSettings.insecureListen;
    serving.compatibleWithoutToken = apiSettings.compatibleWithoutToken;
    serving.tls = tls;
    serving.hosts = apiSettings.hosts;
    serving.limits = apiSettings.limits;
    serving.localSocket = directory.localSocket();
    server = std::make_unique<api::HttpServer>(serving, router, *streams, clock);
    server->setTokens(tokens->book());
    QObject::connect(tokens.get(), &api::TokenStore::changed, server.get(),
                     [this] { server->setTokens(tokens->book()); });
    QObject::connect(server.get(), &api::HttpServer::tokenUsed, q,
                     [this](const QString &token) { tokens->noteUse(token); });
    return server->start();
}

Result<void> EngineHost::Private::publishAddress()
{
    if (!apiSettings.listen.tcp) {
        return {};
    }
    const QString &listen = apiSettings.listen.address;
    const QString address = listen.contains(u':') ? QString(u'[' + listen + u']') : listen;
    QByteArray lines = (address + u':' + QString::number(server->port())).toLatin1() + '\n';
    if (tls) {
        lines += tls->fingerprint.toLatin1() + '\n';
    }
    const Result<void> written = writeFileAtomically(directory.addressFile(), lines, FileAccess::OwnerOnly);
    published = written.ok();
    if (!published) {
        QFile::remove(directory.addressFile()); // of an engine that is gone
        // A full disk is no reason to leave the units alone; whoever is on this machine uses the local socket.
        qCWarning(lcEngine, "%s; clients have to be told the address %s", qUtf8Printable(written.error().message),
                  lines.left(lines.indexOf('\n')).constData());
    }
    if (settings.portFile.isEmpty()) {
        return {};
    }
    return writeFileAtomically(settings.portFile, QByteArray::number(server->port()) + '\n', FileAccess::Readable);
}

client::EngineInfo EngineHost::Private::info() const
{
    client::EngineInfo out;
    out.id = id;
    out.version = QStringLiteral(LAMPLIGHTER_VERSION);
    out.host = QSysInfo::machineHostName();
    out.dataDirectory = directory.root();
    out.pid = QCoreApplication::applicationPid();
    out.startedAt = startedAt;
    out.mode = settings.mode;
    out.units = watchdog->unitCount();
    out.running = watchdog->runningCount();
    out.lastEvent = journal->lastCommitted();
    out.trouble = trouble;
    out.tlsFingerprint = tls ? tls->fingerprint : QString();
    out.listening = server ? server->listening() : QStringList();
    return out;
}

Result<void> EngineHost::Private::readiness() const
{
    if (!running) {
        return Error{ErrorCode::Unavailable, QStringLiteral("the engine is starting"), {}};
    }
    if (!trouble.isEmpty()) {
        return Error{ErrorCode::Unavailable, trouble, {}};
    }
    return {};
}

void EngineHost::stop(std::function<void()> done)
{
    const auto end = [this, done = std::move(done)] {
        d->running = false;
        d->server.reset();
        QFile::remove(d->directory.addressFile());
        if (!d->settings.portFile.isEmpty()) {
            QFile::remove(d->settings.portFile);
        }
        d->updates.reset();  // what it was about to do, the next engine does
        d->watchdog.reset(); // stores what is not stored yet; units go on under their keepers
        if (d->journal) {
            d->journal->append({kinds::kEngineStopping,
                                {},
                                journal::Severity::Info,
                                {},
                                {},
                                {{QStringLiteral("units_stopped"), d->settings.stopUnitsAtExit}}});
            d->database->flush(this, [done](const Result<void> &) { done(); });
        } else {
            done();
        }
    };
    if (d->running && d->settings.stopUnitsAtExit) {
        d->watchdog->stopAll(this, end);
    } else {
        end();
    }
}

api::Router &EngineHost::router()
{
    return d->router;
}

api::StreamSource &EngineHost::streams()
{
    return *d->streams;
}

quint16 EngineHost::port() const
{
    return d->server ? d->server->port() : quint16(0);
}

void EngineHost::setStopUnitsAtExit(bool stop)
{
    d->settings.stopUnitsAtExit = stop;
}

} // namespace lamplighter::engine
