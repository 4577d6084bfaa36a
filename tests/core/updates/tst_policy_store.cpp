// The policy in force follows its file; a broken one is refused while the last good one stays, across restarts.
#include "core/updates/policy_file.h"
#include "core/updates/policy_store.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QtTest>

#include <cstdio>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace Qt::StringLiterals;

class TestPolicyStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void withoutFile();
    void readsAtTheStart();
    void follows_data();
    void follows();
    void brokenWhileRunning();
    void brokenInAnotherWay();
    void mendedToTheSame();
    void brokenAtTheStart();
    void brokenAtTheFirstStart();
    void removed();
    void unreadable();
    void lastGoodIsPrivate();
    void fileInAFolderThatComesLater();
    void theLastOfManyWritesCounts();
    void endsWhileTheDiskIsAsked();

private:
    void put(const QByteArray &text) const;
    void open(PolicyStore &store) const { store.open(m_path, m_lastGood); }
    static QString firstCritical(const PolicyStore &store) { return store.policy().critical.entries().value(0); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    QString m_lastGood;
    QThreadPool m_pool;
};

void TestPolicyStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(u"policy.toml"_s);
    m_lastGood = m_folder->filePath(u"policy.last-good.toml"_s);
}

void TestPolicyStore::put(const QByteArray &text) const
{
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(text), text.size());
}

void TestPolicyStore::withoutFile()
{
    PolicyStore store(m_pool);
    QSignalSpy refusals(&store, &PolicyStore::refused);
    open(store);
    QVERIFY(store.policy() == builtInPolicy());
    const client::PolicyInfo info = store.info();
    QVERIFY(info.origin.isEmpty());
    QVERIFY(info.problem.isEmpty());
    QCOMPARE(info.text, QString::fromUtf8(builtInPolicyText()));
    QCOMPARE(info.approval, u"manual"_s);
    QCOMPARE(info.criticalModules, builtInPolicy().critical.entries());
    QCOMPARE(info.deferrableModules, builtInPolicy().deferrable.entries());
    QCOMPARE(refusals.size(), 0);
    QVERIFY(!QFile::exists(m_lastGood));
}

void TestPolicyStore::readsAtTheStart()
{
    put("critical_modules = ['one']\napproval = 'automatic'\n");
    PolicyStore store(m_pool);
    open(store);
    QCOMPARE(firstCritical(store), u"one"_s);
    QCOMPARE(store.info().origin, m_path);
    QCOMPARE(store.info().approval, u"automatic"_s);
    QVERIFY(store.info().text.startsWith(u"critical_modules"));
}

void TestPolicyStore::follows_data()
{
    QTest::addColumn<bool>("replaced");
    QTest::newRow("written in place") << false;
    QTest::newRow("replaced") << true;
}

void TestPolicyStore::follows()
{
    QFETCH(bool, replaced);
    put("critical_modules = ['m0']");
    PolicyStore store(m_pool);
    open(store);
    QSignalSpy changes(&store, &PolicyStore::changed);
    for (int i = 1; i <= 3; ++i) {
        const QString name = u"m%1"_s.arg(i);
        const QString path = m_path;
        if (replaced) {
            m_path = m_folder->filePath(u"temporary"_s);
        }
        put("critical_modules = ['" + name.toLatin1() + "']");
        if (replaced) { // QFile::rename refuses to
            QVERIFY(std::rename(QFile::encodeName(m_path).constData(), QFile::encodeName(path).constData()) == 0);
            m_path = path;
        }
        QTRY_COMPARE(firstCritical(store), name);
        QCOMPARE(changes.size(), i);
    }
}

void TestPolicyStore::brokenWhileRunning()
{
    put("critical_modules = ['good']\n");
    PolicyStore store(m_pool);
    open(store);
    QSignalSpy refusals(&store, &PolicyStore::refused);
    QSignalSpy changes(&store, &PolicyStore::changed);
    put("critical_modules = ['bad'\napproval = 7\n");
    QTRY_COMPARE(refusals.size(), 1);
    const auto error = refusals.first().first().value<Error>();
    QVERIFY2(error.message.startsWith(QString(m_path + u":2:")), qPrintable(error.message));
    QCOMPARE(store.info().problem, error.message);
    QCOMPARE(firstCritical(store), u"good"_s);
    QCOMPARE(store.info().text, u"critical_modules = ['good']\n"_s);
    QCOMPARE(changes.size(), 0);
    put("critical_modules = ['mended']\n");
    QTRY_COMPARE(firstCritical(store), u"mended"_s);
    QVERIFY(store.info().problem.isEmpty());
    QCOMPARE(changes.size(), 1);
    QCOMPARE(refusals.size(), 1);
}

void TestPolicyStore::brokenInAnotherWay()
{
    put("approval = 1");
    PolicyStore store(m_pool);
    QSignalSpy refusals(&store, &PolicyStore::refused);
    open(store);
    QCOMPARE(refusals.size(), 1);
    put("approval = 2");
    QTRY_COMPARE(refusals.size(), 2);
    put("approval = 2"); // touched, but the same: not told again
    put("approval = 3");
    QTRY_COMPARE(refusals.size(), 3);
}

void TestPolicyStore::mendedToTheSame()
{
    const QByteArray good = "critical_modules = ['good']";
    put(good);
    PolicyStore store(m_pool);
    open(store);
    QSignalSpy changes(&store, &PolicyStore::changed);
    put("?");
    QTRY_VERIFY(!store.info().problem.isEmpty());
    put(good);
    QTRY_VERIFY(store.info().problem.isEmpty());
    QCOMPARE(changes.size(), 1); // so that who shows the problem hears that it is gone
}

void TestPolicyStore::brokenAtTheStart()
{
    {
        put("critical_modules = ['good']");
        PolicyStore store(m_pool);
        open(store);
    }
    put("critical_modules = ");
    for (int start = 0; start < 2; ++start) { // the second time as well
        PolicyStore store(m_pool);
        QSignalSpy refusals(&store, &PolicyStore::refused);
        open(store);
        QCOMPARE(refusals.size(), 1);
        QCOMPARE(firstCritical(store), u"good"_s);
        QVERIFY(!store.info().problem.isEmpty());
        QCOMPARE(store.info().origin, m_path);
        m_pool.waitForDone();
    }
}

void TestPolicyStore::brokenAtTheFirstStart()
{
    put("critical_modules = ");
    PolicyStore store(m_pool);
    open(store);
    QVERIFY(store.policy() == builtInPolicy());
    QVERIFY(store.info().origin.isEmpty());
    QVERIFY(store.info().problem.contains(m_path));
}

void TestPolicyStore::removed()
{
    put("critical_modules = ['good']");
    PolicyStore store(m_pool);
    open(store);
    QVERIFY(QFile::exists(m_lastGood));
    QVERIFY(QFile::remove(m_path));
    QTRY_VERIFY(store.policy() == builtInPolicy());
    QVERIFY(store.info().origin.isEmpty());
    QTRY_VERIFY(!QFile::exists(m_lastGood)); // it must not come back when a later file is broken
}

void TestPolicyStore::unreadable()
{
    put("critical_modules = ['good']");
    PolicyStore store(m_pool);
    open(store);
    QSignalSpy refusals(&store, &PolicyStore::refused);
    QVERIFY(QFile::remove(m_path));
    QVERIFY(QDir().mkdir(m_path)); // a folder: also root cannot read it
    QTRY_COMPARE(refusals.size(), 1);
    QVERIFY(!store.info().problem.isEmpty());
}

void TestPolicyStore::lastGoodIsPrivate()
{
    put("critical_modules = ['good']");
    PolicyStore store(m_pool);
    open(store);
    QVERIFY(QFile::exists(m_lastGood));
#ifndef Q_OS_WIN
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY((QFile::permissions(m_lastGood) & others) == QFile::Permissions());
#endif
    put("critical_modules = ['better']");
    QTRY_COMPARE(firstCritical(store), u"better"_s);
    QFile kept(m_lastGood);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("critical_modules = ['better']"));
}

void TestPolicyStore::fileInAFolderThatComesLater()
{
    m_path = m_folder->filePath(u"a/b/policy.toml"_s);
    PolicyStore store(m_pool);
    open(store);
    QVERIFY(store.policy() == builtInPolicy());
    QVERIFY(QDir().mkpath(m_folder->filePath(u"a/b"_s)));
    put("critical_modules = ['there']");
    QTRY_COMPARE(firstCritical(store), u"there"_s);
}

void TestPolicyStore::theLastOfManyWritesCounts()
{
    put("critical_modules = ['m']");
    PolicyStore store(m_pool);
    open(store);
    for (int i = 0; i <= 200; ++i) {
        put("critical_modules = ['m" + QByteArray::number(i) + "']");
        if (i % 20 == 0) {
            QTest::qWait(10);
        }
    }
    QTRY_COMPARE(firstCritical(store), u"m200"_s);
}

void TestPolicyStore::endsWhileTheDiskIsAsked()
{
    put("critical_modules = ['m']");
    for (int i = 0; i < 20; ++i) {
        auto store = std::make_unique<PolicyStore>(m_pool);
        open(*store);
        put("critical_modules = ['n" + QByteArray::number(i) + "']");
        QTest::qWait(i < 10 ? 95 + i : 0);
        store.reset();
    }
    m_pool.waitForDone();
}

QTEST_GUILESS_MAIN(TestPolicyStore)
#include "tst_policy_store.moc"
