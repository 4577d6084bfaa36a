#include "ui/widgets/definition_list.h"

#include <QGridLayout>

namespace lamplighter::ui {

DefinitionList::DefinitionList(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
}

DefinitionList::Line &DefinitionList::lineAt(int index)
{
    while (m_lines.size() <= index) {
        const int row = static_cast<int>(m_lines.size());
        Line line{new Label(m_theme, TextStyle::Small, Tone::Muted, {}, this),
                  new Label(m_theme, TextStyle::Small, Tone::Primary, {}, this)};
        line.value->setElideMode(Qt::ElideRight);
        for (Label *label : {line.label, line.value}) {
            label->setFixedHeight(m_theme.lineHeight(TextStyle::Log)); // mono and proportional lines are one height
        }
        line.value->setTextFormat(Qt::PlainText);
        m_grid->addWidget(line.label, row, 0, Qt::AlignTop);
        m_grid->addWidget(line.value, row, 1);
        m_lines.append(line);
    }
    return m_lines[index];
}

void DefinitionList::setLines(const QList<SpecLine> &lines)
{
    for (int i = 0; i < lines.size(); ++i) {
        Line &line = lineAt(i);
        line.label->setText(lines.at(i).label);
        line.value->setStyleOfText(lines.at(i).fixedWidth ? TextStyle::Log : TextStyle::Small);
        line.value->setElideMode(lines.at(i).fixedWidth ? Qt::ElideMiddle : Qt::ElideRight);
        line.value->setText(lines.at(i).value);
        line.value->setAccessibleName(tr("%1: %2", "label: value").arg(lines.at(i).label, lines.at(i).value));
    }
    for (int i = 0; i < m_lines.size(); ++i) {
        m_lines[i].label->setVisible(i < lines.size());
        m_lines[i].value->setVisible(i < lines.size());
    }
}

} // namespace lamplighter::ui
