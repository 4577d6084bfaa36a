// Environment variables: a line for each, and always an empty one to go on with.
#pragma once

#include "ui/models/unit_form.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_field.h"

class QVBoxLayout;

namespace lamplighter::ui {

class VariablesField final : public QWidget
{
    Q_OBJECT
public:
    VariablesField(Theme &theme, const QString &name, QWidget *parent = nullptr);

    [[nodiscard]] QList<VariableForm> variables() const;
    void setVariables(const QList<VariableForm> &variables);
    void setReadOnly(bool readOnly);

Q_SIGNALS:
    void edited();

private:
    struct Line
    {
        QWidget *widget;
        TextField *key;
        TextField *value;
        Button *remove;
    };
    void addLine(const VariableForm &variable);
    void removeLine(const QWidget *widget);
    void follow();

    Theme &m_theme;
    QVBoxLayout *m_column;
    QList<Line> m_lines;
    int m_made = 0;
    bool m_readOnly = false;
};

} // namespace lamplighter::ui
