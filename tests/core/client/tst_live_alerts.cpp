// The alerts of the live picture against a scripted engine: read when they change, no more often, and never given up.
#include "core/client/engine.h"
#include "tests/support/fake_transport.h"

#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::client;
using namespace Qt::StringLiterals;
using lamplighter::tests::FakeTransport;

namespace {

const QString kPath = u"/api/v1/alerts"_s;

AlertRecord alertNumber(const QString &id)
{
    AlertRecord record;
    record.id = id;
    record.kind = u"process.fatal"_s;
    return record;
}

} // namespace

class TestLiveAlerts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void alertsAreReadWhenTheyChange();
    void alertsThatCannotBeReadAreTriedAgain();
    void alertsThatAreOverAreLookedAtAgain();

private:
    LiveTiming m_timing;
    std::unique_ptr<Engine> m_engine;
    FakeTransport *m_fake = nullptr;
};

void TestLiveAlerts::init()
{
    auto transport = std::make_unique<FakeTransport>();
    m_fake = transport.get();
    EngineInfo info;
    info.id = u"engine-1"_s;
    m_fake->answerPicture(info, {});
    m_engine = std::make_unique<Engine>(std::move(transport));
    m_timing = {};
    m_timing.firstRetry = milliseconds(5);
    m_timing.lastRetry = milliseconds(40);
    m_engine->setLiveTiming(m_timing);
}

void TestLiveAlerts::cleanup()
{
    m_engine.reset();
}

void TestLiveAlerts::alertsAreReadWhenTheyChange()
{
    m_fake->answer("GET", kPath, toJson(AlertsPage{{alertNumber(u"1"_s)}, false}));
    QSignalSpy changed(m_engine.get(), &Engine::alertsChanged);
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->liveAlerts().size(), 1);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_fake->count("GET", kPath), 1);
    for (const HttpRequest &request : m_fake->requests()) {
        QVERIFY(request.path != kPath || request.query.queryItemValue(u"unsettled"_s) == u"true");
    }

    // Many words, one reading; and one more for what is said while it is under way.
    m_fake->answer("GET", kPath, [this](const HttpRequest &) {
        AlertsPage page{{alertNumber(u"3"_s), alertNumber(u"2"_s)}, false};
        if (m_fake->count("GET", kPath) == 2) {
            page.alerts.removeFirst();
            m_fake->push("alerts", QJsonObject{});
            m_fake->push("alerts", QJsonObject{});
        }
        return HttpAnswer{200, QJsonDocument(toJson(page)).toJson()};
    });
    for (int i = 0; i < 20; ++i) {
        m_fake->push("alerts", QJsonObject{});
    }
    QTRY_COMPARE(m_engine->liveAlerts().size(), 2);
    QCOMPARE(m_engine->liveAlerts().first().id, u"3"_s);
    QCOMPARE(m_fake->count("GET", kPath), 3);
    QCOMPARE(changed.size(), 3);

    // The same again is no change, and nobody asks without being told.
    m_fake->push("alerts", QJsonObject{});
    QTRY_COMPARE(m_fake->count("GET", kPath), 4);
    QTest::qWait(300);
    QCOMPARE(m_fake->count("GET", kPath), 4);
    QCOMPARE(changed.size(), 3);
    // A new connection reads what was missed.
    m_fake->answer("GET", kPath, toJson(AlertsPage{}));
    m_fake->closeStream();
    QTRY_VERIFY(m_engine->liveAlerts().isEmpty());
}

void TestLiveAlerts::alertsThatCannotBeReadAreTriedAgain()
{
    m_fake->answer("GET", kPath, toJson(Error{ErrorCode::Timeout, u"busy"_s, {}}), 503);
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->connection(), Connection::Live); // the rest of the picture stands
    m_fake->answer("GET", kPath, toJson(AlertsPage{{alertNumber(u"1"_s)}, false}));
    QTRY_COMPARE(m_engine->liveAlerts().size(), 1);
}

void TestLiveAlerts::alertsThatAreOverAreLookedAtAgain()
{
    m_timing.alertsAge = milliseconds(20);
    m_engine->setLiveTiming(m_timing);
    AlertRecord over = alertNumber(u"1"_s);
    over.resolvedAt = wallTimeFromMicroseconds(1);
    m_fake->answer("GET", kPath, toJson(AlertsPage{{over}, false}));
    m_engine->connectLive();
    QTRY_COMPARE(m_engine->liveAlerts().size(), 1);
    m_fake->answer("GET", kPath, toJson(AlertsPage{{alertNumber(u"2"_s)}, false}));
    QTRY_COMPARE(m_engine->liveAlerts().first().id, u"2"_s); // though nothing was said
    const int asked = m_fake->count("GET", kPath);
    QTest::qWait(100);
    QCOMPARE(m_fake->count("GET", kPath), asked); // what is open ends with a word
}

QTEST_GUILESS_MAIN(TestLiveAlerts)
#include "tst_live_alerts.moc"
