// The description of the API says what is there: every route and nothing else, who may ask, what may be asked, and what
// comes back. That each answer of each route is as described is checked wherever EngineParts::ask is used.
#include "tests/core/api/engine_parts.h"
#include "tests/support/json_schema.h"

#include <QJsonArray>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

namespace {

const QString kStream = u"/api/v1/events/stream"_s;

QJsonObject schema(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

} // namespace

class OpenApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void everyRouteIsDescribedAndNoOther();
    void rolesAreThoseOfTheRoutes();
    void examplesAreTrue();
    void referencesLeadSomewhere();
    void whatIsDescribedIsTaken();
    void everyRouteAnswersAsDescribed();
    void refusalsAreAsDescribed();
    void aFieldTooManyIsFound();
    void theJudge_data();
    void theJudge();

private:
    std::optional<EngineParts> m_engine;
    [[nodiscard]] static QString filledIn(QString pattern)
    {
        return pattern.replace(u"{name}"_s, u"lamp"_s).replace(u"{id}"_s, u"1"_s);
    }
    EventSeq raiseAlert();
};

void OpenApiTest::initTestCase()
{
    m_engine.emplace();
    QVERIFY2(m_engine->ready, "is lamplighter-keeper where LAMPLIGHTER_KEEPER says?");
    QVERIFY(!m_engine->description().operations().isEmpty());
    QVERIFY(m_engine->addSleeper(u"lamp"_s));
}

void OpenApiTest::cleanupTestCase()
{
    m_engine.reset();
}

void OpenApiTest::everyRouteIsDescribedAndNoOther()
{
    QStringList expected{u"GET "_s + kStream}; // the one that is no route: the stream's source answers it
    StreamRoutes streams(*m_engine->stream);
    Request request;
    request.method = "GET";
    request.path = kStream;
    QVERIFY(streams.handles(request));
    for (const Route &route : m_engine->router.routes()) {
        expected.append(QString::fromLatin1(route.method) + u' ' + route.pattern);
    }
    QStringList actual = m_engine->description().operations();
    expected.sort();
    actual.sort();
    QCOMPARE(actual, expected);
}

void OpenApiTest::rolesAreThoseOfTheRoutes()
{
    for (const Route &route : m_engine->router.routes()) {
        const QJsonObject operation = m_engine->description().operation(route.method, route.pattern);
        QCOMPARE(operation.value("x-role"_L1).toString(), toString(route.minimumRole));
        const bool isPublic = operation.contains("security"_L1) && operation.value("security"_L1).toArray().isEmpty();
        QCOMPARE(isPublic, route.minimumRole == Role::None);
    }
    QCOMPARE(m_engine->description().operation("GET", kStream).value("x-role"_L1).toString(), u"viewer"_s);
}

void OpenApiTest::examplesAreTrue()
{
    const QStringList problems = m_engine->description().problemsOfExamples();
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
}

void OpenApiTest::referencesLeadSomewhere()
{
    const QByteArray text = QJsonDocument(m_engine->description().document()).toJson();
    static const QRegularExpression kReference(u"\"\\$ref\": \"([^\"]+)\""_s);
    auto matches = kReference.globalMatch(QString::fromUtf8(text));
    int count = 0;
    while (matches.hasNext()) {
        const QString reference = matches.next().captured(1);
        QVERIFY2(resolved(reference, m_engine->description().document()).isObject(), qPrintable(reference));
        ++count;
    }
    QVERIFY(count > 100);
}

/// No field and no parameter that is described is refused as one that is not known.
void OpenApiTest::whatIsDescribedIsTaken()
{
    const QJsonObject &document = m_engine->description().document();
    for (const Route &route : m_engine->router.routes()) {
        const QJsonObject operation = m_engine->description().operation(route.method, route.pattern);
        const QString path = filledIn(route.pattern);
        const QJsonArray parameters = operation.value("parameters"_L1).toArray();
        for (const QJsonValue &parameter : parameters) {
            if (parameter.toObject().value("in"_L1) == u"query"_s) {
                const QString name = parameter.toObject().value("name"_L1).toString();
                const auto answer = m_engine->ask(route.method, path + u'?' + name + u"=?"_s);
                QVERIFY2(!answer.text.contains("is not a parameter"), answer.text.constData());
            }
        }
        const QJsonValue body =
            resolved(u"#/requestBody/content/application~1json/schema/$ref"_s, operation); // every one is a reference
        const QJsonObject fields = resolved(body.toString(), document).toObject().value("properties"_L1).toObject();
        QCOMPARE(fields.isEmpty(), !operation.contains("requestBody"_L1));
        for (const QString &field : fields.keys()) {
            const QByteArray wrong = QJsonDocument(QJsonObject{{field, QJsonArray{1}}}).toJson();
            const auto answer = m_engine->ask(route.method, path, wrong); // of a wrong type: nothing happens
            QVERIFY2(!answer.text.contains("is not a field"), answer.text.constData());
            const bool ofItsOwn = operation.value("responses"_L1).toObject().contains("422"_L1);
            QCOMPARE(answer.status, ofItsOwn ? 422 : 400);
        }
    }
}

EventSeq OpenApiTest::raiseAlert()
{
    return m_engine->journal.append({u"process.fatal"_s, u"lamp"_s, journal::Severity::Critical, {}, {}, {}});
}

/// Success of each, in an order in which each can succeed. The answers are held against the description by ask().
void OpenApiTest::everyRouteAnswersAsDescribed()
{
    const QString notice = uR"({"service":"%1","change_type":"code","modules":["src.core.desiring_machines"]})"_s;
    const auto noticeOf = [&notice](const QString &service) { return notice.arg(service).toUtf8(); };
    const QByteArray first = noticeOf(u"one"_s);
    const QByteArray second = noticeOf(u"lamp"_s);
    const QByteArray third =
        R"({"service_name":"lamp","change_type":"data","affected_modules":["a"],"severity":"high"})";
    const QString alert = QString::number(raiseAlert());
    QTRY_COMPARE(m_engine->journal.lastCommitted(), m_engine->journal.lastAppended());
    struct Step
    {
        const char *method;
        QString path;
        QByteArray body;
        int status;
    };
    const auto token = m_engine->ask("POST", u"/api/v1/tokens"_s, R"({"name":"wall","role":"viewer"})");
    QCOMPARE(token.status, 201);
    const QString made = token.object().value("id"_L1).toString();
    const QList<Step> steps{
        {"GET", u"/healthz"_s, "", 200},
        {"GET", u"/readyz"_s, "", 200},
        {"GET", u"/metrics"_s, "", 200},
        {"GET", u"/api/v1/openapi.json"_s, "", 200},
        {"GET", u"/api/v1/engine"_s, "", 200},
        {"GET", u"/api/v1/tokens"_s, "", 200},
        {"GET", u"/api/v1/tokens?limit=1"_s, "", 200},
        {"DELETE", u"/api/v1/tokens/"_s + made, "", 200},
        {"POST", u"/api/v1/units/check"_s, R"({"name":"x","spec":{"command":["true"]}})", 200},
        {"POST", u"/api/v1/units/check"_s, R"({"name":"x","spec":{"comand":["true"]}})", 200},
        {"POST", u"/api/v1/units"_s, R"({"name":"x","spec":{"command":["sleep","600"],"autostart":false}})", 201},
        {"PUT", u"/api/v1/units/x"_s, R"({"spec":{"command":["sleep","700"],"autostart":false}})", 200},
        {"POST", u"/api/v1/units/reload"_s, "", 200},
        {"POST", u"/api/v1/units/x/start"_s, R"({"once":false})", 200},
        {"POST", u"/api/v1/units/x/restart"_s, "{}", 200},
        {"GET", u"/api/v1/units"_s, "", 200},
        {"GET", u"/api/v1/units?limit=1"_s, "", 200},
        {"GET", u"/api/v1/units/x"_s, "", 200},
        {"GET", u"/api/v1/units/x/history"_s, "", 200},
        {"GET", u"/api/v1/units/x/logs"_s, "", 200},
        {"GET", u"/api/v1/usage"_s, "", 200},
        {"POST", u"/api/v1/units/x/stop"_s, "", 200},
        {"POST", u"/api/v1/units/x/reset"_s, "", 200},
        {"POST", u"/api/v1/kill-switch/engage"_s, R"({"scope":"all","reason":"test","graceful":true})", 200},
        {"GET", u"/api/v1/kill-switch"_s, "", 200},
        {"GET", u"/api/v1/attention"_s, "", 200},
        {"GET", u"/metrics"_s, "", 200},
        {"POST", u"/api/v1/units/x/start"_s, "", 423},
        {"POST", u"/api/v1/kill-switch/rearm"_s, R"({"scope":"all","reason":"test","start_again":false})", 200},
        {"DELETE", u"/api/v1/units/x"_s, "", 200},
        {"GET", u"/api/v1/events?limit=2"_s, "", 200},
        {"GET", u"/api/v1/events?after=999999"_s, "", 410},
        {"GET", u"/api/v1/alerts?limit=1"_s, "", 200},
        {"POST", u"/api/v1/alerts/"_s + alert + u"/acknowledge"_s, R"({"note":"seen"})", 200},
        {"GET", u"/api/v1/alerts"_s, "", 200},
        {"GET", u"/api/v1/activity"_s, "", 200},
        {"GET", u"/api/v1/policy"_s, "", 200},
        {"POST", u"/api/v1/policy/explain"_s, first, 200},
        {"POST", u"/api/v1/updates"_s, first, 201},
        {"POST", u"/api/v1/updates"_s, second, 201},
        {"GET", u"/api/v1/updates?limit=1"_s, "", 200},
        {"GET", u"/api/v1/updates/counts"_s, "", 200},
        {"GET", u"/api/v1/updates/advise?service=one"_s, "", 200},
        {"GET", u"/api/v1/updates/U-1"_s, "", 200},
        {"GET", u"/api/v1/restarts"_s, "", 200},
        {"GET", u"/api/v1/restarts/R-1"_s, "", 200},
        {"GET", u"/api/v1/attention"_s, "", 200},
        {"POST", u"/api/v1/restarts/R-1/defer"_s, R"({"revision":1,"for_seconds":60})", 200},
        {"POST", u"/api/v1/restarts/R-1/reject"_s, R"({"reason":"not today"})", 200},
        {"POST", u"/api/v1/restarts/R-2/approve"_s, R"({"when":"checkpoint"})", 200},
        {"POST", u"/api/v1/checkpoints"_s, R"({"unit":"lamp"})", 202},
        {"GET", u"/api/v1/units/lamp/versions"_s, "", 200},
        {"POST", u"/api/v1/units/lamp/rollback"_s, "", 409},
        {"POST", u"/api/services/notify-update"_s, third, 200},
        {"GET", u"/api/services/restart-decision"_s, "", 200},
        {"GET", u"/api/services/pending-updates"_s, "", 200},
        {"POST", u"/api/services/apply-deferred-updates"_s, "", 200},
        {"POST", u"/api/services/restart-graceful"_s, "", 200},
        {"GET", u"/api/hibernation-status"_s, "", 200},
        {"POST", u"/api/shutdown"_s, "", 500},
    };
    QSet<QString> asked{u"POST /api/v1/tokens"_s};
    for (const Step &step : steps) {
        const auto answer = m_engine->ask(step.method, step.path, step.body);
        QVERIFY2(answer.status == step.status, qPrintable(step.path + u": "_s + QString::fromUtf8(answer.text)));
        asked.insert(QString::fromLatin1(step.method) + u' ' +
                     patternOf(step.path.section(u'?', 0, 0), m_engine->patterns()));
    }
    for (const Route &route : m_engine->router.routes()) {
        const QString what = QString::fromLatin1(route.method) + u' ' + route.pattern;
        QVERIFY2(asked.contains(what), qPrintable(what + u" is not asked here"_s));
    }
}

/// No token, a role too low, a body that is none, and things that are not there.
void OpenApiTest::refusalsAreAsDescribed()
{
    for (const Route &route : m_engine->router.routes()) {
        QString path = route.pattern;
        path.replace(u"{name}"_s, u"nobody"_s).replace(u"{id}"_s, u"nothing"_s);
        if (route.minimumRole != Role::None) {
            QCOMPARE(m_engine->ask(route.method, path, {}, Role::None).status, 401);
        }
        if (route.minimumRole > Role::Viewer) {
            QCOMPARE(m_engine->ask(route.method, path, {}, Role::Viewer).status, 403);
        }
        if (route.method != "GET" && !route.compatible) { // those take what their own servers take
            QCOMPARE(m_engine->ask(route.method, path, "{").status, 400);
        }
        if (route.pattern.contains(u'{') && route.method != "PUT") {
            const QByteArray body = path.endsWith(u"/defer")    ? R"({"for_seconds":60})"
                                    : path.endsWith(u"/reject") ? R"({"reason":"not today"})"
                                                                : "";
            QCOMPARE(m_engine->ask(route.method, path, body).status, 404);
        }
    }
    QCOMPARE(m_engine->ask("PUT", u"/api/v1/units/nobody"_s, R"({"spec":{"command":["true"]}})").status, 404);
    QCOMPARE(m_engine->ask("GET", u"/api/v1/nothing"_s).status, 404);
    QCOMPARE(m_engine->ask("DELETE", u"/api/v1/engine"_s).status, 405);
}

/// The check itself can fail.
void OpenApiTest::aFieldTooManyIsFound()
{
    const ApiDescription &description = m_engine->description();
    const QString pattern = u"/api/v1/kill-switch"_s;
    QJsonObject status = m_engine->ask("GET", pattern).object();
    const auto problems = [&](int code = 200, const QByteArray &type = "application/json") {
        return description.problemsOfAnswer("GET", pattern, code, type, QJsonDocument(status).toJson());
    };
    QVERIFY(problems().isEmpty());
    QVERIFY(!problems(418).isEmpty());
    QVERIFY(!problems(200, "text/html").isEmpty());
    status.insert("undocumented"_L1, 1);
    QCOMPARE(problems().size(), 1);
    status.remove("undocumented"_L1);
    status.remove("units_held"_L1);
    QCOMPARE(problems().size(), 1);
    QVERIFY(!description.problemsOfMessage(kStream, "unheard-of", "{}").isEmpty());
    QVERIFY(!description.problemsOfMessage(kStream, "heartbeat", R"({"last_event":"1"})").isEmpty());
    QVERIFY(description.problemsOfMessage(kStream, "heartbeat", R"({"last_event":1})").isEmpty());
}

void OpenApiTest::theJudge_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    const auto row = [](const char *name, const char *rule, const char *good, const char *bad) {
        QTest::newRow(name) << QByteArray(rule) << QByteArray(good) << QByteArray(bad);
    };
    row("type", R"({"type":"string"})", R"("x")", "1");
    row("integer", R"({"type":"integer"})", "2", "2.5");
    row("nullable", R"({"type":["string","null"]})", "null", "1");
    row("required", R"({"required":["a"]})", R"({"a":1})", "{}");
    row("properties", R"({"properties":{"a":{"type":"string"}}})", R"({"a":"x","b":1})", R"({"a":1})");
    row("no others", R"({"properties":{"a":{}},"additionalProperties":false})", R"({"a":1})", R"({"b":1})");
    row("others of a type", R"({"additionalProperties":{"type":"string"}})", R"({"b":"x"})", R"({"b":1})");
    row("items", R"({"items":{"minimum":1}})", "[1,2]", "[1,0]");
    row("enum", R"({"enum":["a",1]})", "1", "2");
    row("const", R"({"const":"a"})", R"("a")", R"("b")");
    row("oneOf", R"({"oneOf":[{"type":"string"},{"maxLength":2}]})", R"("abc")", R"("ab")");
    row("anyOf", R"({"anyOf":[{"type":"string"},{"type":"null"}]})", "null", "1");
    row("allOf", R"({"allOf":[{"minimum":1},{"maximum":2}]})", "2", "3");
    row("pattern", R"({"pattern":"^[a-z]+$"})", R"("a")", R"("1")");
    row("a pattern or null", R"({"type":["string","null"],"pattern":"^[a-z]+$"})", "null", R"("1")");
    row("lengths", R"({"minLength":1,"maxLength":2})", R"("ab")", R"("")");
    row("sizes", R"({"minItems":1,"maxItems":2})", "[1]", "[]");
    row("reference", R"({"$ref":"#/defs/a"})", R"("x")", "1");
}

void OpenApiTest::theJudge()
{
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    const QJsonObject document = schema(R"({"defs":{"a":{"type":"string"}}})");
    const auto value = [](const QByteArray &json) { return QJsonDocument::fromJson('[' + json + ']').array().at(0); };
    const QStringList none = schemaProblems(value(good), schema(rule.constData()), document);
    QVERIFY2(none.isEmpty(), qPrintable(none.join(u'\n')));
    QVERIFY(!schemaProblems(value(bad), schema(rule.constData()), document).isEmpty());
    QVERIFY(!schemaProblems(value(good), schema(R"({"unheardOf":1})"), document).isEmpty());
}

QTEST_GUILESS_MAIN(OpenApiTest)
#include "tst_openapi.moc"
