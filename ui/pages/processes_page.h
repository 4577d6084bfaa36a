// What runs, since when, why it stopped: the table of all units with filter and chips, details of the selected one
// below.
#pragma once

#include "ui/models/unit_filter.h"
#include "ui/pages/unit_details.h"
#include "ui/shell/action_registry.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/filter_chip.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/state_panel.h"

#include <QButtonGroup>

class QHBoxLayout;
class QSettings;
class QSplitter;
class QStackedWidget;

namespace lamplighter::ui {

class ProcessesPage final : public QWidget
{
    Q_OBJECT
public:
    ProcessesPage(const Surroundings &surroundings, EnginePicture &picture, UnitActions &actions,
                  ActionRegistry &registry, QWidget *parent = nullptr);

    [[nodiscard]] QString selectedUnit() const;
    void selectUnit(const QString &unit);
    /// Shows only these; nothing shows all.
    void showBucket(std::optional<UnitBucket> bucket);
    [[nodiscard]] DataTable *table() const { return m_table; }
    [[nodiscard]] UnitDetails *details() const { return m_details; }
    [[nodiscard]] SearchField *filterField() const { return m_field; }

    void save(QSettings &settings) const;
    void restore(const QSettings &settings);
    /// Ages and countdowns.
    void tick();
    /// Freshness, role or kill switch changed.
    void refresh();

Q_SIGNALS:
    void stopWanted(const QString &unit);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeFilterBar();
    QWidget *makeTable();
    void makeActions(ActionRegistry &registry);
    void applyFilter();
    void showChips();
    void showContent();
    void selectionChanged();
    void closeDetails();

    Surroundings m_surroundings;
    Theme &m_theme;
    EnginePicture &m_picture;
    UnitActions &m_actions;
    UnitFilterProxy m_proxy;
    Label *m_title = nullptr;
    Label *m_summary = nullptr;
    QWidget *m_filterBar = nullptr;
    SearchField *m_field = nullptr;
    QButtonGroup m_chips;
    Label *m_note = nullptr;
    DataTable *m_table = nullptr;
    StatePanel *m_state = nullptr;
    QStackedWidget *m_stack = nullptr;
    UnitDetails *m_details = nullptr;
    QSplitter *m_splitter = nullptr;
    bool m_shownOnce = false;
};

} // namespace lamplighter::ui
