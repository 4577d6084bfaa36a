// Prints the figures of the HTTP API: how many requests a second, and what 5,000 connections that hang do to them, to
// the restart of units and to the local socket. See README.md in this folder.
#include "core/base/data_directory.h"
#include "tests/benchmarks/http_load.h"
#include "tests/benchmarks/measures.h"
#include "tests/benchmarks/usage.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QLocalSocket>

#include <cstdio>

#include <sys/resource.h>

using namespace lamplighter::benchmarks;
using lamplighter::tests::nap;

namespace {

constexpr int kUnits = 100;
constexpr int kConnections = 64;
constexpr int kSlow = 5000;
constexpr int kRestarts = 30;

struct LoadScale
{
    double seconds = 8;
    bool slow = true;
};

void mayOpenManyFiles()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// Times of GET /api/v1/engine over the local socket, a connection each, in ms; one that fails counts as 10 s.
std::vector<double> askLocally(const QString &socketPath, int times)
{
    std::vector<double> out;
    for (int i = 0; i < times; ++i) {
        const std::int64_t began = monotonicNow();
        QLocalSocket socket;
        socket.connectToServer(socketPath);
        bool good = socket.waitForConnected(5000);
        socket.write("GET /api/v1/engine HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        QByteArray answer;
        while (good && socket.waitForReadyRead(5000)) {
            answer += socket.readAll();
        }
        good = good && answer.startsWith("HTTP/1.1 200");
        out.push_back(good ? static_cast<double>(monotonicNow() - began) / 1e6 : 10'000);
        nap(20);
    }
    return out;
}

std::vector<double> restart(LamplighterRun &run)
{
    std::vector<double> times;
    for (int i = 0; i < kRestarts; ++i) {
        times.push_back(restartTime(run, i % kUnits));
        nap(20);
    }
    return times;
}

QString rate(const LoadResult &load)
{
    return QStringLiteral("%1/s, p99 %2 ms")
        .arg(load.perSecond(), 0, 'f', 0)
        .arg(percentile(load.latencies, 0.99), 0, 'f', 1);
}

LoadResult measureLoad(LamplighterRun &run, const QByteArray &request, const LoadScale &scale, FigureTable &table)
{
    const QByteArray body = run.engine().get("/api/v1/units").body;
    LoadResult floor;
    {
        const FloorServer server(body);
        floor = runLoad(server.port(), request, kConnections, scale.seconds / 2);
    }
    const LoadResult load = runLoad(run.engine().port(), request, kConnections, scale.seconds);
    say(QStringLiteral("%1 bytes a body; floor %2; ours %3; %4 failures")
            .arg(body.size())
            .arg(rate(floor), rate(load))
            .arg(load.failures));
    table.check(QStringLiteral("GET units of %1, %2 connections (a bare server of the same bytes: %3)")
                    .arg(kUnits)
                    .arg(kConnections)
                    .arg(rate(floor)),
                load.perSecond() >= 10'000 && load.failures == 0, rate(load), QStringLiteral(">= 10000/s"));
    table.limit(QStringLiteral("the same, 99th percentile"), percentile(load.latencies, 0.99), QStringLiteral("ms"), 10,
                QStringLiteral("< 10 ms"));
    return load;
}

void measureSlow(LamplighterRun &run, const QByteArray &request, const LoadResult &before, const LoadScale &scale,
                 FigureTable &table)
{
    const QString localSocket = lamplighter::DataDirectory(run.engine().dataDirectory()).localSocket();
    const std::vector<double> restartsBefore = restart(run);
    const std::vector<double> localBefore = askLocally(localSocket, 50);
    const SlowClients slow(run.engine().port(), kSlow);
    const bool all = slow.waitForAll(60'000);
    table.check(QStringLiteral("slow connections"), all,
                QStringLiteral("%1 came, %2 held at once").arg(slow.connects()).arg(slow.open()),
                QString::number(kSlow));
    nap(2000);
    const std::vector<double> restartsDuring = restart(run);
    const std::vector<double> localDuring = askLocally(localSocket, 100);
    const LoadResult during = runLoad(run.engine().port(), request, kConnections, scale.seconds);
    say(QStringLiteral("%1 connects of slow clients so far, %2 open").arg(slow.connects()).arg(slow.open()));
    table.check(QStringLiteral("GET units while %1 hang").arg(kSlow),
                during.perSecond() >= before.perSecond() / 2 && during.failures == 0,
                rate(during) + QStringLiteral(", %1 failures").arg(during.failures),
                QStringLiteral(">= half of before"));
    table.compare(QStringLiteral("restart of a unit while they hang, median of %1").arg(kRestarts),
                  median(restartsDuring), median(restartsBefore), QStringLiteral("ms"), 1.25);
    table.mention(QStringLiteral("local socket before, 99th percentile"), percentile(localBefore, 0.99),
                  QStringLiteral("ms"));
    table.limit(QStringLiteral("local socket while they hang, 99th percentile"), percentile(localDuring, 0.99),
                QStringLiteral("ms"), 10, QStringLiteral("< 10 ms"));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Measures the HTTP API, alone and while connections hang"));
    parser.addHelpOption();
    LoadScale scale;
    parser.addOptions({
        {QStringLiteral("seconds"), QStringLiteral("of load in each part"), QStringLiteral("n"),
         QString::number(scale.seconds)},
        {QStringLiteral("no-slow"), QStringLiteral("without connections that hang")},
    });
    parser.process(application);
    scale.seconds = parser.value(QStringLiteral("seconds")).toDouble();
    scale.slow = !parser.isSet(QStringLiteral("no-slow"));
    qputenv("LAMPLIGHTER_BIN", lamplighter::tests::programPath(QString()).toLocal8Bit());
    mayOpenManyFiles();

    LamplighterRun run;
    if (!run.prepare(kUnits) || !run.start() || run.waitForRunning(kUnits, 30'000) == 0) {
        say(run.engine().trouble());
        return 1;
    }
    nap(1500);
    const QByteArray request = "GET /api/v1/units HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " +
                               run.engine().token() + "\r\nAccept: application/json\r\n\r\n";
    FigureTable table;
    const LoadResult load = measureLoad(run, request, scale, table);
    if (scale.slow) {
        measureSlow(run, request, load, scale, table);
    }
    std::printf("%s", qPrintable(table.text()));
    return table.missed() == 0 ? 0 : 1;
}
