#include "ui/models/unit_export.h"

#include "ui/models/unit_table_model.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

namespace {

QString utc(std::optional<WallTime> at)
{
    return at ? toLocal(*at, QTimeZone::utc()).toString(Qt::ISODateWithMs) : QString();
}

/// In the order of the columns of a CSV file.
QList<std::pair<QString, QJsonValue>> fieldsOf(const UnitRow &row)
{
    const client::UnitStatus &status = row.status;
    const auto number = [](const auto &value) {
        return value ? QJsonValue(static_cast<double>(*value)) : QJsonValue(QJsonValue::Null);
    };
    const std::optional<int> code = status.lastExit ? status.lastExit->code : std::nullopt;
    return {
        {u"instance"_s, row.source->name},
        {u"name"_s, status.name},
        {u"group"_s, status.group},
        {u"state"_s, row.source->stale ? u"UNKNOWN"_s : client::toString(status.state)},
        {u"reason"_s, client::toString(status.reason)},
        {u"since"_s, utc(status.since)},
        {u"pid"_s, status.pid > 0 ? QJsonValue(status.pid) : QJsonValue(QJsonValue::Null)},
        {u"started_at"_s, utc(status.startedAt)},
        {u"cpu_percent"_s, number(row.usage.cpu)},
        {u"memory_bytes"_s, row.usage.memory >= 0 ? QJsonValue(row.usage.memory) : QJsonValue(QJsonValue::Null)},
        {u"restarts_24h"_s, status.restarts24h},
        {u"restarts"_s, status.restarts},
        {u"health"_s, client::toString(status.health)},
        {u"health_detail"_s, status.healthDetail},
        {u"last_exit_code"_s, number(code)},
        {u"last_exit_signal"_s, status.lastExit ? status.lastExit->signalName : QString()},
        {u"last_exit_at"_s, status.lastExit ? utc(status.lastExit->at) : QString()},
        {u"held_by"_s, status.heldBy},
    };
}

QByteArray cell(const QJsonValue &value)
{
    QString text = value.toVariant().toString();
    if (value.isString() && !text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.front())) {
        text.prepend(u'\'');
    }
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r')) {
        text.replace(u'"', u"\"\""_s);
        text = u'"' + text + u'"';
    }
    return text.toUtf8();
}

} // namespace

QByteArray UnitExport::write(const UnitTableModel &model, const UnitFilterProxy &shown, const QList<UnitKey> &only,
                             ExportFormat format)
{
    QByteArray csv;
    QJsonArray json;
    for (int at = 0; at < shown.rowCount(); ++at) {
        const UnitRow &row = model.row(shown.mapToSource(shown.index(at, 0)).row());
        if (!only.isEmpty() && !only.contains(row.key())) {
            continue;
        }
        const auto fields = fieldsOf(row);
        QByteArray head;
        QByteArray line;
        QJsonObject object;
        for (const auto &[name, value] : fields) {
            head += (head.isEmpty() ? "" : ",") + name.toUtf8();
            line += (line.isNull() ? "" : ",") + cell(value);
            object.insert(name, value);
        }
        if (csv.isEmpty()) {
            csv = head + "\r\n";
        }
        csv += line + "\r\n";
        json.append(object);
    }
    return format == ExportFormat::Csv ? csv : QJsonDocument(json).toJson(QJsonDocument::Indented);
}

} // namespace lamplighter::ui
