// The Updates page on scripted engines: what it shows in each state, and what each key and button asks the engine.
#include "tests/support/manual_clock.h"
#include "tests/support/sample_updates.h"
#include "ui/dialogs/choice_dialog.h"
#include "ui/dialogs/decision_rules_dialog.h"
#include "ui/dialogs/defer_dialog.h"
#include "ui/dialogs/report_update_dialog.h"
#include "ui/pages/updates_page.h"
#include "ui/widgets/defer_menu.h"

#include <QApplication>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using namespace Qt::StringLiterals;
using client::Decision;
using client::PendingRestart;
using client::UpdateSeverity;
using client::UpdateState;
using std::chrono::hours;
using std::chrono::minutes;
using tests::FakeTransport;

namespace {

const InstanceId kHere(u"here"_s);
const QString kRestarts = u"/api/v1/restarts/"_s;

} // namespace

class TestUpdatesPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void showsWhatWaitsAndWhy();
    void anOlderEngineOffersNone();
    void nothingWaits();
    void restartsNow();
    void asksBeforeTheKeyRestarts();
    void defersByKeys();
    void defersToATimeThatIsPicked();
    void rejectsWithAReason();
    void tellsWhoAnsweredFirst();
    void answersToWhatWasShown();
    void aViewerIsToldWhy();
    void heldByTheKillSwitch();
    void severalAtOnce();
    void stepsOfARestartAndItsEnd();
    void theHistoryAndItsDetails();
    void filters();
    void reportsAnUpdate();
    void triesTheRules();
    void showsARestartWhenItComes();

private:
    PendingRestart pending(const QString &id, const QString &service, UpdateState state = UpdateState::Waiting) const;
    FakeTransport &add(const QList<PendingRestart> &restarts, const QString &role = u"operator"_s,
                       const QList<client::UpdateRecord> &history = {});
    void open();
    void acceptAnswers(const QString &id);
    [[nodiscard]] QJsonObject bodyOf(const QString &path) const;
    [[nodiscard]] Button *button(const char *name) const
    {
        return m_window->findChild<Button *>(QString::fromLatin1(name));
    }
    [[nodiscard]] QString text(const char *name) const
    {
        const auto *label = m_window->findChild<QLabel *>(QString::fromLatin1(name));
        return label && label->isVisibleTo(m_window.get()) ? label->text() : QString();
    }

    tests::ManualClock m_clock;
    SecondTicker m_ticker;
    Theme m_theme{builtInTokens()};
    std::unique_ptr<Instances> m_instances;
    std::unique_ptr<ActionRegistry> m_registry;
    std::unique_ptr<QWidget> m_window;
    UpdatesPage *m_page = nullptr;
    FakeTransport *m_fake = nullptr;
};

void TestUpdatesPage::init()
{
    m_instances = std::make_unique<Instances>(m_clock);
    m_instances->units().setTimeZone(QTimeZone::utc());
    m_registry = std::make_unique<ActionRegistry>();
}

void TestUpdatesPage::cleanup()
{
    m_window.reset();
    m_registry.reset();
    m_instances.reset();
}

PendingRestart TestUpdatesPage::pending(const QString &id, const QString &service, UpdateState state) const
{
    return tests::pending({id,
                           service,
                           service + u"-1"_s,
                           Decision::RestartNow,
                           UpdateSeverity::Critical,
                           client::ChangeType::Code,
                           state,
                           u"New weights of "_s + service,
                           u"Critical code change in "_s + service,
                           {u"src."_s + service}},
                          m_clock.wallNow());
}

FakeTransport &TestUpdatesPage::add(const QList<PendingRestart> &restarts, const QString &role,
                                    const QList<client::UpdateRecord> &history)
{
    auto transport = std::make_unique<FakeTransport>();
    m_fake = transport.get();
    client::EngineInfo info;
    info.id = u"engine"_s;
    info.host = u"prod-eu"_s;
    info.role = role;
    client::UnitStatus unit;
    unit.name = u"llm-1"_s;
    unit.state = client::UnitState::Running;
    m_fake->answerPicture(info, {unit});
    tests::answerUpdates(*m_fake, restarts, history, m_clock.wallNow());
    for (const PendingRestart &restart : restarts) {
        acceptAnswers(restart.id);
    }
    m_instances->add({kHere, InstanceKind::Remote, u"prod-eu"_s, QString()}, std::move(transport))
        .engine()
        .connectLive();
    return *m_fake;
}

void TestUpdatesPage::acceptAnswers(const QString &id)
{
    for (const char *verb : {"/approve", "/defer", "/reject"}) {
        m_fake->answer("POST", kRestarts + id + QString::fromLatin1(verb), client::toJson(pending(id, u"llm"_s)));
    }
}

void TestUpdatesPage::open()
{
    m_window = std::make_unique<QWidget>();
    m_window->resize(1280, 844);
    m_page = new UpdatesPage({m_theme, m_clock, m_ticker}, *m_instances, *m_registry, m_window.get());
    m_page->resize(1280, 844);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

QJsonObject TestUpdatesPage::bodyOf(const QString &path) const
{
    for (auto request = m_fake->requests().crbegin(); request != m_fake->requests().crend(); ++request) {
        if (request->path == path) {
            return QJsonDocument::fromJson(request->body).object();
        }
    }
    return {};
}

void TestUpdatesPage::showsWhatWaitsAndWhy()
{
    PendingRestart deferred = pending(u"R-2"_s, u"api"_s, UpdateState::Deferred);
    deferred.severity = UpdateSeverity::Low;
    deferred.until = m_clock.wallNow() + minutes(38);
    add({pending(u"R-1"_s, u"llm"_s), deferred});
    open();
    QTRY_COMPARE(text("updatesSummary"), u"2 waiting on prod-eu"_s);
    QTRY_COMPARE(text("updateTitle"), u"llm"_s); // the most urgent one is selected
    QTRY_COMPARE(m_page->findChild<RuleTraceView *>(u"updateRules"_s)->lines().size(), 4);
    QCOMPARE(text("expectedDowntime"), u"11 s"_s);
    QCOMPARE(text("expectedHeld"), u"13 of 14"_s);
    QCOMPARE(text("updateDescription"), u"New weights of llm"_s);
    QCOMPARE(text("updateStamp"), u"U-1, received 14:06:02"_s);
    QVERIFY(button("restartNowButton")->isEnabled());
    QVERIFY(!button("rejectButton")->isEnabled());
    QCOMPARE(button("rejectButton")->toolTip(), u"Reject is off until you enter a reason"_s);
    const RestartTableModel::Counts counts = m_page->counts();
    QCOMPARE(counts.waiting, 1);
    QVERIFY(counts.worst == StateKind::Critical);
    QCOMPARE(m_page->findChild<FilterChip *>(u"updateChip_1"_s)->count(), 1);
}

void TestUpdatesPage::anOlderEngineOffersNone()
{
    auto transport = std::make_unique<FakeTransport>();
    client::EngineInfo info;
    info.id = u"old"_s;
    transport->answerPicture(info, {});
    m_instances->add({kHere, InstanceKind::Remote, u"old-one"_s, QString()}, std::move(transport))
        .engine()
        .connectLive();
    open();
    QTRY_COMPARE(text("updatesStateTitle"), u"old-one does not offer updates"_s);
    QVERIFY(!button("reportButton")->isEnabled());
    QCOMPARE(button("rulesButton")->toolTip(), u"No instance in scope offers updates"_s);
    QVERIFY(m_instances->find(kHere)->engine().connection() == client::Connection::Live);
}

void TestUpdatesPage::nothingWaits()
{
    add({});
    open();
    QTRY_COMPARE(text("openStateTitle"), u"No updates wait"_s);
    QTRY_COMPARE(text("historyStateTitle"), u"Nothing was decided today"_s);
    QCOMPARE(text("updatesSummary"), u"Nothing waits"_s);
    QVERIFY(m_page->panel()->isHidden());
}

void TestUpdatesPage::restartsNow()
{
    add({pending(u"R-1"_s, u"llm"_s)});
    open();
    QTRY_VERIFY(button("restartNowButton")->isVisible());
    QTest::mouseClick(button("restartNowButton"), Qt::LeftButton);
    QVERIFY(!button("restartNowButton")->isEnabled()); // no second click is taken
    QCOMPARE(button("restartNowButton")->text(), u"Restarting…"_s);
    QTRY_COMPARE(bodyOf(kRestarts + u"R-1/approve"_s), (QJsonObject{{u"revision"_s, 1}, {u"when"_s, u"now"_s}}));
    QTRY_VERIFY(button("restartNowButton")->isEnabled());
    QTest::mouseClick(button("checkpointButton"), Qt::LeftButton);
    QTRY_COMPARE(bodyOf(kRestarts + u"R-1/approve"_s).value(u"when"_s).toString(), u"checkpoint"_s);
}

void TestUpdatesPage::asksBeforeTheKeyRestarts()
{
    add({pending(u"R-1"_s, u"llm"_s)});
    open();
    QSignalSpy told(m_page, &UpdatesPage::told);
    QTRY_VERIFY(m_page->panel()->isVisible());
    QTest::keyClick(m_page->table(), Qt::Key_A);
    auto *dialog = m_window->findChild<ChoiceDialog *>();
    QVERIFY(dialog);
    QCOMPARE(m_fake->count("POST", kRestarts + u"R-1/approve"_s), 0);
    QTest::mouseClick(button("keepRunning"), Qt::LeftButton);
    QTRY_VERIFY(!m_window->findChild<ChoiceDialog *>());
    QCOMPARE(m_fake->count("POST", kRestarts + u"R-1/approve"_s), 0);
    QTest::keyClick(m_page->table(), Qt::Key_A);
    QTest::mouseClick(button("confirmApprove"), Qt::LeftButton);
    QTRY_COMPARE(m_fake->count("POST", kRestarts + u"R-1/approve"_s), 1);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().at(1).toString(), u"1 restarts approved"_s);
}

void TestUpdatesPage::defersByKeys()
{
    add({pending(u"R-1"_s, u"llm"_s)});
    open();
    QTRY_VERIFY(m_page->panel()->isVisible());
    QTest::keyClick(m_page->table(), Qt::Key_D);
    auto *menu = m_window->findChild<DeferMenu *>();
    QVERIFY(menu && menu->isVisible());
    QTest::keyClick(menu, Qt::Key_8);
    QTRY_COMPARE(bodyOf(kRestarts + u"R-1/defer"_s).value(u"until"_s).toString(),
                 toIsoString(m_clock.wallNow() + hours(8)));
    QTRY_VERIFY(!m_window->findChild<DeferMenu *>());
    QTest::keyClick(m_page->table(), Qt::Key_D);
    QTest::keyClick(m_window->findChild<DeferMenu *>(), Qt::Key_T);
    QTRY_COMPARE(bodyOf(kRestarts + u"R-1/defer"_s).value(u"until"_s).toString(), u"2025-11-18T06:00:00.000000Z"_s);
}

void TestUpdatesPage::defersToATimeThatIsPicked()
{
    add({pending(u"R-1"_s, u"llm"_s)});
    open();
    QTRY_VERIFY(m_page->panel()->isVisible());
    m_page->panel()->decision()->reasonField()->setText(u"benchmark"_s);
    QTest::keyClick(m_page->table(), Qt::Key_D);
    QTest::keyClick(m_window->findChild<DeferMenu *>(), Qt::Key_P);
    auto *dialog = m_window->findChild<DeferDialog *>();
    QVERIFY(dialog);
    auto *date = dialog->findChild<QLineEdit *>(u"deferDate"_s);
    auto *time = dialog->findChild<QLineEdit *>(u"deferTime"_s);
    date->setText(u"2025-11-17"_s);
    time->setText(u"06:00"_s);
    QVERIFY(!button("confirmDefer")->isEnabled()); // over already
    time->setText(u"25:00"_s);
    QVERIFY(!button("confirmDefer")->isEnabled());
    time->setText(u"18:30"_s);
    QVERIFY(button("confirmDefer")->isEnabled());
    QTest::keyClick(time, Qt::Key_Return);
    QTRY_COMPARE(bodyOf(kRestarts + u"R-1/defer"_s).value(u"until"_s).toString(), u"2025-11-17T18:30:00.000000Z"_s);
    QCOMPARE(bodyOf(kRestarts + u"R-1/defer"_s).value(u"reason"_s).toString(), u"benchmark"_s);
}

void TestUpdatesPage::rejectsWithAReason()
{
    add({pending(u"R-1"_s, u"llm"_s)});
    open();
    QTRY_VERIFY(m_page->panel()->isVisible());
    QTest::keyClick(m_page->table(), Qt::Key_R);
    QLineEdit *reason = m_page->panel()->decision()->reasonField();
    QTRY_COMPARE(QApplication::focusWidget(), reason);
    QTest::keyClicks(reason, u"no"_s);
    QVERIFY(!button("rejectButton")->isEnabled());
    QTest::keyClicks(reason, u"t now"_s);
    QVERIFY(button("rejectButton")->isEnabled());
    QTest::mouseClick(button("rejectButton"), Qt::LeftButton);
    QTRY_COMPARE(bodyOf(kRestarts + u"R-1/reject"_s), (QJsonObject{{u"revision"_s, 1}, {u"reason"_s, u"not now"_s}}));
    QTRY_VERIFY(reason->text().isEmpty());
    reason->setFocus();
    QTest::keyClick(reason, Qt::Key_Escape);
    QTRY_COMPARE(QApplication::focusWidget(), m_page->table());
}

void TestUpdatesPage::tellsWhoAnsweredFirst()
{
    FakeTransport &fake = add({pending(u"R-1"_s, u"llm"_s)});
    fake.answer("POST", kRestarts + u"R-1/approve"_s,
                client::toJson(Error{ErrorCode::Conflict, u"operator-2 answered already: restart now"_s, {}}), 409);
    open();
    QTRY_VERIFY(button("restartNowButton")->isVisible());
    QTRY_COMPARE(fake.count("GET", kRestarts + u"R-1"_s), 1);
    QTest::mouseClick(button("restartNowButton"), Qt::LeftButton);
    QTRY_COMPARE(text("decisionOutcomeText"), u"llm was not restarted. operator-2 answered already: restart now."_s);
    QTRY_COMPARE(fake.count("GET", kRestarts + u"R-1"_s), 2); // it is not what was shown any more
}

void TestUpdatesPage::answersToWhatWasShown()
{
    FakeTransport &fake = add({pending(u"R-1"_s, u"llm"_s)});
    open();
    QTRY_VERIFY(m_page->panel()->feed().detail().has_value());
    PendingRestart joined = pending(u"R-1"_s, u"llm"_s);
    joined.revision = 2;
    fake.answer("GET", kRestarts + u"R-1"_s, client::toJson(Error{ErrorCode::Busy, u"busy"_s, {}}), 503);
    fake.push("restarts", client::toJson(client::RestartsPage{{joined}}));
    QTRY_COMPARE(m_instances->find(kHere)->engine().liveRestarts().first().revision, 2);
    QTest::mouseClick(button("restartNowButton"), Qt::LeftButton);
    QTRY_COMPARE(bodyOf(kRestarts + u"R-1/approve"_s).value(u"revision"_s).toInt(), 1);
}

void TestUpdatesPage::aViewerIsToldWhy()
{
    add({pending(u"R-1"_s, u"llm"_s)}, u"viewer"_s);
    open();
    QTRY_VERIFY(button("restartNowButton")->isVisible());
    for (const char *name : {"restartNowButton", "checkpointButton", "deferButton", "rejectButton", "reportButton"}) {
        QVERIFY2(!button(name)->isEnabled(), name);
        QCOMPARE(button(name)->toolTip(), u"Your role is viewer"_s);
    }
    QCOMPARE(text("updatesNote"), u"Your role is viewer"_s);
    QVERIFY(!m_page->panel()->decision()->reasonField()->isEnabled());
    QTest::keyClick(m_page->table(), Qt::Key_A);
    QVERIFY(!m_window->findChild<ChoiceDialog *>());
}

void TestUpdatesPage::heldByTheKillSwitch()
{
    FakeTransport &fake = add({pending(u"R-1"_s, u"llm"_s)});
    open();
    QTRY_VERIFY(button("restartNowButton")->isEnabled());
    client::UnitStatus held;
    held.name = u"llm-1"_s;
    held.state = client::UnitState::Killed;
    held.heldBy = {u"all"_s};
    fake.push(QList<client::UnitStatus>{held});
    QTRY_VERIFY(m_instances->units().find({kHere, u"llm-1"_s})->state == client::UnitState::Killed);
    m_page->refresh();
    QVERIFY(!button("restartNowButton")->isEnabled());
    QCOMPARE(button("restartNowButton")->toolTip(), u"Re-arm prod-eu first"_s);
    QVERIFY(button("deferButton")->isEnabled());
}

void TestUpdatesPage::severalAtOnce()
{
    PendingRestart third = pending(u"R-3"_s, u"hsp"_s, UpdateState::Restarting);
    FakeTransport &fake = add({pending(u"R-1"_s, u"llm"_s), pending(u"R-2"_s, u"api"_s), third});
    fake.answer("POST", kRestarts + u"R-2/approve"_s,
                client::toJson(Error{ErrorCode::Conflict, u"2 more notices joined"_s, {}}), 409);
    open();
    QSignalSpy told(m_page, &UpdatesPage::told);
    QTRY_VERIFY(m_page->panel()->isVisible());
    m_page->table()->selectAll();
    QCOMPARE(text("updateBulkTitle"), u"3 updates selected"_s);
    QVERIFY(m_page->panel()->isHidden());
    QCOMPARE(button("bulkApprove")->text(), u"Approve 2…"_s);
    QCOMPARE(button("bulkApprove")->toolTip(), u"The others: hsp is being restarted"_s);
    QTest::mouseClick(button("bulkApprove"), Qt::LeftButton);
    QTest::mouseClick(button("confirmApprove"), Qt::LeftButton);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().at(1).toString(), u"1 of 2 restarts approved"_s);
    QCOMPARE(told.first().at(2).toString(), u"api: 2 more notices joined."_s);
    QCOMPARE(fake.count("POST", kRestarts + u"R-3/approve"_s), 0);

    QTest::mouseClick(button("bulkReject"), Qt::LeftButton);
    QVERIFY(!button("confirmReject")->isEnabled());
    m_window->findChild<QLineEdit *>(u"reasonEdit"_s)->setText(u"not today"_s);
    QTest::mouseClick(button("confirmReject"), Qt::LeftButton);
    QTRY_COMPARE(told.size(), 2);
    QCOMPARE(told.last().at(1).toString(), u"2 updates rejected"_s);
    QCOMPARE(bodyOf(kRestarts + u"R-2/reject"_s).value(u"reason"_s).toString(), u"not today"_s);
    QTest::keyClick(m_page->table(), Qt::Key_Escape);
    QTRY_VERIFY(m_page->selected().isEmpty());
}

void TestUpdatesPage::stepsOfARestartAndItsEnd()
{
    FakeTransport &fake = add({pending(u"R-1"_s, u"llm"_s)});
    open();
    QTRY_VERIFY(m_page->panel()->feed().detail().has_value());
    PendingRestart running = pending(u"R-1"_s, u"llm"_s, UpdateState::Restarting);
    running.runs = {{u"llm-1"_s,
                     u"1"_s,
                     u"2"_s,
                     u"running"_s,
                     {{u"drain"_s, u"done"_s, {}, seconds(1), {}, {}}, {u"hibernate"_s, u"running"_s, {}, {}, {}, {}}},
                     {}}};
    fake.push("restarts", client::toJson(client::RestartsPage{{running}}));
    const auto *steps = m_page->findChild<LineList *>(u"updateSteps"_s);
    QTRY_COMPARE(steps->lines().size(), 2);
    QVERIFY(!button("restartNowButton")->isEnabled());
    QCOMPARE(text("decisionHint"), u"llm is being restarted."_s);

    PendingRestart over = running;
    over.state = UpdateState::RolledBack;
    over.note = u"version 2 did not become ready in 10 s"_s;
    fake.answer("GET", kRestarts + u"R-1"_s, client::toJson(client::RestartDetail{over, {tests::recordOf(over)}, {}}));
    QJsonObject gone = client::toJson(client::RestartsPage{});
    gone.insert(u"removed"_s, QJsonArray{u"R-1"_s});
    fake.push("restarts", gone);
    QTRY_COMPARE(text("updateNoticeText"), u"Went back: version 2 did not become ready in 10 s."_s);
    QVERIFY(m_page->panel()->isVisible()); // what one was reading stays
    QVERIFY(m_page->panel()->decision()->isHidden());
    QCOMPARE(m_page->counts().open, 0);
}

void TestUpdatesPage::theHistoryAndItsDetails()
{
    QList<client::UpdateRecord> history{
        tests::decided({9, u"embedder"_s, UpdateState::RolledBack, Decision::RestartNow, u"operator-2"_s,
                        u"2.3.1 runs again"_s, seconds(112), hours(1)},
                       m_clock.wallNow()),
        tests::decided({8, u"old"_s, UpdateState::Applied, Decision::RestartNow, u"policy"_s, {}, {}, hours(100)},
                       m_clock.wallNow())};
    add({pending(u"R-1"_s, u"llm"_s)}, u"operator"_s, history);
    open();
    QTRY_COMPARE(m_page->history()->model()->rowCount(), 1); // of today
    QCOMPARE(text("historyTitle"), u"Decided today"_s);
    m_page->history()->selectRow(0);
    QTRY_COMPARE(text("updateTitle"), u"embedder"_s);
    QVERIFY(m_page->selected().isEmpty());
    QVERIFY(m_page->panel()->decision()->isHidden());
    QTest::mouseClick(button("fullHistoryButton"), Qt::LeftButton);
    QTRY_COMPARE(m_page->history()->model()->rowCount(), 2);
    QVERIFY(m_page->table()->isHidden());
    m_page->filterBar()->setView(UpdateView::Failed);
    QTRY_COMPARE(m_page->history()->model()->rowCount(), 1);
    QTRY_COMPARE(m_page->findChild<FilterChip *>(u"updateChip_3"_s)->count(), 1);
    m_page->filterBar()->setView(UpdateView::Waiting);
    QTRY_VERIFY(m_page->table()->isVisible());
}

void TestUpdatesPage::filters()
{
    add({pending(u"R-1"_s, u"llm"_s), pending(u"R-2"_s, u"api"_s)});
    open();
    QTRY_VERIFY(m_page->panel()->isVisible());
    QTest::keyClick(m_page->table(), Qt::Key_Slash);
    QTRY_COMPARE(QApplication::focusWidget(), m_page->filterBar()->field());
    QTest::keyClicks(m_page->filterBar()->field(), u"src.api"_s);
    QCOMPARE(m_page->table()->model()->rowCount(), 1);
    QTest::keyClicks(m_page->filterBar()->field(), u"x"_s);
    QCOMPARE(text("openStateTitle"), u"No update matches"_s);
    QTest::mouseClick(button("openStateButton"), Qt::LeftButton);
    QTRY_COMPARE(m_page->table()->model()->rowCount(), 2);
    m_page->filterBar()->setView(UpdateView::Deferred);
    QCOMPARE(text("openStateTitle"), u"Nothing is deferred"_s);
}

void TestUpdatesPage::reportsAnUpdate()
{
    FakeTransport &fake = add({});
    open();
    QSignalSpy told(m_page, &UpdatesPage::told);
    QTRY_VERIFY(button("reportButton")->isEnabled());
    QTest::mouseClick(button("reportButton"), Qt::LeftButton);
    auto *dialog = m_window->findChild<ReportUpdateDialog *>();
    QVERIFY(dialog);
    QTest::mouseClick(button("reportConfirm"), Qt::LeftButton);
    QCOMPARE(fake.count("POST", u"/api/v1/updates"_s), 0); // service and modules are missing
    dialog->findChild<QLineEdit *>(u"noticeService"_s)->setText(u"llm"_s);
    dialog->findChild<QLineEdit *>(u"noticeModules"_s)->setText(u"src.llm, src.cache"_s);
    fake.answer("POST", u"/api/v1/updates"_s,
                client::toJson(Error{ErrorCode::InvalidInput, u"a module is too long"_s, u"modules[1]"_s}), 422);
    QTest::mouseClick(button("reportConfirm"), Qt::LeftButton);
    QTRY_COMPARE(fake.count("POST", u"/api/v1/updates"_s), 1);
    QTRY_VERIFY(button("reportConfirm")->isEnabled());
    QVERIFY(dialog->findChild<QLineEdit *>(u"noticeModules"_s)->property("invalid").toBool());

    const PendingRestart asked = pending(u"R-5"_s, u"llm"_s);
    tests::answerUpdates(fake, {asked}, {}, m_clock.wallNow());
    fake.answer("POST", u"/api/v1/updates"_s, client::toJson(client::NoticeAnswer{tests::recordOf(asked), asked}));
    QTest::mouseClick(button("reportConfirm"), Qt::LeftButton);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().at(1).toString(), u"U-5: Restart now"_s);
    QCOMPARE(bodyOf(u"/api/v1/updates"_s).value(u"modules"_s).toArray().size(), 2);
    fake.push("restarts", client::toJson(client::RestartsPage{{asked}}));
    QTRY_COMPARE(m_page->selected().size(), 1); // it is shown as soon as it is there
}

void TestUpdatesPage::triesTheRules()
{
    FakeTransport &fake = add({});
    client::PolicyInfo policy;
    policy.approval = u"manual"_s;
    policy.criticalModules = {u"src.llm.*"_s};
    policy.problem = u"line 3: no"_s;
    fake.answer("GET", u"/api/v1/policy"_s, client::toJson(policy));
    client::DecisionTrace trace = tests::sampleTrace(Decision::RestartNow, u"critical-code"_s, {u"src.llm.a"_s});
    trace.reason = u"Critical code change in llm"_s;
    fake.answer("POST", u"/api/v1/policy/explain"_s, client::toJson(trace));
    open();
    QTRY_VERIFY(button("rulesButton")->isEnabled());
    QTest::mouseClick(button("rulesButton"), Qt::LeftButton);
    auto *dialog = m_window->findChild<DecisionRulesDialog *>();
    QVERIFY(dialog);
    QTRY_COMPARE(text("policyOrigin"), u"Built-in rules"_s);
    QCOMPARE(text("policyApproval"), u"An operator approves every restart."_s);
    QVERIFY(text("policyProblemText").contains(u"line 3: no"_s));
    dialog->findChild<QLineEdit *>(u"noticeService"_s)->setText(u"llm"_s);
    dialog->findChild<QLineEdit *>(u"noticeModules"_s)->setText(u"src.llm.a"_s);
    auto *rules = dialog->findChild<RuleTraceView *>(u"testerTrace"_s);
    QTRY_COMPARE(rules->lines().size(), 4);
    QCOMPARE(fake.count("POST", u"/api/v1/policy/explain"_s), 1); // once for what was typed
    QCOMPARE(fake.count("POST", u"/api/v1/updates"_s), 0);
    QCOMPARE(text("testerReason"), u"Critical code change in llm; an operator approves it."_s);
}

void TestUpdatesPage::showsARestartWhenItComes()
{
    FakeTransport &fake = add({pending(u"R-1"_s, u"llm"_s)});
    open();
    QTRY_COMPARE(text("updateTitle"), u"llm"_s);
    m_page->showRestart({kHere, u"R-7"_s});
    const PendingRestart late = pending(u"R-7"_s, u"late"_s);
    tests::answerUpdates(fake, {pending(u"R-1"_s, u"llm"_s), late}, {}, m_clock.wallNow());
    fake.push("restarts", client::toJson(client::RestartsPage{{late}}));
    QTRY_COMPARE(text("updateTitle"), u"late"_s);
}

QTEST_MAIN(TestUpdatesPage)
#include "tst_updates_page.moc"
