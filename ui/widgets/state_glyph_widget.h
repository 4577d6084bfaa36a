// One state glyph as a widget. It repeats the word beside it, so assistive technology passes over it.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace lamplighter::ui {

class StateGlyphWidget final : public QWidget
{
    Q_OBJECT
public:
    StateGlyphWidget(Theme &theme, int points, StateKind kind, QWidget *parent = nullptr);
    void setKind(StateKind kind);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    StateKind m_kind;
};

/// One tinted icon as a widget; decoration as well.
class IconWidget final : public QWidget
{
    Q_OBJECT
public:
    IconWidget(Theme &theme, int points, Icon icon, Tone tone, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    Icon m_icon;
    Tone m_tone;
};

} // namespace lamplighter::ui
