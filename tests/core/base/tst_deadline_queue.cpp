#include "core/base/deadline_queue.h"
#include "tests/support/manual_clock.h"

#include <QRandomGenerator>
#include <QtTest>

#include <map>

using namespace lamplighter;
using lamplighter::tests::ManualClock;

class TestDeadlineQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firesInOrderOfTime();
    void replacesAndRemoves();
    void callbackMaySetTheNext();
    void callbackMayRemoveOthers();
    void farDeadlinesDoNotOverflow();
    void restsWhenNothingWaits();
    void firesByItself();
    void agreesWithAPlainMap();
};

void TestDeadlineQueue::firesInOrderOfTime()
{
    ManualClock clock;
    QStringList fired;
    DeadlineQueue queue(clock, [&fired](const QString &key) { fired.append(key); });
    queue.set(QStringLiteral("b"), clock.now() + seconds(2));
    queue.set(QStringLiteral("a"), clock.now() + seconds(3));
    queue.set(QStringLiteral("c"), clock.now() + seconds(1));
    QVERIFY(queue.next() == clock.now() + seconds(1));
    queue.fire();
    QVERIFY(fired.isEmpty());
    clock.advance(seconds(2)); // due at this very moment counts
    queue.fire();
    QCOMPARE(fired, (QStringList{QStringLiteral("c"), QStringLiteral("b")}));
    QCOMPARE(queue.size(), 1);
}

void TestDeadlineQueue::replacesAndRemoves()
{
    ManualClock clock;
    QStringList fired;
    DeadlineQueue queue(clock, [&fired](const QString &key) { fired.append(key); });
    queue.set(QStringLiteral("a"), clock.now() + seconds(1));
    queue.set(QStringLiteral("a"), clock.now() + seconds(5));
    queue.set(QStringLiteral("b"), clock.now() + seconds(1));
    queue.set(QStringLiteral("b"), std::nullopt);
    queue.set(QStringLiteral("never"), std::nullopt);
    QCOMPARE(queue.size(), 1);
    clock.advance(seconds(4));
    queue.fire();
    QVERIFY(fired.isEmpty());
    clock.advance(seconds(1));
    queue.fire();
    QCOMPARE(fired, QStringList{QStringLiteral("a")});
    QVERIFY(!queue.next());
}

void TestDeadlineQueue::callbackMaySetTheNext()
{
    ManualClock clock;
    int fired = 0;
    DeadlineQueue *self = nullptr;
    DeadlineQueue queue(clock, [&](const QString &key) {
        ++fired;
        self->set(key, clock.now() + seconds(1));
    });
    self = &queue;
    queue.set(QStringLiteral("a"), clock.now());
    for (int i = 1; i <= 3; ++i) {
        queue.fire();
        QCOMPARE(fired, i);
        clock.advance(seconds(1));
    }
}

void TestDeadlineQueue::callbackMayRemoveOthers()
{
    ManualClock clock;
    QStringList fired;
    DeadlineQueue *self = nullptr;
    DeadlineQueue queue(clock, [&](const QString &key) {
        fired.append(key);
        self->set(QStringLiteral("b"), std::nullopt);
    });
    self = &queue;
    queue.set(QStringLiteral("a"), clock.now());
    queue.set(QStringLiteral("b"), clock.now());
    queue.set(QStringLiteral("c"), clock.now());
    queue.fire();
    QCOMPARE(fired, (QStringList{QStringLiteral("a"), QStringLiteral("c")}));
}

void TestDeadlineQueue::farDeadlinesDoNotOverflow()
{
    ManualClock clock;
    // Beyond what a timer can count (an int of milliseconds, 24 days): nothing overflows, nothing fires early.
    DeadlineQueue far(clock, [](const QString &) { QFAIL("fired"); });
    far.set(QStringLiteral("x"), clock.now() + std::chrono::hours(24 * 9000));
    QTest::qWait(50);
    QCOMPARE(far.size(), 1);
}

void TestDeadlineQueue::restsWhenNothingWaits()
{
    SystemClock clock;
    int fired = 0;
    DeadlineQueue queue(clock, [&fired](const QString &) { ++fired; });
    queue.set(QStringLiteral("a"), clock.now() + milliseconds(20));
    queue.set(QStringLiteral("a"), std::nullopt);
    QTest::qWait(60);
    QCOMPARE(fired, 0);
}

void TestDeadlineQueue::firesByItself()
{
    SystemClock clock;
    QList<qint64> lateness;
    std::map<QString, Instant> due;
    DeadlineQueue queue(clock, [&](const QString &key) { lateness.append((clock.now() - due.at(key)).count()); });
    for (int i = 20; i > 0; --i) { // each one before the one that is armed
        const QString key = QString::number(i);
        due[key] = clock.now() + milliseconds(5 * i);
        queue.set(key, due[key]);
    }
    QTRY_COMPARE(lateness.size(), 20);
    for (const qint64 late : lateness) {
        QVERIFY2(late >= 0, "fired early");
    }
}

void TestDeadlineQueue::agreesWithAPlainMap()
{
    ManualClock clock;
    std::map<QString, Instant> plain;
    QStringList fired;
    DeadlineQueue queue(clock, [&fired](const QString &key) { fired.append(key); });
    QRandomGenerator random(11);
    for (int step = 0; step < 5000; ++step) {
        const QString key = QString::number(random.bounded(30));
        switch (random.bounded(4)) {
        case 0:
            plain.erase(key);
            queue.set(key, std::nullopt);
            break;
        case 1: {
            clock.advance(milliseconds(random.bounded(300)));
            QStringList expected;
            for (const auto &[name, at] : plain) {
                if (at <= clock.now()) {
                    expected.append(name);
                }
            }
            for (const QString &name : expected) {
                plain.erase(name);
            }
            fired.clear();
            queue.fire();
            fired.sort();
            expected.sort();
            QCOMPARE(fired, expected);
            break;
        }
        default:
            plain[key] = clock.now() + milliseconds(random.bounded(1000));
            queue.set(key, plain[key]);
        }
        QCOMPARE(queue.size(), static_cast<qsizetype>(plain.size()));
    }
}

QTEST_GUILESS_MAIN(TestDeadlineQueue)
#include "tst_deadline_queue.moc"
