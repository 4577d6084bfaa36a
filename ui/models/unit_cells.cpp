#include "ui/models/unit_row.h"

#include <QLocale>

namespace lamplighter::ui {

namespace {
const QString kDash = QStringLiteral("–");
} // namespace

QString UnitCells::heading(UnitColumn column)
{
    switch (column) {
    case UnitColumn::State:
        return tr("State");
    case UnitColumn::Name:
        return tr("Name");
    case UnitColumn::Instance:
        return tr("Instance");
    case UnitColumn::Uptime:
        return tr("Uptime");
    case UnitColumn::Pid:
        return tr("PID");
    case UnitColumn::Cpu:
        return tr("CPU, 5 min");
    case UnitColumn::Memory:
        return tr("Memory");
    case UnitColumn::Restarts:
        return tr("Restarts 24 h");
    case UnitColumn::Health:
        return tr("Health");
    case UnitColumn::LastExit:
        return tr("Last exit");
    }
    return {};
}

bool UnitCells::isRightAligned(UnitColumn column)
{
    return column == UnitColumn::Pid || column == UnitColumn::Restarts || column == UnitColumn::Cpu ||
           column == UnitColumn::Memory;
}

QString UnitCells::bytes(qint64 count)
{
    return QLocale().formattedDataSize(count, count < qint64{1000} * 1000 * 1000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString UnitCells::text(const UnitRow &row, UnitColumn column, const Viewpoint &when)
{
    const client::UnitStatus &status = row.status;
    switch (column) {
    case UnitColumn::State:
        return UnitTexts::state(status, row.view(when));
    case UnitColumn::Name:
        return status.name;
    case UnitColumn::Instance:
        return row.source->name;
    case UnitColumn::Uptime:
        return UnitTexts::uptime(status, row.view(when));
    case UnitColumn::Pid:
        return status.pid > 0 ? QString::number(status.pid) : kDash;
    case UnitColumn::Cpu:
        return row.uses() && row.usage.cpu ? tr("%1 %", "per cent of a processor").arg(qRound(*row.usage.cpu)) : kDash;
    case UnitColumn::Memory:
        return row.uses() && row.usage.memory >= 0 ? bytes(row.usage.memory) : kDash;
    case UnitColumn::Restarts:
        return QString::number(status.restarts24h);
    case UnitColumn::Health:
        return UnitTexts::health(status, row.source->stale).text;
    case UnitColumn::LastExit:
        return UnitTexts::lastExit(status, row.view(when));
    }
    return {};
}

QString UnitCells::toolTip(const UnitRow &row, UnitColumn column, const Viewpoint &when)
{
    const client::UnitStatus &status = row.status;
    switch (column) {
    case UnitColumn::State:
        return UnitTexts::stateToolTip(status, row.view(when));
    case UnitColumn::Name:
        return status.group.isEmpty() ? status.name : tr("%1, group %2").arg(status.name, status.group);
    case UnitColumn::Instance:
        return row.source->name;
    case UnitColumn::Uptime:
        return status.startedAt ? tr("Started %1").arg(TimeTexts::exact(*status.startedAt, when))
                                : tr("Since %1").arg(TimeTexts::exact(status.since, when));
    case UnitColumn::Cpu:
        return row.usage.cpu ? tr("Per cent of one processor, all processes of the unit") : QString();
    case UnitColumn::Memory:
        return row.usage.memory >= 0 ? tr("Resident memory, all processes of the unit") : QString();
    case UnitColumn::Restarts:
        return tr("%n automatic restarts since the unit was made", nullptr, static_cast<int>(status.restarts));
    case UnitColumn::Health:
        return UnitTexts::health(status, row.source->stale).text;
    case UnitColumn::LastExit:
        return status.lastExit ? TimeTexts::exact(status.lastExit->at, when) : QString();
    case UnitColumn::Pid:
        break;
    }
    return {};
}

QVariant UnitCells::value(const UnitRow &row, UnitColumn column)
{
    const client::UnitStatus &status = row.status;
    switch (column) {
    case UnitColumn::State:
        return static_cast<int>(row.kind);
    case UnitColumn::Name:
        return status.name;
    case UnitColumn::Instance:
        return row.source->name;
    case UnitColumn::Uptime:
        return toMicrosecondsSinceEpoch(status.startedAt.value_or(status.since));
    case UnitColumn::Pid:
        return status.pid;
    case UnitColumn::Cpu:
        return row.usage.cpu.value_or(-1.0);
    case UnitColumn::Memory:
        return row.usage.memory;
    case UnitColumn::Restarts:
        return status.restarts24h;
    case UnitColumn::Health:
        return static_cast<int>(UnitTexts::health(status, row.source->stale).kind);
    case UnitColumn::LastExit:
        return status.lastExit ? toMicrosecondsSinceEpoch(status.lastExit->at) : qint64{0};
    }
    return {};
}

CellTone UnitCells::tone(const UnitRow &row, UnitColumn column)
{
    if (row.source->stale && column != UnitColumn::State) {
        return CellTone::Muted;
    }
    switch (column) {
    case UnitColumn::State:
        return CellTone::State;
    case UnitColumn::Name:
        return CellTone::Primary;
    case UnitColumn::Restarts:
        return row.status.restarts24h == 0 ? CellTone::Muted : CellTone::Primary;
    case UnitColumn::LastExit:
        return row.status.lastExit ? CellTone::Secondary : CellTone::Muted;
    case UnitColumn::Cpu:
        return row.uses() && row.usage.cpu ? CellTone::Primary : CellTone::Muted;
    case UnitColumn::Memory:
        return row.uses() && row.usage.memory >= 0 ? CellTone::Primary : CellTone::Muted;
    case UnitColumn::Instance:
    case UnitColumn::Uptime:
    case UnitColumn::Pid:
    case UnitColumn::Health:
        break;
    }
    return CellTone::Secondary;
}

QVariant UnitCells::glyph(const UnitRow &row, UnitColumn column)
{
    if (column == UnitColumn::State) {
        return static_cast<int>(row.kind);
    }
    if (column == UnitColumn::Health) {
        return static_cast<int>(UnitTexts::health(row.status, row.source->stale).kind);
    }
    return {};
}

} // namespace lamplighter::ui
