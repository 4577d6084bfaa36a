#include "core/base/clock.h"
#include "tests/support/fake_transport.h"
#include "tests/support/sample_updates.h"
#include "ui/dialogs/choice_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/defer_menu.h"

#include <QCheckBox>
#include <QJsonDocument>
#include <QScrollBar>
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

client::EngineInfo info(const QString &role = QStringLiteral("operator"))
{
    client::EngineInfo info;
    info.host = QStringLiteral("prod-eu");
    info.role = role;
    info.account = QStringLiteral("operator-1");
    info.mode = QStringLiteral("daemon");
    return info;
}

} // namespace

/// The whole window on a scripted engine, driven by clicks and keys.
class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        m_theme = std::make_unique<Theme>(builtInTokens());
        m_ticker = std::make_unique<SecondTicker>();
    }
    void cleanup()
    {
        m_window.reset();
        m_connections.reset();
        m_instances.reset();
    }

    void startStopAndRestartSendTheirRequests()
    {
        open({unit(QStringLiteral("web"), UnitState::Running), unit(QStringLiteral("db"), UnitState::Stopped)});
        select(QStringLiteral("db"));
        QVERIFY(!button("stopButton")->isEnabled());
        QCOMPARE(button("stopButton")->toolTip(), QStringLiteral("db is stopped already"));
        QTest::mouseClick(button("startButton"), Qt::LeftButton);
        QTRY_COMPARE(m_transport->count("POST", QStringLiteral("/api/v1/units/db/start")), 1);

        select(QStringLiteral("web"));
        QTest::mouseClick(button("restartButton"), Qt::LeftButton);
        QTRY_COMPARE(m_transport->count("POST", QStringLiteral("/api/v1/units/web/restart")), 1);
        QTRY_VERIFY(button("stopButton")->isEnabled()); // answered

        QTest::mouseClick(button("stopButton"), Qt::LeftButton);
        QTRY_VERIFY(button("confirmStop"));
        QCOMPARE(button("confirmStop")->text(), QStringLiteral("Stop web"));
        QCOMPARE(m_transport->count("POST", QStringLiteral("/api/v1/units/web/stop")), 0);
        QTest::mouseClick(button("confirmStop"), Qt::LeftButton);
        QTRY_COMPARE(m_transport->count("POST", QStringLiteral("/api/v1/units/web/stop")), 1);
    }

    void aSecondRequestWaitsForTheFirst()
    {
        open({unit(QStringLiteral("db"), UnitState::Stopped)});
        select(QStringLiteral("db"));
        button("startButton")->click();
        QVERIFY(!button("startButton")->isEnabled());
        button("startButton")->click();
        QTRY_VERIFY(button("startButton")->isEnabled());
        QCOMPARE(m_transport->count("POST", QStringLiteral("/api/v1/units/db/start")), 1);
    }

    void lettersActOnTheTable()
    {
        open({unit(QStringLiteral("db"), UnitState::Stopped)});
        select(QStringLiteral("db"));
        m_window->activateWindow();
        m_window->processes()->table()->setFocus();
        QTest::keyClick(m_window->processes()->table(), Qt::Key_S);
        QTRY_COMPARE(m_transport->count("POST", QStringLiteral("/api/v1/units/db/start")), 1);
        QTest::keyClick(m_window.get(), Qt::Key_Slash);
        QTRY_VERIFY(m_window->processes()->filterField()->hasFocus());
        // in a text field letters are letters
        QTest::keyClicks(m_window->processes()->filterField(), QStringLiteral("sx"));
        QCOMPARE(m_window->processes()->filterField()->text(), QStringLiteral("sx"));
        QCOMPARE(m_transport->count("POST", QStringLiteral("/api/v1/units/db/start")), 1);
    }

    void aRefusalIsShown()
    {
        open({unit(QStringLiteral("db"), UnitState::Stopped)});
        m_transport->answer("POST", QStringLiteral("/api/v1/units/db/start"),
                            client::toJson(Error{ErrorCode::Held, QStringLiteral("held"), {}}), 423);
        select(QStringLiteral("db"));
        QTest::mouseClick(button("startButton"), Qt::LeftButton);
        QTRY_COMPARE(m_window->toasts()->count(), 1);
        QCOMPARE(m_window->toasts()->findChild<QLabel *>(QStringLiteral("toastTitle"))->text(),
                 QStringLiteral("db could not be started"));
    }

    void viewersAreToldWhy()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)}, QStringLiteral("viewer"));
        select(QStringLiteral("web"));
        for (const char *name : {"startButton", "stopButton", "restartButton"}) {
            QVERIFY(!button(name)->isEnabled());
            QCOMPARE(button(name)->toolTip(), QStringLiteral("Your role is viewer"));
            QCOMPARE(button(name)->accessibleDescription(), QStringLiteral("Your role is viewer"));
        }
    }

    void changesKeepSelectionAndDetails()
    {
        QList<UnitStatus> units;
        for (int i = 0; i < 50; ++i) {
            units.append(unit(QStringLiteral("unit-%1").arg(i), UnitState::Running));
        }
        open(units);
        select(QStringLiteral("unit-30"));
        units[10].state = UnitState::Fatal;
        // the newest stream is that of the log
        const QJsonObject change = client::toJson(client::UnitsPage{{units[10]}, {QStringLiteral("unit-5")}});
        m_transport->streams().first()->callbacks.received("units", {}, QJsonDocument(change).toJson());
        QTRY_COMPARE(m_instances->units().rowCount(), 49);
        QCOMPARE(m_window->processes()->selectedUnit().name, QStringLiteral("unit-30"));
        QVERIFY(m_window->processes()->details()->isVisible());
    }

    void chipsFilter()
    {
        open({unit(QStringLiteral("web"), UnitState::Running), unit(QStringLiteral("db"), UnitState::Fatal)});
        const QAbstractItemModel *rows = m_window->processes()->table()->model();
        QCOMPARE(rows->rowCount(), 2);
        QTest::mouseClick(button("chip_0"), Qt::LeftButton); // failed
        QCOMPARE(rows->rowCount(), 1);
        QTest::mouseClick(button("chip_all"), Qt::LeftButton);
        QCOMPARE(rows->rowCount(), 2);
        QTest::keyClicks(m_window->processes()->filterField(), QStringLiteral("zzz"));
        QTRY_VERIFY(button("processesStateButton")->isVisible());
        QTest::mouseClick(button("processesStateButton"), Qt::LeftButton);
        QCOMPARE(rows->rowCount(), 2);
    }

    void theKillSwitchIsEngagedAndRearmed()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        m_settings->setValue(QStringLiteral("killSwitch/noHold"), true);
        QTest::mouseClick(button("killSwitchButton"), Qt::LeftButton);
        QTRY_VERIFY(m_window->findChild<KillSwitchDialog *>());
        QCOMPARE(m_transport->count("POST", QStringLiteral("/api/v1/kill-switch/engage")), 0);
        auto *dialog = m_window->findChild<KillSwitchDialog *>();
        dialog->findChild<QLineEdit *>(QStringLiteral("reasonEdit"))->setText(QStringLiteral("it writes everywhere"));
        dialog->findChild<QLineEdit *>(QStringLiteral("typedScope"))->setText(QStringLiteral("prod-eu"));
        QTest::mouseClick(button("engageButton"), Qt::LeftButton);
        QTRY_COMPARE(m_transport->count("POST", QStringLiteral("/api/v1/kill-switch/engage")), 1);
        const QByteArray body = m_transport->requests().last().body;
        QCOMPARE(QJsonDocument::fromJson(body).object().value(QStringLiteral("reason")).toString(),
                 QStringLiteral("it writes everywhere"));

        client::Latch latch;
        latch.scope = QStringLiteral("all");
        latch.actor = QStringLiteral("operator-1");
        latch.reason = QStringLiteral("it writes everywhere");
        client::KillSwitchStatus engaged;
        engaged.latches = {latch};
        engaged.unitsHeld = 1;
        m_transport->push(engaged);
        auto *banner = m_window->findChild<Banner *>();
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->accessibleDescription().contains(QStringLiteral("operator-1")));
        QTest::mouseClick(button("rearmButton"), Qt::LeftButton);
        QTRY_VERIFY(button("rearmConfirm"));
        m_window->findChild<QLineEdit *>(QStringLiteral("reasonEdit"))->setText(QStringLiteral("mended"));
        QTest::mouseClick(button("rearmConfirm"), Qt::LeftButton);
        QTRY_COMPARE(m_transport->count("POST", QStringLiteral("/api/v1/kill-switch/rearm")), 1);
    }

    void closingAsksOnlyWhereTheEngineLives()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        QSignalSpy attached(m_window.get(), &MainWindow::quitWanted);
        m_window->close();
        QCOMPARE(attached.count(), 1); // attached to a daemon: its units are not ours to stop
        open({unit(QStringLiteral("web"), UnitState::Running)}, QStringLiteral("admin"), InstanceKind::Embedded);
        QSignalSpy quit(m_window.get(), &MainWindow::quitWanted);
        m_window->close();
        QCOMPARE(quit.count(), 0);
        QTRY_VERIFY(button("stopAndQuit"));
        QTest::mouseClick(button("stopAndQuit"), Qt::LeftButton);
        QCOMPARE(quit.count(), 1);
        QCOMPARE(quit.last().first().toBool(), true);
        QVERIFY(m_window->isVisible());
    }

    void closingAsksAlsoForWhatIsAboutToRun_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<bool>("asks");
        QTest::newRow("starting") << static_cast<int>(UnitState::Starting) << true;
        QTest::newRow("next try") << static_cast<int>(UnitState::Backoff) << true;
        QTest::newRow("stopped") << static_cast<int>(UnitState::Stopped) << false;
        QTest::newRow("given up") << static_cast<int>(UnitState::Fatal) << false;
    }

    void closingAsksAlsoForWhatIsAboutToRun()
    {
        QFETCH(const int, state);
        QFETCH(const bool, asks);
        open({unit(QStringLiteral("web"), static_cast<UnitState>(state))}, QStringLiteral("admin"),
             InstanceKind::Embedded);
        QSignalSpy quit(m_window.get(), &MainWindow::quitWanted);
        m_window->close();
        QCOMPARE(quit.count(), asks ? 0 : 1);
        QCOMPARE(button("stopAndQuit") != nullptr, asks);
    }

    void everyInteractiveWidgetIsNamed()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        select(QStringLiteral("web"));
        m_window->openKillSwitch();
        m_window->openKeyboardMap();
        const QList<QWidget *> widgets = m_window->findChildren<QWidget *>();
        int seen = 0;
        for (const QWidget *widget : widgets) {
            const bool interactive = widget->isVisible() && widget->focusPolicy() != Qt::NoFocus &&
                                     !widget->objectName().startsWith(u"qt_") && !qobject_cast<const QDialog *>(widget);
            if (!interactive || qobject_cast<const QScrollBar *>(widget)) {
                continue;
            }
            ++seen;
            const QByteArray which = widget->objectName().toUtf8() + " " + widget->metaObject()->className();
            QVERIFY2(!widget->objectName().isEmpty(), which.constData());
            QVERIFY2(!widget->accessibleName().isEmpty() || qobject_cast<const QCheckBox *>(widget) ||
                         qobject_cast<const QLabel *>(widget), // these are named by their text
                     which.constData());
        }
        QVERIFY(seen > 15);
    }

    void theQueueLeadsToUpdates()
    {
        const client::PendingRestart restart =
            tests::pending({QStringLiteral("R-1"), QStringLiteral("llm"), QStringLiteral("llm-1")}, m_clock.wallNow());
        open({unit(QStringLiteral("llm-1"), UnitState::Running)}, QStringLiteral("operator"), InstanceKind::Remote,
             {restart});
        QTRY_COMPARE(m_window->updates()->counts().waiting, 1); // as the badge has it
        m_window->goTo(MainWindow::Page::Overview);
        AttentionListView *list = m_window->overview()->list();
        QTRY_COMPARE(m_window->overview()->attention().rowCount(), 1);
        QTest::keyClick(list, Qt::Key_A); // asks: it cannot be undone
        auto *dialog = m_window->findChild<ChoiceDialog *>(QStringLiteral("approveDialog"));
        QVERIFY(dialog);
        m_transport->answer("POST", QStringLiteral("/api/v1/restarts/R-1/approve"), client::toJson(restart));
        QTest::mouseClick(dialog->findChild<Button *>(QStringLiteral("confirmApprove")), Qt::LeftButton);
        QTRY_COMPARE(m_transport->count("POST", QStringLiteral("/api/v1/restarts/R-1/approve")), 1);
        QTRY_VERIFY(!m_instances->find(kHere)->decisions().isBusy(QStringLiteral("R-1")));
        QTest::keyClick(list, Qt::Key_D);
        QTRY_VERIFY(m_window->updates()->isVisible());
        QTRY_COMPARE(m_window->updates()->selected().size(), 1);
        QVERIFY(m_window->findChild<DeferMenu *>());
        m_window->findChild<DeferMenu *>()->close();
        m_window->goTo(MainWindow::Page::Overview);
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_VERIFY(m_window->updates()->isVisible());
    }

    void thePaletteLeadsToUpdates()
    {
        const client::PendingRestart restart =
            tests::pending({QStringLiteral("R-1"), QStringLiteral("llm"), QStringLiteral("llm-1")}, m_clock.wallNow());
        open({unit(QStringLiteral("llm-1"), UnitState::Running)}, QStringLiteral("operator"), InstanceKind::Remote,
             {restart});
        QTRY_COMPARE(m_instances->find(kHere)->engine().liveRestarts().size(), 1);
        const QList<PaletteEntry> entries = PaletteEntries::all(m_window->actions(), *m_instances);
        const auto entry = std::find_if(entries.cbegin(), entries.cend(), [](const PaletteEntry &one) {
            return one.text == QStringLiteral("Decide about the update of llm");
        });
        QVERIFY(entry != entries.cend());
        const std::optional<PaletteCommand> command = PaletteEntries::command(entry->id);
        QVERIFY(command && command->verb == PaletteCommand::Verb::ShowRestart);
        QVERIFY(command->restart == (RestartKey{kHere, QStringLiteral("R-1")}));
        m_window->showRestart(command->restart);
        QTRY_COMPARE(m_window->updates()->selected().size(), 1);
    }

    void themesSwitchLive()
    {
        open({unit(QStringLiteral("web"), UnitState::Running)});
        m_theme->setScheme(Scheme::Light);
        const QRgb light = m_window->grab().toImage().pixel(5, 400);
        m_theme->setScheme(Scheme::Dark);
        QCOMPARE(QColor(m_window->grab().toImage().pixel(5, 400)), m_theme->palette().rail);
        QVERIFY(light != m_theme->palette().rail.rgb());
    }

private:
    void open(const QList<UnitStatus> &units, const QString &role = QStringLiteral("operator"),
              InstanceKind kind = InstanceKind::Local, const QList<client::PendingRestart> &restarts = {})
    {
        m_window.reset();
        m_connections.reset();
        m_instances = std::make_unique<Instances>(m_clock);
        m_connections = std::make_unique<Connections>(*m_settings, m_secrets, *m_instances);
        auto transport = std::make_unique<tests::FakeTransport>();
        m_transport = transport.get();
        m_transport->answerPicture(info(role), units);
        if (!restarts.isEmpty()) {
            tests::answerUpdates(*m_transport, restarts, {}, m_clock.wallNow());
        }
        for (const UnitStatus &status : units) {
            for (const char *verb : {"start", "stop", "restart"}) {
                m_transport->answer("POST",
                                    QStringLiteral("/api/v1/units/%1/%2").arg(status.name, QLatin1StringView(verb)),
                                    client::toJson(status));
            }
        }
        Instance &instance = m_instances->add({kHere, kind, {}, {}}, std::move(transport));
        m_window = std::make_unique<MainWindow>(Surroundings{*m_theme, m_clock, *m_ticker}, *m_instances,
                                                *m_connections, *m_settings);
        m_window->goTo(MainWindow::Page::Processes);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        instance.engine().connectLive();
        QTRY_COMPARE(m_instances->units().rowCount(), static_cast<int>(units.size()));
        QTRY_COMPARE(instance.engine().connection(), client::Connection::Live);
    }
    void select(const QString &name) { m_window->processes()->selectUnit({kHere, name}); }
    [[nodiscard]] QAbstractButton *button(const char *name) const
    {
        return m_window->findChild<QAbstractButton *>(QString::fromLatin1(name));
    }

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
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
