// Text in one of the type scale's styles and one of the palette's colours, elided where it does not fit.
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

#include <optional>

namespace lamplighter::ui {

class Label : public QLabel
{
    Q_OBJECT
public:
    Label(Theme &theme, TextStyle style, Tone tone, const QString &text = {}, QWidget *parent = nullptr);

    void setTone(Tone tone);
    /// The text colour of a state instead of a tone.
    void setStateTone(StateKind kind);
    void setStyleOfText(TextStyle style);
    /// A weight other than the style's own.
    void setWeight(QFont::Weight weight);
    /// Elides plain text instead of growing; the full text is then in the tool tip.
    void setElideMode(Qt::TextElideMode mode);
    /// In an eliding label the text is drawn here, so QLabel must not lay it out.
    void setText(const QString &text);

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool isElided() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void restyle();
    void updateToolTip();

    Theme &m_theme;
    TextStyle m_style;
    Tone m_tone;
    std::optional<StateKind> m_state;
    std::optional<QFont::Weight> m_weight;
    Qt::TextElideMode m_elide = Qt::ElideNone;
    bool m_ownToolTip = false;
};

} // namespace lamplighter::ui
