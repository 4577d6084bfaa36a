#include "core/alerts/alert_files.h"
#include "tests/support/manual_clock.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::alerts;

namespace {

client::AlertRecord alertAt(WallTime time, const QString &severity, const QString &summary = {})
{
    client::AlertRecord alert;
    alert.id = QStringLiteral("1");
    alert.time = time;
    alert.severity = severity;
    alert.kind = QStringLiteral("process.restart.initiated");
    alert.subject = QStringLiteral("grace");
    alert.summary = summary;
    alert.requiresAttention = true;
    alert.payload = {{QStringLiteral("reason"), QStringLiteral("crash_detected")},
                     {QStringLiteral("summary"), summary}};
    return alert;
}

QJsonObject contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject{};
}

} // namespace

class TestAlertFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_directory = m_folder->filePath(QStringLiteral("alerts"));
    }

    void formIsTheSources()
    {
        {
            AlertFiles files(m_directory);
            files.write(
                {alertAt(m_clock.wallNow(), QStringLiteral("warning"), QStringLiteral("It is being restarted"))},
                m_clock.wallNow(), {});
        }
        QCOMPARE(names(), (QStringList{QStringLiteral("latest_notification.json"),
                                       QStringLiteral("warning_20251117_141202.json")}));
        const QJsonObject alert = contentOf(m_directory + QStringLiteral("/warning_20251117_141202.json"));
        QCOMPARE(alert.keys(),
                 (QStringList{QStringLiteral("event_type"), QStringLiteral("payload"), QStringLiteral("timestamp")}));
        QCOMPARE(alert.value(QStringLiteral("event_type")).toString(), QStringLiteral("process.restart.initiated"));
        QCOMPARE(alert.value(QStringLiteral("timestamp")).toString(), QStringLiteral("2025-11-17T14:12:02.000000Z"));
        QCOMPARE(alert.value(QStringLiteral("payload")).toObject().value(QStringLiteral("reason")).toString(),
                 QStringLiteral("crash_detected"));
        QCOMPARE(alert.value(QStringLiteral("payload")).toObject().value(QStringLiteral("subject")).toString(),
                 QStringLiteral("grace"));
        const QJsonObject latest = contentOf(m_directory + QStringLiteral("/latest_notification.json"));
        QCOMPARE(latest.value(QStringLiteral("severity")).toString(), QStringLiteral("WARNING"));
        QCOMPARE(latest.value(QStringLiteral("timestamp")).toString(), QStringLiteral("2025-11-17T14:12:02.000000Z"));
        QCOMPARE(latest.value(QStringLiteral("event")).toString(), QStringLiteral("process.restart.initiated"));
        QCOMPARE(latest.value(QStringLiteral("summary")).toString(), QStringLiteral("It is being restarted"));
        QCOMPARE(latest.value(QStringLiteral("requires_attention")).toBool(), true);
        QCOMPARE(latest.size(), 5);
    }

    void twoInASecondDoNotReplaceEachOther()
    {
        {
            AlertFiles files(m_directory);
            const WallTime at = m_clock.wallNow();
            for (int n = 1; n <= 3; ++n) {
                files.write({alertAt(at, QStringLiteral("critical"), QString::number(n))}, at, {});
            }
        }
        for (int n = 1; n <= 3; ++n) {
            const QString suffix = n == 1 ? QString() : QStringLiteral("_%1").arg(n);
            const QJsonObject file =
                contentOf(m_directory + QStringLiteral("/critical_20251117_141202%1.json").arg(suffix));
            QCOMPARE(file.value(QStringLiteral("payload")).toObject().value(QStringLiteral("summary")).toString(),
                     QString::number(n)); // in the order given
        }
        QCOMPARE(contentOf(m_directory + QStringLiteral("/latest_notification.json"))
                     .value(QStringLiteral("summary"))
                     .toString(),
                 QStringLiteral("3"));
    }

    void sameAlertIsNotWrittenTwice()
    {
        for (int round = 0; round < 2; ++round) { // as after a crash before the note that it was written
            AlertFiles files(m_directory);
            files.write({alertAt(m_clock.wallNow(), QStringLiteral("info"))}, m_clock.wallNow(), {});
        }
        QCOMPARE(names().size(), 2);
    }

    void prunesByCountAndAgeAndLeavesOtherFilesAlone()
    {
        QVERIFY(QDir().mkpath(m_directory));
        QFile other(m_directory + QStringLiteral("/critical_notes.json"));
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.close();
        AlertFileLimits limits;
        limits.maximumCount = 3;
        limits.maximumAge = std::chrono::hours(1);
        {
            AlertFiles files(m_directory, limits);
            for (int n = 0; n < 5; ++n) {
                files.write(
                    {alertAt(m_clock.wallNow(), n % 2 == 0 ? QStringLiteral("info") : QStringLiteral("critical"))},
                    m_clock.wallNow(), {});
                m_clock.advance(seconds(1));
            }
        }
        QCOMPARE(names(),
                 (QStringList{QStringLiteral("critical_20251117_141205.json"), QStringLiteral("critical_notes.json"),
                              QStringLiteral("info_20251117_141204.json"), QStringLiteral("info_20251117_141206.json"),
                              QStringLiteral("latest_notification.json")}));
        m_clock.advance(std::chrono::hours(2));
        {
            AlertFiles files(m_directory, limits);
            files.write({alertAt(m_clock.wallNow(), QStringLiteral("info"))}, m_clock.wallNow(), {});
        }
        QCOMPARE(names().size(), 3);
    }

    void saysWhenItCannotWrite()
    {
        QFile inTheWay(m_directory);
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        std::optional<bool> all;
        {
            AlertFiles files(m_directory);
            files.write({alertAt(m_clock.wallNow(), QStringLiteral("info"))}, m_clock.wallNow(),
                        [&all](bool ok) { all = ok; });
        }
        QCOMPARE(all, std::optional(false));
    }

private:
    QStringList names() const { return QDir(m_directory).entryList(QDir::Files, QDir::Name); }

    lamplighter::tests::ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_directory;
};

QTEST_GUILESS_MAIN(TestAlertFiles)
#include "tst_alert_files.moc"
