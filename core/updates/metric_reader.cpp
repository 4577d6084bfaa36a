#include "core/updates/metric_reader.h"

#include "core/base/quantities.h"
#include "core/updates/metric_text.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <utility>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;

namespace {

/// In a later turn of the event loop, when nothing of a reply is on the stack that the called one might destroy.
void tell(MetricReader *reader, QObject *context, MetricReader::Done done, const Result<double> &result)
{
    if (reader == nullptr || context == nullptr) {
        return;
    }
    QMetaObject::invokeMethod(
        context,
        [reader = QPointer<MetricReader>(reader), done = std::move(done), result] {
            if (reader) {
                done(result);
            }
        },
        Qt::QueuedConnection);
}

/// One question under way; a child of its reply.
class MetricJob final : public QObject
{
public:
    MetricJob(QNetworkReply *reply, MetricQuery query, milliseconds timeout, MetricReader *reader, QObject *context,
              MetricReader::Done done)
        : QObject(reply)
        , m_reply(reply)
        , m_reader(reader)
        , m_query(std::move(query))
        , m_timeout(timeout)
        , m_context(context)
        , m_done(std::move(done))
    {
        reply->setReadBufferSize(kMetricTextLimit + 1);
        connect(reply, &QNetworkReply::readyRead, this, [this] { take(); });
        connect(reply, &QNetworkReply::finished, this, [this] { judge(); });
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            finish(Error{ErrorCode::Timeout, u"no answer within "_s + formatDuration(m_timeout), {}});
        });
        m_timer.start(m_timeout);
    }

private:
    void take()
    {
        m_text += m_reply->readAll();
        if (m_text.size() > kMetricTextLimit) {
            finish(Error{ErrorCode::TooLarge, u"the answer is larger than 1 MiB"_s, {}});
        }
    }

    void judge()
    {
        const QVariant status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
        if (!status.isValid()) {
            finish(Error{ErrorCode::Unavailable, m_reply->errorString(), {}});
            return;
        }
        if (status.toInt() < 200 || status.toInt() > 299) {
            finish(Error{ErrorCode::Unavailable, u"it answered with status %1"_s.arg(status.toInt()), {}});
            return;
        }
        if (m_reply->error() != QNetworkReply::NoError) {
            finish(Error{ErrorCode::Unavailable, m_reply->errorString(), {}}); // cut short
            return;
        }
        m_text += m_reply->readAll();
        finish(metricValue(m_text, m_query));
    }

    void finish(const Result<double> &result)
    {
        m_timer.stop();
        m_reply->disconnect(this);
        m_reply->deleteLater(); // its end closes the connection
        tell(m_reader, m_context, std::move(m_done), result);
    }

    QNetworkReply *m_reply;
    QPointer<MetricReader> m_reader;
    MetricQuery m_query;
    milliseconds m_timeout;
    QPointer<QObject> m_context;
    MetricReader::Done m_done;
    QByteArray m_text;
    QTimer m_timer;
};

} // namespace

MetricReader::MetricReader(QObject *parent)
    : QObject(parent)
{
    m_network.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
}

void MetricReader::read(const QuietCondition &condition, QObject *context, Done done)
{
    Result<MetricQuery> query = parseMetricQuery(condition.metric);
    if (!query) {
        tell(this, context, std::move(done), query.error());
        return;
    }
    QNetworkRequest request{QUrl(condition.url)};
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"lamplighter-metrics"_s);
    request.setRawHeader("Accept", "text/plain;version=0.0.4, application/json;q=0.9, */*;q=0.1");
    // As it is: nothing to unpack can be larger than it looks.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("Connection", "close");
    // Deletes itself with its reply, which belongs to the manager.
    std::make_unique<MetricJob>(m_network.get(request), std::move(query).value(), m_timeout, this, context,
                                std::move(done))
        .release(); // NOLINT(bugprone-unused-return-value): its parent owns it
}

} // namespace lamplighter::updates
