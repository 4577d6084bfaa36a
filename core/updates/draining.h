// What drains: no new work is taken, and what is in flight may end until a deadline. Values and rules only, for units
// and later for services of any kind; who waits and who asks is in drainer.h. Pure: the moment is given.
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QHash>
#include <QMap>
#include <QString>

#include <optional>

namespace lamplighter::updates {

struct DrainStatus
{
    WallTime since{};
    Instant begun{};
    std::optional<Instant> deadline; ///< nullopt: it waits for ever
    std::optional<int> inFlight;     ///< nullopt: not reported, which is not the same as nothing
    bool operator==(const DrainStatus &) const = default;
};

/// For who brings new work: an answer of 503 with Retry-After.
struct Refusal
{
    Error error; ///< Unavailable
    seconds retryAfter{1};
};

class Draining
{
public:
    enum class Progress { NotDraining, Waiting, Drained, DeadlinePassed };

    /// Again: the new limit counts from `now`, the beginning stays.
    void begin(const QString &subject, std::optional<Duration> limit, Instant now, WallTime wallNow);
    /// New work may come. False if it was not draining.
    bool end(const QString &subject);

    /// So much is in flight, as the subject says, draining or not.
    void report(const QString &subject, int count);
    /// Its process is another: what was reported is of no meaning.
    void forgetReport(const QString &subject);

    [[nodiscard]] bool isDraining(const QString &subject) const { return m_draining.contains(subject); }
    [[nodiscard]] std::optional<DrainStatus> status(const QString &subject) const;
    [[nodiscard]] QStringList subjects() const { return m_draining.keys(); }
    [[nodiscard]] std::optional<int> inFlight(const QString &subject) const;
    /// Drained counts more than a deadline that has passed.
    [[nodiscard]] Progress progress(const QString &subject, Instant now) const;
    /// Nothing for a subject that takes work.
    [[nodiscard]] std::optional<Refusal> refusal(const QString &subject, Instant now) const;

private:
    QMap<QString, DrainStatus> m_draining; ///< without `inFlight`
    QHash<QString, int> m_inFlight;
};

} // namespace lamplighter::updates
