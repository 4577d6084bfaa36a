// One engine in two lines and a bar: what its card on the overview says. Pure.
#pragma once

#include "ui/models/attention.h"

#include <array>

namespace lamplighter::ui {

struct InstanceSummary
{
    InstanceId id;
    QString name;
    StateKind kind = StateKind::Pending;
    int units = 0;
    bool known = false;                        ///< how many units it has was told at least once
    QString line;                              ///< in the colour of the state
    QString note;                              ///< muted
    std::array<int, kStateKindCount> counts{}; ///< units by StateKind
    bool reporting = false;                    ///< what it said last can be trusted
    bool countsUp = false;                     ///< its words change by themselves

    bool operator==(const InstanceSummary &) const = default;
};

InstanceSummary summaryOf(const AttentionSource &source, const Viewpoint &when);

} // namespace lamplighter::ui
