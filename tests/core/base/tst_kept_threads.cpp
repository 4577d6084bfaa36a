// A pool with kept threads makes none when it is needed: the system may refuse it then.
#include "core/base/kept_threads.h"

#include <QDir>
#include <QSemaphore>
#include <QTest>
#include <QThreadPool>

using namespace lamplighter;

namespace {

qsizetype threads()
{
    return QDir(QStringLiteral("/proc/self/task")).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
}

} // namespace

class TestKeptThreads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void areThereAtOnceAndStay()
    {
        if (threads() == 0) {
            QSKIP("this platform does not tell how many threads there are");
        }
        const qsizetype before = threads();
        QThreadPool pool;
        keepThreads(pool, 2);
        QTRY_COMPARE(threads(), before + 2);
        QCOMPARE(pool.expiryTimeout(), -1); // they never end
        QSemaphore begun;
        QSemaphore mayEnd;
        for (int i = 0; i < 2; ++i) {
            pool.start([&] {
                begun.release();
                mayEnd.acquire();
            });
        }
        QVERIFY(begun.tryAcquire(2, 5000)); // both at the same time
        QCOMPARE(threads(), before + 2);
        mayEnd.release(2);
        QVERIFY(pool.waitForDone(5000));
    }
};

QTEST_GUILESS_MAIN(TestKeptThreads)
#include "tst_kept_threads.moc"
