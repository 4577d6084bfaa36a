#include "core/api/request_rules.h"

#include <QHostAddress>
#include <QStringDecoder>

#include <algorithm>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

Response refused(int status, ErrorCode code, const QString &message, const QString &field = {})
{
    return Response::error(status, {code, message, field});
}

bool isLoopbackName(const QString &host)
{
    if (host == "localhost"_L1) {
        return true;
    }
    const QHostAddress address(host);
    return !address.isNull() && address.isLoopback();
}

bool isSameAddress(const QString &a, const QString &b)
{
    const QHostAddress first(a);
    return !first.isNull() && first.isEqual(QHostAddress(b), QHostAddress::TolerantConversion);
}

/// What follows the scheme; empty if it is another one.
QByteArray credentialsOf(const QByteArray &authorization, const QByteArray &scheme)
{
    const qsizetype space = authorization.indexOf(' ');
    if (space < 0 || authorization.left(space).toLower() != scheme) {
        return {};
    }
    return authorization.mid(space + 1).trimmed();
}

} // namespace

QString hostWithoutPort(const QByteArray &header)
{
    const QString text = QString::fromLatin1(header.trimmed()).toLower();
    const bool isBracketed = text.startsWith(u'[');
    const qsizetype end = isBracketed ? text.indexOf(u']') + 1 : text.indexOf(u':');
    const QString host = end > 0 ? text.left(end) : isBracketed ? QString() : text;
    const QStringView port = QStringView(text).sliced(host.size());
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const bool isPort =
        port.isEmpty() || (port.startsWith(u':') && std::all_of(port.cbegin() + 1, port.cend(), isDigit));
    // Names beyond ASCII come in its letters; a blank of Unicode is no blank here, though QHostAddress takes it for
    // one.
    const bool isPlain = std::all_of(host.cbegin(), host.cend(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
    if (!isPort || !isPlain || host.isEmpty()) {
        return {};
    }
    if (isBracketed) {
        return host.sliced(1, host.size() - 2);
    }
    return host.endsWith(u'.') ? host.chopped(1) : host; // the fully qualified spelling of the same name
}

bool isMutating(const QByteArray &method)
{
    return method != "GET" && method != "HEAD";
}

std::optional<Response> refusalOf(const RequestHead &head)
{
    static const QByteArrayList kMethods{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
    if (!kMethods.contains(head.method)) {
        return refused(501, ErrorCode::InvalidInput, u"the method is not known here"_s);
    }
    if (isMutating(head.method) && head.headers.contains("origin")) {
        return refused(403, ErrorCode::NotAllowed, u"requests of web pages are not accepted"_s, u"Origin"_s);
    }
    if (head.hasBody) {
        const QByteArray type = head.headers.value("content-type").split(';').constFirst().trimmed().toLower();
        if (type != "application/json") {
            return refused(415, ErrorCode::InvalidInput, u"the body must be application/json"_s, u"Content-Type"_s);
        }
    }
    return std::nullopt;
}

std::optional<Response> refusalOfHost(const RequestHead &head, const HostRules &rules)
{
    const auto header = head.headers.constFind("host");
    if (header == head.headers.constEnd()) {
        if (head.isHttp10) {
            return std::nullopt; // no browser speaks it, and it need not name the host
        }
        return refused(400, ErrorCode::InvalidInput, u"the request names no host"_s, u"Host"_s);
    }
    const QString host = hostWithoutPort(*header);
    const bool known = isLoopbackName(host) || isSameAddress(host, rules.localAddress) ||
                       rules.names.contains(host, Qt::CaseInsensitive);
    if (!known) {
        return refused(421, ErrorCode::NotAllowed,
                       u"this engine is not '%1'; names it answers to are in its settings"_s.arg(host.left(100)),
                       u"Host"_s);
    }
    return std::nullopt;
}

bool isFromThisMachine(const RequestHead &head, const QString &address)
{
    const QHostAddress from(address);
    return !from.isNull() && from.isLoopback() && isLoopbackName(hostWithoutPort(head.headers.value("host"))) &&
           !head.headers.contains("origin");
}

std::optional<Target> parseTarget(const QByteArray &target)
{
    QByteArray text = target;
    if (text.startsWith("http://") || text.startsWith("https://")) { // the form that is sent to proxies, RFC 9112 3.2.2
        const qsizetype slash = text.indexOf('/', text.indexOf("//") + 2);
        text = slash < 0 ? QByteArray("/") : text.mid(slash);
    }
    if (!text.startsWith('/')) {
        return std::nullopt;
    }
    const qsizetype mark = text.indexOf('?');
    const QByteArray written = mark < 0 ? text : text.left(mark);
    // No name here has a slash: one that hides is meant to become another path on its way.
    if (written.toLower().contains("%2f") || written.toLower().contains("%5c")) {
        return std::nullopt;
    }
    const QByteArray path = QByteArray::fromPercentEncoding(written);
    const QByteArrayList segments = path.split('/');
    if (segments.contains(".") || segments.contains("..")) {
        return std::nullopt;
    }
    QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    Target out;
    out.path = decode(path);
    const bool printable = std::none_of(path.cbegin(), path.cend(),
                                        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    if (decode.hasError() || !printable) {
        return std::nullopt;
    }
    if (mark >= 0) {
        out.query = QUrlQuery(QString::fromLatin1(text.mid(mark + 1)));
    }
    return out;
}

QByteArray bearerToken(const QByteArray &authorization)
{
    return credentialsOf(authorization, "bearer");
}

QByteArray basicPassword(const QByteArray &authorization)
{
    const auto text =
        QByteArray::fromBase64Encoding(credentialsOf(authorization, "basic"), QByteArray::AbortOnBase64DecodingErrors);
    const qsizetype colon = text ? (*text).indexOf(':') : -1;
    return colon < 0 ? QByteArray() : (*text).mid(colon + 1);
}

} // namespace lamplighter::api
