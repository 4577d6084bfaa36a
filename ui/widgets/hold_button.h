// A button that must be held for two seconds, with the mouse or with Space. Letting go early does nothing and says so.
#pragma once

#include "core/base/clock.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QTimer>

#include <optional>

namespace lamplighter::ui {

class HoldButton final : public QAbstractButton
{
    Q_OBJECT
public:
    HoldButton(Theme &theme, const Clock &clock, const QString &text, QWidget *parent = nullptr);

    /// 0 to 1.
    [[nodiscard]] double progress() const;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void confirmed();
    /// Let go before the time was up.
    void cancelled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void begin();
    void advance();
    void letGo();
    [[nodiscard]] QString label() const;

    Theme &m_theme;
    const Clock &m_clock;
    QTimer m_frame;
    std::optional<Instant> m_since;
};

} // namespace lamplighter::ui
