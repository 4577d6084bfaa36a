// Above the table of units: the filter field with its language, one chip for each state, columns and row height.
#pragma once

#include "ui/models/unit_filter.h"
#include "ui/widgets/button.h"
#include "ui/widgets/filter_chip.h"
#include "ui/widgets/label.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/segmented.h"

#include <QButtonGroup>

class QHBoxLayout;

namespace lamplighter::ui {

class UnitFilterBar final : public QWidget
{
    Q_OBJECT
public:
    enum Density { Dense, Roomy };

    explicit UnitFilterBar(Theme &theme, QWidget *parent = nullptr);

    /// Everything but the instance.
    [[nodiscard]] UnitFilter filter() const;
    void showBucket(std::optional<UnitBucket> bucket);
    void clear();
    void showCounts(const UnitCounts &counts);
    /// Why actions are off; empty for nothing.
    void setNote(const QString &note);
    /// What of the filter was not understood, on a line of its own; empty for nothing.
    void setProblem(const QString &problem);
    void setRoomy(bool roomy) { m_density->setCurrent(roomy ? Roomy : Dense); }

    [[nodiscard]] SearchField *field() const { return m_field; }
    [[nodiscard]] Button *columnsButton() const { return m_columns; }

Q_SIGNALS:
    void changed();
    void roomyChosen(bool roomy);
    void columnsWanted();
    /// Esc or Down in the field: the table should have the focus.
    void left();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    [[nodiscard]] int widthNeeded(bool compact, bool withDensity) const;
    void addChips();

    Theme &m_theme;
    SearchField *m_field;
    QButtonGroup m_chips;
    Label *m_note;
    Label *m_problem;
    QHBoxLayout *m_row = nullptr;
    Button *m_columns;
    Segmented *m_density;
};

} // namespace lamplighter::ui
