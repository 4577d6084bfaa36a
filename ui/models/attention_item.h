// One line of the attention queue: what is wrong where, the numbers that help decide, and what can be done about it.
#pragma once

#include "ui/models/availability.h"
#include "ui/models/restart_key.h"
#include "ui/models/state_kind.h"

namespace lamplighter::ui {

enum class AttentionAction {
    StartNow,
    RestartAgain,
    Restart,
    Stop,
    ViewLog,
    View,
    Acknowledge,
    Reconnect,
    EnterToken,
    Rearm,
    ReadUnitFiles,
    ChangeConnection,
    Approve,
    Defer,
};

/// One thing that can be done about an item, and whether it can be done now.
struct AttentionOffer
{
    AttentionAction action = AttentionAction::View;
    Availability availability{};

    friend bool operator==(const AttentionOffer &left, const AttentionOffer &right)
    {
        return left.action == right.action && left.availability.enabled == right.availability.enabled &&
               left.availability.reason == right.availability.reason;
    }
};

struct AttentionItem
{
    QString id;           ///< the same for as long as it is about the same trouble
    RestartKey restart{}; ///< what it asks an answer to; empty if it is about no restart
    UnitKey about;        ///< of an instance; the name is empty if it is about no single unit
    StateKind kind = StateKind::Attention;
    QString title;
    QString detail;
    QString instanceName;
    WallTime since{};             ///< the epoch: nobody said
    QList<AttentionOffer> offers; ///< at most three, the suggested one first
    QStringList alerts;           ///< ids of what Acknowledge acknowledges
    bool countsDown = false;      ///< its words change by themselves

    bool operator==(const AttentionItem &) const = default;

    [[nodiscard]] bool isUrgent() const { return kind == StateKind::Critical; }
    /// It only tells; nothing is wrong any more.
    [[nodiscard]] bool isNews() const { return kind == StateKind::Ok || kind == StateKind::Info; }
    /// Something is done about it already.
    [[nodiscard]] bool isUnderWay() const { return kind == StateKind::Busy; }
    [[nodiscard]] const AttentionOffer *offer(AttentionAction action) const
    {
        for (const AttentionOffer &one : offers) {
            if (one.action == action) {
                return &one;
            }
        }
        return nullptr;
    }
};

} // namespace lamplighter::ui

Q_DECLARE_METATYPE(lamplighter::ui::AttentionItem)
