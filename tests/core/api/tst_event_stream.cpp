// The live stream: no event missed or told twice wherever a listener comes in, and units, latches and output as they
// change.
#include "tests/core/api/engine_parts.h"

#include <QJsonArray>
#include <QRandomGenerator>

using namespace lamplighter;
using namespace lamplighter::api;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

namespace {

/// A listener that keeps what it is told.
struct Listener
{
    QList<StreamMessage> messages;
    std::optional<Error> closed;
    bool accepts = true;
    std::function<void(const StreamMessage &)> look; ///< at each message
    std::unique_ptr<Subscription> subscription;

    StreamSink sink()
    {
        return [this](const StreamMessage &message) {
            messages.append(message);
            if (look) {
                look(message);
            }
            return accepts;
        };
    }
    std::function<void(Error)> onClosed()
    {
        return [this](const Error &why) { closed = why; };
    }
    [[nodiscard]] QList<EventSeq> seqs() const
    {
        QList<EventSeq> out;
        for (const StreamMessage &message : messages) {
            if (message.name == "event") {
                out.append(message.id.toLongLong());
            }
        }
        return out;
    }
    [[nodiscard]] QList<QJsonObject> of(const QByteArray &name) const
    {
        QList<QJsonObject> out;
        for (const StreamMessage &message : messages) {
            if (message.name == name) {
                out.append(QJsonDocument::fromJson(message.data).object());
            }
        }
        return out;
    }
};

} // namespace

class EventStreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void startsWithAHeartbeat();
    void beatsWhileSomeoneListens();
    void resumesWithoutAGapOrADouble_data();
    void resumesWithoutAGapOrADouble();
    void lastEventIdWins();
    void filters();
    void whatWasPrunedIsGone();
    void malformedPositions_data();
    void malformedPositions();
    void endsInsideItsOwnSink();
    void whoIsTooSlowHearsNothingMore();
    void tellsOfUnits();
    void manyUnitsComeInPieces();
    void tellsOfTheKillSwitch();
    void tellsOfAlerts();
    void followsOutput();
    void outputOfAUnitThatIsRemoved();
    void requestsThatAreStreams();

private:
    void listen(Listener &listener, const QString &query, const QByteArray &lastEventId = {})
    {
        listener.look = described(u"/api/v1/events/stream"_s);
        auto opened = m_engine->stream->subscribe(QUrlQuery(query), lastEventId, listener.sink(), listener.onClosed());
        QVERIFY(opened);
        listener.subscription = std::move(*opened);
    }
    /// Every message is one that the description of the API has.
    std::function<void(const StreamMessage &)> described(const QString &pattern)
    {
        return [this, pattern](const StreamMessage &message) {
            m_engine->judge(m_engine->description().problemsOfMessage(pattern, message.name, message.data));
        };
    }
    EventSeq append(const QString &kind, const QString &subject = {})
    {
        return m_engine->journal.append({kind, subject, journal::Severity::Info, {}, {}, {}});
    }

    std::optional<EngineParts> m_engine;
};

void EventStreamTest::init()
{
    m_engine.emplace();
    QVERIFY2(m_engine->ready, "is lamplighter-keeper where LAMPLIGHTER_KEEPER says?");
    append(u"test.first"_s);
    QTRY_COMPARE(m_engine->journal.lastCommitted(), m_engine->journal.lastAppended());
}

void EventStreamTest::cleanup()
{
    m_engine.reset();
}

void EventStreamTest::startsWithAHeartbeat()
{
    const EventSeq last = m_engine->journal.lastCommitted();
    Listener now;
    listen(now, {});
    QCOMPARE(now.messages.size(), 1);
    QCOMPARE(now.messages.constFirst().name, "heartbeat");
    QCOMPARE(now.of("heartbeat").constFirst().value("last_event"_L1).toInteger(), last);
    Listener behind;
    listen(behind, u"after=0"_s);
    QTRY_VERIFY(behind.messages.size() >= 2);
    QCOMPARE(behind.messages.constFirst().name, "heartbeat");
    QCOMPARE(behind.seqs().constFirst(), 1);
    const EventSeq seq = append(u"test.x"_s, u"lamp"_s);
    QTRY_COMPARE(now.seqs(), QList<EventSeq>{seq});
    const auto record = client::eventFromJson(now.of("event").constFirst());
    QCOMPARE(record->kind, u"test.x"_s);
    QCOMPARE(record->subject, u"lamp"_s);
    QCOMPARE(record->seq, seq);
}

void EventStreamTest::beatsWhileSomeoneListens()
{
    Listener listener;
    listen(listener, {});
    QTRY_COMPARE_WITH_TIMEOUT(listener.of("heartbeat").size(), 2, 4'500);
    listener.subscription.reset();
    const auto count = listener.messages.size();
    append(u"test.x"_s);
    QTest::qWait(200);
    QCOMPARE(listener.messages.size(), count);
}

void EventStreamTest::resumesWithoutAGapOrADouble_data()
{
    QTest::addColumn<int>("stored");
    QTest::newRow("less than a page") << 40;
    QTest::newRow("several pages") << 1700;
}

void EventStreamTest::resumesWithoutAGapOrADouble()
{
    QFETCH(int, stored);
    for (int i = 0; i < stored; ++i) {
        append(u"test.before"_s);
    }
    // listeners come in at any place while events go on being written and committed
    std::vector<std::unique_ptr<Listener>> listeners;
    std::vector<EventSeq> positions;
    QRandomGenerator random(7);
    for (int round = 0; round < 30; ++round) {
        append(u"test.during"_s);
        auto listener = std::make_unique<Listener>();
        const EventSeq position = random.bounded(static_cast<int>(m_engine->journal.lastCommitted()) + 1);
        listen(*listener, u"after=%1"_s.arg(position));
        positions.push_back(position);
        listeners.push_back(std::move(listener));
        append(u"test.during"_s);
        QTest::qWait(random.bounded(12));
    }
    const EventSeq last = append(u"test.last"_s);
    for (std::size_t i = 0; i < listeners.size(); ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(!listeners[i]->seqs().isEmpty() && listeners[i]->seqs().constLast() == last, 10'000);
        const QList<EventSeq> seqs = listeners[i]->seqs();
        QCOMPARE(seqs.size(), last - positions[i]);
        for (qsizetype k = 0; k < seqs.size(); ++k) {
            QCOMPARE(seqs.at(k), positions[i] + 1 + k);
        }
    }
}

void EventStreamTest::lastEventIdWins()
{
    const EventSeq first = append(u"test.a"_s);
    const EventSeq second = append(u"test.b"_s);
    QTRY_COMPARE(m_engine->journal.lastCommitted(), second);
    Listener listener;
    listen(listener, u"after=0"_s, QByteArray::number(first));
    QTRY_COMPARE(listener.seqs(), QList<EventSeq>{second});
}

void EventStreamTest::filters()
{
    append(u"test.a"_s, u"x"_s);
    append(u"other.a"_s, u"x"_s);
    QTRY_COMPARE(m_engine->journal.lastCommitted(), m_engine->journal.lastAppended());
    Listener kinds;
    listen(kinds, u"after=0&kind=test.*&subject=x"_s);
    Listener exact;
    listen(exact, u"after=now&kind=test.b"_s);
    append(u"test.b"_s, u"x"_s);
    append(u"test.b"_s, u"y"_s);
    append(u"tester.b"_s, u"x"_s);
    append(u"test.c"_s, u"x"_s);
    const auto kindsOf = [](const Listener &listener) {
        QStringList out;
        for (const QJsonObject &event : listener.of("event")) {
            out.append(event.value("kind"_L1).toString() + u' ' + event.value("subject"_L1).toString());
        }
        return out;
    };
    QTRY_COMPARE(kindsOf(kinds), (QStringList{u"test.a x"_s, u"test.b x"_s, u"test.c x"_s}));
    QTRY_COMPARE(kindsOf(exact), (QStringList{u"test.b x"_s, u"test.b y"_s}));
}

void EventStreamTest::whatWasPrunedIsGone()
{
    // a position that this journal never gave belongs to one that was replaced
    Listener ahead;
    listen(ahead, u"after=%1"_s.arg(m_engine->journal.lastAppended() + 1000));
    QTRY_VERIFY(ahead.closed);
    QCOMPARE(toString(ahead.closed->code), toString(ErrorCode::Gone));
    QVERIFY(ahead.closed->field.toLongLong() >= 1);
    QVERIFY2(ahead.messages.isEmpty(), "or it could not be answered with 410 any more");
}

void EventStreamTest::malformedPositions_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QByteArray>("lastEventId");
    QTest::addColumn<QString>("field");
    QTest::newRow("a word") << u"after=then"_s << QByteArray() << u"after"_s;
    QTest::newRow("negative") << u"after=-1"_s << QByteArray() << u"after"_s;
    QTest::newRow("header") << u"after=1"_s << QByteArray("x") << u"Last-Event-ID"_s;
    QTest::newRow("units") << u"units=some"_s << QByteArray() << u"units"_s;
}

void EventStreamTest::malformedPositions()
{
    QFETCH(QString, query);
    QFETCH(QByteArray, lastEventId);
    QFETCH(QString, field);
    Listener listener;
    const auto opened =
        m_engine->stream->subscribe(QUrlQuery(query), lastEventId, listener.sink(), listener.onClosed());
    QVERIFY(!opened);
    QCOMPARE(toString(opened.error().code), toString(ErrorCode::InvalidInput));
    QCOMPARE(opened.error().field, field);
    QVERIFY(listener.messages.isEmpty());
}

void EventStreamTest::endsInsideItsOwnSink()
{
    Listener other;
    listen(other, {});
    std::unique_ptr<Subscription> own;
    int heard = 0;
    auto opened = m_engine->stream->subscribe(
        QUrlQuery(), {},
        [&](const StreamMessage &message) {
            ++heard;
            if (message.name == "event") {
                own.reset();
            }
            return true;
        },
        [](const Error &) {});
    QVERIFY(opened);
    own = std::move(*opened);
    append(u"test.a"_s);
    append(u"test.b"_s);
    QTRY_COMPARE(other.seqs().size(), 2);
    QVERIFY(!own);
    QCOMPARE(heard, 2); // the first heartbeat, and the event in which it left
}

void EventStreamTest::whoIsTooSlowHearsNothingMore()
{
    Listener slow;
    Listener quick;
    listen(slow, {});
    listen(quick, {});
    slow.accepts = false;
    append(u"test.a"_s);
    QTRY_COMPARE(quick.seqs().size(), 1);
    append(u"test.b"_s);
    QTRY_COMPARE(quick.seqs().size(), 2);
    QCOMPARE(slow.seqs().size(), 1);
}

void EventStreamTest::tellsOfUnits()
{
    Listener listener;
    listen(listener, u"units=true"_s);
    Listener uninterested;
    listen(uninterested, {});
    QVERIFY(m_engine->addSleeper(u"lamp"_s));
    const auto lastState = [&listener] {
        const QList<QJsonObject> all = listener.of("units");
        if (all.isEmpty()) {
            return QString();
        }
        const auto page = client::unitsPageFromJson(all.constLast());
        if (page->units.isEmpty()) {
            return QString(u"removed "_s + page->removed.join(u','));
        }
        return client::toString(page->units.constFirst().state);
    };
    QTRY_COMPARE(lastState(), u"STOPPED"_s);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/lamp/start"_s).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(lastState(), u"RUNNING"_s, 10'000);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/lamp/stop"_s).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(lastState(), u"STOPPED"_s, 10'000);
    QCOMPARE(m_engine->ask("DELETE", u"/api/v1/units/lamp"_s).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(lastState(), u"removed lamp"_s, 10'000);
    QCOMPARE(uninterested.of("units").size(), 0);
}

void EventStreamTest::manyUnitsComeInPieces()
{
    Listener listener;
    QFile file(m_engine->directory.unitDirectory() + u"/street.toml"_s);
    QVERIFY(file.open(QFile::WriteOnly));
    for (int i = 0; i < 250; ++i) {
        file.write(u"[unit.lamp%1]\ncommand = [\"sleep\", \"600\"]\nautostart = false\n"_s.arg(i).toLatin1());
    }
    file.close();
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/reload"_s).status, 200);
    QCOMPARE(m_engine->watchdog->unitCount(), 250);
    QTest::qWait(150);
    listen(listener, u"units=true"_s);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(m_engine->ask("POST", u"/api/v1/kill-switch/engage"_s, R"({"scope":"all","reason":"test"})").status, 200);
    QSet<QString> heard;
    const auto all = [&] {
        for (const QJsonObject &message : listener.of("units")) {
            const auto page = client::unitsPageFromJson(message).value();
            if (page.units.size() > 100) {
                return false;
            }
            for (const client::UnitStatus &unit : page.units) {
                heard.insert(unit.name);
            }
        }
        return heard.size() == 250;
    };
    QTRY_VERIFY_WITH_TIMEOUT(all(), 10'000);
    QVERIFY2(listener.of("units").size() <= 3 * (timer.elapsed() / 100 + 3), "at most ten times a second");
}

void EventStreamTest::tellsOfTheKillSwitch()
{
    Listener listener;
    listen(listener, u"units=true"_s);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/kill-switch/engage"_s, R"({"scope":"all","reason":"test"})").status, 200);
    QTRY_VERIFY(!listener.of("kill_switch").isEmpty());
    QTRY_COMPARE(client::killSwitchFromJson(listener.of("kill_switch").constLast())->latches.size(), 1);
    QCOMPARE(m_engine->ask("POST", u"/api/v1/kill-switch/rearm"_s, R"({"scope":"all","reason":"test"})").status, 200);
    QTRY_COMPARE(client::killSwitchFromJson(listener.of("kill_switch").constLast())->latches.size(), 0);
}

void EventStreamTest::tellsOfAlerts()
{
    Listener listener;
    listen(listener, u"units=true"_s);
    Listener uninterested;
    listen(uninterested, {});
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 50; ++i) {
        m_engine->journal.append({u"process.fatal"_s, u"lamp"_s, journal::Severity::Critical, {}, {}, {}});
        QTest::qWait(5);
    }
    const auto alerts = [this] {
        return client::alertsPageFromJson(m_engine->ask("GET", u"/api/v1/alerts"_s).object())->alerts.size();
    };
    QTRY_COMPARE(alerts(), 50);
    QTRY_VERIFY(listener.of("alerts").size() >= 2);
    QVERIFY2(listener.of("alerts").size() <= timer.elapsed() / 100 + 2, "at most ten times a second");
    QCOMPARE(uninterested.of("alerts").size(), 0);
    // The last word comes after the last change.
    QTest::qWait(150);
    const qsizetype before = listener.of("alerts").size();
    const auto newest = client::alertsPageFromJson(m_engine->ask("GET", u"/api/v1/alerts?limit=1"_s).object())->alerts;
    const QString path = u"/api/v1/alerts/%1/acknowledge"_s.arg(newest.constFirst().id);
    QCOMPARE(m_engine->ask("POST", path).status, 200);
    QTRY_COMPARE(listener.of("alerts").size(), before + 1);
}

void EventStreamTest::followsOutput()
{
    const QByteArray body = R"({"name":"talker","spec":{"autostart":false,"command":["/bin/sh","-c",
        "for i in $(seq 1 3000); do echo line $i; done; sleep 0.3; echo end; exec sleep 600"]}})";
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units"_s, body).status, 201);
    Listener listener;
    listener.look = described(u"/api/v1/units/{name}/logs"_s);
    auto opened = m_engine->stream->followLog(u"talker"_s, 10, listener.sink(), listener.onClosed());
    QVERIFY(opened);
    QTRY_COMPARE(listener.of("log").size(), 1); // an empty page: it is followed
    QCOMPARE(m_engine->ask("POST", u"/api/v1/units/talker/start"_s).status, 200);
    const auto lines = [&listener] {
        QStringList out;
        for (const QJsonObject &message : listener.of("log")) {
            const client::LogPage page = client::logPageFromJson(message).value();
            for (const client::LogLine &line : page.lines) {
                out.append(line.text);
            }
        }
        return out;
    };
    QTRY_VERIFY_WITH_TIMEOUT(!lines().isEmpty() && lines().constLast() == u"end"_s, 15'000);
    const QStringList heard = lines();
    QCOMPARE(heard.size(), 3001);
    for (int i = 0; i < 3000; ++i) {
        QCOMPARE(heard.at(i), u"line %1"_s.arg(i + 1));
    }
    Listener late;
    auto second = m_engine->stream->followLog(u"talker"_s, 2, late.sink(), late.onClosed());
    QVERIFY(second);
    QTRY_COMPARE(late.of("log").size(), 1);
    QCOMPARE(client::logPageFromJson(late.of("log").constFirst())->lines.size(), 2);
    Listener fresh;
    auto third = m_engine->stream->followLog(u"talker"_s, 0, fresh.sink(), fresh.onClosed());
    QVERIFY(third);
    QTRY_COMPARE(fresh.of("log").size(), 1);
    QCOMPARE(client::logPageFromJson(fresh.of("log").constFirst())->lines.size(), 0);
}

void EventStreamTest::outputOfAUnitThatIsRemoved()
{
    Listener listener;
    QVERIFY(!m_engine->stream->followLog(u"nobody"_s, 10, listener.sink(), listener.onClosed()));
    QVERIFY(m_engine->addSleeper(u"lamp"_s));
    auto opened = m_engine->stream->followLog(u"lamp"_s, 10, listener.sink(), listener.onClosed());
    QVERIFY(opened);
    QVERIFY(!m_engine->stream->followLog(u"lamp"_s, 10'001, listener.sink(), listener.onClosed()));
    QCOMPARE(m_engine->ask("DELETE", u"/api/v1/units/lamp"_s).status, 200);
    QTRY_VERIFY(listener.closed);
    QCOMPARE(toString(listener.closed->code), toString(ErrorCode::NotFound));
}

void EventStreamTest::requestsThatAreStreams()
{
    StreamRoutes routes(*m_engine->stream);
    const auto handles = [&routes](const QByteArray &method, const QString &target) {
        Request request;
        request.method = method;
        request.path = target.section(u'?', 0, 0);
        request.query = QUrlQuery(target.section(u'?', 1));
        return routes.handles(request);
    };
    QVERIFY(handles("GET", u"/api/v1/events/stream"_s));
    QVERIFY(!handles("POST", u"/api/v1/events/stream"_s));
    QVERIFY(!handles("GET", u"/api/v1/events"_s));
    QVERIFY(handles("GET", u"/api/v1/units/lamp/logs?follow=true"_s));
    QVERIFY(handles("GET", u"/api/v1/units/lamp/logs?follow"_s));
    QVERIFY(!handles("GET", u"/api/v1/units/lamp/logs?follow=false"_s));
    QVERIFY(!handles("GET", u"/api/v1/units/lamp/logs"_s));
    QVERIFY(!handles("GET", u"/api/v1/units//logs?follow"_s));
    QVERIFY(!handles("GET", u"/api/v1/units/a/b/logs?follow"_s));
    Request request;
    request.method = "GET";
    request.path = u"/api/v1/units/nobody/logs"_s;
    request.query = QUrlQuery(u"follow&lines=x"_s);
    Listener listener;
    QCOMPARE(routes.open(request, listener.sink(), listener.onClosed()).error().field, u"lines"_s);
    request.query = QUrlQuery(u"follow"_s);
    QCOMPARE(toString(routes.open(request, listener.sink(), listener.onClosed()).error().code),
             toString(ErrorCode::NotFound));
}

QTEST_GUILESS_MAIN(EventStreamTest)
#include "tst_event_stream.moc"
