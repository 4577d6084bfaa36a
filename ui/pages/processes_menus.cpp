// Keys and menus of the Processes page: everything that can be done to the selected units.
#include "ui/pages/processes_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace lamplighter::ui {
namespace {

QAction *addTo(QMenu *menu, const QString &name, const QString &text, const Availability &availability)
{
    QAction *action = menu->addAction(text);
    action->setObjectName(name);
    action->setEnabled(availability.enabled);
    action->setToolTip(availability.reason);
    return action;
}

QMenu *popUp(QWidget *parent, const QString &name)
{
    auto *menu = new QMenu(parent);
    menu->setObjectName(name);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    return menu;
}

} // namespace

void ProcessesPage::makeActions(ActionRegistry &registry)
{
    const auto onTable = [&](const QString &id, const QString &text, Qt::Key key, auto slot) {
        connect(registry.add(id, text, QKeySequence(key), m_table, Qt::WidgetShortcut), &QAction::triggered, this,
                slot);
    };
    QAction *filter = registry.add(QStringLiteral("filter"), tr("Put the cursor in the filter"),
                                   QKeySequence(Qt::Key_Slash), this, Qt::WidgetWithChildrenShortcut);
    connect(filter, &QAction::triggered, m_filterBar, [this] {
        filterField()->setFocus(Qt::ShortcutFocusReason);
        filterField()->selectAll();
    });
    const auto allowed = [this](Instances::UnitRule rule) { return m_instances.judge(selectedUnits(), rule).possible; };
    onTable(QStringLiteral("startUnit"), tr("Start the selected unit"), Qt::Key_S,
            [this, allowed] { m_instances.send(allowed(&Availabilities::toStart), &UnitActions::start); });
    onTable(QStringLiteral("stopUnit"), tr("Stop the selected unit (asks first)"), Qt::Key_X, [this, allowed] {
        if (const QList<UnitKey> units = allowed(&Availabilities::toStop); !units.isEmpty()) {
            Q_EMIT stopWanted(units);
        }
    });
    onTable(QStringLiteral("showLog"), tr("Show the log of the selected unit"), Qt::Key_L, [this] {
        if (const UnitKey unit = selectedUnit(); !unit.isEmpty()) {
            showLog(unit);
        }
    });
    onTable(QStringLiteral("editUnit"), tr("Edit the selected unit"), Qt::Key_E, [this] {
        if (const UnitKey unit = selectedUnit(); !unit.isEmpty()) {
            Q_EMIT editWanted(unit);
        }
    });
}

void ProcessesPage::openColumnMenu()
{
    QMenu *menu = popUp(this, QStringLiteral("columnMenu"));
    QHeaderView *header = m_table->horizontalHeader();
    for (int column = 0; column < kUnitColumnCount; ++column) {
        const auto which = static_cast<UnitColumn>(column);
        const bool fixed = which == UnitColumn::State || which == UnitColumn::Name || which == UnitColumn::Instance;
        QAction *action =
            addTo(menu, QStringLiteral("column_%1").arg(column), UnitCells::heading(which),
                  which == UnitColumn::Instance ? Availability::off(tr("Shown when several instances are in scope"))
                  : fixed                       ? Availability::off(tr("Always shown"))
                                                : Availability{});
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        connect(action, &QAction::toggled, m_table, [this, column](bool on) { m_table->setColumnHidden(column, !on); });
    }
    const QWidget *button = m_filterBar->columnsButton();
    menu->popup(button->mapToGlobal(QPoint(0, button->height() + 4)));
}

void ProcessesPage::openPageMenu()
{
    QMenu *menu = popUp(this, QStringLiteral("pageMenu"));
    const Availability any = m_proxy.rowCount() > 0 ? Availability{} : Availability::off(tr("No unit is shown"));
    connect(addTo(menu, QStringLiteral("exportCsv"), tr("Export what is shown as CSV…"), any), &QAction::triggered,
            this, [this] { Q_EMIT exportWanted({}, ExportFormat::Csv); });
    connect(addTo(menu, QStringLiteral("exportJson"), tr("Export what is shown as JSON…"), any), &QAction::triggered,
            this, [this] { Q_EMIT exportWanted({}, ExportFormat::Json); });
    menu->addSeparator();
    for (Instance *instance : m_instances.inScope()) {
        QAction *action =
            addTo(menu, QStringLiteral("reloadUnits"), tr("Read the unit files of %1 again").arg(instance->name()),
                  Availabilities::toChange(instance->picture().standing()));
        connect(action, &QAction::triggered, &instance->actions(), &UnitActions::reloadUnitFiles);
    }
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height() + 4)));
}

void ProcessesPage::openUnitMenu(const QList<UnitKey> &units, const QPoint &at)
{
    const Instance *instance = units.isEmpty() ? nullptr : m_instances.find(units.first().instance);
    const std::optional<client::UnitStatus> status =
        units.isEmpty() ? std::nullopt : m_instances.units().find(units.first());
    if (!instance || !status) {
        return;
    }
    QMenu *menu = popUp(this, QStringLiteral("unitMenu"));
    const EngineStanding standing = instance->picture().standing();
    const bool one = units.size() == 1;
    const auto add = [&](const char *name, const QString &text, const Availability &availability, auto slot) {
        connect(addTo(menu, QString::fromLatin1(name), text, availability), &QAction::triggered, this, slot);
    };
    if (one) {
        add("menuStart", tr("Start now"), Availabilities::toStart(*status, standing),
            [this, units] { m_instances.send(units, &UnitActions::start); });
        add("menuStop", tr("Stop…"), Availabilities::toStop(*status, standing),
            [this, units] { Q_EMIT stopWanted(units); });
        add("menuRestart", tr("Restart"), Availabilities::toRestart(*status, standing),
            [this, units] { m_instances.send(units, &UnitActions::restart); });
        add("menuReset", tr("Forget its failures"), Availabilities::toReset(*status, standing),
            [this, units] { m_instances.send(units, &UnitActions::reset); });
        menu->addSeparator();
        add("menuLog", tr("Show its log"), {}, [this, units] { showLog(units.first()); });
        add("menuEdit", tr("Edit…"), {}, [this, units] { Q_EMIT editWanted(units.first()); });
    }
    add("menuKill", tr("Kill switch…"), {},
        [this, unit = one ? units.first() : UnitKey()] { Q_EMIT killSwitchWanted(unit); });
    menu->addSeparator();
    add("menuExport", one ? tr("Export as CSV…") : tr("Export these as CSV…"), {},
        [this, units] { Q_EMIT exportWanted(units, ExportFormat::Csv); });
    add("menuCopy", one ? tr("Copy its name") : tr("Copy their names"), {}, [units] {
        QStringList names;
        for (const UnitKey &unit : units) {
            names.append(unit.name);
        }
        QGuiApplication::clipboard()->setText(names.join(u'\n'));
    });
    menu->addSeparator();
    const auto [removable, reason] = m_instances.judge(units, &Availabilities::toRemove);
    add("menuRemove", tr("Remove…"), removable.isEmpty() ? Availability::off(reason) : Availability{},
        [this, removable = removable] { Q_EMIT removeWanted(removable); });
    menu->popup(at);
}

} // namespace lamplighter::ui
