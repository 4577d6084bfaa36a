#include "tests/support/manual_clock.h"
#include "ui/models/unit_filter.h"
#include "ui/models/unit_table_model.h"
#include "ui/widgets/data_table.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace lamplighter;
using namespace lamplighter::ui;
using client::UnitState;
using client::UnitStatus;

namespace {

const InstanceId kHere(QStringLiteral("here"));
const InstanceId kThere(QStringLiteral("there"));

UnitStatus unit(const QString &name, UnitState state = UnitState::Running)
{
    UnitStatus status;
    status.name = name;
    status.state = state;
    status.pid = state == UnitState::Running ? 100 : 0;
    return status;
}

QString numberedName(int number)
{
    return QStringLiteral("unit-%1").arg(number, 4, 10, QLatin1Char('0'));
}

QList<UnitStatus> numbered(int count)
{
    QList<UnitStatus> units;
    for (int i = 0; i < count; ++i) {
        units.append(unit(numberedName(i)));
    }
    return units;
}

UnitKey keyAt(const QAbstractItemModel &model, int row)
{
    return model.index(row, 0).data(IdRole).value<UnitKey>();
}

} // namespace

/// The rows that the table shows: in order, whatever changes, and each index with its unit.
class TestUnitFilter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<UnitTableModel>(m_clock);
        m_model->addSource(kHere, QStringLiteral("prod-eu"));
        m_model->addSource(kThere, QStringLiteral("prod-us"));
        m_proxy = std::make_unique<UnitFilterProxy>(*m_model);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_proxy.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::Fatal);
    }
    void cleanup()
    {
        m_tester.reset();
        m_proxy.reset();
        m_model.reset();
    }

    void aBatchIsFewSignals()
    {
        m_model->reconcile(kHere, numbered(1000));
        m_proxy->sort(static_cast<int>(UnitColumn::State));
        QSignalSpy layout(m_proxy.get(), &QAbstractItemModel::layoutChanged);
        QSignalSpy removed(m_proxy.get(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy inserted(m_proxy.get(), &QAbstractItemModel::rowsInserted);
        QList<UnitStatus> changed;
        for (int i = 0; i < 1000; i += 97) {
            changed.append(unit(numberedName(i), UnitState::Backoff));
        }
        m_model->applyChanges(kHere, changed, {});
        QCOMPARE(layout.size(), 1);
        QCOMPARE(removed.size() + inserted.size(), 0);

        UnitFilter filter;
        filter.bucket = UnitBucket::Running;
        m_proxy->setFilter(filter);
        QCOMPARE(removed.size(), 1);
        m_proxy->setFilter({});
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(m_proxy->rowCount(), 1000);
    }

    void nothingMovesThatStandsRight()
    {
        m_model->reconcile(kHere, numbered(100));
        m_proxy->sort(static_cast<int>(UnitColumn::Name));
        QSignalSpy layout(m_proxy.get(), &QAbstractItemModel::layoutChanged);
        QSignalSpy data(m_proxy.get(), &QAbstractItemModel::dataChanged);
        m_model->applyChanges(kHere, {unit(numberedName(40), UnitState::Fatal)}, {});
        QCOMPARE(layout.size(), 0);
        QCOMPARE(data.size(), 1);
        QCOMPARE(data.first().first().toModelIndex().row(), 40);
    }

    void headersAreThereWithoutRows()
    {
        QCOMPARE(m_proxy->rowCount(), 0);
        QCOMPARE(m_proxy->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("State"));
    }

    /// Thousands of random changes, sorts and filters: the rows are always what a fresh look would give, and an index
    /// stays with its unit for as long as it is shown.
    void agreesWithAFreshLook()
    {
        std::mt19937 random(3);
        const auto below = [&random](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
        std::map<QString, QPersistentModelIndex> held;
        for (int round = 0; round < 2000; ++round) {
            const InstanceId source = below(3) == 0 ? kThere : kHere;
            QList<UnitStatus> changed;
            QStringList removed;
            QSet<int> chosen;
            for (int i = below(8); i > 0; --i) {
                chosen.insert(below(60));
            }
            for (const int number : std::as_const(chosen)) {
                changed.append(unit(numberedName(number), static_cast<UnitState>(below(8))));
            }
            for (int i = below(4); i > 0; --i) {
                removed.append(numberedName(below(60)));
            }
            changed.removeIf([&](const UnitStatus &status) { return removed.contains(status.name); });
            m_model->applyChanges(source, changed, removed);
            if (below(7) == 0) {
                m_column = below(kUnitColumnCount);
                m_order = below(2) == 0 ? Qt::AscendingOrder : Qt::DescendingOrder;
                m_proxy->sort(m_column, m_order);
            }
            if (below(9) == 0) {
                UnitFilter filter;
                filter.bucket = below(2) == 0 ? std::optional<UnitBucket>() : static_cast<UnitBucket>(below(7));
                filter.instance = below(3) == 0 ? kHere : InstanceId();
                m_proxy->setFilter(filter);
            }
            if (below(50) == 0) {
                m_model->setSilence(kThere, below(2) == 0, seconds(40));
            }
            check(held);
            if (QTest::currentTestFailed()) {
                return;
            }
            if (m_proxy->rowCount() > 0) {
                const int row = below(m_proxy->rowCount());
                const UnitKey key = keyAt(*m_proxy, row);
                held.insert_or_assign(key.instance.toString() + u'/' + key.name, m_proxy->index(row, below(10)));
            }
        }
    }

    void whatIsReadStaysInItsPlace()
    {
        Theme theme(builtInTokens());
        DataTable table(theme);
        table.setModel(m_proxy.get());
        m_model->reconcile(kHere, numbered(500));
        table.sortByColumn(static_cast<int>(UnitColumn::State), Qt::AscendingOrder);
        table.resize(900, 400);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        const auto top = [&] { return keyAt(*m_proxy, table.rowAt(0)).name; };

        // At the upper edge the worst is wanted.
        m_model->applyChanges(kHere, {unit(numberedName(300), UnitState::Fatal)}, {});
        QCOMPARE(top(), numberedName(300));
        QCOMPARE(table.verticalScrollBar()->value(), 0);

        table.verticalScrollBar()->setValue(200 * table.rowHeight(0) + 5);
        const QString read = top();
        QCOMPARE(read, numberedName(199));
        const int offset = table.rowViewportPosition(table.rowAt(0));
        QList<UnitStatus> failed;
        for (int i = 250; i < 400; i += 3) {
            failed.append(unit(numberedName(i), UnitState::Fatal)); // from below the view to above it
        }
        m_model->applyChanges(kHere, failed, {});
        QCOMPARE(top(), read);
        QCOMPARE(table.rowViewportPosition(table.rowAt(0)), offset);
        m_model->applyChanges(kHere, {}, {numberedName(3), numberedName(30), numberedName(300)});
        QCOMPARE(top(), read);
        m_model->applyChanges(kHere, {unit(numberedName(3), UnitState::Fatal)}, {});
        QCOMPARE(top(), read);
        QCOMPARE(table.rowViewportPosition(table.rowAt(0)), offset);

        // Some of those that are seen go up and leave a gap below the first.
        const int here = table.rowAt(0);
        QStringList seen;
        for (const int row : {here + 2, here + 3, here + 5, here + 6, here + 7, here + 8, here + 9}) {
            seen.append(keyAt(*m_proxy, row).name);
        }
        for (const QString &name : std::as_const(seen)) {
            m_model->applyChanges(kHere, {unit(name, UnitState::Fatal)}, {});
        }
        QCOMPARE(top(), read);
        // The first of them goes itself: the second stands where it stood.
        const QString second = keyAt(*m_proxy, table.rowAt(0) + 1).name;
        m_model->applyChanges(kHere, {unit(read, UnitState::Fatal)}, {});
        QCOMPARE(keyAt(*m_proxy, table.rowAt(0) + 1).name, second);

        // Another order was asked for: nothing is followed.
        const int value = table.verticalScrollBar()->value();
        table.sortByColumn(static_cast<int>(UnitColumn::Name), Qt::DescendingOrder);
        QCOMPARE(table.verticalScrollBar()->value(), value);
    }

private:
    void check(std::map<QString, QPersistentModelIndex> &held)
    {
        int shown = 0;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const bool wanted = m_proxy->filter().matches(m_model->row(row), m_clock.wallNow());
            shown += wanted ? 1 : 0;
            QCOMPARE(m_proxy->mapFromSource(m_model->index(row, 0)).isValid(), wanted);
        }
        QCOMPARE(m_proxy->rowCount(), shown);
        // The order is that of a proxy that sees all of it for the first time.
        UnitFilterProxy fresh(*m_model);
        fresh.setFilter(m_proxy->filter());
        fresh.sort(m_column, m_order);
        for (int row = 0; row < shown; ++row) {
            QCOMPARE(m_proxy->mapToSource(m_proxy->index(row, 0)).row(), fresh.mapToSource(fresh.index(row, 0)).row());
        }
        for (auto it = held.begin(); it != held.end();) {
            if (!it->second.isValid()) {
                it = held.erase(it);
                continue;
            }
            const UnitKey key = keyAt(*m_proxy, it->second.row());
            QCOMPARE(key.instance.toString() + u'/' + key.name, it->first);
            ++it;
        }
    }

    tests::ManualClock m_clock;
    std::unique_ptr<UnitTableModel> m_model;
    std::unique_ptr<UnitFilterProxy> m_proxy;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    int m_column = -1;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

QTEST_MAIN(TestUnitFilter)
#include "tst_unit_filter.moc"
