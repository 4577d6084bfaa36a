// A line of text to fill in, in the heights, lines and rings of the design.
#pragma once

#include "ui/theme/theme.h"

#include <QLineEdit>

namespace lamplighter::ui {

class TextField final : public QLineEdit
{
    Q_OBJECT
public:
    TextField(Theme &theme, const QString &name, const QString &accessibleName, QWidget *parent = nullptr);

    /// For commands, paths and keys.
    void setFixedWidthFont();
    /// As wide as this many digits, instead of as wide as there is room.
    void setCharacters(int characters);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void restyle();

    Theme &m_theme;
    bool m_fixedWidthFont = false;
    int m_characters = 0;
};

/// After a property that the style sheet looks at has changed: it does so only when it polishes.
void repolish(QWidget &widget);

/// A line in the colour of a fault around a field of any kind, and off again.
void setInvalid(QWidget &field, bool invalid);

} // namespace lamplighter::ui
