// A server of the OmniMind update protocol seen as an engine, as good and as bad as such servers are.
#include "core/client/connect.h"
#include "core/client/engine.h"
#include "core/client/omnimind_transport.h"
#include "tests/core/client/fake_omnimind.h"

#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::client;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;
using Fault = FakeOmniMind::Fault;

namespace {

Notice notice(const QString &service = u"quantum_backend"_s)
{
    return {service, ChangeType::Code, {u"src.a"_s}, UpdateSeverity::Critical, u"GPU"_s, {}};
}

/// An engine on this server, and its answers as values.
class Asked
{
public:
    explicit Asked(const FakeOmniMind &server)
        : engine(makeTransport(server.url(), {}).value())
    {}

    template <typename T, typename Ask> Result<T> answer(Ask ask)
    {
        std::optional<Result<T>> out;
        ask(Reply<T>([&out](const Result<T> &result) { out = result; }));
        if (!QTest::qWaitFor([&out] { return out.has_value(); }, 10'000)) {
            return Error{ErrorCode::Internal, u"the test waited in vain"_s, {}};
        }
        return *out;
    }
    Result<NoticeAnswer> notify(const Notice &what)
    {
        return answer<NoticeAnswer>([&](auto done) { engine.notifyUpdate(what, &context, done); });
    }
    Result<QList<PendingRestart>> restarts()
    {
        return answer<QList<PendingRestart>>([&](auto done) { engine.restarts(&context, done); });
    }
    Result<RestartDetail> detail()
    {
        return answer<RestartDetail>([&](auto done) { engine.restart(u"R-1"_s, &context, done); });
    }
    Result<PendingRestart> approve(int revision, const Approve &how = {})
    {
        return answer<PendingRestart>(
            [&](auto done) { engine.approveRestart(u"R-1"_s, revision, how, &context, done); });
    }
    Result<UpdatesPage> updates(const UpdateFilter &filter = {})
    {
        return answer<UpdatesPage>([&](auto done) { engine.updates(filter, &context, done); });
    }

    Engine engine;
    QObject context;
};

} // namespace

class TestOmniMindTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void addresses()
    {
        QVERIFY(makeTransport(u"omnimind+http://127.0.0.1:8000"_s, {}).ok());
        QVERIFY(makeTransport(u"omnimind+https://h"_s, {}, QString(u"AB:"_s).repeated(31) + u"AB"_s).ok());
        for (const QString &wrong : {u"omnimind+ftp://h"_s, u"omnimind+"_s, u"omnimind+omnimind+http://h"_s,
                                     u"omnimind+http://h/path"_s, u"other+http://h"_s}) {
            QVERIFY2(!makeTransport(wrong, {}).ok(), qPrintable(wrong));
        }
        QVERIFY(usesTls(u"omnimind+https://h"_s) && usesTls(u"https://h"_s));
        QVERIFY(!usesTls(u"omnimind+http://h"_s) && !usesTls(u"/run/https://"_s));
    }

    void isWhatItIs()
    {
        FakeOmniMind server;
        QVERIFY(server.isListening());
        Asked asked(server);
        const auto info = asked.answer<EngineInfo>([&](auto done) { asked.engine.info(&asked.context, done); });
        QVERIFY2(info.ok(), info ? "" : qPrintable(info.error().message));
        QCOMPARE(info->product, u"omnimind"_s);
        QVERIFY(info->isOffered(u"updates"_s) && !info->isOffered(u"units"_s) && !info->isOffered(u"kill_switch"_s));
        QVERIFY(!server.lastHead().toLower().contains("authorization")); // they know none
        const auto units =
            asked.answer<QList<UnitStatus>>([&](auto done) { asked.engine.units(&asked.context, done); });
        QVERIFY(units.ok() && units->isEmpty());
        const auto policy = asked.answer<PolicyInfo>([&](auto done) { asked.engine.policy(&asked.context, done); });
        QVERIFY(!policy.ok());
        QVERIFY(policy.error().code == ErrorCode::Unavailable);
        QCOMPARE(policy.error().message, u"An OmniMind server offers only its pending updates"_s);
        const auto deferred = asked.answer<PendingRestart>([&](auto done) {
            asked.engine.deferRestart(u"R-1"_s, 1, SystemClock().wallNow() + std::chrono::hours(1), {}, &asked.context,
                                      done);
        });
        QVERIFY(!deferred.ok() && deferred.error().code == ErrorCode::Unavailable);
    }

    void readsWhatIsPending_data()
    {
        QTest::addColumn<bool>("leavesOutDecision");
        QTest::newRow("in one answer") << false;
        QTest::newRow("in two") << true;
    }
    void readsWhatIsPending()
    {
        QFETCH(bool, leavesOutDecision);
        FakeOmniMind server;
        server.leavesOutDecision = leavesOutDecision;
        Asked asked(server);
        QVERIFY(asked.restarts().ok() && asked.restarts()->isEmpty());
        server.add(u"monitor"_s, u"low"_s, u"2026-08-17T09:00:00"_s);
        server.add(u"quantum_backend"_s, u"urgent"_s, u"2026-08-17T10:00:00.5"_s); // a word of its own
        const auto deferred = asked.restarts();
        QVERIFY(deferred.ok() && deferred->size() == 1);
        QVERIFY(deferred->first().state == UpdateState::Deferred);

        server.restartRequired = true;
        server.reason = u"quantum_backend: Critical module update"_s;
        const auto restarts = asked.restarts();
        QVERIFY(restarts.ok() && restarts->size() == 1);
        const PendingRestart &restart = restarts->first();
        QVERIFY(restart.state == UpdateState::Waiting && restart.decision == Decision::RestartNow);
        QCOMPARE(restart.reason, server.reason);
        QCOMPARE(restart.updates, (QStringList{u"U-1"_s, u"U-2"_s}));
        QCOMPARE(toIsoString(restart.since), u"2026-08-17T09:00:00.000000Z"_s); // UTC, without a mark
        const auto page = asked.updates();
        QVERIFY(page.ok());
        QCOMPARE(page->updates.size(), 2);
        QCOMPARE(page->updates.first().id, u"U-2"_s); // newest first
        QVERIFY(page->updates.first().notice.description.contains(u"urgent"_s));
        UpdateFilter filter;
        filter.service = u"monitor"_s;
        QCOMPARE(asked.updates(filter)->updates.size(), 1);
        filter = {};
        filter.limit = 1;
        const auto first = asked.updates(filter);
        QVERIFY(first->more && first->updates.size() == 1);
        filter.before = 2;
        QCOMPARE(asked.updates(filter)->updates.first().id, u"U-1"_s);
        QCOMPARE(server.asked("GET /api/services/restart-decision") > 0, leavesOutDecision);
    }

    void aNoticeIsRecordedOnce_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<bool>("recorded");
        QTest::newRow("well") << int(Fault::None) << true;
        QTest::newRow("500 after it was recorded") << int(Fault::FailAfterRecording) << true;
        QTest::newRow("hung up after it was recorded") << int(Fault::HangUpAfterRecording) << true;
        QTest::newRow("500 before") << int(Fault::FailBefore) << false;
    }
    void aNoticeIsRecordedOnce()
    {
        QFETCH(int, fault);
        QFETCH(bool, recorded);
        FakeOmniMind server;
        server.fault = static_cast<Fault>(fault);
        server.add(u"quantum_backend"_s, u"high"_s, u"2026-08-17T09:00:00"_s); // another one, of the same service
        Asked asked(server);
        const auto answer = asked.notify(notice());
        QCOMPARE(server.asked("POST /api/services/notify-update"), 1); // whatever came back, it is never sent again
        QCOMPARE(server.pending.size(), recorded ? 2 : 1);
        if (!recorded) {
            QVERIFY(!answer.ok());
            QVERIFY(answer.error().code == ErrorCode::Internal);
            QVERIFY2(answer.error().message.contains(u"no room"_s), qPrintable(answer.error().message));
            return;
        }
        QVERIFY2(answer.ok(), answer ? "" : qPrintable(answer.error().message));
        QCOMPARE(answer->update.id, u"U-2"_s);
        QVERIFY(answer->update.decision.decision == Decision::RestartNow);
        QCOMPARE(answer->update.decision.reason, u"Critical code change in quantum_backend"_s);
        QCOMPARE(answer->update.note.isEmpty(), server.fault == Fault::None);
        QVERIFY(answer->restart && answer->restart->updates.size() == 2);
    }

    void anApprovalIsForWhatWasShown()
    {
        FakeOmniMind server;
        Asked asked(server);
        QVERIFY(asked.approve(1).error().code == ErrorCode::Conflict); // nothing is pending
        QVERIFY(asked.notify(notice()).ok());
        const int shown = asked.restarts()->first().revision;
        server.add(u"another"_s, u"high"_s, u"2026-08-17T11:00:00"_s);
        QVERIFY(asked.approve(shown).error().code == ErrorCode::Conflict);
        Approve later;
        later.when = ApproveWhen::Checkpoint;
        const int newest = asked.restarts()->first().revision;
        QVERIFY(asked.approve(newest, later).error().code == ErrorCode::Unavailable);
        QCOMPARE(server.asked("POST /api/services/restart-graceful"), 0);
        QVERIFY(asked.detail()->restart.state == UpdateState::Waiting);
        const auto approved = asked.approve(newest);
        QVERIFY2(approved.ok(), approved ? "" : qPrintable(approved.error().message));
        QVERIFY(approved->state == UpdateState::Restarting);
        QCOMPARE(server.asked("POST /api/services/restart-graceful"), 1);
        const auto end = asked.detail();
        QVERIFY(end.ok() && end->restart.state == UpdateState::Applied);
        QVERIFY(end->restart.note.contains(u"does not tell"_s)); // nothing is claimed that nobody knows
        QVERIFY(asked.restarts()->isEmpty());
    }

    void whileItRestartsItIsNotAskedAgain()
    {
        FakeOmniMind server;
        server.clears = false;
        Asked asked(server);
        QVERIFY(asked.notify(notice()).ok());
        const int revision = asked.restarts()->first().revision;
        QVERIFY(asked.approve(revision).ok());
        QVERIFY(asked.restarts()->first().state == UpdateState::Restarting);
        QVERIFY(asked.approve(revision).error().code == ErrorCode::Conflict);
        QCOMPARE(server.asked("POST /api/services/restart-graceful"), 1);
        server.restartRequired = false; // it has come back, and has them pending no more than before
        QVERIFY(asked.detail()->restart.state == UpdateState::Applied);
    }

    void whatIsDeferredIsApplied()
    {
        FakeOmniMind server;
        server.add(u"monitor"_s, u"low"_s, u"2026-08-17T09:00:00"_s);
        Asked asked(server);
        QVERIFY(asked.approve(asked.restarts()->first().revision).ok());
        QCOMPARE(server.asked("POST /api/services/apply-deferred-updates"), 1);
        QCOMPARE(server.asked("POST /api/services/restart-graceful"), 0);
        QVERIFY(asked.detail()->restart.state == UpdateState::Applied);
    }

    void rubbishIsNoAnswer_data()
    {
        QTest::addColumn<QByteArray>("rubbish");
        QTest::newRow("a page") << QByteArray("<html>It works!</html>");
        QTest::newRow("a list") << QByteArray("[1,2,3]");
        QTest::newRow("another object") << QByteArray("{\"status\":\"ok\"}");
        QTest::newRow("numbers for updates") << QByteArray("{\"restart_required\":true,\"updates\":[1,2]}");
        QTest::newRow("an update without a service")
            << QByteArray("{\"restart_required\":true,\"updates\":[{\"severity\":\"low\"}]}");
        QTest::newRow("words for modules")
            << QByteArray("{\"restart_required\":false,\"updates\":[{\"service_name\":\"s\",\"affected_modules\":7}]}");
    }
    void rubbishIsNoAnswer()
    {
        QFETCH(QByteArray, rubbish);
        FakeOmniMind server;
        server.rubbish = rubbish;
        Asked asked(server);
        const auto restarts = asked.restarts();
        QVERIFY(!restarts.ok());
        QVERIFY2(restarts.error().code == ErrorCode::Corrupt, qPrintable(restarts.error().message));
        QVERIFY(restarts.error().message.contains(u"OmniMind"_s));
        QVERIFY(!asked.notify(notice()).ok());
        QCOMPARE(server.asked("POST /api/services/notify-update"), 0); // nothing is sent to who knows whom
    }

    void thePictureLivesAndEnds()
    {
        FakeOmniMind server;
        auto transport = makeTransport(server.url(), {});
        QVERIFY(transport.ok());
        static_cast<OmniMindTransport *>(transport->get())->setEvery(std::chrono::milliseconds(20));
        Engine engine(std::move(transport).value());
        LiveTiming timing;
        timing.firstRetry = milliseconds(20);
        timing.lastRetry = milliseconds(50);
        timing.silence = milliseconds(400);
        engine.setLiveTiming(timing);
        QSignalSpy heard(&engine, &Engine::heard);
        engine.connectLive();
        QTRY_VERIFY(engine.connection() == Connection::Live);
        QTRY_VERIFY(engine.offersUpdates() == true);
        QVERIFY(engine.liveUnits().isEmpty());
        QTRY_VERIFY(heard.size() > 3); // heartbeats
        server.add(u"monitor"_s, u"low"_s, u"2026-08-17T09:00:00"_s);
        QTRY_COMPARE(engine.liveRestarts().size(), 1);
        server.restartRequired = true;
        QTRY_VERIFY(engine.liveRestarts().first().state == UpdateState::Waiting);
        server.pending = {};
        QTRY_VERIFY(engine.liveRestarts().isEmpty());
        QVERIFY(engine.connection() == Connection::Live);

        server.delay = 150; // slow, but it answers
        server.add(u"slow"_s, u"low"_s, u"2026-08-17T09:00:00"_s);
        QTRY_COMPARE(engine.liveRestarts().size(), 1);
        QVERIFY(engine.connection() == Connection::Live);
        server.rubbish = "<html>";
        QTRY_VERIFY(engine.lastError().code == ErrorCode::Corrupt);
        QVERIFY(engine.connection() == Connection::Reconnecting);
        server.rubbish.clear();
        QTRY_VERIFY(engine.connection() == Connection::Live);
        server.silent = true; // it is there and says nothing
        QTRY_VERIFY(engine.connection() == Connection::Reconnecting);
        QVERIFY(engine.lastError().code == ErrorCode::Timeout);
    }
};

QTEST_GUILESS_MAIN(TestOmniMindTransport)
#include "tst_omnimind_transport.moc"
