// "Report an update": a notice by hand, to the instance in scope or to one that is chosen.
#pragma once

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/notice_fields.h"
#include "ui/models/instances.h"
#include "ui/widgets/notice_box.h"

namespace lamplighter::ui {

class ReportUpdateDialog final : public DialogFrame
{
    Q_OBJECT
public:
    ReportUpdateDialog(Theme &theme, Instances &instances, QWidget *parent);

Q_SIGNALS:
    void reported(const lamplighter::ui::InstanceId &instance, const lamplighter::client::NoticeAnswer &answer);

private:
    void refresh();
    void send();
    void answered(const Result<client::NoticeAnswer> &answer);
    [[nodiscard]] Instance *instance() const;

    Instances &m_instances;
    QList<InstanceId> m_choices;
    ComboField *m_where = nullptr;
    NoticeFields *m_fields;
    NoticeBox *m_refusal;
    Button *m_send;
    bool m_busy = false;
};

} // namespace lamplighter::ui
