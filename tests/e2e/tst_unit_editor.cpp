// The form of a unit against the real engine: its problems stand at the right fields, and what is saved runs.
#include "core/client/connect.h"
#include "tests/support/engine_process.h"
#include "tests/support/unit_text.h"
#include "ui/models/unit_editing.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::tests;
using namespace lamplighter::ui;
using namespace Qt::StringLiterals;
using client::UnitState;

class TestUnitEditor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_process = std::make_unique<EngineProcess>();
        QVERIFY(m_process->writeUnits("[unit.given]\ncommand = [\"sleep\", \"1000\"]\nautostart = false\n"));
        QVERIFY2(m_process->start(), qPrintable(m_process->trouble()));
        auto transport = client::makeTransport(u"http://127.0.0.1:%1"_s.arg(m_process->port()), m_process->token());
        QVERIFY(transport);
        m_engine = std::make_unique<client::Engine>(std::move(transport).value());
    }
    void cleanup()
    {
        m_engine.reset();
        m_process.reset();
    }

    void problemsStandAtTheirFields_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<std::function<void(UnitForm &)>>("spoil");
        const auto row = [](const QString &field, std::function<void(UnitForm &)> spoil) {
            QTest::newRow(qPrintable(field)) << field << std::move(spoil);
        };
        row(u"group"_s, [](UnitForm &form) { form.group = u"a b"_s; });
        row(u"max_consecutive_failures"_s, [](UnitForm &form) { form.tries = u"many"_s; });
        row(u"pause_after_failures"_s, [](UnitForm &form) { form.pause = u"soon"_s; });
        row(u"backoff.initial"_s, [](UnitForm &form) { form.firstWait = u"-1s"_s; });
        row(u"backoff.maximum"_s, [](UnitForm &form) {
            form.firstWait = u"2m"_s;
            form.longestWait = u"1m"_s;
        });
        row(u"restart_limit.count"_s, [](UnitForm &form) { form.limitCount = u"0"_s; });
        row(u"restart_limit.window"_s, [](UnitForm &form) { form.limitWindow = u"x"_s; });
        row(u"ready"_s, [](UnitForm &form) { form.ready = {ProbeKind::Log, u"(open"_s}; });
        row(u"ready_timeout"_s, [](UnitForm &form) { form.readyTimeout = u"0s"_s; });
        row(u"health"_s, [](UnitForm &form) { form.health = {ProbeKind::Http, u"ftp://host"_s}; });
        row(u"health.every"_s, [](UnitForm &form) {
            form.health = {ProbeKind::Tcp, u":80"_s};
            form.healthEvery = u"1ms"_s;
        });
        row(u"health.failures"_s, [](UnitForm &form) {
            form.health = {ProbeKind::Tcp, u":80"_s};
            form.healthFailures = u"0"_s;
        });
        row(u"stop_signal"_s, [](UnitForm &form) { form.stopSignal = u"NONE"_s; });
        row(u"stop_timeout"_s, [](UnitForm &form) { form.stopTimeout = u"ten"_s; });
        row(u"environment"_s, [](UnitForm &form) { form.environment = {{u"NOTIFY_SOCKET"_s, u"x"_s}}; });
        row(u"depends_on"_s, [](UnitForm &form) { form.dependsOn = u"nobody"_s; });
    }
    void problemsStandAtTheirFields()
    {
        QFETCH(QString, field);
        QFETCH(std::function<void(UnitForm &)>, spoil);
        UnitEditing editing(*m_engine, std::nullopt, {});
        editing.touch(field);
        UnitForm form = editing.form();
        form.command = u"sleep 1000"_s;
        editing.change(form);
        QTRY_VERIFY(editing.toSave().enabled && !editing.defaultOf(u"stop_timeout"_s).isEmpty());
        form = editing.form();
        spoil(form);
        editing.change(form);
        QTRY_VERIFY2(editing.problem(field), qPrintable(field));
        QVERIFY(!editing.problem(field)->warning);
        QVERIFY(editing.otherProblems().isEmpty());
        QCOMPARE(editing.toSave().reason, UnitEditing::title(field) + u": " + editing.problem(field)->message);
    }

    void aProgramThatIsMissingIsAWarning()
    {
        UnitEditing editing(*m_engine, std::nullopt, {});
        editing.touch(u"command"_s);
        UnitForm form = editing.form();
        form.command = u"no-such-program-here"_s;
        editing.change(form);
        QTRY_VERIFY(editing.problem(u"command"_s));
        QVERIFY(editing.problem(u"command"_s)->warning);
        QVERIFY(editing.toSave().enabled);
    }

    void whatIsAddedRunsAndWhatIsChangedRunsAnew()
    {
        UnitEditing adding(*m_engine, std::nullopt, {u"given"_s});
        UnitForm form = adding.form();
        form.command = u"sleep 1000"_s;
        adding.change(form);
        QCOMPARE(adding.form().name, u"sleep"_s);
        QSignalSpy added(&adding, &UnitEditing::saved);
        adding.save(true);
        QTRY_COMPARE(added.count(), 1);
        const auto running = m_process->waitForState(u"sleep"_s, UnitState::Running);
        QVERIFY(running);

        const client::UnitDetail detail = detailOf(u"sleep"_s);
        QCOMPARE(specOf(unitFormOf(u"sleep"_s, detail.spec), detail.spec), detail.spec);
        UnitEditing changing(*m_engine, detail, {u"given"_s});
        form = changing.form();
        form.stopTimeout = u"3s"_s;
        changing.change(form);
        QCOMPARE(changing.saveText(), u"Save changes"_s);
        QSignalSpy changed(&changing, &UnitEditing::saved);
        changing.save(false);
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(m_process->unit(u"sleep"_s)->pid, running->pid); // as it was said

        UnitEditing again(*m_engine, detailOf(u"sleep"_s), {u"given"_s});
        form = again.form();
        form.command = u"sleep 2000"_s;
        again.change(form);
        QCOMPARE(again.saveText(), u"Save and restart"_s);
        QSignalSpy savedAgain(&again, &UnitEditing::saved);
        again.save(false);
        QTRY_COMPARE(savedAgain.count(), 1);
        QVERIFY(m_process->waitForNewPid(u"sleep"_s, running->pid));
        const QJsonObject spec = detailOf(u"sleep"_s).spec;
        QCOMPARE(spec.value(u"command").toArray(), (QJsonArray{u"sleep"_s, u"2000"_s}));
        QCOMPARE(spec.value(u"stop_timeout").toString(), u"3s"_s);
    }

    void startNowStartsWhatDoesNotStartByItself()
    {
        UnitEditing adding(*m_engine, std::nullopt, {});
        UnitForm form = adding.form();
        form.command = u"sleep 1000"_s;
        form.autostart = false;
        adding.change(form);
        QSignalSpy added(&adding, &UnitEditing::saved);
        adding.save(false);
        QTRY_COMPARE(added.count(), 1);
        QTest::qWait(300);
        QVERIFY(m_process->unit(u"sleep"_s)->state == UnitState::Stopped);

        UnitEditing second(*m_engine, std::nullopt, {u"sleep"_s});
        second.change(form);
        QCOMPARE(second.form().name, u"sleep-2"_s);
        QSignalSpy secondAdded(&second, &UnitEditing::saved);
        second.save(true);
        QTRY_COMPARE(secondAdded.count(), 1);
        QVERIFY(m_process->waitForState(u"sleep-2"_s, UnitState::Running));
    }

    void aGivenUnitIsReadOnly()
    {
        const UnitEditing editing(*m_engine, detailOf(u"given"_s), {});
        QVERIFY(!editing.readOnlyReason().isEmpty());
    }

private:
    client::UnitDetail detailOf(const QString &name)
    {
        std::optional<Result<client::UnitDetail>> answer;
        m_engine->unit(name, this, [&answer](const Result<client::UnitDetail> &detail) { answer = detail; });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }) || !*answer) {
            return {};
        }
        return answer->value();
    }

    std::unique_ptr<EngineProcess> m_process;
    std::unique_ptr<client::Engine> m_engine;
};

QTEST_GUILESS_MAIN(TestUnitEditor)
#include "tst_unit_editor.moc"
