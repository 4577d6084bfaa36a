#include "tests/support/fake_transport.h"
#include "ui/pages/overview_page.h"

#include <QAbstractScrollArea>
#include <QClipboard>
#include <QGuiApplication>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using client::AlertRecord;
using client::UnitState;
using client::UnitStatus;
using tests::FakeTransport;

namespace {

const InstanceId kHere(QStringLiteral("here"));
const InstanceId kThere(QStringLiteral("there"));

UnitStatus unit(const QString &name, UnitState state)
{
    UnitStatus status;
    status.name = name;
    status.state = state;
    status.pid = state == UnitState::Running ? 4711 : 0;
    status.since = wallTimeFromMicroseconds(1'763'388'700'000'000);
    return status;
}

UnitStatus fatal()
{
    UnitStatus status = unit(QStringLiteral("kernel"), UnitState::Fatal);
    status.reason = client::Reason::RestartLimit;
    return status;
}

AlertRecord fatalAlert(const QString &id)
{
    AlertRecord alert;
    alert.id = id;
    alert.kind = QStringLiteral("process.fatal");
    alert.subject = QStringLiteral("kernel");
    alert.severity = QStringLiteral("critical");
    alert.time = wallTimeFromMicroseconds(1'763'388'700'000'000);
    alert.requiresAttention = true;
    return alert;
}

} // namespace

/// The page on scripted engines.
class TestOverviewPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_instances = std::make_unique<Instances>(m_clock);
        m_here =
            &add(kHere, {fatal(), unit(QStringLiteral("web"), UnitState::Running)}, {fatalAlert(QStringLiteral("9"))});
    }
    void cleanup()
    {
        m_page.reset();
        m_instances.reset();
    }

    void showsWhatTheEnginesReport()
    {
        add(kThere, {unit(QStringLiteral("db"), UnitState::Running)});
        open();
        QTRY_COMPARE(text("overviewSummary"), QStringLiteral("1 things need you, 1 of them urgent"));
        QTRY_COMPARE(m_page->findChildren<InstanceCard *>().size(), 2);
        QTRY_COMPARE(card(kHere)->summary().line, QStringLiteral("1 units failed"));
        QTRY_COMPARE(card(kThere)->summary().line, QStringLiteral("All 1 units running"));
        QVERIFY(m_page->attention().counts().worst == StateKind::Critical);
        UnitStatus again = unit(QStringLiteral("kernel"), UnitState::Running);
        again.startedAt = again.since + seconds(1);
        m_here->push(QList<UnitStatus>{again});
        QTRY_COMPARE(text("overviewSummary"), QStringLiteral("Nothing needs you"));
        QTRY_COMPARE(text("attentionStateTitle"), QStringLiteral("Nothing needs you."));
    }

    void aCardChoosesTheScopeAndGivesItBack()
    {
        add(kThere, {unit(QStringLiteral("db"), UnitState::Running)});
        open();
        QTRY_COMPARE(m_page->attention().rowCount(), 1);
        QTest::mouseClick(card(kThere), Qt::LeftButton);
        QVERIFY(m_instances->scope() == kThere);
        QCOMPARE(m_page->attention().rowCount(), 0);
        QTest::mouseClick(card(kThere), Qt::LeftButton);
        QVERIFY(m_instances->scope().isEmpty());
        QCOMPARE(m_page->attention().rowCount(), 1);
    }

    void startsAndAcknowledgesByItself()
    {
        m_here->answer("POST", QStringLiteral("/api/v1/units/kernel/start"), client::toJson(fatal()));
        m_here->answer("POST", QStringLiteral("/api/v1/alerts/9/acknowledge"),
                       client::toJson(fatalAlert(QStringLiteral("9"))));
        open();
        QTRY_COMPARE(m_page->attention().rowCount(), 1);
        QTRY_COMPARE(m_page->attention().item(0).alerts, QStringList(QStringLiteral("9")));
        QTest::keyClick(m_page->list(), Qt::Key_S);
        QTRY_COMPARE(m_here->count("POST", QStringLiteral("/api/v1/units/kernel/start")), 1);
        QTest::keyClick(m_page->list(), Qt::Key_Space);
        QTRY_COMPARE(m_here->count("POST", QStringLiteral("/api/v1/alerts/9/acknowledge")), 1);
    }

    void aRefusedAcknowledgementIsTold()
    {
        open();
        const QSignalSpy failed(m_page.get(), &OverviewPage::failed);
        QTRY_COMPARE(m_page->attention().rowCount(), 1);
        QTRY_COMPARE(m_page->attention().item(0).alerts.size(), 1);
        QTest::keyClick(m_page->list(), Qt::Key_Space);
        QTRY_COMPARE(static_cast<int>(failed.count()), 1); // the script has no answer for it
        QVERIFY(failed.first().first().toString().endsWith(QStringLiteral("was not acknowledged")));
    }

    void leavesToTheWindowWhatTheWindowMustAsk()
    {
        UnitStatus failing = unit(QStringLiteral("hsp"), UnitState::Backoff);
        failing.wanted = true;
        add(kThere, {failing});
        open();
        const QSignalSpy stop(m_page.get(), &OverviewPage::stopWanted);
        const QSignalSpy log(m_page.get(), &OverviewPage::showLog);
        const QSignalSpy show(m_page.get(), &OverviewPage::showUnit);
        const QSignalSpy add(m_page.get(), &OverviewPage::addWanted);
        QTRY_COMPARE(m_page->attention().rowCount(), 2);
        m_page->list()->setCurrentIndex(m_page->attention().index(1));
        for (const Qt::Key key : {Qt::Key_X, Qt::Key_L, Qt::Key_Return}) {
            QTest::keyClick(m_page->list(), key);
        }
        const UnitKey expected{kThere, QStringLiteral("hsp")};
        for (const QSignalSpy *spy : {&stop, &log, &show}) {
            QCOMPARE(static_cast<int>(spy->count()), 1);
            QVERIFY(spy->first().first().value<UnitKey>() == expected);
        }
        QTest::mouseClick(m_page->findChild<QPushButton *>(QStringLiteral("overviewAdd")), Qt::LeftButton);
        QCOMPARE(static_cast<int>(add.count()), 1);
        QVERIFY(!m_page->findChild<QPushButton *>(QStringLiteral("overviewImport"))->isEnabled());
    }

    void lookingAtTheKillSwitchShowsWhatItHolds()
    {
        client::KillSwitchStatus engaged;
        client::Latch latch;
        latch.scope = QStringLiteral("all");
        latch.reason = QStringLiteral("ticket OPS-812");
        engaged.latches = {latch};
        add(kThere, {unit(QStringLiteral("db"), UnitState::Running)})
            .answer("GET", QStringLiteral("/api/v1/kill-switch"), client::toJson(engaged));
        open();
        const QSignalSpy show(m_page.get(), &OverviewPage::showUnit);
        const QSignalSpy rearm(m_page.get(), &OverviewPage::rearmWanted);
        QTRY_COMPARE(m_page->attention().rowCount(), 2);
        QCOMPARE(m_page->attention().item(1).title, QStringLiteral("The kill switch holds everything on there"));
        m_page->list()->setCurrentIndex(m_page->attention().index(1));
        m_page->list()->act(AttentionAction::Rearm);
        QCOMPARE(static_cast<int>(rearm.count()), 1);
        m_page->list()->act(AttentionAction::View);
        QCOMPARE(static_cast<int>(show.count()), 1);
        QVERIFY(m_instances->scope() == kThere);
    }

    void anEngineThatLetsNobodyInNeedsAToken()
    {
        add(kThere, {}).setUnreachable(Error{ErrorCode::Unauthenticated, QStringLiteral("no valid token"), {}});
        open();
        const QSignalSpy wanted(m_page.get(), &OverviewPage::connectionWanted);
        QTRY_COMPARE(m_page->attention().rowCount(), 2);
        const int row = m_page->attention().rowOf(QStringLiteral("there/instance"));
        QCOMPARE(m_page->attention().item(row).title, QStringLiteral("there needs a token"));
        m_page->list()->setCurrentIndex(m_page->attention().index(row));
        m_page->list()->act(AttentionAction::EnterToken);
        QCOMPARE(static_cast<int>(wanted.count()), 1);
        QVERIFY(wanted.first().first().value<InstanceId>() == kThere);
    }

    void theLastDayOfAllEnginesIsAddedUp()
    {
        client::Activity day;
        day.width = std::chrono::minutes(30);
        for (int i = 0; i < 48; ++i) {
            day.buckets.append(
                {wallTimeFromMicroseconds(1'763'300'000'000'000 + 1'800'000'000LL * i), 0, i == 47, 1, 2});
        }
        FakeTransport &there = add(kThere, {unit(QStringLiteral("db"), UnitState::Running)});
        for (FakeTransport *transport : {m_here, &there}) {
            transport->answer("GET", QStringLiteral("/api/v1/activity"), client::toJson(day));
        }
        open();
        auto *chart = m_page->findChild<ActivityChart *>();
        QTRY_VERIFY(
            chart->accessibleDescription().contains(QStringLiteral("2 warning and 96 info alerts, 192 restarts")));
        chart->showAsTable();
        auto *dialog = m_page->findChild<ActivityTableDialog *>();
        QVERIFY(dialog);
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("copyActivityTable")), Qt::LeftButton);
        const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 50); // heading, 48 rows, and the end of the last one
        QVERIFY(lines.at(48).endsWith(QStringLiteral("\t0\t2\t2\t4")));
    }

    void theBarUnderThePointerSaysItsNumbers()
    {
        client::Activity day;
        day.width = std::chrono::minutes(30);
        for (int i = 0; i < 48; ++i) {
            day.buckets.append({wallTimeFromMicroseconds(1'763'300'000'000'000 + 1'800'000'000LL * i), 1, 0, 0, 0});
        }
        m_here->answer("GET", QStringLiteral("/api/v1/activity"), client::toJson(day));
        open();
        auto *plot = m_page->findChild<ActivityPlot *>();
        QTRY_VERIFY(plot->isVisible());
        const QSignalSpy hovered(plot, &ActivityPlot::hovered);
        // With Qt Charts the pointer meets a viewport, without it the plot itself.
        auto *view = plot->findChild<QAbstractScrollArea *>();
        QWidget *target = view ? view->viewport() : plot;
        const auto over = [&](double part) {
            const QPointF at(target->width() * part, target->height() / 2.0);
            QMouseEvent move(QEvent::MouseMove, at, target->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                             Qt::NoModifier);
            QCoreApplication::sendEvent(target, &move);
            return hovered.last().first().toInt();
        };
        QVERIFY2(qAbs(over(0.5) - 24) <= 2, qPrintable(QString::number(over(0.5))));
        QVERIFY2(over(0.98) >= 45, qPrintable(QString::number(over(0.98))));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(target, &leave);
        QCOMPARE(hovered.last().first().toInt(), -1);
    }

    void goesWhileItIsShown()
    {
        open();
        QTRY_COMPARE(m_page->attention().rowCount(), 1);
        QVERIFY(m_page->findChild<ActivityChart *>()->isVisible());
        m_page.reset(); // its views are hidden by this, and must still find their models
        m_instances->find(kHere)->engine().disconnectLive();
    }

    void aDayThatCannotBeReadSaysWhy()
    {
        open();
        QTRY_COMPARE(text("activityStateTitle"), QStringLiteral("The last 24 hours could not be read"));
        client::Activity day;
        day.width = std::chrono::minutes(30);
        day.buckets.append({wallTimeFromMicroseconds(1'763'300'000'000'000), 1, 0, 0, 0});
        m_here->answer("GET", QStringLiteral("/api/v1/activity"), client::toJson(day));
        QTest::mouseClick(m_page->findChild<QPushButton *>(QStringLiteral("activityStateButton")), Qt::LeftButton);
        QTRY_VERIFY(
            m_page->findChild<ActivityChart *>()->accessibleDescription().contains(QStringLiteral("1 critical")));
    }

    void asksForTheDayOnlyWhileItIsShown()
    {
        open();
        const QString path = QStringLiteral("/api/v1/activity");
        QTRY_COMPARE(m_here->count("GET", path), 1);
        m_page->hide();
        m_page->show();
        QTRY_COMPARE(m_here->count("GET", path), 2);
    }

    void anEngineThatIsRemovedLeavesNothing()
    {
        open();
        QTRY_COMPARE(m_page->attention().rowCount(), 1);
        m_instances->remove(kHere);
        QTRY_COMPARE(m_page->attention().rowCount(), 0);
        QTRY_VERIFY(m_page->feed().summaries().isEmpty());
    }

private:
    FakeTransport &add(const InstanceId &id, const QList<UnitStatus> &units, const QList<AlertRecord> &alerts = {})
    {
        auto transport = std::make_unique<FakeTransport>();
        FakeTransport *scripted = transport.get();
        client::EngineInfo info;
        info.host = id.toString();
        info.role = QStringLiteral("admin");
        scripted->answerPicture(info, units);
        scripted->answer("GET", QStringLiteral("/api/v1/alerts"), client::toJson(client::AlertsPage{alerts, false}));
        m_instances->add({id, InstanceKind::Remote, id.toString(), {}}, std::move(transport));
        return *scripted;
    }
    void open()
    {
        m_page = std::make_unique<OverviewPage>(Surroundings{*m_theme, m_clock, m_ticker}, *m_instances);
        m_page->resize(1200, 800);
        m_page->show();
        const QList<Instance *> all = m_instances->all();
        for (Instance *instance : all) {
            instance->engine().connectLive();
        }
    }
    [[nodiscard]] QString text(const char *name) const
    {
        return m_page->findChild<QLabel *>(QString::fromLatin1(name))->text();
    }
    [[nodiscard]] InstanceCard *card(const InstanceId &id) const
    {
        return m_page->findChild<InstanceCard *>(QStringLiteral("instanceCard_") + id.toString());
    }

    SystemClock m_clock;
    SecondTicker m_ticker;
    std::unique_ptr<Theme> m_theme = std::make_unique<Theme>(builtInTokens());
    std::unique_ptr<Instances> m_instances;
    FakeTransport *m_here = nullptr;
    std::unique_ptr<OverviewPage> m_page;
};

QTEST_MAIN(TestOverviewPage)
#include "tst_overview_page.moc"
