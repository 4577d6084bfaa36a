#include "ui/dialogs/choice_dialog.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {

ChoiceDialog::ChoiceDialog(Theme &theme, const QString &name, const QString &question, const QString &explanation,
                           QWidget *parent)
    : DialogFrame(theme, name, question, parent)
{
    setIntroduction(explanation);
    setAccessibleDescription(explanation);
    footer()->addStretch();
}

void ChoiceDialog::addChoice(int id, ButtonKind kind, const QString &text, const QString &name)
{
    auto *button = new Button(theme(), kind, text, name, this);
    button->setLarge(true);
    footer()->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, id] {
        Q_EMIT chosen(id);
        accept();
    });
    button->setAutoDefault(true);
    button->setFocus();
}

} // namespace lamplighter::ui
