// What can be answered to several selected restarts at once, each answer counted and guarded; hidden while fewer than
// two are selected.
#pragma once

#include "ui/models/bulk_decision.h"
#include "ui/models/restart_key.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

namespace lamplighter::ui {

class UpdateBulkBar final : public QWidget
{
    Q_OBJECT
public:
    UpdateBulkBar(Theme &theme, const Instances &instances, QWidget *parent = nullptr);

    void showRestarts(const QList<RestartKey> &keys);
    [[nodiscard]] const QList<RestartKey> &restarts() const { return m_keys; }
    [[nodiscard]] QWidget *deferButton() const { return m_defer; }

Q_SIGNALS:
    void wanted(lamplighter::ui::BulkDecision::Kind kind);
    void cleared();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showButton(Button *button, BulkDecision::Kind kind, const QString &text);

    Theme &m_theme;
    const Instances &m_instances;
    QList<RestartKey> m_keys;
    Label *m_title;
    Button *m_approve;
    Button *m_defer;
    Button *m_reject;
};

} // namespace lamplighter::ui
