#include "core/store/opening.h"

#include "core/base/atomic_file.h"
#include "core/base/boot_id.h"
#include "core/base/log.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <algorithm>

namespace lamplighter::store {

namespace {

// sqlite.org/fileformat2.html: the header's magic, and the user version as a big-endian number at offset 60.
const QByteArray kMagic = QByteArrayLiteral("SQLite format 3\0");
constexpr qsizetype kHeaderSize = 100;
constexpr qsizetype kUserVersionOffset = 60;

// A whole check reads the whole file (8 ms for each MiB). Up to here it costs little at every start; a larger file is
// checked when the machine was restarted since (a power cut may damage a file, the death of a process cannot).
constexpr qint64 kAlwaysCheckedSize = 16 * 1024 * 1024;

int newestVersion(const QList<Migration> &migrations)
{
    int newest = 0;
    for (const Migration &migration : migrations) {
        newest = std::max(newest, migration.version);
    }
    return newest;
}

Error tooNew(const QString &path, int found, int known)
{
    return {
        ErrorCode::TooNew,
        QStringLiteral(
            "the database %1 was written by a newer version (schema %2, this one knows %3) and is left as it is: start "
            "that version, or give this one another data directory")
            .arg(path)
            .arg(found)
            .arg(known),
        path};
}

/// Looks at the file's first bytes without SQLite, which would create files beside it.
Result<void> inspectHeader(const QString &path, int known)
{
    QFile file(path);
    if (!file.exists() || file.size() == 0) {
        return {};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorCode::Io, QStringLiteral("cannot read %1: %2").arg(path, file.errorString()), path};
    }
    const QByteArray header = file.read(kHeaderSize);
    if (header.size() < kHeaderSize || !header.startsWith(kMagic)) {
        return Error{ErrorCode::Corrupt, QStringLiteral("%1 is not a database").arg(path), path};
    }
    const int version = qFromBigEndian<qint32>(header.constData() + kUserVersionOffset);
    if (version > known) {
        return tooNew(path, version, known);
    }
    return {};
}

Result<void> ensureFile(const QString &path)
{
    if (!QFile::exists(path)) {
        return writeFileAtomically(path, {}, FileAccess::OwnerOnly); // an empty file is an empty database
    }
    if (isReadableByOthers(path) && !QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner)) {
        return Error{ErrorCode::Io, QStringLiteral("cannot protect %1 from others").arg(path), path};
    }
    return {};
}

Result<void> configure(SqliteConnection &connection)
{
    const QStringList statements{
        QStringLiteral("PRAGMA journal_mode=WAL"),
        QStringLiteral("PRAGMA synchronous=NORMAL"),
        QStringLiteral("PRAGMA foreign_keys=ON"),
        QStringLiteral("PRAGMA temp_store=MEMORY"),
        QStringLiteral("PRAGMA journal_size_limit=16777216"), // a burst must not leave a large log behind for ever
    };
    for (const QString &statement : statements) {
        if (Result<void> done = connection.execute(statement); !done) {
            return done;
        }
    }
    return {};
}

Result<void> check(SqliteConnection &connection, const QString &path)
{
    const QString boot = bootId();
    const Result<QVariant> known =
        connection.value(QStringLiteral("SELECT count(*) FROM sqlite_master WHERE name='store_opened'"));
    if (!known) {
        return known.error();
    }
    if (known->toInt() == 1 && QFileInfo(path).size() > kAlwaysCheckedSize) {
        const Result<QVariant> last = connection.value(QStringLiteral("SELECT boot_id FROM store_opened"));
        if (last && last->toString() == boot) {
            return {};
        }
    }
    const Result<QVariant> verdict = connection.value(QStringLiteral("PRAGMA quick_check(1)"));
    if (!verdict) {
        return verdict.error();
    }
    if (verdict->toString() != u"ok") {
        return Error{ErrorCode::Corrupt, QStringLiteral("%1 is damaged: %2").arg(path, verdict->toString()), path};
    }
    return {};
}

Result<void> rememberBoot(SqliteConnection &connection)
{
    Result<void> made = connection.execute(
        QStringLiteral("CREATE TABLE IF NOT EXISTS store_opened (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), "
                       "boot_id TEXT NOT NULL)"));
    if (!made) {
        return made;
    }
    const QString boot = bootId();
    const Result<QVariant> last = connection.value(QStringLiteral("SELECT boot_id FROM store_opened"));
    if (last && last->toString() == boot) {
        return {};
    }
    return connection.execute(QStringLiteral("INSERT OR REPLACE INTO store_opened (only_row, boot_id) VALUES (1, ?)"),
                              {boot});
}

Result<void> runMigration(SqliteConnection &connection, const Migration &migration)
{
    QStringList statements{QStringLiteral("BEGIN IMMEDIATE")};
    statements += migration.statements;
    statements += QStringLiteral("PRAGMA user_version=%1").arg(migration.version);
    statements += QStringLiteral("COMMIT");
    for (const QString &statement : statements) {
        if (Result<void> done = connection.execute(statement); !done) {
            static_cast<void>(connection.execute(QStringLiteral("ROLLBACK")));
            Error error = done.error();
            error.message = QStringLiteral("migration %1 (%2) failed: %3")
                                .arg(migration.version)
                                .arg(migration.name, error.message);
            return error;
        }
    }
    return {};
}

Result<void> migrate(SqliteConnection &connection, const QString &path, QList<Migration> migrations)
{
    const Result<QVariant> version = connection.value(QStringLiteral("PRAGMA user_version"));
    if (!version) {
        return version.error();
    }
    const int newest = newestVersion(migrations);
    if (version->toInt() > newest) { // the header said less: the newer schema was still in the write-ahead log
        return tooNew(path, version->toInt(), newest);
    }
    std::sort(migrations.begin(), migrations.end(),
              [](const Migration &a, const Migration &b) { return a.version < b.version; });
    for (const Migration &migration : std::as_const(migrations)) {
        if (migration.version <= version->toInt()) {
            continue;
        }
        if (Result<void> done = runMigration(connection, migration); !done) {
            return done;
        }
    }
    return {};
}

Result<std::unique_ptr<SqliteConnection>> openOnce(const QString &path, const QList<Migration> &migrations)
{
    if (Result<void> header = inspectHeader(path, newestVersion(migrations)); !header) {
        return header.error();
    }
    if (Result<void> made = ensureFile(path); !made) {
        return made.error();
    }
    Result<std::unique_ptr<SqliteConnection>> connection = SqliteConnection::open(path);
    if (!connection) {
        return connection;
    }
    Result<void> step = configure(**connection);
    if (step) {
        step = check(**connection, path);
    }
    if (step) {
        step = migrate(**connection, path, migrations);
    }
    if (step) {
        step = rememberBoot(**connection);
    }
    if (!step) {
        return step.error();
    }
    return connection;
}

} // namespace

Result<QString> setAsideDatabase(const QString &path)
{
    const QString time = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddTHHmmssZ"));
    const QString base = path + QStringLiteral(".damaged-") + time;
    QString name = base;
    for (int n = 2; QFile::exists(name); ++n) {
        name = base + QStringLiteral("-%1").arg(n);
    }
    if (!QFile::rename(path, name)) {
        return Error{ErrorCode::Io, QStringLiteral("cannot set the damaged database %1 aside").arg(path), path};
    }
    // Kept together, so that what is in the log can still be salvaged.
    for (const QString &suffix : {QStringLiteral("-wal"), QStringLiteral("-shm")}) {
        if (QFile::exists(path + suffix) && !QFile::rename(path + suffix, name + suffix)) {
            return Error{ErrorCode::Io, QStringLiteral("cannot set %1 aside").arg(path + suffix), path + suffix};
        }
    }
    return name;
}

Result<OpenedDatabase> openDatabase(const QString &path, const QList<Migration> &migrations)
{
    Result<std::unique_ptr<SqliteConnection>> first = openOnce(path, migrations);
    if (first) {
        return OpenedDatabase{std::move(*first), {}};
    }
    if (first.error().code != ErrorCode::Corrupt) {
        return first.error();
    }
    qCCritical(lcStore).noquote() << first.error().message;
    const Result<QString> setAside = setAsideDatabase(path);
    if (!setAside) {
        return setAside.error();
    }
    Result<std::unique_ptr<SqliteConnection>> second = openOnce(path, migrations);
    if (!second) {
        return second.error();
    }
    return OpenedDatabase{std::move(*second), *setAside};
}

} // namespace lamplighter::store
