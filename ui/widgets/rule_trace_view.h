// All rules of the policy in their order, with the one that decided open: what it looked at, and why the others did
// not.
#pragma once

#include "ui/models/rule_trace.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace lamplighter::ui {

class RuleTraceView final : public QWidget
{
    Q_OBJECT
public:
    RuleTraceView(Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setLines(const QList<RuleLine> &lines);
    [[nodiscard]] const QList<RuleLine> &lines() const { return m_lines; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int lineHeight() const;
    [[nodiscard]] int heightOf(const RuleLine &line) const;
    void paintRule(QPainter &painter, const QRect &area, const RuleLine &line) const;
    void paintInputs(QPainter &painter, QRect row, const RuleLine &line) const;

    Theme &m_theme;
    QList<RuleLine> m_lines;
};

} // namespace lamplighter::ui
