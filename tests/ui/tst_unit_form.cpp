#include "ui/models/command_line.h"
#include "ui/models/unit_form.h"
#include "ui/models/unit_suggestions.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace lamplighter::ui;
using namespace Qt::StringLiterals;

namespace {

/// Everything an engine may have said about a unit, also keys that the form does not show.
QJsonObject fullSpec()
{
    return {{u"command"_s, QJsonArray{u"python3"_s, u"-m"_s, u"hsp connector"_s}},
            {u"directory"_s, u"/srv/hsp"_s},
            {u"user"_s, QJsonValue::Null},
            {u"environment"_s, QJsonObject{{u"A"_s, u"1"_s}, {u"B"_s, u""_s}}},
            {u"environment_files"_s, QJsonArray{u"/srv/hsp/.env"_s, u"/srv/with blank.env"_s}},
            {u"autostart"_s, false},
            {u"group"_s, u"agents"_s},
            {u"service"_s, u"hsp"_s},
            {u"restart"_s, u"on-failure"_s},
            {u"success_exit_codes"_s, QJsonArray{0, 3}},
            {u"no_restart_exit_codes"_s, QJsonArray{}},
            {u"min_uptime"_s, u"30s"_s},
            {u"max_consecutive_failures"_s, 5},
            {u"pause_after_failures"_s, u"1m"_s},
            {u"restart_limit"_s, QJsonObject{{u"count"_s, 10}, {u"window"_s, u"10m"_s}}},
            {u"backoff"_s,
             QJsonObject{{u"initial"_s, u"1s"_s}, {u"factor"_s, 2.5}, {u"maximum"_s, u"1m"_s}, {u"jitter"_s, 0.1}}},
            {u"ready"_s, QJsonObject{{u"log"_s, u"listening on .*"_s}}},
            {u"ready_timeout"_s, u"30s"_s},
            {u"health"_s, QJsonObject{{u"http"_s, u"http://127.0.0.1:8000/health"_s},
                                      {u"every"_s, u"5s"_s},
                                      {u"timeout"_s, u"2s"_s},
                                      {u"failures"_s, 3}}},
            {u"watchdog"_s, QJsonValue::Null},
            {u"stop_signal"_s, u"INT"_s},
            {u"stop_timeout"_s, u"10s"_s},
            {u"depends_on"_s, QJsonArray{u"nats"_s, u"db"_s}},
            {u"critical"_s, true},
            {u"state_file"_s, QJsonValue::Null},
            {u"log"_s, QJsonObject{{u"maximum_size"_s, u"10MiB"_s}, {u"keep"_s, 5}}}};
}

QString randomWord(QRandomGenerator &random)
{
    static const QString kAlphabet = u"ab/-=.,:;$`\"'\\ \t\n*?&|<>()#~{}é𝄞"_s;
    QString word;
    const int length = static_cast<int>(random.bounded(7));
    for (int i = 0; i < length; ++i) {
        word += kAlphabet.at(static_cast<qsizetype>(random.bounded(static_cast<quint32>(kAlphabet.size()))));
    }
    return word;
}

} // namespace

class TestUnitForm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linesAreSplitAsAShellDoes_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("plain") << u"python3 serve.py  --port 8000 "_s
                               << QStringList{u"python3"_s, u"serve.py"_s, u"--port"_s, u"8000"_s};
        QTest::newRow("single quotes keep all") << u"a 'b \"$c\\'"_s << QStringList{u"a"_s, u"b \"$c\\"_s};
        QTest::newRow("double quotes") << u"\"a \\\" \\$ \\x\""_s << QStringList{u"a \" $ \\x"_s};
        QTest::newRow("joined parts") << u"a'b c'd"_s << QStringList{u"ab cd"_s};
        QTest::newRow("empty word") << u"a '' b"_s << QStringList{u"a"_s, u""_s, u"b"_s};
        QTest::newRow("escaped blank") << u"a\\ b"_s << QStringList{u"a b"_s};
        QTest::newRow("nothing is expanded") << u"$HOME *.py ~"_s << QStringList{u"$HOME"_s, u"*.py"_s, u"~"_s};
        QTest::newRow("continued line") << u"a \\\n b"_s << QStringList{u"a"_s, u"b"_s};
        QTest::newRow("nothing") << u"  "_s << QStringList{};
    }
    void linesAreSplitAsAShellDoes()
    {
        QFETCH(QString, line);
        QFETCH(QStringList, words);
        const CommandLine::Words split = CommandLine::split(line);
        QVERIFY(!split.fault);
        QCOMPARE(split.words, words);
    }

    void whatIsNotClosedIsAtItsPlace()
    {
        const CommandLine::Words open = CommandLine::split(u"say 'it is"_s);
        QVERIFY(open.fault);
        QCOMPARE(open.fault->position, 4);
        QVERIFY(open.fault->message.contains(u"character 5"_s));
        QCOMPARE(CommandLine::split(u"a \"b\\\""_s).fault->position, 2);
        QCOMPARE(CommandLine::split(u"a\\"_s).fault->position, 1);
    }

    void joiningAndSplittingGivesTheWordsBack()
    {
        QRandomGenerator random(20261122);
        for (int round = 0; round < 20'000; ++round) {
            QStringList words;
            const int count = static_cast<int>(random.bounded(6));
            for (int i = 0; i < count; ++i) {
                words.append(randomWord(random));
            }
            const QString line = CommandLine::join(words);
            const CommandLine::Words back = CommandLine::split(line);
            QVERIFY2(!back.fault, qPrintable(line));
            QCOMPARE(back.words, words);
        }
    }

    void noMoreQuotesThanNeeded()
    {
        QCOMPARE(CommandLine::join({u"python3"_s, u"-m"_s, u"http.server"_s, u"--bind=[::1]:80"_s}),
                 u"python3 -m http.server --bind=[::1]:80"_s);
        QCOMPARE(CommandLine::join({u"a b"_s, u"it's"_s, u""_s}), u"'a b' \"it's\" ''"_s);
    }

    void anUntouchedFormChangesNothing()
    {
        const QJsonObject spec = fullSpec();
        QCOMPARE(specOf(unitFormOf(u"hsp"_s, spec), spec), spec);
        QJsonObject bare{{u"command"_s, u"redis-server --port 7000"_s}, {u"health"_s, QJsonValue::Null}};
        QCOMPARE(specOf(unitFormOf(u"redis"_s, bare), bare), bare);
    }

    void eachFieldChangesItsKeyOnly()
    {
        const QJsonObject spec = fullSpec();
        UnitForm form = unitFormOf(u"hsp"_s, spec);
        QCOMPARE(form.command, u"python3 -m 'hsp connector'"_s);
        QCOMPARE(form.environmentFiles, u"/srv/hsp/.env '/srv/with blank.env'"_s);
        QCOMPARE(form.dependsOn, u"nats, db"_s);
        QVERIFY(form.ready.kind == ProbeKind::Log && form.health.kind == ProbeKind::Http);

        form.command = u"node server.js"_s;
        form.longestWait = u"5m"_s;
        form.tries = u"7"_s;
        form.healthEvery = u"10s"_s;
        form.health = {ProbeKind::Tcp, u":8000"_s};
        form.ready = {};
        form.stopTimeout.clear(); // the engine's default
        form.dependsOn = u"db"_s;
        form.environment.append({u"C"_s, u"x=y"_s});
        form.restart = RestartRule::Never;

        QJsonObject expected = spec;
        expected.insert(u"command"_s, QJsonArray{u"node"_s, u"server.js"_s});
        QJsonObject backoff = spec.value(u"backoff").toObject();
        backoff.insert(u"maximum"_s, u"5m"_s);
        expected.insert(u"backoff"_s, backoff);
        expected.insert(u"max_consecutive_failures"_s, 7);
        expected.insert(
            u"health"_s,
            QJsonObject{{u"tcp"_s, u":8000"_s}, {u"every"_s, u"10s"_s}, {u"timeout"_s, u"2s"_s}, {u"failures"_s, 3}});
        expected.remove(u"ready"_s);
        expected.remove(u"stop_timeout"_s);
        expected.insert(u"depends_on"_s, QJsonArray{u"db"_s});
        expected.insert(u"environment"_s, QJsonObject{{u"A"_s, u"1"_s}, {u"B"_s, u""_s}, {u"C"_s, u"x=y"_s}});
        expected.insert(u"restart"_s, u"never"_s);
        QCOMPARE(specOf(form, spec), expected);
    }

    void aNewFormSaysOnlyWhatWasFilledIn()
    {
        UnitForm form = unitFormOf({}, {});
        form.name = u"serve"_s;
        form.command = u"python3 serve.py"_s;
        form.tries = u"many"_s;     // as typed: the engine says what it expects
        form.healthEvery = u"5s"_s; // no check, so its interval says nothing
        QCOMPARE(specOf(form), (QJsonObject{{u"command"_s, QJsonArray{u"python3"_s, u"serve.py"_s}},
                                            {u"max_consecutive_failures"_s, u"many"_s},
                                            {u"restart"_s, u"always"_s},
                                            {u"autostart"_s, true}}));
    }

    void problemsFindTheirFields_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("field");
        QTest::newRow("same") << u"command"_s << u"command"_s;
        QTest::newRow("nested") << u"backoff.maximum"_s << u"backoff.maximum"_s;
        QTest::newRow("kind of probe") << u"health.http"_s << u"health"_s;
        QTest::newRow("interval") << u"health.every"_s << u"health.every"_s;
        QTest::newRow("variable") << u"environment.PATH"_s << u"environment"_s;
        QTest::newRow("of all units") << u"unit.a.b.depends_on"_s << u"depends_on"_s;
        QTest::newRow("not shown") << u"log.keep"_s << u""_s;
        QTest::newRow("not shown either") << u"watchdog"_s << u""_s;
    }
    void problemsFindTheirFields()
    {
        QFETCH(QString, key);
        QFETCH(QString, field);
        QCOMPARE(fieldOfKey(key, u"a.b"_s), field);
    }

    void whatTheEngineRestartsFor()
    {
        QJsonObject changed = fullSpec();
        changed.insert(u"stop_timeout"_s, u"1m"_s);
        QVERIFY(!needsRestart(fullSpec(), changed));
        changed.insert(u"directory"_s, u"/srv/other"_s);
        QVERIFY(needsRestart(fullSpec(), changed));
    }

    void namesComeFromTheCommand_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("name");
        QTest::newRow("script") << u"python3 serve.py --port 8000"_s << u"serve"_s;
        QTest::newRow("path") << u"/usr/bin/redis-server /etc/redis.conf"_s << u"redis-server"_s;
        QTest::newRow("module") << u"python3.11 -u -m hsp.connector"_s << u"hsp.connector"_s;
        QTest::newRow("jar") << u"java -Xmx2g -jar app/billing.jar"_s << u"billing"_s;
        QTest::newRow("prepared") << u"env A=1 nice -n 5 nginx"_s << u"nginx"_s;
        QTest::newRow("shell text") << u"bash -c 'sleep 5'"_s << u"bash"_s;
        QTest::newRow("odd characters") << u"'./my tool.sh'"_s << u"my-tool"_s;
        QTest::newRow("taken") << u"worker"_s << u"worker-3"_s;
        QTest::newRow("none") << u"..."_s << u""_s;
        QTest::newRow("nothing") << u""_s << u""_s;
    }
    void namesComeFromTheCommand()
    {
        QFETCH(QString, line);
        QFETCH(QString, name);
        QCOMPARE(UnitSuggestions::name(CommandLine::split(line).words, {u"worker"_s, u"worker-2"_s}), name);
    }

    void portsComeFromTheCommand_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("port"); // 0: none
        QTest::newRow("--port") << u"python3 serve.py --port 8000"_s << 8000;
        QTest::newRow("--port=") << u"serve --port=9000"_s << 9000;
        QTest::newRow("-p") << u"serve -p 8080"_s << 8080;
        QTest::newRow("-p8080") << u"serve -p8080"_s << 8080;
        QTest::newRow("mapping") << u"docker run -p 8080:80 nginx"_s << 8080;
        QTest::newRow(":8000") << u"php -S :8000"_s << 8000;
        QTest::newRow("address") << u"manage.py runserver 0.0.0.0:8000"_s << 8000;
        QTest::newRow("local socket") << u"gunicorn --bind unix:/run/a.sock app"_s << 0;
        QTest::newRow("gunicorn") << u"gunicorn app"_s << 8000;
        QTest::newRow("redis") << u"/usr/bin/redis-server"_s << 6379;
        QTest::newRow("redis elsewhere") << u"redis-server --port 7000"_s << 7000;
        QTest::newRow("nginx") << u"nginx -g 'daemon off;'"_s << 80;
        QTest::newRow("http.server") << u"python3 -m http.server"_s << 8000;
        QTest::newRow("http.server 9") << u"python3 -m http.server 9001"_s << 9001;
        QTest::newRow("a broker's") << u"worker --broker localhost:1883"_s << 0;
        QTest::newRow("too large") << u"serve --port 70000"_s << 0;
        QTest::newRow("a client") << u"ssh -N -p 2222 host"_s << 0;
        QTest::newRow("none") << u"sleep 5"_s << 0;
    }
    void portsComeFromTheCommand()
    {
        QFETCH(QString, line);
        QFETCH(int, port);
        QCOMPARE(UnitSuggestions::port(CommandLine::split(line).words).value_or(0), port);
    }
};

QTEST_APPLESS_MAIN(TestUnitForm)
#include "tst_unit_form.moc"
