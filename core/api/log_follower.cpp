#include "core/api/log_follower.h"

#include "core/api/pool.h"
#include "core/watchdog/log_reader.h"

#include <QJsonDocument>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLinesAtOnce = 500;
constexpr milliseconds kPace{100};

} // namespace

LogFollower::LogFollower(watchdog::Watchdog &watchdog, QThreadPool &pool, QString unit, int lines, StreamSink sink,
                         std::function<void(Error)> closed)
    : m_watchdog(&watchdog)
    , m_pool(pool)
    , m_unit(std::move(unit))
    , m_lines(lines)
    , m_sink(std::move(sink))
    , m_closed(std::move(closed))
{
    m_pace.setSingleShot(true);
    m_pace.setInterval(kPace);
    connect(&m_pace, &QTimer::timeout, this, [this] { outputWritten(); });
}

LogFollower::~LogFollower() = default;

void LogFollower::begin()
{
    m_watch = m_watchdog->watchOutput(m_unit, [this] {
        m_dirty = true;
        outputWritten();
    });
    read();
}

void LogFollower::checkUnit()
{
    if (!m_ended && m_watchdog && !m_watchdog->unit(m_unit)) {
        m_ended = true;
        m_closed({ErrorCode::NotFound, u"the unit %1 was removed"_s.arg(m_unit), {}});
    }
}

void LogFollower::heartbeat(const StreamMessage &message)
{
    if (m_position) { // before that, the answer may still have to be an error
        send(message);
    }
}

void LogFollower::outputWritten()
{
    if (m_dirty && !m_reading && !m_pace.isActive() && !m_ended && m_watchdog) {
        read();
    }
}

void LogFollower::read()
{
    m_reading = true;
    m_dirty = false;
    // With no lines to begin with, one is read all the same: it tells the position.
    const int atFirst = m_fellBehind ? kLinesAtOnce : std::max(m_lines, 1);
    auto job = [path = m_watchdog->logPath(m_unit), position = m_position, lines = atFirst] {
        return position ? watchdog::readLinesAfter(path, *position, kLinesAtOnce)
                        : watchdog::readLastLines(path, lines);
    };
    runInPool(m_pool, this, std::move(job), [this](const Result<client::LogPage> &page) { pageRead(page); });
}

void LogFollower::pageRead(const Result<client::LogPage> &read)
{
    m_reading = false;
    if (m_ended) {
        return;
    }
    m_pace.start();
    if (!read && read.error().code == ErrorCode::Gone) {
        m_position.reset(); // written faster than it is read: go on with what is still there
        m_fellBehind = true;
        m_dirty = true;
        return;
    }
    if (!read) {
        m_ended = true;
        m_closed(read.error());
        return;
    }
    client::LogPage page = *read;
    const bool isFirst = !m_position.has_value();
    m_position = page.position;
    m_dirty = m_dirty || (!isFirst && page.lines.size() >= kLinesAtOnce);
    if (isFirst && m_lines == 0 && !m_fellBehind) {
        page.lines.clear();
    }
    if (isFirst || !page.lines.isEmpty()) {
        send({"log", {}, QJsonDocument(client::toJson(page)).toJson(QJsonDocument::Compact)});
    }
}

void LogFollower::send(const StreamMessage &message)
{
    if (!m_ended && !m_sink(message)) {
        m_ended = true;
        m_watch.reset();
    }
}

} // namespace lamplighter::api
