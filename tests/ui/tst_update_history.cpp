// The history as a list: pages, several engines merged by time, what is new on top, what was decided today.
#include "tests/support/manual_clock.h"
#include "tests/support/sample_updates.h"
#include "ui/models/table_roles.h"
#include "ui/models/update_history_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using namespace Qt::StringLiterals;
using client::Decision;
using client::UpdateRecord;
using client::UpdateState;
using std::chrono::hours;
using std::chrono::minutes;
using tests::FakeTransport;

namespace {

const QString kUpdates = u"/api/v1/updates"_s;
constexpr int kPage = UpdateHistoryModel::kPage;

} // namespace

class TestUpdateHistory : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void pagesComeWhileItIsScrolled();
    void enginesAreMergedByTime();
    void newOnesComeOnTop();
    void todayIsByTheDecision();
    void aFilterAsksAnew();
    void aFailureIsToldAndTriedAgain();
    void aHundredThousandRows();

private:
    FakeTransport &add(const QString &name, const QList<UpdateRecord> &history);
    QList<UpdateRecord> manyOf(int count, Duration apart, Duration first = minutes(1)) const;
    [[nodiscard]] QStringList column(HistoryColumn column) const;

    tests::ManualClock m_clock;
    std::unique_ptr<Instances> m_instances;
    std::unique_ptr<UpdateHistoryModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestUpdateHistory::init()
{
    m_instances = std::make_unique<Instances>(m_clock);
    m_instances->units().setTimeZone(QTimeZone::utc());
    m_model = std::make_unique<UpdateHistoryModel>(*m_instances);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
}

void TestUpdateHistory::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_instances.reset();
}

FakeTransport &TestUpdateHistory::add(const QString &name, const QList<UpdateRecord> &history)
{
    auto transport = std::make_unique<FakeTransport>();
    FakeTransport &fake = *transport;
    client::EngineInfo info;
    info.id = name;
    fake.answerPicture(info, {});
    tests::answerUpdates(fake, {}, history, m_clock.wallNow());
    Instance &instance =
        m_instances->add({InstanceId(name), InstanceKind::Remote, name, QString()}, std::move(transport));
    instance.engine().connectLive();
    [&] { QTRY_VERIFY(instance.engine().offersUpdates() == true); }();
    return fake;
}

QList<UpdateRecord> TestUpdateHistory::manyOf(int count, Duration apart, Duration first) const
{
    QList<UpdateRecord> records;
    for (int i = 0; i < count; ++i) {
        records.append(tests::decided({count - i,
                                       u"s%1"_s.arg(i),
                                       UpdateState::Applied,
                                       Decision::RestartNow,
                                       u"policy"_s,
                                       {},
                                       seconds(1),
                                       first + apart * i},
                                      m_clock.wallNow()));
    }
    return records;
}

QStringList TestUpdateHistory::column(HistoryColumn column) const
{
    QStringList texts;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        texts.append(m_model->index(row, static_cast<int>(column)).data().toString());
    }
    return texts;
}

void TestUpdateHistory::pagesComeWhileItIsScrolled()
{
    m_tester.reset(); // it fetches by itself
    const FakeTransport &fake = add(u"one"_s, manyOf(2 * kPage + 10, seconds(30)));
    QVERIFY(m_model->state() == UpdateHistoryModel::State::Idle);
    m_model->setQuery({{}, {u"over"_s}, {}, false});
    QVERIFY(m_model->state() == UpdateHistoryModel::State::Loading);
    QTRY_COMPARE(m_model->rowCount(), kPage);
    QVERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    m_model->fetchMore({}); // asked once
    QTRY_COMPARE(m_model->rowCount(), 2 * kPage);
    QCOMPARE(fake.count("GET", kUpdates), 2);
    QCOMPARE(fake.requests().last().query.queryItemValue(u"before"_s), QString::number(kPage + 11));
    m_model->fetchMore({});
    QTRY_COMPARE(m_model->rowCount(), 2 * kPage + 10);
    QVERIFY(!m_model->canFetchMore({}));
    QCOMPARE(column(HistoryColumn::Service).last(), u"s%1"_s.arg(2 * kPage + 9));
}

void TestUpdateHistory::enginesAreMergedByTime()
{
    add(u"one"_s, manyOf(300, minutes(2), minutes(1)));
    add(u"two"_s, manyOf(250, minutes(2), minutes(2)));
    m_model->setQuery({{}, {u"over"_s}, {}, false});
    // Only as far as both are known.
    QTRY_VERIFY(m_model->rowCount() > kPage);
    while (m_model->canFetchMore({})) {
        const int before = m_model->rowCount();
        m_model->fetchMore({});
        QTRY_VERIFY(m_model->rowCount() > before);
    }
    QTRY_COMPARE(m_model->rowCount(), 550);
    for (int row = 0; row < 10; ++row) {
        QVERIFY((m_model->key(row).instance.toString() == u"one") == (row % 2 == 0));
    }
    // One of them only.
    m_model->setQuery({InstanceId(u"two"_s), {u"over"_s}, {}, false});
    QTRY_COMPARE(m_model->rowCount(), kPage);
}

void TestUpdateHistory::newOnesComeOnTop()
{
    m_tester.reset(); // it fetches by itself
    const QList<UpdateRecord> old = manyOf(kPage + 30, minutes(2), minutes(10));
    FakeTransport &fake = add(u"one"_s, old);
    m_model->setQuery({{}, {u"over"_s}, {}, false});
    QTRY_COMPARE(m_model->rowCount(), kPage);
    const QPersistentModelIndex second = m_model->index(1, 0);
    QList<UpdateRecord> grown = old;
    grown.prepend(tests::decided({251,
                                  u"fresh"_s,
                                  UpdateState::Failed,
                                  Decision::RestartNow,
                                  u"operator-1"_s,
                                  u"it did not start"_s,
                                  {},
                                  minutes(1)},
                                 m_clock.wallNow()));
    grown[2].note = u"changed"_s;
    grown[2].state = UpdateState::Rejected;
    tests::answerUpdates(fake, {}, grown, m_clock.wallNow());
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), kPage + 1);
    QCOMPARE(column(HistoryColumn::Outcome).first(), u"Restart failed: it did not start"_s);
    QCOMPARE(second.row(), 2);
    QCOMPARE(second.sibling(second.row(), static_cast<int>(HistoryColumn::Outcome)).data().toString(),
             u"Rejected: changed"_s);
    QCOMPARE(m_model->index(0, 0).data(GlyphRole).toInt(), static_cast<int>(StateKind::Critical));
    m_model->fetchMore({}); // the place in the pages is the old one
    QTRY_COMPARE(m_model->rowCount(), kPage + 31);
}

void TestUpdateHistory::todayIsByTheDecision()
{
    const WallTime now = m_clock.wallNow(); // 14:12
    UpdateRecord deferredLong = tests::decided(
        {5, u"long"_s, UpdateState::Applied, Decision::Defer, u"operator-1"_s, {}, seconds(7), minutes(5)}, now);
    deferredLong.receivedAt = now - hours(40);
    const UpdateRecord morning = tests::decided(
        {7, u"morning"_s, UpdateState::Ignored, Decision::Ignore, u"policy"_s, u"documentation only"_s, {}, hours(6)},
        now);
    const UpdateRecord yesterday = tests::decided(
        {6, u"yesterday"_s, UpdateState::Applied, Decision::RestartNow, u"policy"_s, {}, {}, hours(20)}, now);
    add(u"one"_s, {morning, yesterday, deferredLong});
    m_model->setQuery({{}, {u"over"_s}, {}, true});
    QTRY_COMPARE(column(HistoryColumn::Service), (QStringList{u"long"_s, u"morning"_s}));
    QCOMPARE(column(HistoryColumn::Outcome),
             (QStringList{u"Restarted after deferral"_s, u"Ignored: documentation only"_s}));
    QCOMPARE(column(HistoryColumn::Downtime), (QStringList{u"7 s"_s, u"none"_s}));
    QCOMPARE(column(HistoryColumn::At), (QStringList{u"14:07"_s, u"08:12"_s}));
    QVERIFY(!m_model->canFetchMore({}));
}

void TestUpdateHistory::aFilterAsksAnew()
{
    const FakeTransport &fake = add(u"one"_s, manyOf(30, minutes(1)));
    m_model->setQuery({{}, {u"applied"_s}, u"s1"_s, false});
    QTRY_COMPARE(m_model->rowCount(), 11); // s1, s10 … s19
    QCOMPARE(fake.requests().last().query.queryItemValue(u"state"_s), u"applied"_s);
    m_model->setQuery({{}, {u"failed"_s, u"rolled_back"_s}, {}, false});
    QTRY_COMPARE(fake.count("GET", kUpdates), 3); // one for each state
    QTRY_VERIFY(m_model->state() == UpdateHistoryModel::State::Ready);
    QCOMPARE(m_model->rowCount(), 0);
}

void TestUpdateHistory::aFailureIsToldAndTriedAgain()
{
    FakeTransport &fake = add(u"one"_s, {});
    fake.answer("GET", kUpdates, client::toJson(Error{ErrorCode::Io, u"the disk is full"_s, {}}), 500);
    m_model->setQuery({{}, {u"over"_s}, {}, false});
    QTRY_VERIFY(m_model->state() == UpdateHistoryModel::State::Failed);
    QVERIFY(m_model->problem().contains(u"the disk is full"_s));
    tests::answerUpdates(fake, {}, manyOf(3, minutes(1)), m_clock.wallNow());
    m_model->refresh();
    QTRY_COMPARE(m_model->rowCount(), 3);
    QVERIFY(m_model->problem().isEmpty());
}

void TestUpdateHistory::aHundredThousandRows()
{
    m_tester.reset(); // looks at every row after each change
    FakeTransport &fake = add(u"one"_s, {});
    constexpr int kAll = 100'000;
    client::UpdateRecord sample = tests::decided(
        {0, u"s"_s, UpdateState::Applied, Decision::RestartNow, u"policy"_s, {}, seconds(1), {}}, m_clock.wallNow());
    sample.decision.steps.clear();
    const QByteArray text = QJsonDocument(client::toJson(sample)).toJson(QJsonDocument::Compact);
    fake.answer("GET", kUpdates, [&](const client::HttpRequest &request) {
        const int last = request.query.queryItemValue(u"before"_s).toInt();
        const int newest = last == 0 ? kAll : last - 1;
        const int oldest = std::max(newest - kPage, 0) + 1;
        QByteArrayList records;
        for (int number = newest; number >= oldest; --number) {
            records.append(QByteArray(text).replace("U-0", QByteArray("U-").append(QByteArray::number(number))));
        }
        return client::HttpAnswer{200, "{\"updates\":[" + records.join(',') +
                                           (oldest > 1 ? "],\"more\":true}" : "],\"more\":false}")};
    });
    m_model->setQuery({{}, {u"over"_s}, {}, false});
    QTRY_COMPARE(m_model->rowCount(), kPage);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    connect(m_model.get(), &UpdateHistoryModel::changed, this, [this] {
        if (m_model->canFetchMore({})) {
            m_model->fetchMore({});
        }
    });
    m_model->fetchMore({});
    QTRY_COMPARE_WITH_TIMEOUT(m_model->rowCount(), kAll, 60'000);
    QCOMPARE(inserted.size(), kAll / kPage - 1); // a page is one change
    QCOMPARE(m_model->rowOf(m_model->key(99'000)), 99'000);
}

QTEST_GUILESS_MAIN(TestUpdateHistory)
#include "tst_update_history.moc"
