// The fields of a unit in one column, most used first. Knows how it looks; what it means is in UnitEditing.
#pragma once

#include "ui/dialogs/probe_field.h"
#include "ui/dialogs/variables_field.h"
#include "ui/models/unit_editing.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/notice_box.h"
#include "ui/widgets/switch.h"

class QPlainTextEdit;
class QVBoxLayout;

namespace lamplighter::ui {

class UnitEditorForm final : public QWidget
{
    Q_OBJECT
public:
    /// `remoteHost` is empty if the engine's files are those of this workstation. `editing` outlives the form.
    UnitEditorForm(Theme &theme, UnitEditing &editing, const QString &remoteHost, QWidget *parent = nullptr);

    /// Takes over what the model filled in.
    void fill();
    /// Problems, defaults and texts of the model.
    void refresh();
    void setReadOnly();
    /// Where one sees what is wrong with `field`, or with the whole if it is empty.
    [[nodiscard]] QWidget *placeOf(const QString &field) const;
    [[nodiscard]] TextField *command() const { return m_command; }

private:
    void addIdentity(const QString &remoteHost);
    void addRestarts();
    void addHealth();
    void addStopping();
    void addEnvironment(const QString &remoteHost);
    void addText();
    void addTitle(const QString &text);
    FormRow *addRow(const QString &title);
    TextField *makeText(FormRow *row, const QString &field);
    TextField *addText(FormRow *row, const QString &field);
    /// A short field for a sentence, bound to `member`.
    std::pair<QString, QWidget *> shortField(FormRow *row, const QString &field, QString UnitForm::*member,
                                             int characters);
    Button *addBrowse(FormRow *row, const QString &name, const QString &remoteHost);
    void watch(QWidget *widget, const QString &field);
    void chooseFolder();
    void chooseEnvironmentFile();
    void copyText();
    void read();

    struct TextBinding
    {
        TextField *field;
        QString UnitForm::*member;
        QString id;
    };
    void bind(TextField *field, QString UnitForm::*member, const QString &id) { m_texts.append({field, member, id}); }

    Theme &m_theme;
    UnitEditing &m_editing;
    QVBoxLayout *m_column;
    QList<FormRow *> m_rows;
    QList<TextBinding> m_texts;
    NoticeBox *m_suggestion = nullptr;
    NoticeBox *m_others = nullptr;
    TextField *m_command = nullptr;
    TextField *m_folder = nullptr;
    TextField *m_environmentFiles = nullptr;
    ComboField *m_restart = nullptr;
    Switch *m_autostart = nullptr;
    FormRow *m_tries = nullptr;
    FormRow *m_waits = nullptr;
    FormRow *m_limit = nullptr;
    ProbeField *m_ready = nullptr;
    FormRow *m_readyWait = nullptr;
    ProbeField *m_health = nullptr;
    FormRow *m_healthTimes = nullptr;
    ComboField *m_signal = nullptr;
    VariablesField *m_environment = nullptr;
    QPlainTextEdit *m_specText = nullptr;
    Button *m_copy = nullptr;
    bool m_filling = false;
};

/// Offers the names that begin like the word being typed in a field that holds several.
void completeWords(TextField *field, const QStringList &words);

} // namespace lamplighter::ui
