// What runs, since when, why it stopped: the table of all units in scope with its filter, details of the selected one
// below, and what can be done to several at once.
#pragma once

#include "ui/models/unit_export.h"
#include "ui/models/usage_feed.h"
#include "ui/pages/bulk_bar.h"
#include "ui/pages/unit_details.h"
#include "ui/pages/unit_filter_bar.h"
#include "ui/shell/action_registry.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/state_panel.h"

class QSettings;
class QStackedWidget;

namespace lamplighter::ui {

class ProcessesPage final : public QWidget
{
    Q_OBJECT
public:
    ProcessesPage(const Surroundings &surroundings, Instances &instances, ActionRegistry &registry,
                  QWidget *parent = nullptr);

    /// The one that is selected; empty if none or several are.
    [[nodiscard]] UnitKey selectedUnit() const;
    [[nodiscard]] QList<UnitKey> selectedUnits() const;
    void selectUnit(const UnitKey &unit);
    /// The same, as soon as the engine reports it.
    void selectWhenThere(const UnitKey &unit);
    /// Selects it and puts the focus into its log.
    void showLog(const UnitKey &unit);
    /// Shows only these; nothing shows all.
    void showBucket(std::optional<UnitBucket> bucket) { m_filterBar->showBucket(bucket); }
    [[nodiscard]] DataTable *table() const { return m_table; }
    [[nodiscard]] UnitDetails *details() const { return m_details; }
    [[nodiscard]] SearchField *filterField() const { return m_filterBar->field(); }

    void save(QSettings &settings) const;
    void restore(const QSettings &settings);
    /// Ages and countdowns.
    void tick();
    /// Freshness, role, scope or kill switch changed.
    void refresh();

Q_SIGNALS:
    void addWanted();
    void editWanted(const lamplighter::ui::UnitKey &unit);
    void stopWanted(const QList<lamplighter::ui::UnitKey> &units);
    void removeWanted(const QList<lamplighter::ui::UnitKey> &units);
    void killSwitchWanted(const lamplighter::ui::UnitKey &unit);
    void exportWanted(const QList<lamplighter::ui::UnitKey> &units, lamplighter::ui::ExportFormat format);

public:
    /// The rows that are shown, or those of `only`, as text.
    [[nodiscard]] QByteArray exported(const QList<UnitKey> &only, ExportFormat format) const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeTable();
    void connectParts();
    void makeActions(ActionRegistry &registry);
    void applyFilter();
    void showContent();
    void showNote();
    void showInstanceColumn();
    void selectionChanged();
    void closeDetails();
    void openColumnMenu();
    void openUnitMenu(const QList<UnitKey> &units, const QPoint &at);
    void openPageMenu();
    void panelButtonClicked();
    [[nodiscard]] QString summary() const;

    Surroundings m_surroundings;
    Theme &m_theme;
    Instances &m_instances;
    UnitFilterProxy m_proxy;
    UsageFeed m_usage;
    Label *m_summary = nullptr;
    Button *m_add = nullptr;
    Button *m_more = nullptr;
    UnitFilterBar *m_filterBar = nullptr;
    BulkBar *m_bulk = nullptr;
    DataTable *m_table = nullptr;
    StatePanel *m_state = nullptr;
    QStackedWidget *m_stack = nullptr;
    UnitDetails *m_details = nullptr;
    QSplitter *m_splitter = nullptr;
    UnitKey m_awaited; ///< to be selected when it appears
    bool m_shownOnce = false;
    bool m_roomy = false;
};

} // namespace lamplighter::ui
