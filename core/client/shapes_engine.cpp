#include "core/client/shapes.h"

#include "core/client/json_fields.h"

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

ErrorCode codeOfStatus(int status)
{
    switch (status) {
    case 400:
    case 415:
    case 422:
        return ErrorCode::InvalidInput;
    case 401:
        return ErrorCode::Unauthenticated;
    case 403:
        return ErrorCode::NotAllowed;
    case 404:
        return ErrorCode::NotFound;
    case 408:
    case 504:
        return ErrorCode::Timeout;
    case 409:
        return ErrorCode::Conflict;
    case 410:
        return ErrorCode::Gone;
    case 413:
    case 431:
        return ErrorCode::TooLarge;
    case 423:
        return ErrorCode::Held;
    case 429:
    case 502:
    case 503:
        return ErrorCode::Unavailable;
    default: // a number, not an enum: the rest of the range has no meaning of its own here
        return ErrorCode::Internal;
    }
}

} // namespace

QJsonObject toJson(const EngineInfo &info)
{
    QJsonObject object{
        {u"id"_s, info.id},
        {u"version"_s, info.version},
        {u"host"_s, info.host},
        {u"data_directory"_s, info.dataDirectory},
        {u"pid"_s, info.pid},
        {u"mode"_s, info.mode},
        {u"units"_s, info.units},
        {u"running"_s, info.running},
        {u"last_event"_s, info.lastEvent},
        {u"account"_s, info.account},
        {u"role"_s, info.role},
        {u"trouble"_s, info.trouble},
        {u"listening"_s, QJsonArray::fromStringList(info.listening)},
    };
    putTime(object, "started_at"_L1, info.startedAt);
    if (!info.tlsFingerprint.isEmpty()) {
        object.insert("tls"_L1, QJsonObject{{u"fingerprint"_s, info.tlsFingerprint}});
    }
    if (info.product != EngineInfo().product) { // absent: this one
        object.insert("product"_L1, info.product);
    }
    if (!info.offers.isEmpty()) {
        object.insert("offers"_L1, QJsonArray::fromStringList(info.offers));
    }
    return object;
}

Result<EngineInfo> engineInfoFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    EngineInfo info;
    info.id = in.requiredString("id");
    info.version = in.string("version");
    info.host = in.string("host");
    info.dataDirectory = in.string("data_directory");
    info.pid = in.integer("pid", 0);
    info.startedAt = timeOr(in, "started_at");
    info.mode = in.string("mode");
    info.units = smallInteger(in, "units").value_or(0);
    info.running = smallInteger(in, "running").value_or(0);
    info.lastEvent = in.integer("last_event", 0);
    info.account = in.string("account");
    info.role = in.string("role");
    info.trouble = in.string("trouble");
    info.listening = in.stringList("listening");
    info.product = in.string("product", info.product);
    info.offers = in.stringList("offers");
    JsonReader tls(in.object("tls"), u"tls."_s);
    info.tlsFingerprint = tls.string("fingerprint");
    if (!in.ok() || !tls.ok()) {
        return in.ok() ? tls.error() : in.error();
    }
    return info;
}

QJsonObject toJson(const Error &error)
{
    QJsonObject inner{{u"code"_s, toString(error.code)}, {u"message"_s, error.message}};
    if (!error.field.isEmpty()) {
        inner.insert("field"_L1, error.field);
    }
    return {{u"error"_s, inner}};
}

Error errorFromJson(const QJsonObject &object, int httpStatus)
{
    // Whatever stands between (a proxy, another program on that port) may answer anything: never fail on an error.
    const QJsonObject inner = object.value("error"_L1).toObject();
    const QString message = inner.value("message"_L1).toString();
    Error error;
    error.code = errorCodeFromString(inner.value("code"_L1).toString(), codeOfStatus(httpStatus));
    error.message = message.isEmpty() ? u"the engine answered with status %1"_s.arg(httpStatus) : message;
    error.field = inner.value("field"_L1).toString();
    return error;
}

} // namespace lamplighter::client
