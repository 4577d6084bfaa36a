#include "tests/support/fake_transport.h"
#include "ui/tray/lamp_icon.h"
#include "ui/tray/tray.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using client::UnitState;
using client::UnitStatus;

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

client::PendingRestart waitingRestart(const QString &id = QStringLiteral("R-7"))
{
    client::PendingRestart restart;
    restart.id = id;
    restart.service = QStringLiteral("quantum & co");
    restart.units = {QStringLiteral("web")};
    restart.severity = client::UpdateSeverity::High;
    restart.reason = QStringLiteral("Critical code change");
    restart.revision = 3;
    restart.since = wallTimeFromMicroseconds(1'794'925'922'000'000);
    restart.waitsFor = QStringLiteral("approval");
    restart.maximumDeferrals = 3;
    return restart;
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
    void restartsAreAnswered()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        m_transport->answer("POST", QStringLiteral("/api/v1/restarts/R-7/defer"), client::toJson(waitingRestart()));
        tell({waitingRestart()});
        QTRY_VERIFY(branch(u"trayDecision"));
        QVERIFY(m_tray->lamp() == LampState::Amber);
        QCOMPARE(branch(u"trayDecision")->title(), QStringLiteral("quantum && co: restart now is recommended"));
        m_window->hide();
        chosen(u"trayDefer8")->trigger();
        QTRY_COMPARE(m_transport->count("POST", QStringLiteral("/api/v1/restarts/R-7/defer")), 1);
        const QJsonObject body = QJsonDocument::fromJson(m_transport->requests().last().body).object();
        QCOMPARE(body.value(QStringLiteral("revision")).toInt(), 3);
        const QDateTime until =
            QDateTime::fromString(body.value(QStringLiteral("until")).toString(), Qt::ISODateWithMs);
        QVERIFY2(std::abs(QDateTime::currentDateTimeUtc().secsTo(until) - 8 * 3600) < 60,
                 qPrintable(body.value(QStringLiteral("until")).toString()));
        QVERIFY(!m_window->isVisible());
    }
    void approvingAsksInTheWindow()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        tell({waitingRestart()});
        QTRY_VERIFY(branch(u"trayDecision"));
        m_window->hide();
        QCOMPARE(chosen(u"trayApprove")->text(), QStringLiteral("Approve restart…"));
        chosen(u"trayApprove")->trigger();
        QVERIFY(m_window->isVisible());
        QTRY_VERIFY(m_window->findChild<DialogFrame *>());
        QCOMPARE(m_transport->count("POST", QStringLiteral("/api/v1/restarts/R-7/approve")), 0);
    }
    void detailsAreOnThePageOfUpdates()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        tell({waitingRestart()});
        QTRY_VERIFY(branch(u"trayDecision"));
        m_window->hide();
        chosen(u"trayView")->trigger();
        QVERIFY(m_window->isVisible());
        QVERIFY(m_window->page() == MainWindow::Page::Updates);
    }
    void whatCannotBeDecidedSaysWhy()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)}, InstanceKind::Local, QStringLiteral("viewer"));
        tell({waitingRestart()});
        QTRY_VERIFY(branch(u"trayDecision"));
        QVERIFY(!chosen(u"trayApprove")->isEnabled());
        QCOMPARE(chosen(u"trayApprove")->toolTip(), QStringLiteral("Your role is viewer"));
        QVERIFY(!chosen(u"trayDefer1")->isEnabled());
        QVERIFY(chosen(u"trayView")->isEnabled());
        tell({}, {QStringLiteral("R-7")});
        QTRY_VERIFY(!branch(u"trayDecision"));
        QVERIFY(m_tray->lamp() == LampState::Lit);
    }
    void manyAreAFewAndARest()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        QList<client::PendingRestart> restarts;
        for (int i = 0; i < 9; ++i) {
            restarts.append(waitingRestart(QStringLiteral("R-%1").arg(i)));
        }
        tell(restarts);
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
        tell({waitingRestart()});
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
        tell({waitingRestart()});
        QTRY_COMPARE(m_window->toasts()->count(), 1);
        tell({}, {QStringLiteral("R-7")});
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
    void tell(const QList<client::PendingRestart> &restarts, const QStringList &over = {})
    {
        QJsonObject message = client::toJson(client::RestartsPage{restarts});
        message.insert(QStringLiteral("removed"), QJsonArray::fromStringList(over));
        m_transport->push("restarts", message);
    }
    void open(const QList<UnitStatus> &units, InstanceKind kind = InstanceKind::Local,
              const QString &role = QStringLiteral("operator"))
    {
        m_instances = std::make_unique<Instances>(m_clock);
        m_connections = std::make_unique<Connections>(*m_settings, m_secrets, *m_instances);
        auto transport = std::make_unique<tests::FakeTransport>();
        m_transport = transport.get();
        client::EngineInfo info;
        info.host = QStringLiteral("prod-eu");
        info.role = role;
        m_transport->answerPicture(info, units);
        m_transport->answer("GET", QStringLiteral("/api/v1/restarts"), client::toJson(client::RestartsPage{}));
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
