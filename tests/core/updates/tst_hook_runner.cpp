// Hooks as they are meant to answer, and as they do: slowly, at length, in rubbish, or not at all.
#include "core/updates/hook_runner.h"
#include "tests/core/updates/fake_units.h"
#include "tests/core/updates/hook_server.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;
using watchdog::CommandHook;
using watchdog::Hook;
using watchdog::HttpHook;
using watchdog::SignalHook;

namespace {

Hook shell(const QString &script)
{
    return CommandHook{{u"sh"_s, u"-c"_s, script}};
}

/// True while a process has this text in its command line.
bool isRunning(const QString &mark)
{
    const QStringList pids = QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs);
    for (const QString &pid : pids) {
        QFile file(u"/proc/%1/cmdline"_s.arg(pid));
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(mark.toUtf8())) {
            return true;
        }
    }
    return false;
}

} // namespace

class TestHookRunner : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void understandsAnswers_data();
    void understandsAnswers();
    void boundsWhatItKeeps();
    void postsJson();
    void judgesHttp_data();
    void judgesHttp();
    void doesNotSendAPostTwice();
    void stopsReadingALongAnswer();
    void saysWhyHttpFailed();
    void runsCommandsInTheirPlace();
    void judgesCommands_data();
    void judgesCommands();
    void hangingHooks_data();
    void hangingHooks();
    void killsWhatACommandStarted();
    void cancelledHooksAreNotReported();
    void sendsSignals();
    void noHookSucceeds();
    void runnerMayGoInDone();

private:
    HookAnswer ask(const Hook &hook, Duration timeout = seconds(5));
    HookCall m_call{u"grace"_s, u"hibernate"_s, u"omnimind"_s,
                    u"2.1"_s,   u"because"_s,   QJsonObject{{u"reason"_s, u"update"_s}}};
    SystemClock m_clock;
    std::unique_ptr<FakeUnits> m_units;
    std::unique_ptr<HookServer> m_server;
};

void TestHookRunner::init()
{
    m_units = std::make_unique<FakeUnits>();
    m_server = std::make_unique<HookServer>();
    QVERIFY(m_server->listening);
}

HookAnswer TestHookRunner::ask(const Hook &hook, Duration timeout)
{
    HookRunner runner(*m_units, m_clock);
    std::optional<HookAnswer> answer;
    int calls = 0;
    const auto run = runner.run(hook, m_call, timeout, this, [&](const HookAnswer &given) {
        answer = given;
        ++calls;
    });
    const bool early = answer.has_value();
    static_cast<void>(QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000));
    QTest::qWait(20);
    if (early || calls != 1) {
        return {false, u"called %1 times, early: %2"_s.arg(calls).arg(early), {}, {}, Duration{0}};
    }
    return *answer;
}

void TestHookRunner::understandsAnswers_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("detail"); // after "200"
    QTest::addColumn<QStringList>("saved");
    QTest::addColumn<int>("inFlight"); // -1: not said
    const auto row = [](const char *name, const QByteArray &text, const QString &detail, const QStringList &saved = {},
                        int inFlight = -1) { QTest::newRow(name) << text << detail << saved << inFlight; };
    row("nothing", "", {});
    row("blank", " \n ", {});
    row("words", "OK\n", u": OK"_s);
    row("last line", "saving\nsaved 3\n\n", u": saved 3"_s);
    row("empty object", "{}", {});
    row("all", R"({"saved_state":["a","b"],"in_flight":3,"detail":"done"})", u": done"_s, {u"a"_s, u"b"_s}, 3);
    row("message", R"({"message":"fine","status":1})", u": fine"_s);
    row("nulls", R"({"saved_state":null,"in_flight":null,"detail":null,"message":"m"})", u": m"_s);
    row("html", "<html>\n<body>502</body>", {});
    const auto rubbish = [&row](const char *name, const QByteArray &text, const QString &why,
                                const QStringList &saved = {}, int inFlight = -1) {
        row(name, text, u": its answer was not understood: "_s + why, saved, inFlight);
    };
    rubbish("saved is no list", R"({"saved_state":"all","in_flight":0})", u"saved_state must be a list"_s, {}, 0);
    rubbish("saved is mixed", R"({"saved_state":["a",1]})", u"saved_state must be a list of strings"_s);
    rubbish("negative", R"({"in_flight":-1,"saved_state":["a"]})", u"in_flight must be a whole number from 0"_s,
            {u"a"_s});
    rubbish("fraction", R"({"in_flight":1.5})", u"in_flight must be a whole number"_s);
    rubbish("too many", R"({"in_flight":3000000000})", u"in_flight must be a whole number from 0"_s);
    rubbish("text", R"({"in_flight":"3"})", u"in_flight must be a whole number"_s);
    row("escapes", R"({"detail":"\u001b[31mred\u202e x"})", QStringLiteral(": red\uFFFD x"));
    row("control in a list", R"({"saved_state":["a\u0007b\nc"]})", {}, {QStringLiteral("a\uFFFDb\uFFFDc")});
}

void TestHookRunner::understandsAnswers()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, detail);
    QFETCH(QStringList, saved);
    QFETCH(int, inFlight);
    const HookAnswer answer = hookAnswerOf({true, u"200"_s, seconds(1)}, {text, {}});
    QVERIFY(answer.ok && answer.took == seconds(1));
    QCOMPARE(answer.detail, u"200"_s + detail);
    QCOMPARE(answer.savedState, saved);
    QCOMPARE(answer.inFlight.value_or(-1), inFlight);
}

void TestHookRunner::boundsWhatItKeeps()
{
    QByteArray list;
    for (int i = 0; i < 1500; ++i) {
        list += (list.isEmpty() ? "" : ",") + QByteArray("\"") + QByteArray(i == 0 ? 2'000 : 3, 'x') + '"';
    }
    const HookAnswer answer = hookAnswerOf({true, {}, {}}, {R"({"saved_state":[)" + list + "]}", {}});
    QCOMPARE(answer.savedState.size(), 1'000);
    QCOMPARE(answer.savedState.first().size(), 500);
    const HookAnswer deep = hookAnswerOf({true, u"200"_s, {}}, {R"({"detail":)" + QByteArray(100'000, '[') + '}', {}});
    QVERIFY(deep.ok && deep.detail.startsWith(u"200: its answer was not understood: "_s));
    QVERIFY(hookAnswerOf({true, {}, {}}, {QByteArray(60'000, 'x'), {}}).detail.size() < 600);
    // What went wrong is said on standard error; what went well, on standard output.
    QCOMPARE(hookAnswerOf({false, u"exit code 1"_s, {}}, {"saving\n", "disk full\n"}).detail,
             u"exit code 1: disk full"_s);
    QCOMPARE(hookAnswerOf({true, u"exit code 0"_s, {}}, {"saved\n", "a warning\n"}).detail, u"exit code 0: saved"_s);
}

void TestHookRunner::postsJson()
{
    m_server->answer = HookServer::json(R"({"saved_state":["memory"],"detail":"asleep"})");
    qputenv("http_proxy", "http://127.0.0.1:1"); // would refuse
    const HookAnswer answer = ask(HttpHook{m_server->url()});
    qunsetenv("http_proxy");
    QVERIFY2(answer.ok, qPrintable(answer.detail));
    QVERIFY2(answer.detail.startsWith(u"200 in "_s) && answer.detail.endsWith(u" ms: asleep"_s),
             qPrintable(answer.detail));
    QCOMPARE(answer.savedState, QStringList{u"memory"_s});
    QVERIFY(m_server->request.startsWith("POST /hook HTTP/1.1\r\n"));
    QVERIFY(m_server->request.contains("Content-Type: application/json\r\n"));
    QVERIFY(!m_server->request.contains("gzip"));
    QCOMPARE(m_server->body(), m_call.body);
}

void TestHookRunner::judgesHttp_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("end");
    const auto row = [](const char *name, const QByteArray &answer, bool ok, const QString &begin,
                        const QString &end = {}) { QTest::newRow(name) << answer << ok << begin << end; };
    row("204", "HTTP/1.1 204 No Content\r\n\r\n", true, u"204 in "_s);
    row("202", HookServer::json("{}", "202 Accepted"), true, u"202 in "_s);
    row("304", "HTTP/1.1 304 Not Modified\r\n\r\n", false, u"304 in "_s);
    row("400", HookServer::json(R"({"detail":"not now"})", "400 Bad Request"), false, u"400 in "_s, u": not now"_s);
    row("401", "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n", false,
        u"401 in "_s);
    row("500", HookServer::json(R"({"message":"disk full"})", "500 Error"), false, u"500 in "_s, u": disk full"_s);
    row("503 html", HookServer::json("<h1>busy</h1>", "503 Busy"), false, u"503 in "_s, u" ms"_s);
    row("cut off", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"saved_state\":[", false, u"200 in "_s,
        u", but the answer is not complete"_s);
    row("chunks cut off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":", false, u"200 in "_s,
        u", but the answer is not complete"_s);
    row("not HTTP", "SSH-2.0-x\r\n\r\n", false, {});
    row("half a line", "HTTP/1.1 2", false, {});
}

void TestHookRunner::judgesHttp()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, ok);
    QFETCH(QString, begin);
    QFETCH(QString, end);
    QTest::failOnWarning(QRegularExpression(u"."_s));
    m_server->answer = answer;
    const HookAnswer given = ask(HttpHook{m_server->url()});
    QCOMPARE(given.ok, ok);
    QVERIFY2(!given.detail.isEmpty() && given.detail.startsWith(begin) && given.detail.endsWith(end),
             qPrintable(given.detail));
    QVERIFY(given.savedState.isEmpty() && !given.inFlight);
}

/// A hibernation is not to be begun again because the connection broke after it.
void TestHookRunner::doesNotSendAPostTwice()
{
    QTcpServer closing;
    QVERIFY(closing.listen(QHostAddress::LocalHost));
    int posts = 0;
    connect(&closing, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = closing.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [&posts, socket] {
            if (socket->readAll().contains("POST")) {
                ++posts;
                socket->disconnectFromHost();
            }
        });
    });
    const HookAnswer answer = ask(HttpHook{u"http://127.0.0.1:%1/"_s.arg(closing.serverPort())});
    QVERIFY(!answer.ok);
    QCOMPARE(answer.detail, u"the connection was closed without an answer"_s);
    QCOMPARE(posts, 1);

    HookServer elsewhere;
    elsewhere.answer = HookServer::json("{}");
    m_server->answer =
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + elsewhere.url().toUtf8() + "\r\nContent-Length: 0\r\n\r\n";
    const HookAnswer redirected = ask(HttpHook{m_server->url()});
    QVERIFY(!redirected.ok);
    QVERIFY2(redirected.detail.startsWith(u"307 in "_s) && redirected.detail.endsWith(u"redirects are not followed"_s),
             qPrintable(redirected.detail));
    QCOMPARE(elsewhere.requests, 0);
}

void TestHookRunner::stopsReadingALongAnswer()
{
    m_server->answer = "HTTP/1.1 200 OK\r\nContent-Length: 4000000000\r\n\r\n" + QByteArray(3 * 1024 * 1024, 'x');
    m_server->thenClose = false;
    QElapsedTimer timer;
    timer.start();
    const HookAnswer answer = ask(HttpHook{m_server->url()});
    QVERIFY(!answer.ok);
    QCOMPARE(answer.detail, u"answered with more than 1 MiB"_s);
    QVERIFY(timer.elapsed() < 4'000); // not the timeout
    m_server->answer = HookServer::json(QByteArray(1024 * 1024, ' '));
    m_server->thenClose = true;
    QVERIFY(ask(HttpHook{m_server->url()}).ok);
    // The longest answer that is JSON through and through costs no more than reading it.
    m_server->answer = HookServer::json("{\"detail\":" + QByteArray(1024 * 1024 - 11, '[') + "}");
    QVERIFY(ask(HttpHook{m_server->url()}).ok);
}

void TestHookRunner::saysWhyHttpFailed()
{
    const QString url = m_server->url();
    m_server->close();
    QCOMPARE(ask(HttpHook{url}).detail, u"connection refused"_s);
    QCOMPARE(ask(HttpHook{u"http://does-not-exist.invalid/"_s}).detail, u"host not found"_s);
    HookServer plain;
    QVERIFY(!ask(HttpHook{plain.url().replace(u"http:"_s, u"https:"_s)}, milliseconds(300)).ok);
}

void TestHookRunner::runsCommandsInTheirPlace()
{
    const QTemporaryDir folder;
    m_units->where.directory = folder.path();
    m_units->where.environment.insert(u"OF_THE_UNIT"_s, u"yes"_s);
    m_call.reason = QStringLiteral("a \"b\"\n$(c)") + QChar(0) + u'd';
    const HookAnswer answer = ask(
        shell(u"printf '%s|' \"$PWD\" \"$OF_THE_UNIT\" \"$LAMPLIGHTER_UNIT\" \"$LAMPLIGHTER_UPDATE_STEP\" "
              "\"$LAMPLIGHTER_UPDATE_SERVICE\" \"$LAMPLIGHTER_UPDATE_VERSION\" \"$LAMPLIGHTER_UPDATE_REASON\" > out; "
              "cat; echo '{\"in_flight\": 2, \"saved_state\": [\"x\"]}'"_s));
    QVERIFY2(answer.ok, qPrintable(answer.detail));
    QVERIFY(answer.detail.startsWith(u"exit code 0 in "_s));
    QCOMPARE(answer.inFlight, std::optional<int>(2));
    QCOMPARE(answer.savedState, QStringList{u"x"_s});
    QFile out(folder.filePath(u"out"_s));
    QVERIFY(out.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(out.readAll()),
             QDir(folder.path()).canonicalPath() + QStringLiteral("|yes|grace|hibernate|omnimind|2.1|a \"b\"\n$(c)d|"));
}

void TestHookRunner::judgesCommands_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<bool>("ok");
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("end");
    const auto script = [](const char *name, const QString &text, bool ok, const QString &begin,
                           const QString &end = {}) {
        QTest::newRow(name) << QStringList{u"sh"_s, u"-c"_s, text} << ok << begin << end;
    };
    script("silent", u"true"_s, true, u"exit code 0 in "_s, u" ms"_s);
    script("lines", u"echo one; echo two"_s, true, u"exit code 0 in "_s, u": two"_s);
    script("fails", u"echo saving; echo disk full >&2; exit 3"_s, false, u"exit code 3 in "_s, u": disk full"_s);
    script("killed", u"kill -SEGV $$"_s, false, u"ended by SIGSEGV"_s);
    script("bytes", u"printf '\\377\\376\\000\\033[31mx'"_s, true, u"exit code 0 in "_s);
    script("last words", u"printf 'a\\nlast'; exec >&-; exit 0"_s, true, u"exit code 0 in "_s, u": last"_s);
    script("half an object", u"printf '{\"saved_state\": [\"a\"'"_s, true, u"exit code 0 in "_s);
    script("too much", u"head -c 70000 /dev/zero | tr '\\0' x"_s, false, u"wrote more than 64 KiB"_s);
    script("too many errors", u"head -c 70000 /dev/zero >&2"_s, false, u"wrote more than 64 KiB"_s);
    script("endless", u"yes"_s, false, u"wrote more than 64 KiB"_s);
    script("just enough", u"head -c 65536 /dev/zero | tr '\\0' ' '"_s, true, u"exit code 0 in "_s);
    script("126 without an account", u"exit 126"_s, false, u"exit code 126 in "_s);
    script("leaves a child that holds the output", u"sleep 30 & echo done"_s, true, u"exit code 0 in "_s, u": done"_s);
    QTest::newRow("no program") << QStringList{u"does-not-exist-anywhere"_s} << false
                                << u"there is no program \"does-not-exist-anywhere\""_s << QString();
    QTest::newRow("not executable") << QStringList{u"/etc/passwd"_s} << false << u"cannot be started: "_s << QString();
}

void TestHookRunner::judgesCommands()
{
    QFETCH(QStringList, command);
    QFETCH(bool, ok);
    QFETCH(QString, begin);
    QFETCH(QString, end);
    QElapsedTimer timer;
    timer.start();
    const HookAnswer answer = ask(CommandHook{command});
    QVERIFY2(answer.ok == ok && answer.detail.startsWith(begin) && answer.detail.endsWith(end),
             qPrintable(answer.detail));
    QVERIFY(timer.elapsed() < 4'000);
}

void TestHookRunner::hangingHooks_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"no answer", "head only", "drop by drop", "command", "command that ignores TERM"}) {
        QTest::newRow(kind) << QString::fromLatin1(kind);
    }
}

void TestHookRunner::hangingHooks()
{
    QFETCH(QString, kind);
    m_server->thenClose = false;
    Hook hook = HttpHook{m_server->url()};
    if (kind == u"head only"_s) {
        m_server->answer = "HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{";
    } else if (kind == u"drop by drop"_s) {
        m_server->answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    } else if (kind.startsWith(u"command"_s)) {
        hook = shell(kind == u"command"_s ? u"echo waiting for the lock; sleep 100"_s
                                          : u"trap '' TERM; echo waiting for the lock; while :; do sleep 1; done"_s);
    }
    const HookAnswer answer = ask(hook, milliseconds(300));
    QVERIFY(!answer.ok);
    QCOMPARE(answer.detail, kind.startsWith(u"command"_s) ? u"timed out after 300 ms: waiting for the lock"_s
                                                          : u"timed out after 300 ms"_s);
    QVERIFY(answer.took >= milliseconds(290) && answer.took < seconds(3));
}

void TestHookRunner::killsWhatACommandStarted()
{
    const QString mark = u"31415%1"_s.arg(QCoreApplication::applicationPid());
    const HookAnswer answer = ask(shell(u"sleep %1 & sleep %1"_s.arg(mark)), milliseconds(300));
    QVERIFY(!answer.ok);
    QTRY_VERIFY(!isRunning(mark));
}

void TestHookRunner::cancelledHooksAreNotReported()
{
    const QString mark = u"27182%1"_s.arg(QCoreApplication::applicationPid());
    HookRunner runner(*m_units, m_clock);
    int calls = 0;
    const auto count = [&calls](const HookAnswer &) { ++calls; };
    auto http = runner.run(HttpHook{m_server->url()}, m_call, milliseconds(200), this, count);
    auto command = runner.run(shell(u"sleep "_s + mark), m_call, milliseconds(200), this, count);
    QTRY_VERIFY(m_server->requests == 1 && isRunning(mark));
    http.reset();
    command.reset();
    QTRY_VERIFY(!isRunning(mark));
    auto gone = std::make_unique<QObject>();
    const auto forNobody = runner.run(shell(u"true"_s), m_call, seconds(1), gone.get(), count);
    gone.reset();
    QTest::qWait(300);
    QCOMPARE(calls, 0);
}

void TestHookRunner::sendsSignals()
{
    const HookAnswer answer = ask(SignalHook{process::Signal::Usr2});
    QVERIFY(answer.ok);
    QCOMPARE(answer.detail, u"SIGUSR2 was sent"_s);
    QCOMPARE(m_units->sent, QStringList{u"grace USR2"_s});
    m_units->signalTrouble = Error{ErrorCode::Conflict, u"grace does not run"_s, {}};
    const HookAnswer refused = ask(SignalHook{process::Signal::Usr2});
    QVERIFY(!refused.ok);
    QCOMPARE(refused.detail, u"grace does not run"_s);
}

void TestHookRunner::noHookSucceeds()
{
    const HookAnswer answer = ask(Hook{});
    QVERIFY(answer.ok && answer.detail.isEmpty() && !answer.inFlight);
}

void TestHookRunner::runnerMayGoInDone()
{
    auto runner = std::make_unique<HookRunner>(*m_units, m_clock);
    bool called = false;
    auto run = runner->run(shell(u"echo x"_s), m_call, seconds(5), this, [&](const HookAnswer &) {
        called = true;
        runner.reset();
    });
    QTRY_VERIFY(called);
}

QTEST_GUILESS_MAIN(TestHookRunner)
#include "tst_hook_runner.moc"
