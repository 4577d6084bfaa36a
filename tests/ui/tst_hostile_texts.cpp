// A console is connected to an engine that wants to deceive whoever looks at it: nothing it says may steer, reverse,
// hide or be taken for mark-up, on any page.
#include "core/base/clock.h"
#include "tests/support/fake_transport.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/plain_tool_tips.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QToolTip>

#include <algorithm>

using namespace lamplighter;
using namespace lamplighter::ui;
using client::UnitState;

namespace {

const QString kNasty = QStringLiteral("<img src='http://127.0.0.1:1/x'>\u001b[2J\u0007\u202egnp.\u2066\u0085\r\u200f");

bool isDeceptive(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        const char16_t u = c.unicode();
        return (u < 0x20 && u != u'\n' && u != u'\t') || (u >= 0x7f && u < 0xa0) || u == 0x200e || u == 0x200f ||
               (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
    });
}

client::UnitStatus nastyUnit(const QString &name, UnitState state)
{
    client::UnitStatus status;
    status.name = name;
    status.group = kNasty;
    status.state = state;
    status.reason = client::Reason::LaunchFailed;
    status.detail = kNasty;
    status.health = client::Health::Failing;
    status.healthDetail = kNasty;
    status.statusText = kNasty;
    status.waitingFor = {kNasty};
    status.heldBy = kNasty;
    status.heldReason = kNasty;
    status.origin = kNasty;
    status.critical = true;
    status.since = wallTimeFromMicroseconds(1'794'925'922'000'000);
    return status;
}

/// Every text of `model` that a view or a screen reader could ask for.
QStringList textsOf(const QAbstractItemModel &model)
{
    QStringList out;
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            for (const int role : {int{Qt::DisplayRole}, int{Qt::ToolTipRole}, int{Qt::AccessibleTextRole},
                                   int{Qt::AccessibleDescriptionRole}, int{Qt::StatusTipRole}}) {
                out.append(model.index(row, column).data(role).toString());
            }
        }
    }
    return out;
}

} // namespace

class TestHostileTexts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingDeceptiveIsShownOnAnyPage()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        Theme theme(builtInTokens());
        SecondTicker ticker;
        SystemClock clock;
        SecretStore secrets(QStringLiteral("lamplighter-test"), false);
        Instances instances(clock);
        Connections connections(settings, secrets, instances);
        auto transport = std::make_unique<tests::FakeTransport>();
        client::EngineInfo info;
        info.host = kNasty;
        info.account = kNasty;
        info.version = kNasty;
        info.role = QStringLiteral("operator");
        client::AlertRecord alert;
        alert.id = QStringLiteral("1");
        alert.kind = kNasty;
        alert.subject = kNasty;
        alert.summary = kNasty;
        alert.requiresAttention = true;
        transport->answer("GET", QStringLiteral("/api/v1/alerts"), client::toJson(client::AlertsPage{{alert}, {}}));
        client::KillSwitchStatus killSwitch;
        client::Latch latch;
        latch.target = kNasty;
        latch.reason = kNasty;
        latch.actor = kNasty;
        killSwitch.latches = {latch};
        transport->answerPicture(info,
                                 {nastyUnit(QStringLiteral("a"), UnitState::Fatal),
                                  nastyUnit(QStringLiteral("b"), UnitState::Killed),
                                  nastyUnit(kNasty, UnitState::Running)},
                                 killSwitch);
        const InstanceId here(QStringLiteral("here"));
        Instance &instance = instances.add({here, InstanceKind::Remote, {}, {}}, std::move(transport));
        MainWindow window({theme, clock, ticker}, instances, connections, settings);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        instance.engine().connectLive();
        QTRY_COMPARE(instance.engine().connection(), client::Connection::Live);
        QTRY_COMPARE(instances.units().rowCount(), 3);
        for (const auto page :
             {MainWindow::Page::Overview, MainWindow::Page::Processes, MainWindow::Page::Connections}) {
            window.goTo(page);
            if (page == MainWindow::Page::Processes) {
                window.processes()->selectUnit({here, QStringLiteral("a")});
            }
            QTest::qWait(50);
            check(window);
        }
    }

    void toolTipsAreNoMarkUp()
    {
        const PlainToolTips plain(*qApp);
        QWidget owner;
        owner.show();
        for (const char *text : {"<b>first</b>", "<i>second</i> and longer"}) {
            QToolTip::showText({10, 10}, QString::fromLatin1(text), &owner);
            QLabel *tip = nullptr;
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                tip = widget->inherits("QTipLabel") ? qobject_cast<QLabel *>(widget) : tip;
            }
            QVERIFY(tip != nullptr);
            QCOMPARE(tip->textFormat(), Qt::PlainText);
            QCOMPARE(tip->text(), QString::fromLatin1(text));
        }
    }

private:
    void check(const MainWindow &window)
    {
        int seen = 0;
        const auto look = [&](const QString &text, const QObject &where) {
            seen += text.contains(QStringLiteral("img src")) ? 1 : 0;
            QVERIFY2(!isDeceptive(text), qPrintable(where.objectName() + u": " + text.toHtmlEscaped()));
        };
        for (const QWidget *widget : window.findChildren<QWidget *>()) {
            look(widget->toolTip(), *widget);
            look(widget->accessibleName(), *widget);
            look(widget->accessibleDescription(), *widget);
            if (const auto *label = qobject_cast<const QLabel *>(widget)) {
                look(label->text(), *label);
                QVERIFY2(label->textFormat() == Qt::PlainText || !label->text().contains(u'<'),
                         qPrintable(label->objectName() + u": " + label->text()));
            }
            if (const auto *view = qobject_cast<const QAbstractItemView *>(widget); view && view->model()) {
                for (const QString &text : textsOf(*view->model())) {
                    look(text, *view);
                }
            }
        }
        QVERIFY2(seen > 0, "the words of the engine must be somewhere, or nothing was looked at");
    }
};

QTEST_MAIN(TestHostileTexts)
#include "tst_hostile_texts.moc"
