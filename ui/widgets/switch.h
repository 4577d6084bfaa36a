// On or off at once, with its word beside it.
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace lamplighter::ui {

class Switch final : public QAbstractButton
{
    Q_OBJECT
public:
    Switch(Theme &theme, const QString &text, const QString &name, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
};

} // namespace lamplighter::ui
