// Above every page: which engine, how fresh its picture is, and the kill switch.
#pragma once

#include "ui/models/engine_picture.h"
#include "ui/widgets/freshness_label.h"
#include "ui/widgets/kill_switch_button.h"

namespace lamplighter::ui {

/// Shows the engine of this window: worst state, name, how many units.
class InstanceLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit InstanceLabel(Theme &theme, QWidget *parent = nullptr);
    void show(StateKind worst, const QString &name, const QString &detail, const QString &toolTip);
    using QWidget::show;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    StateGlyphWidget *m_glyph;
    Label *m_name;
    Label *m_detail;
};

class TopBar final : public QWidget
{
    Q_OBJECT
public:
    TopBar(Theme &theme, EnginePicture &picture, QWidget *parent = nullptr);

    void refresh();
    [[nodiscard]] KillSwitchButton *killSwitch() const { return m_killSwitch; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    EnginePicture &m_picture;
    InstanceLabel *m_instance;
    FreshnessLabel *m_freshness;
    KillSwitchButton *m_killSwitch;
};

} // namespace lamplighter::ui
