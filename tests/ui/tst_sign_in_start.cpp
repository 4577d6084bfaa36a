#include "ui/models/sign_in_start.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;

/// The entry in the desktop's autostart folder.
class TestSignInStart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onAndOff()
    {
        const QTemporaryDir folder;
        const SignInStart start({QStringLiteral("/usr/bin/lamplighter"), QStringLiteral("--background")},
                                folder.filePath(QStringLiteral("autostart")));
        QVERIFY(!start.isOn());
        QVERIFY(start.set(false)); // already
        QVERIFY(start.set(true));
        QVERIFY(start.isOn());
        QFile file(folder.filePath(QStringLiteral("autostart/lamplighter.desktop")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("\nExec=\"/usr/bin/lamplighter\" \"--background\"\n"));
        QVERIFY(start.set(false));
        QVERIFY(!start.isOn());
    }
    void switchedOffByTheDesktop()
    {
        const QTemporaryDir folder;
        const SignInStart start({QStringLiteral("lamplighter")}, folder.path());
        QVERIFY(start.set(true));
        QFile file(folder.filePath(QStringLiteral("lamplighter.desktop")));
        QVERIFY(file.open(QIODevice::Append));
        file.write("Hidden=true\n");
        file.close();
        QVERIFY(!start.isOn());
        QVERIFY(start.set(true));
        QVERIFY(start.isOn());
    }
    void wordsThatNeedQuotes()
    {
        QCOMPARE(SignInStart::quoted(QStringLiteral("/opt/my tools/100%")), QStringLiteral("\"/opt/my tools/100%%\""));
        QCOMPARE(SignInStart::quoted(QStringLiteral("a\"b$c`d\\e")),
                 QStringLiteral("\"a\\\\\"b\\\\$c\\\\`d\\\\\\\\e\""));
    }
    void aFolderThatCannotBe()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("autostart")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        const SignInStart start({QStringLiteral("lamplighter")}, file.fileName());
        const Result<void> done = start.set(true);
        QVERIFY(!done);
        QVERIFY(done.error().message.contains(u"autostart"));
        QVERIFY(!start.isOn());
    }
};

QTEST_GUILESS_MAIN(TestSignInStart)
#include "tst_sign_in_start.moc"
