#include "core/watchdog/unit_check.h"

#include "core/base/atomic_file.h"
#include "core/process/keepers.h"
#include "core/watchdog/unit_file.h"
#include "core/watchdog/unit_rules.h"

#include <QFileInfo>

namespace lamplighter::watchdog {

using client::UnitProblem;

namespace {

void addDependencyErrors(const UnitDraft &draft, DraftReading &reading)
{
    const QString prefix = QStringLiteral("unit.%1.").arg(draft.name);
    const std::vector<SpecFault> faults = dependencyFaults(QList<UnitSpec>{reading.spec} + draft.others);
    for (const SpecFault &fault : faults) {
        const bool own = fault.path.startsWith(prefix);
        reading.errors.append({own ? fault.path.mid(prefix.size()) : fault.path, fault.message, false});
    }
}

void warnOfDirectory(const QString &path, QList<UnitProblem> &warnings)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        warnings.append({QStringLiteral("directory"), QStringLiteral("does not exist: %1").arg(path), true});
    } else if (!info.isDir()) {
        warnings.append({QStringLiteral("directory"), QStringLiteral("is not a folder: %1").arg(path), true});
    }
}

/// What the files set, as far as they can be read.
QMap<QString, QString> readEnvironmentFiles(const QStringList &files, QList<UnitProblem> &warnings)
{
    QMap<QString, QString> variables;
    for (const QString &path : files) {
        const auto warn = [&](const QString &message) {
            warnings.append({QStringLiteral("environment_files"), message, true});
        };
        const QFileInfo info(path);
        if (!info.exists()) {
            warn(QStringLiteral("names a file that does not exist: %1").arg(path));
            continue;
        }
        if (!info.isFile()) { // reading a pipe could wait for ever
            warn(QStringLiteral("names something that is not a file: %1").arg(path));
            continue;
        }
        const Result<QByteArray> text = readFile(path);
        if (!text) {
            warn(QStringLiteral("names a file that cannot be read: %1").arg(text.error().message));
            continue;
        }
        const Result<QMap<QString, QString>> parsed = parseEnvironmentFile(*text);
        if (!parsed) {
            warn(QStringLiteral("names a file with an error: %1: %2").arg(path, parsed.error().message));
            continue;
        }
        variables.insert(*parsed);
    }
    return variables;
}

} // namespace

DraftReading readDraft(const UnitDraft &draft)
{
    DraftReading reading;
    if (!isValidUnitName(draft.name)) {
        reading.errors.append({QStringLiteral("name"), kUnitNameRule, false});
    }
    SpecFaults faults;
    const SpecTable table = specFromJson(draft.spec);
    reading.spec = readUnit(draft.name, table, {}, {}, draft.directory, faults);
    for (const SpecFault &fault : faults.all()) {
        reading.errors.append({fault.path, fault.message, false});
    }
    if (!faults.has(QStringLiteral("depends_on"))) {
        addDependencyErrors(draft, reading);
    }
    return reading;
}

QList<UnitProblem> launchWarnings(const UnitSpec &spec, const QString &searchPath)
{
    QList<UnitProblem> warnings;
    QMap<QString, QString> own = readEnvironmentFiles(spec.environmentFiles, warnings);
    own.insert(spec.environment); // what the unit file says itself wins
    const Result<QString> program =
        process::resolveProgram(spec.command.value(0), spec.directory, own.value(QStringLiteral("PATH"), searchPath));
    if (!program) {
        warnings.append(
            {QStringLiteral("command"), QStringLiteral("cannot be started: %1").arg(program.error().message), true});
    }
    warnOfDirectory(spec.directory, warnings);
    if (!spec.user.isEmpty()) {
        if (const Result<process::Account> account = process::resolveAccount(spec.user); !account) {
            warnings.append(
                {QStringLiteral("user"), QStringLiteral("cannot be used: %1").arg(account.error().message), true});
        }
    }
    return warnings;
}

} // namespace lamplighter::watchdog
