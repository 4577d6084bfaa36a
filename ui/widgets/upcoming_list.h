// The card "Next": what comes by itself, with its time and how long until then.
#pragma once

#include "ui/models/upcoming.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"

namespace lamplighter::ui {

class UpcomingList final : public Card
{
    Q_OBJECT
public:
    explicit UpcomingList(Theme &theme, QWidget *parent = nullptr);

    void show(const QList<UpcomingStep> &steps, const Viewpoint &when);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void activated(const lamplighter::ui::UnitKey &unit);
    void restartActivated(const lamplighter::ui::RestartKey &restart);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRect rowRect(int row) const;
    [[nodiscard]] int rowAt(const QPoint &at) const;
    void setHovered(int row);

    QList<UpcomingStep> m_steps;
    Viewpoint m_when;
    int m_hovered = -1;
};

} // namespace lamplighter::ui
