// A date and a time until which a restart waits.
#pragma once

#include "ui/dialogs/dialog_frame.h"
#include "ui/models/defer_choices.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/text_field.h"

namespace lamplighter::ui {

class DeferDialog final : public DialogFrame
{
    Q_OBJECT
public:
    /// Begins with tomorrow at 06:00.
    DeferDialog(Theme &theme, const QString &subject, const Viewpoint &when, QWidget *parent);

Q_SIGNALS:
    void picked(lamplighter::WallTime until);

private:
    void refresh();
    [[nodiscard]] std::optional<WallTime> until() const;

    Viewpoint m_when;
    TextField *m_date;
    TextField *m_time;
    FormRow *m_row;
    Label *m_summary;
    Button *m_defer;
};

} // namespace lamplighter::ui
