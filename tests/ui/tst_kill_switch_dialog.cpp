#include "tests/support/manual_clock.h"
#include "ui/dialogs/kill_switch_dialog.h"
#include "ui/dialogs/rearm_dialog.h"
#include "ui/widgets/accessible_roles.h"

#include <QAccessible>
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

const InstanceId kInstance(QStringLiteral("local"));
const QString kReason = QStringLiteral("tool loop, ticket OPS-812");

} // namespace

class TestKillSwitchDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installAccessibleRoles(); }
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
        QVERIFY(wanted.first().at(0).value<KillScope>().scope == client::Scope::All);
        QCOMPARE(wanted.first().at(1).toString(), kReason);
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
        const auto scope = wanted.first().at(0).value<KillScope>();
        QVERIFY(scope.scope == client::Scope::Unit); // the narrowest was preset
        QCOMPARE(scope.target, QStringLiteral("unit-1"));
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
        const auto scope = wanted.first().at(0).value<KillScope>();
        QVERIFY(scope.scope == client::Scope::Group);
        QCOMPARE(scope.target, QStringLiteral("agents"));
    }

    void aScreenReaderChoosesTheScopeAsAClickDoes()
    {
        KillSwitchDialog *dialog = open(ConfirmBy::Typing);
        auto *option = dialog->findChild<QAbstractButton *>(QStringLiteral("scope_all"));
        QVERIFY(!option->isChecked());
        QAccessibleInterface *told = QAccessible::queryAccessibleInterface(option);
        QVERIFY(told && told->actionInterface());
        QVERIFY(told->role() == QAccessible::RadioButton);
        QVERIFY(told->state().checkable && !told->state().checked);
        const QString asked = dialog->findChild<QLineEdit *>(QStringLiteral("typedScope"))->accessibleName();
        told->actionInterface()->doAction(told->actionInterface()->actionNames().constFirst());
        QVERIFY(option->isChecked() && told->state().checked);
        // What is to be typed follows, as do the consequences.
        QVERIFY(dialog->findChild<QLineEdit *>(QStringLiteral("typedScope"))->accessibleName() != asked);
    }

    void countsFollowTheUnits()
    {
        KillSwitchDialog *dialog = open(ConfirmBy::Holding);
        auto *all = dialog->findChild<QAbstractButton *>(QStringLiteral("scope_all"));
        QVERIFY(all->accessibleName().contains(QStringLiteral("3 processes")));
        QList<client::UnitStatus> units = someUnits();
        units[0].pid = 0;
        dialog->setTargets({{kInstance, QStringLiteral("prod-eu"), units}});
        QVERIFY(all->accessibleName().contains(QStringLiteral("2 processes")));
        QVERIFY(dialog->accessibleDescription().contains(QStringLiteral("are held")) ||
                dialog->accessibleDescription().contains(QStringLiteral("is held")));
    }

    void rearmingNeedsAReasonAndStartsNothingByItself()
    {
        client::Latch latch;
        latch.scope = QStringLiteral("group");
        latch.target = QStringLiteral("agents");
        auto *dialog = new RearmDialog(*m_theme, {{kInstance, QStringLiteral("prod-eu"), latch}}, {}, m_window.get());
        dialog->present();
        QSignalSpy wanted(dialog, &RearmDialog::rearmWanted);
        // Tab walks as one reads
        QStringList order;
        for (const QWidget *at = dialog->findChild<QWidget *>(QStringLiteral("reasonEdit")); order.size() < 4;
             at = at->nextInFocusChain()) {
            if ((at->focusPolicy() & Qt::TabFocus) != 0 && at->isVisible()) {
                order.append(at->objectName());
            }
        }
        QCOMPARE(order, QStringList({QStringLiteral("reasonEdit"), QStringLiteral("startAgain"),
                                     QStringLiteral("cancelButton"), QStringLiteral("rearmConfirm")}));
        auto *rearm = dialog->findChild<QAbstractButton *>(QStringLiteral("rearmConfirm"));
        QVERIFY(!rearm->isEnabled());
        dialog->findChild<QLineEdit *>(QStringLiteral("reasonEdit"))->setText(QStringLiteral("mended"));
        QTest::mouseClick(rearm, Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        QVERIFY(wanted.first().at(0).value<InstanceId>() == kInstance);
        QVERIFY(wanted.first().at(1).value<client::Scope>() == client::Scope::Group);
        QCOMPARE(wanted.first().at(2).toString(), QStringLiteral("agents"));
        QCOMPARE(wanted.first().at(4).toBool(), false);
    }

    void severalEnginesCanBeStoppedTogether()
    {
        const InstanceId other(QStringLiteral("lab"));
        const QList<KillTarget> targets{{kInstance, QStringLiteral("prod-eu"), someUnits()},
                                        {other, QStringLiteral("lab"), someUnits().mid(0, 1)}};
        const QList<KillScope> scopes = KillSwitchPlan::scopes(targets, {other, QStringLiteral("unit-0")});
        QCOMPARE(scopes.size(), 5); // unit, its group, two instances, everything
        QVERIFY(scopes.first().instance == other);
        QCOMPARE(scopes.first().units, 1); // not the one of the same name elsewhere
        QVERIFY(scopes.last().instance.isEmpty());
        QCOMPARE(scopes.last().processes, 4);
        QVERIFY(
            KillSwitchPlan::consequences(scopes.at(2), targets).last().text.contains(u'1')); // the other is not touched
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
        auto *dialog = new KillSwitchDialog(Surroundings{*m_theme, m_clock, *m_ticker},
                                            {{kInstance, QStringLiteral("prod-eu"), someUnits()}},
                                            {kInstance, QStringLiteral("unit-1")}, confirmBy, m_window.get());
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
