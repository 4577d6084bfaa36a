// Latches: held from the moment they are set, on disk before they are called durable, and engaged when in doubt.
#include "core/watchdog/kill_switch.h"
#include "tests/support/manual_clock.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace lamplighter::watchdog {

class TestKillSwitch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void holdsAtOnceAndAcrossARestart()
    {
        std::optional<bool> durable;
        {
            KillSwitch kill(path(), m_clock);
            QVERIFY(kill.load().ok());
            kill.engage(latch(QStringLiteral("group"), QStringLiteral("agents")),
                        [&](bool written) { durable = written; });
            QVERIFY(kill.holding(QStringLiteral("a"), QStringLiteral("agents")) != nullptr);
            QVERIFY(kill.holding(QStringLiteral("b"), QStringLiteral("others")) == nullptr);
            QVERIFY(kill.holding(QStringLiteral("agents"), QString()) == nullptr);
            QVERIFY(!durable.has_value());
            QTRY_VERIFY(durable.has_value());
        }
        QCOMPARE(*durable, true);
        KillSwitch next(path(), m_clock);
        QVERIFY(next.load().ok());
        const client::Latch *held = next.holding(QStringLiteral("a"), QStringLiteral("agents"));
        QVERIFY(held != nullptr);
        QCOMPARE(held->reason, QStringLiteral("wild"));
        QCOMPARE(held->actor, QStringLiteral("local:root"));
    }

    void theWidestScopeIsNamed()
    {
        KillSwitch kill(path(), m_clock);
        kill.engage(latch(QStringLiteral("unit"), QStringLiteral("a")), [](bool) {});
        kill.engage(latch(QStringLiteral("group"), QStringLiteral("g")), [](bool) {});
        QCOMPARE(kill.holding(QStringLiteral("a"), QStringLiteral("g"))->scope, QStringLiteral("group"));
        kill.engage(latch(QStringLiteral("all"), QString()), [](bool) {});
        QCOMPARE(kill.holding(QStringLiteral("a"), QStringLiteral("g"))->scope, QStringLiteral("all"));
    }

    void releasesOnlyWhatWasNamed()
    {
        KillSwitch kill(path(), m_clock);
        kill.engage(latch(QStringLiteral("unit"), QStringLiteral("a")), [](bool) {});
        kill.engage(latch(QStringLiteral("all"), QString()), [](bool) {});
        QVERIFY(kill.release(QStringLiteral("all"), QString(), [](bool) {}).ok());
        QVERIFY(kill.holding(QStringLiteral("a"), QString()) != nullptr);
        QVERIFY(kill.holding(QStringLiteral("b"), QString()) == nullptr);
        const Result<client::Latch> again = kill.release(QStringLiteral("all"), QString(), [](bool) {});
        QVERIFY(!again.ok());
        QVERIFY(again.error().code == ErrorCode::Conflict);
    }

    void aStateFileDoesNotTakeOverAnOperatorsLatch()
    {
        KillSwitch kill(path(), m_clock);
        kill.engage(latch(QStringLiteral("unit"), QStringLiteral("a")), [](bool) {});
        client::Latch fromFile = latch(QStringLiteral("unit"), QStringLiteral("a"));
        fromFile.fromStateFile = true;
        kill.engage(fromFile, [](bool) {});
        QCOMPARE(kill.latches().size(), 1);
        QVERIFY(!kill.latches().constFirst().fromStateFile);
    }

    void anUnreadableFileCountsAsEngaged()
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(64 * 1024, 'x'));
        file.close();
        KillSwitch kill(path(), m_clock);
        QVERIFY(!kill.load().ok());
        QVERIFY(kill.holding(QStringLiteral("anything"), QString()) != nullptr);
        QVERIFY(!kill.latches().constFirst().reason.isEmpty());
    }

    void aDiskThatRefusesIsSaidAndTriedAgain()
    {
        const QString folder = m_folder->filePath(QStringLiteral("later"));
        KillSwitch kill(folder + QStringLiteral("/latches"), m_clock); // the folder is missing: every write fails
        const QSignalSpy trouble(&kill, &KillSwitch::trouble);
        std::optional<bool> durable;
        kill.engage(latch(QStringLiteral("all"), QString()), [&](bool written) { durable = written; });
        QVERIFY(kill.holding(QStringLiteral("a"), QString()) != nullptr);
        QTRY_VERIFY(durable.has_value());
        QCOMPARE(*durable, false);
        QVERIFY(!trouble.constFirst().constFirst().toString().isEmpty());
        QVERIFY(!kill.latches().constFirst().durable);
        QVERIFY(QDir().mkpath(folder));
        QTRY_VERIFY(kill.latches().constFirst().durable);
        QVERIFY(trouble.constLast().constFirst().toString().isEmpty());
    }

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(QStringLiteral("latches")); }
    [[nodiscard]] client::Latch latch(const QString &scope, const QString &target) const
    {
        client::Latch out;
        out.scope = scope;
        out.target = target;
        out.actor = QStringLiteral("local:root");
        out.reason = QStringLiteral("wild");
        out.at = m_clock.wallNow();
        return out;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    tests::ManualClock m_clock;
};

} // namespace lamplighter::watchdog

QTEST_GUILESS_MAIN(lamplighter::watchdog::TestKillSwitch)
#include "tst_kill_switch.moc"
