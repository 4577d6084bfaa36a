// How the console looks and handles. Every choice counts at once and is remembered.
#pragma once

#include "ui/dialogs/dialog_frame.h"
#include "ui/models/sign_in_start.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/combo_field.h"
#include "ui/widgets/switch.h"

namespace lamplighter::ui {

class FormRow;

class SettingsDialog final : public DialogFrame
{
    Q_OBJECT
public:
    /// `settings` outlives the dialog. Without `signInStart` there is no such switch.
    SettingsDialog(Theme &theme, QSettings &settings, const std::optional<SignInStart> &signInStart, QWidget *parent);

private:
    FormRow *addRow(const QString &title, const QString &id, QWidget *field);
    void addLook();
    void addHandling();
    void addTray();
    void applySignInStart(bool on);
    void apply();

    Appearance m_appearance;
    ComboField *m_scheme;
    ComboField *m_textSize;
    Switch *m_reducedMotion;
    Switch *m_noHold;
    Switch *m_closesToTray;
    std::optional<SignInStart> m_signInStart;
    FormRow *m_signInRow = nullptr;
};

} // namespace lamplighter::ui
