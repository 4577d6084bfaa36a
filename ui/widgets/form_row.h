// One line of a form: what is asked, the fields, and under them what is wrong with the answer.
#pragma once

#include "ui/widgets/label.h"
#include "ui/widgets/state_glyph_widget.h"

#include <QWidget>

class QHBoxLayout;

namespace lamplighter::ui {

class FormRow final : public QWidget
{
    Q_OBJECT
public:
    struct Trouble
    {
        QString text; ///< empty: nothing is wrong
        bool warning = false;
    };

    /// A "&" in `title` marks the letter that leads to the first field with Alt.
    FormRow(Theme &theme, const QString &title, QWidget *parent = nullptr);

    void addField(const QString &id, QWidget *field, int stretch = 0);
    void addWords(const QString &words);
    /// "%1 growing to %2": words and fields in the order of the language, for whole sentences in translations.
    void addSentence(const QString &sentence, const QList<std::pair<QString, QWidget *>> &fields);
    void addStretch();
    /// A quiet sentence under the fields.
    void setHint(const QString &hint);
    /// Shown under the fields, and told to assistive technology at the field itself.
    void setTrouble(const QString &id, const Trouble &trouble);
    [[nodiscard]] QStringList fields() const;
    [[nodiscard]] QWidget *field(const QString &id) const;

private:
    struct Field
    {
        QString id;
        QWidget *widget;
        Trouble trouble;
    };
    void showTrouble();
    void restyle();

    Theme &m_theme;
    QList<Field> m_fields;
    Label *m_title;
    QHBoxLayout *m_line;
    Label *m_hint;
    StateGlyphWidget *m_glyph;
    Label *m_message;
    QWidget *m_troubleLine;
};

} // namespace lamplighter::ui
