// Follows the output of one unit for one listener: the last lines, then each new one, read in the pool, at most ten
// reads a second. Lives on the engine's thread.
#pragma once

#include "core/api/event_stream.h"
#include "core/client/shapes.h"
#include "core/watchdog/watchdog.h"

#include <QPointer>
#include <QThreadPool>
#include <QTimer>

namespace lamplighter::api {

class LogFollower final : public QObject
{
public:
    LogFollower(watchdog::Watchdog &watchdog, QThreadPool &pool, QString unit, int lines, StreamSink sink,
                std::function<void(Error)> closed);
    ~LogFollower() override;

    void begin();
    /// After units changed: ends the follower if its unit is gone.
    void checkUnit();
    void heartbeat(const StreamMessage &message);
    void end() { m_ended = true; }
    [[nodiscard]] bool ended() const { return m_ended; }

private:
    void outputWritten();
    void read();
    void pageRead(const Result<client::LogPage> &page);
    void send(const StreamMessage &message);

    QPointer<watchdog::Watchdog> m_watchdog; ///< may be taken down first
    QThreadPool &m_pool;
    const QString m_unit;
    const int m_lines;
    StreamSink m_sink;
    std::function<void(Error)> m_closed;
    std::shared_ptr<void> m_watch;
    std::optional<QString> m_position; ///< none before the first page
    QTimer m_pace;
    bool m_fellBehind = false; ///< its position was rotated away
    bool m_reading = false;
    bool m_dirty = false;
    bool m_ended = false;
};

} // namespace lamplighter::api
