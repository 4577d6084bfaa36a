// Small coloured words: a state on its soft fill, and a key as on a keyboard.
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace lamplighter::ui {

class Tag final : public QWidget
{
    Q_OBJECT
public:
    Tag(Theme &theme, StateKind kind, const QString &text, QWidget *parent = nullptr);
    void set(StateKind kind, const QString &text);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    StateKind m_kind;
    QString m_text;
};

/// The same by a painter, for those who paint many: beginning at the left of `area`, or at its right, in the middle of
/// its height, no wider than it. The width that it took.
int paintTag(QPainter &painter, const QRect &area, const Theme &theme, StateKind kind, const QString &text,
             bool right = false);
int tagWidth(const Theme &theme, const QString &text);

class KeyCap final : public QWidget
{
    Q_OBJECT
public:
    KeyCap(Theme &theme, const QString &key, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    QString m_key;
};

} // namespace lamplighter::ui
