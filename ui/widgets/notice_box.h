// A sentence that belongs to what stands below it, on the soft fill of its state, with one thing to do about it.
#pragma once

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/state_glyph_widget.h"

namespace lamplighter::ui {

/// The box of a notice, over all of `widget`; to be called while it paints.
void paintNotice(QWidget &widget, const Theme &theme, StateKind kind);

class NoticeBox final : public QWidget
{
    Q_OBJECT
public:
    /// No button if `button` is empty. Hidden until there is a text.
    NoticeBox(Theme &theme, StateKind kind, const QString &button, const QString &name, QWidget *parent = nullptr);

    /// Hidden for an empty text.
    void setText(const QString &text);
    void setKind(StateKind kind);

Q_SIGNALS:
    void buttonClicked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    StateKind m_kind;
    StateGlyphWidget *m_glyph;
    Label *m_text;
};

} // namespace lamplighter::ui
