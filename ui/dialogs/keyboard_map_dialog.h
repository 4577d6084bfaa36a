// Which keys do what, from the action registry.
#pragma once

#include "ui/dialogs/dialog_frame.h"

#include <QAction>

namespace lamplighter::ui {

class KeyboardMapDialog final : public DialogFrame
{
    Q_OBJECT
public:
    KeyboardMapDialog(Theme &theme, const QList<QAction *> &actions, QWidget *parent);
};

} // namespace lamplighter::ui
