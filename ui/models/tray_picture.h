// All engines told as one lamp and a short menu: what the tray shows. A pure function; knows no widgets.
#pragma once

#include "ui/models/instance_summary.h"

namespace lamplighter::ui {

/// How the lamp burns, as the design has it.
enum class LampState {
    Lit,     ///< all that should run runs
    Amber,   ///< something waits for somebody, or is not well
    Red,     ///< something urgent
    Dark,    ///< no engine reports, or none has a unit
    Striped, ///< the kill switch is engaged
};

/// A restart that waits for somebody's answer.
struct TrayDecision
{
    RestartKey restart;
    QString instanceName;
    QString title;  ///< "quantum_backend: restart now is recommended"
    QString detail; ///< why; may be empty
    StateKind kind = StateKind::Attention;
    Availability toApprove{};
    Availability toDefer{};

    /// Of all decisions of all instances.
    [[nodiscard]] QString key() const
    {
        return restart.instance.toString() + QStringLiteral("/decision/") + restart.id;
    }
    friend bool operator==(const TrayDecision &left, const TrayDecision &right);
};

struct TraySources
{
    QList<InstanceSummary> instances;
    QList<AttentionItem> items; ///< of all instances, most urgent first
    bool starting = false;      ///< the engine of this workstation is not up yet
};

struct TrayPicture
{
    LampState lamp = LampState::Dark;
    StateKind kind = StateKind::Pending; ///< of the headline
    QString headline;                    ///< "7 things need you, 2 of them urgent"
    QStringList lines;                   ///< a few: how the instances stand
    QList<TrayDecision> decisions;       ///< most urgent first
    QList<AttentionItem> items;          ///< what else needs somebody, most urgent first; neither news nor under way
    QList<InstanceId> silent;            ///< instances whose units are not known now
    bool severalInstances = false;

    /// Headline and lines; without anything that a tool tip might take for markup.
    [[nodiscard]] QString toolTip() const;
    /// The same lamp and menu; what only counts down does not matter.
    [[nodiscard]] bool looksLike(const TrayPicture &other) const;
};

TrayPicture trayPicture(const TraySources &sources);

class TrayTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::TrayTexts)
public:
    /// The state of the lamp in words, for those who do not see it.
    static QString lamp(LampState state);
    /// "prod-eu: 2 units failed, 12 of 14 units running"
    static QString line(const InstanceSummary &instance);
    static QString headline(const TraySources &sources, int needing, int urgent, bool anyReports);
    static QString moreInstances(int count);
};

} // namespace lamplighter::ui
