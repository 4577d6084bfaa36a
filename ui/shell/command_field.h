// Looks like a field and opens the command palette.
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace lamplighter::ui {

class CommandField final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit CommandField(Theme &theme, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
};

} // namespace lamplighter::ui
