// What can be done to several selected units, each action counted and guarded; hidden while fewer than two are
// selected.
#pragma once

#include "ui/models/instances.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

namespace lamplighter::ui {

class BulkBar final : public QWidget
{
    Q_OBJECT
public:
    BulkBar(Theme &theme, Instances &instances, QWidget *parent = nullptr);

    void showUnits(const QList<UnitKey> &units);
    [[nodiscard]] const QList<UnitKey> &units() const { return m_units; }

Q_SIGNALS:
    // only those that the action is possible for
    void startWanted(const QList<lamplighter::ui::UnitKey> &units);
    void restartWanted(const QList<lamplighter::ui::UnitKey> &units);
    void stopWanted(const QList<lamplighter::ui::UnitKey> &units);
    void moreWanted(QWidget *where);
    void cleared();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showButton(Button *button, Instances::UnitRule rule, const QString &text);

    Theme &m_theme;
    Instances &m_instances;
    QList<UnitKey> m_units;
    Label *m_title;
    Button *m_start;
    Button *m_stop;
    Button *m_restart;
};

} // namespace lamplighter::ui
