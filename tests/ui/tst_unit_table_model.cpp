#include "tests/support/manual_clock.h"
#include "ui/models/row_ranges.h"
#include "ui/models/unit_filter.h"
#include "ui/models/unit_table_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using client::UnitState;
using client::UnitStatus;

namespace {

const InstanceId kHere(QStringLiteral("here"));
const InstanceId kThere(QStringLiteral("there"));

UnitStatus unit(const QString &name, UnitState state = UnitState::Running, const QString &group = {})
{
    UnitStatus status;
    status.name = name;
    status.group = group;
    status.state = state;
    status.pid = state == UnitState::Running ? 100 : 0;
    return status;
}

QList<UnitStatus> numbered(int count)
{
    QList<UnitStatus> units;
    for (int i = 0; i < count; ++i) {
        units.append(unit(QStringLiteral("unit-%1").arg(i)));
    }
    return units;
}

QStringList names(const QAbstractItemModel &model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row) {
        result.append(model.index(row, 0).data(IdRole).value<UnitKey>().name);
    }
    return result;
}

} // namespace

class TestUnitTableModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<UnitTableModel>(m_clock);
        m_model->addSource(kHere, QStringLiteral("prod-eu"));
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::Fatal);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void rangesAreMerged_data()
    {
        QTest::addColumn<QList<int>>("rows");
        QTest::addColumn<int>("gap");
        QTest::addColumn<QString>("ranges");
        QTest::newRow("none") << QList<int>{} << 0 << QString();
        QTest::newRow("neighbours in any order") << QList<int>{3, 1, 2} << 0 << QStringLiteral("1-3");
        QTest::newRow("apart") << QList<int>{1, 3} << 0 << QStringLiteral("1-1 3-3");
        QTest::newRow("within the gap") << QList<int>{1, 3} << 1 << QStringLiteral("1-3");
        QTest::newRow("twice") << QList<int>{2, 2} << 0 << QStringLiteral("2-2");
    }
    void rangesAreMerged()
    {
        QFETCH(QList<int>, rows);
        QFETCH(int, gap);
        QStringList shown;
        for (const RowRange &range : mergeRows(rows, gap)) {
            shown.append(QStringLiteral("%1-%2").arg(range.first).arg(range.last));
        }
        QTEST(shown.join(u' '), "ranges");
    }

    void changesAreAppliedWithoutReset()
    {
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        m_model->reconcile(kHere, numbered(6));
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);

        m_model->applyChanges(kHere,
                              {unit(QStringLiteral("new")), unit(QStringLiteral("unit-4"), UnitState::Fatal),
                               unit(QStringLiteral("unit-5"))},
                              {QStringLiteral("unit-1"), QStringLiteral("unit-2"), QStringLiteral("nobody")});

        QCOMPARE(names(*m_model),
                 QStringList({QStringLiteral("unit-0"), QStringLiteral("unit-3"), QStringLiteral("unit-4"),
                              QStringLiteral("unit-5"), QStringLiteral("new")}));
        QCOMPARE(removed.count(), 1);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(changed.count(), 1); // unit-5 is as it was
        QCOMPARE(m_model->rowOf({kHere, QStringLiteral("unit-4")}), 2);
        QCOMPARE(m_model->kind(2), StateKind::Critical);
        QCOMPARE(resets.count(), 0);
    }

    void reconcileTouchesOnlyDifferences()
    {
        m_model->reconcile(kHere, numbered(4));
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        QSignalSpy touched(m_model.get(), &UnitTableModel::unitsTouched);
        QList<UnitStatus> units = numbered(4);
        units[2].restarts24h = 7;
        m_model->reconcile(kHere, units);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex().row(), 2);
        QCOMPARE(touched.count(), 1);
        units.removeAt(1);
        m_model->reconcile(kHere, units);
        QCOMPARE(m_model->rowCount(), 3);
    }

    void countsFollowBuckets()
    {
        QSignalSpy counts(m_model.get(), &UnitTableModel::countsChanged);
        m_model->reconcile(kHere, {unit(QStringLiteral("a")), unit(QStringLiteral("b"), UnitState::Backoff),
                                   unit(QStringLiteral("c"), UnitState::Killed)});
        QCOMPARE(counts.count(), 1);
        QCOMPARE(m_model->counts(kHere).at(static_cast<size_t>(UnitBucket::Running)), 1);
        QCOMPARE(m_model->counts(kHere).at(static_cast<size_t>(UnitBucket::Retrying)), 1);
        QCOMPARE(m_model->counts(kHere).at(static_cast<size_t>(UnitBucket::Held)), 1);
        m_model->setSilence(kHere, true, std::chrono::minutes(1));
        QCOMPARE(m_model->counts(kHere).at(static_cast<size_t>(UnitBucket::Unknown)), 3);
        QCOMPARE(m_model->counts(kHere).at(static_cast<size_t>(UnitBucket::Running)), 0);
        QCOMPARE(m_model->kind(0), StateKind::Unknown); // never shown as what it was
        m_model->setSilence(kHere, false, {});
        QCOMPARE(m_model->kind(0), StateKind::Ok);
    }

    void sortsWorstFirstThenByName()
    {
        UnitFilterProxy proxy(*m_model);
        QAbstractItemModelTester proxyTester(&proxy, QAbstractItemModelTester::FailureReportingMode::Fatal);
        proxy.sort(static_cast<int>(UnitColumn::State), Qt::AscendingOrder);
        m_model->reconcile(kHere, {unit(QStringLiteral("web-10")), unit(QStringLiteral("web-9")),
                                   unit(QStringLiteral("held"), UnitState::Killed),
                                   unit(QStringLiteral("stopped"), UnitState::Stopped),
                                   unit(QStringLiteral("retrying"), UnitState::Backoff),
                                   unit(QStringLiteral("dead"), UnitState::Fatal)});
        QCOMPARE(names(proxy),
                 QStringList({QStringLiteral("dead"), QStringLiteral("retrying"), QStringLiteral("held"),
                              QStringLiteral("web-9"), QStringLiteral("web-10"), QStringLiteral("stopped")}));
        // a change of state moves the row by itself
        m_model->applyChanges(kHere, {unit(QStringLiteral("web-10"), UnitState::Fatal)}, {});
        QCOMPARE(names(proxy).at(1), QStringLiteral("web-10"));
        // the other way round, names still go up
        proxy.sort(static_cast<int>(UnitColumn::State), Qt::DescendingOrder);
        QCOMPARE(names(proxy).last(), QStringLiteral("web-10"));
        QCOMPARE(names(proxy).first(), QStringLiteral("stopped"));
    }

    void persistentIndexesSurviveChanges()
    {
        UnitFilterProxy proxy(*m_model);
        proxy.sort(static_cast<int>(UnitColumn::State), Qt::AscendingOrder);
        m_model->reconcile(kHere, numbered(500));
        const QPersistentModelIndex selected(proxy.mapFromSource(m_model->index(250, 0)));
        for (int round = 0; round < 20; ++round) {
            QList<UnitStatus> changed;
            for (int i = 0; i < 20; ++i) {
                changed.append(unit(QStringLiteral("unit-%1").arg((round * 37 + i * 11) % 250),
                                    round % 2 == 0 ? UnitState::Backoff : UnitState::Running));
            }
            m_model->applyChanges(kHere, changed, {});
        }
        QVERIFY(selected.isValid());
        QCOMPARE(selected.data(IdRole).value<UnitKey>().name, QStringLiteral("unit-250"));
    }

    void filterMatches_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("bucket");
        QTest::addColumn<bool>("matches");
        QTest::newRow("nothing asked") << QString() << -1 << true;
        QTest::newRow("part of the name") << QStringLiteral("eB-9") << -1 << true;
        QTest::newRow("group") << QStringLiteral("front") << -1 << true;
        QTest::newRow("both words") << QStringLiteral("front web") << -1 << true;
        QTest::newRow("one word is not there") << QStringLiteral("front db") << -1 << false;
        QTest::newRow("right state") << QStringLiteral("web") << static_cast<int>(UnitBucket::Running) << true;
        QTest::newRow("wrong state") << QStringLiteral("web") << static_cast<int>(UnitBucket::Failed) << false;
    }
    void filterMatches()
    {
        QFETCH(QString, text);
        QFETCH(int, bucket);
        m_model->reconcile(kHere, {unit(QStringLiteral("web-9"), UnitState::Running, QStringLiteral("frontend"))});
        UnitFilter filter;
        filter.query = UnitQuery::parse(text);
        if (bucket >= 0) {
            filter.bucket = static_cast<UnitBucket>(bucket);
        }
        QTEST(filter.matches(m_model->row(0), m_clock.wallNow()), "matches");
    }

    void unitsOfTwoEnginesMayHaveOneName()
    {
        m_model->addSource(kThere, QStringLiteral("lab"));
        m_model->reconcile(kHere, {unit(QStringLiteral("web"))});
        m_model->reconcile(kThere, {unit(QStringLiteral("web"), UnitState::Fatal), unit(QStringLiteral("db"))});
        QCOMPARE(m_model->rowCount(), 3);
        QCOMPARE(m_model->find({kHere, QStringLiteral("web")})->pid, 100);
        QVERIFY(m_model->find({kThere, QStringLiteral("web")})->state == UnitState::Fatal);
        QCOMPARE(m_model->unitCount(kThere), 2);

        UnitFilterProxy proxy(*m_model);
        UnitFilter filter;
        filter.instance = kThere;
        proxy.setFilter(filter);
        QCOMPARE(names(proxy).size(), 2);
        filter.instance = {};
        filter.query = UnitQuery::parse(QStringLiteral("instance:prod"));
        proxy.setFilter(filter);
        QCOMPARE(names(proxy), QStringList{QStringLiteral("web")});

        m_model->setSilence(kThere, true, std::chrono::minutes(1));
        QVERIFY(m_model->kind(m_model->rowOf({kThere, QStringLiteral("db")})) == StateKind::Unknown);
        QVERIFY(m_model->kind(m_model->rowOf({kHere, QStringLiteral("web")})) == StateKind::Ok);
        m_model->removeSource(kHere);
        QCOMPARE(m_model->rowCount(), 2);
        QVERIFY(!m_model->find({kHere, QStringLiteral("web")}));
    }

    void proxyFollowsFilterAndChanges()
    {
        UnitFilterProxy proxy(*m_model);
        m_model->reconcile(kHere, numbered(3));
        UnitFilter filter;
        filter.bucket = UnitBucket::Failed;
        proxy.setFilter(filter);
        QCOMPARE(proxy.rowCount(), 0);
        m_model->applyChanges(kHere, {unit(QStringLiteral("unit-1"), UnitState::Fatal)}, {});
        QCOMPARE(names(proxy), QStringList{QStringLiteral("unit-1")});
        m_model->setSilence(kHere, true, std::chrono::minutes(1));
        QCOMPARE(proxy.rowCount(), 0);
    }

    void cellsSayWhatTheyAre()
    {
        m_model->reconcile(kHere, {unit(QStringLiteral("web"), UnitState::Running, QStringLiteral("frontend"))});
        const QModelIndex state = m_model->index(0, static_cast<int>(UnitColumn::State));
        QCOMPARE(state.data().toString(), QStringLiteral("Running"));
        QCOMPARE(state.data(Qt::AccessibleTextRole).toString(), QStringLiteral("State: Running"));
        QCOMPARE(state.data(GlyphRole).toInt(), static_cast<int>(StateKind::Ok));
        QCOMPARE(m_model->index(0, static_cast<int>(UnitColumn::Name)).data(NoteRole).toString(),
                 QStringLiteral("frontend"));
        QCOMPARE(m_model->index(0, static_cast<int>(UnitColumn::Pid)).data().toString(), QStringLiteral("100"));
        QVERIFY(!m_model->index(0, static_cast<int>(UnitColumn::Name)).data(GlyphRole).isValid());
        QVERIFY(!state.data(Qt::ToolTipRole).toString().isEmpty());
    }

private:
    tests::ManualClock m_clock;
    std::unique_ptr<UnitTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TestUnitTableModel)
#include "tst_unit_table_model.moc"
