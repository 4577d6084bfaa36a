// All hands together, on the demo agent under a real watchdog: drained, hibernated, another release started, asked for
// its version; and back from a release that never becomes ready. Who decides the order is not here.
#include "core/engine/units_of_watchdog.h"
#include "core/updates/drainer.h"
#include "core/updates/release_directory.h"
#include "core/updates/version_reader.h"
#include "core/watchdog/unit_file.h"
#include "tests/core/api/engine_parts.h"

#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

class TestAgentRestart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void isToldDrainedAndHibernated();
    void failsToHibernate();
    void changesItsRelease();
    void comesBackFromABrokenOne();

private:
    void add(const QJsonObject &spec);
    HookAnswer ask(const watchdog::Hook &hook, const QString &step);
    QString version();
    void restart();
    [[nodiscard]] client::UnitStatus status() const { return *m_units->status(u"demo"_s); }
    [[nodiscard]] watchdog::UpdateSettings settings() const { return *m_units->settings(u"demo"_s); }
    [[nodiscard]] QByteArray content(const QString &name) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QJsonObject m_spec;
    quint16 m_port = 0;
    std::optional<EngineParts> m_engine;
    std::optional<engine::UnitsOfWatchdog> m_units;
    std::optional<HookRunner> m_hooks;
    std::optional<Drainer> m_drainer;
    std::optional<VersionReader> m_versions;
};

void TestAgentRestart::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    {
        QTcpServer free;
        QVERIFY(free.listen(QHostAddress::LocalHost));
        m_port = free.serverPort();
    }
    QProcess script;
    script.setStandardOutputFile(m_folder->filePath(u"demo.toml"_s));
    script.start(u"sh"_s, {QStringLiteral(LAMPLIGHTER_DEMO_RELEASES), m_folder->path(), QString::number(m_port),
                           qEnvironmentVariable("LAMPLIGHTER_BIN") + u"/lamplighter-demo-agent"_s});
    QVERIFY(script.waitForFinished() && script.exitCode() == 0);
    const Result<QJsonObject> spec = watchdog::readUnitTable(m_folder->filePath(u"demo.toml"_s), u"demo"_s);
    QVERIFY(spec.ok());
    m_spec = *spec;
    m_spec.insert(u"ready_timeout"_s, u"1s"_s);
    m_engine.emplace();
    QVERIFY(m_engine->ready);
    m_units.emplace(*m_engine->watchdog);
    m_hooks.emplace(*m_units, m_engine->clock);
    m_drainer.emplace(*m_units, *m_hooks, m_engine->clock);
    m_versions.emplace(m_engine->clock);
}

void TestAgentRestart::cleanup()
{
    m_drainer.reset();
    m_hooks.reset();
    m_versions.reset();
    m_units.reset();
    m_engine.reset();
}

void TestAgentRestart::add(const QJsonObject &spec)
{
    const auto answer = m_engine->ask("POST", u"/api/v1/units"_s,
                                      QJsonDocument(QJsonObject{{u"name"_s, u"demo"_s}, {u"spec"_s, spec}}).toJson());
    QVERIFY2(answer.status == 201, answer.text.constData());
    QTRY_VERIFY(status().ready);
}

HookAnswer TestAgentRestart::ask(const watchdog::Hook &hook, const QString &step)
{
    std::optional<HookAnswer> answer;
    const HookCall call{u"demo"_s, step, u"demo"_s, u"2"_s, u"test"_s, {{u"reason"_s, u"test"_s}}};
    const auto run = m_hooks->run(hook, call, seconds(5), this, [&answer](const HookAnswer &given) { answer = given; });
    static_cast<void>(QTest::qWaitFor([&answer] { return answer.has_value(); }, 8'000));
    return answer.value_or(HookAnswer{});
}

QString TestAgentRestart::version()
{
    std::optional<Result<QString>> version;
    const auto run = m_versions->read(settings().versionCommand, m_units->place(u"demo"_s), seconds(5), this,
                                      [&version](const Result<QString> &given) { version = given; });
    static_cast<void>(QTest::qWaitFor([&version] { return version.has_value(); }, 8'000));
    return !version ? QString() : *version ? **version : version->error().message;
}

void TestAgentRestart::restart()
{
    const qint64 before = status().run;
    std::optional<Result<void>> done;
    m_units->restart(u"demo"_s, u"test"_s, u"R-1"_s, this, [&done](const Result<void> &given) { done = given; });
    QTRY_VERIFY(done);
    QVERIFY(done->ok());
    QTRY_VERIFY(status().run > before);
}

void TestAgentRestart::isToldDrainedAndHibernated()
{
    const QSignalSpy checkpoints(&*m_units, &Units::checkpoint);
    add(m_spec);
    QVERIFY(ask(settings().onNotice, u"on_notice"_s).ok);
    QTRY_VERIFY(m_engine->ask("GET", u"/api/v1/units/demo/logs"_s).text.contains("a change is coming"));

    // Some work is under way, and ends while it drains.
    QNetworkAccessManager network;
    const auto work = [&](int ms) {
        return network.get(QNetworkRequest(QUrl(u"http://127.0.0.1:%1/work?ms=%2"_s.arg(m_port).arg(ms))));
    };
    QNetworkReply *running = work(900);
    QTRY_COMPARE(m_drainer->inFlight(u"demo"_s), std::optional<int>(1)); // it says so itself
    std::optional<DrainResult> drained;
    m_drainer->drain({u"demo"_s, settings().drain, {}, settings().drainTimeout}, this,
                     [&drained](const DrainResult &result) { drained = result; });
    QTRY_VERIFY(drained);
    QVERIFY2(drained->drained, qPrintable(drained->detail));
    QVERIFY(drained->took > milliseconds(100) && drained->took < settings().drainTimeout);
    QTRY_VERIFY(running->isFinished());
    QVERIFY(running->error() == QNetworkReply::NoError);
    QNetworkReply *refused = work(1);
    QTRY_VERIFY(refused->isFinished());
    QCOMPARE(refused->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 503);

    const HookAnswer slept = ask(settings().hibernate, u"hibernate"_s);
    QVERIFY2(slept.ok && slept.detail.endsWith(u": 2 counters saved"_s), qPrintable(slept.detail));
    QCOMPARE(slept.savedState, (QStringList{u"starts"_s, u"checkpoints"_s}));
    QVERIFY(content(u"state.json"_s).contains("\"checkpoints\": 1"));
    QTRY_COMPARE(checkpoints.size(), 1);
    // Called off: it works again.
    m_drainer->endDraining(u"demo"_s);
    QTRY_COMPARE(status().statusText, u"working, version 1"_s);
    QNetworkReply *taken = work(1);
    QTRY_VERIFY(taken->isFinished());
    QVERIFY(taken->error() == QNetworkReply::NoError);
    // By a signal it is the same, but that nobody answers.
    QVERIFY(ask(watchdog::SignalHook{process::Signal::Usr1}, u"hibernate"_s).ok);
    QTRY_VERIFY(content(u"state.json"_s).contains("\"checkpoints\": 2"));
    QTRY_COMPARE(checkpoints.size(), 2);
}

void TestAgentRestart::failsToHibernate()
{
    QJsonArray command = m_spec.value("command"_L1).toArray();
    command.append(u"--fail-hibernation"_s);
    m_spec.insert(u"command"_s, command);
    add(m_spec);
    const HookAnswer answer = ask(settings().hibernate, u"hibernate"_s);
    QVERIFY(!answer.ok && answer.savedState.isEmpty());
    QVERIFY2(answer.detail.startsWith(u"500 in "_s) && answer.detail.endsWith(u": the state cannot be saved"_s),
             qPrintable(answer.detail));
}

void TestAgentRestart::changesItsRelease()
{
    add(m_spec);
    QCOMPARE(version(), u"1"_s);
    QCOMPARE(*releaseVersions(settings().releases), (QStringList{u"3"_s, u"2"_s, u"1"_s}));
    QCOMPARE(*currentRelease(settings().releases), u"1"_s);
    QVERIFY(makeReleaseCurrent(settings().releases, u"2"_s).ok());
    QCOMPARE(version(), u"1"_s); // that which runs, not that which would
    restart();
    QTRY_VERIFY(status().ready);
    QCOMPARE(version(), u"2"_s);
}

void TestAgentRestart::comesBackFromABrokenOne()
{
    add(m_spec);
    QVERIFY(makeReleaseCurrent(settings().releases, u"3"_s).ok());
    restart();
    const qint64 broken = status().run;
    QTRY_VERIFY_WITH_TIMEOUT(status().run > broken || status().state == client::UnitState::Backoff, 10'000);
    QVERIFY(!status().ready);
    QVERIFY(makeReleaseCurrent(settings().releases, u"1"_s).ok());
    restart();
    QTRY_VERIFY(status().ready);
    QCOMPARE(version(), u"1"_s);
}

QTEST_GUILESS_MAIN(TestAgentRestart)
#include "tst_agent_restart.moc"
