// One bar for each of the last 24 hours: how often a unit was restarted in it.
#pragma once

#include "ui/models/time_texts.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>

namespace lamplighter::ui {

inline constexpr int kStripHours = 24;

/// Restarts in each of the 24 hours before `now`, oldest first.
std::array<int, kStripHours> restartsByHour(const QList<WallTime> &times, WallTime now);

class RestartStrip final : public QWidget
{
    Q_OBJECT
public:
    explicit RestartStrip(Theme &theme, QWidget *parent = nullptr);
    void setTimes(const QList<WallTime> &times, const Viewpoint &view);
    [[nodiscard]] QSize sizeHint() const override { return {256, 64}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    std::array<int, kStripHours> m_hours{};
    QString m_begin;
    QString m_middle;
};

} // namespace lamplighter::ui
