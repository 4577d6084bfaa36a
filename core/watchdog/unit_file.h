// Reads and writes unit files (TOML) and the same specification as JSON for the API.
#pragma once

#include "core/base/result.h"
#include "core/watchdog/spec_value.h"
#include "core/watchdog/unit_spec.h"

#include <QJsonObject>
#include <QList>

namespace lamplighter::watchdog {

/// All units of one file. `path` gives the folder that relative paths start from and the name in messages. An error is
/// InvalidInput: message "FILE:LINE:COLUMN: unit.NAME.KEY …", field "unit.NAME.KEY". An unknown key is an error that
/// names the nearest known one; a duplicate unit too.
Result<QList<UnitSpec>> parseUnitFile(const QByteArray &text, const QString &path);
Result<QList<UnitSpec>> readUnitFile(const QString &path);
/// One unit's table of a file as it stands there, neither checked nor completed, to be checked by an engine; only its
/// directory is made absolute, since the engine does not know where the file lies. InvalidInput if the file is not
/// TOML, NotFound if it has no such unit.
Result<QJsonObject> readUnitTable(const QString &path, const QString &name);
/// Every *.toml of a folder, in order of name, or the one file. A name defined twice across files is an error.
Result<QList<UnitSpec>> readUnitFiles(const QString &fileOrDirectory);

/// "FILE:LINE:COLUMN" of unit.NAME.KEY, or of the unit if it has no such key; "FILE" if that cannot be told (any more).
QString placeInFile(const QString &path, const QString &unit, const QString &key = {});

/// A file with this one unit; keys with their default value are left out. parseUnitFile reads it back equal.
QByteArray writeUnitFile(const UnitSpec &spec);

/// The same keys and value forms as the file, as JSON (durations and sizes as strings). `directory` is where relative
/// paths start. InvalidInput with the key in `field`.
Result<UnitSpec> unitSpecFromJson(const QString &name, const QJsonObject &object, const QString &directory);
/// Every key, defaults included.
QJsonObject toJson(const UnitSpec &spec);

/// Unknown names in depends_on and cycles, over all units; each with its path "unit.NAME.depends_on", a cycle with its
/// way "a -> b -> a".
std::vector<SpecFault> dependencyFaults(const QList<UnitSpec> &specs);
/// The first of them as InvalidInput.
Result<void> checkDependencies(const QList<UnitSpec> &specs);

/// "--flag 'a b' \"c\"" to three words, as a POSIX shell splits; nothing is expanded. InvalidInput for an open quote.
Result<QStringList> splitCommand(const QString &text);

/// Lines of an environment file: KEY=VALUE, blank lines and # skipped, one matching pair of quotes removed, the last
/// duplicate wins; an empty key is InvalidInput with the line in `field`.
Result<QMap<QString, QString>> parseEnvironmentFile(const QByteArray &text);

} // namespace lamplighter::watchdog
