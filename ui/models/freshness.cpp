#include "ui/models/freshness.h"

#include "ui/models/time_texts.h"

namespace lamplighter::ui {
namespace {

constexpr auto kLiveUnder = seconds(6);
constexpr auto kLateUnder = seconds(30);

} // namespace

bool Freshness::isStale() const
{
    switch (word) {
    case FreshnessWord::Stale:
    case FreshnessWord::NotConnected:
        return true;
    case FreshnessWord::Reconnecting:
        return age >= kLateUnder;
    case FreshnessWord::Connecting:
    case FreshnessWord::Live:
    case FreshnessWord::Late:
        break;
    }
    return false;
}

StateKind Freshness::kind() const
{
    switch (word) {
    case FreshnessWord::Connecting:
    case FreshnessWord::Reconnecting:
        return StateKind::Busy;
    case FreshnessWord::Live:
        return StateKind::Ok;
    case FreshnessWord::Late:
        return StateKind::Attention;
    case FreshnessWord::Stale:
        return StateKind::Unknown;
    case FreshnessWord::NotConnected:
        break;
    }
    return StateKind::Stopped;
}

Freshness freshness(client::Connection connection, int attempt, std::optional<Instant> lastHeard, Instant now)
{
    const Duration age = lastHeard ? std::max<Duration>(now - *lastHeard, Duration::zero()) : Duration::zero();
    switch (connection) {
    case client::Connection::Connecting:
        return {FreshnessWord::Connecting, age, attempt};
    case client::Connection::Refused:
        return {FreshnessWord::NotConnected, age, attempt};
    case client::Connection::Reconnecting:
        return {FreshnessWord::Reconnecting, age, attempt};
    case client::Connection::Live:
        break;
    }
    const FreshnessWord word = age < kLiveUnder   ? FreshnessWord::Live
                               : age < kLateUnder ? FreshnessWord::Late
                                                  : FreshnessWord::Stale;
    return {word, age, attempt};
}

QString FreshnessTexts::word(const Freshness &freshness)
{
    switch (freshness.word) {
    case FreshnessWord::Connecting:
        return tr("Connecting");
    case FreshnessWord::Live:
        return tr("Live");
    case FreshnessWord::Late:
        return tr("Late, %1 old").arg(TimeTexts::span(freshness.age));
    case FreshnessWord::Stale:
        return tr("Stale, %1 old").arg(TimeTexts::span(freshness.age));
    case FreshnessWord::Reconnecting:
        return tr("Reconnecting, try %1").arg(std::max(1, freshness.attempt));
    case FreshnessWord::NotConnected:
        return tr("Not connected");
    }
    return {};
}

QString FreshnessTexts::detail(const Freshness &freshness)
{
    if (freshness.word != FreshnessWord::Live) {
        return {};
    }
    return tr("updated %1 ago").arg(TimeTexts::span(freshness.age));
}

} // namespace lamplighter::ui
