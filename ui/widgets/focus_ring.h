// Draws the focus ring around whatever has the focus in one window: 2 px, 1 px outside, in every theme. Owned by the
// window.
#pragma once

#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

namespace lamplighter::ui {

/// Widgets take part by their property "focusRadius" (corner radius in points). With "focusInside" the ring lies on the
/// edge of the widget itself (fields). The mouse shows it only on fields; keys show it everywhere.
class FocusRing final : public QWidget
{
    Q_OBJECT
public:
    FocusRing(Theme &theme, QWidget *window);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow(QWidget *old, QWidget *now);
    void place();
    void watchTarget(bool watch);

    Theme &m_theme;
    QPointer<QWidget> m_target;
    QRect m_ring; ///< of the whole target; scrolled away parts lie outside of this widget
};

} // namespace lamplighter::ui
