#include "tests/support/fake_transport.h"
#include "ui/models/unit_editing.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using namespace Qt::StringLiterals;
using tests::FakeTransport;

namespace {

const QString kCheck = u"/api/v1/units/check"_s;

QJsonObject bodyOf(const client::HttpRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

client::HttpAnswer answerOf(const QJsonObject &object, int status = 200)
{
    return {status, QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

/// Says what the specification was, and finds fault with "bad" anywhere in the folder.
client::HttpAnswer examine(const client::HttpRequest &request)
{
    client::UnitCheck check;
    const QJsonObject spec = bodyOf(request).value(u"spec").toObject();
    if (spec.value(u"directory").toString().contains(u"bad"_s)) {
        check.problems.append({u"directory"_s, u"must be a path"_s, false});
    }
    if (spec.value(u"group").toString() == u"odd"_s) {
        check.problems.append({u"log.keep"_s, u"must be a whole number"_s, false});
    }
    check.spec = spec;
    check.spec.insert(u"stop_timeout"_s, u"10s"_s);
    check.spec.insert(u"backoff"_s, QJsonObject{{u"initial"_s, u"1s"_s}});
    return answerOf(client::toJson(check));
}

} // namespace

class TestUnitCheckFeed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        auto transport = std::make_unique<FakeTransport>();
        m_transport = transport.get();
        m_engine = std::make_unique<client::Engine>(std::move(transport));
        m_transport->answer("POST", kCheck, [](const client::HttpRequest &request) { return examine(request); });
    }

    void asksOnceAfterTheLastKey()
    {
        UnitCheckFeed feed(*m_engine);
        QSignalSpy answered(&feed, &UnitCheckFeed::answered);
        for (int i = 0; i < 10; ++i) {
            feed.ask(u"a"_s, {{u"group"_s, QString::number(i)}}, true);
        }
        QCOMPARE(m_transport->count("POST", kCheck), 0);
        QVERIFY(!feed.isCurrent());
        QTRY_COMPARE(answered.count(), 1);
        QCOMPARE(m_transport->count("POST", kCheck), 1);
        const QJsonObject body = bodyOf(m_transport->requests().first());
        QCOMPARE(body.value(u"spec").toObject().value(u"group").toString(), u"9"_s);
        QCOMPARE(body.value(u"replaces").toBool(), true);
        QVERIFY(feed.isCurrent());
        feed.ask(u"a"_s, {{u"group"_s, u"9"_s}}, true); // the same again
        QTest::qWait(250);
        QCOMPARE(m_transport->count("POST", kCheck), 1);
    }

    void anAnswerToAnOlderTextIsDropped()
    {
        UnitCheckFeed feed(*m_engine);
        QSignalSpy answered(&feed, &UnitCheckFeed::answered);
        bool typed = false;
        m_transport->answer("POST", kCheck, [&](const client::HttpRequest &request) {
            if (!typed) { // while this request is under way, one types on
                typed = true;
                feed.ask(u"a"_s, {{u"directory"_s, u"/good"_s}}, false);
            }
            return examine(request);
        });
        feed.ask(u"a"_s, {{u"directory"_s, u"/bad"_s}}, false);
        QTRY_COMPARE(answered.count(), 1);
        QVERIFY(feed.check().problems.isEmpty());
        QVERIFY(feed.isCurrent());
        QCOMPARE(m_transport->count("POST", kCheck), 2);
    }

    void anErrorIsToldAndTheNextQuestionStillAsked()
    {
        UnitCheckFeed feed(*m_engine);
        m_transport->setUnreachable(Error{ErrorCode::Unavailable, u"gone"_s, {}});
        feed.ask(u"a"_s, {}, false);
        QTRY_VERIFY(feed.error());
        QVERIFY(feed.error()->code == ErrorCode::Unavailable);
        m_transport->setUnreachable(std::nullopt);
        feed.ask(u"b"_s, {}, false);
        QTRY_VERIFY(!feed.error());
    }

    void aNewFormIsNotFullOfFaultsButSaysWhyItCannotBeAdded()
    {
        UnitEditing editing(*m_engine, std::nullopt, {u"taken"_s});
        QVERIFY(!editing.problem(u"command"_s));
        QCOMPARE(editing.toSave().reason, u"Command: Give the command that starts it"_s);
        QTRY_COMPARE(editing.defaultOf(u"backoff.initial"_s), u"1s"_s);
        editing.touch(u"command"_s);
        QCOMPARE(editing.problem(u"command"_s)->message, u"Give the command that starts it"_s);
        UnitForm form = editing.form();
        form.name = u"taken"_s;
        editing.change(form);
        QCOMPARE(editing.problem(u"name"_s)->message, u"There is a unit named taken already"_s);
    }

    void theCommandFillsInNameAndHealthUntilTheOperatorDoes()
    {
        UnitEditing editing(*m_engine, std::nullopt, {});
        QSignalSpy filled(&editing, &UnitEditing::formFilled);
        type(editing, u"python3 serve.py --port 8000"_s);
        QCOMPARE(filled.count(), 1);
        QCOMPARE(editing.form().name, u"serve"_s);
        QVERIFY(editing.form().health == (ProbeForm{ProbeKind::Tcp, u":8000"_s}));
        QVERIFY(editing.suggestion().contains(u"8000"_s));
        type(editing, u"python3 serve.py --port 8001"_s);
        QCOMPARE(editing.form().health.target, u":8001"_s);
        type(editing, u"python3 serve.py"_s);
        QVERIFY(editing.form().health.kind == ProbeKind::None);
        type(editing, u"python3 serve.py --port 8000"_s);
        editing.dismissSuggestion();
        QVERIFY(editing.form().health.kind == ProbeKind::None && editing.suggestion().isEmpty());
        type(editing, u"python3 other.py --port 8000"_s);
        QVERIFY(editing.form().health.kind == ProbeKind::None); // said no once
        QCOMPARE(editing.form().name, u"other"_s);
        UnitForm form = editing.form();
        form.name = u"mine"_s;
        form.health = {ProbeKind::Http, u"http://localhost:9"_s};
        editing.change(form);
        type(editing, u"redis-server"_s);
        QCOMPARE(editing.form().name, u"mine"_s);
        QCOMPARE(editing.form().health.target, u"http://localhost:9"_s);
    }

    void problemsStandAtTheirFieldsAndKeepFromSaving()
    {
        UnitEditing editing(*m_engine, running(), {});
        UnitForm form = editing.form();
        form.directory = u"/bad"_s;
        editing.change(form);
        QTRY_VERIFY(editing.problem(u"directory"_s));
        QCOMPARE(editing.problem(u"directory"_s)->message, u"Must be a path"_s);
        QCOMPARE(editing.toSave().reason, u"Folder: Must be a path"_s);
        form.directory = u"/good"_s;
        form.group = u"odd"_s;
        editing.change(form);
        QTRY_COMPARE(editing.otherProblems().size(), 1);
        QCOMPARE(editing.otherProblems().first().message, u"log.keep must be a whole number"_s);
        QVERIFY(!editing.toSave().enabled);
    }

    void saysWhenAChangeTakesEffect()
    {
        UnitEditing editing(*m_engine, running(), {});
        QVERIFY(!editing.toSave().enabled); // nothing changed
        QVERIFY(editing.notice().isEmpty());
        UnitForm form = editing.form();
        form.stopTimeout = u"20s"_s;
        editing.change(form);
        QCOMPARE(editing.saveText(), u"Save changes"_s);
        QVERIFY(editing.notice().contains(u"goes on running"_s));
        form.command = u"sleep 9"_s;
        editing.change(form);
        QCOMPARE(editing.saveText(), u"Save and restart"_s);
        QVERIFY(editing.notice().contains(u"restarts hsp"_s));
        client::UnitDetail stopped = running();
        stopped.status.pid = 0;
        UnitEditing other(*m_engine, stopped, {});
        other.change(form);
        QCOMPARE(other.saveText(), u"Save changes"_s);
        QCOMPARE(other.notice(), u"Takes effect at the next start."_s);
    }

    void aRefusalStandsAtItsFieldUntilItChanges()
    {
        const Error error{ErrorCode::InvalidInput, u"unit.hsp.depends_on goes in a circle: a -> b -> a"_s,
                          u"unit.hsp.depends_on"_s};
        m_transport->answer("PUT", u"/api/v1/units/hsp"_s, client::toJson(error), 400);
        UnitEditing editing(*m_engine, running(), {});
        UnitForm form = editing.form();
        form.dependsOn = u"a"_s;
        editing.change(form);
        QSignalSpy saved(&editing, &UnitEditing::saved);
        editing.save(false);
        QVERIFY(editing.isBusy());
        QVERIFY(!editing.toSave().enabled);
        QTRY_VERIFY(!editing.isBusy());
        QCOMPARE(saved.count(), 0);
        QCOMPARE(editing.problem(u"depends_on"_s)->message, u"Goes in a circle: a -> b -> a"_s);
        form.dependsOn = u"b"_s;
        editing.change(form);
        QVERIFY(!editing.problem(u"depends_on"_s));
        QVERIFY(editing.toSave().enabled);
    }

    void aNewUnitIsAddedAndStarted()
    {
        client::UnitStatus status;
        status.name = u"serve"_s;
        m_transport->answer("POST", u"/api/v1/units"_s, client::toJson(status));
        UnitEditing editing(*m_engine, std::nullopt, {});
        type(editing, u"python3 serve.py"_s);
        UnitForm form = editing.form();
        QVERIFY(!editing.toStartNow().enabled); // it starts with the engine, so at once
        form.autostart = false;
        editing.change(form);
        QVERIFY(editing.toStartNow().enabled);
        QSignalSpy saved(&editing, &UnitEditing::saved);
        QSignalSpy notStarted(&editing, &UnitEditing::notStarted);
        editing.save(true); // the script has no answer for start
        QTRY_COMPARE(saved.count(), 1);
        QCOMPARE(saved.first().first().toString(), u"serve"_s);
        QCOMPARE(notStarted.count(), 1);
        QCOMPARE(m_transport->count("POST", u"/api/v1/units/serve/start"_s), 1);
    }

    void whatCannotBeChangedSaysWhy()
    {
        client::UnitDetail detail = running();
        detail.status.readOnly = true;
        UnitEditing editing(*m_engine, detail, {});
        QVERIFY(!editing.toSave().enabled);
        QCOMPARE(editing.toSave().reason, editing.readOnlyReason());
    }

private:
    static client::UnitDetail running()
    {
        client::UnitDetail detail;
        detail.status.name = u"hsp"_s;
        detail.status.pid = 4711;
        detail.spec = {{u"command"_s, QJsonArray{u"sleep"_s, u"5"_s}}, {u"stop_timeout"_s, u"10s"_s}};
        return detail;
    }
    static void type(UnitEditing &editing, const QString &command)
    {
        UnitForm form = editing.form();
        form.command = command;
        editing.change(form);
    }

    FakeTransport *m_transport = nullptr;
    std::unique_ptr<client::Engine> m_engine;
};

QTEST_GUILESS_MAIN(TestUnitCheckFeed)
#include "tst_unit_check_feed.moc"
