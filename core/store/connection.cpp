#include "core/store/connection.h"

#include <QSqlError>

#include <atomic>

namespace lamplighter::store {

namespace {

// Dynamic SQL must not grow the cache for ever.
constexpr std::size_t kMaximumStatements = 128;

// Primary result codes (sqlite.org/rescode.html); written out, since Qt Sql hides the library's own header.
enum SqliteCode {
    kBusy = 5,
    kLocked = 6,
    kNoMemory = 7,
    kReadOnly = 8,
    kIoError = 10,
    kCorrupt = 11,
    kFull = 13,
    kCannotOpen = 14,
    kProtocol = 15,
    kConstraint = 19,
    kNotADatabase = 26,
};

int primaryCode(const QSqlError &error)
{
    return error.nativeErrorCode().toInt() & 0xff; // extended codes carry the primary one in the low byte
}

SqliteConnection::Fault faultOf(int code)
{
    switch (code) {
    case kBusy:
    case kLocked:
    case kNoMemory:
    case kReadOnly:
    case kIoError:
    case kFull:
    case kCannotOpen:
    case kProtocol:
        return SqliteConnection::Fault::Storage;
    case kCorrupt:
    case kNotADatabase:
        return SqliteConnection::Fault::Damaged;
    default:
        return SqliteConnection::Fault::None;
    }
}

} // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const QString &path)
{
    static std::atomic<int> number{0};
    const QString name = QStringLiteral("lamplighter-store-%1").arg(++number);
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
    database.setDatabaseName(path);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!database.open()) {
        const Error error{ErrorCode::Io,
                          QStringLiteral("cannot open the database %1: %2").arg(path, database.lastError().text()),
                          path};
        database = {};
        QSqlDatabase::removeDatabase(name);
        return error;
    }
    return std::unique_ptr<SqliteConnection>(new SqliteConnection(name, std::move(database)));
}

SqliteConnection::SqliteConnection(QString name, QSqlDatabase database)
    : m_name(std::move(name))
    , m_database(std::move(database))
{}

SqliteConnection::~SqliteConnection()
{
    m_statements.clear();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(m_name);
}

Error SqliteConnection::failed(const QSqlError &error)
{
    const int code = primaryCode(error);
    const Fault fault = faultOf(code);
    if (fault > m_fault) {
        m_fault = fault;
    }
    ErrorCode kind = ErrorCode::Internal;
    if (fault == Fault::Storage) {
        kind = ErrorCode::Io;
    } else if (fault == Fault::Damaged) {
        kind = ErrorCode::Corrupt;
    } else if (code == kConstraint) {
        kind = ErrorCode::Conflict;
    }
    return {kind, QStringLiteral("the database refused: ") + error.databaseText(), {}};
}

Result<QSqlQuery *> SqliteConnection::run(const QString &sql, const QVariantList &values)
{
    auto found = m_statements.find(sql);
    if (found == m_statements.end()) {
        if (m_statements.size() >= kMaximumStatements && m_openSelects == 0) {
            m_statements.clear();
        }
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!query.prepare(sql)) {
            return failed(query.lastError());
        }
        found = m_statements.emplace(sql, std::move(query)).first;
    }
    QSqlQuery &query = found->second;
    for (qsizetype i = 0; i < values.size(); ++i) {
        query.bindValue(static_cast<int>(i), values.at(i));
    }
    if (!query.exec()) {
        const Error error = failed(query.lastError());
        query.finish();
        return error;
    }
    return &query;
}

Result<void> SqliteConnection::execute(const QString &sql, const QVariantList &values)
{
    const Result<QSqlQuery *> query = run(sql, values);
    if (!query) {
        return query.error();
    }
    m_rowsChanged = (*query)->numRowsAffected();
    (*query)->finish(); // a statement left open would keep its transaction from ending
    return {};
}

Result<void> SqliteConnection::select(const QString &sql, const QVariantList &values,
                                      const std::function<bool(const QSqlQuery &)> &row)
{
    const Result<QSqlQuery *> query = run(sql, values);
    if (!query) {
        return query.error();
    }
    ++m_openSelects;
    bool wanted = true;
    while (wanted && (*query)->next()) {
        wanted = row(**query);
    }
    --m_openSelects;
    const QSqlError error = (*query)->lastError();
    (*query)->finish();
    if (error.isValid()) {
        return failed(error);
    }
    return {};
}

Result<QVariant> SqliteConnection::value(const QString &sql)
{
    QVariant first;
    const Result<void> selected = select(sql, {}, [&first](const QSqlQuery &row) {
        first = row.value(0);
        return false;
    });
    if (!selected) {
        return selected.error();
    }
    return first;
}

qint64 SqliteConnection::lastInsertId() const
{
    QSqlQuery query(m_database);
    return query.exec(QStringLiteral("SELECT last_insert_rowid()")) && query.next() ? query.value(0).toLongLong() : 0;
}

} // namespace lamplighter::store
