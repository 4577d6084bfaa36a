// The shapes of updates come back from their JSON as they went; a malformed field of a notice is named, with what is
// allowed.
#include "core/client/shapes_updates.h"
#include "tests/core/client/random_updates.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::client;
using namespace Qt::StringLiterals;

namespace {

constexpr quint32 kSeeds = 300;

/// Through text, as on the wire, with a field of a newer engine added.
template <typename T> void compareOverTheWire(const T &value, Result<T> (*read)(const QJsonObject &), quint32 seed)
{
    QJsonObject object = toJson(value);
    object.insert("of_a_newer_engine"_L1, QJsonArray{1, 2});
    const Result<QJsonObject> parsed = parseJsonObject(QJsonDocument(object).toJson(QJsonDocument::Compact));
    QVERIFY(parsed.ok());
    const Result<T> back = read(*parsed);
    QVERIFY2(back.ok(), back ? "" : qPrintable(u"seed %1: %2"_s.arg(seed).arg(back.error().message)));
    QVERIFY2(*back == value,
             qPrintable(u"seed %1: %2"_s.arg(seed).arg(QString::fromUtf8(QJsonDocument(toJson(value)).toJson()))));
}

template <typename Value, typename Read> void compareWords(int count, Read read)
{
    QSet<QString> words;
    for (int i = 0; i < count; ++i) {
        const auto value = static_cast<Value>(i);
        QVERIFY2(read(toString(value)) == value, qPrintable(QString::number(i)));
        words.insert(toString(value));
    }
    QCOMPARE(words.size(), count);
    QVERIFY(!read(QString()));
    QVERIFY(!read((*words.cbegin()).toUpper())); // the case is part of the word
}

/// Every field of `good`, replaced by something that it cannot be, is an error that names it.
template <typename T> void everyFieldIsLookedAt(const T &value, Result<T> (*read)(const QJsonObject &))
{
    const QJsonObject good = toJson(value);
    QVERIFY(read(good).ok());
    for (const QString &field : good.keys()) {
        QJsonObject bad = good;
        bad.insert(field, good.value(field).isObject() ? QJsonValue(1) : QJsonValue(QJsonObject{{u"x"_s, 1}}));
        const Result<T> back = read(bad);
        QVERIFY2(!back.ok(), qPrintable(field));
        QCOMPARE(back.error().field, field);
        QVERIFY2(back.error().message.contains(field), qPrintable(back.error().message));
    }
}

QJsonObject goodNotice()
{
    return {{u"service"_s, u"quantum_backend"_s},
            {u"change_type"_s, u"code"_s},
            {u"modules"_s, QJsonArray{u"src.a"_s, u"src.b"_s}},
            {u"severity"_s, u"critical"_s},
            {u"description"_s, u"GPU"_s},
            {u"version"_s, u"2.0"_s}};
}

QJsonArray modules(int count)
{
    QJsonArray out;
    for (int i = 0; i < count; ++i) {
        out.append(u"m%1"_s.arg(i));
    }
    return out;
}

} // namespace

class TestShapesUpdates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrips();
    void wordsRoundTrip();
    void whatIsOver();
    void namesOfFields();
    void noticeOfOurs();
    void noticeOfTheNotifier();
    void leastNotice();
    void atTheLimits();
    void malformedNotice_data();
    void malformedNotice();
    void everyFieldIsNamed();
    void placesAreNamed();
};

void TestShapesUpdates::roundTrips()
{
    for (quint32 seed = 1; seed <= kSeeds; ++seed) {
        tests::RandomUpdates random(seed);
        compareOverTheWire<Notice>(random.notice(), noticeFromJson, seed);
        compareOverTheWire<DecisionTrace>(random.trace(), decisionTraceFromJson, seed);
        compareOverTheWire<UpdateRecord>(random.update(), updateFromJson, seed);
        compareOverTheWire<PendingRestart>(random.restart(), pendingRestartFromJson, seed);
        compareOverTheWire<Forecast>(random.forecast(), forecastFromJson, seed);
        compareOverTheWire<UpdatesPage>({{random.update()}, random.flag(), random.text()}, updatesPageFromJson, seed);
        compareOverTheWire<UpdateCounts>(random.counts(), updateCountsFromJson, seed);
        compareOverTheWire<RestartsPage>({{random.restart(), random.restart()}}, restartsPageFromJson, seed);
        compareOverTheWire<RestartDetail>({random.restart(), {random.update()}, random.forecast()},
                                          restartDetailFromJson, seed);
        compareOverTheWire<NoticeAnswer>(random.answer(), noticeAnswerFromJson, seed);
        compareOverTheWire<PolicyInfo>(random.policy(), policyFromJson, seed);
        compareOverTheWire<VersionsPage>(random.versions(), versionsFromJson, seed);
        compareOverTheWire<Advice>(random.advice(), adviceFromJson, seed);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
}

void TestShapesUpdates::wordsRoundTrip()
{
    compareWords<ChangeType>(4, changeTypeFromString);
    compareWords<UpdateSeverity>(4, updateSeverityFromString);
    compareWords<Decision>(4, decisionFromString);
    compareWords<UpdateState>(11, updateStateFromString);
}

void TestShapesUpdates::whatIsOver()
{
    QStringList open;
    QStringList over;
    for (int i = 0; i < 11; ++i) {
        const auto state = static_cast<UpdateState>(i);
        (isOver(state) ? over : open).append(toString(state));
    }
    QCOMPARE(open.join(u' '), u"waiting deferred scheduled at_checkpoint restarting rolling_back"_s);
    QCOMPARE(over.join(u' '), u"applied rolled_back failed rejected ignored"_s);
}

void TestShapesUpdates::namesOfFields()
{
    // Part of the API: a change here breaks whoever reads it.
    UpdateRecord update;
    update.receivedAt = wallTimeFromMicroseconds(1'500'000);
    update.decidedAt = update.receivedAt;
    update.downtime = milliseconds(5);
    QCOMPARE(toJson(update).keys().join(u' '),
             u"change_type decided_at decided_by description downtime_ms id modules note received_at repeats "
             "reported_by restart service severity state trace version"_s);
    QCOMPARE(toJson(update).value("trace"_L1).toObject().keys().join(u' '),
             u"affected_modules decision defer_for_ms modules needs_approval reason rule steps"_s);
    PendingRestart restart;
    restart.since = update.receivedAt;
    restart.until = restart.endedAt = restart.since;
    restart.runs = {{u"u"_s, {}, {}, u"running"_s, {{u"drain"_s, u"done"_s, restart.since, seconds(1), {}, {}}}, {}}};
    QCOMPARE(toJson(restart).keys().join(u' '),
             u"change_type decided_by decision deferrals description ended_at forced id max_deferrals modules note "
             "reason revision rule runs service severity since state units until updates waits_because waits_for"_s);
    const QJsonObject run = toJson(restart).value("runs"_L1).toArray().at(0).toObject();
    QCOMPARE(run.keys().join(u' '), u"from_version state steps to_version unit"_s);
    QCOMPARE(run.value("steps"_L1).toArray().at(0).toObject().keys().join(u' '),
             u"detail saved_state started_at state step took_ms"_s);
    QCOMPARE(toJson(RestartDetail{restart, {}, {}}).value("forecast"_L1).toObject().keys().join(u' '),
             u"also_pending dependents held restarts updates_of_kind updates_of_kind_held"_s);
    QVERIFY(toJson(RestartDetail{restart, {}, {}}).contains("updates_detail"_L1));
    QVERIFY(toJson(NoticeAnswer{update, restart}).contains("pending_restart"_L1));
    QVERIFY(!toJson(NoticeAnswer{update, {}}).contains("pending_restart"_L1));
    QCOMPARE(toJson(PolicyInfo{}).keys().join(u' '),
             u"approval critical_modules deferrable_modules origin problem text"_s);
}

void TestShapesUpdates::noticeOfOurs()
{
    const Result<Notice> notice = noticeFromJson(goodNotice());
    QVERIFY(notice.ok());
    const Notice expected{u"quantum_backend"_s,     ChangeType::Code, {u"src.a"_s, u"src.b"_s},
                          UpdateSeverity::Critical, u"GPU"_s,         u"2.0"_s};
    QVERIFY(*notice == expected);
}

void TestShapesUpdates::noticeOfTheNotifier()
{
    QJsonObject object = goodNotice();
    object.remove("service"_L1);
    object.remove("modules"_L1);
    object.insert("service_name"_L1, u"quantum_backend"_s);
    object.insert("affected_modules"_L1, QJsonArray{u"src.a"_s, u"src.b"_s});
    const Result<Notice> notice = noticeFromJson(object);
    QVERIFY(notice.ok());
    QVERIFY(*notice == *noticeFromJson(goodNotice()));
    // Both, and they agree: what a client sends that is meant for either server.
    object.insert("service"_L1, u"quantum_backend"_s);
    QVERIFY(noticeFromJson(object).ok());
}

void TestShapesUpdates::leastNotice()
{
    const Result<Notice> notice =
        noticeFromJson({{u"service"_s, u"a"_s}, {u"change_type"_s, u"data"_s}, {u"modules"_s, QJsonArray{u"m"_s}}});
    QVERIFY(notice.ok());
    QVERIFY(notice->severity == UpdateSeverity::Medium);
    QVERIFY(notice->description.isEmpty());
    QVERIFY(notice->version.isEmpty());
}

void TestShapesUpdates::atTheLimits()
{
    QJsonObject object = goodNotice();
    object.insert("service"_L1, QString(200, u's'));
    object.insert("modules"_L1, modules(1'000));
    object.insert("description"_L1, QString(4'000, u'd'));
    QVERIFY(noticeFromJson(object).ok());
    object.insert("modules"_L1, QJsonArray{QString(300, u'm')});
    QVERIFY(noticeFromJson(object).ok());
}

void TestShapesUpdates::malformedNotice_data()
{
    QTest::addColumn<QString>("field"); // set to `value`; removed where that is undefined
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("named");
    QTest::addColumn<QString>("words"); // the message must hold them
    const auto row = [](const char *name, const char *field, const QJsonValue &value, const char *words,
                        const char *named = nullptr) {
        QTest::newRow(name) << QString::fromLatin1(field) << value << QString::fromLatin1(named ? named : field)
                            << QString::fromLatin1(words);
    };
    const QJsonValue none(QJsonValue::Undefined);
    row("no service", "service", none, "missing");
    row("empty service", "service", QString(), "empty");
    row("blank service", "service", u" \t"_s, "empty");
    row("null service", "service", QJsonValue(), "empty");
    row("long service", "service", QString(201, u's'), "200");
    row("two lines of service", "service", u"a\nb"_s, "line breaks");
    row("a service with an end", "service", u"a\0b"_s, "control");
    row("a number as service", "service", 1, "string");
    row("another service", "service_name", u"other"_s, "something else");
    row("no change", "change_type", none, "missing");
    row("unknown change", "change_type", u"weather"_s, "code, config, dependency or data");
    row("change in capitals", "change_type", u"CODE"_s, "code, config, dependency or data");
    row("change as a number", "change_type", 3, "string");
    row("unknown severity", "severity", u"urgent"_s, "critical, high, medium or low");
    row("empty severity", "severity", QString(), "critical, high, medium or low");
    row("severity as a list", "severity", QJsonArray{u"high"_s}, "string");
    row("no modules", "modules", none, "missing");
    row("no module", "modules", QJsonArray{}, "at least one");
    row("modules as text", "modules", u"a,b"_s, "list");
    row("too many modules", "modules", modules(1'001), "1,000");
    row("an empty module", "modules", QJsonArray{u"a"_s, QString()}, "empty", "modules[1]");
    row("a blank module", "modules", QJsonArray{u" "_s}, "empty", "modules[0]");
    row("a number among the modules", "modules", QJsonArray{u"a"_s, u"b"_s, 7}, "string", "modules[2]");
    row("a long module", "modules", QJsonArray{QString(301, u'm')}, "300", "modules[0]");
    row("two lines of module", "modules", QJsonArray{u"a\r\nb"_s}, "line breaks", "modules[0]");
    row("other modules", "affected_modules", QJsonArray{u"x"_s}, "something else");
    row("a long description", "description", QString(4'001, u'd'), "4,000");
    row("description as an object", "description", QJsonObject{}, "string");
    row("a long version", "version", QString(201, u'v'), "200");
    row("two lines of version", "version", u"1\n2"_s, "line breaks");
    row("version as a number", "version", 2.0, "string");
}

void TestShapesUpdates::malformedNotice()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QFETCH(QString, named);
    QFETCH(QString, words);
    QJsonObject object = goodNotice();
    QVERIFY(noticeFromJson(object).ok());
    object.insert(field, value); // an undefined value removes it
    const Result<Notice> notice = noticeFromJson(object);
    QVERIFY(!notice.ok());
    QVERIFY(notice.error().code == ErrorCode::InvalidInput);
    QCOMPARE(notice.error().field, named);
    QVERIFY2(notice.error().message.contains(named), qPrintable(notice.error().message));
    QVERIFY2(notice.error().message.contains(words), qPrintable(notice.error().message));
    QVERIFY2(!notice.error().message.contains(u'%'), qPrintable(notice.error().message));
}

void TestShapesUpdates::everyFieldIsNamed()
{
    tests::RandomUpdates random(7);
    UpdateRecord update = random.update();
    update.decidedAt = random.time();
    update.downtime = seconds(1);
    everyFieldIsLookedAt<UpdateRecord>(update, updateFromJson);
    PendingRestart restart = random.restart();
    restart.until = restart.endedAt = random.time();
    everyFieldIsLookedAt<PendingRestart>(restart, pendingRestartFromJson);
    Forecast forecast = random.forecast();
    forecast.typicalDowntime = forecast.worstOfTen = seconds(1);
    everyFieldIsLookedAt<Forecast>(forecast, forecastFromJson);
    everyFieldIsLookedAt<DecisionTrace>(random.trace(), decisionTraceFromJson);
    everyFieldIsLookedAt<RestartDetail>({restart, {update}, forecast}, restartDetailFromJson);
    everyFieldIsLookedAt<NoticeAnswer>({update, restart}, noticeAnswerFromJson);
    everyFieldIsLookedAt<UpdatesPage>({{update}, true, u"/x"_s}, updatesPageFromJson);
    everyFieldIsLookedAt<PolicyInfo>(random.policy(), policyFromJson);
    everyFieldIsLookedAt<Advice>({u"s"_s, random.time(), u"b"_s}, adviceFromJson);
    everyFieldIsLookedAt<UpdateCounts>({{{u"waiting"_s, 1}}}, updateCountsFromJson);
}

void TestShapesUpdates::placesAreNamed()
{
    QJsonObject restart = toJson(tests::RandomUpdates(3).restart());
    restart.insert("runs"_L1, QJsonArray{QJsonObject{{u"unit"_s, u"u"_s},
                                                     {u"state"_s, u"running"_s},
                                                     {u"steps"_s, QJsonArray{QJsonObject{{u"step"_s, u"drain"_s},
                                                                                         {u"state"_s, u"done"_s},
                                                                                         {u"took_ms"_s, -1}}}}}});
    const Result<RestartsPage> page = restartsPageFromJson({{u"restarts"_s, QJsonArray{restart}}});
    QVERIFY(!page.ok());
    QCOMPARE(page.error().field, u"restarts[0].runs[0].steps[0].took_ms"_s);
    const Result<UpdateCounts> counts = updateCountsFromJson({{u"by_state"_s, QJsonObject{{u"waiting"_s, -1}}}});
    QVERIFY(!counts.ok());
    QCOMPARE(counts.error().field, u"by_state"_s);
}

QTEST_APPLESS_MAIN(TestShapesUpdates)
#include "tst_shapes_updates.moc"
