#include "core/api/http_listener.h"

#include "core/base/descriptors.h"
#include "core/base/log.h"
#include "core/base/peer_credentials.h"
#include "core/base/port_owner.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <QFile>

#include <filesystem>

namespace lamplighter::api {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorOfSystem = boost::system::error_code;
using namespace Qt::StringLiterals;

namespace {

constexpr int kAcceptAtOnce = 64; // then others have their turn
constexpr std::chrono::milliseconds kPauseAfterFailure{100};

lamplighter::Error failure(const QString &what, const ErrorOfSystem &error)
{
    return {ErrorCode::Io, u"%1: %2"_s.arg(what, QString::fromStdString(error.message())), {}};
}

/// What both kinds have in common: wait until somebody connects, take everyone who waits.
template <typename Protocol>
class Listener : public HttpListener, public std::enable_shared_from_this<Listener<Protocol>>
{
public:
    using Socket = typename Protocol::socket;

    Listener(asio::io_context &io, Take take)
        : m_io(io)
        , m_acceptor(io)
        , m_pause(io)
        , m_take(std::move(take))
    {}

    Result<void> open(const typename Protocol::endpoint &endpoint, const QString &what)
    {
        ErrorOfSystem error;
        m_acceptor.open(endpoint.protocol(), error);
        if (error) {
            return failure(what, error);
        }
        if (const Result<void> marked = closeOnExec(static_cast<qintptr>(m_acceptor.native_handle())); !marked) {
            return marked.error();
        }
        prepare(error);
        if (!error) {
            m_acceptor.bind(endpoint, error);
        }
        if (!error) {
            bound(error);
        }
        if (!error) {
            m_acceptor.listen(asio::socket_base::max_listen_connections, error);
        }
        if (!error) {
            m_acceptor.non_blocking(true, error);
        }
        if (error) {
            return failure(what, error);
        }
        return {};
    }

    void start() override { wait(); }

    void close() override
    {
        ErrorOfSystem ignored;
        m_acceptor.close(ignored);
        m_pause.cancel();
    }

protected:
    virtual void prepare(ErrorOfSystem &) {}
    virtual void bound(ErrorOfSystem &) {}
    /// Nothing if this caller is not let in.
    virtual std::optional<Peer> peerOf(Socket &socket) = 0;

    typename Protocol::acceptor &acceptor() { return m_acceptor; }
    [[nodiscard]] const typename Protocol::acceptor &acceptor() const { return m_acceptor; }

private:
    void wait()
    {
        m_acceptor.async_wait(asio::socket_base::wait_read, [self = this->shared_from_this()](ErrorOfSystem error) {
            if (!error) {
                self->acceptAll();
            }
        });
    }

    void acceptAll()
    {
        for (int i = 0; i < kAcceptAtOnce; ++i) {
            Socket socket(m_io);
            const Result<bool> accepted = acceptOne(socket);
            if (!accepted) {
                // Too many open files, most likely: without a pause this would spin until one is closed.
                qCWarning(lcApi, "%s", qUtf8Printable(accepted.error().message));
                m_pause.expires_after(kPauseAfterFailure);
                m_pause.async_wait([self = this->shared_from_this()](ErrorOfSystem error) {
                    if (!error) {
                        self->wait();
                    }
                });
                return;
            }
            if (!*accepted) {
                break;
            }
            if (std::optional<Peer> peer = peerOf(socket)) {
                try {
                    m_take(std::move(socket), std::move(*peer));
                } catch (const std::exception &failure) { // out of memory for one is no end for those who come later
                    qCWarning(lcApi, "cannot serve a connection: %s", failure.what());
                }
            }
        }
        wait();
    }

    /// False if nobody waits any more.
    Result<bool> acceptOne(Socket &socket)
    {
        ErrorOfSystem error;
#ifdef Q_OS_UNIX
        const Result<qintptr> handle = acceptConnection(static_cast<qintptr>(m_acceptor.native_handle()));
        if (!handle) {
            return handle.error().code == ErrorCode::Busy ? Result<bool>(false) : Result<bool>(handle.error());
        }
        socket.assign(m_acceptor.local_endpoint(error).protocol(), static_cast<int>(*handle), error);
#else
        m_acceptor.accept(socket, error);
        if (error == asio::error::would_block || error == asio::error::connection_aborted) {
            return false;
        }
#endif
        if (error) {
            return failure(u"cannot accept a connection"_s, error);
        }
        return true;
    }

    asio::io_context &m_io;
    typename Protocol::acceptor m_acceptor;
    asio::steady_timer m_pause;
    Take m_take;
};

/// Names who has the port, where that can be told.
lamplighter::Error explained(lamplighter::Error error, quint16 port)
{
    const QString inUse = QString::fromStdString(make_error_code(asio::error::address_in_use).message());
    if (error.message.endsWith(inUse)) {
        const QString owner = portOwner(port);
        error.message += owner.isEmpty() ? QString() : QString(u" by %1"_s.arg(owner));
        error.message += u"; end that program, or choose another port"_s;
    }
    return error;
}

class TcpListener final : public Listener<tcp>
{
public:
    TcpListener(asio::io_context &io, Take take, QStringList hosts)
        : Listener(io, std::move(take))
        , m_hosts(std::move(hosts))
    {}

    [[nodiscard]] quint16 port() const override
    {
        ErrorOfSystem ignored;
        return acceptor().local_endpoint(ignored).port();
    }

    [[nodiscard]] QString description() const override
    {
        ErrorOfSystem ignored;
        const tcp::endpoint endpoint = acceptor().local_endpoint(ignored);
        const QString address = QString::fromStdString(endpoint.address().to_string());
        return (endpoint.address().is_v6() ? u"[%1]:%2"_s : u"%1:%2"_s).arg(address).arg(endpoint.port());
    }

protected:
    void prepare(ErrorOfSystem &error) override
    {
#ifdef Q_OS_UNIX // elsewhere this would let another program share the port
        acceptor().set_option(tcp::acceptor::reuse_address(true), error);
#else
        static_cast<void>(error);
#endif
    }

    std::optional<Peer> peerOf(tcp::socket &socket) override
    {
        ErrorOfSystem error;
        const tcp::endpoint remote = socket.remote_endpoint(error);
        if (error) {
            return std::nullopt; // gone already
        }
        const tcp::endpoint local = socket.local_endpoint(error);
        ErrorOfSystem ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        Peer peer;
        peer.address = QString::fromStdString(remote.address().to_string());
        peer.hosts = {m_hosts, QString::fromStdString(local.address().to_string())};
        return peer;
    }

private:
    QStringList m_hosts;
};

} // namespace

Result<std::shared_ptr<HttpListener>> listenOnTcp(asio::io_context &io, const ServerSettings &settings,
                                                  HttpListener::Take take)
{
    const QString text = settings.address == "localhost"_L1 ? u"127.0.0.1"_s : settings.address;
    ErrorOfSystem error;
    const asio::ip::address address = asio::ip::make_address(text.toStdString(), error);
    if (error) {
        return lamplighter::Error{ErrorCode::InvalidInput, u"'%1' is not an IP address"_s.arg(settings.address),
                                  u"listen"_s};
    }
    if (!address.is_loopback() && !settings.insecureListen && !settings.tls) {
        return lamplighter::Error{
            ErrorCode::InvalidInput,
            u"%1 can be reached from other machines, and HTTP is not encrypted: turn on TLS with [api.tls], listen on "
            "127.0.0.1, or allow it with insecure_listen = true"_s.arg(settings.address),
            u"listen"_s};
    }
    auto listener = std::make_shared<TcpListener>(io, std::move(take), settings.hosts);
    const QString what = u"cannot listen on %1 port %2"_s.arg(settings.address).arg(settings.port);
    if (const Result<void> opened = listener->open({address, settings.port}, what); !opened) {
        return explained(opened.error(), settings.port);
    }
    return std::shared_ptr<HttpListener>(std::move(listener));
}

#ifdef BOOST_ASIO_HAS_LOCAL_SOCKETS

namespace {

using asio::local::stream_protocol;

class LocalListener final : public Listener<stream_protocol>
{
public:
    LocalListener(asio::io_context &io, Take take, QString path)
        : Listener(io, std::move(take))
        , m_path(std::move(path))
        , m_ownUser(ownUserId())
        , m_ownName(u"local:"_s + accountName(m_ownUser))
        , m_rootName(u"local:"_s + accountName(0))
    {}

    [[nodiscard]] quint16 port() const override { return 0; }
    [[nodiscard]] QString description() const override { return m_path; }

    void close() override
    {
        Listener::close();
        QFile::remove(m_path);
    }

protected:
    /// Before anyone can connect: that takes listen().
    void bound(ErrorOfSystem &error) override
    {
        if (!QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner)) {
            error = make_error_code(boost::system::errc::permission_denied);
        }
    }

    std::optional<Peer> peerOf(stream_protocol::socket &socket) override
    {
        const Result<PeerCredentials> credentials = peerCredentials(static_cast<qintptr>(socket.native_handle()));
        if (!credentials || (credentials->userId != m_ownUser && credentials->userId != 0)) {
            qCWarning(
                lcApi, "refused a caller of the local socket: %s",
                qUtf8Printable(credentials ? u"account %1"_s.arg(credentials->userId) : credentials.error().message));
            return std::nullopt;
        }
        Peer peer;
        peer.account = Principal{credentials->userId == m_ownUser ? m_ownName : m_rootName, Role::Admin};
        return peer;
    }

private:
    const QString m_path;
    const qint64 m_ownUser;
    const QString m_ownName;
    const QString m_rootName;
};

} // namespace

Result<std::shared_ptr<HttpListener>> listenOnLocalSocket(asio::io_context &io, const QString &path,
                                                          HttpListener::Take take)
{
    const std::string encoded = QFile::encodeName(path).toStdString();
    stream_protocol::endpoint endpoint;
    try {
        endpoint.path(encoded);
    } catch (const boost::system::system_error &) { // the one place where this version has no error_code
        return lamplighter::Error{ErrorCode::InvalidInput, u"%1 is too long for the name of a socket"_s.arg(path),
                                  path};
    }
    // Whoever calls holds the lock of the data directory, so a socket that is there belongs to nobody any more.
    std::error_code ignored;
    if (std::filesystem::is_socket(std::filesystem::symlink_status(encoded, ignored))) {
        std::filesystem::remove(encoded, ignored);
    }
    auto listener = std::make_shared<LocalListener>(io, std::move(take), path);
    if (const Result<void> opened = listener->open(endpoint, u"cannot listen on %1"_s.arg(path)); !opened) {
        return opened.error();
    }
    return std::shared_ptr<HttpListener>(std::move(listener));
}

#else

Result<std::shared_ptr<HttpListener>> listenOnLocalSocket(asio::io_context &, const QString &path, HttpListener::Take)
{
    return lamplighter::Error{ErrorCode::Unavailable, u"local sockets are not built in on this platform"_s, path};
}

#endif

} // namespace lamplighter::api
