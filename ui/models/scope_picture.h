// The engines in scope told as one: what the top bar, the rail and the banner say. Works on what is there now and keeps
// nothing; lives on the GUI thread.
#pragma once

#include "ui/models/instances.h"
#include "ui/models/kill_switch_plan.h"

namespace lamplighter::ui {

/// A latch and the engine that holds it.
struct HeldLatch
{
    InstanceId instance;
    QString instanceName;
    client::Latch latch;
};

struct StandingText
{
    StateKind kind = StateKind::Pending;
    QString title;
    QString detail;
};

class ScopePicture
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::ScopePicture)
public:
    explicit ScopePicture(const Instances &instances)
        : m_instances(instances)
    {}

    /// "All instances", "4 of 5 reporting, 77 units"; or the one in scope.
    [[nodiscard]] StandingText instance() const;
    /// The worst of them: what one looks at may be as old as that.
    [[nodiscard]] Freshness freshness() const;
    /// Of the Processes page: failed, retrying and unknown units.
    [[nodiscard]] EnginePicture::Badge processesBadge() const;
    /// Of the Connections page: instances that do not report. All of them, whatever is in scope.
    [[nodiscard]] EnginePicture::Badge connectionsBadge() const;
    /// "Watchdog on, reacts at once"
    [[nodiscard]] StandingText watchdog() const;
    /// Who we are, and as what.
    [[nodiscard]] StandingText account() const;

    [[nodiscard]] QList<HeldLatch> latches() const;
    /// Every unit in scope is held for all.
    [[nodiscard]] bool engagedForAll() const;
    /// Title and detail of the banner; an empty title means none.
    [[nodiscard]] StandingText banner() const;
    [[nodiscard]] Availability toEngage() const;
    [[nodiscard]] Availability toRearm() const;
    [[nodiscard]] QList<KillTarget> killTargets(const UnitKey &selected) const;

private:
    [[nodiscard]] StateKind worst() const;

    const Instances &m_instances;
};

} // namespace lamplighter::ui
