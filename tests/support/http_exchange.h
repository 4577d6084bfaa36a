// One HTTP request and its answer, waited for without an event loop.
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace lamplighter::tests {

struct HttpExchange
{
    int status = 0; ///< 0: no answer
    QByteArray header;
    QByteArray body;

    [[nodiscard]] bool ok() const { return status >= 200 && status < 300; }
    [[nodiscard]] QJsonObject object() const;
    /// The array under `key`, such as "units".
    [[nodiscard]] QJsonArray array(const QString &key) const;
    /// "error.code" of a refusal.
    [[nodiscard]] QString errorCode() const;
};

/// To 127.0.0.1:`port`; `token` may be empty; `json` is sent unless the method is GET or DELETE.
HttpExchange exchange(quint16 port, const QByteArray &method, const QByteArray &target, const QByteArray &token,
                      const std::optional<QJsonObject> &json = {}, int limit = 10'000);

} // namespace lamplighter::tests
