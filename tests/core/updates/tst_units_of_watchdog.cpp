// What the update domain asks of units, answered by a real watchdog over real processes.
#include "core/engine/units_of_watchdog.h"
#include "tests/core/api/engine_parts.h"

#include <QJsonArray>
#include <QSignalSpy>

using namespace lamplighter;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

class TestUnitsOfWatchdog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void findsUnitsOfAService();
    void knowsTheUpdateTable();
    void anEditOfTheTableRestartsNothing();
    void hooksRunAtTheUnitsPlace();
    void anAccountThatIsNotThereRunsNothing();
    void tellsDependents();
    void restartsUnderACorrelation();
    void tellsEarlierRestarts();
    void signalsTheMainProcess();
    void hearsCheckpointsAndCounts();
    void strangersAreNotHeard();

private:
    void add(const QString &name, const QJsonObject &spec);
    void replace(const QString &name, const QJsonObject &spec);
    [[nodiscard]] client::UnitStatus status(const QString &name) const { return *m_units->status(name); }
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    /// One that runs `script` in the test's folder.
    [[nodiscard]] QJsonObject shell(const QString &script, QJsonObject more = {}) const
    {
        more.insert(u"command"_s, QJsonArray{u"bash"_s, u"-c"_s, script});
        more.insert(u"directory"_s, m_folder.path());
        return more;
    }
    QList<journal::Event> events(const QString &subject);

    QTemporaryDir m_folder;
    std::optional<EngineParts> m_engine;
    std::optional<engine::UnitsOfWatchdog> m_units;
};

/// A program of one line that says something on the notify socket.
const QString kSay = u"python3 -c 'import os,socket,sys; "
                     "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM).sendto(sys.argv[1].encode(), "
                     "os.environ[\"NOTIFY_SOCKET\"])' "_s;

void TestUnitsOfWatchdog::init()
{
    m_engine.emplace();
    QVERIFY2(m_engine->ready, "is lamplighter-keeper where LAMPLIGHTER_KEEPER says?");
    m_units.emplace(*m_engine->watchdog);
}

void TestUnitsOfWatchdog::cleanup()
{
    m_units.reset();
    m_engine.reset();
}

void TestUnitsOfWatchdog::add(const QString &name, const QJsonObject &spec)
{
    const QByteArray body = QJsonDocument(QJsonObject{{u"name"_s, name}, {u"spec"_s, spec}}).toJson();
    const auto answer = m_engine->ask("POST", u"/api/v1/units"_s, body);
    QVERIFY2(answer.status == 201, answer.text.constData());
    if (spec.value("autostart"_L1).toBool(true)) {
        QTRY_VERIFY(status(name).state == client::UnitState::Running);
    }
}

void TestUnitsOfWatchdog::replace(const QString &name, const QJsonObject &spec)
{
    const auto answer =
        m_engine->ask("PUT", u"/api/v1/units/"_s + name, QJsonDocument(QJsonObject{{u"spec"_s, spec}}).toJson());
    QVERIFY2(answer.status == 200, answer.text.constData());
}

QList<journal::Event> TestUnitsOfWatchdog::events(const QString &subject)
{
    std::optional<QList<journal::Event>> found;
    journal::EventQuery query;
    query.subject = subject;
    query.limit = 1'000;
    m_engine->journal.query(query, this, [&found](const Result<journal::EventPage> &page) { found = page->events; });
    static_cast<void>(QTest::qWaitFor([&found] { return found.has_value(); }));
    return found.value_or(QList<journal::Event>());
}

void TestUnitsOfWatchdog::findsUnitsOfAService()
{
    const QJsonObject idle{{u"command"_s, u"sleep 1000"_s}, {u"autostart"_s, false}};
    const auto with = [&idle](const QString &key, const QString &value) {
        QJsonObject out = idle;
        out.insert(key, value);
        return out;
    };
    add(u"b"_s, with(u"service"_s, u"omni"_s));
    add(u"a"_s, with(u"service"_s, u"omni"_s));
    add(u"c"_s, with(u"group"_s, u"omni"_s));
    add(u"d"_s, with(u"group"_s, u"street"_s));
    add(u"street-lamp"_s, with(u"group"_s, u"street"_s));
    QCOMPARE(m_units->ofService(u"omni"_s), (QStringList{u"a"_s, u"b"_s}));             // not the group: some say it
    QCOMPARE(m_units->ofService(u"street"_s), (QStringList{u"d"_s, u"street-lamp"_s})); // nobody does
    QCOMPARE(m_units->ofService(u"d"_s), QStringList{u"d"_s});                          // a unit's service is its name
    QCOMPARE(m_units->ofService(u"nothing"_s), QStringList());
    QCOMPARE(m_units->ofService(QString()), QStringList());
    QVERIFY(!m_units->status(u"nothing"_s) && !m_units->settings(u"nothing"_s));
}

void TestUnitsOfWatchdog::knowsTheUpdateTable()
{
    add(u"a"_s, {{u"command"_s, u"sleep 1000"_s},
                 {u"autostart"_s, false},
                 {u"update"_s,
                  QJsonObject{{u"hibernate"_s, QJsonObject{{u"signal"_s, u"USR1"_s}}}, {u"on_failure"_s, u"stop"_s}}}});
    const std::optional<watchdog::UpdateSettings> settings = m_units->settings(u"a"_s);
    QVERIFY(settings);
    QVERIFY(settings->hibernate == watchdog::Hook(watchdog::SignalHook{process::Signal::Usr1}));
    QVERIFY(settings->onFailure == watchdog::OnUpdateFailure::Stop);
}

void TestUnitsOfWatchdog::anEditOfTheTableRestartsNothing()
{
    const QJsonObject before{{u"command"_s, u"sleep 1000"_s}};
    add(u"a"_s, before);
    const client::UnitStatus running = status(u"a"_s);
    QJsonObject after = before;
    after.insert(u"update"_s, QJsonObject{{u"drain_timeout"_s, u"3s"_s}});
    replace(u"a"_s, after);
    QCOMPARE(m_units->settings(u"a"_s)->drainTimeout, Duration(seconds(3)));
    QVERIFY(status(u"a"_s).state == client::UnitState::Running);
    QCOMPARE(status(u"a"_s).run, running.run);
    QCOMPARE(status(u"a"_s).pid, running.pid);
    after.insert(u"environment"_s, QJsonObject{{u"A"_s, u"1"_s}}); // this does, so that the test can fail
    replace(u"a"_s, after);
    QTRY_VERIFY(status(u"a"_s).run > running.run);
}

void TestUnitsOfWatchdog::hooksRunAtTheUnitsPlace()
{
    QFile variables(file(u"variables.env"_s));
    QVERIFY(variables.open(QIODevice::WriteOnly));
    variables.write("FROM_FILE=1\nBOTH=file\n");
    variables.close();
    const QJsonObject environment{{u"BOTH"_s, u"unit"_s}, {u"PATH"_s, u"/usr/bin:/bin"_s}};
    add(u"a"_s, shell(u"exec sleep 1000"_s,
                      {{u"environment"_s, environment}, {u"environment_files"_s, QJsonArray{variables.fileName()}}}));
    const watchdog::ProbePlace place = m_units->place(u"a"_s);
    QCOMPARE(place.directory, m_folder.path());
    QCOMPARE(place.environment.value(u"FROM_FILE"_s), u"1"_s);
    QCOMPARE(place.environment.value(u"BOTH"_s), u"unit"_s);
    QCOMPARE(place.environment.value(u"PATH"_s), u"/usr/bin:/bin"_s);
    QVERIFY(!place.environment.contains(u"LAMPLIGHTER_KEEPER"_s)); // the engine's own
    QVERIFY(!place.account);
}

void TestUnitsOfWatchdog::anAccountThatIsNotThereRunsNothing()
{
    add(u"a"_s, {{u"command"_s, u"sleep 1000"_s}, {u"user"_s, u"nobody-has-this-name"_s}, {u"autostart"_s, false}});
    const watchdog::ProbePlace place = m_units->place(u"a"_s);
    QVERIFY(place.account);
    QCOMPARE(place.account->uid, -1);
    watchdog::Prober prober(m_engine->clock);
    std::optional<watchdog::ProbeResult> result;
    const auto run = prober.run(watchdog::CommandProbe{{u"/bin/true"_s}}, seconds(5), place, this,
                                [&result](const watchdog::ProbeResult &given) { result = given; });
    QTRY_VERIFY(result);
    QVERIFY2(!result->ok && result->detail.startsWith(u"exit code 126"_s), qPrintable(result->detail));
}

void TestUnitsOfWatchdog::tellsDependents()
{
    const QJsonObject idle{{u"command"_s, u"sleep 1000"_s}, {u"autostart"_s, false}};
    QJsonObject waits = idle;
    waits.insert(u"depends_on"_s, QJsonArray{u"a"_s});
    add(u"a"_s, idle);
    add(u"z"_s, waits);
    add(u"c"_s, waits);
    QCOMPARE(m_units->dependents(u"a"_s), (QStringList{u"c"_s, u"z"_s}));
    QCOMPARE(m_units->dependents(u"c"_s), QStringList());
}

void TestUnitsOfWatchdog::restartsUnderACorrelation()
{
    add(u"a"_s, {{u"command"_s, u"sleep 1000"_s}});
    const client::UnitStatus before = status(u"a"_s);
    std::optional<Result<void>> answered;
    m_units->restart(u"a"_s, u"token:ci"_s, u"R-7"_s, this, [&](const Result<void> &result) { answered = result; });
    QVERIFY(status(u"a"_s).wanted);
    QTRY_VERIFY(answered);
    QVERIFY(answered->ok());
    QTRY_VERIFY(status(u"a"_s).run > before.run && status(u"a"_s).ready);
    QVERIFY(status(u"a"_s).pid != before.pid);
    // Another restart afterwards is not part of it.
    std::optional<Result<void>> stopped;
    m_units->stop(u"a"_s, u"token:ci"_s, this, [&](const Result<void> &result) { stopped = result; });
    QTRY_VERIFY(stopped && status(u"a"_s).state == client::UnitState::Stopped);
    QStringList correlated;
    QStringList others;
    const QList<journal::Event> all = events(u"a"_s);
    for (const journal::Event &event : all) {
        (event.correlation == u"R-7"_s ? correlated : others).append(event.kind);
    }
    for (const char *kind : {"unit.restart_requested", "unit.exited", "unit.starting", "unit.started", "unit.ready"}) {
        QVERIFY2(correlated.contains(QString::fromLatin1(kind)), qPrintable(correlated.join(u' ')));
    }
    QCOMPARE(correlated.count(u"unit.exited"_s), 1);
    QCOMPARE(others.count(u"unit.exited"_s), 1);
    QVERIFY(others.contains(u"unit.stop_requested"_s));

    answered.reset();
    m_units->restart(u"nothing"_s, {}, {}, this, [&](const Result<void> &result) { answered = result; });
    QTRY_VERIFY(answered);
    QVERIFY(!answered->ok() && answered->error().code == ErrorCode::NotFound);
}

void TestUnitsOfWatchdog::tellsEarlierRestarts()
{
    add(u"a"_s, shell(u"exec sleep 1000"_s, {{u"min_uptime"_s, u"50ms"_s}}));
    const auto restarts = [this](const QString &unit) {
        std::optional<Result<QList<client::PastRestart>>> found;
        m_units->pastRestarts(unit, this, [&found](const auto &answer) { found = answer; });
        static_cast<void>(QTest::qWaitFor([&found] { return found.has_value(); }));
        return found.value_or(Error{ErrorCode::Timeout, {}, {}});
    };
    const auto restartFor = [this](const QString &correlation) {
        const qint64 before = status(u"a"_s).run;
        m_units->restart(u"a"_s, u"somebody"_s, correlation, this, [](const Result<void> &) {});
        return QTest::qWaitFor([this, before] {
            const client::UnitStatus now = status(u"a"_s);
            return now.run > before && now.state == client::UnitState::Running && now.ready;
        });
    };
    QVERIFY(restarts(u"a"_s)->isEmpty());
    QVERIFY(restartFor({}));
    QTRY_COMPARE(restarts(u"a"_s)->size(), 1); // once it has lived for long enough
    QVERIFY(restarts(u"a"_s)->first().held);
    QVERIFY(restarts(u"a"_s)->first().downtime > Duration{0});
    QVERIFY(restarts(u"a"_s)->first().downtime < seconds(30));
    QVERIFY(restartFor(u"R-7"_s)); // which the update tells itself
    QVERIFY(restartFor({}));
    QTRY_COMPARE(restarts(u"a"_s)->size(), 2);
    QVERIFY(restarts(u"none"_s).error().code == ErrorCode::NotFound);
}

void TestUnitsOfWatchdog::signalsTheMainProcess()
{
    // The child would write "child" if it were signalled too.
    add(u"a"_s, shell(u"trap 'echo main >> said' USR1; (trap 'echo child >> said' USR1; touch ready; "
                      "while :; do sleep 0.01; done) & while :; do sleep 0.01; done"_s));
    QTRY_VERIFY(QFile::exists(file(u"ready"_s)));
    QVERIFY(m_units->signal(u"a"_s, process::Signal::Usr1).ok());
    const auto said = [this] {
        QFile out(file(u"said"_s));
        return out.open(QIODevice::ReadOnly) ? out.readAll() : QByteArray();
    };
    QTRY_COMPARE(said(), QByteArray("main\n"));
    std::optional<Result<void>> stopped;
    m_units->stop(u"a"_s, {}, this, [&](const Result<void> &result) { stopped = result; });
    QTRY_VERIFY(stopped && status(u"a"_s).state == client::UnitState::Stopped);
    QCOMPARE(said(), QByteArray("main\n"));
    const Result<void> late = m_units->signal(u"a"_s, process::Signal::Usr1);
    QVERIFY(!late.ok() && late.error().code == ErrorCode::Conflict);
    const Result<void> nobody = m_units->signal(u"nothing"_s, process::Signal::Usr1);
    QVERIFY(!nobody.ok() && nobody.error().code == ErrorCode::NotFound);
}

void TestUnitsOfWatchdog::hearsCheckpointsAndCounts()
{
    const QSignalSpy checkpoints(&*m_units, &updates::Units::checkpoint);
    const QSignalSpy counts(&*m_units, &updates::Units::inFlight);
    add(u"a"_s, shell(kSay + u"$'X_IN_FLIGHT=3\nSTATUS=busy'; "_s + kSay + u"X_IN_FLIGHT=many; "_s + kSay +
                      u"$'X_IN_FLIGHT=0\nX_CHECKPOINT=1'; exec sleep 1000"_s));
    QTRY_COMPARE(counts.size(), 2);
    QCOMPARE(counts.at(0), (QVariantList{u"a"_s, 3}));
    QCOMPARE(counts.at(1), (QVariantList{u"a"_s, 0}));
    QTRY_COMPARE(checkpoints.size(), 1);
    QCOMPARE(checkpoints.at(0), QVariantList{u"a"_s});
    QCOMPARE(status(u"a"_s).statusText, u"busy"_s);
}

void TestUnitsOfWatchdog::strangersAreNotHeard()
{
    const QSignalSpy counts(&*m_units, &updates::Units::inFlight);
    add(u"a"_s, shell(u"echo -n \"$NOTIFY_SOCKET\" > part; mv part where; while [ ! -e go ]; do sleep 0.01; done; "_s +
                      kSay + u"X_IN_FLIGHT=2; exec sleep 1000"_s));
    QTRY_VERIFY(QFile::exists(file(u"where"_s)));
    QProcess stranger;
    stranger.start(u"bash"_s, {u"-c"_s, u"export NOTIFY_SOCKET=$(cat "_s + file(u"where"_s) + u"); "_s + kSay +
                                            u"$'X_IN_FLIGHT=9\nX_CHECKPOINT=1'"_s});
    QVERIFY(stranger.waitForFinished() && stranger.exitCode() == 0);
    QVERIFY(QFile(file(u"go"_s)).open(QIODevice::WriteOnly));
    QTRY_COMPARE(counts.size(), 1);
    QCOMPARE(counts.at(0), (QVariantList{u"a"_s, 2}));
}

QTEST_GUILESS_MAIN(TestUnitsOfWatchdog)
#include "tst_units_of_watchdog.moc"
