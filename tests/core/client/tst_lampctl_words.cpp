// lampctl without an engine: what its command lines mean, what it ends with, and what it prints.
#include "app/ctl/logs_run.h"
#include "app/ctl/options.h"
#include "app/ctl/output.h"
#include "app/ctl/texts.h"
#include "app/ctl/update_texts.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ctl;
using namespace Qt::StringLiterals;

namespace {

struct Ended
{
    int code = -1;
    QByteArray out;
    QByteArray err;
    [[nodiscard]] QByteArray all() const { return err + out; }
};

/// The real program, asked for a data directory where no engine is.
Ended lampctl(const QStringList &arguments)
{
    static const QTemporaryDir kNobodyThere;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LAMPLIGHTER_DATA_DIR"_s, kNobodyThere.path());
    environment.insert(u"LC_ALL"_s, u"C"_s);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(qEnvironmentVariable("LAMPLIGHTER_BIN") + u"/lampctl"_s, arguments);
    if (!process.waitForFinished(20'000) || process.exitStatus() != QProcess::NormalExit) {
        return {-1, {}, process.errorString().toUtf8()};
    }
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

std::variant<Invocation, ExitCode> parsed(const QStringList &words)
{
    QList<QByteArray> bytes{"lampctl"};
    for (const QString &word : words) {
        bytes.append(word.toUtf8());
    }
    std::vector<const char *> argv;
    for (const QByteArray &word : std::as_const(bytes)) {
        argv.push_back(word.constData());
    }
    return parseCommandLine(static_cast<int>(argv.size()), argv.data());
}

template <typename T> T commandOf(const QString &line)
{
    const auto result = parsed(line.split(u' '));
    if (const auto *invocation = std::get_if<Invocation>(&result)) {
        if (const T *command = std::get_if<T>(&invocation->command)) {
            return *command;
        }
    }
    QTest::qFail(qPrintable(u"not understood: "_s + line), __FILE__, __LINE__);
    return {};
}

} // namespace

class TestLampctlWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usageErrorsEndWith2_data();
    void usageErrorsEndWith2();
    void nobodyThereEndsWith3_data();
    void nobodyThereEndsWith3();
    void errorsAsJson();
    void helpSaysTheExitCodes();
    void commandLines();
    void commandLinesOfUpdates();
    void timesInWords();
    void unitsFromWords();
    void unitsFromAFile();
    void checksOfAFile();
    void tablesAreAligned();
    void terminalsAreNotSteered();
    void ages();
    void linesAfterAReconnect();
};

void TestLampctlWords::usageErrorsEndWith2_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"frobnicate",
                             "start",
                             "start a --all",
                             "stop ../a",
                             "remove --all",
                             "status a b",
                             "logs",
                             "logs a --lines 0",
                             "logs a --lines 10001",
                             "add",
                             "add a",
                             "add a --env NOVALUE -- true",
                             "add a --env =x -- true",
                             "add a --restart sometimes -- true",
                             "add a --file x.toml",
                             "add --file /no/such/file.toml",
                             "check",
                             "check a",
                             "check a /no/such/file.toml",
                             "usage now",
                             "kill-switch",
                             "kill-switch engage --all",
                             "kill-switch engage --reason x",
                             "kill-switch engage --all --unit a --reason x",
                             "kill-switch rearm --unit a",
                             "alerts acknowledge",
                             "tokens",
                             "tokens add a",
                             "tokens add --role viewer",
                             "tokens add ../a --role viewer",
                             "tokens add a --role owner",
                             "tokens revoke",
                             "events --lines many",
                             "notify",
                             "notify --service s",
                             "notify --service s --modules ,",
                             "notify --service s --modules m --change-type other",
                             "notify --service s --modules m --severity fatal",
                             "policy",
                             "policy explain --service s",
                             "updates --state odd",
                             "updates --limit 0",
                             "updates show",
                             "updates show ../R-1",
                             "approve",
                             "approve R-1 --now --at-checkpoint",
                             "approve R-1 --at yesterday",
                             "approve R-1 --revision 0",
                             "defer R-1",
                             "defer R-1 --for 1h --until 12:00",
                             "defer R-1 --for 91d",
                             "defer R-1 --until 25:00",
                             "reject R-1",
                             "reject R-1 --reason no",
                             "checkpoint",
                             "checkpoint ../a",
                             "rollback",
                             "rollback a 1 --list",
                             "advise",
                             "--engine http://h --data-dir /d status",
                             "--engine ftp://h status",
                             "--engine http://u:pw@h status",
                             "--engine http://h --token-file /no/such/file status"}) {
        QTest::newRow(line) << QString::fromLatin1(line);
    }
    QTest::newRow("an empty reason") << u"kill-switch engage --all --reason="_s;
}

void TestLampctlWords::usageErrorsEndWith2()
{
    QFETCH(QString, line);
    const Ended ended = lampctl(line.split(u' '));
    QVERIFY2(ended.code == 2, ended.all().constData());
    QVERIFY(!ended.err.isEmpty());
    QVERIFY2(ended.out.isEmpty(), ended.out.constData());
    QVERIFY2(!ended.err.contains("pw@"), ended.err.constData());
}

void TestLampctlWords::nobodyThereEndsWith3_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"status",
                             "status a",
                             "status --names",
                             "start a",
                             "stop --all",
                             "restart a b",
                             "watch",
                             "logs a",
                             "logs a --follow",
                             "add a -- true",
                             "remove a",
                             "reload-units",
                             "usage",
                             "kill-switch status",
                             "kill-switch engage --all --reason x",
                             "kill-switch rearm --all --reason x",
                             "events",
                             "events --follow",
                             "alerts",
                             "alerts acknowledge 1",
                             "notify --service s --modules m",
                             "policy show",
                             "policy explain --service s --modules m",
                             "updates",
                             "updates --state open",
                             "updates show U-1",
                             "updates show R-1",
                             "approve R-1",
                             "approve U-1",
                             "defer R-1 --for 1h",
                             "reject R-1 --reason why",
                             "checkpoint a",
                             "rollback a",
                             "rollback a --list",
                             "advise s",
                             "engine"}) {
        QTest::newRow(line) << QString::fromLatin1(line);
    }
}

void TestLampctlWords::nobodyThereEndsWith3()
{
    QFETCH(QString, line);
    const Ended here = lampctl(line.split(u' '));
    QVERIFY2(here.code == 3, here.all().constData());
    QVERIFY2(here.err.startsWith("lampctl: no engine is running for "), here.err.constData());
    QVERIFY2(here.out.isEmpty(), here.out.constData());
    // Port 9 is "discard": nothing of a test listens there.
    const Ended there = lampctl(QStringList{u"--engine"_s, u"http://127.0.0.1:9"_s} + line.split(u' '));
    QVERIFY2(there.code == 3, there.all().constData());
}

void TestLampctlWords::errorsAsJson()
{
    for (const QString &line : {u"--json status"_s, u"status --json"_s, u"--json frobnicate"_s}) {
        const Ended ended = lampctl(line.split(u' '));
        const QJsonObject error = QJsonDocument::fromJson(ended.err).object().value("error"_L1).toObject();
        QVERIFY2(!error.value("message"_L1).toString().isEmpty(), ended.err.constData());
        QCOMPARE(error.value("code"_L1).toString(), ended.code == 2 ? u"invalid_input"_s : u"unavailable"_s);
        QCOMPARE(ended.out, QByteArray());
    }
}

void TestLampctlWords::helpSaysTheExitCodes()
{
    const Ended help = lampctl({u"--help"_s});
    QCOMPARE(help.code, 0);
    QVERIFY(help.out.contains("6  held by the kill switch"));
    QVERIFY(help.err.isEmpty());
    const Ended version = lampctl({u"--version"_s});
    QCOMPARE(version.code, 0);
    QVERIFY(version.out.startsWith("lampctl "));
}

void TestLampctlWords::commandLines()
{
    const auto start = commandOf<ActOnUnits>(u"start --once a b"_s);
    QVERIFY(start.verb == UnitVerb::Start && start.once && !start.all);
    QCOMPARE(start.names, (QStringList{u"a"_s, u"b"_s}));
    QVERIFY(commandOf<ActOnUnits>(u"stop --all"_s).all);
    QVERIFY(commandOf<ShowStatus>(u"status --names"_s).namesOnly);
    const auto logs = commandOf<ShowLogs>(u"logs a -n 5 -f"_s);
    QVERIFY(logs.lines == 5 && logs.follow);
    QCOMPARE(commandOf<ShowLogs>(u"logs a"_s).lines, 100);
    const auto token = commandOf<AddToken>(u"tokens add ci --role operator"_s);
    QCOMPARE(token.name + u' ' + token.role, u"ci operator"_s);
    commandOf<ListTokens>(u"tokens list"_s);
    QCOMPARE(commandOf<RevokeToken>(u"tokens revoke ci"_s).name, u"ci"_s);
    const auto engage = commandOf<EngageKillSwitch>(u"kill-switch engage --group g --reason r --graceful"_s);
    QVERIFY(engage.scope == client::Scope::Group && engage.graceful);
    QCOMPARE(engage.target, u"g"_s);
    const auto rearm = commandOf<RearmKillSwitch>(u"kill-switch rearm --all --reason r"_s);
    QVERIFY(rearm.scope == client::Scope::All && rearm.target.isEmpty() && !rearm.startAgain);
    QCOMPARE(commandOf<AcknowledgeAlert>(u"alerts acknowledge 7 --note n"_s).note, u"n"_s);
    QVERIFY(commandOf<ShowAlerts>(u"alerts --open"_s).openOnly);
    QCOMPARE(commandOf<ShowEvents>(u"events --kind unit.* --lines 3"_s).lines, 3);

    const auto common = parsed(u"--engine http://h:1 --token-file t engine --json"_s.split(u' '));
    const auto *invocation = std::get_if<Invocation>(&common);
    QVERIFY(invocation);
    QCOMPARE(invocation->target.url, u"http://h:1"_s);
    QCOMPARE(invocation->target.tokenFile, u"t"_s);
    QVERIFY(invocation->json); // also behind the command
}

void TestLampctlWords::commandLinesOfUpdates()
{
    // As the notifier is called that this replaces.
    const auto notify = commandOf<NotifyUpdate>(u"notify --service quantum_backend --modules src.a,src.b "
                                                u"--severity critical --description GPU --auto-restart"_s);
    QCOMPARE(notify.notice.service, u"quantum_backend"_s);
    QCOMPARE(notify.notice.modules, (QStringList{u"src.a"_s, u"src.b"_s}));
    QVERIFY(notify.notice.changeType == client::ChangeType::Code);
    QVERIFY(notify.notice.severity == client::UpdateSeverity::Critical);
    QVERIFY(notify.autoRestart && notify.wait);
    const auto plain = commandOf<NotifyUpdate>(
        u"notify --service s --modules a --modules b --version 2.1 --change-type data --auto-restart --no-wait"_s);
    QCOMPARE(plain.notice.modules, (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(plain.notice.version, u"2.1"_s);
    QVERIFY(plain.notice.changeType == client::ChangeType::Data && !plain.wait);
    QVERIFY(plain.notice.severity == client::UpdateSeverity::Medium);

    const auto approve = commandOf<AnswerRestart>(u"approve R-1 --at-checkpoint --force --revision 3"_s);
    QVERIFY(approve.verb == RestartVerb::Approve && approve.how.when == client::ApproveWhen::Checkpoint);
    QVERIFY(approve.how.force && approve.revision == 3 && !approve.wait);
    QVERIFY(commandOf<AnswerRestart>(u"approve R-1"_s).how.when == client::ApproveWhen::Now);
    const auto at = commandOf<AnswerRestart>(u"approve R-1 --at 2035-08-17T18:30:00Z --wait"_s);
    QVERIFY(at.how.when == client::ApproveWhen::At && at.wait);
    QCOMPARE(toIsoString(at.how.at), u"2035-08-17T18:30:00.000000Z"_s);
    const WallTime before = SystemClock().wallNow();
    const auto defer = commandOf<AnswerRestart>(u"defer U-7 --for 8h --reason busy"_s);
    QVERIFY(defer.verb == RestartVerb::Defer && defer.reason == u"busy"_s && defer.id == u"U-7"_s);
    QVERIFY(defer.until - before >= std::chrono::hours(8) && defer.until - before < std::chrono::hours(9));
    QCOMPARE(commandOf<RollBack>(u"rollback web 1.2"_s).version, u"1.2"_s);
    QVERIFY(commandOf<RollBack>(u"rollback web --list"_s).list);
    QCOMPARE(commandOf<ListUpdates>(u"updates --state open --service s --limit 3"_s).limit, 3);
    QCOMPARE(commandOf<ShowUpdate>(u"updates show R-9"_s).id, u"R-9"_s);
}

void TestLampctlWords::timesInWords()
{
    const auto local = [](const QString &text) -> WallTime {
        const QDateTime date = QDateTime::fromString(text, Qt::ISODate);
        return wallTimeFromMicroseconds(date.toMSecsSinceEpoch() * 1000);
    };
    const WallTime now = local(u"2026-08-17T18:00:00"_s);
    QVERIFY(timeFromWords(u"18:30"_s, now) == local(u"2026-08-17T18:30:00"_s));
    QVERIFY(timeFromWords(u"17:59"_s, now) == local(u"2026-08-18T17:59:00"_s)); // the next time a clock shows it
    QVERIFY(timeFromWords(u"2026-09-01 04:05"_s, now) == local(u"2026-09-01T04:05:00"_s));
    QVERIFY(timeFromWords(u"2026-09-01T04:05:06"_s, now) == local(u"2026-09-01T04:05:06"_s));
    QVERIFY(timeFromWords(u"2026-09-01T04:05:06+02:00"_s, now) == local(u"2026-09-01T02:05:06Z"_s));
    for (const QString &wrong : {u""_s, u"24:00"_s, u"tomorrow"_s, u"2026-02-30 10:00"_s, u"12"_s}) {
        QVERIFY2(!timeFromWords(wrong, now), qPrintable(wrong));
    }
}

void TestLampctlWords::unitsFromWords()
{
    const auto add = commandOf<AddUnits>(u"add web --directory /srv --env A=1 --env B=x=y --group g --restart never "
                                         u"--no-autostart --health-url http://h/ -- "
                                         "python3 -m http.server --bind ::1"_s);
    QCOMPARE(add.units.size(), 1);
    QCOMPARE(add.units.first().name, u"web"_s);
    const QJsonObject expected{
        {u"command"_s, QJsonArray{u"python3"_s, u"-m"_s, u"http.server"_s, u"--bind"_s, u"::1"_s}},
        {u"directory"_s, u"/srv"_s},
        {u"environment"_s, QJsonObject{{u"A"_s, u"1"_s}, {u"B"_s, u"x=y"_s}}},
        {u"group"_s, u"g"_s},
        {u"restart"_s, u"never"_s},
        {u"autostart"_s, false},
        {u"health"_s, QJsonObject{{u"http"_s, u"http://h/"_s}}},
    };
    QCOMPARE(add.units.first().spec, expected);
    // Without --directory it runs where lampctl was called.
    const auto here = commandOf<AddUnits>(u"add web -- true"_s);
    QCOMPARE(here.units.first().spec.value("directory"_L1).toString(), QDir::currentPath());
    QVERIFY(!here.units.first().spec.contains("autostart"_L1));
}

void TestLampctlWords::unitsFromAFile()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"units.toml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[unit.a]\ncommand = \"true\"\n\n[unit.b]\ncommand = [\"false\"]\nrestart = \"never\"\n");
    file.close();
    const auto add = commandOf<AddUnits>(u"add --file "_s + file.fileName());
    QCOMPARE(add.units.size(), 2);
    QCOMPARE(add.units.last().spec.value("restart"_L1).toString(), u"never"_s);
    QCOMPARE(add.units.first().spec.value("directory"_L1).toString(), folder.path());

    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[unit.a]\ncommand = \"true\"\nrestrat = 1\n");
    file.close();
    const Ended ended = lampctl({u"add"_s, u"--file"_s, file.fileName()});
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.err.contains("units.toml:3:"), ended.err.constData()); // where, before anybody is asked
}

void TestLampctlWords::checksOfAFile()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"units.toml"_s));
    const auto write = [&file](const QByteArray &text) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
    };
    // As it stands there, right or wrong: the engine says what it thinks of it.
    write("[unit.a]\ncomand = 1\nmin_uptime = 2020-01-01\nbackoff = { factor = nan, jitter = 0.5 }\n"
          "[unit.b]\ndirectory = 'sub'\ncommand = ['true']\n[unit.c]\ndirectory = 7\n");
    const auto line = [&](const char *name) -> QString {
        return u"check %1 "_s.arg(QString::fromLatin1(name)) + file.fileName();
    };
    const auto a = commandOf<CheckUnit>(line("a"));
    QCOMPARE(a.name, u"a"_s);
    const QJsonObject expected{{u"comand"_s, 1},
                               {u"min_uptime"_s, QJsonObject{}},
                               {u"backoff"_s, QJsonObject{{u"factor"_s, QJsonObject{}}, {u"jitter"_s, 0.5}}},
                               {u"directory"_s, folder.path()}};
    QCOMPARE(a.spec, expected);
    QCOMPARE(commandOf<CheckUnit>(line("b")).spec.value("directory"_L1).toString(), folder.filePath(u"sub"_s));
    QCOMPARE(commandOf<CheckUnit>(line("c")).spec.value("directory"_L1).toInt(), 7);

    QCOMPARE(lampctl({u"check"_s, u"d"_s, file.fileName()}).code, 2);
    QCOMPARE(lampctl({u"check"_s, u"b"_s, file.fileName()}).code, 3); // well, but nobody is there to ask
    write("[unit.a]\ncommand = \n");
    const Ended ended = lampctl({u"check"_s, u"a"_s, file.fileName()});
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.err.contains("units.toml:2:"), ended.err.constData());
}

void TestLampctlWords::tablesAreAligned()
{
    const Table table{{u"A"_s, u"Long"_s, u"C"_s},
                      {{{u"x"_s}, {u"y"_s, Colour::Bad}, {u"z"_s}}, {{u"wide"_s}, {}, {}}}};
    QCOMPARE(formatted(table, false), u"A     Long  C\nx     y     z\nwide\n"_s);
    QCOMPARE(formatted(table, true).section(u'\n', 1, 1), u"x     \x1b[31my\x1b[0m     z"_s); // colours take no room
}

void TestLampctlWords::terminalsAreNotSteered()
{
    const QString nasty = u"a\x1b[31mred\x1b[0m\x1b]0;title\x07\x1b[2Jb\tc\r\u009bd"_s;
    const QString plain = printable(nasty, false);
    QVERIFY(!plain.contains(u'\x1b') && !plain.contains(u'\x07') && !plain.contains(u'\r') &&
            !plain.contains(u'\u009b'));
    QVERIFY(plain.startsWith(u"ared"_s));
    QVERIFY(plain.contains(u"b\tc"_s));
    const QString colourful = printable(nasty, true);
    QCOMPARE(colourful.count(u'\x1b'), 2); // the two colours, nothing else
    QCOMPARE(printable(u"ä漢🔥"_s, false), u"ä漢🔥"_s);
}

void TestLampctlWords::ages()
{
    QCOMPARE(Texts::age(Duration(0)), u"0 s"_s);
    QCOMPARE(Texts::age(-seconds(5)), u"0 s"_s); // a clock that was set back
    QCOMPARE(Texts::age(milliseconds(59'999)), u"59 s"_s);
    QCOMPARE(Texts::age(seconds(60)), u"1 min 0 s"_s);
    QCOMPARE(Texts::age(seconds(3600 + 61)), u"1 h 1 min"_s);
    QCOMPARE(Texts::age(seconds(2 * 86400 + 4 * 3600)), u"2 d 4 h"_s);
}

void TestLampctlWords::linesAfterAReconnect()
{
    const auto line = [](int ms, const QString &text) {
        return client::LogLine{wallTimeFromMicroseconds(ms * 1000), text};
    };
    const QList<client::LogLine> lines{line(1, u"a"_s), line(2, u"b"_s), line(2, u"c"_s), line(3, u"b"_s)};
    QCOMPARE(linesBehind(lines, line(2, u"b"_s)).size(), 2);
    QCOMPARE(linesBehind(lines, line(3, u"b"_s)).size(), 0);
    QCOMPARE(linesBehind(lines, line(0, u"gone"_s)).size(), 4); // rather twice than not at all
}

QTEST_GUILESS_MAIN(TestLampctlWords)
#include "tst_lampctl_words.moc"
