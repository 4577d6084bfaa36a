// Asks a unit whether it works: HTTP, TCP, a command, or a line of its output. Lives on the engine's thread and never
// blocks it. Each probe is asked once; repeating is the watchdog's business.
#pragma once

#include "core/base/child_group.h"
#include "core/base/clock.h"
#include "core/client/shapes.h"
#include "core/watchdog/unit_spec.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QProcessEnvironment>
#include <QRegularExpression>

#include <functional>
#include <memory>
#include <optional>

namespace lamplighter::watchdog {

struct ProbeResult
{
    bool ok = false;
    QString detail; ///< plain words: "200 in 12 ms", "connection refused", "timed out after 2 s"
    Duration took{0};
    bool operator==(const ProbeResult &) const = default;
};

/// Where a command runs, and as whom.
struct ProbePlace
{
    QString directory;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    std::optional<ChildAccount> account;
};

class ProbeJob;

/// A probe under way; destroying it cancels: `done` is not called any more, a command and its children are killed.
class ProbeRun
{
public:
    explicit ProbeRun(ProbeJob *job);
    ~ProbeRun();
    ProbeRun(const ProbeRun &) = delete;
    ProbeRun &operator=(const ProbeRun &) = delete;

private:
    QPointer<ProbeJob> m_job;
};

class Prober final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const ProbeResult &)>;

    /// `clock` must outlive the prober. Probes that still run when it is destroyed are cancelled.
    explicit Prober(const Clock &clock, QObject *parent = nullptr);
    ~Prober() override;

    /// Calls `done` once, never from within this call; not if `context` (may be null) is gone or the run is destroyed.
    /// `done` may destroy the run.
    [[nodiscard]] std::unique_ptr<ProbeRun> run(const HealthTarget &target, Duration timeout, const ProbePlace &place,
                                                QObject *context, Done done);

private:
    const Clock &m_clock;
    QNetworkAccessManager m_network;
};

/// Searches lines of output for a pattern (LogProbe).
class LogMatcher
{
public:
    explicit LogMatcher(const LogProbe &probe);
    [[nodiscard]] bool matches(const QString &text) const;
    /// The first line that matches.
    [[nodiscard]] std::optional<client::LogLine> firstMatch(const QList<client::LogLine> &lines) const;

private:
    QRegularExpression m_pattern;
};

/// "2 s", "500 ms", "1.5 s", "2 min".
QString durationInWords(Duration duration);

} // namespace lamplighter::watchdog
