#include "tests/core/client/contract.h"

#include <QJsonArray>
#include <QTest>
#include <QUuid>

#include <algorithm>
#include <csignal>

namespace lamplighter::tests {

using namespace Qt::StringLiterals;
using namespace lamplighter::client;

namespace {

constexpr int kPatience = 15'000;

} // namespace

template <typename T, typename Call> Result<T> TransportContract::answerOf(Call call)
{
    // Shared, since an answer that comes after the wait was given up must not write to a stack that is gone.
    auto answer = std::make_shared<std::optional<Result<T>>>();
    call(Reply<T>([answer](Result<T> result) { *answer = std::move(result); }));
    if (!QTest::qWaitFor([answer] { return answer->has_value(); }, kPatience)) {
        return Error{ErrorCode::Internal, u"no answer came"_s, {}};
    }
    return **answer;
}

template <typename T> T TransportContract::valueOf(const Result<T> &result)
{
    if (!result) {
        QTest::qFail(qPrintable(result.error().message), __FILE__, __LINE__);
        return {};
    }
    return *result;
}

void TransportContract::init()
{
    m_engine = std::make_unique<Engine>(m_make());
}

void TransportContract::cleanup()
{
    const auto units = answerOf<QList<UnitStatus>>([this](const auto &done) { m_engine->units(this, done); });
    if (units) {
        for (const UnitStatus &unit : *units) {
            removeUnit(unit.name);
        }
    }
    m_engine.reset();
}

std::optional<UnitStatus> TransportContract::live(const QString &name) const
{
    const QList<UnitStatus> &units = m_engine->liveUnits();
    const auto found =
        std::find_if(units.cbegin(), units.cend(), [&](const UnitStatus &unit) { return unit.name == name; });
    return found == units.cend() ? std::nullopt : std::optional(*found);
}

void TransportContract::addUnit(const QString &name, const QString &script)
{
    const QJsonObject spec{{u"command"_s, QJsonArray{u"/bin/sh"_s, u"-c"_s, script}},
                           {u"directory"_s, u"/"_s},
                           {u"group"_s, u"street"_s},
                           {u"stop_timeout"_s, u"1s"_s}};
    const auto added = answerOf<UnitStatus>([&](const auto &done) { m_engine->addUnit(name, spec, this, done); });
    QCOMPARE(valueOf(added).name, name);
}

void TransportContract::removeUnit(const QString &name)
{
    auto gone = std::make_shared<std::optional<Result<void>>>();
    m_engine->removeUnit(name, this, [gone](const Result<void> &result) { *gone = result; });
    QVERIFY(QTest::qWaitFor([gone] { return gone->has_value(); }, kPatience));
    QVERIFY2((*gone)->ok(), (*gone)->ok() ? "" : qPrintable((*gone)->error().message));
}

void TransportContract::saysWhoAsks()
{
    const EngineInfo info = valueOf(answerOf<EngineInfo>([this](const auto &done) { m_engine->info(this, done); }));
    QVERIFY(!info.id.isEmpty());
    QVERIFY(!info.version.isEmpty());
    QVERIFY(info.pid > 0);
    QVERIFY(!info.account.isEmpty());
    QCOMPARE(info.role, u"admin"_s);
    QVERIFY(!m_engine->description().isEmpty());
}

void TransportContract::answersLaterAndOnlyToTheLiving()
{
    bool toTheDead = false;
    auto context = std::make_unique<QObject>();
    m_engine->info(context.get(), [&](const Result<EngineInfo> &) { toTheDead = true; });
    bool answered = false;
    m_engine->info(this, [&](const Result<EngineInfo> &) { answered = true; });
    QVERIFY(!answered);
    context.reset();
    QVERIFY(QTest::qWaitFor([&] { return answered; }, kPatience));
    const auto again = answerOf<EngineInfo>([this](const auto &done) { m_engine->info(this, done); });
    QVERIFY(again.ok());
    QVERIFY(!toTheDead);
}

void TransportContract::refusesAlike_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::newRow("no such route") << QByteArray("GET") << u"/api/v1/lanterns"_s << QByteArray() << u"not_found"_s;
    QTest::newRow("no such unit") << QByteArray("GET") << u"/api/v1/units/nobody"_s << QByteArray() << u"not_found"_s;
    QTest::newRow("not JSON") << QByteArray("POST") << u"/api/v1/units"_s << QByteArray("{") << u"invalid_input"_s;
    QTest::newRow("no name") << QByteArray("POST") << u"/api/v1/units"_s << QByteArray("{\"spec\":{}}")
                             << u"invalid_input"_s;
    QTest::newRow("no reason") << QByteArray("POST") << u"/api/v1/kill-switch/engage"_s
                               << QByteArray(R"({"scope":"all"})") << u"invalid_input"_s;
}

void TransportContract::refusesAlike()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.body = body;
    const auto answer = answerOf<QJsonObject>([&](const auto &done) { m_engine->request(request, this, done); });
    QVERIFY(!answer.ok());
    QCOMPARE(toString(answer.error().code), code);
    QVERIFY(!answer.error().message.isEmpty());
}

void TransportContract::parametersArriveUnchanged()
{
    EventFilter filter;
    filter.kind = u"no such kind & + % # ä"_s;
    const auto none = answerOf<EventsPage>([&](const auto &done) { m_engine->events(filter, this, done); });
    QVERIFY2(none.ok(), none ? "" : qPrintable(none.error().message));
    QVERIFY(none->events.isEmpty());
    filter.kind.clear();
    filter.minimumSeverity = u"dreadful"_s;
    const auto refused = answerOf<EventsPage>([&](const auto &done) { m_engine->events(filter, this, done); });
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().field, u"severity"_s);
}

void TransportContract::aUnitsLifeInThePicture()
{
    m_engine->connectLive();
    QVERIFY(QTest::qWaitFor([&] { return m_engine->connection() == Connection::Live; }, kPatience));
    addUnit(u"lamp"_s, u"exec sleep 1000"_s);
    const auto runs = [this] {
        const auto unit = live(u"lamp"_s);
        return unit && unit->state == UnitState::Running && unit->pid > 0;
    };
    QVERIFY(QTest::qWaitFor(runs, kPatience));
    const auto detail = answerOf<UnitDetail>([this](const auto &done) { m_engine->unit(u"lamp"_s, this, done); });
    QCOMPARE(valueOf(detail).spec.value("group"_L1).toString(), u"street"_s);

    const qint64 firstPid = live(u"lamp"_s)->pid;
    QVERIFY(answerOf<UnitStatus>([this](const auto &done) { m_engine->restartUnit(u"lamp"_s, this, done); }).ok());
    QVERIFY(QTest::qWaitFor([&] { return runs() && live(u"lamp"_s)->pid != firstPid; }, kPatience));
    QVERIFY(answerOf<UnitStatus>([this](const auto &done) { m_engine->stopUnit(u"lamp"_s, this, done); }).ok());
    QVERIFY(QTest::qWaitFor([&] { return live(u"lamp"_s)->state == UnitState::Stopped; }, kPatience));

    const QJsonObject spec;
    const auto twice = answerOf<UnitStatus>([&](const auto &done) { m_engine->addUnit(u"lamp"_s, spec, this, done); });
    QVERIFY(!twice.ok());
    removeUnit(u"lamp"_s);
    QVERIFY(QTest::qWaitFor([&] { return !live(u"lamp"_s); }, kPatience));
}

void TransportContract::outputIsReadAndFollowed()
{
    // A unit's output outlives it, and another suite may have run on this engine: a name of its own.
    const QString talker = u"talker-"_s + QUuid::createUuid().toString(QUuid::Id128);
    addUnit(talker, u"echo one; echo 'zwei ä'; sleep 1; echo three; exec sleep 1000"_s);
    QStringList followed;
    std::optional<Error> closed;
    const auto stream = m_engine->followLogs(
        talker, 100,
        [&](const QList<LogLine> &lines) {
            for (const LogLine &line : lines) {
                followed.append(line.text);
            }
        },
        [&](const Error &why) { closed = why; });
    QVERIFY(QTest::qWaitFor([&] { return followed.contains(u"three"_s); }, kPatience));
    QCOMPARE(followed, (QStringList{u"one"_s, u"zwei ä"_s, u"three"_s}));
    QVERIFY(!closed);
    const auto page = valueOf(answerOf<LogPage>([&](const auto &done) { m_engine->logs(talker, 2, {}, this, done); }));
    QCOMPARE(page.lines.size(), 2);
    QCOMPARE(page.lines.last().text, u"three"_s);
    const auto rest =
        valueOf(answerOf<LogPage>([&](const auto &done) { m_engine->logs(talker, 10, page.position, this, done); }));
    QVERIFY(rest.lines.isEmpty());
}

void TransportContract::killSwitchHoldsAndLetsGo()
{
    m_engine->connectLive();
    addUnit(u"lamp"_s, u"exec sleep 1000"_s);
    const auto engaged = answerOf<KillSwitchStatus>([this](const auto &done) {
        m_engine->engageKillSwitch(Scope::Group, u"street"_s, u"smoke"_s, false, this, done);
    });
    QCOMPARE(valueOf(engaged).latches.size(), 1);
    QVERIFY(QTest::qWaitFor([&] { return m_engine->liveKillSwitch().latches.size() == 1; }, kPatience));
    QVERIFY(QTest::qWaitFor([&] { return live(u"lamp"_s) && live(u"lamp"_s)->state == UnitState::Killed; }, kPatience));
    const auto start =
        answerOf<UnitStatus>([this](const auto &done) { m_engine->startUnit(u"lamp"_s, false, this, done); });
    QVERIFY(!start.ok());
    QCOMPARE(toString(start.error().code), u"held"_s);
    const auto rearmed = answerOf<KillSwitchStatus>([this](const auto &done) {
        m_engine->rearmKillSwitch(Scope::Group, u"street"_s, u"aired"_s, true, this, done);
    });
    QVERIFY(valueOf(rearmed).latches.isEmpty());
    QVERIFY(QTest::qWaitFor([&] { return live(u"lamp"_s)->state == UnitState::Running; }, kPatience));
}

void TransportContract::alertsAreInThePicture()
{
    m_engine->connectLive();
    // Alerts outlive units, and another suite may have run on this engine: a name of its own.
    const QString name = u"doomed-"_s + QUuid::createUuid().toString(QUuid::Id128);
    const auto mine = [&] {
        QList<AlertRecord> found;
        for (const AlertRecord &alert : m_engine->liveAlerts()) {
            if (alert.subject == name) {
                found.append(alert);
            }
        }
        return found;
    };
    addUnit(name, u"test -e /tmp && exec sleep 1000"_s);
    QVERIFY(QTest::qWaitFor([&] { return live(name) && live(name)->state == UnitState::Running; }, kPatience));
    QVERIFY(mine().isEmpty());
    const qint64 pid = live(name)->pid;
    QVERIFY(pid > 0 && ::kill(static_cast<pid_t>(pid), SIGKILL) == 0);
    QVERIFY(QTest::qWaitFor([&] { return !mine().isEmpty(); }, kPatience));
    // It runs again by itself, and nobody has seen what happened: it stays until somebody has.
    QVERIFY(QTest::qWaitFor([&] { return !mine().isEmpty() && mine().constFirst().resolvedAt; }, kPatience));
    QVERIFY(mine().constFirst().requiresAttention);
    for (const AlertRecord &alert : mine()) {
        const auto seen = answerOf<AlertRecord>(
            [&](const auto &done) { m_engine->acknowledgeAlert(alert.id, u"seen"_s, this, done); });
        QVERIFY2(seen.ok(), seen ? "" : qPrintable(seen.error().message));
    }
    QVERIFY(QTest::qWaitFor([&] { return mine().isEmpty(); }, kPatience));
}

void TransportContract::draftsAreChecked()
{
    const auto check = [this](const QString &name, const QJsonObject &spec, bool replaces) {
        return valueOf(
            answerOf<UnitCheck>([&](const auto &done) { m_engine->checkUnit(name, spec, replaces, this, done); }));
    };
    const UnitCheck good = check(u"lamp"_s, {{u"command"_s, u"sh -c true"_s}}, false);
    QVERIFY(good.problems.isEmpty());
    QVERIFY(good.spec.contains("stop_timeout"_L1));
    const UnitCheck bad = check(u"../a b"_s, {{u"comand"_s, u"true"_s}}, true); // in the body, so it gets there
    QCOMPARE(bad.problems.size(), 3);
    QCOMPARE(bad.problems.constFirst().field, u"name"_s);
    QVERIFY(bad.hasErrors());
    QVERIFY(check({}, {}, false).hasErrors());
}

void TransportContract::reportsAreRead()
{
    const Activity activity = valueOf(
        answerOf<Activity>([this](const auto &done) { m_engine->activity(std::chrono::minutes(5), 12, this, done); }));
    QCOMPARE(activity.buckets.size(), 12);
    QVERIFY(activity.width == std::chrono::minutes(5));
    const auto refused =
        answerOf<Activity>([this](const auto &done) { m_engine->activity(seconds(1), 12, this, done); });
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().field, u"width"_s);

    addUnit(u"lamp"_s, u"exec sleep 1000"_s);
    const auto isUsed = [this] {
        const auto snapshot = answerOf<UsageSnapshot>([this](const auto &done) { m_engine->usage(this, done); });
        return snapshot && snapshot->units.size() == 1 && snapshot->units.constFirst().processes == 1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isUsed(), kPatience);
    const auto history =
        answerOf<UnitHistory>([this](const auto &done) { m_engine->unitHistory(u"lamp"_s, this, done); });
    QCOMPARE(valueOf(history).restarts7d, 0);
    const auto nobody =
        answerOf<UnitHistory>([this](const auto &done) { m_engine->unitHistory(u"nobody"_s, this, done); });
    QVERIFY(!nobody.ok());
    QCOMPARE(toString(nobody.error().code), u"not_found"_s);
}

void TransportContract::tokensComeAndGo()
{
    const auto made = valueOf(
        answerOf<NewToken>([this](const auto &done) { m_engine->addToken(u"wall"_s, u"viewer"_s, this, done); }));
    QCOMPARE(made.secret.size(), 43);
    const auto names = [this] {
        QStringList out;
        const auto tokens = answerOf<QList<TokenInfo>>([this](const auto &done) { m_engine->tokens(this, done); });
        for (const TokenInfo &token : valueOf(tokens)) {
            out.append(token.name);
        }
        return out;
    };
    QCOMPARE(names(), (QStringList{u"admin"_s, u"wall"_s}));
    const auto again =
        answerOf<NewToken>([this](const auto &done) { m_engine->addToken(u"wall"_s, u"admin"_s, this, done); });
    QVERIFY(!again && again.error().code == ErrorCode::Conflict);
    const auto revoke = [this](const QString &id) {
        return answerOf<void>([this, &id](const auto &done) { m_engine->revokeToken(id, this, done); });
    };
    QVERIFY(revoke(made.token.id));
    QVERIFY(revoke(made.token.id).error().code == ErrorCode::NotFound);
    QVERIFY(revoke(u"../units/a"_s).error().code == ErrorCode::NotFound);
    QCOMPARE(names(), (QStringList{u"admin"_s}));
}

void TransportContract::eventsAreWhole()
{
    QList<qint64> seqs;
    QObject listening; // goes before what it writes to: events come until the engine is gone
    connect(m_engine.get(), &Engine::eventsReceived, &listening, [&](const QList<EventRecord> &events) {
        for (const EventRecord &event : events) {
            seqs.append(event.seq);
        }
    });
    m_engine->connectLive();
    QVERIFY(QTest::qWaitFor([&] { return m_engine->connection() == Connection::Live; }, kPatience));
    const qint64 begin = m_engine->liveInfo().lastEvent;
    for (int i = 0; i < 5; ++i) {
        addUnit(u"lamp%1"_s.arg(i), u"exec sleep 1000"_s);
    }
    QVERIFY(QTest::qWaitFor([&] { return seqs.size() >= 20; }, kPatience));
    for (qsizetype i = 0; i < seqs.size(); ++i) {
        QCOMPARE(seqs.at(i), begin + 1 + i);
    }
    EventFilter filter;
    filter.after = begin;
    filter.newestFirst = false;
    filter.limit = 5;
    const auto page = valueOf(answerOf<EventsPage>([&](const auto &done) { m_engine->events(filter, this, done); }));
    QCOMPARE(page.events.size(), 5);
    QVERIFY(page.more);
    QCOMPARE(page.events.first().seq, begin + 1);
}

void TransportContract::streamsOpenAndEnd()
{
    const std::unique_ptr<Transport> transport = m_make();
    int opened = 0;
    int closed = 0;
    QByteArrayList names;
    QUrlQuery query;
    query.addQueryItem(u"after"_s, u"0"_s);
    auto stream = transport->openStream(
        u"/api/v1/events/stream"_s, query,
        {[&] { ++opened; }, [&](const QByteArray &name, const QByteArray &, const QByteArray &) { names.append(name); },
         [&](const Error &) { ++closed; }});
    QCOMPARE(opened, 0);
    QVERIFY(QTest::qWaitFor([&] { return names.contains("event") && names.contains("heartbeat"); }, kPatience));
    QCOMPARE(opened, 1);
    stream.reset();
    const qsizetype heard = names.size();
    QTest::qWait(200);
    QCOMPARE(names.size(), heard);
    QCOMPARE(closed, 0);
}

void TransportContract::streamsAreRefusedAlike()
{
    const std::unique_ptr<Transport> transport = m_make();
    std::optional<Error> closed;
    int opened = 0;
    QUrlQuery query;
    query.addQueryItem(u"after"_s, u"yesterday"_s);
    const auto stream = transport->openStream(
        u"/api/v1/events/stream"_s, query,
        {[&] { ++opened; }, [](const auto &, const auto &, const auto &) {}, [&](const Error &why) { closed = why; }});
    QVERIFY(QTest::qWaitFor([&] { return closed.has_value(); }, kPatience));
    QCOMPARE(toString(closed->code), u"invalid_input"_s);
    QCOMPARE(opened, 0);

    closed.reset();
    const auto lines = m_engine->followLogs(
        u"nobody"_s, 1, [](const QList<LogLine> &) {}, [&](const Error &why) { closed = why; });
    QVERIFY(QTest::qWaitFor([&] { return closed.has_value(); }, kPatience));
    QCOMPARE(toString(closed->code), u"not_found"_s);
}

} // namespace lamplighter::tests
