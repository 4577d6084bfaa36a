// Alerts as files, for whoever watches the folder (the source's form): <severity>_<YYYYMMDD>_<HHMMSS>[_n].json for each
// one, and latest_notification.json. Written in the order given, in a thread that the engine never waits for.
#pragma once

#include "core/client/shapes.h"

#include <QObject>
#include <QThreadPool>

#include <functional>

namespace lamplighter::alerts {

struct AlertFileLimits
{
    int maximumCount = 10'000;
    Duration maximumAge = std::chrono::hours(24 * 90);
};

class AlertFiles
{
public:
    /// `directory` is made if it does not exist.
    explicit AlertFiles(QString directory, AlertFileLimits limits = {});
    /// Waits until what was given is written.
    ~AlertFiles();
    AlertFiles(const AlertFiles &) = delete;
    AlertFiles &operator=(const AlertFiles &) = delete;

    /// Never replaces a file; writes none for an alert that already has one. `done`, with whether all could be written,
    /// on the writing thread. Files past the limits are removed afterwards, judged by `now`.
    void write(QList<client::AlertRecord> alerts, WallTime now, std::function<void(bool)> done);

private:
    const QString m_directory;
    const AlertFileLimits m_limits;
    QThreadPool m_thread; // exactly one, so that the order is kept
};

/// {event_type, timestamp, payload}; the payload also names the subject and the alert's id.
QByteArray alertFileContent(const client::AlertRecord &alert);
/// {severity, timestamp, event, summary, requires_attention}
QByteArray notificationContent(const client::AlertRecord &alert);

} // namespace lamplighter::alerts
