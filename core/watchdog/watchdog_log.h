// watchdog.log: one line for each thing that happens to a unit, for whoever tails it ("[ISO] [LEVEL] message", the
// source's form). Owned by the engine, lives on its thread; written in a thread of its own, in order.
#pragma once

#include "core/journal/journal.h"

#include <QObject>
#include <QThreadPool>

#include <optional>

namespace lamplighter::watchdog {

struct WatchdogLogLimits
{
    qint64 maximumSize = 10 * 1024 * 1024;
    int keep = 5; ///< older files: watchdog.log.1 (the newest of them) to watchdog.log.5
};

/// The line for an event, without its end; nothing for events that are not the log's business.
std::optional<QString> watchdogLogLine(const journal::Event &event);

class WatchdogLog final : public QObject
{
    Q_OBJECT
public:
    /// Opened for each batch of lines: whoever moves the file away gets a new one.
    WatchdogLog(QString path, journal::Journal &journal, WatchdogLogLimits limits = {}, QObject *parent = nullptr);
    /// Waits until what was committed is written.
    ~WatchdogLog() override;

private:
    void write(const QList<journal::Event> &events);

    const QString m_path;
    const WatchdogLogLimits m_limits;
    QThreadPool m_thread; // exactly one, so that the order is kept
};

} // namespace lamplighter::watchdog
