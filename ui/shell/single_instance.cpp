#include "ui/shell/single_instance.h"

#include "core/base/log.h"

#include <QCryptographicHash>
#include <QLocalSocket>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

constexpr auto kAgainAfter = milliseconds(100);
constexpr int kAskedWithinMs = 3'000;
constexpr qint64 kLongestLine = 64;
const QByteArray kShow = "show";
const QByteArray kDemo = "demo";
const QByteArray kDone = "done\n";
const QByteArray kEnding = "ending\n"; ///< ask again

QByteArray lineOf(const SingleInstance::Request &request)
{
    QByteArrayList words{"start"};
    if (request.show) {
        words.append(kShow);
    }
    if (request.demo) {
        words.append(kDemo);
    }
    return words.join(' ') + '\n';
}

/// Beside the engine's.
QString socketOf(const DataDirectory &directory)
{
#ifdef Q_OS_WIN
    const QByteArray hash = QCryptographicHash::hash(directory.root().toLower().toUtf8(), QCryptographicHash::Sha256);
    return u"lamplighter-console-"_s + QString::fromLatin1(hash.toHex().left(32));
#else
    return directory.runDirectory() + u"/console.sock"_s;
#endif
}

} // namespace

SingleInstance::SingleInstance(DataDirectory directory, Request request, QObject *parent)
    : QObject(parent)
    , m_directory(std::move(directory))
    , m_socket(socketOf(m_directory))
    , m_request(request)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &SingleInstance::attempt);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::serve);
}

SingleInstance::~SingleInstance()
{
    // Before the lock goes: who gets it next makes a socket of its own.
    m_server.close();
}

void SingleInstance::decide()
{
    m_deadline = QDeadlineTimer(kAnswersWithin);
    m_again.start(0);
}

void SingleInstance::attempt()
{
    if (const Result<void> made = m_directory.create(); !made) {
        qCWarning(lcConsole).noquote() << made.error().message;
        Q_EMIT isFirst();
        return;
    }
    Result<std::unique_ptr<FileLock>> lock = FileLock::acquire(m_directory.root() + u"/console.lock"_s);
    if (lock) {
        m_lock = std::move(lock).value();
        listen();
    } else if (lock.error().code == ErrorCode::Busy) {
        ask();
    } else {
        qCWarning(lcConsole).noquote() << lock.error().message;
        Q_EMIT isFirst();
    }
}

void SingleInstance::listen()
{
    QLocalServer::removeServer(m_socket); // left by one that was killed: the lock says that nobody listens on it
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    if (!m_server.listen(m_socket)) {
        // The lock still keeps a second one away; it only cannot bring this window forward.
        qCWarning(lcConsole).noquote() << "Later starts cannot reach this console:" << m_server.errorString();
    }
    Q_EMIT isFirst();
}

void SingleInstance::later(const QString &why)
{
    if (m_deadline.hasExpired()) {
        Q_EMIT failed(why);
    } else {
        m_again.start(kAgainAfter);
    }
}

void SingleInstance::ask()
{
    auto *socket = new QLocalSocket(this);
    const auto end = [this, socket](const QByteArray &answer) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
        if (answer == kDone) {
            Q_EMIT handedOver();
            return;
        }
        if (answer == kEnding) {
            m_deadline = QDeadlineTimer(kAnswersWithin); // it answers, so it will have gone at some time
        }
        later(tr("Lamplighter is open already with %1, but does not answer").arg(m_directory.root()));
    };
    connect(socket, &QLocalSocket::connected, this, [this, socket] { socket->write(lineOf(m_request)); });
    connect(socket, &QLocalSocket::readyRead, this, [socket, end] {
        if (socket->canReadLine() || socket->bytesAvailable() > kLongestLine) {
            end(socket->readLine(kLongestLine));
        }
    });
    // It may be about to listen, or about to go.
    connect(socket, &QLocalSocket::errorOccurred, this, [end] { end({}); });
    QTimer::singleShot(kAskedWithinMs, socket, [end] { end({}); });
    socket->connectToServer(m_socket);
}

void SingleInstance::serve()
{
    while (QLocalSocket *peer = m_server.nextPendingConnection()) {
        connect(peer, &QLocalSocket::disconnected, peer, &QObject::deleteLater);
        connect(peer, &QLocalSocket::readyRead, this, [this, peer] { answer(peer); });
        QTimer::singleShot(kAskedWithinMs, peer, [peer] { peer->abort(); });
        answer(peer);
    }
}

void SingleInstance::answer(QLocalSocket *peer)
{
    if (!peer->canReadLine()) {
        if (peer->bytesAvailable() > kLongestLine) {
            peer->abort();
        }
        return;
    }
    const QByteArrayList words = peer->readLine(kLongestLine).trimmed().split(' ');
    if (words.first() != "start") {
        peer->abort();
        return;
    }
    peer->write(m_ending ? kEnding : kDone);
    peer->flush();
    peer->disconnectFromServer();
    if (!m_ending) {
        Q_EMIT requested({words.contains(kShow), words.contains(kDemo)});
    }
}

} // namespace lamplighter::ui
