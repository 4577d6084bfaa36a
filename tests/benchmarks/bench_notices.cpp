// Prints the figures of updates: how many notices a second are answered, durable, beside the protocol's own service
// (notices_peer.py); what a long history costs to read; and how fast an engine with 100,000 deferrals is back. See
// README.md in this folder.
#include "tests/benchmarks/beacon_board.h"
#include "tests/benchmarks/figures.h"
#include "tests/benchmarks/http_load.h"
#include "tests/support/engine_process.h"
#include "tests/support/unit_text.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

#include <algorithm>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

using namespace lamplighter::benchmarks;
using namespace lamplighter::tests;

namespace {

constexpr int kConnections = 64;
constexpr int kServices = 1'000;
constexpr int kDeferrals = 100'000;

double percentile(std::vector<double> values, double part)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}

QByteArray post(const QByteArray &token, const QJsonObject &body)
{
    const QByteArray text = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return "POST /api/services/notify-update HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token +
           "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(text.size()) + "\r\n\r\n" +
           text;
}

/// Every one distinct; what the document's example reports, for a thousand services.
RequestMaker notices(const QByteArray &token)
{
    return [token](qint64 number) {
        return post(token, {{QStringLiteral("service_name"), QStringLiteral("service-%1").arg(number % kServices)},
                            {QStringLiteral("change_type"), QStringLiteral("code")},
                            {QStringLiteral("affected_modules"),
                             QJsonArray{QStringLiteral("src.quantum_consciousness.qaoa_gpu_optimizer"),
                                        QStringLiteral("src.quantum_consciousness.quantum_backend")}},
                            {QStringLiteral("severity"), QStringLiteral("critical")},
                            {QStringLiteral("description"), QStringLiteral("change %1").arg(number)}});
    };
}

/// One service each, of a module that can wait.
RequestMaker deferrals(const QByteArray &token)
{
    return [token](qint64 number) {
        return post(token, {{QStringLiteral("service_name"), QStringLiteral("waiting-%1").arg(number)},
                            {QStringLiteral("change_type"), QStringLiteral("code")},
                            {QStringLiteral("affected_modules"), QJsonArray{QStringLiteral("src.api.routes")}},
                            {QStringLiteral("severity"), QStringLiteral("low")},
                            {QStringLiteral("description"), QStringLiteral("wait")}});
    };
}

/// p99 in ms of appending 4 KiB and fdatasync, in `folder`.
double syncTime(const QString &folder)
{
    const QByteArray path = QFile::encodeName(folder + QStringLiteral("/sync"));
    const int file = ::open(path.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    const std::vector<char> page(4096, 'x');
    std::vector<double> times;
    for (int i = 0; i < 500; ++i) {
        const std::int64_t began = monotonicNow();
        if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0) {
            break;
        }
        times.push_back(static_cast<double>(monotonicNow() - began) / 1e6);
    }
    ::close(file);
    return percentile(times, 0.99);
}

qint64 recorded(const EngineProcess &engine)
{
    qint64 sum = 0;
    const QJsonObject counts =
        engine.get("/api/v1/updates/counts").object().value(QStringLiteral("by_state")).toObject();
    for (const QJsonValue &count : counts) {
        sum += count.toInteger();
    }
    return sum;
}

std::optional<LoadResult> measurePeer(double seconds)
{
    const quint16 port = freePort();
    QProcess peer;
    peer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    peer.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral(LAMPLIGHTER_NOTICES_PEER), QString::number(port)});
    bool answers = false;
    for (int i = 0; i < 100 && !answers; ++i) {
        nap(100);
        answers = exchange(port, "GET", "/openapi.json", {}).ok();
    }
    std::optional<LoadResult> result;
    if (answers) {
        result = runLoad(port, notices({}), kConnections, seconds);
    }
    peer.terminate();
    peer.waitForFinished(5'000);
    return result;
}

/// The slowest of `times` first pages, in ms.
double readPage(const EngineProcess &engine, const QByteArray &query, int times)
{
    double slowest = 0;
    for (int i = 0; i < times; ++i) {
        const std::int64_t began = monotonicNow();
        const HttpExchange page = engine.get("/api/v1/updates?limit=100" + query);
        slowest = std::max(slowest, page.ok() ? static_cast<double>(monotonicNow() - began) / 1e6 : 1e9);
    }
    return slowest;
}

void measureHistory(const EngineProcess &engine, FigureTable &table)
{
    const qint64 count = recorded(engine);
    say(QStringLiteral("a history of %1").arg(count));
    const std::array<std::pair<QString, QByteArray>, 5> filters{{
        {QStringLiteral("none"), ""},
        {QStringLiteral("by state"), "&state=waiting"},
        {QStringLiteral("by service"), "&service=service-7"},
        {QStringLiteral("by severity and text"), "&severity=high&q=qaoa"},
        {QStringLiteral("by a text that is nowhere"), "&q=nowhere-at-all"},
    }};
    for (const auto &[name, query] : filters) {
        table.limit(QStringLiteral("first page of %1 updates, filter: %2").arg(count).arg(name),
                    readPage(engine, query, 10), QStringLiteral("ms"), 50, QStringLiteral("< 50 ms"));
    }
}

void measureNotices(double seconds, FigureTable &table)
{
    EngineProcess engine(QStringLiteral("lamp-notices"));
    engine.writeUnits({});
    if (!engine.start()) {
        say(engine.trouble());
        return;
    }
    say(QStringLiteral("fdatasync"));
    const double sync = syncTime(engine.folder());
    say(QStringLiteral("notices to Lamplighter"));
    const LoadResult ours = runLoad(engine.port(), notices(engine.token()), kConnections, seconds);
    const qint64 found = recorded(engine);
    say(QStringLiteral("notices to the document's own service"));
    const std::optional<LoadResult> theirs = measurePeer(seconds);
    const double p99 = percentile(ours.latencies, 0.99);
    table.mention(QStringLiteral("fdatasync of 4 KiB, p99"), sync, QStringLiteral("ms"));
    table.limit(QStringLiteral("notice, durable, p99 of %1").arg(ours.latencies.size()), p99, QStringLiteral("ms"),
                std::max(5.0, 3 * sync), QStringLiteral("< 5 ms or 3 x fdatasync"));
    table.check(
        QStringLiteral("every notice is found"),
        found >= static_cast<qint64>(ours.latencies.size()) && ours.failures == 0,
        QStringLiteral("%1 answered, %2 found, %3 failed").arg(ours.latencies.size()).arg(found).arg(ours.failures),
        QStringLiteral("all"));
    table.mention(QStringLiteral("notices a second"), ours.perSecond(), QStringLiteral("/s"));
    if (theirs) {
        const double ratio = ours.perSecond() / std::max(1.0, theirs->perSecond());
        table.mention(QStringLiteral("the document's service, p99 %1 ms").arg(percentile(theirs->latencies, 0.99)),
                      theirs->perSecond(), QStringLiteral("/s"));
        table.check(QStringLiteral("beside the document's service"), ratio >= 10,
                    QStringLiteral("%1 x").arg(ratio, 0, 'f', 1), QStringLiteral(">= 10 x"));
    } else {
        say(QStringLiteral("not measured beside it: python3-fastapi and python3-uvicorn are needed"));
    }
    measureHistory(engine, table);
    engine.terminate();
}

void measureDeferrals(FigureTable &table)
{
    EngineProcess engine(QStringLiteral("lamp-deferrals"));
    engine.writeUnits({});
    if (!engine.start()) {
        say(engine.trouble());
        return;
    }
    engine.terminate();
    std::int64_t began = monotonicNow();
    static_cast<void>(engine.start());
    const double empty = static_cast<double>(monotonicNow() - began) / 1e6;
    say(QStringLiteral("%1 deferrals").arg(kDeferrals));
    const RequestMaker make = deferrals(engine.token());
    qint64 sent = 0;
    while (recorded(engine) < kDeferrals) {
        const LoadResult some = runLoad(
            engine.port(), [&](qint64) { return make(sent++); }, kConnections, 1);
        if (some.latencies.empty()) {
            return;
        }
    }
    engine.killHard();
    began = monotonicNow();
    static_cast<void>(engine.start({}, 60'000));
    const double full = static_cast<double>(monotonicNow() - began) / 1e6;
    table.mention(QStringLiteral("engine back with nothing deferred"), empty, QStringLiteral("ms"));
    table.limit(QStringLiteral("engine back with %1 deferrals, beyond that").arg(recorded(engine)), full - empty,
                QStringLiteral("ms"), 1000, QStringLiteral("< 1 s"));
    engine.terminate();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption seconds(QStringLiteral("seconds"), QStringLiteral("How long each is loaded."),
                                     QStringLiteral("seconds"), QStringLiteral("8"));
    parser.addOption(seconds);
    parser.process(app);
    FigureTable table;
    measureNotices(parser.value(seconds).toDouble(), table);
    measureDeferrals(table);
    std::puts(table.text().toUtf8().constData());
    return table.missed() == 0 ? 0 : 1;
}
