#include "ui/dialogs/keyboard_map_dialog.h"

#include "ui/widgets/tag.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {

KeyboardMapDialog::KeyboardMapDialog(Theme &theme, const QList<QAction *> &actions, QWidget *parent)
    : DialogFrame(theme, QStringLiteral("keyboardMapDialog"), tr("Keyboard map"), parent)
{
    setIntroduction(tr("Single letters work while the table has the focus."));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    for (const QAction *action : actions) {
        const int row = grid->rowCount();
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        grid->addWidget(new KeyCap(theme, keys, this), row, 0, Qt::AlignLeft | Qt::AlignVCenter);
        auto *what = new Label(theme, TextStyle::Body, Tone::Primary, action->text(), this);
        what->setAccessibleName(tr("%1: %2", "key: what it does").arg(keys, action->text()));
        grid->addWidget(what, row, 1);
    }
    body()->addLayout(grid);
    auto *close = new Button(theme, ButtonKind::Default, tr("Close"), QStringLiteral("closeButton"), this);
    close->setLarge(true);
    footer()->addStretch();
    footer()->addWidget(close);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    close->setFocus();
}

} // namespace lamplighter::ui
