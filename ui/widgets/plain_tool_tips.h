// Tool tips show their text as it is: much of it comes from an engine or a unit, and Qt would take a "<" in it for
// mark-up (which could load pictures). One for the application; installed once, in the thread of the widgets.
#pragma once

#include <QObject>

namespace lamplighter::ui {

class PlainToolTips final : public QObject
{
public:
    /// Watches every tool tip of `application`, which owns nothing of it.
    explicit PlainToolTips(QObject &application);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace lamplighter::ui
