#include "ui/models/tray_picture.h"

#include <QTest>
#include <QTextDocument>

using namespace lamplighter;
using namespace lamplighter::ui;

namespace {

InstanceSummary instance(const QString &name, int running, int failed = 0, int held = 0)
{
    InstanceSummary summary;
    summary.id = InstanceId(name);
    summary.name = name;
    summary.known = true;
    summary.reporting = true;
    summary.units = running + failed + held;
    summary.counts.at(static_cast<size_t>(StateKind::Ok)) = running;
    summary.counts.at(static_cast<size_t>(StateKind::Critical)) = failed;
    summary.counts.at(static_cast<size_t>(StateKind::Held)) = held;
    summary.kind = failed > 0 ? StateKind::Critical : held > 0 ? StateKind::Held : StateKind::Ok;
    summary.line = QStringLiteral("%1 running").arg(running);
    return summary;
}

InstanceSummary silent(const QString &name)
{
    InstanceSummary summary = instance(name, 3);
    summary.reporting = false;
    summary.kind = StateKind::Unknown;
    summary.line = QStringLiteral("No report for 2 min");
    return summary;
}

AttentionItem item(const QString &id, StateKind kind)
{
    AttentionItem item;
    item.id = id;
    item.kind = kind;
    item.title = id;
    return item;
}

/// A line that asks for an answer to a restart.
AttentionItem restart(const QString &id, StateKind kind = StateKind::Attention)
{
    AttentionItem one = item(QStringLiteral("prod-eu/restart/") + id, kind);
    one.restart = {InstanceId(QStringLiteral("prod-eu")), id};
    one.offers = {{AttentionAction::Approve, {}},
                  {AttentionAction::Defer, Availability::off(QStringLiteral("It was deferred three times"))},
                  {AttentionAction::View, {}}};
    return one;
}

const QString kEu = QStringLiteral("prod-eu");

} // namespace

Q_DECLARE_METATYPE(lamplighter::ui::TraySources)
Q_DECLARE_METATYPE(lamplighter::ui::LampState)

/// The lamp and the words of the tray.
class TestTrayPicture : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theLamp_data()
    {
        QTest::addColumn<TraySources>("sources");
        QTest::addColumn<LampState>("lamp");
        QTest::addColumn<QString>("headline");
        const auto row = [](const char *name, const TraySources &sources, LampState lamp, const char *headline) {
            QTest::newRow(name) << sources << lamp << QString::fromUtf8(headline);
        };
        const QString failed = QStringLiteral("hsp failed");
        row("no engine", {}, LampState::Dark, "Not connected to any engine");
        row("none yet", {{}, {}, true}, LampState::Dark, "The engine is starting");
        row("none reports", {{silent(kEu)}, {item(kEu, StateKind::Unknown)}}, LampState::Dark, "1 things need you");
        row("connecting", {{silent(kEu)}, {}}, LampState::Dark, "Connecting…");
        row("no units", {{instance(kEu, 0)}, {}}, LampState::Dark, "Nothing is supervised yet");
        row("all runs", {{instance(kEu, 14)}, {}}, LampState::Lit, "Nothing needs you");
        row("news", {{instance(kEu, 14)}, {item(failed, StateKind::Ok)}}, LampState::Lit, "Nothing needs you");
        row("one of two is silent",
            {{instance(kEu, 14), silent(QStringLiteral("lab"))}, {item(failed, StateKind::Unknown)}}, LampState::Amber,
            "1 things need you");
        row("retrying", {{instance(kEu, 14)}, {item(failed, StateKind::Attention)}}, LampState::Amber,
            "1 things need you");
        row("a decision", {{instance(kEu, 14)}, {restart(QStringLiteral("u1"))}}, LampState::Amber,
            "1 things need you");
        row("an urgent decision", {{instance(kEu, 14)}, {restart(QStringLiteral("u1"), StateKind::Critical)}},
            LampState::Red, "1 things need you, 1 of them urgent");
        row("failed", {{instance(kEu, 13, 1)}, {item(failed, StateKind::Critical)}}, LampState::Red,
            "1 things need you, 1 of them urgent");
        row("failed, and somebody knows", {{instance(kEu, 13, 1)}, {}}, LampState::Amber, "Nothing needs you");
        row("held", {{instance(kEu, 0, 0, 14)}, {item(failed, StateKind::Held)}}, LampState::Striped,
            "1 things need you");
        row("all held, one failed elsewhere",
            {{instance(kEu, 0, 0, 14), instance(QStringLiteral("lab"), 3, 1)},
             {item(failed, StateKind::Critical), item(kEu, StateKind::Held)}},
            LampState::Striped, "2 things need you, 1 of them urgent");
        row("one held, another failed",
            {{instance(kEu, 3, 1, 1)}, {item(failed, StateKind::Critical), item(kEu, StateKind::Held)}}, LampState::Red,
            "2 things need you, 1 of them urgent");
        row("one held", {{instance(kEu, 3, 0, 1)}, {item(kEu, StateKind::Held)}}, LampState::Striped,
            "1 things need you");
    }
    void theLamp()
    {
        QFETCH(TraySources, sources);
        QFETCH(LampState, lamp);
        QFETCH(QString, headline);
        const TrayPicture picture = trayPicture(sources);
        QVERIFY2(picture.lamp == lamp, qPrintable(TrayTexts::lamp(picture.lamp)));
        QCOMPARE(picture.headline, headline);
    }

    void decisionsAreTheRestartsThatWait()
    {
        AttentionItem underWay = restart(QStringLiteral("8"), StateKind::Busy);
        underWay.offers = {{AttentionAction::View, {}}};
        const TrayPicture picture = trayPicture(
            {{instance(kEu, 2)},
             {restart(QStringLiteral("6"), StateKind::Critical), item(QStringLiteral("other"), StateKind::Attention),
              restart(QStringLiteral("7")), underWay}});
        QCOMPARE(picture.items.size(), 1);
        QCOMPARE(picture.items.first().id, QStringLiteral("other"));
        QCOMPARE(picture.decisions.size(), 2);
        QVERIFY((picture.decisions.first().restart == RestartKey{InstanceId(kEu), QStringLiteral("6")}));
        QVERIFY(picture.decisions.first().toApprove.enabled);
        QCOMPARE(picture.decisions.first().toDefer.reason, QStringLiteral("It was deferred three times"));
        QCOMPARE(picture.headline, QStringLiteral("3 things need you, 1 of them urgent"));
    }
    void whatIsBeingDoneNeedsNobody()
    {
        AttentionItem underWay = restart(QStringLiteral("8"), StateKind::Busy);
        underWay.offers = {{AttentionAction::View, {}}};
        QVERIFY(trayPicture({{instance(kEu, 2)}, {underWay}}).lamp == LampState::Lit);
    }
    void aFewLines()
    {
        QList<InstanceSummary> instances;
        for (int i = 0; i < 4; ++i) {
            instances.append(instance(QStringLiteral("i%1").arg(i), 2));
        }
        QCOMPARE(trayPicture({instances, {}}).lines.size(), 4);
        QCOMPARE(trayPicture({instances, {}}).lines.first(), QStringLiteral("i0: 2 running"));
        instances.append(instance(QStringLiteral("i4"), 2));
        const QStringList lines = trayPicture({instances, {}}).lines;
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines.last(), QStringLiteral("2 more instances"));
    }
    void noMarkupInTheToolTip()
    {
        const TrayPicture picture = trayPicture({{instance(QStringLiteral("<img src='file:///etc/passwd'>"), 1)}, {}});
        QVERIFY(picture.toolTip().contains(u"img src"));
        QVERIFY(!picture.toolTip().contains(u'<') && !picture.toolTip().contains(u'>'));
        QVERIFY(!Qt::mightBeRichText(picture.toolTip()));
    }
    void whatOnlyCountsDownDoesNotMatter()
    {
        AttentionItem waiting = item(QStringLiteral("hsp"), StateKind::Attention);
        waiting.countsDown = true;
        waiting.title = QStringLiteral("hsp keeps failing: next start in 18 s");
        const TrayPicture before = trayPicture({{instance(kEu, 2)}, {waiting}});
        waiting.title = QStringLiteral("hsp keeps failing: next start in 17 s");
        QVERIFY(trayPicture({{instance(kEu, 2)}, {waiting}}).looksLike(before));
        waiting.kind = StateKind::Critical;
        QVERIFY(!trayPicture({{instance(kEu, 2)}, {waiting}}).looksLike(before));
    }
};

QTEST_GUILESS_MAIN(TestTrayPicture)
#include "tst_tray_picture.moc"
