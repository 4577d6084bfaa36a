// Why several updates are rejected at once.
#pragma once

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/reason_field.h"

namespace lamplighter::ui {

class RejectDialog final : public DialogFrame
{
    Q_OBJECT
public:
    RejectDialog(Theme &theme, int count, QWidget *parent);

Q_SIGNALS:
    void confirmed(const QString &reason);

private:
    void refresh();

    ReasonField *m_reason;
    Button *m_reject;
};

} // namespace lamplighter::ui
