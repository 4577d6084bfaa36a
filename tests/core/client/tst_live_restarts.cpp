// The restarts of the live picture against a scripted engine: read once, kept by the stream, and no reason to give the
// picture up for. And what is asked of an engine about updates.
#include "core/client/engine.h"
#include "tests/support/fake_transport.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::client;
using namespace Qt::StringLiterals;
using lamplighter::tests::FakeTransport;

namespace {

const QString kPath = u"/api/v1/restarts"_s;

PendingRestart restartOf(const QString &id, const QString &service, int revision = 1)
{
    PendingRestart restart;
    restart.id = id;
    restart.service = service;
    restart.revision = revision;
    restart.units = {service};
    restart.updates = {u"U-1"_s};
    restart.waitsFor = u"approval"_s;
    return restart;
}

QJsonObject message(const QList<PendingRestart> &changed, const QStringList &removed = {})
{
    QJsonObject object = toJson(RestartsPage{changed});
    object.insert(u"removed"_s, QJsonArray::fromStringList(removed));
    return object;
}

} // namespace

class TestLiveRestarts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void theStreamKeepsThem();
    void whatTheStreamSaysBeforeTheyAreReadIsNotLost();
    void anOlderEngineHasNone();
    void theyAreTriedAgain();
    void aNewConnectionReadsThemAgain();
    void answersNameTheRevision();
    void anIdIsNeverAPath();
    void aRefusalSaysWhoAnswered();

private:
    [[nodiscard]] QStringList services() const
    {
        QStringList names;
        for (const PendingRestart &restart : m_engine->liveRestarts()) {
            names.append(restart.service);
        }
        return names;
    }
    [[nodiscard]] QJsonObject lastBody() const
    {
        return QJsonDocument::fromJson(m_fake->requests().last().body).object();
    }

    std::unique_ptr<Engine> m_engine;
    FakeTransport *m_fake = nullptr;
};

void TestLiveRestarts::init()
{
    auto transport = std::make_unique<FakeTransport>();
    m_fake = transport.get();
    EngineInfo info;
    info.id = u"engine-1"_s;
    m_fake->answerPicture(info, {});
    m_engine = std::make_unique<Engine>(std::move(transport));
    LiveTiming timing;
    timing.firstRetry = milliseconds(5);
    timing.lastRetry = milliseconds(40);
    timing.batch = milliseconds(1);
    timing.restarts = milliseconds(20);
    m_engine->setLiveTiming(timing);
}

void TestLiveRestarts::cleanup()
{
    m_engine.reset();
}

void TestLiveRestarts::theStreamKeepsThem()
{
    m_fake->answer("GET", kPath, toJson(RestartsPage{{restartOf(u"R-1"_s, u"llm"_s)}}));
    QSignalSpy changed(m_engine.get(), &Engine::restartsChanged);
    QVERIFY(!m_engine->offersUpdates().has_value());
    m_engine->connectLive();
    QTRY_COMPARE(services(), QStringList{u"llm"_s});
    QVERIFY(m_engine->offersUpdates() == true);
    QCOMPARE(changed.size(), 1);

    m_fake->push("restarts", message({restartOf(u"R-2"_s, u"api"_s), restartOf(u"R-1"_s, u"llm"_s, 2)}));
    QTRY_COMPARE(services(), (QStringList{u"api"_s, u"llm"_s}));
    QCOMPARE(m_engine->liveRestarts().last().revision, 2);
    QCOMPARE(changed.size(), 2);
    m_fake->push("restarts", message({}, {u"R-1"_s}));
    QTRY_COMPARE(services(), QStringList{u"api"_s});
    PendingRestart over = restartOf(u"R-2"_s, u"api"_s);
    over.state = UpdateState::Applied;
    m_fake->push("restarts", message({over}));
    QTRY_VERIFY(services().isEmpty());
    QCOMPARE(m_fake->count("GET", kPath), 1);
}

void TestLiveRestarts::whatTheStreamSaysBeforeTheyAreReadIsNotLost()
{
    m_fake->answer("GET", kPath, [this](const HttpRequest &) {
        m_fake->push("restarts", message({restartOf(u"R-1"_s, u"llm"_s, 7)}, {u"R-9"_s}));
        const RestartsPage page{{restartOf(u"R-9"_s, u"api"_s), restartOf(u"R-1"_s, u"llm"_s, 6)}};
        return HttpAnswer{200, QJsonDocument(toJson(page)).toJson()};
    });
    m_engine->connectLive();
    QTRY_COMPARE(services(), QStringList{u"llm"_s});
    QTRY_COMPARE(m_engine->liveRestarts().first().revision, 7);
}

void TestLiveRestarts::anOlderEngineHasNone()
{
    m_engine->connectLive();
    QTRY_VERIFY(m_engine->connection() == Connection::Live);
    QTRY_VERIFY(m_engine->offersUpdates() == false);
    QVERIFY(m_engine->liveRestarts().isEmpty());
    QCOMPARE(m_fake->count("GET", kPath), 1);
    QCOMPARE(m_engine->reconnectAttempt(), 0);
}

void TestLiveRestarts::theyAreTriedAgain()
{
    m_fake->answer("GET", kPath, [this](const HttpRequest &) {
        const bool first = m_fake->count("GET", kPath) == 1;
        const QJsonObject body = first ? toJson(Error{ErrorCode::Busy, u"the database is busy"_s, {}})
                                       : toJson(RestartsPage{{restartOf(u"R-1"_s, u"llm"_s)}});
        return HttpAnswer{first ? 503 : 200, QJsonDocument(body).toJson()};
    });
    m_engine->connectLive();
    QTRY_COMPARE(services(), QStringList{u"llm"_s});
    QCOMPARE(m_fake->count("GET", kPath), 2);
    QCOMPARE(m_fake->streams().size(), 1); // the picture was not given up
}

void TestLiveRestarts::aNewConnectionReadsThemAgain()
{
    m_fake->answer("GET", kPath, toJson(RestartsPage{{restartOf(u"R-1"_s, u"llm"_s)}}));
    m_engine->connectLive();
    QTRY_COMPARE(services(), QStringList{u"llm"_s});
    m_fake->answer("GET", kPath, toJson(RestartsPage{{restartOf(u"R-3"_s, u"hsp"_s)}}));
    m_fake->closeStream();
    QTRY_COMPARE(services(), QStringList{u"hsp"_s});
}

void TestLiveRestarts::answersNameTheRevision()
{
    int answered = 0;
    const auto done = [&](const Result<PendingRestart> &) { ++answered; };
    m_engine->approveRestart(u"R-1"_s, 3, {}, this, done);
    QCOMPARE(m_fake->requests().last().path, kPath + u"/R-1/approve"_s);
    QCOMPARE(lastBody(), (QJsonObject{{u"revision"_s, 3}, {u"when"_s, u"now"_s}}));
    QVERIFY(!m_fake->requests().last().idempotencyKey.isEmpty());
    const WallTime at = wallTimeFromMicroseconds(1'794'925'922'000'000);
    m_engine->approveRestart(u"R-1"_s, 3, {ApproveWhen::At, at, true}, this, done);
    QCOMPARE(lastBody().value(u"when"_s).toString(), u"at"_s);
    QCOMPARE(lastBody().value(u"at"_s).toString(), toIsoString(at));
    QCOMPARE(lastBody().value(u"force"_s).toBool(), true);
    m_engine->deferRestart(u"R-1"_s, 4, at, u"later"_s, this, done);
    QCOMPARE(lastBody(), (QJsonObject{{u"revision"_s, 4}, {u"until"_s, toIsoString(at)}, {u"reason"_s, u"later"_s}}));
    m_engine->rejectRestart(u"R-1"_s, 5, u"no"_s, this, done);
    QCOMPARE(lastBody(), (QJsonObject{{u"revision"_s, 5}, {u"reason"_s, u"no"_s}}));
    UpdateFilter filter;
    filter.state = u"over"_s;
    filter.text = u"a&b"_s;
    filter.before = 17;
    m_engine->updates(filter, this, [&](const Result<UpdatesPage> &) { ++answered; });
    QCOMPARE(m_fake->requests().last().query.toString(QUrl::FullyEncoded), u"state=over&q=a%26b&before=17&limit=100"_s);
    QTRY_COMPARE(answered, 5);
}

void TestLiveRestarts::anIdIsNeverAPath()
{
    std::optional<Error> error;
    m_engine->restart(u"../engine"_s, this, [&](const Result<RestartDetail> &detail) { error = detail.error(); });
    QTRY_VERIFY(error.has_value());
    QVERIFY(error->code == ErrorCode::NotFound);
    QVERIFY(m_fake->requests().isEmpty());
}

void TestLiveRestarts::aRefusalSaysWhoAnswered()
{
    m_fake->answer("POST", kPath + u"/R-1/approve"_s,
                   toJson(Error{ErrorCode::Conflict, u"operator-2 answered already"_s, {}}), 409);
    std::optional<Error> error;
    m_engine->approveRestart(u"R-1"_s, 1, {}, this, [&](const Result<PendingRestart> &r) { error = r.error(); });
    QTRY_VERIFY(error.has_value());
    QVERIFY(error->code == ErrorCode::Conflict);
    QCOMPARE(error->message, u"operator-2 answered already"_s);
}

QTEST_GUILESS_MAIN(TestLiveRestarts)
#include "tst_live_restarts.moc"
