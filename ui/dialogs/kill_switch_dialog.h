// Before the kill switch is engaged: scope, what will happen, reason, and two seconds to think. Nothing happens before
// engageWanted.
#pragma once

#include "core/client/engine.h"
#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/reason_field.h"
#include "ui/dialogs/scope_option.h"
#include "ui/models/kill_switch_plan.h"
#include "ui/widgets/hold_button.h"
#include "ui/widgets/state_glyph_widget.h"
#include "ui/widgets/surroundings.h"

#include <QButtonGroup>

class QGridLayout;

namespace lamplighter::ui {

/// How the engagement is confirmed: held, or typed where holding is not possible (screen reader, or so set).
enum class ConfirmBy { Holding, Typing };

class KillSwitchDialog final : public DialogFrame
{
    Q_OBJECT
public:
    KillSwitchDialog(const Surroundings &surroundings, const QList<KillTarget> &targets, const UnitKey &selected,
                     ConfirmBy confirmBy, QWidget *parent);

    /// Units change while one thinks; counts and consequences follow, the chosen scope stays.
    void setTargets(const QList<KillTarget> &targets);

Q_SIGNALS:
    void engageWanted(const lamplighter::ui::KillScope &scope, const QString &reason);

private:
    void addScopes();
    void addConsequences();
    void addHolding(const Surroundings &surroundings);
    void addTyping();
    void showScopes();
    void showConsequences();
    void checkReady();
    void confirm();
    void letGo();
    [[nodiscard]] const KillScope &chosen() const;

    struct ConsequenceRow
    {
        StateGlyphWidget *glyph;
        Label *text;
    };
    const ConsequenceRow &consequenceRow(int row);

    QList<KillTarget> m_targets;
    UnitKey m_selected;
    QList<KillScope> m_scopes;
    QButtonGroup m_group;
    QGridLayout *m_consequences = nullptr;
    QList<ConsequenceRow> m_rows;
    ReasonField *m_reason = nullptr;
    HoldButton *m_hold = nullptr;
    Label *m_hint = nullptr;
    QWidget *m_keyHint = nullptr;
    QLineEdit *m_typed = nullptr;
    Button *m_engage = nullptr;
};

} // namespace lamplighter::ui
