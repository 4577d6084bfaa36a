// redis, nginx and a Python service, as they are: each is started, killed, hung and stopped by hand.
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QTest>

#include <csignal>

using namespace lamplighter;
using namespace lamplighter::tests;
using client::UnitState;
using client::UnitStatus;

namespace {

constexpr auto kPythonService = R"(import http.server, sys
class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b'{"status":"ok"}'
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, form, *words):
        print(form % words, flush=True)
http.server.ThreadingHTTPServer(('127.0.0.1', int(sys.argv[1])), Service).serve_forever()
)";

/// What every one of them gets: times short enough for a test, and a check that a stopped (SIGSTOP) process fails.
QByteArray rules(const QByteArray &ready, const QByteArray &health)
{
    return "ready = " + ready + "\nready_timeout = \"20s\"\nhealth = { " + health +
           ", every = \"300ms\", timeout = \"1s\", failures = 2 }\nmin_uptime = \"100ms\"\nstop_timeout = \"500ms\"\n"
           "backoff = { initial = \"100ms\", maximum = \"200ms\" }\nrestart_limit = { count = 100, window = \"10m\" "
           "}\n";
}

QByteArray redisUnit(const EngineProcess &engine, const QByteArray &port)
{
    const QString program = systemProgram(QStringLiteral("redis-server"));
    const QString client = systemProgram(QStringLiteral("redis-cli"));
    if (program.isEmpty() || client.isEmpty()) {
        return {};
    }
    const QString number = QString::fromLatin1(port);
    return unitText(
        QStringLiteral("program"),
        {program, QStringLiteral("--port"), number, QStringLiteral("--bind"), QStringLiteral("127.0.0.1"),
         QStringLiteral("--supervised"), QStringLiteral("systemd"), QStringLiteral("--dir"), engine.folder(),
         QStringLiteral("--save"), QString()},
        // A connection alone would be accepted by the kernel for a process that hangs.
        rules("{ notify = true }", "command = [\"" + client.toUtf8() + "\", \"-p\", \"" + port + "\", \"ping\"]"));
}

QByteArray nginxUnit(const EngineProcess &engine, const QByteArray &port)
{
    const QString program = systemProgram(QStringLiteral("nginx"));
    const QByteArray folder = engine.folder().toUtf8();
    QByteArray temporary;
    for (const QByteArray kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
        temporary += "  " + kind + "_temp_path " + folder + "/nginx-" + kind + ";\n";
    }
    engine.writeFile(QStringLiteral("nginx.conf"),
                     "daemon off;\npid " + folder +
                         "/nginx.pid;\nerror_log stderr;\nworker_processes 1;\nevents {}\nhttp {\n"
                         "  access_log off;\n" +
                         temporary + "  server {\n    listen 127.0.0.1:" + port +
                         ";\n    location / { return 200 \"ok\"; }\n  }\n}\n");
    if (program.isEmpty()) {
        return {};
    }
    return unitText(QStringLiteral("program"),
                    {program, QStringLiteral("-e"), QStringLiteral("stderr"), QStringLiteral("-p"), engine.folder(),
                     QStringLiteral("-c"), engine.path(QStringLiteral("nginx.conf"))},
                    rules("{ tcp = \":" + port + "\" }", "http = \"http://127.0.0.1:" + port + "/\""));
}

QByteArray pythonUnit(const EngineProcess &engine, const QByteArray &port)
{
    const QString program = QFile::exists(QStringLiteral("/usr/bin/python3"))
                                ? QStringLiteral("/usr/bin/python3")
                                : systemProgram(QStringLiteral("python3"));
    engine.writeFile(QStringLiteral("service.py"), kPythonService);
    if (program.isEmpty()) {
        return {};
    }
    const QByteArray url = "http = \"http://127.0.0.1:" + port + "/api/health\"";
    return unitText(QStringLiteral("program"), {program, QStringLiteral("service.py"), QString::fromLatin1(port)},
                    rules("{ " + url + " }", url));
}

bool isReadyAndWell(const UnitStatus &status)
{
    return status.state == UnitState::Running && status.ready && status.health == client::Health::Passing &&
           status.pid > 0;
}

/// A word about `kind` in the unit's journal whose payload has `key` = `value`.
bool journalSays(const EngineProcess &engine, const QString &kind, const QString &key, const QJsonValue &value)
{
    for (const client::EventRecord &event : engine.events(kind, QStringLiteral("program"))) {
        if (event.payload.value(key) == value) {
            return true;
        }
    }
    return false;
}

} // namespace

class TestRealPrograms : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isKeptAlive_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("redis") << QStringLiteral("redis");
        QTest::newRow("nginx") << QStringLiteral("nginx");
        QTest::newRow("python") << QStringLiteral("python");
    }

    void isKeptAlive()
    {
        QFETCH(QString, program);
        EngineProcess engine;
        const QByteArray port = QByteArray::number(freePort());
        const QByteArray unit = program == QStringLiteral("redis")   ? redisUnit(engine, port)
                                : program == QStringLiteral("nginx") ? nginxUnit(engine, port)
                                                                     : pythonUnit(engine, port);
        if (unit.isEmpty()) {
            QSKIP("not installed here");
        }
        QVERIFY(engine.writeUnits(unit));
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        started(engine);
        if (!QTest::currentTestFailed()) {
            killed(engine);
        }
        if (!QTest::currentTestFailed()) {
            hung(engine);
        }
        if (!QTest::currentTestFailed()) {
            stoppedByHand(engine);
        }
    }

private:
    void started(const EngineProcess &engine)
    {
        const auto status = engine.waitForUnit(QStringLiteral("program"), isReadyAndWell, 30'000);
        QVERIFY2(status, engine.get("/api/v1/units/program").body.constData());
        QVERIFY(isAlive(status->pid));
        QCOMPARE(status->run, 1);
        QVERIFY(engine.waitForUnit(QStringLiteral("program"), isReadyAndWell));
    }

    void killed(const EngineProcess &engine)
    {
        const qint64 before = engine.unit(QStringLiteral("program"))->pid;
        QTest::qWait(200); // past min_uptime: what follows is no failed start
        QCOMPARE(::kill(static_cast<pid_t>(before), SIGKILL), 0);
        const auto status = engine.waitForNewPid(QStringLiteral("program"), before);
        QVERIFY2(status, engine.get("/api/v1/units/program").body.constData());
        QVERIFY(isAlive(status->pid));
        QCOMPARE(status->lastExit->signal, std::optional<int>(SIGKILL));
        QCOMPARE(status->lastExit->signalName, QStringLiteral("SIGKILL"));
        QVERIFY(!status->lastExit->expected);
        QVERIFY(waitUntil(
            [&] {
                return journalSays(engine, QStringLiteral("unit.exited"), QStringLiteral("signal"), SIGKILL) &&
                       journalSays(engine, QStringLiteral("process.restart.initiated"), QStringLiteral("reason"),
                                   QStringLiteral("unexpected_exit"));
            },
            2000));
        QVERIFY(engine.waitForUnit(QStringLiteral("program"), isReadyAndWell, 20'000));
    }

    void hung(const EngineProcess &engine)
    {
        const qint64 before = engine.unit(QStringLiteral("program"))->pid;
        for (const SeenProcess &process : unitProcesses(engine.folder().toUtf8())) {
            ::kill(static_cast<pid_t>(process.pid), SIGSTOP); // a server's workers too
        }
        const auto status = engine.waitForNewPid(QStringLiteral("program"), before, 20'000);
        QVERIFY2(status, engine.get("/api/v1/units/program").body.constData());
        QVERIFY(!isAlive(before));
        QVERIFY(journalSays(engine, QStringLiteral("process.restart.initiated"), QStringLiteral("reason"),
                            QStringLiteral("health_failed")));
        QVERIFY(engine.waitForUnit(QStringLiteral("program"), isReadyAndWell, 20'000));
    }

    void stoppedByHand(EngineProcess &engine)
    {
        QVERIFY(engine.post("/api/v1/units/program/stop").ok());
        QVERIFY(engine.waitForState(QStringLiteral("program"), UnitState::Stopped));
        QVERIFY(waitUntil([&] { return unitProcesses(engine.folder().toUtf8()).isEmpty(); }, 2000));

        QCOMPARE(engine.terminate(), 0);
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        staysStopped(engine);
        engine.killHard();
        QVERIFY2(engine.start(), qPrintable(engine.trouble()));
        staysStopped(engine);

        QVERIFY(engine.post("/api/v1/units/program/start").ok());
        QVERIFY(engine.waitForUnit(QStringLiteral("program"), isReadyAndWell, 20'000));
    }

    void staysStopped(const EngineProcess &engine)
    {
        QTest::qWait(500);
        QCOMPARE(toString(engine.unit(QStringLiteral("program"))->state), toString(UnitState::Stopped));
        QVERIFY(!engine.unit(QStringLiteral("program"))->wanted);
        QVERIFY(unitProcesses(engine.folder().toUtf8()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRealPrograms)
#include "tst_real_programs.moc"
