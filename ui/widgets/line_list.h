// A few lines under a heading: for modules, steps and notices.
#pragma once

#include "ui/models/text_line.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace lamplighter::ui {

class LineList final : public QWidget
{
    Q_OBJECT
public:
    LineList(Theme &theme, const QString &name, const QString &accessibleName, QWidget *parent = nullptr);

    void setLines(const QList<TextLine> &lines);
    [[nodiscard]] const QList<TextLine> &lines() const { return m_lines; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int lineHeight() const;
    void paintLine(QPainter &painter, QRect area, const TextLine &line) const;

    Theme &m_theme;
    QList<TextLine> m_lines;
};

} // namespace lamplighter::ui
