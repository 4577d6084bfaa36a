// Asks a unit's metrics endpoint for one number. Lives on the engine's thread and never blocks it; asking again is the
// caller's business.
#pragma once

#include "core/base/result.h"
#include "core/updates/policy.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <functional>

namespace lamplighter::updates {

class MetricReader final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Result<double> &)>;

    explicit MetricReader(QObject *parent = nullptr);

    /// The number in 5 s, or why not: Timeout, Unavailable, NotFound, InvalidInput or TooLarge. Calls `done` once,
    /// never from within this call; not if `context` or the reader is gone by then. Follows no redirect, uses no proxy,
    /// reads 1 MiB at most.
    void read(const QuietCondition &condition, QObject *context, Done done);
    /// For tests.
    void setTimeout(milliseconds timeout) { m_timeout = timeout; }

private:
    QNetworkAccessManager m_network;
    milliseconds m_timeout{5'000};
};

} // namespace lamplighter::updates
