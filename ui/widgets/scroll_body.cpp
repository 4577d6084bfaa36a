#include "ui/widgets/scroll_body.h"

#include <QEvent>
#include <QLayout>
#include <QScrollBar>

#include <algorithm>

namespace lamplighter::ui {

ScrollBody::ScrollBody(Theme &theme, QWidget *content, const QString &name, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_edge(new QWidget(this))
{
    setObjectName(name);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setAutoFillBackground(false);
    setWidget(content);
    content->setAutoFillBackground(false);
    content->installEventFilter(this);
    m_edge->setAutoFillBackground(true);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ScrollBody::showEdge);
    connect(&theme, &Theme::changed, this, &ScrollBody::showEdge);
    showEdge();
}

void ScrollBody::setLargestHeight(int height)
{
    m_largest = height;
    updateGeometry();
}

QSize ScrollBody::sizeHint() const
{
    const QLayout *layout = widget()->layout();
    const int wide = std::max(viewport()->width(), layout->minimumSize().width());
    const int high = layout->hasHeightForWidth() ? layout->heightForWidth(wide) : layout->sizeHint().height();
    return {layout->minimumSize().width(), std::min(high, m_largest)};
}

bool ScrollBody::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) {
        updateGeometry();
    }
    return QScrollArea::eventFilter(watched, event);
}

void ScrollBody::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    m_edge->setGeometry(0, 0, width(), 1);
    m_edge->raise();
}

void ScrollBody::showEdge()
{
    QPalette colours = m_edge->palette();
    colours.setColor(QPalette::Window, m_theme.palette().hairline);
    m_edge->setPalette(colours);
    m_edge->setVisible(verticalScrollBar()->value() > verticalScrollBar()->minimum());
}

} // namespace lamplighter::ui
