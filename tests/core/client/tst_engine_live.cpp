// The live picture against a scripted engine: it resumes without a gap or a double, gathers changes, and backs off.
#include "core/client/backoff.h"
#include "core/client/engine.h"
#include "tests/support/fake_transport.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::client;
using namespace Qt::StringLiterals;
using lamplighter::tests::FakeTransport;

namespace {

UnitStatus unitNamed(const QString &name, UnitState state = UnitState::Running)
{
    UnitStatus unit;
    unit.name = name;
    unit.state = state;
    return unit;
}

EventRecord eventOf(qint64 seq)
{
    EventRecord event;
    event.seq = seq;
    event.kind = u"unit.started"_s;
    event.severity = u"info"_s;
    return event;
}

EngineInfo infoAt(qint64 lastEvent, const QString &id = u"engine-1"_s)
{
    EngineInfo info;
    info.id = id;
    info.lastEvent = lastEvent;
    return info;
}

} // namespace

class TestEngineLive : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void firstPicture();
    void changesAreGathered();
    void changesDuringTheFirstReadingWin();
    void resumesWithoutGapOrDouble();
    void leftoversOfTheOldStreamDoNotOverwriteTheNewPicture();
    void otherJournalStartsOver();
    void prunedPositionContinuesWithTheOldest();
    void refusedIsNotTriedAgain();
    void backsOffWhileUnreachable();
    void silenceReconnects();
    void malformedMessagesAreSkipped();
    void disconnectInASlot();
    void answersOfAGoneContextAreDropped();
    void badNamesNeverReachThePath();
    void retryDelays_data();
    void retryDelays();

private:
    QList<qint64> seqs() const;
    std::unique_ptr<Engine> m_engine;
    FakeTransport *m_fake = nullptr;
    std::unique_ptr<QSignalSpy> m_events;
};

void TestEngineLive::init()
{
    auto transport = std::make_unique<FakeTransport>();
    m_fake = transport.get();
    m_fake->answerPicture(infoAt(10), {unitNamed(u"a"_s), unitNamed(u"b"_s)});
    m_engine = std::make_unique<Engine>(std::move(transport));
    LiveTiming timing;
    timing.firstRetry = milliseconds(5);
    timing.lastRetry = milliseconds(40);
    m_engine->setLiveTiming(timing);
    m_events = std::make_unique<QSignalSpy>(m_engine.get(), &Engine::eventsReceived);
}

void TestEngineLive::cleanup()
{
    m_events.reset();
    m_engine.reset();
}

QList<qint64> TestEngineLive::seqs() const
{
    QList<qint64> out;
    for (const QList<QVariant> &emission : *m_events) {
        const auto events = emission.first().value<QList<EventRecord>>();
        for (const EventRecord &event : events) {
            out.append(event.seq);
        }
    }
    return out;
}

void TestEngineLive::firstPicture()
{
    QSignalSpy reset(m_engine.get(), &Engine::unitsReset);
    m_engine->connectLive();
    QCOMPARE(m_engine->connection(), Connection::Connecting);
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    QCOMPARE(reset.size(), 1);
    QCOMPARE(m_engine->liveUnits().size(), 2);
    QCOMPARE(m_engine->liveInfo().id, u"engine-1"_s);
    QVERIFY(m_engine->lastHeard().has_value());
    // The stream starts where the journal stood before anything else was read.
    QCOMPARE(m_fake->streams().first()->query.queryItemValue(u"after"_s), u"10"_s);
    QCOMPARE(m_fake->streams().first()->query.queryItemValue(u"units"_s), u"true"_s);
}

void TestEngineLive::changesAreGathered()
{
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    QTest::qWait(1); // the empty flush behind the first picture
    QSignalSpy changed(m_engine.get(), &Engine::unitsChanged);
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < 300; ++i) {
        UnitStatus unit = unitNamed(u"a"_s);
        unit.run = i + 1;
        m_fake->push({unit});
        QTest::qWait(1);
    }
    QTRY_COMPARE(m_engine->liveUnits().first().run, 300);
    const qint64 tenths = time.elapsed() / 100;
    QVERIFY2(changed.size() <= tenths + 3, qPrintable(u"%1 signals in %2 tenths"_s.arg(changed.size()).arg(tenths)));
    QVERIFY(changed.size() >= 2);

    m_fake->push({unitNamed(u"c"_s)}, {u"a"_s, u"never-there"_s});
    QTRY_COMPARE(changed.last().at(1).toStringList(), QStringList{u"a"_s});
    QCOMPARE(m_engine->liveUnits().size(), 2);
    QCOMPARE(m_engine->liveUnits().last().name, u"c"_s);

    // The same picture again is no change.
    const qsizetype before = changed.size();
    m_fake->push({unitNamed(u"c"_s)});
    QTest::qWait(150);
    QCOMPARE(changed.size(), before);
}

void TestEngineLive::changesDuringTheFirstReadingWin()
{
    m_fake->answer("GET", u"/api/v1/units"_s, [this](const HttpRequest &) {
        // Happens after the engine answered, arrives before its answer.
        m_fake->push({unitNamed(u"a"_s, UnitState::Stopped)});
        const UnitsPage page{{unitNamed(u"a"_s)}, {}};
        return HttpAnswer{200, QJsonDocument(toJson(page)).toJson()};
    });
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    QTRY_VERIFY(m_engine->liveUnits().first().state == UnitState::Stopped);
}

void TestEngineLive::resumesWithoutGapOrDouble()
{
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    m_fake->push(eventOf(11));
    m_fake->push(eventOf(12));
    m_fake->answerPicture(infoAt(14), {unitNamed(u"a"_s)});
    QSignalSpy reset(m_engine.get(), &Engine::unitsReset);
    m_fake->closeStream();
    QCOMPARE(m_engine->connection(), Connection::Reconnecting);
    QCOMPARE(m_engine->reconnectAttempt(), 1);
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    QCOMPARE(m_engine->reconnectAttempt(), 0);
    QCOMPARE(m_fake->streams().last()->query.queryItemValue(u"after"_s), u"12"_s);
    QCOMPARE(reset.size(), 1);
    QCOMPARE(m_engine->liveUnits().size(), 1);
    for (const qint64 seq : {12, 13, 13, 14, 15}) { // an engine that is generous with what it tells twice
        m_fake->push(eventOf(seq));
    }
    QTRY_COMPARE(seqs(), (QList<qint64>{11, 12, 13, 14, 15}));
}

void TestEngineLive::leftoversOfTheOldStreamDoNotOverwriteTheNewPicture()
{
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    m_fake->push({unitNamed(u"a"_s, UnitState::Backoff)}); // waits to be given out …
    m_fake->push({unitNamed(u"a"_s, UnitState::Starting)});
    m_fake->answerPicture(infoAt(10), {unitNamed(u"a"_s, UnitState::Fatal)});
    m_fake->closeStream(); // … while a newer picture is read
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    QTest::qWait(150);
    QCOMPARE(toString(m_engine->liveUnits().first().state), toString(UnitState::Fatal));
}

void TestEngineLive::otherJournalStartsOver()
{
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    m_fake->answerPicture(infoAt(3, u"engine-2"_s), {});
    m_fake->closeStream();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    QCOMPARE(m_fake->streams().last()->query.queryItemValue(u"after"_s), u"3"_s);
    m_fake->push(eventOf(4));
    QTRY_COMPARE(seqs(), QList<qint64>{4});

    // The same engine with a new database: its numbers start again.
    m_fake->answerPicture(infoAt(1, u"engine-2"_s), {});
    m_fake->closeStream();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    QCOMPARE(m_fake->streams().last()->query.queryItemValue(u"after"_s), u"1"_s);
}

void TestEngineLive::prunedPositionContinuesWithTheOldest()
{
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    m_fake->answerPicture(infoAt(5000), {unitNamed(u"z"_s)});
    m_fake->refuseNextStream({ErrorCode::Gone, u"the position was pruned"_s, u"4000"_s});
    m_fake->closeStream();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    QCOMPARE(m_fake->streams().last()->query.queryItemValue(u"after"_s), u"3999"_s);
    QCOMPARE(m_engine->liveUnits().first().name, u"z"_s);
    m_fake->push(eventOf(4000));
    QTRY_COMPARE(seqs(), QList<qint64>{4000});
}

void TestEngineLive::refusedIsNotTriedAgain()
{
    const Error error{ErrorCode::Unauthenticated, u"the token is not valid"_s, {}};
    m_fake->answer("GET", u"/api/v1/engine"_s, toJson(error), 401);
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->connection(), Connection::Refused);
    QCOMPARE(m_engine->lastError(), error);
    QTest::qWait(100);
    QCOMPARE(m_fake->count("GET", u"/api/v1/engine"_s), 1);

    m_fake->answerPicture(infoAt(10), {}); // until someone asks for it
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
}

void TestEngineLive::backsOffWhileUnreachable()
{
    m_fake->setUnreachable(Error{ErrorCode::Unavailable, u"nobody answers"_s, {}});
    m_engine->connectLive();
    QTRY_VERIFY(m_engine->reconnectAttempt() >= 5);
    QCOMPARE(m_engine->connection(), Connection::Reconnecting);
    QCOMPARE(toString(m_engine->lastError().code), toString(ErrorCode::Unavailable));
    QVERIFY(m_fake->streams().isEmpty());
    // From now on at most one attempt in 32 ms (40 ms less a fifth).
    const int before = m_fake->count("GET", u"/api/v1/engine"_s);
    QElapsedTimer time;
    time.start();
    QTest::qWait(200);
    const qint64 most = time.elapsed() / 32 + 1;
    QVERIFY(m_fake->count("GET", u"/api/v1/engine"_s) - before <= most);
    m_fake->setUnreachable(std::nullopt);
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
}

void TestEngineLive::silenceReconnects()
{
    LiveTiming timing;
    timing.firstRetry = milliseconds(5);
    timing.silence = milliseconds(80);
    m_engine->setLiveTiming(timing);
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    for (int i = 0; i < 8; ++i) { // heartbeats alone keep it
        QTest::qWait(20);
        m_fake->heartbeat();
    }
    QCOMPARE(m_fake->streams().size(), 1);
    QTRY_COMPARE(m_fake->streams().size(), 2);
    QVERIFY(!m_fake->streams().first()->open);
}

void TestEngineLive::malformedMessagesAreSkipped()
{
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"\"units\" message of the engine was skipped"_s));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"\"event\" message of the engine was skipped"_s));
    m_fake->pushText("units", "{\"units\": [{\"name\": 7}]}");
    m_fake->pushText("event", "not json");
    m_fake->pushText("of_the_future", "{}");
    m_fake->push(eventOf(11));
    QTRY_COMPARE(seqs(), QList<qint64>{11});
    QCOMPARE(m_engine->connection(), Connection::Live);
}

void TestEngineLive::disconnectInASlot()
{
    connect(m_engine.get(), &Engine::eventsReceived, m_engine.get(), [this] { m_engine->disconnectLive(); });
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->connection(), Connection::Live);
    m_fake->push(eventOf(11));
    QTRY_VERIFY(!m_fake->hasOpenStream());
    QCOMPARE(seqs(), QList<qint64>{11});
    QTest::qWait(30);
    QCOMPARE(m_fake->streams().size(), 1);
}

void TestEngineLive::answersOfAGoneContextAreDropped()
{
    auto context = std::make_unique<QObject>();
    bool answered = false;
    m_engine->info(context.get(), [&](const Result<EngineInfo> &) { answered = true; });
    context.reset();
    bool later = false;
    m_engine->info(this, [&](const Result<EngineInfo> &) { later = true; });
    QTRY_VERIFY(later);
    QVERIFY(!answered);
}

void TestEngineLive::badNamesNeverReachThePath()
{
    std::optional<ErrorCode> code;
    m_engine->stopUnit(u"../kill-switch/engage?"_s, this, [&](const Result<UnitStatus> &answer) {
        QVERIFY(!answer);
        code = answer.error().code;
    });
    QVERIFY(!code); // never from within the call
    QTRY_VERIFY(code == ErrorCode::InvalidInput);
    QVERIFY(m_fake->requests().isEmpty());
}

void TestEngineLive::retryDelays_data()
{
    QTest::addColumn<int>("failures");
    QTest::addColumn<double>("random");
    QTest::addColumn<int>("expectedMs");
    QTest::newRow("first") << 1 << 0.5 << 250;
    QTest::newRow("first, least") << 1 << 0.0 << 200;
    QTest::newRow("first, most") << 1 << 1.0 << 300;
    QTest::newRow("second") << 2 << 0.5 << 500;
    QTest::newRow("fourth") << 4 << 0.5 << 2000;
    QTest::newRow("at the end") << 9 << 0.5 << 10000;
    QTest::newRow("never past the end") << 9 << 1.0 << 10000;
    QTest::newRow("spread at the end") << 1000000 << 0.0 << 8000;
}

void TestEngineLive::retryDelays()
{
    QFETCH(int, failures);
    QFETCH(double, random);
    QFETCH(int, expectedMs);
    QCOMPARE(retryDelay(failures, milliseconds(250), seconds(10), random), Duration(milliseconds(expectedMs)));
}

QTEST_GUILESS_MAIN(TestEngineLive)
#include "tst_engine_live.moc"
