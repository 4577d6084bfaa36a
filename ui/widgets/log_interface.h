// A log as assistive programs read it: the text of the lines that are in view. Owned by Qt's cache of such interfaces.
#pragma once

#include "ui/widgets/log_view.h"

#include <QAccessibleWidget>

namespace lamplighter::ui {

class LogInterface final : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit LogInterface(LogView *view);

    void *interface_cast(QAccessible::InterfaceType type) override;
    [[nodiscard]] QAccessible::State state() const override;

    [[nodiscard]] QString text(int startOffset, int endOffset) const override;
    using QAccessibleWidget::text;
    [[nodiscard]] int characterCount() const override;
    [[nodiscard]] QRect characterRect(int offset) const override;
    [[nodiscard]] int offsetAtPoint(const QPoint &point) const override;

    // Lines are selected with the mouse or all at once, and there is no caret.
    void selection(int selectionIndex, int *startOffset, int *endOffset) const override;
    [[nodiscard]] int selectionCount() const override { return 0; }
    void addSelection(int, int) override {}
    void removeSelection(int) override {}
    void setSelection(int, int, int) override {}
    [[nodiscard]] int cursorPosition() const override { return 0; }
    void setCursorPosition(int) override {}
    void scrollToSubstring(int, int) override {}
    QString attributes(int offset, int *startOffset, int *endOffset) const override;

private:
    LogView *m_view;
};

} // namespace lamplighter::ui
