#include "ui/shell/action_registry.h"

#include <QWidget>

namespace lamplighter::ui {

QAction *ActionRegistry::add(const QString &id, const QString &text, const QKeySequence &keys, QWidget *where,
                             Qt::ShortcutContext context)
{
    auto *action = new QAction(text, this);
    action->setObjectName(id);
    action->setShortcut(keys);
    action->setShortcutContext(context);
    action->setAutoRepeat(false);
    where->addAction(action);
    m_actions.append(action);
    m_byId.insert(id, action);
    return action;
}

} // namespace lamplighter::ui
