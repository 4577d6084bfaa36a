#include "tests/support/fake_transport.h"
#include "ui/tray/lamp_icon.h"
#include "ui/tray/tray.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using client::UnitState;
using client::UnitStatus;
using std::chrono::hours;

namespace {

const InstanceId kHere(QStringLiteral("here"));

UnitStatus unit(const QString &name, UnitState state)
{
    UnitStatus status;
    status.name = name;
    status.state = state;
    status.pid = state == UnitState::Running ? 4711 : 0;
    status.since = wallTimeFromMicroseconds(1'794'925'922'000'000);
    return status;
}

TrayDecision decision(const QString &id = QStringLiteral("7"))
{
    TrayDecision decision;
    decision.id = id;
    decision.instance = kHere;
    decision.instanceName = QStringLiteral("prod-eu");
    decision.service = QStringLiteral("quantum_backend");
    decision.title = QStringLiteral("quantum_backend wants a restart & more");
    decision.detail = QStringLiteral("Critical code change.");
    return decision;
}

} // namespace

/// The tray of a console on a scripted engine. The offscreen platform has no tray, so what is tested is what it would
/// show and what its entries do; tests/e2e/console/tray_test.py has a real one.
class TestTray : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        // Nobody's desktop is told of what is tested here.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        m_theme = std::make_unique<Theme>(builtInTokens());
        m_ticker = std::make_unique<SecondTicker>();
    }
    void cleanup()
    {
        m_tray.reset();
        m_window.reset();
        m_connections.reset();
        m_instances.reset();
    }

    void theMenuTellsHowThingsStand()
    {
        open({unit(QStringLiteral("web"), UnitState::Running), unit(QStringLiteral("hsp"), UnitState::Fatal)});
        QTRY_VERIFY(m_tray->lamp() == LampState::Red);
        QTRY_COMPARE(entry(u"trayHeadline")->text(), QStringLiteral("1 things need you, 1 of them urgent"));
        QVERIFY(entry(u"trayLine0")->text().startsWith(u"prod-eu: "));
        QVERIFY(!entry(u"trayLine0")->isEnabled());
        // The same commands as everywhere.
        QVERIFY(m_tray->menu().actions().contains(m_window->actions().action(QStringLiteral("killSwitch"))));
        QVERIFY(m_tray->menu().actions().contains(m_window->actions().action(QStringLiteral("quit"))));
    }
    void aFailedUnitCanBeStartedFromIt()
    {
        open({unit(QStringLiteral("hsp"), UnitState::Fatal)});
        QTRY_VERIFY(branch(u"trayItem"));
        const QList<QAction *> offers = branch(u"trayItem")->actions();
        QCOMPARE(offers.first()->text(), QStringLiteral("Restart again"));
        m_window->hide();
        offers.first()->trigger();
        QTRY_COMPARE(m_transport->count("POST", QStringLiteral("/api/v1/units/hsp/start")), 1);
        QVERIFY(!m_window->isVisible());
        // What needs the window brings it forward.
        for (QAction *offer : branch(u"trayItem")->actions()) {
            if (offer->text() == QStringLiteral("View log")) {
                offer->trigger();
            }
        }
        QTRY_VERIFY(m_window->isVisible());
        QVERIFY(m_window->page() == MainWindow::Page::Processes);
    }
    void decisionsAreAskedAbout()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        m_tray->feed().setDecisions({decision()});
        QVERIFY(m_tray->lamp() == LampState::Amber);
        QTRY_VERIFY(branch(u"trayDecision"));
        QCOMPARE(branch(u"trayDecision")->title(), QStringLiteral("quantum_backend wants a restart && more"));
        QSignalSpy approve(m_tray.get(), &Tray::approveAsked);
        QSignalSpy defer(m_tray.get(), &Tray::deferAsked);
        QSignalSpy until(m_tray.get(), &Tray::deferUntilAsked);
        QSignalSpy view(m_tray.get(), &Tray::viewAsked);
        m_window->hide();
        chosen(u"trayDefer1")->trigger();
        chosen(u"trayDefer8")->trigger();
        QCOMPARE(defer.count(), 2);
        QVERIFY(defer.at(0).at(0).value<InstanceId>() == kHere);
        QCOMPARE(defer.at(0).at(1).toString(), QStringLiteral("7"));
        QVERIFY(defer.at(0).at(2).value<Duration>() == hours(1));
        QVERIFY(defer.at(1).at(2).value<Duration>() == hours(8));
        QVERIFY(!m_window->isVisible());
        QCOMPARE(chosen(u"trayApprove")->text(), QStringLiteral("Approve restart…"));
        chosen(u"trayApprove")->trigger();
        QCOMPARE(approve.count(), 1);
        QCOMPARE(approve.first().at(1).toString(), QStringLiteral("7"));
        QVERIFY(m_window->isVisible()); // a question follows
        m_window->hide();
        chosen(u"trayDeferUntil")->trigger();
        QCOMPARE(until.count(), 1);
        QVERIFY(m_window->isVisible());
        chosen(u"trayView")->trigger();
        QCOMPARE(view.count(), 1);
    }
    void approvingWithoutAQuestionNeedsNoWindow()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        TrayDecision plain = decision();
        plain.asksFirst = false;
        m_tray->feed().setDecisions({plain});
        QTRY_VERIFY(branch(u"trayDecision"));
        m_window->hide();
        QSignalSpy approve(m_tray.get(), &Tray::approveAsked);
        chosen(u"trayApprove")->trigger();
        QCOMPARE(approve.count(), 1);
        QVERIFY(!m_window->isVisible());
    }
    void whatCannotBeDecidedSaysWhy()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        TrayDecision waiting = decision();
        waiting.toApprove = Availability::off(QStringLiteral("Your role is viewer"));
        m_tray->feed().setDecisions({waiting});
        QTRY_VERIFY(branch(u"trayDecision"));
        QVERIFY(!chosen(u"trayApprove")->isEnabled());
        QCOMPARE(chosen(u"trayApprove")->toolTip(), QStringLiteral("Your role is viewer"));
        QVERIFY(chosen(u"trayDefer1")->isEnabled());
        m_tray->feed().setDecisions({});
        QTRY_VERIFY(!branch(u"trayDecision"));
        QVERIFY(m_tray->lamp() == LampState::Lit);
    }
    void manyAreAFewAndARest()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        QList<TrayDecision> decisions;
        for (int i = 0; i < 9; ++i) {
            decisions.append(decision(QString::number(i)));
        }
        m_tray->feed().setDecisions(decisions);
        QTRY_VERIFY(entry(u"trayMore"));
        QCOMPARE(entry(u"trayMore")->text(), QStringLiteral("5 more"));
        m_window->goTo(MainWindow::Page::Connections);
        m_window->hide();
        entry(u"trayMore")->trigger();
        QVERIFY(m_window->isVisible() && m_window->page() == MainWindow::Page::Overview);
    }
    void whileOpenTheMenuKeepsItsEntries()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        QTRY_COMPARE(entry(u"trayHeadline")->text(), QStringLiteral("Nothing needs you"));
        m_tray->menu().popup(QPoint(10, 10));
        const QList<QAction *> before = m_tray->menu().actions();
        m_tray->feed().setDecisions({decision()});
        QTRY_COMPARE(entry(u"trayHeadline")->text(), QStringLiteral("1 things need you"));
        QCOMPARE(m_tray->menu().actions(), before); // nothing moves under the pointer
        m_tray->menu().close();
        QTRY_VERIFY(branch(u"trayDecision"));
    }
    void silenceIsSaidAndCanBeEnded()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        QTRY_VERIFY(branch(u"traySilence"));
        entryOf(branch(u"traySilence"), u"traySilence1")->trigger();
        QTRY_VERIFY(entry(u"trayUnsilence"));
        QVERIFY(entry(u"trayUnsilence")->text().startsWith(u"Silent until "));
        entry(u"trayUnsilence")->trigger();
        QTRY_VERIFY(branch(u"traySilence"));
    }
    void withoutATrayClosingAsksAsEver()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)}, InstanceKind::Embedded);
        m_tray->start(Tray::Begin::Shown);
        QVERIFY(!Tray::isThere());
        QSignalSpy quit(m_window.get(), &MainWindow::quitWanted);
        m_window->close();
        QTRY_VERIFY(m_window->findChild<QPushButton *>(QStringLiteral("stopAndQuit")));
        QVERIFY(m_window->isVisible());
        QCOMPARE(quit.count(), 0);
    }
    void aWindowThatHidesWhenClosedQuitsByItsCommand()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)}, InstanceKind::Embedded);
        m_window->setCloseHides([] { return true; }); // as with a tray
        QSignalSpy hidden(m_window.get(), &MainWindow::hiddenInstead);
        QSignalSpy quit(m_window.get(), &MainWindow::quitWanted);
        m_window->close();
        QVERIFY(!m_window->isVisible());
        QCOMPARE(hidden.count(), 1);
        m_window->actions().action(QStringLiteral("quit"))->trigger();
        QTRY_VERIFY(m_window->findChild<QPushButton *>(QStringLiteral("keepAndQuit")));
        QVERIFY(m_window->isVisible()); // to ask
        QTest::mouseClick(m_window->findChild<QPushButton *>(QStringLiteral("keepAndQuit")), Qt::LeftButton);
        QCOMPARE(quit.count(), 1);
        QCOMPARE(quit.first().first().toBool(), false);
    }
    void theKillSwitchOpensFromTheTray()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        QAction *killSwitch = m_window->actions().action(QStringLiteral("killSwitch"));
        QTRY_VERIFY(killSwitch->isEnabled());
        m_window->hide();
        killSwitch->trigger();
        QVERIFY(m_window->findChild<KillSwitchDialog *>());
        QVERIFY(m_window->isVisible());
    }
    void withoutUnitsTheKillSwitchSaysWhyNot()
    {
        open({});
        QAction *killSwitch = m_window->actions().action(QStringLiteral("killSwitch"));
        QTRY_VERIFY(!killSwitch->isEnabled());
        QVERIFY(!killSwitch->toolTip().isEmpty());
    }
    void whatIsNotInTheQueueBeforeTheEyesIsAToast()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        m_window->goTo(MainWindow::Page::Processes);
        m_tray->feed().setDecisions({decision()});
        QTRY_COMPARE(m_window->toasts()->count(), 1);
        m_tray->feed().setDecisions({});
        QTRY_COMPARE(m_window->toasts()->count(), 0); // decided
    }
    void aNoticeStaysUntilItIsRead()
    {
        open({});
        m_window->setNotice(QStringLiteral("There is no tray on this desktop."));
        auto *notice = m_window->findChild<QWidget *>(QStringLiteral("windowNotice"));
        QTRY_VERIFY(notice->isVisible());
        QTest::mouseClick(m_window->findChild<QPushButton *>(QStringLiteral("windowNoticeButton")), Qt::LeftButton);
        QVERIFY(!notice->isVisible());
    }
    void everyLampHasItsPictures()
    {
        QSet<QByteArray> seen;
        for (const LampState state :
             {LampState::Lit, LampState::Amber, LampState::Red, LampState::Dark, LampState::Striped}) {
            for (const bool dark : {false, true}) {
                const QIcon icon = lampIcon(state, dark);
                QCOMPARE(icon.availableSizes().size(), 6);
                const QImage image = icon.pixmap(22).toImage();
                QVERIFY(!image.isNull());
                seen.insert(QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
            }
            QVERIFY(!TrayTexts::lamp(state).isEmpty());
        }
        QCOMPARE(seen.size(), 10);
    }

private:
    void open(const QList<UnitStatus> &units, InstanceKind kind = InstanceKind::Local)
    {
        m_instances = std::make_unique<Instances>(m_clock);
        m_connections = std::make_unique<Connections>(*m_settings, m_secrets, *m_instances);
        auto transport = std::make_unique<tests::FakeTransport>();
        m_transport = transport.get();
        client::EngineInfo info;
        info.host = QStringLiteral("prod-eu");
        info.role = QStringLiteral("operator");
        m_transport->answerPicture(info, units);
        for (const UnitStatus &status : units) {
            m_transport->answer("POST", QStringLiteral("/api/v1/units/%1/start").arg(status.name),
                                client::toJson(status));
        }
        Instance &instance = m_instances->add({kHere, kind, {}, {}}, std::move(transport));
        const Surroundings surroundings{*m_theme, m_clock, *m_ticker};
        m_window = std::make_unique<MainWindow>(surroundings, *m_instances, *m_connections, *m_settings);
        m_tray = std::make_unique<Tray>(surroundings, *m_instances, *m_window, *m_settings);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        instance.engine().connectLive();
        QTRY_COMPARE(instance.engine().connection(), client::Connection::Live);
        QTRY_VERIFY(!m_tray->feed().picture().lines.isEmpty() && instance.picture().isLoaded());
        QTRY_VERIFY(units.isEmpty() || m_tray->lamp() != LampState::Dark);
    }
    static QAction *entryOf(const QMenu *menu, QStringView name)
    {
        for (QAction *action : menu->actions()) {
            if (action->objectName() == name) {
                return action;
            }
        }
        return nullptr;
    }
    [[nodiscard]] QAction *entry(QStringView name) const { return entryOf(&m_tray->menu(), name); }
    [[nodiscard]] QMenu *branch(QStringView name) const
    {
        for (QAction *action : m_tray->menu().actions()) {
            if (action->menu() && action->menu()->objectName() == name) {
                return action->menu();
            }
        }
        return nullptr;
    }
    [[nodiscard]] QAction *chosen(QStringView name) const { return entryOf(branch(u"trayDecision"), name); }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SecondTicker> m_ticker;
    tests::FakeTransport *m_transport = nullptr;
    SecretStore m_secrets{QStringLiteral("lamplighter-test"), false};
    std::unique_ptr<Instances> m_instances;
    std::unique_ptr<Connections> m_connections;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Tray> m_tray;
};

QTEST_MAIN(TestTray)
#include "tst_tray.moc"
