// The layout of releases that units may have: FOLDER/releases/VERSION, and the link FOLDER/current to one of them. Pure
// file functions; they block and run in a pool. `folder` is absolute (UpdateSettings::releases).
#pragma once

#include "core/base/result.h"

#include <QStringList>

namespace lamplighter::updates {

/// 1 to 255 characters that can be shown, no slash, not hidden (".x"), not in the making ("x~", "x.tmp", "x.part").
bool isReleaseName(const QString &name);

/// "2.10" is newer than "2.9", "2.0" newer than "2.0-rc1", a leading "v" does not count. A strict order of all names.
bool isNewerRelease(const QString &one, const QString &other);

/// The folders in FOLDER/releases that are named like a release; newest first. NotFound if there is no such folder.
Result<QStringList> releaseVersions(const QString &folder);

/// The version that FOLDER/current names, whether it is there or not; empty if there is no link. Conflict if `current`
/// is no link, or leads elsewhere.
Result<QString> currentRelease(const QString &folder);

/// Makes `version` the current one: in one step, durable when it returns. InvalidInput for a name that is none,
/// NotFound if there is no such release, Conflict if `current` is there and is no link, Unavailable on Windows.
Result<void> makeReleaseCurrent(const QString &folder, const QString &version);

} // namespace lamplighter::updates
