// What an editor is told of a unit that is not saved yet: everything at once, and the same as saving it would say.
#include "core/watchdog/unit_check.h"
#include "core/watchdog/unit_file.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::watchdog;
using namespace Qt::StringLiterals;

namespace {

QJsonObject objectOf(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError) {
        qWarning("%s", qPrintable(error.errorString()));
    }
    return document.object();
}

UnitSpec specOf(const QString &name, const QByteArray &json)
{
    const Result<UnitSpec> spec = unitSpecFromJson(name, objectOf(json), u"/"_s);
    return spec ? *spec : UnitSpec{};
}

QStringList fieldsOf(const QList<client::UnitProblem> &problems)
{
    QStringList fields;
    for (const client::UnitProblem &problem : problems) {
        fields.append(problem.field);
    }
    return fields;
}

} // namespace

class TestUnitCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsEverything_data();
    void findsEverything();
    void saysWhatSavingSays();
    void dependencies();
    void oneWordForEachField();
    void isBounded();
    void warnings();
};

void TestUnitCheck::findsEverything_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("fields");
    const auto row = [](const char *tag, const QString &name, const char *json, const QStringList &fields) {
        QTest::newRow(tag) << name << QByteArray(json) << fields;
    };
    row("nothing", u"lamp"_s, R"({"command":"true"})", {});
    row("an empty draft", {}, "{}", {u"name"_s, u"command"_s});
    row("everywhere", u"la mp"_s,
        R"({"command":[],"directroy":"/","environment":{"1A":"x","B":2,"NOTIFY_SOCKET":"y"},"restart":"maybe",
            "restart_limit":{"count":0,"window":"soon"},"ready":{"http":"nowhere"},"health":{"tcp":"here","every":"often"},
            "stop_signal":"WINK","log":{"keep":-1,"maximum_size":1}})",
        {u"name"_s, u"directroy"_s, u"command"_s, u"environment.1A"_s, u"environment.B"_s,
         u"environment.NOTIFY_SOCKET"_s, u"restart"_s, u"restart_limit.count"_s, u"restart_limit.window"_s,
         u"ready.http"_s, u"health.tcp"_s, u"health.every"_s, u"stop_signal"_s, u"log.maximum_size"_s, u"log.keep"_s});
    row("several unknown keys", u"lamp"_s, R"({"command":"true","a":1,"b":2,"sockets":[]})",
        {u"a"_s, u"b"_s, u"sockets"_s});
    row("two kinds of readiness", u"lamp"_s, R"({"command":"true","ready":{"http":"x","tcp":"y"}})", {u"ready"_s});
    row("what follows from another fault", u"lamp"_s,
        R"({"command":"true","backoff":{"initial":"soon","maximum":"500ms"}})", {u"backoff.initial"_s});
    row("a maximum that is too short", u"lamp"_s, R"({"command":"true","backoff":{"initial":"2s","maximum":"500ms"}})",
        {u"backoff.maximum"_s});
}

void TestUnitCheck::findsEverything()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, json);
    QFETCH(QStringList, fields);
    const DraftReading reading = readDraft({name, objectOf(json), u"/"_s, {}});
    QCOMPARE(fieldsOf(reading.errors), fields);
    for (const client::UnitProblem &problem : reading.errors) {
        QVERIFY(!problem.warning);
        QVERIFY(!problem.message.isEmpty());
        QVERIFY2(!problem.message.endsWith(u'.'), qPrintable(problem.message));
    }
}

void TestUnitCheck::saysWhatSavingSays()
{
    // The first of all problems is the one that saving refuses with.
    for (const char *json : {R"({"command":1,"autostart":"yes"})", R"({"command":"x","comand":"x","min_uptime":-1})",
                             R"({"command":"x","depends_on":["b b"],"log":1})"}) {
        const Result<UnitSpec> saved = unitSpecFromJson(u"lamp"_s, objectOf(json), u"/"_s);
        QVERIFY(!saved.ok());
        const DraftReading reading = readDraft({u"lamp"_s, objectOf(json), u"/"_s, {}});
        QCOMPARE(reading.errors.size(), 2);
        const client::UnitProblem &first = reading.errors.constFirst();
        QCOMPARE(first.field, saved.error().field);
        QCOMPARE(QString(first.field + u' ' + first.message), saved.error().message);
    }
    const QJsonObject good = objectOf(R"({"command":"true","stop_timeout":"3s"})");
    QVERIFY(readDraft({u"lamp"_s, good, u"/srv"_s, {}}).spec == *unitSpecFromJson(u"lamp"_s, good, u"/srv"_s));
}

void TestUnitCheck::dependencies()
{
    const QList<UnitSpec> others{specOf(u"redis"_s, R"({"command":"x","depends_on":["disk"]})"),
                                 specOf(u"disk"_s, R"({"command":"x","depends_on":["lamp"]})"),
                                 specOf(u"stray"_s, R"({"command":"x","depends_on":["gone"]})")};
    const auto problems = [&](const char *list) {
        const QByteArray json = QByteArray(R"({"command":"x","depends_on":)") + list + "}";
        return readDraft({u"lamp"_s, objectOf(json), u"/"_s, others}).errors;
    };
    const auto unknown = problems(R"(["nobody", "no-one"])");
    QCOMPARE(fieldsOf(unknown), (QStringList{u"depends_on"_s, u"depends_on"_s, u"unit.stray.depends_on"_s}));
    QVERIFY(unknown.at(0).message.contains(u"nobody"_s));
    QVERIFY(unknown.at(1).message.contains(u"no-one"_s));
    QVERIFY(unknown.at(2).message.contains(u"gone"_s));
    const auto circle = problems(R"(["redis"])");
    QCOMPARE(fieldsOf(circle), (QStringList{u"unit.stray.depends_on"_s, u"depends_on"_s}));
    QVERIFY2(circle.at(1).message.contains(u"lamp -> redis -> disk -> lamp"_s), qPrintable(circle.at(1).message));
    // A list that is wrong in itself is not followed.
    QCOMPARE(fieldsOf(problems(R"(["lamp"])")), QStringList{u"depends_on"_s});
}

void TestUnitCheck::oneWordForEachField()
{
    // A number is no address either, but that is the same fault.
    const auto errors =
        readDraft({u"lamp"_s, objectOf(R"({"command":"x","ready":{"http":7},"restart":7})"), u"/"_s, {}}).errors;
    QCOMPARE(fieldsOf(errors), (QStringList{u"restart"_s, u"ready.http"_s}));
    QCOMPARE(errors.at(1).message, u"must be a string"_s);
}

void TestUnitCheck::isBounded()
{
    QJsonObject spec{{u"command"_s, u"true"_s}};
    for (int i = 0; i < 100'000; ++i) {
        spec.insert(u"key%1"_s.arg(i), 1);
    }
    QCOMPARE(readDraft({u"lamp"_s, spec, u"/"_s, {}}).errors.size(), 100);
}

void TestUnitCheck::warnings()
{
    QTemporaryDir folder;
    const auto write = [&folder](const QString &name, const QByteArray &text) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"plain"_s, "no program");
    write(u"bad.env"_s, "A B=1\n");
    write(u"good.env"_s, "PATH=/nowhere\n");
    const auto warned = [&](const QByteArray &json) {
        const Result<UnitSpec> spec = unitSpecFromJson(u"lamp"_s, objectOf(json), folder.path());
        const QList<client::UnitProblem> problems =
            spec ? launchWarnings(*spec, u"/usr/bin:/bin"_s) : QList<client::UnitProblem>{{u"bad test"_s, {}, false}};
        for (const client::UnitProblem &problem : problems) {
            if (!problem.warning) {
                return QStringList{u"no warning: "_s, problem.field};
            }
        }
        return fieldsOf(problems);
    };
    QCOMPARE(warned(R"({"command":"sh -c true"})"), QStringList{});
    QCOMPARE(warned(R"({"command":"no-such-program"})"), QStringList{u"command"_s});
    QCOMPARE(warned(R"({"command":"./plain"})"), QStringList{u"command"_s});
    QCOMPARE(warned(R"({"command":"/bin/sh","directory":"absent"})"), QStringList{u"directory"_s});
    QCOMPARE(warned(R"({"command":"/bin/sh","directory":"plain"})"), QStringList{u"directory"_s});
    QCOMPARE(warned(R"({"command":"/bin/sh","user":"nobody-of-that-name"})"), QStringList{u"user"_s});
    QCOMPARE(warned(R"({"command":"/bin/sh","environment_files":["absent.env","bad.env","."]})"),
             (QStringList{u"environment_files"_s, u"environment_files"_s, u"environment_files"_s}));
    // The search path is the one that the unit would have.
    QCOMPARE(warned(R"({"command":"sh","environment_files":["good.env"]})"), QStringList{u"command"_s});
    QCOMPARE(warned(R"({"command":"sh","environment_files":["good.env"],"environment":{"PATH":"/bin"}})"),
             QStringList{});
}

QTEST_GUILESS_MAIN(TestUnitCheck)
#include "tst_unit_check.moc"
