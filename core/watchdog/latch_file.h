// The kill switch's durable memory: a small file, allocated in advance, beside the database and not in it. Two slots
// are written in turn, each with a number and a hash, so that a write torn by a power cut leaves the older state whole.
// Functions block on the disk: call them in a thread of their own; they take turns among themselves.
#pragma once

#include "core/base/result.h"
#include "core/client/shapes.h"

#include <QList>
#include <QMutex>

namespace lamplighter::watchdog {

class LatchFile
{
public:
    explicit LatchFile(QString path)
        : m_path(std::move(path))
    {}

    /// The newest whole state; no latches if there is no file yet. Corrupt if neither slot is whole, TooNew if a newer
    /// version wrote it, Io if it cannot be read: each of these has to count as engaged for all.
    Result<QList<client::Latch>> load() const;

    [[nodiscard]] bool exists() const;

    /// After success the list survives a power cut. TooLarge past some 500 KiB (thousands of latches). A file that is
    /// absent or corrupt is made anew; one of a newer version is left alone (TooNew).
    Result<void> store(const QList<client::Latch> &latches) const;

private:
    QString m_path;
    mutable QMutex m_turn;
};

} // namespace lamplighter::watchdog
