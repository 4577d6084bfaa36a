#include "core/engine/settings_file.h"

#include "core/base/atomic_file.h"
#include "core/watchdog/spec_table.h"

#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QRegularExpression>

#include <array>

namespace lamplighter::engine {

using namespace Qt::StringLiterals;
using watchdog::SpecTableReader;

namespace {

constexpr qint64 kLargestSettingsFile = 1024 * 1024;
constexpr int kMostConnections = 100'000;
constexpr int kMostStreams = 10'000;

constexpr std::array<QStringView, 1> kFileKeys{u"api"};
constexpr std::array<QStringView, 6> kApiKeys{
    u"listen", u"hosts", u"insecure_listen", u"compat_unauthenticated_loopback", u"tls", u"limits"};
constexpr std::array<QStringView, 3> kTlsKeys{u"enabled", u"certificate", u"key"};
constexpr std::array<QStringView, 3> kLimitKeys{u"connections", u"unauthenticated", u"streams"};

/// RFC 1123, 2.1: what a Host header could name; an address in brackets stands without them.
bool isHostName(const QString &name)
{
    static const QRegularExpression kName(
        u"^(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*$"_s);
    return kName.match(name).hasMatch() || !QHostAddress(name).isNull();
}

void readListen(SpecTableReader &in, ListenAddress *listen)
{
    QString written;
    in.text(u"listen", &written);
    if (!in.has(u"listen") || in.isFaulty(u"listen")) {
        return;
    }
    const Result<ListenAddress> parsed = parseListenAddress(written);
    if (in.require(parsed.ok(), u"listen", parsed ? QString() : parsed.error().message)) {
        *listen = *parsed;
    }
}

void readTls(SpecTableReader &api, const QDir &folder, TlsSettings *tls)
{
    const auto nested = api.nested(u"tls");
    if (!nested) {
        return;
    }
    SpecTableReader in(*nested->table, nested->position, nested->path, api.faults());
    in.refuseUnknown(kTlsKeys);
    tls->enabled = true; // whoever writes the table means it, unless the table says otherwise
    in.boolean(u"enabled", &tls->enabled);
    in.text(u"certificate", &tls->certificate);
    in.text(u"key", &tls->key);
    for (const QStringView key : {QStringView(u"certificate"), QStringView(u"key")}) {
        QString &path = key == u"key" ? tls->key : tls->certificate;
        if (in.has(key) && !in.isFaulty(key) && in.require(!path.isEmpty(), key, u"must not be empty"_s)) {
            path = QDir::cleanPath(folder.absoluteFilePath(path));
        }
    }
    if (in.has(u"certificate") != in.has(u"key")) {
        const QStringView given = in.has(u"key") ? u"key" : u"certificate";
        const QStringView missing = in.has(u"key") ? u"certificate" : u"key";
        in.require(false, given, u"needs \"%1\" beside it"_s.arg(missing));
    }
}

void readLimits(SpecTableReader &api, api::ServerLimits *limits)
{
    const auto nested = api.nested(u"limits");
    if (!nested) {
        return;
    }
    SpecTableReader in(*nested->table, nested->position, nested->path, api.faults());
    in.refuseUnknown(kLimitKeys);
    in.integer(u"connections", &limits->connections, 1, kMostConnections);
    limits->unauthenticated = std::min(limits->unauthenticated, limits->connections);
    in.integer(u"unauthenticated", &limits->unauthenticated, 1, limits->connections);
    in.integer(u"streams", &limits->streams, 1, kMostStreams);
}

void readApi(SpecTableReader &root, const QDir &folder, ApiSettings *api)
{
    const auto nested = root.nested(u"api");
    if (!nested) {
        return;
    }
    SpecTableReader in(*nested->table, nested->position, nested->path, root.faults());
    in.refuseUnknown(kApiKeys);
    readListen(in, &api->listen);
    in.texts(u"hosts", &api->hosts);
    for (const QString &host : api->hosts) {
        in.require(isHostName(host), u"hosts",
                   u"names \"%1\", which is no host name (no scheme, no port)"_s.arg(host.left(100)));
    }
    in.boolean(u"insecure_listen", &api->insecureListen);
    in.boolean(u"compat_unauthenticated_loopback", &api->compatibleWithoutToken);
    readTls(in, folder, &api->tls);
    readLimits(in, &api->limits);
}

} // namespace

Result<ListenAddress> parseListenAddress(const QString &text)
{
    ListenAddress out;
    if (text == "none"_L1) {
        out.tcp = false;
        return out;
    }
    const qsizetype colon = text.lastIndexOf(u':');
    QString address = text.left(colon);
    const bool bracketed = address.startsWith(u'[') && address.endsWith(u']');
    if (bracketed) {
        address = address.mid(1, address.size() - 2);
    }
    bool ok = false;
    const ushort port = text.mid(colon + 1).toUShort(&ok);
    const QHostAddress parsed(address);
    const bool isSix = parsed.protocol() == QAbstractSocket::IPv6Protocol;
    if (colon <= 0 || !ok || (parsed.isNull() && address != "localhost"_L1) || isSix != bracketed) {
        return Error{ErrorCode::InvalidInput,
                     u"must be an IP address and a port such as \"127.0.0.1:8765\" or \"[::1]:8765\", or \"none\""_s,
                     u"listen"_s};
    }
    out.address = address;
    out.port = port;
    return out;
}

Result<FileSettings> parseSettings(const QByteArray &text, const QString &path)
{
    const auto parsed = watchdog::specFromToml(text);
    if (const auto *fault = std::get_if<watchdog::SpecFault>(&parsed)) {
        return watchdog::faultInFile(path, *fault);
    }
    FileSettings out;
    watchdog::SpecFaults faults;
    SpecTableReader root(std::get<watchdog::SpecTable>(parsed), {1, 1}, {}, faults);
    root.refuseUnknown(kFileKeys);
    readApi(root, QFileInfo(path).absoluteDir(), &out.api);
    if (!faults.isEmpty()) {
        return watchdog::faultInFile(path, faults.first());
    }
    return out;
}

Result<FileSettings> readSettingsFile(const QString &path)
{
    const Result<QByteArray> text = readFile(path, kLargestSettingsFile);
    if (!text) {
        return text.error();
    }
    return parseSettings(*text, path);
}

} // namespace lamplighter::engine
