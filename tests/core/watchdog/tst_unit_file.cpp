#include "core/watchdog/unit_file.h"
#include "tests/core/watchdog/random_spec.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

using namespace lamplighter;
using namespace lamplighter::watchdog;
using std::chrono::minutes;

namespace {

const QString kFile = QStringLiteral("/etc/units/all.toml");

Result<QList<UnitSpec>> parse(const char *text)
{
    return parseUnitFile(QByteArray(text), kFile);
}

UnitSpec parseOne(const char *text)
{
    const Result<QList<UnitSpec>> units = parse(text);
    if (!units) {
        qWarning("%s", qPrintable(units.error().message));
        return {};
    }
    return units->size() == 1 ? units->first() : UnitSpec{};
}

} // namespace

class TestUnitFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEveryKey();
    void leavesDefaults();
    void resolvesPaths();
    void readsProbes_data();
    void readsProbes();
    void refuses_data();
    void refuses();
    void refusesJson_data();
    void refusesJson();
    void writesOnlyWhatIsNotDefault();
    void roundTripsRandomUnits();
    void readsFolders();
    void checksDependencies_data();
    void checksDependencies();
};

namespace {

/// A unit whose every key has a value that is not the default. (Above the class this string would confuse moc.)
const char *const kFull = R"([unit.grace]
command = ["python3", "serve.py", "--name", "a b"]
directory = "srv/grace"
user = "grace"
environment = { MODE = "live", EMPTY = "" }
environment_files = [".env", "/etc/other.env"]
autostart = false
group = "agents"
service = "omnimind"
restart = "on-failure"
success_exit_codes = [0, 3]
no_restart_exit_codes = [125]
min_uptime = "20s"
max_consecutive_failures = 7
pause_after_failures = 90
restart_limit = { count = 4, window = "5m" }
backoff = { initial = "500ms", factor = 1.5, maximum = "30s", jitter = 0 }
ready = { notify = true }
ready_timeout = "1m"
health = { http = "http://127.0.0.1:8000/api/health", every = "10s", timeout = "1s", failures = 2 }
watchdog = "15s"
stop_signal = "INT"
stop_timeout = "3s"
depends_on = ["redis"]
critical = true
state_file = "grace_state.json"
log = { maximum_size = "1MiB", keep = 2 }

[unit.grace.update]
releases = "deploy"
version = ["./grace", "--version"]
on_notice = { http = "http://127.0.0.1:8000/notice" }
drain = { command = "drain.sh --all" }
drain_timeout = "20s"
hibernate = { signal = "USR2" }
hibernate_timeout = 45
verify_timeout = "2m"
min_healthy_time = "10s"
on_failure = "stop"
)";

} // namespace

void TestUnitFile::readsEveryKey()
{
    const UnitSpec spec = parseOne(kFull);
    UnitSpec expected;
    expected.name = UnitName(QStringLiteral("grace"));
    expected.command = {QStringLiteral("python3"), QStringLiteral("serve.py"), QStringLiteral("--name"),
                        QStringLiteral("a b")};
    expected.directory = QStringLiteral("/etc/units/srv/grace");
    expected.user = QStringLiteral("grace");
    expected.environment = {{QStringLiteral("MODE"), QStringLiteral("live")}, {QStringLiteral("EMPTY"), QString()}};
    expected.environmentFiles = {QStringLiteral("/etc/units/srv/grace/.env"), QStringLiteral("/etc/other.env")};
    expected.autostart = false;
    expected.group = QStringLiteral("agents");
    expected.service = QStringLiteral("omnimind");
    expected.restart = RestartRule::OnFailure;
    expected.successExitCodes = {0, 3};
    expected.noRestartExitCodes = {125};
    expected.minimumUptime = seconds(20);
    expected.maximumConsecutiveFailures = 7;
    expected.pauseAfterFailures = seconds(90);
    expected.restartLimit = {4, minutes(5)};
    expected.backoff = {milliseconds(500), 1.5, seconds(30), 0.0};
    expected.ready = NotifyProbe{};
    expected.readyTimeout = minutes(1);
    expected.health =
        HealthCheck{HttpProbe{QStringLiteral("http://127.0.0.1:8000/api/health")}, seconds(10), seconds(1), 2};
    expected.watchdog = seconds(15);
    expected.stopSignal = process::Signal::Int;
    expected.stopTimeout = seconds(3);
    expected.dependsOn = {UnitName(QStringLiteral("redis"))};
    expected.critical = true;
    expected.stateFile = QStringLiteral("/etc/units/srv/grace/grace_state.json");
    expected.log = {1024 * 1024, 2};
    expected.update.releases = QStringLiteral("/etc/units/srv/grace/deploy");
    expected.update.versionCommand = {QStringLiteral("./grace"), QStringLiteral("--version")};
    expected.update.onNotice = HttpHook{QStringLiteral("http://127.0.0.1:8000/notice")};
    expected.update.drain = CommandHook{{QStringLiteral("drain.sh"), QStringLiteral("--all")}};
    expected.update.drainTimeout = seconds(20);
    expected.update.hibernate = SignalHook{process::Signal::Usr2};
    expected.update.hibernateTimeout = seconds(45);
    expected.update.verifyTimeout = minutes(2);
    expected.update.minimumHealthyTime = seconds(10);
    expected.update.onFailure = OnUpdateFailure::Stop;
    QCOMPARE(toJson(spec), toJson(expected));
    QVERIFY(spec == expected);
}

void TestUnitFile::leavesDefaults()
{
    const UnitSpec spec = parseOne("unit.a.command = 'sleep 10'");
    UnitSpec expected;
    expected.name = UnitName(QStringLiteral("a"));
    expected.service = QStringLiteral("a");
    expected.directory = QStringLiteral("/etc/units");
    expected.command = {QStringLiteral("sleep"), QStringLiteral("10")};
    QVERIFY(spec == expected);
    // The numbers that the source and the design give.
    QCOMPARE(spec.minimumUptime, Duration(seconds(30)));
    QCOMPARE(spec.maximumConsecutiveFailures, 5);
    QCOMPARE(spec.pauseAfterFailures, Duration(seconds(60)));
    QVERIFY((spec.restartLimit == RestartLimit{10, minutes(10)}));
    QVERIFY((spec.backoff == Backoff{seconds(1), 2.0, seconds(60), 0.1}));
    QCOMPARE(spec.stopTimeout, Duration(seconds(10)));
    QVERIFY(std::holds_alternative<std::monostate>(spec.ready));
    QCOMPARE(spec.update.drainTimeout, Duration(seconds(10)));
    QCOMPARE(spec.update.hibernateTimeout, Duration(seconds(30)));
    QCOMPARE(spec.update.verifyTimeout, Duration(seconds(60)));
    QCOMPARE(spec.update.minimumHealthyTime, Duration(seconds(5)));
    QVERIFY(spec.update.onFailure == OnUpdateFailure::Rollback && spec.update.hibernate == Hook{});
    // One time alone lifts or lowers the default of the other.
    QCOMPARE(parseOne("unit.a = { command = 'x', update.min_healthy_time = '5m' }").update.verifyTimeout,
             Duration(minutes(5)));
    QCOMPARE(parseOne("unit.a = { command = 'x', update.verify_timeout = '2s' }").update.minimumHealthyTime,
             Duration(seconds(2)));
    QVERIFY(!spec.health && !spec.watchdog && spec.autostart && !spec.critical);
    QCOMPARE(parse("")->size(), 0);
    QCOMPARE(parse("# nothing yet\n[unit]\n")->size(), 0);
}

void TestUnitFile::resolvesPaths()
{
    const UnitSpec spec = parseOne("[unit.a]\ncommand = 'x'\ndirectory = '/srv/../srv/a/'\nstate_file = './s.json'\n"
                                   "environment_files = ['../.env']");
    QCOMPARE(spec.directory, QStringLiteral("/srv/a"));
    QCOMPARE(spec.stateFile, QStringLiteral("/srv/a/s.json"));
    QCOMPARE(spec.environmentFiles, QStringList{QStringLiteral("/srv/.env")});
    const Result<UnitSpec> json = unitSpecFromJson(
        QStringLiteral("a"), {{QStringLiteral("command"), QStringLiteral("x")}}, QStringLiteral("/data/units"));
    QVERIFY(json.ok());
    QCOMPARE(json->directory, QStringLiteral("/data/units"));
}

void TestUnitFile::readsProbes_data()
{
    QTest::addColumn<QByteArray>("ready");
    QTest::addColumn<QString>("json");
    QTest::newRow("http") << QByteArray("{ http = 'http://localhost/' }")
                          << QStringLiteral("{\"http\":\"http://localhost/\"}");
    QTest::newRow("port") << QByteArray("{ tcp = ':8000' }") << QStringLiteral("{\"tcp\":\"127.0.0.1:8000\"}");
    QTest::newRow("host") << QByteArray("{ tcp = 'db:5432' }") << QStringLiteral("{\"tcp\":\"db:5432\"}");
    QTest::newRow("ipv6") << QByteArray("{ tcp = '[::1]:80' }") << QStringLiteral("{\"tcp\":\"[::1]:80\"}");
    QTest::newRow("log") << QByteArray("{ log = 'up: \\d+' }") << QStringLiteral("{\"log\":\"up: \\\\d+\"}");
    QTest::newRow("list") << QByteArray("{ command = ['a', 'b c'] }")
                          << QStringLiteral("{\"command\":[\"a\",\"b c\"]}");
    QTest::newRow("string") << QByteArray("{ command = 'a \"b c\"' }")
                            << QStringLiteral("{\"command\":[\"a\",\"b c\"]}");
}

void TestUnitFile::readsProbes()
{
    QFETCH(QByteArray, ready);
    QFETCH(QString, json);
    const UnitSpec spec = parseOne(QByteArray("[unit.a]\ncommand = 'x'\nready = " + ready).constData());
    const QJsonObject object = toJson(spec).value(QStringLiteral("ready")).toObject();
    QCOMPARE(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)), json);
}

void TestUnitFile::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const char *text, const char *message, const char *field) {
        QTest::newRow(name) << QByteArray(text) << QString(kFile + QString::fromUtf8(message))
                            << QString::fromUtf8(field);
    };
    const auto inUnit = [](const char *name, const char *line, const char *place, const char *path,
                           const char *message) {
        QTest::newRow(name) << QByteArray(QByteArray("[unit.a]\ncommand = 'x'\n") + line)
                            << QString(kFile + QString::fromUtf8(place) + QStringLiteral(": unit.a.") +
                                       QString::fromUtf8(path) + u' ' + QString::fromUtf8(message))
                            << QString(QStringLiteral("unit.a.") + QString::fromUtf8(path));
    };
    row("not toml", "[unit.a\ncommand = 1", ":1:8: Error while parsing table header: expected ']', saw '\\n'", "");
    row("brace in a header", "[}",
        ":1:2: Error while parsing key: expected bare key starting character or string delimiter, saw '}'", "");
    row("letter that is no blank", "[unit.a]\ncommand = 'x'\nuser =ä'a'\n",
        ":3:7: Error while parsing value: could not determine value type", "");
    row("top level", "[units.a]", ":1:2: units is not a known key; did you mean \"unit\"?", "units");
    row("unit is no table", "unit = 3", ":1:8: unit must be a table", "unit");
    row("one unit is no table", "[unit]\na = 3", ":2:5: unit.a must be a table", "unit.a");
    row("name", "[unit.'a b']\ncommand='x'",
        ":1:1: unit.a b is not a name for a unit (1 to 64 of A-Z a-z 0-9 _ . @ -, not starting with . or -)",
        "unit.a b");
    row("no command", "\n[unit.a]\n", ":2:1: unit.a.command is missing", "unit.a.command");
    inUnit("slip", "enviroment = {}", ":3:1", "enviroment", "is not a known key; did you mean \"environment\"?");
    inUnit("swap", "gruop = 'a'", ":3:1", "gruop", "is not a known key; did you mean \"group\"?");
    inUnit("far", "colour = 'red'", ":3:1", "colour", "is not a known key");
    inUnit("nested slip", "restart_limit = { cuont = 3 }", ":3:19", "restart_limit.cuont",
           "is not a known key; did you mean \"count\"?");
    for (const char *later : {"memory_limit", "sockets", "occurrences", "drift"}) {
        inUnit(later, QByteArray(QByteArray(later) + " = 1").constData(), ":3:1", later,
               "is not supported by this version yet; remove it");
    }
    inUnit("type", "autostart = 'yes'", ":3:13", "autostart", "must be true or false");
    inUnit("string", "user = 3", ":3:8", "user", "must be a string");
    inUnit("date", "user = 2026-01-01", ":3:8", "user", "must be a string");
    inUnit("nul", "user = \"a\\u0000\"", ":3:8", "user", "contains a character that no program can be given");
    inUnit("count", "restart_limit = { count = 0 }", ":3:27", "restart_limit.count",
           "must be a whole number from 1 to 1000000");
    inUnit("window", "restart_limit.window = 0", ":3:24", "restart_limit.window", "must be at least 1ms");
    inUnit("duration", "min_uptime = 'soon'", ":3:14", "min_uptime",
           "is no duration: 'soon' is not understood; write it like \"30s\", \"500ms\" or \"1h30m\"");
    inUnit("negative", "min_uptime = -1", ":3:14", "min_uptime",
           "is no duration: '-1' is not understood; write it like \"30s\", \"500ms\" or \"1h30m\"");
    inUnit("factor", "backoff = { factor = 0.5 }", ":3:22", "backoff.factor", "must be a number from 1 to 1000");
    inUnit("nan", "backoff = { factor = nan }", ":3:22", "backoff.factor", "must be a number from 1 to 1000");
    inUnit("jitter", "backoff = { jitter = 1.5 }", ":3:22", "backoff.jitter", "must be a number from 0 to 1");
    inUnit("maximum", "backoff = { initial = '9s', maximum = '8s' }", ":3:39", "backoff.maximum",
           "must not be shorter than initial");
    inUnit("exit code", "success_exit_codes = [0, 256]", ":3:26", "success_exit_codes",
           "must be a list of exit codes from 0 to 255");
    inUnit("restart", "restart = 'sometimes'", ":3:11", "restart", "must be \"always\", \"on-failure\" or \"never\"");
    inUnit("signal", "stop_signal = 'STOP'", ":3:15", "stop_signal",
           "must be one of TERM, INT, QUIT, HUP, USR1, USR2 and KILL");
    inUnit("variable", "environment = { '1A' = 'x' }", ":3:24", "environment.1A",
           "is not a name for a variable (letters, digits and _)");
    inUnit("value", "environment = { A = 1 }", ":3:21", "environment.A",
           "must be a string; put the value in quotation marks");
    inUnit("own variable", "environment = { NOTIFY_SOCKET = '' }", ":3:33", "environment.NOTIFY_SOCKET",
           "is set by the engine and cannot be given");
    inUnit("group", "group = 'a/b'", ":3:9", "group",
           "must be 1 to 64 of A-Z a-z 0-9 _ . @ -, not starting with . or -");
    inUnit("two probes", "ready = { notify = true, tcp = ':1' }", ":3:9", "ready",
           "must have exactly one of notify, http, tcp, log and command");
    inUnit("no probe", "health = { every = '1s' }", ":3:10", "health",
           "must have exactly one of http, tcp and command");
    inUnit("ftp", "ready = { http = 'ftp://h/' }", ":3:18", "ready.http", "must be an http or https address");
    inUnit("hostless", "ready = { http = 'http:///x' }", ":3:18", "ready.http", "must be an http or https address");
    inUnit("port", "ready = { tcp = ':65536' }", ":3:17", "ready.tcp",
           "must be HOST:PORT or :PORT, with a port from 1 to 65535");
    inUnit("portless", "ready = { tcp = 'host' }", ":3:17", "ready.tcp",
           "must be HOST:PORT or :PORT, with a port from 1 to 65535");
    inUnit("bare ipv6", "ready = { tcp = '::1:80' }", ":3:17", "ready.tcp",
           "must be HOST:PORT or :PORT, with a port from 1 to 65535");
    inUnit("pattern", "ready = { log = 'a(' }", ":3:17", "ready.log",
           "must be a regular expression: missing closing parenthesis at character 3");
    inUnit("notify", "ready = { notify = false }", ":3:20", "ready.notify", "must be true, or be left out");
    inUnit("itself", "depends_on = ['a']", ":3:14", "depends_on", "names the unit itself");
    inUnit("twice", "depends_on = ['b', 'b']", ":3:14", "depends_on", "names \"b\" twice");
    inUnit("log", "log = { maximum_size = '1KiB' }", ":3:24", "log.maximum_size", "must be from 4KiB to 1TiB");
    inUnit("update is no table", "update = 'now'", ":3:10", "update", "must be a table");
    inUnit("update slip", "update = { hibrenate = { signal = 'USR1' } }", ":3:12", "update.hibrenate",
           "is not a known key; did you mean \"hibernate\"?");
    inUnit("misplaced", "hibernate = { signal = 'USR1' }", ":3:13", "hibernate", "belongs into the table update");
    inUnit("two hooks", "update.hibernate = { signal = 'USR1', http = 'http://h/' }", ":3:20", "update.hibernate",
           "must have exactly one of http, command and signal");
    inUnit("no hook", "update.drain = {}", ":3:16", "update.drain",
           "must have exactly one of http, command and signal");
    inUnit("hook that is a probe", "update.drain = { tcp = ':1' }", ":3:18", "update.drain.tcp",
           "is not a known key; did you mean \"http\"?");
    inUnit("hook is no table", "update.drain = 'http://h/'", ":3:16", "update.drain", "must be a table");
    inUnit("hook address", "update.hibernate.http = 'file:///x'", ":3:25", "update.hibernate.http",
           "must be an http or https address");
    inUnit("hook command", "update.on_notice.command = []", ":3:28", "update.on_notice.command", "must name a program");
    inUnit("hook signal", "update.drain.signal = 'KILL'", ":3:23", "update.drain.signal",
           "must be one of USR1, USR2, HUP, INT, QUIT and TERM");
    inUnit("hook timeout", "update.hibernate_timeout = 0", ":3:28", "update.hibernate_timeout", "must be at least 1ms");
    inUnit("long timeout", "update.drain_timeout = '25h'", ":3:24", "update.drain_timeout", "must be at most 1d");
    inUnit("impossible", "update = { verify_timeout = '4s', min_healthy_time = '5s' }", ":3:29",
           "update.verify_timeout", "must not be shorter than min_healthy_time");
    inUnit("on failure", "update.on_failure = 'retry'", ":3:21", "update.on_failure",
           "must be \"rollback\", \"stop\" or \"keep\"");
    inUnit("releases", "update.releases = ''", ":3:19", "update.releases", "must be a path");
    row("empty command", "[unit.a]\ncommand = []", ":2:11: unit.a.command must name a program", "unit.a.command");
    row("blank command", "[unit.a]\ncommand = '  '", ":2:11: unit.a.command must name a program", "unit.a.command");
    row("open quote", "[unit.a]\ncommand = \"a 'b\"",
        ":2:11: unit.a.command has a quotation mark (') that is not closed", "unit.a.command");
    row("number in command", "[unit.a]\ncommand = ['a', 1]", ":2:17: unit.a.command must be a list of strings",
        "unit.a.command");
}

void TestUnitFile::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    QFETCH(QString, field);
    const Result<QList<UnitSpec>> units = parseUnitFile(text, kFile);
    QVERIFY(!units.ok());
    QCOMPARE(units.error().message, message);
    QCOMPARE(units.error().field, field);
    QVERIFY(units.error().code == ErrorCode::InvalidInput);
}

void TestUnitFile::refusesJson_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("message");
    QTest::newRow("name") << QStringLiteral("../x") << QByteArray("{}") << QStringLiteral("name")
                          << QStringLiteral(
                                 "\"../x\" is not a name for a unit (1 to 64 of A-Z a-z 0-9 _ . @ -, not starting "
                                 "with . or -)");
    QTest::newRow("missing") << QStringLiteral("a") << QByteArray("{}") << QStringLiteral("command")
                             << QStringLiteral("command is missing");
    QTest::newRow("nested") << QStringLiteral("a") << QByteArray(R"({"command":"x","restart_limit":{"count":1.5}})")
                            << QStringLiteral("restart_limit.count")
                            << QStringLiteral("restart_limit.count must be a whole number from 1 to 1000000");
    QTest::newRow("null in a list") << QStringLiteral("a") << QByteArray(R"({"command":["x",null]})")
                                    << QStringLiteral("command") << QStringLiteral("command must be a list of strings");
    QTest::newRow("null variable") << QStringLiteral("a") << QByteArray(R"({"command":"x","environment":{"A":null}})")
                                   << QStringLiteral("environment.A")
                                   << QStringLiteral(
                                          "environment.A must be a string; put the value in quotation marks");
    QTest::newRow("half a pair") << QStringLiteral("a") << QByteArray(R"({"command":["\ud800"]})")
                                 << QStringLiteral("command")
                                 << QStringLiteral("command contains a character that no program can be given");
    QTest::newRow("later") << QStringLiteral("a") << QByteArray(R"({"command":"x","occurrences":1})")
                           << QStringLiteral("occurrences")
                           << QStringLiteral("occurrences is not supported by this version yet; remove it");
}

void TestUnitFile::refusesJson()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, json);
    QFETCH(QString, field);
    QFETCH(QString, message);
    const Result<UnitSpec> spec = unitSpecFromJson(name, QJsonDocument::fromJson(json).object(), QStringLiteral("/"));
    QVERIFY(!spec.ok());
    QCOMPARE(spec.error().field, field);
    QCOMPARE(spec.error().message, message);
}

void TestUnitFile::writesOnlyWhatIsNotDefault()
{
    const UnitSpec spec =
        parseOne("[unit.\"a.b\"]\ncommand = ['x', \"\\\"\\\\\\n\"]\nstop_timeout = '10s'\nrestart = 'never'\n"
                 "environment = { B = '#1' }");
    QCOMPARE(QString::fromUtf8(writeUnitFile(spec)), QStringLiteral("[unit.\"a.b\"]\n"
                                                                    "command = [\"x\", \"\\\"\\\\\\n\"]\n"
                                                                    "directory = \"/etc/units\"\n"
                                                                    "environment = { B = \"#1\" }\n"
                                                                    "restart = \"never\"\n"));
    const UnitSpec updated = parseOne("[unit.a]\ncommand = 'x'\n"
                                      "update = { drain_timeout = '10s', hibernate = { signal = 'USR1' } }");
    QCOMPARE(QString::fromUtf8(writeUnitFile(updated)),
             QStringLiteral("[unit.a]\n"
                            "command = [\"x\"]\n"
                            "directory = \"/etc/units\"\n"
                            "update = { hibernate = { signal = \"USR1\" } }\n"));
}

void TestUnitFile::roundTripsRandomUnits()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    lamplighter::tests::SpecMaker maker(seed);
    for (int i = 0; i < 2000; ++i) {
        const UnitSpec spec = maker.make();
        const QByteArray text = writeUnitFile(spec);
        const Result<QList<UnitSpec>> read = parseUnitFile(text, QStringLiteral("/elsewhere/x.toml"));
        const QByteArray context = QByteArray("seed ") + QByteArray::number(seed) + "\n" + text;
        QVERIFY2(read.ok(),
                 QByteArray(context + (read.ok() ? QByteArray() : read.error().message.toUtf8())).constData());
        QVERIFY2(read->size() == 1 && read->first() == spec, context.constData());
        const Result<UnitSpec> json =
            unitSpecFromJson(spec.name.toString(), toJson(spec), QStringLiteral("/elsewhere"));
        QVERIFY2(json.ok() && *json == spec, context.constData());
    }
}

void TestUnitFile::readsFolders()
{
    QTemporaryDir folder;
    const auto write = [&folder](const char *name, const char *text) {
        QFile file(folder.filePath(QString::fromUtf8(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write("b.toml", "unit.b.command = 'x'\nunit.c.command = 'x'");
    write("a.toml", "unit.a.command = 'x'");
    write("a.toml.new-1", "nonsense");
    const Result<QList<UnitSpec>> units = readUnitFiles(folder.path());
    QVERIFY(units.ok());
    QCOMPARE(units->size(), 3);
    QCOMPARE(units->at(0).name.toString(), QStringLiteral("a"));
    QCOMPARE(units->at(0).directory, folder.path());
    QCOMPARE(readUnitFiles(folder.filePath(QStringLiteral("b.toml")))->size(), 2);
    write("z.toml", "\nunit.a.command = 'y'");
    const Result<QList<UnitSpec>> twice = readUnitFiles(folder.path());
    QVERIFY(!twice.ok());
    QCOMPARE(twice.error().field, QStringLiteral("unit.a"));
    QVERIFY(twice.error().message.contains(QStringLiteral("z.toml")) &&
            twice.error().message.contains(QStringLiteral("a.toml")));
    QVERIFY(readUnitFiles(folder.filePath(QStringLiteral("absent"))).error().code == ErrorCode::NotFound);
}

void TestUnitFile::checksDependencies_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    const QByteArray x = "command = 'x'\n";
    const QByteArray chain =
        "[unit.a]\n" + x + "depends_on = ['b', 'c']\n[unit.b]\n" + x + "depends_on = ['c']\n[unit.c]\n" + x;
    QTest::newRow("diamond") << chain << QString();
    QTest::newRow("unknown") << QByteArray(chain + "depends_on = ['d']\n")
                             << QStringLiteral("unit.c.depends_on names \"d\", and there is no such unit");
    QTest::newRow("circle") << QByteArray(chain + "depends_on = ['b']\n")
                            << QStringLiteral("unit.b.depends_on goes in a circle: b -> c -> b");
    QTest::newRow("long circle") << QByteArray(chain + "depends_on = ['a']\n")
                                 << QStringLiteral("unit.a.depends_on goes in a circle: a -> b -> c -> a");
}

void TestUnitFile::checksDependencies()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    const Result<QList<UnitSpec>> units = parseUnitFile(text, kFile);
    QVERIFY(units.ok());
    const Result<void> checked = checkDependencies(*units);
    QCOMPARE(checked.ok() ? QString() : checked.error().message, message);
}

QTEST_GUILESS_MAIN(TestUnitFile)
#include "tst_unit_file.moc"
