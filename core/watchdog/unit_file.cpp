#include "core/watchdog/unit_file.h"

#include "core/base/atomic_file.h"
#include "core/watchdog/spec_table.h"
#include "core/watchdog/unit_rules.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace lamplighter::watchdog {

namespace {

constexpr qint64 kLargestUnitFile = 4 * 1024 * 1024;
constexpr std::array<QStringView, 1> kFileKeys{u"unit"};

Error inputError(const SpecFault &fault)
{
    return {ErrorCode::InvalidInput, QString(fault.path + u' ' + fault.message), fault.path};
}

QList<UnitSpec> readUnits(const SpecTable &root, const QString &folder, SpecFaults &faults)
{
    SpecTableReader in(root, {1, 1}, {}, faults);
    in.refuseUnknown(kFileKeys);
    QList<UnitSpec> out;
    const auto units = in.nested(u"unit");
    if (!units) {
        return out;
    }
    SpecTableReader names(*units->table, units->position, units->path, faults);
    for (const SpecEntry &entry : *units->table) {
        names.require(isValidUnitName(entry.key), entry.key, kUnitNameRule);
        if (const auto unit = names.nested(entry.key)) {
            out.append(readUnit(entry.key, *unit->table, unit->position, unit->path, folder, faults));
        }
    }
    return out;
}

/// Follows dependencies from `at`; the cycle it closes, if it closes one.
QStringList findCycle(const QHash<QString, QStringList> &edges, const QString &at, QStringList &path,
                      QSet<QString> &done)
{
    if (const qsizetype seen = path.indexOf(at); seen >= 0) {
        return path.mid(seen) + QStringList{at};
    }
    if (done.contains(at)) {
        return {};
    }
    path.append(at);
    for (const QString &next : edges.value(at)) {
        QStringList cycle = findCycle(edges, next, path, done);
        if (!cycle.isEmpty()) {
            return cycle;
        }
    }
    path.removeLast();
    done.insert(at);
    return {};
}

} // namespace

Result<QList<UnitSpec>> parseUnitFile(const QByteArray &text, const QString &path)
{
    const std::variant<SpecTable, SpecFault> parsed = specFromToml(text);
    if (const auto *fault = std::get_if<SpecFault>(&parsed)) {
        return faultInFile(path, *fault);
    }
    SpecFaults faults;
    QList<UnitSpec> units = readUnits(std::get<SpecTable>(parsed), QFileInfo(path).absolutePath(), faults);
    if (!faults.isEmpty()) {
        return faultInFile(path, faults.first());
    }
    return units;
}

Result<QList<UnitSpec>> readUnitFile(const QString &path)
{
    const Result<QByteArray> text = readFile(path, kLargestUnitFile);
    if (!text) {
        return text.error();
    }
    return parseUnitFile(*text, path);
}

Result<QJsonObject> readUnitTable(const QString &path, const QString &name)
{
    const Result<QByteArray> text = readFile(path, kLargestUnitFile);
    if (!text) {
        return text.error();
    }
    const std::variant<SpecTable, SpecFault> parsed = specFromToml(*text);
    if (const auto *fault = std::get_if<SpecFault>(&parsed)) {
        return faultInFile(path, *fault);
    }
    const QJsonValue unit = specToJson(std::get<SpecTable>(parsed)).value(QLatin1StringView("unit")).toObject()[name];
    if (!unit.isObject()) {
        return Error{ErrorCode::NotFound, QStringLiteral("%1 has no unit.%2").arg(path, name),
                     QStringLiteral("unit.") + name};
    }
    QJsonObject table = unit.toObject();
    const QJsonValue directory = table.value(QLatin1StringView("directory"));
    if (directory.isString() || directory.isNull() || directory.isUndefined()) {
        const QDir folder = QFileInfo(path).absoluteDir();
        table.insert(QLatin1StringView("directory"), QDir::cleanPath(folder.absoluteFilePath(directory.toString())));
    }
    return table;
}

QString placeInFile(const QString &path, const QString &unit, const QString &key)
{
    const Result<QByteArray> text = readFile(path, kLargestUnitFile);
    const std::variant<SpecTable, SpecFault> parsed =
        text ? specFromToml(*text) : std::variant<SpecTable, SpecFault>(SpecTable());
    const SpecTable *table = std::get_if<SpecTable>(&parsed);
    SpecPosition place;
    for (const QString &word : {QStringLiteral("unit"), unit, key}) {
        if (table == nullptr) {
            break;
        }
        const auto entry = std::find_if(table->cbegin(), table->cend(),
                                        [&word](const SpecEntry &candidate) { return candidate.key == word; });
        if (entry == table->cend()) {
            break;
        }
        place = entry->position;
        table = std::get_if<SpecTable>(&entry->value.data);
    }
    return place.line > 0 ? QStringLiteral("%1:%2:%3").arg(path).arg(place.line).arg(place.column) : path;
}

Result<QList<UnitSpec>> readUnitFiles(const QString &fileOrDirectory)
{
    if (!QFileInfo(fileOrDirectory).isDir()) {
        return readUnitFile(fileOrDirectory);
    }
    const QDir folder(fileOrDirectory);
    const QStringList files = folder.entryList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name);
    QList<UnitSpec> out;
    QHash<QString, QString> definedIn;
    for (const QString &file : files) {
        const QString path = folder.filePath(file);
        const Result<QList<UnitSpec>> units = readUnitFile(path);
        if (!units) {
            return units.error();
        }
        for (const UnitSpec &unit : *units) {
            const QString name = unit.name.toString();
            if (definedIn.contains(name)) {
                return Error{ErrorCode::InvalidInput,
                             QStringLiteral("%1: unit.%2 is defined in %3 too").arg(path, name, definedIn.value(name)),
                             QStringLiteral("unit.") + name};
            }
            definedIn.insert(name, path);
            out.append(unit);
        }
    }
    return out;
}

Result<UnitSpec> unitSpecFromJson(const QString &name, const QJsonObject &object, const QString &directory)
{
    if (!isValidUnitName(name)) {
        return Error{ErrorCode::InvalidInput, QString(u'"' + name.left(100) + QStringLiteral("\" ") + kUnitNameRule),
                     QStringLiteral("name")};
    }
    SpecFaults faults;
    const SpecTable table = specFromJson(object);
    UnitSpec spec = readUnit(name, table, {}, {}, directory, faults);
    if (!faults.isEmpty()) {
        return inputError(faults.first());
    }
    return spec;
}

std::vector<SpecFault> dependencyFaults(const QList<UnitSpec> &specs)
{
    QHash<QString, QStringList> edges;
    for (const UnitSpec &spec : specs) {
        QStringList names;
        for (const UnitName &name : spec.dependsOn) {
            names.append(name.toString());
        }
        edges.insert(spec.name.toString(), names);
    }
    const auto pathOf = [](const QString &name) { return QStringLiteral("unit.%1.depends_on").arg(name); };
    std::vector<SpecFault> faults;
    for (const UnitSpec &spec : specs) {
        const QString name = spec.name.toString();
        for (const QString &needed : edges.value(name)) {
            if (!edges.contains(needed)) {
                faults.push_back(
                    {pathOf(name), QStringLiteral("names \"%1\", and there is no such unit").arg(needed), {}});
            }
        }
    }
    QSet<QString> done;
    for (const UnitSpec &spec : specs) {
        QStringList path;
        const QStringList cycle = findCycle(edges, spec.name.toString(), path, done);
        if (!cycle.isEmpty()) {
            faults.push_back({pathOf(cycle.first()),
                              QStringLiteral("goes in a circle: %1").arg(cycle.join(QStringLiteral(" -> "))),
                              {}});
            done.unite({path.cbegin(), path.cend()}); // told once
        }
    }
    return faults;
}

Result<void> checkDependencies(const QList<UnitSpec> &specs)
{
    const std::vector<SpecFault> faults = dependencyFaults(specs);
    return faults.empty() ? Result<void>() : Result<void>(inputError(faults.front()));
}

} // namespace lamplighter::watchdog
