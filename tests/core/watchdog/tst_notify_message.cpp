#include "core/watchdog/notify_message.h"

#include <QtTest>

using namespace lamplighter::watchdog;
using std::chrono::microseconds;

Q_DECLARE_METATYPE(lamplighter::watchdog::Notification)

class TestNotifyMessage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void cutsTheStatus();
    void ignoresBehindTheLimit();
};

void TestNotifyMessage::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Notification>("expected");
    const auto row = [](const char *text, const std::function<void(Notification &)> &fill) {
        Notification expected;
        fill(expected);
        QTest::newRow(text) << QByteArray(text) << expected;
    };
    const auto nothing = [](Notification &) {};
    row("READY=1", [](auto &n) { n.ready = true; });
    row("READY=1\n", [](auto &n) { n.ready = true; });
    row("READY=0", nothing);
    row("READY=1\nREADY=0", nothing);
    row("READY=yes", nothing);
    row("READY=1\r", nothing);
    row(" READY=1", nothing);
    row("ready=1", nothing);
    row("XREADY=1", nothing);
    row("READY", nothing);
    row("=1", nothing);
    row("", nothing);
    row("\n\n\n", nothing);
    row("STOPPING=1", [](auto &n) { n.stopping = true; });
    row("BARRIER=1", [](auto &n) { n.barrier = true; });
    row("WATCHDOG=1", [](auto &n) { n.watchdog = true; });
    row("WATCHDOG=trigger", [](auto &n) { n.watchdogTrigger = true; });
    row("WATCHDOG=2", nothing);
    row("RELOADING=1\nMONOTONIC_USEC=123456789\nSTATUS=reading", [](auto &n) {
        n.reloading = true;
        n.monotonic = microseconds(123'456'789);
        n.status = QStringLiteral("reading");
    });
    row("MONOTONIC_USEC=12x", nothing);
    row("MONOTONIC_USEC=-12", nothing);
    row("MONOTONIC_USEC= 12", nothing);
    row("MONOTONIC_USEC=", nothing);
    row("EXTEND_TIMEOUT_USEC=5000000", [](auto &n) { n.extendTimeout = microseconds(5'000'000); });
    row("EXTEND_TIMEOUT_USEC=0", [](auto &n) { n.extendTimeout = microseconds(0); });
    row("EXTEND_TIMEOUT_USEC=18446744073709551615", nothing);
    row("EXTEND_TIMEOUT_USEC=9223372036854775807", nothing);
    row("WATCHDOG_USEC=20000000", [](auto &n) { n.watchdogPeriod = microseconds(20'000'000); });
    row("MAINPID=4711", [](auto &n) { n.mainPid = 4711; });
    row("MAINPID=4711\nMAINPID=x", [](auto &n) { n.mainPid = 4711; });
    row("MAINPID=0", nothing);
    row("MAINPID=1", nothing);
    row("MAINPID=-2", nothing);
    row("MAINPID=2147483648", nothing);
    row("ERRNO=2\nSTATUS=no file", [](auto &n) {
        n.errorNumber = 2;
        n.status = QStringLiteral("no file");
    });
    row("STATUS=", [](auto &n) { n.status = QString(); });
    row("STATUS=a=b", [](auto &n) { n.status = QStringLiteral("a=b"); });
    row("STATUS=\xC3\xA4\xFF", [](auto &n) { n.status = QStringLiteral("ä\uFFFD"); });
    row("STATUS=\x1B[31mred\x1B[0m\tx", [](auto &n) { n.status = QStringLiteral("[31mred [0m x"); });
    row("STATUS=a\nnonsense\nSTATUS=b\nREADY=1", [](auto &n) {
        n.status = QStringLiteral("b");
        n.ready = true;
    });
    row("X_CHECKPOINT=1", [](auto &n) { n.checkpoint = true; });
    row("X_CHECKPOINT=1\nX_CHECKPOINT=0", nothing);
    row("X_CHECKPOINT=yes", nothing);
    row("X_IN_FLIGHT=0", [](auto &n) { n.inFlight = 0; });
    row("X_IN_FLIGHT=12\nREADY=1", [](auto &n) {
        n.inFlight = 12;
        n.ready = true;
    });
    row("X_IN_FLIGHT=3\nX_IN_FLIGHT=-1", [](auto &n) { n.inFlight = 3; });
    row("X_IN_FLIGHT=", nothing);
    row("X_IN_FLIGHT=2147483648", nothing);
    row("FDSTORE=1\nFDNAME=x\nX_OWN=1", nothing);
    QTest::newRow("nul") << QByteArray("REA\0DY=1\nREADY=1\0", 18) << Notification{};
}

void TestNotifyMessage::reads()
{
    QFETCH(QByteArray, text);
    QFETCH(Notification, expected);
    QVERIFY(parseNotification(text) == expected);
}

void TestNotifyMessage::cutsTheStatus()
{
    const QByteArray text = QByteArray("STATUS=") + QByteArray("😀").repeated(2000) + "\nREADY=1";
    const Notification read = parseNotification(text);
    QVERIFY(read.ready);
    QCOMPARE(*read.status, QStringLiteral("😀").repeated(512)); // two code units each
    const Notification odd = parseNotification(QByteArray("STATUS=a") + QByteArray("😀").repeated(2000));
    QCOMPARE(*odd.status, QString(u'a' + QStringLiteral("😀").repeated(511)));
}

void TestNotifyMessage::ignoresBehindTheLimit()
{
    const QByteArray filler = QByteArray(70'000, 'x');
    QVERIFY(!parseNotification(QByteArray(filler + "\nREADY=1")).ready);
    QVERIFY(parseNotification(QByteArray("READY=1\n" + filler)).ready);
}

QTEST_GUILESS_MAIN(TestNotifyMessage)
#include "tst_notify_message.moc"
