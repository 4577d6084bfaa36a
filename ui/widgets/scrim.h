// Dims a window while one of its dialogs is open. Child of the window; owned by it.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace lamplighter::ui {

class Scrim final : public QWidget
{
    Q_OBJECT
public:
    Scrim(Theme &theme, QWidget *window);
    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
};

} // namespace lamplighter::ui
