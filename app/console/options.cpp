#include "app/console/options.h"

#include "core/base/data_directory.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

namespace lamplighter::console {
namespace {

QString text(const char *words)
{
    return QCoreApplication::translate("lamplighter", words);
}

int wrongUsage(const QString &message)
{
    std::fprintf(stderr, "lamplighter: %s\n", qUtf8Printable(message));
    return 2;
}

} // namespace

std::optional<int> readOptions(const QStringList &arguments, Options &options)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(text("Shows and supervises units in a window. If a daemon owns the data "
                                          "directory, the window attaches to it; else the "
                                          "engine lives in the window. One window for each data directory: a second "
                                          "start brings the first one forward.\n\nExit codes: 0 closed, or another one "
                                          "came forward; 1 the engine could not start; 2 wrong usage; 3 no display."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {QStringLiteral("data-dir"), text("Where everything of this engine lies."), QStringLiteral("DIR")},
        {QStringLiteral("units"), text("Unit file, or a folder of them; may be given several times."),
         QStringLiteral("FILE|DIR")},
        {QStringLiteral("demo"), text("Starts a demo fleet beside it: nine agents and a few services that "
                                      "misbehave. It ends with the window and leaves nothing behind.")},
        {QStringLiteral("background"),
         text("Starts in the tray, without a window. Where there is no tray, the window is shown and says so.")},
        {QStringLiteral("theme"), text("system, light, dark or high-contrast; remembered."), QStringLiteral("THEME")},
    });
    // What follows one of Qt's own options is for QApplication.
    QStringList ours;
    for (const QString &argument : arguments) {
        if (argument == u"-platform" || argument == u"-style" || argument == u"-display") {
            break;
        }
        ours.append(argument);
    }
    if (!parser.parse(ours)) {
        return wrongUsage(parser.errorText());
    }
    if (parser.isSet(QStringLiteral("help"))) {
        std::fputs(qUtf8Printable(parser.helpText()), stdout);
        return 0;
    }
    if (parser.isSet(QStringLiteral("version"))) {
        std::fputs("lamplighter " LAMPLIGHTER_VERSION "\n", stdout);
        return 0;
    }
    if (!parser.positionalArguments().isEmpty()) {
        return wrongUsage(text("unexpected argument '%1'").arg(parser.positionalArguments().constFirst()));
    }
    options.dataDirectory = parser.value(QStringLiteral("data-dir"));
    if (options.dataDirectory.isEmpty()) {
        options.dataDirectory = defaultDataDirectory();
    }
    options.demo = parser.isSet(QStringLiteral("demo"));
    options.background = parser.isSet(QStringLiteral("background"));
    options.unitSources = parser.values(QStringLiteral("units"));
    if (parser.isSet(QStringLiteral("theme"))) {
        const QString theme = parser.value(QStringLiteral("theme"));
        options.scheme = ui::schemeFromString(theme);
        if (ui::toString(*options.scheme) != theme) {
            return wrongUsage(text("--theme takes system, light, dark or high-contrast, not '%1'").arg(theme));
        }
    }
    return std::nullopt;
}

bool hasDisplay(QString &why)
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    for (const char *variable : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        if (!qEnvironmentVariableIsEmpty(variable)) {
            return true;
        }
    }
    why = text(
        "there is no display to show a window on. Run lamplighterd for the engine without one, and lampctl to talk to "
        "it.");
    return false;
#else
    Q_UNUSED(why)
    return true;
#endif
}

} // namespace lamplighter::console
