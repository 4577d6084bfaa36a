// What is said of updates: words, rules, forecasts, times to defer to, what can be answered and why not.
#include "tests/support/manual_clock.h"
#include "tests/support/sample_updates.h"
#include "ui/models/attention.h"
#include "ui/models/defer_choices.h"
#include "ui/models/forecast_picture.h"
#include "ui/models/notice_form.h"
#include "ui/models/restart_rules.h"
#include "ui/models/restart_table_model.h"
#include "ui/models/table_roles.h"
#include "ui/models/upcoming.h"
#include "ui/models/update_detail_picture.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using namespace Qt::StringLiterals;
using client::Decision;
using client::PendingRestart;
using client::UpdateState;
using std::chrono::hours;
using std::chrono::minutes;
using tests::FakeTransport;

namespace {

// Tue 17 Nov 2026, 14:32:02 UTC
constexpr qint64 kNow = 1'794'925'922'000'000;
const Viewpoint kView{wallTimeFromMicroseconds(kNow), QTimeZone::utc()};

PendingRestart waiting()
{
    return tests::pending({u"R-1"_s,
                           u"llm"_s,
                           u"llm-1"_s,
                           Decision::RestartNow,
                           client::UpdateSeverity::Critical,
                           client::ChangeType::Code,
                           UpdateState::Waiting,
                           u"New weights"_s,
                           u"Critical code change in llm"_s,
                           {u"src.llm"_s, u"src.llm.cache"_s}},
                          kView.now);
}

RestartCase caseOf(const PendingRestart &restart)
{
    EngineStanding standing;
    standing.freshness.word = FreshnessWord::Live;
    standing.role = u"operator"_s;
    standing.name = u"prod-eu"_s;
    return {restart, standing, {}, false};
}

} // namespace

class TestUpdateModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRestartInALine();
    void theRulesInTheirOrder();
    void aForecastNeedsFiveRestarts();
    void theForecastOfTheDesign();
    void secondsThatAreParts();
    void timesToDeferTo();
    void whatCanBeAnswered();
    void theReasonToReject();
    void aNoticeThatIsWrong();
    void stepsWithTheirTimes();
    void anUpdateOfTheHistory();
    void itemsOfTheQueue();
    void whatComesByItself();
    void rowsFollowTheEngines();
};

void TestUpdateModels::aRestartInALine()
{
    PendingRestart restart = waiting();
    QCOMPARE(UpdateTexts::subtitle(restart, kView), u"Critical code change, 2 modules"_s);
    QCOMPARE(UpdateTexts::tag(restart).text, u"Restart now"_s);
    QCOMPARE(UpdateTexts::remaining(restart, kView), u"not deferred"_s);
    QCOMPARE(UpdateTexts::age(restart.since, kView), u"6 min"_s);
    restart.state = UpdateState::Deferred;
    restart.until = kView.now + minutes(38) + seconds(4);
    restart.decidedBy = u"operator-1"_s;
    QCOMPARE(UpdateTexts::subtitle(restart, kView), u"Deferred by operator-1 until 15:10"_s);
    QCOMPARE(UpdateTexts::remaining(restart, kView), u"38 min 4 s"_s);
    restart.until = kView.now + hours(16);
    QCOMPARE(UpdateTexts::subtitle(restart, kView), u"Deferred by operator-1 until Wed 06:32"_s);
    restart.waitsFor = u"held"_s;
    QVERIFY(UpdateTexts::subtitle(restart, kView).startsWith(u"Held by the kill switch"_s));
    restart.waitsFor = u"quiet"_s;
    restart.state = UpdateState::Scheduled;
    restart.waitsBecause = u"requests_per_second is 40, above 5."_s;
    QCOMPARE(UpdateTexts::subtitle(restart, kView), u"Waits for a quiet moment: requests_per_second is 40, above 5"_s);
}

void TestUpdateModels::theRulesInTheirOrder()
{
    const QList<RuleLine> lines =
        RuleTrace::lines(tests::sampleTrace(Decision::RestartAtCheckpoint, u"severity"_s, {u"src.llm"_s}));
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines.at(0).title, u"1. Critical module, and the change is code"_s);
    QCOMPARE(lines.at(0).outcome, u"no match: change config"_s);
    QVERIFY(lines.at(0).inputs.isEmpty());
    QVERIFY(lines.at(1).matched);
    QCOMPARE(lines.at(1).inputs, (QList<QPair<QString, QString>>{{u"severity"_s, u"high"_s}}));
    QCOMPARE(lines.at(2).title, u"3. Deferrable module: defer 1 h"_s);
    QCOMPARE(lines.at(2).outcome, u"not reached"_s);
    QCOMPARE(RuleTrace::text({lines.at(1)}), u"2. Severity is critical or high: at checkpoint: matched\n"
                                             "   severity: high"_s);
}

void TestUpdateModels::aForecastNeedsFiveRestarts()
{
    client::Forecast forecast = tests::sampleForecast(kView.now);
    forecast.restarts = forecast.restarts.mid(0, 3);
    const ForecastPicture few = Forecasts::of(forecast, waiting());
    QCOMPARE(few.none, u"Only 3 earlier restarts, so no forecast"_s);
    QVERIFY(few.dots.isEmpty());
    forecast.restarts.clear();
    QCOMPARE(Forecasts::of(forecast, waiting()).none, u"No history yet, so no forecast"_s);
}

void TestUpdateModels::theForecastOfTheDesign()
{
    const ForecastPicture picture = Forecasts::of(tests::sampleForecast(kView.now), waiting());
    QVERIFY(picture.none.isEmpty());
    QCOMPARE(picture.downtime, u"11 s"_s);
    QCOMPARE(picture.downtimeWords, u"down, 9 in 10 within 19 s"_s);
    QCOMPARE(picture.held, u"13 of 14"_s);
    QCOMPARE(picture.source, u"last 14 restarts of llm-1"_s);
    QCOMPARE(picture.axisEnd, 40.0);
    QCOMPARE(picture.axisStep, 10.0);
    QCOMPARE(picture.bandFrom, 9.0);
    QCOMPARE(picture.bandTo, 19.0);
    QCOMPARE(picture.dots.size(), 14);
    QCOMPARE(picture.highest, 3); // four of eleven seconds
    QCOMPARE(picture.worstFailed, u"failed, 31 s"_s);
    QCOMPARE(std::count_if(picture.dots.cbegin(), picture.dots.cend(), [](const auto &dot) { return !dot.held; }), 1);
    QCOMPARE(picture.dependents, u"Waits during the restart: api-routes, tool_dispatcher."_s);
    QCOMPARE(picture.ofKind, u"4 of 4 earlier code updates held."_s);
}

void TestUpdateModels::secondsThatAreParts()
{
    client::Forecast forecast;
    for (int i = 0; i < 6; ++i) {
        forecast.restarts.append({kView.now, milliseconds(40 + i), true});
    }
    forecast.typicalDowntime = milliseconds(42);
    const ForecastPicture picture = Forecasts::of(forecast, waiting());
    QCOMPARE(picture.downtime, u"42 ms"_s);
    QVERIFY(picture.axisEnd > 0.045 && picture.axisEnd <= 0.2);
    QCOMPARE(Forecasts::tick(0.5), u"0.5 s"_s);
    QCOMPARE(Forecasts::tick(90), u"1 min 30 s"_s);
    QCOMPARE(Forecasts::tick(2.5), u"2.5 s"_s);
}

void TestUpdateModels::timesToDeferTo()
{
    const QList<DeferChoice> choices = DeferChoices::at(kView);
    QCOMPARE(choices.size(), 3);
    QCOMPARE(choices.at(0).hint, u"15:32"_s);
    QVERIFY(choices.at(0).until == kView.now + hours(1));
    QCOMPARE(choices.at(1).hint, u"22:32"_s);
    QCOMPARE(choices.at(2).hint, u"Wed"_s);
    QCOMPARE(TimeTexts::shortMoment(choices.at(2).until, kView), u"Wed 06:00"_s);
    // In another zone tomorrow is another day.
    const QList<DeferChoice> tokyo = DeferChoices::at({kView.now, QTimeZone("Asia/Tokyo")});
    QVERIFY(tokyo.at(2).until == kView.now + hours(6) + minutes(27) + seconds(58));
    QVERIFY(!DeferChoices::picked(QDateTime(QDate(2026, 11, 17), QTime(14, 0)), kView));
    QVERIFY(DeferChoices::picked(QDateTime(QDate(2026, 11, 17), QTime(15, 0)), kView) ==
            kView.now + minutes(27) + seconds(58));
}

void TestUpdateModels::whatCanBeAnswered()
{
    RestartCase one = caseOf(waiting());
    QVERIFY(RestartRules::toRestart(one).enabled);
    QVERIFY(RestartRules::toCheckpoint(one).enabled);
    QVERIFY(RestartRules::toDefer(one).enabled);

    one.engine.role = u"viewer"_s;
    QCOMPARE(RestartRules::toRestart(one).reason, u"Your role is viewer"_s);
    QCOMPARE(RestartRules::toReject(one, u"because"_s).reason, u"Your role is viewer"_s);
    one = caseOf(waiting());
    one.held = {u"llm-1"_s};
    QCOMPARE(RestartRules::toRestart(one).reason, u"Re-arm prod-eu first"_s);
    QVERIFY(RestartRules::toDefer(one).enabled);
    one = caseOf(waiting());
    one.restart.units.clear();
    QCOMPARE(RestartRules::toRestart(one).reason, u"No unit has the service llm"_s);
    one = caseOf(waiting());
    one.restart.deferrals = one.restart.maximumDeferrals = 3;
    QCOMPARE(RestartRules::toDefer(one).reason, u"It was deferred 3 times, as often as the policy allows"_s);
    one = caseOf(waiting());
    one.restart.state = UpdateState::Restarting;
    QCOMPARE(RestartRules::toRestart(one).reason, u"llm is being restarted"_s);
    one.restart.waitsFor = u"hibernation"_s;
    QVERIFY(RestartRules::toRestart(one).enabled);
    QVERIFY(RestartRules::suggested(one.restart).force);
    QVERIFY(!RestartRules::toCheckpoint(one).enabled);
    one = caseOf(waiting());
    one.busy = true;
    QCOMPARE(RestartRules::toRestart(one).reason, u"The answer is on its way"_s);
    one = caseOf(waiting());
    one.restart.decision = Decision::RestartAtCheckpoint;
    QVERIFY(RestartRules::suggested(one.restart).when == client::ApproveWhen::Checkpoint);
    QCOMPARE(RestartRules::question(one.restart, u"prod-eu"_s), u"Restart llm on prod-eu at its next checkpoint?"_s);
}

void TestUpdateModels::theReasonToReject()
{
    const RestartCase one = caseOf(waiting());
    QVERIFY(!RestartRules::toReject(one, u"  no "_s).enabled);
    QVERIFY(RestartRules::toReject(one, u"not"_s).enabled);
}

void TestUpdateModels::aNoticeThatIsWrong()
{
    NoticeForm form;
    QVERIFY(form.isEmpty());
    QCOMPARE(NoticeForms::problems(form).keys(), (QStringList{u"modules"_s, u"service"_s}));
    form.service = u" llm "_s;
    form.modules = u"a.b, c.d\n  e"_s;
    QVERIFY(NoticeForms::problems(form).isEmpty());
    QCOMPARE(form.notice().service, u"llm"_s);
    QCOMPARE(form.notice().modules, (QStringList{u"a.b"_s, u"c.d"_s, u"e"_s}));
    form.modules = QString(301, u'x');
    QVERIFY(NoticeForms::problems(form).contains(u"modules"_s));
    QStringList many;
    for (int i = 0; i < 1001; ++i) {
        many.append(QString::number(i));
    }
    form.modules = many.join(u' ');
    QCOMPARE(NoticeForms::problems(form).value(u"modules"_s), u"At most 1000 modules"_s);
    QCOMPARE(NoticeForms::fieldOf({ErrorCode::InvalidInput, u"x"_s, u"modules[3]"_s}), u"modules"_s);
}

void TestUpdateModels::stepsWithTheirTimes()
{
    PendingRestart restart = waiting();
    restart.state = UpdateState::Restarting;
    client::RestartRun run;
    run.unit = u"llm-1"_s;
    run.fromVersion = u"1"_s;
    run.toVersion = u"2"_s;
    run.steps = {{u"drain"_s, u"done"_s, {}, milliseconds(1840), u"7 requests finished"_s, {}},
                 {u"hibernate"_s, u"running"_s, kView.now - seconds(3), {}, {}, {u"cache"_s}},
                 {u"stop"_s, u"waiting"_s, {}, {}, {}, {}}};
    restart.runs = {run};
    const UpdateDetailPicture picture = UpdateDetailTexts::of({restart, {}, {}}, kView);
    QCOMPARE(picture.stepsTitle, u"Progress"_s);
    QCOMPARE(picture.stepsNote, u"1 to 2"_s);
    QCOMPARE(picture.steps.size(), 3);
    QCOMPARE(picture.steps.at(0).tail, u"1.84 s"_s);
    QCOMPARE(picture.steps.at(0).note, u"7 requests finished"_s);
    QVERIFY(picture.steps.at(1).glyph == StateKind::Busy);
    QCOMPARE(picture.steps.at(1).tail, u"3 s"_s);
    QCOMPARE(picture.steps.at(1).note, u"saved cache"_s);
    QVERIFY(picture.steps.at(2).quiet);
    QCOMPARE(UpdateTexts::progress(restart), u"Save its state, step 2 of 3"_s);
    // Of several units only the one at work is told step by step.
    client::RestartRun other = run;
    other.unit = u"llm-2"_s;
    other.state = u"applied"_s;
    restart.runs = {other, run};
    restart.runs[1].state = u"running"_s;
    QCOMPARE(UpdateDetailTexts::of({restart, {}, {}}, kView).steps.size(), 5);
    QCOMPARE(UpdateTexts::progress(restart), u"llm-2: Save its state, step 2 of 3"_s); // the first that runs
}

void TestUpdateModels::anUpdateOfTheHistory()
{
    const client::UpdateRecord record =
        tests::decided({2270, u"embedder"_s, UpdateState::RolledBack, Decision::RestartNow, u"operator-2"_s,
                        u"2.3.1 runs again"_s, seconds(112), hours(6)},
                       kView.now);
    const UpdateDetailPicture picture = UpdateDetailTexts::of({{}, {}, record}, kView);
    QCOMPARE(picture.title, u"embedder"_s);
    QVERIFY(picture.noticeKind == StateKind::Critical);
    QCOMPARE(picture.notice, u"Restart failed, went back: 2.3.1 runs again. It was 1 min 52 s down. Decided by "
                             "operator-2, over at 08:32:02."_s);
    QVERIFY(!picture.forecast);
    QCOMPARE(picture.rules.size(), 4);
}

void TestUpdateModels::itemsOfTheQueue()
{
    AttentionSource source;
    source.id = InstanceId(u"prod"_s);
    source.standing = caseOf(waiting()).engine;
    source.loaded = true;
    PendingRestart running = waiting();
    running.id = u"R-2"_s;
    running.service = u"hsp"_s;
    running.state = UpdateState::Restarting;
    PendingRestart deferred = waiting();
    deferred.id = u"R-3"_s;
    deferred.state = UpdateState::Deferred;
    source.restarts = {waiting(), running, deferred};
    const QList<AttentionItem> items = attention({source}, kView);
    QCOMPARE(items.size(), 2);
    QCOMPARE(items.at(0).title, u"llm: restart now is recommended"_s);
    QCOMPARE(items.at(0).detail, u"Critical code change in llm."_s);
    QVERIFY(items.at(0).isUrgent());
    QVERIFY(items.at(0).restart == (RestartKey{source.id, u"R-1"_s}));
    QVERIFY(items.at(0).offer(AttentionAction::Approve)->availability.enabled);
    QVERIFY(items.at(0).offer(AttentionAction::Defer)->availability.enabled);
    QCOMPARE(items.at(1).title, u"hsp is being restarted"_s);
    QVERIFY(items.at(1).kind == StateKind::Busy);
    QVERIFY(!items.at(1).offer(AttentionAction::Approve));
    source.standing.role = u"viewer"_s;
    QCOMPARE(attention({source}, kView).at(0).offer(AttentionAction::Approve)->availability.reason,
             u"Your role is viewer"_s);
}

void TestUpdateModels::whatComesByItself()
{
    AttentionSource source;
    source.id = InstanceId(u"prod"_s);
    source.standing = caseOf(waiting()).engine;
    source.loaded = true;
    PendingRestart deferred = waiting();
    deferred.state = UpdateState::Deferred;
    deferred.until = kView.now + hours(1);
    PendingRestart late = deferred;
    late.id = u"R-2"_s;
    late.until = kView.now - hours(1);
    source.restarts = {waiting(), deferred, late};
    const QList<UpcomingStep> steps = upcoming({source}, kView);
    QCOMPARE(steps.size(), 1);
    QCOMPARE(steps.first().text, u"llm deferral ends"_s);
    QVERIFY(steps.first().restart == (RestartKey{source.id, u"R-1"_s}));
}

void TestUpdateModels::rowsFollowTheEngines()
{
    const tests::ManualClock clock;
    Instances instances(clock);
    RestartTableModel model(instances);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    RestartProxy proxy(model);
    proxy.sort(static_cast<int>(RestartColumn::Severity));
    auto transport = std::make_unique<FakeTransport>();
    FakeTransport *fake = transport.get();
    client::EngineInfo info;
    info.id = u"engine"_s;
    info.role = u"operator"_s;
    fake->answerPicture(info, {});
    PendingRestart low = waiting();
    low.id = u"R-2"_s;
    low.service = u"api"_s;
    low.severity = client::UpdateSeverity::Low;
    low.state = UpdateState::Deferred;
    tests::answerUpdates(*fake, {low, waiting()}, {}, kView.now);
    Instance &instance =
        instances.add({InstanceId(u"one"_s), InstanceKind::Remote, u"one"_s, QString()}, std::move(transport));
    instance.engine().connectLive();
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(proxy.index(0, 0).data().toString(), u"llm"_s); // worst first
    QVERIFY((model.counts({}) == RestartTableModel::Counts{2, 1, 1, StateKind::Critical, 1}));
    proxy.setFilter({{}, u"src.llm.CACHE"_s, false});
    QCOMPARE(proxy.rowCount(), 2); // both have that module
    proxy.setFilter({{}, u"ap"_s, false});
    QCOMPARE(proxy.rowCount(), 1);
    proxy.setFilter({{}, {}, true});
    QCOMPARE(proxy.index(0, 0).data().toString(), u"api"_s);
    proxy.setFilter({InstanceId(u"other"_s), {}, false});
    QCOMPARE(proxy.rowCount(), 0);
    proxy.setFilter({});
    const QPersistentModelIndex kept = proxy.index(0, 0);
    QJsonObject message = client::toJson(client::RestartsPage{});
    message.insert(u"removed"_s, QJsonArray{u"R-2"_s});
    fake->push("restarts", message);
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(kept.isValid());
    instances.remove(InstanceId(u"one"_s));
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestUpdateModels)
#include "tst_update_models.moc"
