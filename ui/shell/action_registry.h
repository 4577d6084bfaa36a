// Every command of the console by id: shortcuts, menus and the keyboard map use the same actions. Owned by the window.
#pragma once

#include <QAction>
#include <QHash>
#include <QObject>

namespace lamplighter::ui {

class ActionRegistry final : public QObject
{
    Q_OBJECT
public:
    explicit ActionRegistry(QObject *parent = nullptr)
        : QObject(parent)
    {}

    /// `where`: the widget whose window (or, for single letters, which itself) must have the focus.
    QAction *add(const QString &id, const QString &text, const QKeySequence &keys, QWidget *where,
                 Qt::ShortcutContext context = Qt::WindowShortcut);
    [[nodiscard]] QAction *action(const QString &id) const { return m_byId.value(id); }
    /// In the order they were added.
    [[nodiscard]] const QList<QAction *> &all() const { return m_actions; }

private:
    QList<QAction *> m_actions;
    QHash<QString, QAction *> m_byId;
};

} // namespace lamplighter::ui
