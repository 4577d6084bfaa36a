#include "tests/support/manual_clock.h"
#include "ui/models/attention_model.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;

namespace {

AttentionItem item(const QString &id, StateKind kind = StateKind::Attention, const QString &title = {})
{
    AttentionItem item;
    item.id = id;
    item.kind = kind;
    item.title = title.isEmpty() ? id : title;
    return item;
}

QList<AttentionItem> items(const QString &ids)
{
    QList<AttentionItem> list;
    for (const QChar id : ids) {
        list.append(item(QString(id)));
    }
    return list;
}

QString shown(const AttentionModel &model)
{
    QString ids;
    for (int row = 0; row < model.rowCount(); ++row) {
        ids += model.item(row).id;
    }
    return ids;
}

} // namespace

class TestAttentionModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void becomesWhatIsShownWithoutAReset_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("fill") << ""
                              << "abc";
        QTest::newRow("empty") << "abc"
                               << "";
        QTest::newRow("same") << "abc"
                              << "abc";
        QTest::newRow("insert") << "ac"
                                << "abc";
        QTest::newRow("remove") << "abc"
                                << "ac";
        QTest::newRow("to the front") << "abc"
                                      << "cab";
        QTest::newRow("to the back") << "abc"
                                     << "bca";
        QTest::newRow("reverse") << "abcde"
                                 << "edcba";
        QTest::newRow("all at once") << "abcd"
                                     << "dxbay";
    }
    void becomesWhatIsShownWithoutAReset()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        AttentionModel model(m_clock);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.show(items(before));
        QCOMPARE(shown(model), before);
        const QPersistentModelIndex first = model.index(0);
        const QString id = first.isValid() ? model.item(0).id : QString();
        model.show(items(after));
        QCOMPARE(shown(model), after);
        QCOMPARE(static_cast<int>(resets.count()), 0);
        QCOMPARE(first.isValid(), !id.isEmpty() && after.contains(id));
        if (first.isValid()) {
            QCOMPARE(model.item(first.row()).id, id);
        }
    }

    void becomesAnyOrder()
    {
        QRandomGenerator random(7);
        AttentionModel model(m_clock);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        for (int round = 0; round < 200; ++round) {
            QString ids;
            for (char16_t c = u'a'; c < u'p'; ++c) {
                if (random.bounded(2) == 0) {
                    ids.insert(random.bounded(static_cast<int>(ids.size()) + 1), QChar(c));
                }
            }
            model.show(items(ids));
            QCOMPARE(shown(model), ids);
        }
    }

    void keepsItsOrderWhileSomebodyIsThere()
    {
        AttentionModel model(m_clock);
        const QSignalSpy waiting(&model, &AttentionModel::waitingChanged);
        model.show(items(QStringLiteral("abc")));
        model.setStill(true);
        model.show(items(QStringLiteral("xcayb")));
        QCOMPARE(shown(model), QStringLiteral("abc"));
        QCOMPARE(model.waiting(), 2);
        QCOMPARE(model.counts().all, 5);
        model.show(items(QStringLiteral("xca")));
        QCOMPARE(shown(model), QStringLiteral("ac")); // what is over leaves
        QCOMPARE(model.waiting(), 1);
        model.showWaiting();
        QCOMPARE(shown(model), QStringLiteral("xca"));
        QCOMPARE(model.waiting(), 0);
        model.show(items(QStringLiteral("zxca")));
        QCOMPARE(model.waiting(), 1);
        model.setStill(false);
        QCOMPARE(shown(model), QStringLiteral("zxca"));
        QVERIFY(waiting.count() >= 4);
    }

    void anEmptyListTakesWhatComes()
    {
        AttentionModel model(m_clock);
        model.setStill(true);
        model.show(items(QStringLiteral("ab")));
        QCOMPARE(shown(model), QStringLiteral("ab"));
        model.show(items(QStringLiteral("cd")));
        QCOMPARE(shown(model), QStringLiteral("cd"));
    }

    void changesWordsInPlace()
    {
        AttentionModel model(m_clock);
        model.show({item(QStringLiteral("a")), item(QStringLiteral("b"))});
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.show({item(QStringLiteral("a")),
                    item(QStringLiteral("b"), StateKind::Attention, QStringLiteral("next start in 17 s"))});
        QCOMPARE(static_cast<int>(changed.count()), 1);
        QCOMPARE(changed.first().first().toModelIndex().row(), 1);
    }

    void countsForBadgeAndSummary()
    {
        AttentionModel model(m_clock);
        const QSignalSpy urgent(&model, &AttentionModel::urgentAppeared);
        const QSignalSpy counts(&model, &AttentionModel::countsChanged);
        QCOMPARE(model.summary(), QStringLiteral("Nothing needs you"));
        model.show({item(QStringLiteral("n"), StateKind::Ok)});
        QVERIFY(model.counts().worst == StateKind::Ok);
        QVERIFY(model.summary().startsWith(QStringLiteral("Nothing needs you, 1 ")));
        const QList<AttentionItem> full{item(QStringLiteral("c"), StateKind::Critical), item(QStringLiteral("a")),
                                        item(QStringLiteral("n"), StateKind::Ok)};
        model.show(full);
        QVERIFY(model.counts().worst == StateKind::Critical);
        QCOMPARE(model.summary(), QStringLiteral("2 things need you, 1 of them urgent"));
        QCOMPARE(static_cast<int>(urgent.count()), 1);
        model.show(full);
        QCOMPARE(static_cast<int>(urgent.count()), 1);
        QCOMPARE(static_cast<int>(counts.count()), 2);
    }

private:
    tests::ManualClock m_clock;
};

QTEST_APPLESS_MAIN(TestAttentionModel)
#include "tst_attention_model.moc"
