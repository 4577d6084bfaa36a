// Above every page: which engines, the way to every command, how fresh the picture is, and the kill switch.
#pragma once

#include "ui/shell/command_field.h"
#include "ui/shell/instance_switcher.h"
#include "ui/widgets/freshness_label.h"
#include "ui/widgets/kill_switch_button.h"

namespace lamplighter::ui {

class TopBar final : public QWidget
{
    Q_OBJECT
public:
    TopBar(Theme &theme, Instances &instances, QWidget *parent = nullptr);

    /// What it says follows the instances in scope.
    void refresh();
    [[nodiscard]] InstanceSwitcher *switcher() const { return m_switcher; }
    [[nodiscard]] CommandField *commandField() const { return m_commands; }
    [[nodiscard]] KillSwitchButton *killSwitch() const { return m_killSwitch; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    Instances &m_instances;
    InstanceSwitcher *m_switcher;
    CommandField *m_commands;
    FreshnessLabel *m_freshness;
    KillSwitchButton *m_killSwitch;
};

} // namespace lamplighter::ui
