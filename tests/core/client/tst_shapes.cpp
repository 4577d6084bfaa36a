// Every shape comes back from its JSON as it went, over bytes; readers are strict about types and lenient about the
// rest.
#include "core/client/shapes.h"
#include "tests/core/client/random_shapes.h"

#include <QJsonDocument>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::client;
using namespace Qt::StringLiterals;

namespace {

constexpr quint32 kSeeds = 300;

/// Through text, as on the wire, with a field of a newer engine added.
template <typename T> Result<T> overTheWire(const T &value, Result<T> (*read)(const QJsonObject &))
{
    QJsonObject object = toJson(value);
    object.insert("of_a_newer_engine"_L1, QJsonArray{1, 2});
    const Result<QJsonObject> parsed = parseJsonObject(QJsonDocument(object).toJson(QJsonDocument::Compact));
    return parsed ? read(*parsed) : Result<T>(parsed.error());
}

template <typename T> void compareOverTheWire(const T &value, Result<T> (*read)(const QJsonObject &), quint32 seed)
{
    const Result<T> back = overTheWire(value, read);
    QVERIFY2(back.ok(), back ? "" : qPrintable(u"seed %1: %2"_s.arg(seed).arg(back.error().message)));
    QVERIFY2(*back == value,
             qPrintable(u"seed %1: %2"_s.arg(seed).arg(QString::fromUtf8(QJsonDocument(toJson(value)).toJson()))));
}

} // namespace

class TestShapes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrips();
    void wordsRoundTrip();
    void namesOfFields();
    void namesOfReportFields();
    void unknownIsLeftOut();
    void wrongTypesAreNamed_data();
    void wrongTypesAreNamed();
    void everyFieldRejectsAnObject();
    void listsNameThePlace();
    void wordsOfANewerEngine();
    void errors_data();
    void errors();
};

void TestShapes::roundTrips()
{
    for (quint32 seed = 1; seed <= kSeeds; ++seed) {
        tests::RandomShapes random(seed);
        compareOverTheWire<UnitStatus>(random.unit(), unitStatusFromJson, seed);
        compareOverTheWire<UnitDetail>(random.detail(), unitDetailFromJson, seed);
        compareOverTheWire<UnitsPage>({{random.unit(), random.unit()}, random.texts()}, unitsPageFromJson, seed);
        compareOverTheWire<EventRecord>(random.event(), eventFromJson, seed);
        compareOverTheWire<EventsPage>({{random.event()}, random.flag()}, eventsPageFromJson, seed);
        compareOverTheWire<AlertRecord>(random.alert(), alertFromJson, seed);
        compareOverTheWire<AlertsPage>({{random.alert()}, random.flag()}, alertsPageFromJson, seed);
        compareOverTheWire<KillSwitchStatus>(random.killSwitch(), killSwitchFromJson, seed);
        compareOverTheWire<EngineInfo>(random.info(), engineInfoFromJson, seed);
        compareOverTheWire<LogPage>(random.log(), logPageFromJson, seed);
        compareOverTheWire<UnitCheck>(random.check(), unitCheckFromJson, seed);
        compareOverTheWire<Activity>(random.activity(), activityFromJson, seed);
        compareOverTheWire<UsageSnapshot>(random.usage(), usageFromJson, seed);
        compareOverTheWire<UnitHistory>(random.history(), unitHistoryFromJson, seed);
        if (QTest::currentTestFailed()) {
            return;
        }
    }
}

void TestShapes::wordsRoundTrip()
{
    QSet<QString> states;
    for (int i = 0; i < 8; ++i) {
        const auto state = static_cast<UnitState>(i);
        QVERIFY(unitStateFromString(toString(state)) == state);
        states.insert(toString(state));
    }
    QCOMPARE(states.size(), 8);
    QSet<QString> reasons;
    for (int i = 0; i < 23; ++i) {
        const auto reason = static_cast<Reason>(i);
        QVERIFY2(reasonFromString(toString(reason)) == reason, qPrintable(QString::number(i)));
        reasons.insert(toString(reason));
    }
    QCOMPARE(reasons.size(), 23);
    for (int i = 0; i < 4; ++i) {
        const auto health = static_cast<Health>(i);
        QVERIFY(healthFromString(toString(health)) == health);
    }
    QVERIFY(!unitStateFromString(u"running"_s)); // the case is part of the word
    QVERIFY(!reasonFromString(QString()));
}

void TestShapes::namesOfFields()
{
    // Part of the API: a change here breaks whoever reads it.
    UnitStatus unit;
    unit.name = u"web"_s;
    unit.pid = 7;
    unit.since = unit.startedAt.emplace(wallTimeFromMicroseconds(1'500'000));
    unit.lastExit.emplace().signal = 9;
    unit.lastExit->at = unit.since;
    unit.next = NextStep{u"start"_s, unit.since};
    QCOMPARE(
        toJson(unit).keys().join(u' '),
        u"autostart consecutive_failures critical detail group health health_detail held_by held_reason last_exit "
        "max_consecutive_failures name next origin pid read_only ready reason restarts restarts_24h run service since "
        "started_at state status_text waiting_for wanted"_s);
    QCOMPARE(toJson(unit).value("last_exit"_L1).toObject().keys().join(u' '),
             u"at core_dumped expected signal signal_name uptime_ms"_s);
    QCOMPARE(toJson(unit).value("since"_L1).toString(), u"1970-01-01T00:00:01.500000Z"_s);
    QCOMPARE(toJson(EngineInfo{}).keys().join(u' '),
             u"account data_directory host id last_event listening mode pid role "
             "running trouble units version"_s);
}

void TestShapes::namesOfReportFields()
{
    const auto keys = [](const QJsonObject &object, QLatin1StringView list) -> QString {
        return object.keys().join(u' ') + u": "_s + object.value(list).toArray().at(0).toObject().keys().join(u' ');
    };
    QCOMPARE(keys(toJson(UnitCheck{{{u"f"_s, u"m"_s, true}}, {}}), "problems"_L1),
             u"problems spec: field message warning"_s);
    QCOMPARE(keys(toJson(UnitCheck{{{u"f"_s, u"m"_s, false}}, {}}), "problems"_L1),
             u"problems: field message warning"_s);
    QCOMPARE(keys(toJson(Activity{seconds(60), {{}}}), "buckets"_L1),
             u"buckets width: at critical info restarts warning"_s);
    QCOMPARE(toJson(Activity{seconds(60), {}}).value("width"_L1).toInt(), 60);
    QCOMPARE(keys(toJson(UsageSnapshot{wallTimeFromMicroseconds(1), {{}}}), "units"_L1),
             u"at units: cpu_ms memory name processes"_s);
    UnitHistory history;
    history.restarts.append({{}, milliseconds(5), true});
    QCOMPARE(keys(toJson(history), "restarts"_L1),
             u"restarts restarts_24h restarts_7d restarts_held restarts_judged: at downtime_ms held"_s);
    history.typicalDowntime = history.worstDowntime = history.meanBetween = milliseconds(5);
    QCOMPARE(toJson(history).keys().join(u' '), u"mean_between_ms restarts restarts_24h restarts_7d restarts_held "
                                                "restarts_judged typical_downtime_ms worst_downtime_ms"_s);
    const Result<UsageSnapshot> negative =
        usageFromJson({{u"units"_s, QJsonArray{QJsonObject{{u"name"_s, u"a"_s}, {u"cpu_ms"_s, -1}}}}});
    QVERIFY(!negative.ok());
    QCOMPARE(negative.error().field, u"units[0].cpu_ms"_s);
}

void TestShapes::unknownIsLeftOut()
{
    const QJsonObject object = toJson(UnitStatus{});
    for (const QLatin1StringView field : {"pid"_L1, "since"_L1, "started_at"_L1, "last_exit"_L1, "next"_L1}) {
        QVERIFY2(!object.contains(field), field.data());
    }
    const Result<UnitStatus> least = unitStatusFromJson({{u"name"_s, u"a"_s}, {u"state"_s, u"RUNNING"_s}});
    QVERIFY(least.ok());
    QVERIFY(least->autostart); // as the unit file's default
    QCOMPARE(least->maximumConsecutiveFailures, 5);
}

void TestShapes::wrongTypesAreNamed_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("a number for a string") << u"group"_s << QJsonValue(1);
    QTest::newRow("a string for a number") << u"pid"_s << QJsonValue(u"12"_s);
    QTest::newRow("a fraction for a whole number") << u"run"_s << QJsonValue(1.5);
    QTest::newRow("past an int") << u"restarts_24h"_s << QJsonValue(qint64{3'000'000'000});
    QTest::newRow("no time") << u"since"_s << QJsonValue(u"yesterday"_s);
    QTest::newRow("a number for a flag") << u"ready"_s << QJsonValue(1);
    QTest::newRow("no state") << u"state"_s << QJsonValue(u"DANCING"_s);
    QTest::newRow("a list for an object") << u"next"_s << QJsonValue(QJsonArray{1});
    QTest::newRow("inside the last exit") << u"last_exit.uptime_ms"_s << QJsonValue(-1);
    QTest::newRow("a time past what fits") << u"last_exit.uptime_ms"_s << QJsonValue(qint64{9'000'000'000'000'000});
}

void TestShapes::wrongTypesAreNamed()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QJsonObject object{{u"name"_s, u"a"_s}, {u"state"_s, u"RUNNING"_s}};
    const QStringList path = field.split(u'.');
    if (path.size() == 2) {
        object.insert(path.first(), QJsonObject{{path.last(), value}});
    } else {
        object.insert(field, value);
    }
    const Result<UnitStatus> read = unitStatusFromJson(object);
    QVERIFY(!read.ok());
    QCOMPARE(toString(read.error().code), u"invalid_input"_s);
    QCOMPARE(read.error().field, field);
    QVERIFY2(read.error().message.contains(path.last()), qPrintable(read.error().message));
}

void TestShapes::everyFieldRejectsAnObject()
{
    // No field is read without a look at its type: each, replaced by something it cannot be, is an error that names it.
    tests::RandomShapes random(7);
    UnitStatus unit = random.unit();
    unit.pid = 1;
    unit.startedAt = unit.since;
    const QJsonObject good = toJson(unit);
    for (const QString &field : good.keys()) {
        QJsonObject bad = good;
        bad.insert(field, good.value(field).isObject() ? QJsonValue(1) : QJsonValue(QJsonObject{{u"x"_s, 1}}));
        const Result<UnitStatus> read = unitStatusFromJson(bad);
        QVERIFY2(!read.ok(), qPrintable(field));
        QCOMPARE(read.error().field, field);
    }
}

void TestShapes::listsNameThePlace()
{
    const QJsonObject unit{{u"name"_s, u"a"_s}, {u"state"_s, u"RUNNING"_s}};
    const Result<UnitsPage> second =
        unitsPageFromJson({{u"units"_s, QJsonArray{unit, QJsonObject{{u"name"_s, u"b"_s}}}}});
    QVERIFY(!second.ok());
    QCOMPARE(second.error().field, u"units[1].state"_s);
    const Result<UnitsPage> noObject = unitsPageFromJson({{u"units"_s, QJsonArray{1}}});
    QVERIFY(!noObject.ok());
    QCOMPARE(noObject.error().field, u"units[0]"_s);
    QVERIFY(!eventFromJson({{u"seq"_s, 0}, {u"kind"_s, u"k"_s}}).ok());
}

void TestShapes::wordsOfANewerEngine()
{
    const Result<UnitStatus> read = unitStatusFromJson({{u"name"_s, u"a"_s},
                                                        {u"state"_s, u"RUNNING"_s},
                                                        {u"reason"_s, u"of_the_future"_s},
                                                        {u"health"_s, u"glowing"_s}});
    QVERIFY(read.ok());
    QVERIFY(read->reason == Reason::None);
    QVERIFY(read->health == Health::NotChecked);
}

void TestShapes::errors_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    QTest::newRow("ours") << QByteArray(R"({"error":{"code":"held","message":"no","field":"f"}})") << 423 << u"held"_s
                          << u"no"_s;
    QTest::newRow("code wins over status")
        << QByteArray(R"({"error":{"code":"busy","message":"m"}})") << 409 << u"busy"_s << u"m"_s;
    QTest::newRow("code of a newer engine")
        << QByteArray(R"({"error":{"code":"tired","message":"m"}})") << 409 << u"conflict"_s << u"m"_s;
    const auto silent = [](int status, const QString &code) {
        QTest::addRow("only %d", status) << QByteArray("{}") << status << code
                                         << u"the engine answered with status %1"_s.arg(status);
    };
    silent(401, u"unauthenticated"_s);
    silent(403, u"not_allowed"_s);
    silent(404, u"not_found"_s);
    silent(410, u"gone"_s);
    silent(413, u"too_large"_s);
    silent(429, u"unavailable"_s);
    silent(503, u"unavailable"_s);
    silent(500, u"internal"_s);
    silent(302, u"internal"_s);
    QTest::newRow("something else") << QByteArray(R"({"error":"boo"})") << 400 << u"invalid_input"_s
                                    << u"the engine answered with status 400"_s;
}

void TestShapes::errors()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(QString, message);
    const Error error = errorFromJson(QJsonDocument::fromJson(body).object(), status);
    QCOMPARE(toString(error.code), code);
    QCOMPARE(error.message, message);
    QCOMPARE(errorFromJson(toJson(error), 500), error);
}

QTEST_GUILESS_MAIN(TestShapes)
#include "tst_shapes.moc"
