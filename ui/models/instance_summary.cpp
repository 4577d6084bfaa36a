#include "ui/models/instance_summary.h"

#include "ui/models/error_texts.h"
#include "ui/models/unit_look.h"

#include <algorithm>

namespace lamplighter::ui {

namespace {

class Sentences
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::InstanceSummary)
public:
    static void silent(const AttentionSource &source, const Viewpoint &when, InstanceSummary &summary)
    {
        const Freshness &freshness = source.standing.freshness;
        summary.countsUp = true;
        if (source.refused) {
            summary.kind = StateKind::Attention;
            summary.line = source.lastError.code == ErrorCode::Unauthenticated ? tr("Needs a token")
                           : source.lastError.code == ErrorCode::Untrusted     ? tr("Certificate not accepted")
                                                                               : tr("Does not let this console in");
            summary.note = ErrorTexts::sentence(source.lastError);
        } else if (!source.loaded && !isUnreachable(source)) {
            summary.countsUp = false;
            summary.kind = StateKind::Pending;
            summary.line = tr("Connecting…");
        } else if (!source.loaded) {
            summary.kind = StateKind::Unknown;
            summary.line = tr("Cannot be reached, try %1").arg(freshness.attempt);
            summary.note = ErrorTexts::sentence(source.lastError);
        } else {
            summary.kind = StateKind::Unknown;
            summary.line = tr("No report for %1").arg(TimeTexts::span(freshness.age));
            const WallTime seen = when.now - std::chrono::duration_cast<microseconds>(freshness.age);
            summary.note = tr("last seen %1").arg(TimeTexts::moment(seen, when));
        }
    }

    static void reporting(const AttentionSource &source, const Viewpoint &when, InstanceSummary &summary)
    {
        UnitCounts buckets{};
        WallTime restarted{};
        for (const client::UnitStatus &unit : source.units) {
            ++buckets.at(static_cast<size_t>(unitBucket(unit, false)));
            if (unit.restarts > 0 && unit.startedAt) {
                restarted = std::max(restarted, *unit.startedAt);
            }
        }
        const auto count = [&](UnitBucket bucket) { return buckets.at(static_cast<size_t>(bucket)); };
        const int unwell = summary.counts.at(static_cast<size_t>(StateKind::Attention)) - count(UnitBucket::Retrying);
        summary.line = worst(summary, count(UnitBucket::Failed), count(UnitBucket::Retrying), unwell,
                             count(UnitBucket::Held), count(UnitBucket::Changing), count(UnitBucket::Running));
        const bool allWell = summary.kind == StateKind::Ok || summary.kind == StateKind::Stopped;
        if (summary.units > 0 && !allWell) {
            summary.note = tr("%1 of %n units running", nullptr, summary.units).arg(count(UnitBucket::Running));
        } else if (restarted != WallTime{}) {
            summary.note = tr("last restart %1 ago").arg(AttentionTexts::age(restarted, when));
        } else if (summary.units > 0) {
            summary.note = tr("no restart so far");
        }
    }

private:
    static QString worst(const InstanceSummary &summary, int failed, int retrying, int unwell, int held, int changing,
                         int running)
    {
        if (summary.units == 0) {
            return tr("No units yet");
        }
        if (held == summary.units) {
            return tr("All %n units held", nullptr, held);
        }
        if (failed > 0 && retrying > 0) {
            return tr("%n units failed, %1 retrying", nullptr, failed).arg(retrying);
        }
        if (failed > 0) {
            return tr("%n units failed", nullptr, failed);
        }
        if (retrying > 0) {
            return tr("%n units retrying", nullptr, retrying);
        }
        if (unwell > 0) {
            return tr("%n units not healthy", nullptr, unwell);
        }
        if (held > 0) {
            return tr("%n units held", nullptr, held);
        }
        if (changing > 0) {
            return tr("%n units starting or stopping", nullptr, changing);
        }
        if (running == summary.units) {
            return tr("All %n units running", nullptr, running);
        }
        return running > 0 ? tr("%1 of %n units running", nullptr, summary.units).arg(running)
                           : tr("No unit is running");
    }
};

/// Worst first, as the bar and the glyph have it; what waits or rests is worth less than what runs.
StateKind worstOf(const std::array<int, kStateKindCount> &counts)
{
    for (const StateKind kind : {StateKind::Critical, StateKind::Attention, StateKind::Held, StateKind::Unknown,
                                 StateKind::Busy, StateKind::Ok}) {
        if (counts.at(static_cast<size_t>(kind)) > 0) {
            return kind;
        }
    }
    return StateKind::Stopped;
}

} // namespace

InstanceSummary summaryOf(const AttentionSource &source, const Viewpoint &when)
{
    InstanceSummary summary;
    summary.id = source.id;
    summary.name = source.standing.name;
    summary.known = source.loaded;
    summary.units = static_cast<int>(source.units.size());
    const bool silent = source.refused || !source.loaded || source.standing.freshness.isStale();
    summary.reporting = !silent;
    for (const client::UnitStatus &unit : source.units) {
        ++summary.counts.at(static_cast<size_t>(stateKind(unit, silent)));
    }
    if (silent) {
        Sentences::silent(source, when, summary);
    } else {
        summary.kind = summary.units == 0 ? StateKind::Pending : worstOf(summary.counts);
        Sentences::reporting(source, when, summary);
    }
    return summary;
}

} // namespace lamplighter::ui
