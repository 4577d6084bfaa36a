#include "core/updates/draining.h"

#include <algorithm>

namespace lamplighter::updates {

namespace {

/// Where nobody knows how long it takes.
constexpr seconds kTryAgainAfter{30};

} // namespace

void Draining::begin(const QString &subject, std::optional<Duration> limit, Instant now, WallTime wallNow)
{
    auto it = m_draining.find(subject);
    if (it == m_draining.end()) {
        it = m_draining.insert(subject, {wallNow, now, {}, {}});
    }
    it->deadline = limit ? std::optional(now + *limit) : std::nullopt;
}

bool Draining::end(const QString &subject)
{
    return m_draining.remove(subject) > 0;
}

void Draining::report(const QString &subject, int count)
{
    m_inFlight.insert(subject, std::max(count, 0));
}

void Draining::forgetReport(const QString &subject)
{
    m_inFlight.remove(subject);
}

std::optional<DrainStatus> Draining::status(const QString &subject) const
{
    const auto it = m_draining.constFind(subject);
    if (it == m_draining.cend()) {
        return std::nullopt;
    }
    DrainStatus out = *it;
    out.inFlight = inFlight(subject);
    return out;
}

std::optional<int> Draining::inFlight(const QString &subject) const
{
    const auto it = m_inFlight.constFind(subject);
    return it == m_inFlight.cend() ? std::nullopt : std::optional(*it);
}

Draining::Progress Draining::progress(const QString &subject, Instant now) const
{
    const std::optional<DrainStatus> known = status(subject);
    if (!known) {
        return Progress::NotDraining;
    }
    if (known->inFlight == 0) {
        return Progress::Drained;
    }
    return known->deadline && *known->deadline <= now ? Progress::DeadlinePassed : Progress::Waiting;
}

std::optional<Refusal> Draining::refusal(const QString &subject, Instant now) const
{
    const auto it = m_draining.constFind(subject);
    if (it == m_draining.cend()) {
        return std::nullopt;
    }
    Refusal out;
    out.error = {ErrorCode::Unavailable, QStringLiteral("Service is draining; try again later."), {}};
    out.retryAfter = it->deadline ? std::chrono::ceil<seconds>(*it->deadline - now) : kTryAgainAfter;
    out.retryAfter = std::max(out.retryAfter, seconds(1));
    return out;
}

} // namespace lamplighter::updates
