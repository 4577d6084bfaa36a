// Releases a kill switch: which latch, why, and whether what ran before starts again (off unless one says so).
#pragma once

#include "core/client/engine.h"
#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/reason_field.h"
#include "ui/dialogs/scope_option.h"
#include "ui/models/scope_picture.h"
#include "ui/models/time_texts.h"

#include <QButtonGroup>
#include <QCheckBox>

namespace lamplighter::ui {

class RearmDialog final : public DialogFrame
{
    Q_OBJECT
public:
    RearmDialog(Theme &theme, const QList<HeldLatch> &latches, const Viewpoint &view, QWidget *parent);

    /// "All units of prod-eu", "Only hsp"
    static QString latchTitle(const client::Latch &latch, const QString &instance);

Q_SIGNALS:
    void rearmWanted(const lamplighter::ui::InstanceId &instance, lamplighter::client::Scope scope,
                     const QString &target, const QString &reason, bool startAgain);

private:
    void checkReady();
    void confirm();

    QList<HeldLatch> m_latches;
    QButtonGroup m_group;
    ReasonField *m_reason;
    QCheckBox *m_startAgain;
    Button *m_rearm;
};

} // namespace lamplighter::ui
