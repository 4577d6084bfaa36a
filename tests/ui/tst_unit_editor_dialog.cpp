#include "tests/support/fake_transport.h"
#include "tests/support/manual_clock.h"
#include "ui/dialogs/choice_dialog.h"
#include "ui/dialogs/unit_editor_dialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;
using namespace Qt::StringLiterals;
using tests::FakeTransport;

namespace {

const QString kUnits = u"/api/v1/units"_s;

client::HttpAnswer answerOf(const QJsonObject &object, int status = 200)
{
    return {status, QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

QJsonObject specIn(const client::HttpRequest &request)
{
    return QJsonDocument::fromJson(request.body).object().value(u"spec").toObject();
}

client::HttpAnswer examine(const client::HttpRequest &request)
{
    client::UnitCheck check;
    check.spec = specIn(request);
    if (check.spec.value(u"stop_timeout").toString() == u"ten"_s) {
        check.problems.append({u"stop_timeout"_s, u"must be a duration like \"30s\""_s, false});
    }
    if (check.spec.value(u"directory").toString() == u"/later"_s) {
        check.problems.append({u"directory"_s, u"does not exist yet"_s, true});
    }
    check.spec.insert(u"restart_limit"_s, QJsonObject{{u"count"_s, 10}, {u"window"_s, u"10m"_s}});
    return answerOf(client::toJson(check));
}

client::UnitDetail someUnit()
{
    client::UnitDetail detail;
    detail.status.name = u"hsp"_s;
    detail.status.pid = 4711;
    detail.spec = {{u"command"_s, QJsonArray{u"sleep"_s, u"5"_s}},
                   {u"autostart"_s, true},
                   {u"environment"_s, QJsonObject{{u"A"_s, u"1"_s}}},
                   {u"restart_limit"_s, QJsonObject{{u"count"_s, 10}, {u"window"_s, u"10m"_s}}},
                   {u"log"_s, QJsonObject{{u"keep"_s, 3}}}};
    return detail;
}

} // namespace

class TestUnitEditorDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>(builtInTokens());
        m_ticker = std::make_unique<SecondTicker>();
        m_window = std::make_unique<QWidget>();
        m_window->resize(1200, 800);
        m_window->show();
        auto transport = std::make_unique<FakeTransport>();
        m_transport = transport.get();
        m_engine = std::make_unique<client::Engine>(std::move(transport));
        m_transport->answer("POST", kUnits + u"/check", [](const client::HttpRequest &r) { return examine(r); });
    }
    void cleanup()
    {
        m_window.reset();
        m_engine.reset();
    }

    void typingACommandFillsInTheRestAndAddsIt()
    {
        client::UnitStatus status;
        status.name = u"serve"_s;
        m_transport->answer("POST", kUnits, client::toJson(status));
        UnitEditorDialog *dialog = open(std::nullopt);
        QSignalSpy saved(dialog, &UnitEditorDialog::saved);
        auto *save = dialog->findChild<QAbstractButton *>(u"saveButton"_s);
        QTRY_VERIFY(field(dialog, u"command"_s)->hasFocus());
        QVERIFY(!save->isEnabled());
        QCOMPARE(save->toolTip(), u"Command: Give the command that starts it"_s);
        QTest::keyClicks(field(dialog, u"command"_s), u"python3 serve.py --port 8000"_s);
        QCOMPARE(field(dialog, u"name"_s)->text(), u"serve"_s);
        QCOMPARE(field(dialog, u"healthTarget"_s)->text(), u":8000"_s);
        QVERIFY(dialog->findChild<QWidget *>(u"suggestion"_s)->isVisible());
        QVERIFY(save->isEnabled());
        QTRY_COMPARE(field(dialog, u"restart_limit_count"_s)->placeholderText(), u"10"_s);
        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(saved.count(), 1);
        const client::HttpRequest request = asked("POST", kUnits);
        QCOMPARE(specIn(request).value(u"command").toArray().size(), 4);
        QCOMPARE(specIn(request).value(u"health").toObject().value(u"tcp").toString(), u":8000"_s);
        QVERIFY(!specIn(request).contains(u"restart_limit"_s)); // a default stays the engine's
    }

    void theSuggestionCanBeDeclined()
    {
        UnitEditorDialog *dialog = open(std::nullopt);
        QTest::keyClicks(field(dialog, u"command"_s), u"redis-server"_s);
        QVERIFY(field(dialog, u"healthTarget"_s)->isVisible());
        QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"suggestionButton"_s), Qt::LeftButton);
        QVERIFY(!field(dialog, u"healthTarget"_s)->isVisible());
        QVERIFY(!dialog->findChild<QWidget *>(u"suggestion"_s)->isVisible());
    }

    void problemsStandAtTheirFields()
    {
        UnitEditorDialog *dialog = open(someUnit());
        auto *stop = field(dialog, u"stop_timeout"_s);
        stop->setFocus();
        QTest::keyClicks(stop, u"ten"_s);
        auto *save = dialog->findChild<QAbstractButton *>(u"saveButton"_s);
        QTRY_VERIFY(stop->property("invalid").toBool());
        QCOMPARE(stop->accessibleDescription(), u"Must be a duration like \"30s\""_s);
        QVERIFY(!save->isEnabled());
        QVERIFY(save->toolTip().startsWith(u"Time to end: "_s));
        stop->clear();
        QTest::keyClicks(stop, u"10s"_s);
        QTRY_VERIFY(!stop->property("invalid").toBool());
        QVERIFY(save->isEnabled());
        // A warning is said, but keeps nobody from saving.
        auto *folder = field(dialog, u"directory"_s);
        QTest::keyClicks(folder, u"/later"_s);
        QTRY_COMPARE(folder->accessibleDescription(), u"Does not exist yet"_s);
        QVERIFY(!folder->property("invalid").toBool() && save->isEnabled());
    }

    void savingChangesOnlyWhatWasChanged()
    {
        client::UnitStatus status;
        status.name = u"hsp"_s;
        m_transport->answer("PUT", kUnits + u"/hsp", client::toJson(status));
        UnitEditorDialog *dialog = open(someUnit());
        QSignalSpy saved(dialog, &UnitEditorDialog::saved);
        auto *save = dialog->findChild<QAbstractButton *>(u"saveButton"_s);
        QCOMPARE(save->text(), u"Save changes"_s);
        QVERIFY(!save->isEnabled());                           // nothing changed yet
        QTest::keyClicks(field(dialog, u"command"_s), u"5"_s); // behind what stands there
        QTest::keyClicks(field(dialog, u"variableKey1"_s), u"B"_s);
        QTest::keyClicks(field(dialog, u"variableValue1"_s), u"2"_s);
        QCOMPARE(save->text(), u"Save and restart"_s);
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_COMPARE(saved.count(), 1);
        QJsonObject expected = someUnit().spec;
        expected.insert(u"command"_s, QJsonArray{u"sleep"_s, u"55"_s});
        expected.insert(u"environment"_s, QJsonObject{{u"A"_s, u"1"_s}, {u"B"_s, u"2"_s}});
        QCOMPARE(specIn(asked("PUT", kUnits + u"/hsp")), expected);
    }

    void aRefusalStaysInTheDialog()
    {
        const Error refusal{ErrorCode::InvalidInput, u"environment.A is set by the engine and cannot be given"_s,
                            u"environment.A"_s};
        m_transport->answer("PUT", kUnits + u"/hsp", client::toJson(refusal), 400);
        UnitEditorDialog *dialog = open(someUnit());
        QTest::keyClicks(field(dialog, u"group"_s), u"agents"_s);
        QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"saveButton"_s), Qt::LeftButton);
        auto *variables = dialog->findChild<QWidget *>(u"environment"_s);
        QTRY_COMPARE(variables->accessibleDescription(), u"A is set by the engine and cannot be given"_s);
        QVERIFY(dialog->isVisible());
    }

    void aRefusalIsScrolledTo()
    {
        const Error refusal{ErrorCode::InvalidInput, u"depends_on goes in a circle"_s, u"depends_on"_s};
        m_transport->answer("PUT", kUnits + u"/hsp", client::toJson(refusal), 400);
        UnitEditorDialog *dialog = open(someUnit());
        auto *after = field(dialog, u"depends_on"_s);
        QVERIFY(after->visibleRegion().isEmpty());
        QTest::keyClicks(field(dialog, u"group"_s), u"agents"_s);
        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(after->visibleRegion().boundingRect(), after->rect());
        QVERIFY(after->hasFocus());

        const auto *others = dialog->findChild<QWidget *>(u"otherProblems"_s);
        QVERIFY(!others->isVisible());
        m_transport->setUnreachable(Error{ErrorCode::Unavailable, u"nothing listens there"_s, {}});
        QTest::keyClicks(field(dialog, u"group"_s), u"2"_s);
        QTest::keyClick(dialog, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(others->isVisible() && !others->visibleRegion().isEmpty());
        QVERIFY(others->accessibleName().contains(u"nothing listens there"_s));
        QVERIFY(dialog->findChild<QAbstractButton *>(u"saveButton"_s)->isEnabled()); // one may try again
    }

    void aVariableGivenTwiceIsSaid()
    {
        UnitEditorDialog *dialog = open(someUnit());
        QTest::keyClicks(field(dialog, u"variableKey1"_s), u"A"_s);
        const auto *variables = dialog->findChild<QWidget *>(u"environment"_s);
        QCOMPARE(variables->accessibleDescription(), u"A is given twice"_s);
        QVERIFY(!dialog->findChild<QAbstractButton *>(u"saveButton"_s)->isEnabled());
        QTest::keyClick(field(dialog, u"variableKey1"_s), Qt::Key_Backspace);
        QTest::keyClicks(field(dialog, u"variableValue1"_s), u"2"_s);
        QCOMPARE(variables->accessibleDescription(), u"The value “2” has no name"_s);
        QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"variableRemove1"_s), Qt::LeftButton);
        QVERIFY(variables->accessibleDescription().isEmpty());
    }

    void escAsksBeforeSomethingIsLost()
    {
        UnitEditorDialog *dialog = open(someUnit());
        QSignalSpy closed(dialog, &QDialog::finished);
        QTest::keyClicks(field(dialog, u"group"_s), u"agents"_s);
        QTest::keyClick(dialog, Qt::Key_Escape);
        auto *question = dialog->findChild<ChoiceDialog *>(u"discardDialog"_s);
        QVERIFY(question && question->windowTitle().contains(u"hsp"_s));
        QTest::mouseClick(question->findChild<QAbstractButton *>(u"keepEditing"_s), Qt::LeftButton);
        QTRY_VERIFY(!dialog->findChild<ChoiceDialog *>(u"discardDialog"_s));
        QCOMPARE(closed.count(), 0);
        QCOMPARE(field(dialog, u"group"_s)->text(), u"agents"_s);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"discardChanges"_s), Qt::LeftButton);
        QTRY_COMPARE(closed.count(), 1);
    }

    void escClosesAnUntouchedForm()
    {
        UnitEditorDialog *dialog = open(someUnit());
        QSignalSpy closed(dialog, &QDialog::finished);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QCOMPARE(closed.count(), 1);
    }

    void whatIsReadOnlySaysWhereItIsDefined()
    {
        client::UnitDetail detail = someUnit();
        detail.status.readOnly = true;
        detail.status.origin = u"/etc/units/hsp.toml"_s;
        UnitEditorDialog *dialog = open(detail);
        QVERIFY(dialog->findChild<QLabel *>(u"readOnlyNoticeText"_s)->text().contains(detail.status.origin));
        QVERIFY(field(dialog, u"command"_s)->isReadOnly());
        QVERIFY(!dialog->findChild<QAbstractButton *>(u"autostart"_s)->isEnabled());
        QVERIFY(!dialog->findChild<QAbstractButton *>(u"saveButton"_s)->isVisible());
    }

    void theTextIsWhatWouldBeSaved()
    {
        UnitEditorDialog *dialog = open(someUnit());
        QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"asText"_s), Qt::LeftButton);
        QTest::keyClicks(field(dialog, u"group"_s), u"agents"_s);
        QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"copyText"_s), Qt::LeftButton);
        QJsonObject expected = someUnit().spec;
        expected.insert(u"group"_s, u"agents"_s);
        QCOMPARE(QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).object(), expected);
    }

    void namesOfOtherUnitsAreOffered()
    {
        UnitEditorDialog *dialog = open(std::nullopt);
        auto *names = field(dialog, u"depends_on"_s);
        names->setFocus();
        QTest::keyClicks(names, u"llm, na"_s);
        QWidget *offered = nullptr;
        for (QWidget *window : QApplication::topLevelWidgets()) {
            offered = window->objectName() == u"completions"_s && window->isVisible() ? window : offered;
        }
        QVERIFY(offered);
        QTest::keyClick(offered, Qt::Key_Down);
        QTest::keyClick(offered, Qt::Key_Return);
        QCOMPARE(names->text(), u"llm, nats-relay"_s);
    }

    void tabGoesThroughTheFieldsInOrder()
    {
        UnitEditorDialog *dialog = open(std::nullopt);
        QTRY_VERIFY(field(dialog, u"command"_s)->hasFocus());
        for (const QString &next : {u"name"_s, u"directory"_s, u"browseFolder"_s, u"group"_s, u"restart"_s,
                                    u"autostart"_s, u"backoff_initial"_s, u"backoff_maximum"_s}) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QCOMPARE(QApplication::focusWidget()->objectName(), next);
        }
        // What has the focus can be seen.
        const QWidget *now = QApplication::focusWidget();
        QCOMPARE(now->visibleRegion().boundingRect(), now->rect());
    }

private:
    UnitEditorDialog *open(const std::optional<client::UnitDetail> &detail)
    {
        auto *dialog = new UnitEditorDialog(Surroundings{*m_theme, m_clock, *m_ticker}, *m_engine, u"prod-eu"_s, detail,
                                            {u"nats-relay"_s}, m_window.get());
        dialog->present();
        if (!QTest::qWaitForWindowActive(dialog)) {
            qWarning("the dialog did not become active");
        }
        return dialog;
    }
    static QLineEdit *field(QWidget *dialog, const QString &name) { return dialog->findChild<QLineEdit *>(name); }
    [[nodiscard]] client::HttpRequest asked(const QByteArray &method, const QString &path) const
    {
        for (const client::HttpRequest &request : m_transport->requests()) {
            if (request.method == method && request.path == path) {
                return request;
            }
        }
        return {};
    }

    tests::ManualClock m_clock;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SecondTicker> m_ticker;
    std::unique_ptr<QWidget> m_window;
    FakeTransport *m_transport = nullptr;
    std::unique_ptr<client::Engine> m_engine;
};

QTEST_MAIN(TestUnitEditorDialog)
#include "tst_unit_editor_dialog.moc"
