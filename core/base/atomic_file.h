// Whole files, replaced or kept: temporary file, sync, rename.
#pragma once

#include "core/base/result.h"

#include <QByteArray>

namespace lamplighter {

enum class FileAccess {
    OwnerOnly, // 0600, for anything that may hold a secret
    Readable,  // 0644 less the umask
    AsBefore,  // as the file that is replaced has it, its owner too if that is allowed; Readable if there is none
};

/// Replaces `path` with `content`. After success the new content survives a power cut; after an error the old file is
/// as it was. The directory must exist.
Result<void> writeFileAtomically(const QString &path, const QByteArray &content, FileAccess access);

/// Whole content; NotFound if there is none, TooLarge past `limit` bytes.
Result<QByteArray> readFile(const QString &path, qint64 limit = 16 * 1024 * 1024);

/// Makes `path` and its parents; the last one 0700.
Result<void> makePrivateDirectory(const QString &path);

/// True if the group or others may read `path` (always false where the platform has no such bits).
bool isReadableByOthers(const QString &path);

} // namespace lamplighter
