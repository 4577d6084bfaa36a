#include "ui/dialogs/keyboard_map_dialog.h"

#include "ui/widgets/tag.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kGap = 24; ///< between the two halves

} // namespace

KeyboardMapDialog::KeyboardMapDialog(Theme &theme, const QList<QAction *> &actions, QWidget *parent)
    : DialogFrame(theme, QStringLiteral("keyboardMapDialog"), tr("Keyboard map"), parent)
{
    setIntroduction(tr("Single letters work while a list or table has the focus, never in a text field."));
    auto *halves = new QHBoxLayout;
    halves->setSpacing(kGap);
    QGridLayout *grids[2];
    for (QGridLayout *&grid : grids) {
        grid = new QGridLayout;
        grid->setHorizontalSpacing(12);
        grid->setVerticalSpacing(6);
        grid->setColumnStretch(1, 1);
        auto *column = new QVBoxLayout;
        column->addLayout(grid);
        column->addStretch();
        halves->addLayout(column, 1);
    }
    addSection(grids[0], 0, tr("Everywhere"), linesOf(actions, false));
    addSection(grids[1], 0, tr("In the table of processes"), linesOf(actions, true));
    addSection(grids[1], 0, tr("In the attention queue"), queueLines());
    body()->addLayout(halves);
    auto *close = new Button(theme, ButtonKind::Default, tr("Close"), QStringLiteral("closeButton"), this);
    close->setLarge(true);
    footer()->addStretch();
    footer()->addWidget(close);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    close->setFocus();
}

QList<KeyboardMapDialog::Line> KeyboardMapDialog::linesOf(const QList<QAction *> &actions, bool ofTables)
{
    QList<Line> lines;
    for (const QAction *action : actions) {
        const bool ofTable = action->shortcutContext() == Qt::WidgetShortcut;
        if (ofTable == ofTables && !action->shortcut().isEmpty()) {
            lines.append({action->shortcut().toString(QKeySequence::NativeText), action->text()});
        }
    }
    if (ofTables) {
        lines.append({tr("Enter", "key"), tr("Open the details")});
        lines.append({tr("Esc", "key"), tr("Close the details, select none")});
    }
    return lines;
}

QList<KeyboardMapDialog::Line> KeyboardMapDialog::queueLines()
{
    return {{QStringLiteral("S"), tr("Start it, or restart it again")},
            {QStringLiteral("X"), tr("Stop it (asks first)")},
            {QStringLiteral("L"), tr("Show its log")},
            {tr("Space", "key"), tr("Acknowledge it")},
            {tr("Enter", "key"), tr("Show where it comes from")}};
}

void KeyboardMapDialog::addSection(QGridLayout *grid, int column, const QString &title, const QList<Line> &lines)
{
    auto *heading = new Label(theme(), TextStyle::Small, Tone::Secondary, title, this);
    heading->setWeight(QFont::DemiBold);
    int row = grid->rowCount();
    if (row > 1) {
        grid->setRowMinimumHeight(row++, 8);
    }
    grid->addWidget(heading, row++, column, 1, 2);
    for (const Line &line : lines) {
        grid->addWidget(new KeyCap(theme(), line.keys, this), row, column, Qt::AlignLeft | Qt::AlignTop);
        auto *what = new Label(theme(), TextStyle::Small, Tone::Primary, line.text, this);
        what->setWordWrap(true);
        what->setAccessibleName(tr("%1: %2", "key: what it does").arg(line.keys, line.text));
        grid->addWidget(what, row++, column + 1);
    }
}

} // namespace lamplighter::ui
