#include "ui/widgets/accessible_roles.h"

#include "ui/widgets/log_interface.h"

#include <QAbstractButton>
#include <QAccessibleWidget>
#include <QButtonGroup>

namespace lamplighter::ui {
namespace {

/// A button that is no push button. Qt would offer to toggle the checkable ones, which no click is: whoever waits for
/// the click of a group of them would not hear of it.
class ButtonInterface final : public QAccessibleWidget
{
public:
    explicit ButtonInterface(QAbstractButton *button)
        : QAccessibleWidget(button, QAccessible::Button)
        , m_button(button)
    {}

    [[nodiscard]] QAccessible::Role role() const override
    {
        // Asked each time: a button may join its group after somebody has looked at it.
        const bool oneOfSeveral = m_button->group() && m_button->group()->exclusive();
        return !m_button->isCheckable() ? QAccessible::Button
               : oneOfSeveral           ? QAccessible::RadioButton
                                        : QAccessible::CheckBox;
    }

    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.checkable = m_button->isCheckable();
        state.checked = m_button->isChecked();
        return state;
    }

    [[nodiscard]] QStringList actionNames() const override
    {
        const QStringList press = m_button->isEnabled() ? QStringList(pressAction()) : QStringList();
        return press + QAccessibleWidget::actionNames();
    }

    void doAction(const QString &action) override
    {
        if (action == pressAction()) {
            m_button->click();
        } else {
            QAccessibleWidget::doAction(action);
        }
    }

private:
    QAbstractButton *m_button;
};

QAccessibleInterface *interfaceOf(const QString &className, QObject *object)
{
    auto *widget = qobject_cast<QWidget *>(object);
    if (!widget) {
        return nullptr;
    }
    if (className == u"lamplighter::ui::MainWindow") {
        return new QAccessibleWidget(widget, QAccessible::Window);
    }
    if (className == u"lamplighter::ui::Banner") {
        return new QAccessibleWidget(widget, QAccessible::AlertMessage);
    }
    if (auto *log = qobject_cast<LogView *>(widget); log && className == u"lamplighter::ui::LogView") {
        return new LogInterface(log);
    }
    // Asked for after the classes that come from it: those of Qt have an interface by then.
    auto *button = qobject_cast<QAbstractButton *>(object);
    return className == u"QAbstractButton" && button ? new ButtonInterface(button) : nullptr;
}

} // namespace

void installAccessibleRoles()
{
    QAccessible::installFactory(interfaceOf);
}

} // namespace lamplighter::ui
