#include "core/client/omnimind_transport.h"

#include "core/base/json_reader.h"
#include "core/client/omnimind_calls.h"
#include "core/client/shapes.h"

#include <QJsonDocument>
#include <QPointer>

namespace lamplighter::client {

using namespace Qt::StringLiterals;
using namespace omnimind;

namespace {

Result<QJsonObject> bodyOf(const Result<HttpAnswer> &answer)
{
    if (!answer) {
        return answer.error();
    }
    if (answer->status < 200 || answer->status > 299) {
        return omnimind::refusal(answer->status, answer->body);
    }
    Result<QJsonObject> object = parseJsonObject(answer->body);
    if (!object) {
        return Error{ErrorCode::Corrupt, u"this is no answer of an OmniMind server: "_s + object.error().message, {}};
    }
    return object;
}

UpdateFilter filterOf(const QUrlQuery &query)
{
    const auto value = [&query](const QString &key) { return query.queryItemValue(key, QUrl::FullyDecoded); };
    UpdateFilter filter;
    filter.state = value(u"state"_s);
    filter.service = value(u"service"_s);
    filter.text = value(u"q"_s);
    filter.severity = value(u"severity"_s);
    filter.before = value(u"before"_s).toLongLong();
    filter.limit = qBound(1, value(u"limit"_s).isEmpty() ? 100 : value(u"limit"_s).toInt(), 1'000);
    return filter;
}

} // namespace

OmniMindTransport::OmniMindTransport(std::unique_ptr<Transport> server, QObject *parent)
    : Transport(parent)
    , m_server(std::move(server))
{}

QString OmniMindTransport::description() const
{
    return u"OmniMind at "_s + m_server->description();
}

void OmniMindTransport::get(const QString &path, QObject *context, BodyDone done)
{
    HttpRequest request;
    request.path = u"/api/services"_s + path;
    ask(request, context, std::move(done));
}

void OmniMindTransport::post(const QString &path, const QJsonObject &body, QObject *context, BodyDone done)
{
    HttpRequest request;
    request.method = "POST";
    request.path = u"/api/services"_s + path;
    if (!body.isEmpty()) {
        request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
    ask(request, context, std::move(done));
}

void OmniMindTransport::ask(const HttpRequest &request, QObject *context, BodyDone done)
{
    m_server->send(
        request, context,
        [self = QPointer<OmniMindTransport>(this), done = std::move(done)](const Result<HttpAnswer> &answer) {
            if (self) { // whoever was told of another answer may have deleted it
                done(bodyOf(answer));
            }
        });
}

void OmniMindTransport::readPending(QObject *context, PendingDone done)
{
    get(u"/pending-updates"_s, context,
        [this, context = QPointer<QObject>(context), done = std::move(done)](const Result<QJsonObject> &body) {
            Result<Pending> pending = body ? omnimind::pendingFromJson(*body) : Result<Pending>(body.error());
            if (!pending || pending->complete) {
                if (pending) {
                    settle(*pending);
                }
                done(pending);
                return;
            }
            get(u"/restart-decision"_s, context, [this, pending = *pending, done](const Result<QJsonObject> &decision) {
                Pending whole = pending;
                const Result<void> added =
                    decision ? omnimind::addDecision(whole, *decision) : Result<void>(decision.error());
                if (!added) {
                    done(added.error());
                    return;
                }
                settle(whole);
                done(whole);
            });
        });
}

void OmniMindTransport::send(const HttpRequest &request, QObject *context, Done done)
{
    const QString path = request.path;
    if (request.method == "GET" && path == "/api/v1/units"_L1) {
        later(context, std::move(done), answerOf(toJson(UnitsPage{})));
    } else if (request.method == "GET" && path == "/api/v1/kill-switch"_L1) {
        later(context, std::move(done), answerOf(toJson(KillSwitchStatus{})));
    } else if (request.method == "GET" && (path == "/api/v1/engine"_L1 || path == "/api/v1/restarts"_L1 ||
                                           path.startsWith("/api/v1/restarts/"_L1) || path == "/api/v1/updates"_L1 ||
                                           (path.startsWith("/api/v1/updates/"_L1) && !path.endsWith("/advise"_L1)))) {
        answerFromPending(request, context, std::move(done));
    } else if (request.method == "POST" && path == "/api/v1/updates"_L1) {
        notify(request.body, context, std::move(done));
    } else if (request.method == "POST" && path == "/api/v1/restarts/%1/approve"_L1.arg(omnimind::kRestartId)) {
        approve(request.body, context, std::move(done));
    } else {
        later(context, std::move(done), notOffered());
    }
}

QJsonObject OmniMindTransport::engineInfo() const
{
    EngineInfo info;
    info.id = u"omnimind:"_s + m_server->description();
    info.product = u"omnimind"_s;
    info.offers = {u"updates"_s};
    info.host = QUrl(m_server->description()).host();
    info.mode = u"daemon"_s;
    info.role = u"operator"_s; // it asks nobody who they are
    return toJson(info);
}

void OmniMindTransport::answerFromPending(const HttpRequest &request, QObject *context, Done done)
{
    readPending(context, [this, path = request.path, query = request.query,
                          done = std::move(done)](const Result<Pending> &pending) {
        if (!pending) {
            done(pending.error());
            return;
        }
        const Result<QJsonObject> body = fromPending(path, query, *pending);
        done(body ? Result<HttpAnswer>(answerOf(*body)) : Result<HttpAnswer>(body.error()));
    });
}

Result<QJsonObject> OmniMindTransport::fromPending(const QString &path, const QUrlQuery &query,
                                                   const Pending &pending) const
{
    if (path == "/api/v1/engine"_L1) {
        return engineInfo();
    }
    if (path == "/api/v1/restarts"_L1) {
        const std::optional<PendingRestart> restart = current(pending);
        return toJson(RestartsPage{restart ? QList<PendingRestart>{*restart} : QList<PendingRestart>{}});
    }
    if (path == "/api/v1/updates"_L1) {
        return toJson(omnimind::page(pending, filterOf(query)));
    }
    if (path == "/api/v1/updates/counts"_L1) {
        UpdateCounts counts;
        for (const UpdateRecord &update : pending.updates) {
            ++counts.byState[toString(update.state)];
        }
        return toJson(counts);
    }
    const QString id = path.section(u'/', -1);
    if (path.startsWith("/api/v1/restarts/"_L1)) {
        return id == omnimind::kRestartId ? detail(pending)
                                          : Error{ErrorCode::NotFound, u"There is no restart %1"_s.arg(id), u"id"_s};
    }
    for (const UpdateRecord &update : pending.updates) {
        if (update.id == id) {
            return toJson(update);
        }
    }
    return Error{ErrorCode::NotFound, u"There is no pending update %1"_s.arg(id), u"id"_s};
}

} // namespace lamplighter::client
