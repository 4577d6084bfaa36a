// The fields of a notice, with what is wrong under each; for the report and for the question to the policy.
#pragma once

#include "ui/models/notice_form.h"
#include "ui/widgets/combo_field.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/text_field.h"

#include <QSet>

namespace lamplighter::ui {

class NoticeFields final : public QWidget
{
    Q_OBJECT
public:
    /// `brief`: without description and version, which no rule looks at.
    NoticeFields(Theme &theme, bool brief, QWidget *parent = nullptr);

    [[nodiscard]] NoticeForm form() const;
    [[nodiscard]] bool isValid() const { return NoticeForms::problems(form()).isEmpty(); }
    /// What is wrong is shown for all fields, also for those that nobody has been at.
    void showAllProblems();
    /// What the engine says about one of them; goes with the next change.
    void showProblem(const QString &field, const QString &sentence);
    [[nodiscard]] QWidget *firstField() const { return m_service; }

Q_SIGNALS:
    void changed();
    void submitted(); ///< Enter in one of the fields

private:
    FormRow *addRow(const QString &title, const QString &id, QWidget *field);
    void addChoices(bool brief);
    void fieldChanged(const QString &id);
    void showProblems();

    Theme &m_theme;
    TextField *m_service;
    TextField *m_modules;
    ComboField *m_change;
    ComboField *m_severity;
    TextField *m_description;
    TextField *m_version;
    QMap<QString, FormRow *> m_rows;
    QSet<QString> m_touched;
    QMap<QString, QString> m_said; ///< by the engine
};

} // namespace lamplighter::ui
