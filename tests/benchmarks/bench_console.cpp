// Prints the figures of the console in one run. See README.md in this folder.
#include "tests/benchmarks/console_measures.h"
#include "tests/support/unit_text.h"

#include <QCommandLineParser>

#include <cstdio>

using namespace lamplighter::benchmarks;

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    FrameClock clock(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Measures the console: start, pixels, many units, many engines"));
    parser.addHelpOption();
    const QString only = QStringLiteral("only");
    const ConsoleScale standard;
    parser.addOptions({
        {only, QStringLiteral("only this part: start, change, busy, updates or engines"), QStringLiteral("part")},
        {QStringLiteral("seconds"), QStringLiteral("how long the table is busy"), QStringLiteral("n"),
         QString::number(standard.busySeconds)},
        {QStringLiteral("idle"), QStringLiteral("seconds of idling"), QStringLiteral("n"),
         QString::number(standard.idleSeconds)},
    });
    parser.process(clock);
    const QString programs = lamplighter::tests::programPath(QString());
    qputenv("LAMPLIGHTER_BIN", programs.toLocal8Bit());
    qputenv("LAMPLIGHTER_KEEPER", lamplighter::tests::programPath(QStringLiteral("lamplighter-keeper")).toLocal8Bit());

    ConsoleScale scale;
    scale.busySeconds = parser.value(QStringLiteral("seconds")).toInt();
    scale.idleSeconds = parser.value(QStringLiteral("idle")).toInt();
    const auto wanted = [&](const QString &part) { return !parser.isSet(only) || parser.value(only) == part; };
    FigureTable table;
    if (wanted(QStringLiteral("start"))) {
        measureStart(scale, table);
    }
    if (wanted(QStringLiteral("change"))) {
        measureChange(scale, clock, table);
    }
    if (wanted(QStringLiteral("busy"))) {
        measureBusyTable(scale, clock, table);
    }
    if (wanted(QStringLiteral("updates"))) {
        measureUpdateHistory(scale, clock, table);
    }
    if (wanted(QStringLiteral("engines"))) {
        measureTenEngines(scale, table);
    }
    std::printf("%s", qPrintable(table.text()));
    return table.missed() == 0 ? 0 : 1;
}
