#include "tests/support/manual_clock.h"
#include "ui/models/unit_export.h"
#include "ui/models/unit_table_model.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;

namespace {
const InstanceId kHere(QStringLiteral("here"));
} // namespace

class TestUnitQuery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<UnitTableModel>(m_clock);
        m_model->addSource(kHere, QStringLiteral("prod-eu"));
        client::UnitStatus status;
        status.name = QStringLiteral("hsp worker");
        status.group = QStringLiteral("agents");
        status.state = client::UnitState::Running;
        status.pid = 4711;
        status.startedAt = m_clock.wallNow() - std::chrono::minutes(10);
        status.restarts24h = 4;
        status.health = client::Health::Failing;
        status.healthDetail = QStringLiteral("connection refused");
        client::LastExit exit;
        exit.code = 139;
        exit.at = m_clock.wallNow();
        status.lastExit = exit;
        m_model->reconcile(kHere, {status});
        UsageTrack usage;
        usage.cpu = 64;
        usage.memory = 1'500'000'000;
        m_model->setUsage(kHere, {{status.name, usage}});
    }

    void matches_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("shown");
        const auto row = [](const char *text, bool shown) { QTest::newRow(text) << QString::fromUtf8(text) << shown; };
        row("", true);
        row("HSP", true);
        row("hsp db", false);
        row("\"hsp worker\"", true);
        row("\"worker hsp\"", false);
        row("-hsp", false);
        row("-db", true);
        row("group:agent", true);
        row("name:agents", false);
        row("instance:prod", true);
        row("state:running", true);
        row("state:RUNNING", true);
        row("-state:running", false);
        row("health:failing", true);
        row("health:refused", true);
        row("exit:139", true);
        row("restarts>3", true);
        row("restarts>4", false);
        row("restarts>=4", true);
        row("restarts=4", true);
        row("restarts:4", true);
        row("restarts<=3", false);
        row("cpu>50", true);
        row("cpu>50%", true);
        row("memory>1.4G", true);
        row("memory>1.6g", false);
        row("uptime<15m", true);
        row("uptime>1h", false);
        row("pid=4711", true);
        row("restarts>", true); // still being typed
        row("-", true);         // a word like any other: the instance has a dash
    }
    void matches()
    {
        QFETCH(QString, text);
        QTEST(UnitQuery::parse(text).matches(m_model->row(0), m_clock.wallNow()), "shown");
    }

    void whatIsNotUnderstoodIsNamed()
    {
        QVERIFY(UnitQuery::parse(QStringLiteral("colour:red")).problem().contains(QStringLiteral("colour")));
        QVERIFY(UnitQuery::parse(QStringLiteral("restarts>many")).problem().contains(QStringLiteral("many")));
        QVERIFY(UnitQuery::parse(QStringLiteral("uptime<5G")).problem().contains(QStringLiteral("5G")));
        QVERIFY(UnitQuery::parse(QStringLiteral("group<a")).problem().contains(QStringLiteral("group")));
        QVERIFY(UnitQuery::parse(QStringLiteral("\"colour:red\"")).problem().isEmpty());
        const UnitQuery rest = UnitQuery::parse(QStringLiteral("colour:red hsp"));
        QCOMPARE(rest.terms().size(), 1); // the rest still holds
        QVERIFY(UnitQuery::parse(QStringLiteral("cpu>3")).changesByItself());
        QVERIFY(!UnitQuery::parse(QStringLiteral("hsp")).changesByItself());
    }

    void exportsWhatIsShown()
    {
        client::UnitStatus evil;
        evil.name = QStringLiteral("evil");
        evil.group = QStringLiteral("=1+1, \"x\"");
        m_model->applyChanges(kHere, {evil}, {});
        UnitFilterProxy shown(*m_model);
        const QByteArray csv = UnitExport::write(*m_model, shown, {}, ExportFormat::Csv);
        const QList<QByteArray> lines = csv.split('\n');
        QCOMPARE(lines.size(), 4); // headings, two rows, the end
        QVERIFY(lines.first().startsWith("instance,name,group,state,"));
        QVERIFY(lines.at(1).contains(",4711,"));
        QVERIFY(lines.at(2).contains(",\"'=1+1, \"\"x\"\"\","));
        const QByteArray json =
            UnitExport::write(*m_model, shown, {{kHere, QStringLiteral("evil")}}, ExportFormat::Json);
        const QJsonArray rows = QJsonDocument::fromJson(json).array();
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first().toObject().value(QStringLiteral("name")).toString(), QStringLiteral("evil"));
        QVERIFY(rows.first().toObject().value(QStringLiteral("pid")).isNull());
    }

private:
    tests::ManualClock m_clock;
    std::unique_ptr<UnitTableModel> m_model;
};

QTEST_MAIN(TestUnitQuery)
#include "tst_unit_query.moc"
