#include "core/client/connect.h"

#include "core/base/atomic_file.h"
#include "core/base/data_directory.h"
#include "core/base/fingerprint.h"
#include "core/client/omnimind_transport.h"
#include "core/client/once_transport.h"
#include "core/client/socket_transport.h"
#include "core/client/tcp_transport.h"
#include "core/client/tls_transport.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <memory>

namespace lamplighter::client {

using namespace Qt::StringLiterals;

namespace {

using Made = Result<std::unique_ptr<Transport>>;
using Done = std::function<void(Made)>;

constexpr std::chrono::milliseconds kSocketPatience{2000};
constexpr QLatin1StringView kOmniMind{"omnimind+"};

Error noEngine(const DataDirectory &directory)
{
    return {ErrorCode::Unavailable, u"no engine is running for %1"_s.arg(directory.root()), {}};
}

/// Without the mark of a server that is no engine of ours.
QString withoutProduct(const QString &url)
{
    return url.startsWith(kOmniMind, Qt::CaseInsensitive) ? url.mid(kOmniMind.size()) : url;
}

/// What an address without such a mark means. `once`: no request is ever sent a second time.
Made plainTransport(const QString &url, const QByteArray &token, const QString &fingerprint, bool once)
{
    const QUrl parsed(url, QUrl::StrictMode);
    const bool known = parsed.scheme() == "http"_L1 || parsed.scheme() == "https"_L1;
    const bool bare = (parsed.path().isEmpty() || parsed.path() == "/"_L1) && !parsed.hasQuery() &&
                      !parsed.hasFragment() && parsed.userInfo().isEmpty();
    if (!parsed.isValid() || !known || parsed.host().isEmpty() || !bare) {
        // Not repeated here: whoever pastes a wrong address may have pasted a password with it.
        return Error{ErrorCode::InvalidInput, u"an engine's address looks like http://127.0.0.1:8765"_s, u"engine"_s};
    }
    if (parsed.scheme() == "http"_L1) {
        if (!fingerprint.isEmpty()) {
            return Error{ErrorCode::InvalidInput, u"a fingerprint is of use with an https address only"_s,
                         u"fingerprint"_s};
        }
        return once ? std::unique_ptr<Transport>(std::make_unique<OnceTransport>(parsed, token))
                    : std::unique_ptr<Transport>(std::make_unique<TcpTransport>(parsed, token));
    }
    QByteArray pin;
    if (!fingerprint.isEmpty()) {
        Result<QByteArray> read = parseFingerprint(fingerprint);
        if (!read) {
            return read.error();
        }
        pin = std::move(*read);
    }
    return std::unique_ptr<Transport>(std::make_unique<TlsTransport>(parsed, token, pin));
}

Made transportToUrl(const QString &url, const QString &tokenFile, const QString &fingerprint)
{
    if (tokenFile.isEmpty()) {
        return makeTransport(url, {}, fingerprint);
    }
    const Result<QByteArray> token = readToken(tokenFile);
    return token ? makeTransport(url, *token, fingerprint) : Made(token.error());
}

/// What the directory's files say, when its socket does not answer.
Made transportToAddress(const DataDirectory &directory, const QString &tokenFile)
{
    const Result<QByteArray> address = readFile(directory.addressFile(), 512);
    if (!address) {
        return address.error().code == ErrorCode::NotFound ? noEngine(directory) : address.error();
    }
    const QStringList lines = QString::fromUtf8(*address).split(u'\n');
    const QString fingerprint = lines.value(1).trimmed(); // with TLS only
#ifndef _WIN32
    // An engine that lives has a local socket. The port of one that is gone may be anybody's by now, and would be
    // handed the token.
    if (fingerprint.isEmpty()) {
        return noEngine(directory);
    }
#endif
    const QString scheme = fingerprint.isEmpty() ? u"http://"_s : u"https://"_s;
    return transportToUrl(scheme + lines.constFirst().trimmed(),
                          tokenFile.isEmpty() ? directory.tokenFile() : tokenFile, fingerprint);
}

/// The folder of the socket can lie where everybody may make one: an engine refuses to use another account's, and so
/// must who looks for the engine.
bool belongsToTheEngine(const DataDirectory &directory)
{
    const QFileInfo folder(directory.runDirectory());
    const QFileInfo root(directory.root());
    return !folder.exists() || !root.exists() || folder.ownerId() == root.ownerId() || folder.ownerId() == 0;
}

/// Tries the local socket; tells true, false, or NotAllowed. Deletes itself.
class SocketProbe final : public QObject
{
public:
    SocketProbe(const QString &path, QObject *context, std::function<void(Result<bool>)> done)
        : m_context(context)
        , m_done(std::move(done))
    {
        connect(&m_socket, &QLocalSocket::connected, this, [this] { finish(true); });
        connect(&m_socket, &QLocalSocket::errorOccurred, this, [this, path](QLocalSocket::LocalSocketError error) {
            if (error == QLocalSocket::SocketAccessError) {
                const QString words = u"this account may not use the engine's socket %1"_s.arg(path);
                finish(Error{ErrorCode::NotAllowed, words, {}});
            } else {
                finish(false);
            }
        });
        QTimer::singleShot(kSocketPatience, this, [this] { finish(false); });
        QTimer::singleShot(0, this, [this, path] { m_socket.connectToServer(path); });
    }

private:
    void finish(const Result<bool> &found)
    {
        if (!m_done) {
            return;
        }
        const auto done = std::exchange(m_done, nullptr);
        m_socket.abort();
        deleteLater();
        if (m_context) {
            done(found);
        }
    }

    QLocalSocket m_socket;
    QPointer<QObject> m_context;
    std::function<void(Result<bool>)> m_done;
};

} // namespace

Result<QByteArray> readToken(const QString &path)
{
    Result<QByteArray> text = readFile(path, 4096);
    if (!text) {
        Error error = text.error();
        if (error.code == ErrorCode::NotFound) {
            error.code = ErrorCode::InvalidInput;
            error.message = u"the token file %1 does not exist"_s.arg(path);
        }
        error.field = u"token"_s;
        return error;
    }
    const QByteArray token = text->trimmed();
    const bool plain =
        !token.isEmpty() && std::all_of(token.cbegin(), token.cend(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!plain) {
        return Error{ErrorCode::InvalidInput, u"%1 does not hold a token"_s.arg(path), u"token"_s};
    }
    return token;
}

bool usesTls(const QString &url)
{
    return withoutProduct(url).startsWith("https://"_L1, Qt::CaseInsensitive);
}

Made makeTransport(const QString &url, const QByteArray &token, const QString &fingerprint)
{
    const QString plain = withoutProduct(url);
    const bool omniMind = plain != url;
    Made transport = plainTransport(plain, token, fingerprint, omniMind);
    if (!transport || !omniMind) {
        return transport;
    }
    return std::unique_ptr<Transport>(std::make_unique<OmniMindTransport>(std::move(transport).value()));
}

void connectTo(const Target &target, QObject *context, Done done)
{
    if (!target.url.isEmpty()) {
        QTimer::singleShot(0, context, [target, done = std::move(done)] {
            done(transportToUrl(target.url, target.tokenFile, target.fingerprint));
        });
        return;
    }
    const DataDirectory directory(target.dataDirectory.isEmpty() ? defaultDataDirectory() : target.dataDirectory);
    const QString socket = directory.localSocket();
    const auto decided = [directory, socket, target, done = std::move(done)](const Result<bool> &found) {
        if (found && *found) {
            done(std::unique_ptr<Transport>(std::make_unique<SocketTransport>(socket)));
            return;
        }
        Made other = transportToAddress(directory, target.tokenFile);
        // Why the socket was closed to us says more than that a file cannot be read either.
        done(other || found ? std::move(other) : Made(found.error()));
    };
    if (!belongsToTheEngine(directory)) {
        QTimer::singleShot(0, context, [decided, directory] {
            decided(Error{ErrorCode::NotAllowed,
                          u"%1 belongs to another account than %2"_s.arg(directory.runDirectory(), directory.root()),
                          {}});
        });
        return;
    }
    new SocketProbe(socket, context, decided);
}

} // namespace lamplighter::client
