// What comes next by itself: the engines' own plans, soonest first. Pure.
#pragma once

#include "ui/models/attention.h"

namespace lamplighter::ui {

inline constexpr int kMostUpcoming = 6;

struct UpcomingStep
{
    UnitKey unit;
    QString instanceName;
    WallTime at{};
    StateKind kind = StateKind::Pending;
    QString text;         ///< "hsp starts again"
    RestartKey restart{}; ///< of what an update asked for
    bool operator==(const UpcomingStep &) const = default;
};

/// At most `most`; engines that do not report plan nothing that can be relied on.
QList<UpcomingStep> upcoming(const QList<AttentionSource> &sources, const Viewpoint &when, int most = kMostUpcoming);

class UpcomingTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::UpcomingTexts)
public:
    /// "in 18 s", "in 7 h 42 min"
    static QString in(WallTime at, const Viewpoint &when);
    /// "14:34"
    static QString clock(WallTime at, const Viewpoint &when);
    /// Empty for what is not worth a line.
    static QString step(const client::UnitStatus &unit);
    static QString step(const client::PendingRestart &restart);
};

} // namespace lamplighter::ui
