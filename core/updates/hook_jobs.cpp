#include "core/updates/hook_jobs.h"

#include <QNetworkRequest>
#include <QUrl>

#include <algorithm>
#include <cstring>
#include <utility>

namespace lamplighter::updates {

namespace {

/// What is sent once. Qt sends a request again when a connection breaks before the answer, POST or not, unless it
/// cannot begin with the body anew: a hibernation is not to be asked for twice.
class SentOnce final : public QIODevice
{
public:
    explicit SentOnce(QByteArray body)
        : m_body(std::move(body))
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_read == m_body.size(); }
    [[nodiscard]] qint64 bytesAvailable() const override { return m_body.size() - m_read; }
    bool reset() override { return false; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 size = std::min<qint64>(most, m_body.size() - m_read);
        if (size == 0) {
            return most == 0 ? 0 : -1;
        }
        std::memcpy(data, m_body.constData() + m_read, static_cast<std::size_t>(size));
        m_read += size;
        return size;
    }
    qint64 writeData(const char * /*data*/, qint64 /*size*/) override { return -1; }

private:
    QByteArray m_body;
    qint64 m_read = 0;
};

} // namespace

HttpHookJob::HttpHookJob(QString url, QByteArray body, std::shared_ptr<HookOutput> output,
                         QNetworkAccessManager &network, const Clock &clock, Duration timeout, QObject *parent)
    : ProbeJob(clock, timeout, parent)
    , m_url(std::move(url))
    , m_body(std::move(body))
    , m_output(std::move(output))
    , m_network(network)
{}

void HttpHookJob::begin()
{
    QNetworkRequest request{QUrl(m_url)};
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("lamplighter-hook"));
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    // Nothing that unfolds to more than was sent.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("Accept", "application/json");
    // A connection that outlives the hook would end in a process that is gone after the restart.
    request.setRawHeader("Connection", "close");
    request.setHeader(QNetworkRequest::ContentLengthHeader, m_body.size());
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    auto *body = new SentOnce(m_body);
    m_reply = m_network.post(request, body);
    body->setParent(m_reply);
    m_reply->setReadBufferSize(HookRunner::kLargestAnswer + 1);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpHookJob::read);
    connect(m_reply, &QNetworkReply::finished, this, &HttpHookJob::judge);
}

void HttpHookJob::read()
{
    m_received += m_reply->read(HookRunner::kLargestAnswer + 1 - m_received.size());
    if (m_received.size() > HookRunner::kLargestAnswer) {
        finish(false, QStringLiteral("answered with more than 1 MiB"));
    }
}

void HttpHookJob::judge()
{
    const QVariant status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    if (!status.isValid()) {
        const bool wouldResend = m_reply->error() == QNetworkReply::ContentReSendError;
        finish(false, watchdog::inWords(wouldResend ? QNetworkReply::RemoteHostClosedError : m_reply->error(),
                                        m_reply->errorString()));
        return;
    }
    read();
    if (m_received.size() > HookRunner::kLargestAnswer) {
        return; // read() has said so
    }
    const int code = status.toInt();
    const QString detail = QStringLiteral("%1 %2").arg(code).arg(soFar());
    const bool success = code >= 200 && code <= 299;
    if (success && m_reply->error() != QNetworkReply::NoError) {
        finish(false, detail + QStringLiteral(", but the answer is not complete"));
        return;
    }
    m_output->text = m_received;
    const bool elsewhere = code >= 300 && code <= 399;
    finish(success, elsewhere ? detail + QStringLiteral("; redirects are not followed") : detail);
}

void HttpHookJob::stop()
{
    if (m_reply) {
        // Its end closes the connection; abort() would complain about the error that is still on its way.
        m_reply->disconnect(this);
        m_reply->deleteLater();
    }
}

CommandHookJob::CommandHookJob(const QStringList &command, const watchdog::ProbePlace &place,
                               std::shared_ptr<HookOutput> output, const Clock &clock, Duration timeout,
                               QObject *parent)
    : CommandJob(watchdog::CommandProbe{command}, place, clock, timeout, parent)
    , m_output(std::move(output))
    , m_hasAccount(place.account.has_value())
{}

void CommandHookJob::arrangeOutput(QProcess &process)
{
    m_running = &process;
    connect(&process, &QProcess::readyReadStandardOutput, this, &CommandHookJob::read);
    connect(&process, &QProcess::readyReadStandardError, this, &CommandHookJob::read);
}

void CommandHookJob::read()
{
    m_output->text += m_running->readAllStandardOutput();
    m_output->errors += m_running->readAllStandardError();
    if (m_output->text.size() + m_output->errors.size() > HookRunner::kLargestOutput) {
        *m_output = {};
        finish(false, QStringLiteral("wrote more than 64 KiB"));
    }
}

void CommandHookJob::ended(int code, QProcess::ExitStatus status)
{
    read();
    constexpr int kRefused = 126; // of leadOwnGroup(); a shell's "cannot be executed" means much the same
    if (status == QProcess::NormalExit && code == kRefused && m_hasAccount) {
        finish(false, QStringLiteral("it may not be run as the unit's account"));
        return;
    }
    CommandJob::ended(code, status);
}

SignalHookJob::SignalHookJob(QString unit, process::Signal signal, Units &units, const Clock &clock, Duration timeout,
                             QObject *parent)
    : ProbeJob(clock, timeout, parent)
    , m_unit(std::move(unit))
    , m_signal(signal)
    , m_units(units)
{}

void SignalHookJob::begin()
{
    const Result<void> sent = m_units.signal(m_unit, m_signal);
    finish(sent.ok(), sent ? QStringLiteral("SIG%1 was sent").arg(process::toString(m_signal)) : sent.error().message);
}

} // namespace lamplighter::updates
