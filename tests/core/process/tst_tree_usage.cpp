// What trees use: who counts, and that nothing is counted twice or lost when a process ends.
#include "core/process/tree_usage.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::process;
using namespace Qt::StringLiterals;

namespace {

/// A shell that says when it has done what it should, and stays until it is told to go.
class Shell
{
public:
    explicit Shell(const QString &script)
    {
        m_process.start(u"/bin/sh"_s, {u"-c"_s, script + u"\necho done; read line"_s});
        said = m_process.waitForStarted() && m_process.waitForReadyRead(30'000);
    }
    ~Shell() { end(); }
    void end()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }

    bool said = false;

private:
    QProcess m_process;
};

TreeUsage usageOf(qint64 root)
{
    const Result<QList<TreeUsage>> usages = readTreeUsage({root});
    return usages && usages->size() == 1 ? usages->constFirst() : TreeUsage{{}, -1, -1};
}

} // namespace

class TestTreeUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsDescendants();
    void rootsInTheirOrder();
    void timeOutlivesItsProcess();
    void costsLittle();
};

void TestTreeUsage::countsDescendants()
{
    // All of them end with the input that they share.
    const Shell shell(u"exec 3<&0; sh -c 'cat <&3 & cat <&3 & exec cat <&3' & setsid cat <&3 &"_s);
    QVERIFY(shell.said);
    QTRY_COMPARE(usageOf(shell.pid()).processes, 4); // and not the shell itself
    const TreeUsage usage = usageOf(shell.pid());
    QVERIFY(usage.memory > 4 * 50'000);
    QVERIFY(usage.memory < 4 * 100'000'000LL);
    const TreeUsage ours = usageOf(QCoreApplication::applicationPid());
    QCOMPARE(ours.processes, 5);
    QVERIFY(ours.memory > usage.memory);
}

void TestTreeUsage::rootsInTheirOrder()
{
    const Shell none(u"true"_s);
    const Shell one(u"exec 3<&0; cat <&3 &"_s);
    QVERIFY(none.said && one.said);
    const Result<QList<TreeUsage>> usages = readTreeUsage({one.pid(), 999'999'999, none.pid()});
    QVERIFY(usages.ok());
    QCOMPARE(usages->size(), 3);
    QCOMPARE(usages->at(0).processes, 1);
    QVERIFY(usages->at(1) == TreeUsage{}); // there is no such process
    QCOMPARE(usages->at(2).processes, 0);
    QVERIFY(readTreeUsage({})->isEmpty());
}

void TestTreeUsage::timeOutlivesItsProcess()
{
    const qint64 self = QCoreApplication::applicationPid();
    const TreeUsage before = usageOf(self);
    Shell busy(u"i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"_s);
    QVERIFY(busy.said);
    const TreeUsage during = usageOf(self);
    QVERIFY2(during.cpu > before.cpu, "a shell counts to 300,000 in no time");
    QCOMPARE(during.processes, before.processes + 1);
    busy.end();
    QTRY_COMPARE(usageOf(self).processes, before.processes);
    QVERIFY(usageOf(self).cpu >= during.cpu);
}

void TestTreeUsage::costsLittle()
{
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 10; ++i) {
        QVERIFY(readTreeUsage({QCoreApplication::applicationPid()}).ok());
    }
    qInfo("one reading takes %.2f ms", static_cast<double>(timer.nsecsElapsed()) / 1e7);
    QVERIFY(timer.elapsed() < 10'000);
}

QTEST_GUILESS_MAIN(TestTreeUsage)
#include "tst_tree_usage.moc"
