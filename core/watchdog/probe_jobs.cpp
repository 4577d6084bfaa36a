#include "core/watchdog/probe_jobs.h"

#include "core/process/keepers.h"

#include <QDir>
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QStandardPaths>
#include <QUrl>

#include <utility>

namespace lamplighter::watchdog {

namespace {

/// The library's sentences start with a capital; here they follow a unit's name or a number.
QString lowered(QString text)
{
    if (text.size() > 1 && text.at(0).isUpper() && text.at(1).isLower()) {
        text[0] = text.at(0).toLower();
    }
    return text;
}

} // namespace

QString inWords(QAbstractSocket::SocketError error, const QString &fallback)
{
    if (error == QAbstractSocket::ConnectionRefusedError) {
        return QStringLiteral("connection refused");
    }
    if (error == QAbstractSocket::HostNotFoundError) {
        return QStringLiteral("host not found");
    }
    if (error == QAbstractSocket::RemoteHostClosedError) {
        return QStringLiteral("the connection was closed");
    }
    return lowered(fallback);
}

QString inWords(QNetworkReply::NetworkError error, const QString &fallback)
{
    if (error == QNetworkReply::ConnectionRefusedError) {
        return QStringLiteral("connection refused");
    }
    if (error == QNetworkReply::HostNotFoundError) {
        return QStringLiteral("host not found");
    }
    if (error == QNetworkReply::RemoteHostClosedError) {
        return QStringLiteral("the connection was closed without an answer");
    }
    if (error == QNetworkReply::SslHandshakeFailedError) {
        return QStringLiteral("TLS failed: ") + lowered(fallback);
    }
    return lowered(fallback);
}

void collectChildren(QObject &owner)
{
    constexpr int kMostMs = 500; // they were killed: it takes milliseconds
    const QList<QProcess *> processes = owner.findChildren<QProcess *>(Qt::FindDirectChildrenOnly);
    for (QProcess *process : processes) {
        process->waitForFinished(kMostMs);
    }
}

ProbeJob::ProbeJob(const Clock &clock, Duration timeout, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_timeout(timeout)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { finish(false, QStringLiteral("timed out after ") + durationInWords(m_timeout)); });
}

void ProbeJob::start(QObject *context, Prober::Done done)
{
    m_hasContext = context != nullptr;
    m_context = context;
    m_done = std::move(done);
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_ended) {
                return;
            }
            m_begun = m_clock.now();
            m_begunAtAll = true;
            m_timer.start(std::chrono::ceil<milliseconds>(m_timeout));
            begin();
        },
        Qt::QueuedConnection);
}

void ProbeJob::cancel()
{
    if (std::exchange(m_ended, true)) {
        return;
    }
    m_timer.stop();
    m_done = nullptr;
    if (m_begunAtAll) {
        stop();
    }
    deleteLater();
}

void ProbeJob::finish(bool ok, const QString &detail)
{
    if (std::exchange(m_ended, true)) {
        return;
    }
    m_timer.stop();
    stop();
    deleteLater();
    const Prober::Done done = std::exchange(m_done, nullptr);
    if (done && (!m_hasContext || m_context)) {
        done({ok, detail, m_clock.now() - m_begun});
    }
}

QString ProbeJob::soFar() const
{
    return QStringLiteral("in ") + durationInWords(m_clock.now() - m_begun);
}

HttpJob::HttpJob(HttpProbe probe, QNetworkAccessManager &network, const Clock &clock, Duration timeout, QObject *parent)
    : ProbeJob(clock, timeout, parent)
    , m_probe(std::move(probe))
    , m_network(network)
{}

void HttpJob::begin()
{
    QNetworkRequest request{QUrl(m_probe.url)};
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("lamplighter-probe"));
    // A connection that outlives the probe would end in a process that is gone after the next restart.
    request.setRawHeader("Connection", "close");
    m_reply = m_network.get(request);
    constexpr qint64 kEnough = 16 * 1024; // the body is never looked at
    m_reply->setReadBufferSize(kEnough);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        if (m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid()) {
            judge();
        }
    });
    connect(m_reply, &QNetworkReply::finished, this, &HttpJob::judge);
}

void HttpJob::judge()
{
    const QVariant status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    if (!status.isValid()) {
        finish(false, inWords(m_reply->error(), m_reply->errorString()));
        return;
    }
    const int code = status.toInt();
    const QString detail = QStringLiteral("%1 %2").arg(code).arg(soFar());
    finish(code >= 200 && code <= 399, detail);
}

void HttpJob::stop()
{
    if (m_reply) {
        // Its end closes the connection. abort() would, too, but then complain about the error that is still on its
        // way.
        m_reply->disconnect(this);
        m_reply->deleteLater();
    }
}

TcpJob::TcpJob(TcpProbe probe, const Clock &clock, Duration timeout, QObject *parent)
    : ProbeJob(clock, timeout, parent)
    , m_probe(std::move(probe))
{}

void TcpJob::begin()
{
    m_socket.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    connect(&m_socket, &QTcpSocket::connected, this, [this] { finish(true, QStringLiteral("connected ") + soFar()); });
    connect(&m_socket, &QTcpSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError error) { finish(false, inWords(error, m_socket.errorString())); });
    m_socket.connectToHost(m_probe.host, m_probe.port);
}

void TcpJob::stop()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

CommandJob::CommandJob(CommandProbe probe, ProbePlace place, const Clock &clock, Duration timeout, QObject *parent)
    : ProbeJob(clock, timeout, parent)
    , m_probe(std::move(probe))
    , m_place(std::move(place))
{}

void CommandJob::begin()
{
    QString program = m_probe.command.value(0);
    if (!program.contains(u'/')) {
        const QString path = m_place.environment.value(QStringLiteral("PATH"));
        program = QStandardPaths::findExecutable(program, path.split(QDir::listSeparator(), Qt::SkipEmptyParts));
        if (program.isEmpty()) {
            finish(false, QStringLiteral("there is no program \"%1\"").arg(m_probe.command.value(0)));
            return;
        }
    }
    m_process = new QProcess(parent());
    m_process->setProgram(program);
    m_process->setArguments(m_probe.command.mid(1));
    m_process->setWorkingDirectory(m_place.directory);
    m_process->setProcessEnvironment(m_place.environment);
    m_process->setStandardInputFile(QProcess::nullDevice());
    arrangeOutput(*m_process);
#ifndef Q_OS_WIN
    m_process->setChildProcessModifier(leadOwnGroup(m_place.account));
#endif
    connect(m_process, &QProcess::finished, this, &CommandJob::ended);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            finish(false, QStringLiteral("cannot be started: ") + lowered(m_process->errorString()));
        }
    });
    m_process->start();
}

void CommandJob::arrangeOutput(QProcess &process)
{
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
}

void CommandJob::ended(int code, QProcess::ExitStatus status)
{
    if (status == QProcess::CrashExit) {
        finish(false, QStringLiteral("ended by ") + process::signalName(code));
        return;
    }
    finish(code == 0, QStringLiteral("exit code %1 %2").arg(code).arg(soFar()));
}

void CommandJob::stop()
{
    if (!m_process) {
        return;
    }
    m_process->disconnect(this);
    if (m_process->state() == QProcess::NotRunning) {
        m_process->deleteLater();
        return;
    }
    connect(m_process, &QProcess::finished, m_process, &QObject::deleteLater);
    // Not collected yet, so that its number cannot be somebody else's.
    killGroup(m_process->processId());
    m_process->kill();
}

} // namespace lamplighter::watchdog
