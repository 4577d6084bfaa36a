// Routes, roles, errors and repeated requests, without any transport.
#include "core/api/idempotency.h"
#include "core/api/router.h"
#include "core/client/shapes.h"
#include "tests/support/manual_clock.h"

#include <QJsonDocument>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace Qt::StringLiterals;

namespace {

Request request(const QByteArray &method, const QString &path, Role role = Role::Admin)
{
    Request out;
    out.method = method;
    out.path = path;
    out.principal = {u"token:test"_s, role};
    return out;
}

/// What was answered, and how often.
struct Answers
{
    QList<Response> all;
    Responder take()
    {
        return [this](const Response &response) { all.append(response); };
    }
};

QString errorCode(const Response &response)
{
    return QJsonDocument::fromJson(response.body).object().value("error"_L1).toObject().value("code"_L1).toString();
}

QByteArray header(const Response &response, const QByteArray &name)
{
    for (const auto &[key, value] : response.headers) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

} // namespace

class RouterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheRoute_data();
    void findsTheRoute();
    void unknownPathsAndMethods();
    void rolesDecide_data();
    void rolesDecide();
    void everyErrorHasAStatus_data();
    void everyErrorHasAStatus();
    void namesPublicPaths();

    void aRepeatedKeyIsCarriedOutOnce();
    void whoComesWhileTheFirstIsCarriedOutWaitsForIt();
    void aKeyIsTheCallersOwn();
    void aSecretIsToldOnce();
    void anotherQueryIsAConflict();
    void anotherBodyIsAConflict();
    void whatFailedHereMayBeTriedAgain();
    void aKeyIsForgottenAfterAWhile();
    void keysAreBounded();
    void onlyPostIsRemembered();
    void malformedKeys();
};

void RouterTest::findsTheRoute_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("literal") << QByteArray("GET") << u"/units"_s << QByteArray("list");
    QTest::newRow("placeholder") << QByteArray("GET") << u"/units/redis"_s << QByteArray("one redis");
    QTest::newRow("deeper") << QByteArray("POST") << u"/units/redis/start"_s << QByteArray("start redis");
    QTest::newRow("two") << QByteArray("GET") << u"/a/1/b/2"_s << QByteArray("1+2");
    QTest::newRow("literal before placeholder") << QByteArray("POST") << u"/units/reload"_s << QByteArray("reload");
}

void RouterTest::findsTheRoute()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QByteArray, expected);
    Router router;
    const auto add = [&router](const QByteArray &verb, const QString &pattern, auto text) {
        router.add({verb, pattern, Role::Viewer,
                    [text](const Request &, const Parameters &parameters, const Responder &respond) {
                        Response response;
                        response.body = text(parameters);
                        respond(response);
                    }});
    };
    add("GET", u"/units"_s, [](const Parameters &) { return QByteArray("list"); });
    add("GET", u"/units/{name}"_s,
        [](const Parameters &p) -> QByteArray { return "one " + p.value(u"name"_s).toUtf8(); });
    add("POST", u"/units/{name}/start"_s,
        [](const Parameters &p) -> QByteArray { return "start " + p.value(u"name"_s).toUtf8(); });
    add("POST", u"/units/reload"_s, [](const Parameters &) { return QByteArray("reload"); });
    add("GET", u"/a/{x}/b/{y}"_s,
        [](const Parameters &p) -> QByteArray { return (p.value(u"x"_s) + u'+' + p.value(u"y"_s)).toUtf8(); });
    Answers answers;
    router.handle(request(method, path), answers.take());
    QCOMPARE(answers.all.size(), 1);
    QCOMPARE(answers.all.constFirst().body, expected);
}

void RouterTest::unknownPathsAndMethods()
{
    Router router;
    const auto ok = [](const Request &, const Parameters &, const Responder &respond) { respond({}); };
    router.add({"GET", u"/units/{name}"_s, Role::Viewer, ok});
    router.add({"PUT", u"/units/{name}"_s, Role::Admin, ok});
    Answers answers;
    for (const char *path : {"/", "", "/units", "/units/", "/units/a/", "/units/a/b", "/Units/a", "units/a"}) {
        router.handle(request("GET", QString::fromLatin1(path)), answers.take());
        QCOMPARE(answers.all.takeLast().status, 404);
    }
    router.handle(request("DELETE", u"/units/a"_s), answers.take());
    QCOMPARE(answers.all.size(), 1);
    QCOMPARE(answers.all.constFirst().status, 405);
    QCOMPARE(header(answers.all.constFirst(), "Allow"), "GET, PUT");
}

void RouterTest::rolesDecide_data()
{
    QTest::addColumn<int>("needed");
    QTest::addColumn<int>("has");
    QTest::addColumn<int>("status");
    const int refused[4][4] = {
        // none viewer operator admin has
        {200, 200, 200, 200}, // public
        {401, 200, 200, 200}, // viewer
        {401, 403, 200, 200}, // operator
        {401, 403, 403, 200}, // admin
    };
    for (int needed = 0; needed < 4; ++needed) {
        for (int has = 0; has < 4; ++has) {
            QTest::addRow("needs %d has %d", needed, has) << needed << has << refused[needed][has];
        }
    }
}

void RouterTest::rolesDecide()
{
    QFETCH(int, needed);
    QFETCH(int, has);
    QFETCH(int, status);
    Router router;
    int called = 0;
    router.add({"POST", u"/x"_s, static_cast<Role>(needed),
                [&called](const Request &, const Parameters &, const Responder &respond) {
                    ++called;
                    respond({});
                }});
    Answers answers;
    router.handle(request("POST", u"/x"_s, static_cast<Role>(has)), answers.take());
    QCOMPARE(answers.all.size(), 1);
    QCOMPARE(answers.all.constFirst().status, status);
    QCOMPARE(called, status == 200 ? 1 : 0);
    QCOMPARE(header(answers.all.constFirst(), "WWW-Authenticate").isEmpty(), status != 401);
}

void RouterTest::everyErrorHasAStatus_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("status");
    const auto row = [](ErrorCode code, int status) {
        QTest::newRow(qPrintable(toString(code))) << static_cast<int>(code) << status;
    };
    row(ErrorCode::InvalidInput, 400);
    row(ErrorCode::Unauthenticated, 401);
    row(ErrorCode::NotAllowed, 403);
    row(ErrorCode::NotFound, 404);
    row(ErrorCode::Conflict, 409);
    row(ErrorCode::Gone, 410);
    row(ErrorCode::TooLarge, 413);
    row(ErrorCode::Held, 423);
    row(ErrorCode::Busy, 503);
    row(ErrorCode::Timeout, 503);
    row(ErrorCode::Unavailable, 503);
    row(ErrorCode::Io, 500);
    row(ErrorCode::Corrupt, 500);
    row(ErrorCode::TooNew, 500);
    row(ErrorCode::Internal, 500);
}

void RouterTest::everyErrorHasAStatus()
{
    QFETCH(int, code);
    QFETCH(int, status);
    const Error error{static_cast<ErrorCode>(code), u"it went wrong"_s, u"name"_s};
    const Response response = Response::error(error);
    QCOMPARE(response.status, status);
    QCOMPARE(header(response, "Retry-After").isEmpty(), status != 503);
    // and a client reads the same error back
    QCOMPARE(client::errorFromJson(QJsonDocument::fromJson(response.body).object(), status), error);
}

void RouterTest::namesPublicPaths()
{
    Router router;
    const auto ok = [](const Request &, const Parameters &, const Responder &respond) { respond({}); };
    router.add({"GET", u"/healthz"_s, Role::None, ok});
    router.add({"GET", u"/api/v1/units"_s, Role::Viewer, ok});
    QCOMPARE(router.publicPaths(), QStringList{u"/healthz"_s});
}

namespace {

/// A router with one POST route that answers with a number of its own, now or when told.
struct Counting
{
    tests::ManualClock clock;
    Router router{&clock};
    int calls = 0;
    int status = 200;
    bool hold = false;
    QList<Responder> held;

    Counting()
    {
        const Handler handler = [this](const Request &, const Parameters &, const Responder &respond) {
            ++calls;
            if (hold) {
                held.append(respond);
            } else {
                respond(answer());
            }
        };
        for (const char *method : {"POST", "PUT"}) {
            router.add({method, u"/things"_s, Role::Operator, handler});
            router.add({method, u"/others"_s, Role::Operator, handler});
        }
    }
    Response answer() const { return Response::json({{u"call"_s, calls}}, status); }

    QByteArray post(const QByteArray &key, const QByteArray &body = "{}", const QString &path = u"/things"_s,
                    const QString &caller = u"token:a"_s, const QByteArray &method = "POST")
    {
        Request r = request(method, path);
        r.headers.insert("idempotency-key", key);
        r.body = body;
        r.principal.name = caller;
        QByteArray out = "(none)";
        router.handle(
            r, [&out](const Response &response) { out = QByteArray::number(response.status) + ' ' + response.body; });
        return out;
    }
};

} // namespace

void RouterTest::aRepeatedKeyIsCarriedOutOnce()
{
    Counting c;
    QCOMPARE(c.post("k1"), R"(200 {"call":1})");
    QCOMPARE(c.post("k1"), R"(200 {"call":1})");
    QCOMPARE(c.post("k2"), R"(200 {"call":2})");
    QCOMPARE(c.calls, 2);
}

void RouterTest::whoComesWhileTheFirstIsCarriedOutWaitsForIt()
{
    Counting c;
    c.hold = true;
    Answers answers;
    Request r = request("POST", u"/things"_s);
    r.headers.insert("idempotency-key", "k");
    c.router.handle(r, answers.take());
    c.router.handle(r, answers.take());
    c.router.handle(r, answers.take());
    QCOMPARE(c.held.size(), 1);
    QCOMPARE(answers.all.size(), 0);
    c.held.takeFirst()(c.answer());
    QCOMPARE(answers.all.size(), 3);
    QCOMPARE(answers.all.at(2).body, answers.all.at(0).body);
    QCOMPARE(c.calls, 1);
}

void RouterTest::aKeyIsTheCallersOwn()
{
    Counting c;
    c.post("k");
    c.post("k", "{}", u"/things"_s, u"token:b"_s);
    c.post("k", "{}", u"/others"_s);
    QCOMPARE(c.calls, 3);
}

void RouterTest::aSecretIsToldOnce()
{
    Counting c;
    c.hold = true;
    Answers answers;
    Request r = request("POST", u"/things"_s);
    r.headers.insert("idempotency-key", "k");
    c.router.handle(r, answers.take());
    c.router.handle(r, answers.take());
    Response secret = c.answer();
    secret.isSecret = true;
    c.held.takeFirst()(secret);
    c.router.handle(r, answers.take());
    QCOMPARE(c.calls, 1);
    QCOMPARE(answers.all.size(), 3);
    QCOMPARE(answers.all.at(0).body, secret.body);
    for (const int later : {1, 2}) {
        QCOMPARE(answers.all.at(later).status, 409);
        QVERIFY(answers.all.at(later).body.contains("told only once"));
    }
}

void RouterTest::anotherQueryIsAConflict()
{
    Counting c;
    Answers answers;
    Request r = request("POST", u"/things"_s);
    r.headers.insert("idempotency-key", "k");
    c.router.handle(r, answers.take());
    r.query = QUrlQuery(u"preview=true"_s);
    c.router.handle(r, answers.take());
    QCOMPARE(c.calls, 1);
    QCOMPARE(answers.all.at(1).status, 409);
}

void RouterTest::anotherBodyIsAConflict()
{
    Counting c;
    c.post("k", R"({"a":1})");
    QVERIFY(c.post("k", R"({"a":2})").startsWith("409 "));
    QCOMPARE(c.calls, 1);
}

void RouterTest::whatFailedHereMayBeTriedAgain()
{
    Counting c;
    c.status = 503;
    QVERIFY(c.post("k").startsWith("503 "));
    c.status = 200;
    QVERIFY(c.post("k").startsWith("200 "));
    c.status = 409;
    QVERIFY(c.post("k").startsWith("200 "));
    QCOMPARE(c.calls, 2);
    // a refusal that is the caller's to mend is an answer like any other
    QVERIFY(c.post("m").startsWith("409 "));
    c.status = 200;
    QVERIFY(c.post("m").startsWith("409 "));
}

void RouterTest::aKeyIsForgottenAfterAWhile()
{
    Counting c;
    c.post("k");
    c.clock.advance(std::chrono::minutes(9));
    c.post("k");
    QCOMPARE(c.calls, 1);
    c.clock.advance(std::chrono::minutes(2));
    c.post("k");
    QCOMPARE(c.calls, 2);
}

void RouterTest::keysAreBounded()
{
    tests::ManualClock clock;
    IdempotencyCache cache(clock);
    const auto put = [&cache](const QByteArray &key, const QByteArray &body) {
        cache.handle(
            request("POST", u"/x"_s), key, [](const Response &) {},
            [&body](const Responder &respond) {
                Response response;
                response.body = body;
                respond(response);
            });
    };
    for (int i = 0; i < 5000; ++i) {
        put(QByteArray::number(i), "x");
    }
    QVERIFY(cache.size() <= IdempotencyCache::kMaximumEntries);
    for (int i = 0; i < 100; ++i) {
        put("big" + QByteArray::number(i), QByteArray(1024 * 1024, 'x'));
    }
    QVERIFY2(cache.size() <= 5, "large answers must push each other out");
    // those without an answer are not forgotten, since someone waits for them
    IdempotencyCache waiting(clock);
    QList<Responder> held;
    int answered = 0;
    for (std::size_t i = 0; i < IdempotencyCache::kMaximumEntries + 10; ++i) {
        waiting.handle(
            request("POST", u"/x"_s), QByteArray::number(static_cast<qulonglong>(i)),
            [&answered](const Response &) { ++answered; }, [&held](const Responder &respond) { held.append(respond); });
    }
    for (const Responder &respond : held) {
        respond({});
    }
    QCOMPARE(answered, static_cast<int>(IdempotencyCache::kMaximumEntries) + 10);
    QVERIFY(waiting.size() <= IdempotencyCache::kMaximumEntries);
}

void RouterTest::onlyPostIsRemembered()
{
    Counting c;
    c.post("k", "{}", u"/things"_s, u"token:a"_s, "PUT");
    c.post("k", "{}", u"/things"_s, u"token:a"_s, "PUT");
    QCOMPARE(c.calls, 2);
}

void RouterTest::malformedKeys()
{
    Counting c;
    QVERIFY(c.post("").startsWith("400 "));
    QVERIFY(c.post(QByteArray(256, 'k')).startsWith("400 "));
    QVERIFY(c.post(QByteArray(255, 'k')).startsWith("200 "));
    QCOMPARE(c.calls, 1);
    QCOMPARE(errorCode(Response::error({ErrorCode::Conflict, {}, {}})), u"conflict"_s);
}

QTEST_GUILESS_MAIN(RouterTest)
#include "tst_router.moc"
