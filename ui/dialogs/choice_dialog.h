// A question with its answers as verbs: "Stop hsp on prod-eu?" with "Keep running" and "Stop hsp".
#pragma once

#include "ui/dialogs/dialog_frame.h"

namespace lamplighter::ui {

class ChoiceDialog final : public DialogFrame
{
    Q_OBJECT
public:
    ChoiceDialog(Theme &theme, const QString &name, const QString &question, const QString &explanation,
                 QWidget *parent);

    /// From left to right; the first one is what Esc does. The one added last has the focus.
    void addChoice(int id, ButtonKind kind, const QString &text, const QString &name);

Q_SIGNALS:
    void chosen(int id);
};

} // namespace lamplighter::ui
