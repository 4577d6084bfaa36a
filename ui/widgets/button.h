// The console's push button: outlined, filled (one in a view), danger, or ghost; with icon, busy state and a reason
// when off.
#pragma once

#include "ui/models/availability.h"
#include "ui/theme/theme.h"

#include <QPushButton>

#include <optional>

namespace lamplighter::ui {

enum class ButtonKind { Default, Filled, Danger, Ghost };

/// What a button looks like, for those who paint many and make few.
struct ButtonFace
{
    ButtonKind kind = ButtonKind::Default;
    QString text;
    std::optional<Icon> icon;
    bool enabled = true;
    bool hovered = false;
    bool down = false;
    bool opensMenu = false; ///< an arrow after the text
};
QSize buttonSize(const Theme &theme, const ButtonFace &face, bool large = false);
void paintButton(QPainter &painter, const QRect &rect, const Theme &theme, const ButtonFace &face);

class Button : public QPushButton
{
    Q_OBJECT
public:
    /// `name` is the object name; the accessible name is the text unless set otherwise.
    Button(Theme &theme, ButtonKind kind, const QString &text, const QString &name, QWidget *parent = nullptr);

    void setKind(ButtonKind kind);
    void setGlyph(Icon icon);
    /// Icon only, square; `accessibleName` becomes the tool tip too.
    void setIconOnly(Icon icon, const QString &accessibleName);
    /// An arrow after the text.
    void setOpensMenu(bool opensMenu);
    void setLarge(bool large); ///< 32 high instead of 28
    /// Off with a reason in tool tip and accessible description, or on with `hint` there.
    void setAvailability(const Availability &availability, const QString &hint = {});

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] ButtonFace face() const;

    Theme &m_theme;
    ButtonKind m_kind;
    std::optional<Icon> m_icon;
    bool m_large = false;
    bool m_opensMenu = false;
};

/// Enables or disables any widget with its reason; see Button::setAvailability.
void applyAvailability(QWidget &widget, const Availability &availability, const QString &hint = {});

} // namespace lamplighter::ui
