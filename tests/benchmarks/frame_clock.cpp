#include "tests/benchmarks/frame_clock.h"

#include <QEventLoop>
#include <QTimer>

#include <chrono>

namespace lamplighter::benchmarks {

namespace {

/// The event loop needs less than this from one event to the next if it does not wait.
constexpr std::int64_t kPauseNs = 300'000;

double toMs(std::int64_t ns)
{
    return static_cast<double>(ns) / 1e6;
}

} // namespace

std::int64_t nowNs()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

bool FrameClock::notify(QObject *receiver, QEvent *event)
{
    if (m_depth > 0) {
        return QApplication::notify(receiver, event);
    }
    const bool paints = event->type() == QEvent::UpdateRequest || event->type() == QEvent::Expose;
    const std::int64_t began = nowNs();
    if (began - m_ended > kPauseNs) {
        close();
    }
    ++m_depth;
    const bool handled = QApplication::notify(receiver, event);
    --m_depth;
    m_ended = nowNs();
    m_open.ms += toMs(m_ended - began);
    m_open.painted = m_open.painted || paints;
    if (paints && m_painted) {
        m_painted();
    }
    return handled;
}

void FrameClock::close()
{
    if (m_open.ms > 0) {
        m_stretches.push_back(m_open);
    }
    m_open = {};
}

void FrameClock::forget()
{
    m_stretches.clear();
    m_open = {};
}

std::vector<FrameClock::Stretch> FrameClock::stretches()
{
    close();
    return m_stretches;
}

bool FrameClock::runUntil(const std::function<bool()> &done, int limitMs)
{
    QEventLoop loop;
    QTimer ask;
    const std::int64_t end = nowNs() + std::int64_t{limitMs} * 1'000'000;
    bool reached = done();
    QObject::connect(&ask, &QTimer::timeout, &loop, [&] {
        reached = done();
        if (reached || nowNs() >= end) {
            loop.quit();
        }
    });
    if (!reached) {
        ask.start(5);
        loop.exec();
    }
    return reached;
}

void FrameClock::runFor(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace lamplighter::benchmarks
