// One SQLite connection through Qt Sql, with its prepared statements. Lives and dies on the database thread.
#pragma once

#include "core/store/database.h"

#include <QSqlDatabase>

#include <unordered_map>

namespace lamplighter::store {

class SqliteConnection final : public Connection
{
public:
    /// What the last failed statements were about; decides whether a job or the whole group failed.
    enum class Fault {
        None,
        Storage, // full, unreadable, locked: the same statement may work later
        Damaged, // the file is not a sound database
    };

    static Result<std::unique_ptr<SqliteConnection>> open(const QString &path);
    ~SqliteConnection() override;
    SqliteConnection(const SqliteConnection &) = delete;
    SqliteConnection &operator=(const SqliteConnection &) = delete;

    Result<void> execute(const QString &sql, const QVariantList &values = {}) override;
    Result<void> select(const QString &sql, const QVariantList &values,
                        const std::function<bool(const QSqlQuery &)> &row) override;
    [[nodiscard]] qint64 lastInsertId() const override;
    [[nodiscard]] int rowsChanged() const override { return m_rowsChanged; }

    /// The first column of the first row, or an invalid value.
    Result<QVariant> value(const QString &sql);

    [[nodiscard]] Fault fault() const { return m_fault; }
    void forgetFault() { m_fault = Fault::None; }

private:
    SqliteConnection(QString name, QSqlDatabase database);
    Result<QSqlQuery *> run(const QString &sql, const QVariantList &values);
    Error failed(const QSqlError &error);

    QString m_name;
    QSqlDatabase m_database;
    std::unordered_map<QString, QSqlQuery> m_statements;
    int m_openSelects = 0;
    int m_rowsChanged = 0;
    Fault m_fault = Fault::None;
};

} // namespace lamplighter::store
