// What the unit's form asks the desktop for: folders, files, the clipboard; and the completion of names.
#include "ui/dialogs/unit_editor_form.h"

#include "ui/models/command_line.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QCompleter>
#include <QFileDialog>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QStringListModel>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

void UnitEditorForm::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder that %1 runs in").arg(m_editing.form().name), m_folder->text());
    dialog->setObjectName(u"folderDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_folder->setText(path);
        read();
    });
    dialog->open();
}

void UnitEditorForm::chooseEnvironmentFile()
{
    auto *dialog = new QFileDialog(this, tr("File with environment variables"), m_folder->text());
    dialog->setObjectName(u"environmentDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        const QString before = m_environmentFiles->text().trimmed();
        const QString added = CommandLine::join(paths);
        m_environmentFiles->setText(before.isEmpty() ? added : QString(before + u' ' + added));
        read();
    });
    dialog->open();
}

void UnitEditorForm::copyText()
{
    QGuiApplication::clipboard()->setText(m_editing.specText());
}

void completeWords(TextField *field, const QStringList &words)
{
    auto *completer = new QCompleter(words, field);
    completer->setWidget(field);
    completer->popup()->setObjectName(u"completions"_s);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    const auto lastWord = [field] {
        static const QRegularExpression kBetween(u"[,\\s]"_s);
        return field->text().left(field->cursorPosition()).section(kBetween, -1);
    };
    QObject::connect(field, &QLineEdit::textEdited, completer, [completer, lastWord] {
        const QString word = lastWord();
        completer->setCompletionPrefix(word);
        if (word.isEmpty() || completer->completionCount() == 0) {
            completer->popup()->hide();
        } else {
            completer->complete();
        }
    });
    QObject::connect(completer, qOverload<const QString &>(&QCompleter::activated), field,
                     [field, lastWord](const QString &chosen) {
                         const qsizetype length = lastWord().size();
                         field->setCursorPosition(field->cursorPosition());
                         field->cursorBackward(true, static_cast<int>(length));
                         field->insert(chosen);
                         Q_EMIT field->textEdited(field->text());
                     });
}

} // namespace lamplighter::ui
