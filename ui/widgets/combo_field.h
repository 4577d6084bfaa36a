// One of a few choices, drawn like the other fields.
#pragma once

#include "ui/theme/theme.h"

#include <QComboBox>

namespace lamplighter::ui {

class ComboField final : public QComboBox
{
    Q_OBJECT
public:
    ComboField(Theme &theme, const QString &name, const QString &accessibleName, QWidget *parent = nullptr);

    void addChoice(int id, const QString &text) { addItem(text, id); }
    [[nodiscard]] int chosen() const { return currentData().toInt(); }
    /// Chooses without a signal.
    void choose(int id);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void restyle();

    Theme &m_theme;
};

} // namespace lamplighter::ui
