// Two or more words of which one is on, joined in one outline: "Dense | Roomy".
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>

namespace lamplighter::ui {

class Segmented final : public QWidget
{
    Q_OBJECT
public:
    explicit Segmented(Theme &theme, const QString &name, QWidget *parent = nullptr);

    /// In order from the left; the first one is on.
    void addSegment(int id, const QString &text, const QString &name);
    void setCurrent(int id);
    [[nodiscard]] int current() const { return m_group.checkedId(); }

Q_SIGNALS:
    /// The operator chose another one.
    void chosen(int id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    QButtonGroup m_group;
};

} // namespace lamplighter::ui
