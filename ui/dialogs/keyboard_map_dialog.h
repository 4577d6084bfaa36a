// Every key and what it does: the actions of the registry, and the keys that lists understand by themselves.
#pragma once

#include "ui/dialogs/dialog_frame.h"

#include <QAction>

class QGridLayout;

namespace lamplighter::ui {

class KeyboardMapDialog final : public DialogFrame
{
    Q_OBJECT
public:
    KeyboardMapDialog(Theme &theme, const QList<QAction *> &actions, QWidget *parent);

private:
    struct Line
    {
        QString keys;
        QString text;
    };
    [[nodiscard]] static QList<Line> linesOf(const QList<QAction *> &actions, bool ofTables);
    [[nodiscard]] static QList<Line> queueLines();
    void addSection(QGridLayout *grid, int column, const QString &title, const QList<Line> &lines);
};

} // namespace lamplighter::ui
