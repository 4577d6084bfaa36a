// The surface that groups belong on: a hairline around it, round corners, no shadow.
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>

namespace lamplighter::ui {

class Card : public QFrame
{
    Q_OBJECT
public:
    explicit Card(Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] Theme &theme() const { return m_theme; }

private:
    Theme &m_theme;
};

/// How many, in the colours of the worst; hidden at 0, "99+" above 99.
class CountBadge final : public QWidget
{
    Q_OBJECT
public:
    explicit CountBadge(Theme &theme, QWidget *parent = nullptr);

    void set(int count, StateKind worst);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString text() const;
    [[nodiscard]] QFont badgeFont() const;

    Theme &m_theme;
    int m_count = 0;
    StateKind m_worst = StateKind::Stopped;
};

} // namespace lamplighter::ui
