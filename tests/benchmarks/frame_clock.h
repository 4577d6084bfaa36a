// The application of a benchmark of the console: it times how long its thread is kept from the next event, and which of
// these times ended with something painted. Lives on the GUI thread.
#pragma once

#include <QApplication>

#include <cstdint>
#include <functional>
#include <vector>

namespace lamplighter::benchmarks {

/// Nanoseconds of CLOCK_MONOTONIC.
std::int64_t nowNs();

class FrameClock final : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override;

    /// Events that follow each other without a pause are one stretch: whoever types or scrolls waits until it is over.
    struct Stretch
    {
        double ms = 0;
        bool painted = false;
    };
    void forget();
    /// Since forget(), the one that is not over included.
    [[nodiscard]] std::vector<Stretch> stretches();
    /// Called after each time that a window was painted.
    void setPainted(std::function<void()> painted) { m_painted = std::move(painted); }

    /// Runs the event loop until `done`, which is asked every few ms; false after `limitMs`.
    static bool runUntil(const std::function<bool()> &done, int limitMs);
    static void runFor(int ms);

private:
    void close();

    std::function<void()> m_painted;
    std::vector<Stretch> m_stretches;
    Stretch m_open;
    std::int64_t m_ended = 0;
    int m_depth = 0;
};

} // namespace lamplighter::benchmarks
