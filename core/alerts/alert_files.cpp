#include "core/alerts/alert_files.h"

#include "core/base/atomic_file.h"
#include "core/base/kept_threads.h"
#include "core/base/log.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <memory>

namespace lamplighter::alerts {

namespace {

const QString kLatest = QStringLiteral("latest_notification.json");

QString stampOf(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(toMicrosecondsSinceEpoch(time) / 1000, QTimeZone::utc())
        .toString(QStringLiteral("yyyyMMdd_HHmmss"));
}

bool writeAlertFile(const QString &directory, const client::AlertRecord &alert)
{
    const QByteArray content = alertFileContent(alert);
    const QString base = directory + u'/' + alert.severity + u'_' + stampOf(alert.time);
    QString path = base + QStringLiteral(".json");
    for (int n = 2; QFile::exists(path); ++n) {
        // The alert's number is in it: the same content is the same alert, from before a crash.
        const Result<QByteArray> present = readFile(path);
        if (present && *present == content) {
            return true;
        }
        path = base + QStringLiteral("_%1.json").arg(n);
    }
    const Result<void> written = writeFileAtomically(path, content, FileAccess::Readable);
    if (!written) {
        qCWarning(lcEngine).noquote() << written.error().message;
    }
    return written.ok();
}

struct AlertFileName
{
    QString name;
    QString stamp;
    int number = 1;
};

/// Oldest first. Files with other names are somebody else's and stay.
QList<AlertFileName> alertFilesIn(const QString &directory)
{
    static const QRegularExpression pattern(
        QStringLiteral(R"(^(?:info|warning|critical)_(\d{8}_\d{6})(?:_(\d+))?\.json$)"));
    QList<AlertFileName> files;
    const QStringList names = QDir(directory).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::NoSort);
    for (const QString &name : names) {
        const QRegularExpressionMatch match = pattern.match(name);
        if (match.hasMatch()) {
            files.append({name, match.captured(1), match.hasCaptured(2) ? match.captured(2).toInt() : 1});
        }
    }
    std::sort(files.begin(), files.end(), [](const AlertFileName &a, const AlertFileName &b) {
        return a.stamp != b.stamp ? a.stamp < b.stamp : a.number < b.number;
    });
    return files;
}

void prune(const QString &directory, const AlertFileLimits &limits, WallTime now)
{
    const QList<AlertFileName> files = alertFilesIn(directory);
    const QString oldest = stampOf(now - std::chrono::duration_cast<microseconds>(limits.maximumAge));
    const qsizetype tooMany = files.size() - limits.maximumCount;
    for (qsizetype i = 0; i < files.size(); ++i) {
        if (i >= tooMany && files.at(i).stamp >= oldest) {
            break;
        }
        QFile::remove(directory + u'/' + files.at(i).name);
    }
}

} // namespace

QByteArray alertFileContent(const client::AlertRecord &alert)
{
    QJsonObject payload = alert.payload; // says nothing of its own about whom it concerns
    payload.insert(QStringLiteral("subject"), alert.subject);
    payload.insert(QStringLiteral("alert"), alert.id);
    const QJsonObject object{{QStringLiteral("event_type"), alert.kind},
                             {QStringLiteral("timestamp"), toIsoString(alert.time)},
                             {QStringLiteral("payload"), payload}};
    return QJsonDocument(object).toJson();
}

QByteArray notificationContent(const client::AlertRecord &alert)
{
    const QJsonObject object{{QStringLiteral("severity"), alert.severity.toUpper()},
                             {QStringLiteral("timestamp"), toIsoString(alert.time)},
                             {QStringLiteral("event"), alert.kind},
                             {QStringLiteral("summary"), alert.summary},
                             {QStringLiteral("requires_attention"), alert.requiresAttention}};
    return QJsonDocument(object).toJson();
}

AlertFiles::AlertFiles(QString directory, AlertFileLimits limits)
    : m_directory(std::move(directory))
    , m_limits(limits)
{
    m_thread.setObjectName(QStringLiteral("alert files"));
    keepThreads(m_thread, 1);
}

AlertFiles::~AlertFiles()
{
    m_thread.waitForDone();
}

void AlertFiles::write(QList<client::AlertRecord> alerts, WallTime now, std::function<void(bool)> done)
{
    m_thread.start(
        [directory = m_directory, limits = m_limits, alerts = std::move(alerts), now, done = std::move(done)] {
            bool all = QDir().exists(directory) || makePrivateDirectory(directory).ok();
            for (const client::AlertRecord &alert : alerts) {
                all = writeAlertFile(directory, alert) && all;
            }
            if (!alerts.isEmpty()) {
                const Result<void> latest = writeFileAtomically(
                    directory + u'/' + kLatest, notificationContent(alerts.constLast()), FileAccess::Readable);
                all = latest.ok() && all;
            }
            prune(directory, limits, now);
            if (done) {
                done(all);
            }
        });
}

} // namespace lamplighter::alerts
