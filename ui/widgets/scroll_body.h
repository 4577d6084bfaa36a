// A column of content that scrolls where there is no room for all of it, and asks for no more room than it has.
#pragma once

#include "ui/theme/theme.h"

#include <QScrollArea>

namespace lamplighter::ui {

class ScrollBody final : public QScrollArea
{
    Q_OBJECT
public:
    /// Takes `content`.
    ScrollBody(Theme &theme, QWidget *content, const QString &name, QWidget *parent = nullptr);

    void setLargestHeight(int height);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showEdge();

    Theme &m_theme;
    QWidget *m_edge; ///< a line where content goes on above
    int m_largest = 400;
};

} // namespace lamplighter::ui
