// lamplighterd: the engine, headless.
#include "core/base/data_directory.h"
#include "core/base/log.h"
#include "core/base/service_manager.h"
#include "core/base/termination.h"
#include "core/engine/engine_host.h"
#include "core/engine/settings_file.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

#include <cstdio>

namespace {

using lamplighter::engine::Settings;

struct Options
{
    Settings settings;
    bool foreground = false;
};

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QCoreApplication::translate(
        "lamplighterd",
        "Keeps units running, headless. Ends on SIGTERM and leaves its units running.\n\n"
        "Exit codes: 0 ended as asked, 1 could not start or failed, 2 wrong usage, 4 another engine owns "
        "the data directory."));
    parser.addHelpOption();
    parser.addVersionOption();
    const auto text = [](const char *words) { return QCoreApplication::translate("lamplighterd", words); };
    parser.addOptions({
        {QStringLiteral("data-dir"), text("Where everything of this engine lies."), QStringLiteral("DIR")},
        {QStringLiteral("units"), text("Unit file, or a folder of them; may be given several times."),
         QStringLiteral("FILE|DIR")},
        {QStringLiteral("listen"),
         text("Address of the HTTP API, 127.0.0.1:8765 unless the settings file says otherwise; port 0 picks a free "
              "one; \"none\" only the local socket."),
         QStringLiteral("ADDR:PORT")},
        {QStringLiteral("settings"), text("Settings file instead of settings.toml in the data directory."),
         QStringLiteral("FILE")},
        {QStringLiteral("port-file"), text("Write the port in use to this file."), QStringLiteral("FILE")},
        {QStringLiteral("insecure-listen"), text("Allow plain HTTP on an address that is not loopback.")},
        {QStringLiteral("foreground"), text("Stay in the foreground and log to stderr.")},
        {QStringLiteral("stop-units"), text("End the units together with the engine.")},
    });
}

int wrongUsage(const QString &message)
{
    std::fprintf(stderr, "lamplighterd: %s\n", qUtf8Printable(message));
    return 2;
}

int readListen(const QString &text, Settings *settings)
{
    const auto listen = lamplighter::engine::parseListenAddress(text);
    if (!listen) {
        return wrongUsage(
            QCoreApplication::translate("lamplighterd", "--listen takes ADDRESS:PORT, not '%1'").arg(text));
    }
    settings->listenTcp = listen->tcp;
    if (listen->tcp) {
        settings->listenAddress = listen->address;
        settings->listenPort = listen->port;
    }
    return -1;
}

/// Only reads the command line: runs before QCoreApplication, which must not exist when we go to the background.
int readOptions(int argc, char **argv, Options *options)
{
    QCommandLineParser parser;
    addOptions(parser);
    QStringList arguments;
    for (int i = 0; i < argc; ++i) {
        arguments.append(QString::fromLocal8Bit(argv[i]));
    }
    if (!parser.parse(arguments)) {
        return wrongUsage(parser.errorText());
    }
    if (!parser.positionalArguments().isEmpty()) {
        return wrongUsage(QCoreApplication::translate("lamplighterd", "unexpected argument '%1'")
                              .arg(parser.positionalArguments().constFirst()));
    }
    if (parser.isSet(QStringLiteral("help"))) {
        std::fputs(qUtf8Printable(parser.helpText()), stdout);
        return 0;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        std::fputs("lamplighterd " LAMPLIGHTER_VERSION "\n", stdout);
        return 0;
    }
    Settings &settings = options->settings;
    settings.dataDirectory = parser.value(QStringLiteral("data-dir"));
    if (settings.dataDirectory.isEmpty()) {
        settings.dataDirectory = lamplighter::defaultDataDirectory();
    }
    settings.unitSources = parser.values(QStringLiteral("units"));
    settings.portFile = parser.value(QStringLiteral("port-file"));
    if (parser.isSet(QStringLiteral("settings"))) { // made absolute while we still are in the caller's folder
        settings.settingsFile = QFileInfo(parser.value(QStringLiteral("settings"))).absoluteFilePath();
    }
    if (parser.isSet(QStringLiteral("insecure-listen"))) {
        settings.insecureListen = true;
    }
    settings.stopUnitsAtExit = parser.isSet(QStringLiteral("stop-units"));
    options->foreground = parser.isSet(QStringLiteral("foreground"));
    return parser.isSet(QStringLiteral("listen")) ? readListen(parser.value(QStringLiteral("listen")), &settings) : -1;
}

} // namespace

int main(int argc, char **argv)
{
    using namespace lamplighter;
    installLogFormat();
    Options options;
    if (const int code = readOptions(argc, argv, &options); code >= 0) {
        return code;
    }
    Detachment detachment;
    if (!options.foreground) {
        if (const Result<void> gone = detachment.detach(); !gone) {
            std::fprintf(stderr, "lamplighterd: %s\n", qUtf8Printable(gone.error().message));
            return 1;
        }
    }
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("lamplighterd"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LAMPLIGHTER_VERSION));

    engine::EngineHost host(options.settings);
    TerminationSignals termination;
    QTimer alive;
    QObject::connect(&alive, &QTimer::timeout, &host, [] { notifyServiceManager("WATCHDOG=1"); });
    bool ending = false;
    QObject::connect(&termination, &TerminationSignals::requested, &host, [&] {
        if (!ending) {
            ending = true;
            notifyServiceManager("STOPPING=1");
            host.stop([] { QCoreApplication::exit(0); });
        }
    });
    host.start([&](const Result<void> &started) {
        if (!started) {
            const QByteArray message = "lamplighterd: " + started.error().message.toUtf8();
            std::fprintf(stderr, "%s\n", message.constData());
            detachment.failed(message);
            QMetaObject::invokeMethod(
                &host, [busy = started.error().code == ErrorCode::Busy] { QCoreApplication::exit(busy ? 4 : 1); },
                Qt::QueuedConnection);
            return;
        }
        if (const auto period = serviceManagerWatchdog()) {
            alive.start(std::chrono::duration_cast<milliseconds>(*period / 2));
        }
        notifyServiceManager("READY=1");
        detachment.ready();
    });
    return QCoreApplication::exec();
}
