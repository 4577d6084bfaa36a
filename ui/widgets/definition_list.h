// Names and values in two columns, as in the details of a unit.
#pragma once

#include "ui/models/spec_texts.h"
#include "ui/widgets/label.h"

#include <QWidget>

class QGridLayout;

namespace lamplighter::ui {

class DefinitionList final : public QWidget
{
    Q_OBJECT
public:
    explicit DefinitionList(Theme &theme, QWidget *parent = nullptr);
    void setLines(const QList<SpecLine> &lines);

private:
    struct Line
    {
        Label *label;
        Label *value;
    };
    Line &lineAt(int index);

    Theme &m_theme;
    QGridLayout *m_grid;
    QList<Line> m_lines;
};

} // namespace lamplighter::ui
