#include "tests/support/manual_clock.h"
#include "ui/dialogs/kill_switch_dialog.h"
#include "ui/dialogs/rearm_dialog.h"

#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;

namespace {

QList<client::UnitStatus> someUnits()
{
    QList<client::UnitStatus> units;
    for (int i = 0; i < 3; ++i) {
        client::UnitStatus status;
        status.name = QStringLiteral("unit-%1").arg(i);
        status.group = i < 2 ? QStringLiteral("agents") : QString();
        status.state = client::UnitState::Running;
        status.pid = 100 + i;
        units.append(status);
    }
    return units;
}

const QString kReason = QStringLiteral("tool loop, ticket OPS-812");

} // namespace

class TestKillSwitchDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>(builtInTokens());
        m_ticker = std::make_unique<SecondTicker>();
        m_window = std::make_unique<QWidget>();
        m_window->resize(1200, 800);
        m_window->show();
    }
    void cleanup() { m_window.reset(); }

    void holdingAfterAReasonEngages()
    {
        KillSwitchDialog *dialog = open(ConfirmBy::Holding);
        QSignalSpy wanted(dialog, &KillSwitchDialog::engageWanted);
        auto *hold = dialog->findChild<HoldButton *>();
        QVERIFY(!hold->isEnabled());
        QVERIFY(hold->toolTip().contains(QStringLiteral("10")));
        QCOMPARE(hold->accessibleDescription(), hold->toolTip());

        auto *reason = dialog->findChild<QLineEdit *>(QStringLiteral("reasonEdit"));
        QTRY_VERIFY(reason->hasFocus());
        QTest::keyClicks(reason, QStringLiteral("123456789"));
        QVERIFY(!hold->isEnabled());
        QTest::keyClicks(reason, QStringLiteral("0"));
        QVERIFY(hold->isEnabled());
        reason->setText(kReason);
        QTest::mouseClick(dialog->findChild<QAbstractButton *>(QStringLiteral("scope_all")), Qt::LeftButton);

        QTest::mousePress(hold, Qt::LeftButton);
        m_clock.advance(milliseconds(1999));
        QTest::qWait(50); // several frames: still nothing
        QCOMPARE(wanted.count(), 0);
        m_clock.advance(milliseconds(1));
        QTRY_COMPARE(wanted.count(), 1);
        QVERIFY(wanted.first().at(0).value<client::Scope>() == client::Scope::All);
        QCOMPARE(wanted.first().at(2).toString(), kReason);
    }

    void lettingGoEarlyStopsNothing()
    {
        KillSwitchDialog *dialog = open(ConfirmBy::Holding);
        QSignalSpy wanted(dialog, &KillSwitchDialog::engageWanted);
        dialog->findChild<QLineEdit *>(QStringLiteral("reasonEdit"))->setText(kReason);
        auto *hold = dialog->findChild<HoldButton *>();
        QTest::mousePress(hold, Qt::LeftButton);
        m_clock.advance(milliseconds(1500));
        QTest::mouseRelease(hold, Qt::LeftButton);
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("holdHint"))->text(),
                 QStringLiteral("Nothing was stopped."));
        m_clock.advance(seconds(5));
        QTest::qWait(50);
        QCOMPARE(wanted.count(), 0);
        QVERIFY(dialog->isVisible());
    }

    void spaceHoldsTooAndLosingFocusLetsGo()
    {
        KillSwitchDialog *dialog = open(ConfirmBy::Holding);
        QSignalSpy wanted(dialog, &KillSwitchDialog::engageWanted);
        auto *reason = dialog->findChild<QLineEdit *>(QStringLiteral("reasonEdit"));
        reason->setText(kReason);
        auto *hold = dialog->findChild<HoldButton *>();
        hold->setFocus();
        QTest::keyPress(hold, Qt::Key_Space);
        m_clock.advance(milliseconds(1000));
        reason->setFocus();
        QCOMPARE(hold->progress(), 0.0);
        hold->setFocus();
        QTest::keyPress(hold, Qt::Key_Space);
        m_clock.advance(seconds(2));
        QTRY_COMPARE(wanted.count(), 1);
        QVERIFY(wanted.first().at(0).value<client::Scope>() == client::Scope::Unit); // the narrowest was preset
        QCOMPARE(wanted.first().at(1).toString(), QStringLiteral("unit-1"));
    }

    void typingTheScopeConfirmsWhereHoldingCannot()
    {
        KillSwitchDialog *dialog = open(ConfirmBy::Typing);
        QSignalSpy wanted(dialog, &KillSwitchDialog::engageWanted);
        dialog->findChild<QLineEdit *>(QStringLiteral("reasonEdit"))->setText(kReason);
        QTest::mouseClick(dialog->findChild<QAbstractButton *>(QStringLiteral("scope_group")), Qt::LeftButton);
        auto *typed = dialog->findChild<QLineEdit *>(QStringLiteral("typedScope"));
        typed->setFocus();
        QTest::keyClicks(typed, QStringLiteral("agent"));
        QTest::keyClick(typed, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(wanted.count(), 0);
        QTest::keyClicks(typed, QStringLiteral("s"));
        QTest::keyClick(typed, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(wanted.count(), 1);
        QVERIFY(wanted.first().at(0).value<client::Scope>() == client::Scope::Group);
        QCOMPARE(wanted.first().at(1).toString(), QStringLiteral("agents"));
    }

    void countsFollowTheUnits()
    {
        KillSwitchDialog *dialog = open(ConfirmBy::Holding);
        auto *all = dialog->findChild<QAbstractButton *>(QStringLiteral("scope_all"));
        QVERIFY(all->accessibleName().contains(QStringLiteral("3 processes")));
        QList<client::UnitStatus> units = someUnits();
        units[0].pid = 0;
        dialog->setUnits(units);
        QVERIFY(all->accessibleName().contains(QStringLiteral("2 processes")));
        QVERIFY(dialog->accessibleDescription().contains(QStringLiteral("are held")) ||
                dialog->accessibleDescription().contains(QStringLiteral("is held")));
    }

    void rearmingNeedsAReasonAndStartsNothingByItself()
    {
        client::Latch latch;
        latch.scope = QStringLiteral("group");
        latch.target = QStringLiteral("agents");
        auto *dialog = new RearmDialog(*m_theme, {latch}, QStringLiteral("prod-eu"), {}, m_window.get());
        dialog->present();
        QSignalSpy wanted(dialog, &RearmDialog::rearmWanted);
        auto *rearm = dialog->findChild<QAbstractButton *>(QStringLiteral("rearmConfirm"));
        QVERIFY(!rearm->isEnabled());
        dialog->findChild<QLineEdit *>(QStringLiteral("reasonEdit"))->setText(QStringLiteral("mended"));
        QTest::mouseClick(rearm, Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        QVERIFY(wanted.first().at(0).value<client::Scope>() == client::Scope::Group);
        QCOMPARE(wanted.first().at(1).toString(), QStringLiteral("agents"));
        QCOMPARE(wanted.first().at(3).toBool(), false);
    }

    void theScrimGoesWithTheDialog()
    {
        KillSwitchDialog *dialog = open(ConfirmBy::Holding);
        QVERIFY(m_window->findChild<Scrim *>());
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_window->findChild<Scrim *>());
    }

private:
    KillSwitchDialog *open(ConfirmBy confirmBy)
    {
        auto *dialog =
            new KillSwitchDialog(Surroundings{*m_theme, m_clock, *m_ticker}, someUnits(), QStringLiteral("unit-1"),
                                 QStringLiteral("prod-eu"), confirmBy, m_window.get());
        dialog->present();
        if (!QTest::qWaitForWindowActive(dialog)) { // shortcuts and focus need it
            qWarning("the dialog did not become active");
        }
        return dialog;
    }

    tests::ManualClock m_clock;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SecondTicker> m_ticker;
    std::unique_ptr<QWidget> m_window;
};

QTEST_MAIN(TestKillSwitchDialog)
#include "tst_kill_switch_dialog.moc"
