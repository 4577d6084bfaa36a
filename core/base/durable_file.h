// Parts of a file that exists already, written so that they survive a power cut; and which file an open one is.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QFile>

namespace lamplighter {

/// Writes `bytes` at `offset` and waits until they are on the disk. The file must exist already, and should
/// be long enough, so that no allocation can fail or be lost. Blocks on the disk. NotFound if there is no such file.
Result<void> writeThrough(const QString &path, qint64 offset, const QByteArray &bytes);

/// The same for one file as long as it exists, whatever it is renamed to; another file may get it afterwards. 0 if
/// unknown.
quint64 fileIdentity(const QFile &openFile);

} // namespace lamplighter
