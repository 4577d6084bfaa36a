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
    [[nodiscard]] QFont tagFont() const;

    Theme &m_theme;
    StateKind m_kind;
    QString m_text;
};

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
