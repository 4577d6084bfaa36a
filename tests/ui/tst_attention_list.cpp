#include "tests/support/manual_clock.h"
#include "ui/widgets/attention_list.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace lamplighter;
using namespace lamplighter::ui;

namespace {

AttentionItem item(const QString &unit, StateKind kind, const QList<AttentionOffer> &offers)
{
    AttentionItem item;
    item.id = QStringLiteral("here/unit/") + unit;
    item.about = {InstanceId(QStringLiteral("here")), unit};
    item.kind = kind;
    item.title = unit + QStringLiteral(" keeps failing");
    item.detail = QStringLiteral("Broker refused, attempt 3 of 5 (exit 1).");
    item.instanceName = QStringLiteral("prod-eu");
    item.offers = offers;
    item.alerts = {QStringLiteral("7")};
    return item;
}

AttentionItem failing(const QString &unit)
{
    return item(unit, StateKind::Attention,
                {{AttentionAction::StartNow, {}}, {AttentionAction::Stop, {}}, {AttentionAction::ViewLog, {}}});
}

AttentionItem failed(const QString &unit)
{
    return item(
        unit, StateKind::Critical,
        {{AttentionAction::RestartAgain, {}}, {AttentionAction::ViewLog, {}}, {AttentionAction::Acknowledge, {}}});
}

} // namespace

/// The queue in a window, driven by clicks and keys.
class TestAttentionList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<AttentionModel>(m_clock);
        m_window = std::make_unique<QWidget>();
        auto *column = new QVBoxLayout(m_window.get());
        m_list = new AttentionList(*m_theme, *m_model, m_window.get());
        column->addWidget(m_list);
        column->addStretch();
        m_window->resize(1200, 600);
        m_window->show();
        m_wanted.clear();
        connect(m_list, &AttentionList::actionWanted, this, [this](const AttentionItem &item, AttentionAction action) {
            m_wanted.append(item.about.name + u':' + AttentionTexts::action(action));
        });
    }
    void cleanup() { m_window.reset(); }

    void theFirstLineIsChosenAndItsSuggestionIsTheFilledButton()
    {
        m_model->show({failed(QStringLiteral("kernel")), failing(QStringLiteral("hsp"))});
        QCOMPARE(m_list->view()->currentIndex().row(), 0);
        QCOMPARE(buttons("selectedButtons").size(), 3);
        QTest::mouseClick(buttons("selectedButtons").first(), Qt::LeftButton);
        QCOMPARE(m_wanted, QStringList(QStringLiteral("kernel:Restart again")));
        // What is more urgent takes the place as long as nobody is here.
        m_model->show({failed(QStringLiteral("newer")), failed(QStringLiteral("kernel"))});
        QCOMPARE(m_model->item(m_list->view()->currentIndex().row()).about.name, QStringLiteral("newer"));
    }

    void theLineUnderThePointerHasButtons()
    {
        m_model->show({failed(QStringLiteral("kernel")), failing(QStringLiteral("hsp"))});
        QVERIFY(buttons("hoveredButtons").isEmpty());
        hover(1);
        QCOMPARE(buttons("hoveredButtons").size(), 3);
        QVERIFY(m_list->view()->hasButtons(m_model->index(1)));
        QTest::mouseClick(buttons("hoveredButtons").at(1), Qt::LeftButton);
        QCOMPARE(m_wanted, QStringList(QStringLiteral("hsp:Stop")));
        // The chosen line needs no second set.
        hover(0);
        QVERIFY(buttons("hoveredButtons").isEmpty());
    }

    void keysActOnTheChosenLine_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<QString>("wanted");
        QTest::newRow("S") << static_cast<int>(Qt::Key_S) << QStringLiteral("hsp:Start now");
        QTest::newRow("X") << static_cast<int>(Qt::Key_X) << QStringLiteral("hsp:Stop");
        QTest::newRow("L") << static_cast<int>(Qt::Key_L) << QStringLiteral("hsp:View log");
        QTest::newRow("Enter") << static_cast<int>(Qt::Key_Return) << QStringLiteral("hsp:View");
        QTest::newRow("Space") << static_cast<int>(Qt::Key_Space) << QStringLiteral("hsp:Acknowledge");
    }
    void keysActOnTheChosenLine()
    {
        QFETCH(int, key);
        QFETCH(QString, wanted);
        m_model->show({failed(QStringLiteral("kernel")), failing(QStringLiteral("hsp"))});
        QTest::keyClick(m_list->view(), Qt::Key_Down);
        QTest::keyClick(m_list->view(), static_cast<Qt::Key>(key));
        QCOMPARE(m_wanted, QStringList(wanted));
    }

    void whatIsOffDoesNothingAndSaysWhy()
    {
        AttentionItem held = failing(QStringLiteral("hsp"));
        held.offers[0].availability = Availability::off(QStringLiteral("Your role is viewer"));
        m_model->show({held});
        QVERIFY(!buttons("selectedButtons").first()->isEnabled());
        QCOMPARE(buttons("selectedButtons").first()->toolTip(), QStringLiteral("Your role is viewer"));
        QTest::keyClick(m_list->view(), Qt::Key_S);
        QVERIFY(m_wanted.isEmpty());
    }

    void theButtonsFollowTheirLine()
    {
        m_model->show({failing(QStringLiteral("hsp"))});
        AttentionItem changed = failed(QStringLiteral("hsp"));
        m_model->show({changed});
        QCOMPARE(buttons("selectedButtons").first()->text(), QStringLiteral("Restart again"));
        QTest::mouseClick(m_list->view()->viewport(), Qt::LeftButton, {}, QPoint(200, 20)); // stays here
        m_model->setStill(false);
        m_model->show({failed(QStringLiteral("other")), changed});
        QTest::mouseClick(buttons("selectedButtons").first(), Qt::LeftButton);
        QCOMPARE(m_wanted, QStringList(QStringLiteral("hsp:Restart again")));
    }

    void aLineCanLeaveWhileItsButtonIsClicked()
    {
        m_model->show({failed(QStringLiteral("kernel")), failing(QStringLiteral("hsp"))});
        connect(m_list, &AttentionList::actionWanted, m_model.get(),
                [this] { m_model->show({failing(QStringLiteral("hsp"))}); });
        QTest::mouseClick(buttons("selectedButtons").first(), Qt::LeftButton);
        QCOMPARE(m_model->rowCount(), 1);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCOMPARE(buttons("selectedButtons").size(), 3);
        QCOMPARE(buttons("selectedButtons").first()->text(), QStringLiteral("Start now"));
    }

    void newLinesWaitWhileSomebodyIsHere()
    {
        auto *waiting = m_list->findChild<QPushButton *>(QStringLiteral("attentionWaiting"));
        m_model->show({failed(QStringLiteral("kernel"))});
        QVERIFY(!waiting->isVisible());
        QTest::keyClick(m_list->view(), Qt::Key_Down);
        m_list->view()->setFocus(Qt::TabFocusReason);
        QEvent enter(QEvent::Enter);
        QCoreApplication::sendEvent(m_list->view()->viewport(), &enter);
        m_model->show({failed(QStringLiteral("newer")), failed(QStringLiteral("kernel"))});
        QCOMPARE(m_model->rowCount(), 1);
        QVERIFY(waiting->isVisible());
        QTest::mouseClick(waiting, Qt::LeftButton);
        QCOMPARE(m_model->rowCount(), 2);
        QVERIFY(!waiting->isVisible());
    }

    void sayingThatNothingIsWrong()
    {
        m_list->setLoading(true);
        auto *title = m_list->findChild<QLabel *>(QStringLiteral("attentionStateTitle"));
        QVERIFY(!title->isVisible());
        m_list->setLoading(false);
        QVERIFY(title->isVisible());
        QCOMPARE(title->text(), QStringLiteral("Nothing needs you."));
        m_model->show({failed(QStringLiteral("kernel"))});
        QVERIFY(m_list->view()->isVisible());
        m_model->show({});
        QVERIFY(title->isVisible());
    }

    void isAsHighAsItsLinesAndShrinks()
    {
        m_model->show({failed(QStringLiteral("a"))});
        const int one = m_list->sizeHint().height();
        QList<AttentionItem> many;
        for (int i = 0; i < 10; ++i) {
            many.append(failing(QString::number(i)));
        }
        m_model->show(many);
        QVERIFY(m_list->sizeHint().height() > one + 8 * 50);
        QVERIFY(m_list->minimumSizeHint().height() < m_list->sizeHint().height() / 2);
    }

    void threeHundredLinesAreFewWidgets()
    {
        QList<AttentionItem> many;
        for (int i = 0; i < 300; ++i) {
            many.append(failing(QStringLiteral("unit-%1").arg(i)));
        }
        QElapsedTimer timer;
        timer.start();
        m_model->show(many);
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
#ifndef __SANITIZE_THREAD__ // which makes it several times slower
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
#endif
        m_list->view()->scrollToBottom();
        QVERIFY(m_list->findChildren<QPushButton *>().size() < 10);
        QTest::keyClick(m_list->view(), Qt::Key_End);
        QCOMPARE(m_list->view()->currentIndex().row(), 299);
        QTRY_COMPARE(m_list->view()->verticalScrollBar()->value(), m_list->view()->verticalScrollBar()->maximum());
    }

    void isReadByAssistiveTechnology()
    {
        m_model->show({failed(QStringLiteral("kernel"))});
        QCOMPARE(m_model->index(0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("kernel keeps failing, prod-eu"));
        QCOMPARE(buttons("selectedButtons").first()->accessibleName(),
                 QStringLiteral("Restart again: kernel keeps failing"));
    }

private:
    QList<QPushButton *> buttons(const char *of)
    {
        for (QWidget *parent : m_list->findChildren<QWidget *>(QString::fromLatin1(of))) {
            if (parent->isVisible()) {
                return parent->findChildren<QPushButton *>();
            }
        }
        return {};
    }
    void hover(int row)
    {
        const QPoint at = m_list->view()->visualRect(m_model->index(row)).center();
        QMouseEvent move(QEvent::MouseMove, at, m_list->view()->viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         Qt::NoModifier);
        QCoreApplication::sendEvent(m_list->view()->viewport(), &move);
    }

    tests::ManualClock m_clock;
    std::unique_ptr<Theme> m_theme = std::make_unique<Theme>(builtInTokens());
    std::unique_ptr<AttentionModel> m_model;
    std::unique_ptr<QWidget> m_window;
    AttentionList *m_list = nullptr;
    QStringList m_wanted;
};

QTEST_MAIN(TestAttentionList)
#include "tst_attention_list.moc"
