#include "core/watchdog/unit_file.h"

#include "core/base/atomic_file.h"
#include "core/watchdog/spec_table.h"
#include "core/watchdog/unit_rules.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSet>

namespace lamplighter::watchdog {

namespace {

constexpr qint64 kLargestUnitFile = 4 * 1024 * 1024;
constexpr std::array<QStringView, 1> kFileKeys{u"unit"};

Error fileError(const QString &file, const SpecFault &fault)
{
    QString message = file;
    if (fault.position.line > 0) {
        message += QStringLiteral(":%1:%2").arg(fault.position.line).arg(fault.position.column);
    }
    message += QStringLiteral(": ");
    if (!fault.path.isEmpty()) {
        message += fault.path + u' ';
    }
    return {ErrorCode::InvalidInput, message + fault.message, fault.path};
}

QList<UnitSpec> readUnits(const SpecTable &root, const QString &folder, std::optional<SpecFault> &fault)
{
    SpecTableReader in(root, {1, 1}, {}, fault);
    in.refuseUnknown(kFileKeys);
    QList<UnitSpec> out;
    const auto units = in.nested(u"unit");
    if (!units) {
        return out;
    }
    SpecTableReader names(*units->table, units->position, units->path, fault);
    for (const SpecEntry &entry : *units->table) {
        names.require(
            isValidUnitName(entry.key), entry.key,
            QStringLiteral("is not a name for a unit (1 to 64 of A-Z a-z 0-9 _ . @ -, not starting with . or -)"));
        if (const auto unit = names.nested(entry.key)) {
            out.append(readUnit(entry.key, *unit->table, unit->position, unit->path, folder, fault));
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
        return fileError(path, *fault);
    }
    std::optional<SpecFault> fault;
    QList<UnitSpec> units = readUnits(std::get<SpecTable>(parsed), QFileInfo(path).absolutePath(), fault);
    if (fault) {
        return fileError(path, *fault);
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
        return Error{
            ErrorCode::InvalidInput,
            QStringLiteral("\"%1\" is not a name for a unit (1 to 64 of A-Z a-z 0-9 _ . @ -, not starting with . or -)")
                .arg(name.left(100)),
            QStringLiteral("name")};
    }
    std::optional<SpecFault> fault;
    const SpecTable table = specFromJson(object);
    UnitSpec spec = readUnit(name, table, {}, {}, directory, fault);
    if (fault) {
        return Error{ErrorCode::InvalidInput, QString(fault->path + u' ' + fault->message), fault->path};
    }
    return spec;
}

Result<void> checkDependencies(const QList<UnitSpec> &specs)
{
    QHash<QString, QStringList> edges;
    for (const UnitSpec &spec : specs) {
        QStringList names;
        for (const UnitName &name : spec.dependsOn) {
            names.append(name.toString());
        }
        edges.insert(spec.name.toString(), names);
    }
    QSet<QString> done;
    for (const UnitSpec &spec : specs) {
        const QString name = spec.name.toString();
        const QString field = QStringLiteral("unit.%1.depends_on").arg(name);
        for (const QString &needed : edges.value(name)) {
            if (!edges.contains(needed)) {
                return Error{ErrorCode::InvalidInput,
                             QStringLiteral("%1 names \"%2\", and there is no such unit").arg(field, needed), field};
            }
        }
    }
    for (const UnitSpec &spec : specs) {
        QStringList path;
        const QStringList cycle = findCycle(edges, spec.name.toString(), path, done);
        if (!cycle.isEmpty()) {
            const QString field = QStringLiteral("unit.%1.depends_on").arg(cycle.first());
            return Error{ErrorCode::InvalidInput,
                         QStringLiteral("%1 goes in a circle: %2").arg(field, cycle.join(QStringLiteral(" -> "))),
                         field};
        }
    }
    return {};
}

} // namespace lamplighter::watchdog
