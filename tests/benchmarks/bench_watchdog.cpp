// Prints every figure of the watchdog in one run, each beside its floor. See README.md in this folder.
#include "tests/benchmarks/measures.h"
#include "tests/support/unit_text.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace lamplighter::benchmarks;

namespace {

int number(const QCommandLineParser &parser, const QString &option)
{
    return parser.value(option).toInt();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Measures the watchdog beside a bare loop and other supervisors"));
    parser.addHelpOption();
    const QString only = QStringLiteral("only");
    const Scale standard;
    parser.addOptions({
        {only, QStringLiteral("only this part: crash, fleet (and crash, its floor) or peers"), QStringLiteral("part")},
        {QStringLiteral("units"), QStringLiteral("units of the fleet"), QStringLiteral("n"),
         QString::number(standard.units)},
        {QStringLiteral("kills"), QStringLiteral("kills for the median"), QStringLiteral("n"),
         QString::number(standard.kills)},
        {QStringLiteral("idle"), QStringLiteral("seconds of idling"), QStringLiteral("n"),
         QString::number(standard.idleSeconds)},
        {QStringLiteral("no-peers"), QStringLiteral("without the other supervisors")},
    });
    parser.process(application);
    qputenv("LAMPLIGHTER_BIN", lamplighter::tests::programPath(QString()).toLocal8Bit());

    Scale scale;
    scale.units = number(parser, QStringLiteral("units"));
    scale.kills = number(parser, QStringLiteral("kills"));
    scale.idleSeconds = number(parser, QStringLiteral("idle"));
    scale.peers = !parser.isSet(QStringLiteral("no-peers"));
    FigureTable table;
    const QString part = parser.value(only);
    const bool all = part.isEmpty();
    CrashTimes crash;
    if (part != QStringLiteral("peers")) {
        crash = measureCrash(scale, table);
    }
    if (scale.peers && (all || part == QStringLiteral("peers"))) {
        measurePeerCrash(scale, crash, table);
    }
    if (part != QStringLiteral("crash")) {
        const FleetTimes floor = measureFloorFleet(scale);
        FleetTimes ours;
        if (all || part == QStringLiteral("fleet")) {
            ours = measureLamplighterFleet(scale, crash.floorMs, floor, table);
        }
        if (scale.peers && part != QStringLiteral("fleet")) {
            measurePeerFleets(scale, floor, ours, table);
        }
    }
    std::printf("%s", qPrintable(table.text()));
    return table.missed() == 0 ? 0 : 1;
}
