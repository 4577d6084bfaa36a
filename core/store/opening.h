// From a path to a sound, migrated connection; a damaged file is set aside. Runs on the database thread.
#pragma once

#include "core/store/connection.h"

namespace lamplighter::store {

struct OpenedDatabase
{
    std::unique_ptr<SqliteConnection> connection;
    QString setAsideAs; ///< where the damaged file went; empty if there was none
};

/// TooNew (the file is not touched), Io, or what a migration failed with.
Result<OpenedDatabase> openDatabase(const QString &path, const QList<Migration> &migrations);

/// Renames the file and its -wal and -shm to NAME.damaged-TIME; nothing may have it open. Returns the new name.
Result<QString> setAsideDatabase(const QString &path);

} // namespace lamplighter::store
