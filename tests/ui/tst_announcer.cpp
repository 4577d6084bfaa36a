#include "ui/models/announcer.h"

#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using std::chrono::hours;

namespace {

AttentionItem item(const QString &id, StateKind kind = StateKind::Attention)
{
    AttentionItem item;
    item.id = id;
    item.kind = kind;
    item.title = id + QStringLiteral(" failed");
    item.instanceName = QStringLiteral("prod-eu");
    item.offers = {{AttentionAction::RestartAgain, {}},
                   {AttentionAction::Stop, Availability::off(QStringLiteral("not now"))},
                   {AttentionAction::ViewLog, {}},
                   {AttentionAction::View, {}}};
    return item;
}

TrayDecision decision(const QString &id)
{
    TrayDecision decision;
    decision.restart = {InstanceId(QStringLiteral("prod-eu")), id};
    decision.instanceName = QStringLiteral("prod-eu");
    decision.title = QStringLiteral("quantum_backend wants a restart now");
    return decision;
}

TrayPicture picture(const QList<AttentionItem> &items, const QList<TrayDecision> &decisions = {})
{
    TrayPicture picture;
    picture.items = items;
    picture.decisions = decisions;
    return picture;
}

QList<AttentionItem> many(int from, int count, StateKind kind = StateKind::Attention)
{
    QList<AttentionItem> items;
    for (int i = from; i < from + count; ++i) {
        items.append(item(QStringLiteral("unit-%1").arg(i, 3, 10, QLatin1Char('0')), kind));
    }
    return items;
}

QStringList titles(const Announcer::Changes &changes)
{
    QStringList titles;
    for (const Announcement &one : changes.fresh) {
        titles.append(one.title);
    }
    return titles;
}

Instant at(Duration since)
{
    return Instant(std::chrono::hours(5) + since);
}

} // namespace

/// What becomes a notification, how often and with which words.
class TestAnnouncer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachIsToldOnce()
    {
        Announcer announcer;
        QCOMPARE(titles(announcer.update(picture({item(QStringLiteral("hsp"))}), at(seconds(0)), false)),
                 QStringList{QStringLiteral("hsp failed")});
        for (int second = 1; second < 30; ++second) {
            const auto changes = announcer.update(picture({item(QStringLiteral("hsp"))}), at(seconds(second)), false);
            QVERIFY(changes.fresh.isEmpty() && changes.over.isEmpty());
        }
    }
    void whatGetsWorseIsToldAgain()
    {
        Announcer announcer;
        announcer.update(picture({item(QStringLiteral("hsp"))}), at(seconds(0)), false);
        const auto worse =
            announcer.update(picture({item(QStringLiteral("hsp"), StateKind::Critical)}), at(seconds(20)), false);
        QCOMPARE(worse.fresh.size(), 1);
        QVERIFY(worse.fresh.first().stays);
        announcer.update(picture({item(QStringLiteral("hsp"))}), at(seconds(40)), false);
        const auto again =
            announcer.update(picture({item(QStringLiteral("hsp"), StateKind::Critical)}), at(seconds(60)), false);
        QVERIFY(again.fresh.isEmpty());
    }
    void whatIsOverIsTakenBack()
    {
        Announcer announcer;
        announcer.update(picture({item(QStringLiteral("hsp"), StateKind::Critical)}), at(seconds(0)), false);
        QCOMPARE(announcer.update(picture({}), at(seconds(5)), false).over, QStringList{QStringLiteral("hsp")});
        QVERIFY(announcer.update(picture({}), at(seconds(6)), false).over.isEmpty());
    }
    void whatComesBackSoonIsNoNews()
    {
        Announcer announcer;
        announcer.update(picture({item(QStringLiteral("hsp"))}), at(seconds(0)), false);
        announcer.update(picture({}), at(seconds(10)), false);
        QVERIFY(announcer.update(picture({item(QStringLiteral("hsp"))}), at(seconds(60)), false).fresh.isEmpty());
        announcer.update(picture({}), at(seconds(70)), false); // and nothing happens for a minute
        QCOMPARE(announcer.update(picture({item(QStringLiteral("hsp"))}), at(seconds(132)), false).fresh.size(), 1);
    }
    void anInstanceThatWasAwayIsNoNews()
    {
        Announcer announcer;
        AttentionItem failed = item(QStringLiteral("hsp"), StateKind::Critical);
        failed.about.instance = InstanceId(QStringLiteral("lab"));
        announcer.update(picture({failed}), at(seconds(0)), false);
        TrayPicture away = picture({});
        away.silent = {failed.about.instance};
        QVERIFY(announcer.update(away, at(seconds(10)), false).over.isEmpty());
        QVERIFY(announcer.update(picture({failed}), at(hours(2)), false).fresh.isEmpty());
        QCOMPARE(announcer.update(picture({}), at(hours(3)), false).over, QStringList{QStringLiteral("hsp")});
    }
    void aStormIsThreeAndARest()
    {
        Announcer announcer;
        const auto first = announcer.update(picture(many(0, 7)), at(seconds(0)), false);
        QCOMPARE(titles(first),
                 (QStringList{QStringLiteral("unit-000 failed"), QStringLiteral("unit-001 failed"),
                              QStringLiteral("unit-002 failed"), QStringLiteral("4 more things need you")}));
        QCOMPARE(first.fresh.last().key, Announcer::kMore);
        // The storm goes on: the rest is counted up under the same key.
        const auto second = announcer.update(picture(many(0, 12)), at(seconds(2)), false);
        QCOMPARE(titles(second), QStringList{QStringLiteral("9 more things need you")});
        // A quiet time later three are told again, and the old rest is not counted once more.
        const auto later = announcer.update(picture(many(0, 17)), at(seconds(20)), false);
        QCOMPARE(later.fresh.size(), 4);
        QCOMPARE(later.fresh.last().title, QStringLiteral("2 more things need you"));
        const auto over = announcer.update(picture({}), at(seconds(21)), false).over;
        QVERIFY(over.contains(Announcer::kMore));
        QCOMPARE(over.size(), 7); // six told by themselves
    }
    void theUrgentOnesGoFirst()
    {
        Announcer announcer;
        QList<AttentionItem> items = many(0, 6);
        items.append(item(QStringLiteral("memory-kernel"), StateKind::Critical));
        const auto changes = announcer.update(picture(items, {decision(QStringLiteral("7"))}), at(seconds(0)), false);
        QCOMPARE(changes.fresh.at(0).title, QStringLiteral("memory-kernel failed"));
        QCOMPARE(changes.fresh.at(1).title, QStringLiteral("quantum_backend wants a restart now"));
        QVERIFY(!changes.fresh.last().stays);
    }
    void aRestWithAnUrgentOneStays()
    {
        Announcer announcer;
        const auto changes = announcer.update(picture(many(0, 5, StateKind::Critical)), at(seconds(0)), false);
        QVERIFY(changes.fresh.last().key == Announcer::kMore && changes.fresh.last().stays);
    }
    void silence()
    {
        Announcer announcer;
        QVERIFY(announcer.update(picture(many(0, 5)), at(seconds(0)), true).fresh.isEmpty());
        QVERIFY(announcer.update(picture(many(0, 5)), at(seconds(60)), false).fresh.isEmpty());
        QCOMPARE(announcer.update(picture(many(0, 6)), at(seconds(61)), false).fresh.size(), 1);
    }
    void whatCanBeDone()
    {
        Announcer announcer;
        const auto changes = announcer.update(picture({item(QStringLiteral("hsp"))}, {decision(QStringLiteral("7"))}),
                                              at(seconds(0)), false);
        QCOMPARE(changes.fresh.at(0).key, QStringLiteral("prod-eu/decision/7"));
        QCOMPARE(changes.fresh.at(0).actions,
                 (QList<Announcement::Action>{{Announcer::kApprove, QStringLiteral("Approve…")},
                                              {Announcer::kDefer, QStringLiteral("Defer 1 h")},
                                              {Announcer::kView, QStringLiteral("View")}}));
        QCOMPARE(changes.fresh.at(1).actions,
                 (QList<Announcement::Action>{{QStringLiteral("restartAgain"), QStringLiteral("Restart again")},
                                              {QStringLiteral("log"), QStringLiteral("View log")},
                                              {Announcer::kView, QStringLiteral("View")}}));
        QVERIFY(Announcer::offerOf(QStringLiteral("restartAgain")) == AttentionAction::RestartAgain);
        QVERIFY(!Announcer::offerOf(QStringLiteral("format-disk")));
    }
    void aDecisionThatCannotBeTaken()
    {
        Announcer announcer;
        TrayDecision waiting = decision(QStringLiteral("7"));
        waiting.toApprove = Availability::off(QStringLiteral("Your role is viewer"));
        waiting.toDefer = waiting.toApprove;
        const auto changes = announcer.update(picture({}, {waiting}), at(seconds(0)), false);
        QCOMPARE(changes.fresh.first().actions.size(), 1);
        QCOMPARE(changes.fresh.first().actions.first().id, Announcer::kView);
    }
    void theInstanceIsNamedWhereThereAreSeveral()
    {
        Announcer announcer;
        TrayPicture several = picture({item(QStringLiteral("hsp"))});
        several.severalInstances = true;
        QCOMPARE(titles(announcer.update(several, at(seconds(0)), false)),
                 QStringList{QStringLiteral("hsp failed on prod-eu")});
    }
    void strangersWords()
    {
        QCOMPARE(Announcer::shown(QStringLiteral("a\nb\tc\u001b[31m\u202ed"), 100), QStringLiteral("a�b c\uFFFDd"));
        const QString longOne = Announcer::shown(QString(10'000, u'x'), 120);
        QCOMPARE(longOne.size(), 120);
        QVERIFY(longOne.endsWith(u'…'));
        // Not half of a letter.
        const QString cut = Announcer::shown(QStringLiteral("ab\U0001F3EE\U0001F3EE"), 4);
        QCOMPARE(cut, QStringLiteral("ab…"));
    }
};

QTEST_GUILESS_MAIN(TestAnnouncer)
#include "tst_announcer.moc"
