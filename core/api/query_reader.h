// Reads the parameters of a query, with a message that names the one that is wrong: what JsonReader is for bodies.
#pragma once

#include "core/base/result.h"

#include <QUrlQuery>

#include <initializer_list>
#include <limits>
#include <optional>

namespace lamplighter::api {

class QueryReader
{
public:
    explicit QueryReader(const QUrlQuery &query)
        : m_query(query)
    {}

    QString string(const char *name) const;
    bool boolean(const char *name, bool fallback); ///< "true", "1" or the bare name; "false", "0"
    qint64 integer(const char *name, qint64 fallback, qint64 minimum, qint64 maximum);
    /// Fails for the first parameter that is none of these, or comes twice: a misspelt filter must not be passed over.
    void refuseOthers(std::initializer_list<const char *> known);
    void fail(const char *name, const QString &message);

    [[nodiscard]] bool ok() const { return !m_error.has_value(); }
    [[nodiscard]] const Error &error() const { return *m_error; }

private:
    const QUrlQuery &m_query;
    std::optional<Error> m_error;
};

} // namespace lamplighter::api
