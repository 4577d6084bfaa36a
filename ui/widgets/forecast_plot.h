// One dot for each earlier restart, by how long it was down: the median as a line, and what nine in ten stayed within.
#pragma once

#include "ui/models/forecast_picture.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace lamplighter::ui {

class ForecastPlot final : public QWidget
{
    Q_OBJECT
public:
    explicit ForecastPlot(Theme &theme, QWidget *parent = nullptr);

    void setPicture(const ForecastPicture &picture);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] double xOf(double seconds) const;
    void paintAxis(QPainter &painter, int baseline) const;
    void paintDots(QPainter &painter, int baseline) const;
    void paintWords(QPainter &painter, int baseline) const;
    [[nodiscard]] double dotStep() const;

    Theme &m_theme;
    ForecastPicture m_picture;
};

} // namespace lamplighter::ui
