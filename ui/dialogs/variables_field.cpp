#include "ui/dialogs/variables_field.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {

VariablesField::VariablesField(Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(name);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(6);
    follow();
}

QList<VariableForm> VariablesField::variables() const
{
    QList<VariableForm> result;
    for (const Line &line : m_lines) {
        if (!line.key->text().isEmpty() || !line.value->text().isEmpty()) {
            result.append({line.key->text(), line.value->text()});
        }
    }
    return result;
}

void VariablesField::setVariables(const QList<VariableForm> &variables)
{
    if (variables == this->variables()) {
        return;
    }
    for (const Line &line : std::as_const(m_lines)) {
        delete line.widget;
    }
    m_lines.clear();
    m_made = 0;
    for (const VariableForm &variable : variables) {
        addLine(variable);
    }
    follow();
}

void VariablesField::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (const Line &line : std::as_const(m_lines)) {
        line.key->setReadOnly(readOnly);
        line.value->setReadOnly(readOnly);
        repolish(*line.key);
        repolish(*line.value);
        line.remove->setVisible(!readOnly);
    }
}

void VariablesField::addLine(const VariableForm &variable)
{
    const QString number = QString::number(m_made++);
    Line line{};
    line.widget = new QWidget(this);
    line.key = new TextField(m_theme, u"variableKey" + number, tr("Name of the variable"), line.widget);
    line.value = new TextField(m_theme, u"variableValue" + number, tr("Value of the variable"), line.widget);
    line.remove = new Button(m_theme, ButtonKind::Ghost, {}, u"variableRemove" + number, line.widget);
    line.key->setFixedWidthFont();
    line.value->setFixedWidthFont();
    line.key->setPlaceholderText(tr("NAME", "of an environment variable"));
    line.value->setPlaceholderText(tr("value"));
    line.key->setText(variable.key);
    line.value->setText(variable.value);
    line.key->setReadOnly(m_readOnly);
    line.value->setReadOnly(m_readOnly);
    line.remove->setIconOnly(Icon::Close, tr("Remove this variable"));
    auto *row = new QHBoxLayout(line.widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(line.key, 2);
    row->addWidget(line.value, 3);
    row->addWidget(line.remove);
    m_column->addWidget(line.widget);
    for (TextField *field : {line.key, line.value}) {
        connect(field, &QLineEdit::textEdited, this, [this] {
            follow();
            Q_EMIT edited();
        });
    }
    connect(line.remove, &QPushButton::clicked, this, [this, widget = line.widget] { removeLine(widget); });
    m_lines.append(line);
}

void VariablesField::removeLine(const QWidget *widget)
{
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        if (m_lines.at(i).widget == widget) {
            const Line line = m_lines.takeAt(i);
            m_lines.at(std::min(i, m_lines.size() - 1)).key->setFocus();
            line.widget->hide();
            line.widget->deleteLater();
            break;
        }
    }
    follow();
    Q_EMIT edited();
}

void VariablesField::follow()
{
    const auto isEmpty = [](const Line &line) { return line.key->text().isEmpty() && line.value->text().isEmpty(); };
    if (m_lines.isEmpty() || !isEmpty(m_lines.last())) {
        addLine({});
    }
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        // The last line stays; a hidden button would let the fields grow past the others.
        const bool removable = i + 1 < m_lines.size();
        applyAvailability(*m_lines.at(i).remove,
                          removable ? Availability{} : Availability::off(tr("This line is empty already")),
                          tr("Remove this variable"));
    }
}

} // namespace lamplighter::ui
