#include "ui/widgets/log_interface.h"

namespace lamplighter::ui {

LogInterface::LogInterface(LogView *view)
    : QAccessibleWidget(view, QAccessible::EditableText)
    , m_view(view)
{}

void *LogInterface::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TextInterface ? static_cast<QAccessibleTextInterface *>(this)
                                              : QAccessibleWidget::interface_cast(type);
}

QAccessible::State LogInterface::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    return state;
}

QString LogInterface::text(int startOffset, int endOffset) const
{
    const QString shown = m_view->shownText();
    const int end = endOffset < 0 ? static_cast<int>(shown.size()) : endOffset;
    return shown.mid(std::max(0, startOffset), std::max(0, end - startOffset));
}

int LogInterface::characterCount() const
{
    return static_cast<int>(m_view->shownText().size());
}

QRect LogInterface::characterRect(int offset) const
{
    const QString before = m_view->shownText().left(std::max(0, offset));
    const auto line = static_cast<int>(before.count(u'\n'));
    const QRect area(m_view->viewport()->mapToGlobal(QPoint(0, 0)), m_view->viewport()->size());
    return QRect(area.x(), area.y() + line * m_view->lineHeight(), area.width(), m_view->lineHeight()) & area;
}

int LogInterface::offsetAtPoint(const QPoint &point) const
{
    const int line = m_view->viewport()->mapFromGlobal(point).y() / m_view->lineHeight();
    const QString shown = m_view->shownText();
    qsizetype offset = 0;
    for (int i = 0; i < line && offset < shown.size(); ++i) {
        const qsizetype end = shown.indexOf(u'\n', offset);
        offset = end < 0 ? shown.size() : end + 1;
    }
    return static_cast<int>(offset);
}

void LogInterface::selection(int, int *startOffset, int *endOffset) const
{
    *startOffset = *endOffset = 0;
}

QString LogInterface::attributes(int, int *startOffset, int *endOffset) const
{
    *startOffset = 0;
    *endOffset = characterCount();
    return {};
}

} // namespace lamplighter::ui
