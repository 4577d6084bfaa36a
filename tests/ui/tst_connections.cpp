#include "core/base/atomic_file.h"
#include "core/base/data_directory.h"
#include "core/engine/embedded_engine.h"
#include "tests/support/fake_transport.h"
#include "ui/models/connection_table_model.h"
#include "ui/models/scope_picture.h"
#include "ui/models/usage_feed.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;

namespace {

client::UnitStatus unit(const QString &name, client::UnitState state)
{
    client::UnitStatus status;
    status.name = name;
    status.state = state;
    status.pid = state == client::UnitState::Running ? 4711 : 0;
    return status;
}

client::EngineInfo info(const QString &host, const QString &role = QStringLiteral("admin"))
{
    client::EngineInfo info;
    info.host = host;
    info.role = role;
    info.account = QStringLiteral("operator-1");
    return info;
}

const InstanceId kOne(QStringLiteral("one"));
const InstanceId kTwo(QStringLiteral("two"));

} // namespace

/// Several engines in one console: what is told of them together, and how they are connected to.
class TestConnections : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        m_instances = std::make_unique<Instances>(m_clock);
        m_connections = std::make_unique<Connections>(*m_settings, m_secrets, *m_instances);
    }
    void cleanup()
    {
        m_connections.reset();
        m_instances.reset();
    }

    void severalAreToldAsOne()
    {
        tests::FakeTransport *one =
            addFake(kOne, QStringLiteral("prod-eu"), {unit(QStringLiteral("web"), client::UnitState::Running)});
        addFake(kTwo, QStringLiteral("lab"), {unit(QStringLiteral("web"), client::UnitState::Fatal)});
        QTRY_COMPARE(total(m_instances->counts()), 2);
        const ScopePicture scope(*m_instances);
        QCOMPARE(scope.instance().title, QStringLiteral("All instances"));
        QVERIFY(scope.instance().detail.startsWith(QStringLiteral("2 of 2 reporting")));
        QVERIFY(scope.instance().kind == StateKind::Critical);
        QCOMPARE(scope.processesBadge().count, 1);
        QVERIFY(scope.freshness().word == FreshnessWord::Live);

        m_instances->setScope(kOne);
        QCOMPARE(scope.instance().title, QStringLiteral("prod-eu"));
        QCOMPARE(total(m_instances->counts()), 1);
        QCOMPARE(scope.processesBadge().count, 0);
        QVERIFY(scope.banner().title.isEmpty());

        client::Latch latch;
        latch.scope = QStringLiteral("all");
        latch.reason = QStringLiteral("a loop that writes");
        client::KillSwitchStatus engaged;
        engaged.latches = {latch};
        one->push(engaged);
        QTRY_VERIFY(scope.engagedForAll());
        QVERIFY(scope.banner().title.contains(QStringLiteral("prod-eu")));
        m_instances->setScope({});
        QVERIFY(!scope.engagedForAll()); // the other one is not held
        QCOMPARE(scope.latches().size(), 1);
        QVERIFY(scope.toRearm().enabled);
    }

    void removingOneLeavesTheOthers()
    {
        addFake(kOne, QStringLiteral("prod-eu"), {unit(QStringLiteral("web"), client::UnitState::Running)});
        addFake(kTwo, QStringLiteral("lab"), {unit(QStringLiteral("db"), client::UnitState::Running)});
        QTRY_COMPARE(m_instances->units().rowCount(), 2);
        ConnectionTableModel table(*m_instances);
        QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(table.rowCount(), 2);
        m_instances->setScope(kOne);
        QSignalSpy scope(m_instances.get(), &Instances::scopeChanged);
        m_instances->remove(kOne);
        QCOMPARE(scope.count(), 1);
        QVERIFY(m_instances->scope().isEmpty());
        QCOMPARE(table.rowCount(), 1);
        QCOMPARE(m_instances->units().rowCount(), 1);
        QCOMPARE(table.index(0, ConnectionTableModel::Name).data().toString(), QStringLiteral("lab"));
    }

    void usageIsAskedForOnlyWhileWatched()
    {
        tests::FakeTransport *one =
            addFake(kOne, QStringLiteral("prod-eu"), {unit(QStringLiteral("web"), client::UnitState::Running)});
        QTRY_COMPARE(m_instances->units().rowCount(), 1);
        client::UsageSnapshot snapshot{m_clock.wallNow(), {{QStringLiteral("web"), milliseconds(1000), 5'000'000, 2}}};
        one->answer("GET", QStringLiteral("/api/v1/usage"), client::toJson(snapshot));
        UsageFeed feed(*m_instances);
        QCOMPARE(one->count("GET", QStringLiteral("/api/v1/usage")), 0);
        feed.setWatched(true);
        QTRY_COMPARE(m_instances->units().row(0).usage.memory, 5'000'000);
        QVERIFY(!m_instances->units().row(0).usage.cpu); // one reading says nothing about the processor
        feed.setWatched(false);

        // half a second of processor time in one second
        QHash<QString, UsageTrack> tracks = UsageFeed::advance({}, snapshot);
        snapshot.at += seconds(1);
        snapshot.units[0].cpu += milliseconds(500);
        tracks = UsageFeed::advance(tracks, snapshot);
        QCOMPARE(qRound(*tracks.value(QStringLiteral("web")).cpu), 50);
        QCOMPARE(tracks.value(QStringLiteral("web")).history.size(), 1);
        snapshot.at += seconds(1);
        snapshot.units[0].cpu = milliseconds(10); // another keeper
        tracks = UsageFeed::advance(tracks, snapshot);
        QVERIFY(!tracks.value(QStringLiteral("web")).cpu);
        QVERIFY(UsageFeed::advance(tracks, {snapshot.at, {}}).isEmpty());
    }

    void badAddressesAreNamed_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("field");
        QTest::newRow("nothing") << QString() << QByteArray() << QStringLiteral("address");
        QTest::newRow("no scheme") << QStringLiteral("host:8765") << QByteArray() << QStringLiteral("address");
        QTest::newRow("a path in it") << QStringLiteral("http://host:8765/api") << QByteArray("t")
                                      << QStringLiteral("address");
        QTest::newRow("a token of two words")
            << QStringLiteral("http://host:8765") << QByteArray("a b") << QStringLiteral("token");
    }
    void badAddressesAreNamed()
    {
        QFETCH(QString, address);
        QFETCH(QByteArray, token);
        const auto result = m_connections->remember({{}, address, token}, {});
        QVERIFY(!result);
        QVERIFY(result.error().code == ErrorCode::InvalidInput);
        QTEST(result.error().field, "field");
        QCOMPARE(m_instances->count(), 0);
    }

    void aRealEngineByAddressAndToken()
    {
        QTemporaryDir data;
        engine::Settings settings;
        settings.dataDirectory = data.path();
        settings.listenPort = 0;
        engine::EmbeddedEngine engine(settings);
        std::optional<Result<void>> started;
        engine.start(this, [&](const Result<void> &result) { started = result; });
        QTRY_VERIFY(started);
        QVERIFY(*started);
        const DataDirectory directory(data.path());
        const QString url = u"http://" + QString::fromUtf8(*readFile(directory.addressFile(), 512)).trimmed();
        const QByteArray token = readFile(directory.tokenFile(), 512)->trimmed();

        // a wrong token is told before anything is kept
        std::optional<Result<InstanceId>> answer;
        const auto done = [&](const Result<InstanceId> &result) { answer = result; };
        m_connections->connectTo({{}, url, "wrong"}, {}, this, done);
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QVERIFY(answer->error().code == ErrorCode::Unauthenticated);
        QCOMPARE(m_instances->count(), 0);

        answer.reset();
        m_connections->connectTo({QStringLiteral("lab"), url, token}, {}, this, done);
        QTRY_VERIFY(answer);
        QVERIFY(*answer);
        const InstanceId id = **answer;
        QTRY_VERIFY(m_instances->find(id)->engine().connection() == client::Connection::Live);
        QCOMPARE(m_instances->find(id)->name(), QStringLiteral("lab"));
        QTRY_VERIFY(m_connections->token(id) == Connections::Token::UntilTheEnd); // no keychain here
        QVERIFY(!m_connections->tokenProblem(id).isEmpty());
        QVERIFY(!m_settings->allKeys().join(u' ').contains(QStringLiteral("token")));
        QVERIFY(!m_connections->remember({{}, url, token}, {})); // twice is once

        // the next start finds it, and the token while the store lives
        m_instances->remove(id);
        Connections again(*m_settings, m_secrets, *m_instances);
        again.open();
        QTRY_VERIFY(m_instances->find(id));
        QTRY_VERIFY(m_instances->find(id)->engine().connection() == client::Connection::Live);

        again.forget(id);
        QCOMPARE(m_instances->count(), 0);
        Connections afterwards(*m_settings, m_secrets, *m_instances);
        afterwards.open();
        QCOMPARE(m_instances->count(), 0);
        bool stopped = false;
        engine.stop(this, [&] { stopped = true; });
        QTRY_VERIFY(stopped);
    }

    void requestsGoToTheEngineOfEachUnit()
    {
        client::UnitStatus fixed = unit(QStringLiteral("fixed"), client::UnitState::Running);
        fixed.readOnly = true;
        tests::FakeTransport *one =
            addFake(kOne, QStringLiteral("prod-eu"), {fixed, unit(QStringLiteral("web"), client::UnitState::Running)});
        tests::FakeTransport *two =
            addFake(kTwo, QStringLiteral("lab"), {unit(QStringLiteral("web"), client::UnitState::Stopped)});
        QTRY_COMPARE(m_instances->units().rowCount(), 3);
        QTRY_VERIFY(m_instances->find(kTwo)->engine().connection() == client::Connection::Live);
        const QList<UnitKey> all{{kOne, QStringLiteral("fixed")},
                                 {kOne, QStringLiteral("web")},
                                 {kTwo, QStringLiteral("web")},
                                 {kTwo, QStringLiteral("gone")}};
        const Instances::Judged removable = m_instances->judge(all, &Availabilities::toRemove);
        QCOMPARE(removable.possible, all.mid(1, 2));
        QVERIFY(removable.reason.contains(QStringLiteral("fixed")));
        m_instances->send(m_instances->judge(all, &Availabilities::toStart).possible, &UnitActions::start);
        QTRY_COMPARE(two->count("POST", QStringLiteral("/api/v1/units/web/start")), 1);
        QCOMPARE(one->count("POST", QStringLiteral("/api/v1/units/web/start")), 0);
    }

    void replacingOneKeepsPlaceAndScope()
    {
        addFake(kOne, QStringLiteral("prod-eu"), {});
        addFake(kTwo, QStringLiteral("lab"), {});
        m_instances->setScope(kOne);
        QSignalSpy scope(m_instances.get(), &Instances::scopeChanged);
        addFake(kOne, QStringLiteral("prod-eu"), {});
        QVERIFY(m_instances->scope() == kOne);
        QCOMPARE(scope.count(), 0);
        QVERIFY(m_instances->all().first()->id() == kOne);
        m_instances->setScope(InstanceId(QStringLiteral("nobody"))); // never means all
        QVERIFY(m_instances->scope() == kOne);
    }

    void whatIsNotShownYetIsNotForgotten()
    {
        const auto first =
            m_connections->remember({QStringLiteral("a"), QStringLiteral("http://127.0.0.1:1"), "t"}, {});
        QVERIFY(first);
        // The next start: another is added before the remembered ones have been opened, by either of two consoles.
        Instances instances(m_clock);
        Connections later(*m_settings, m_secrets, instances);
        Connections other(*m_settings, m_secrets, instances);
        QVERIFY(later.remember({QStringLiteral("b"), QStringLiteral("http://127.0.0.1:2"), "t"}, {}));
        QVERIFY(other.remember({QStringLiteral("c"), QStringLiteral("http://127.0.0.1:3"), "t"}, {}));
        Connections afterwards(*m_settings, m_secrets, instances);
        afterwards.open();
        QTRY_COMPARE(instances.count(), 3);
        afterwards.forget(*first);
        QCOMPARE(instances.count(), 2);
    }

    void aTokenGoesToItsAddressOnly()
    {
        const auto id = m_connections->remember({{}, QStringLiteral("http://127.0.0.1:1"), "secret"}, {});
        QVERIFY(id);
        QTRY_VERIFY(m_instances->find(*id));
        const auto moved = m_connections->remember({{}, QStringLiteral("http://127.0.0.1:2"), {}}, *id);
        QVERIFY(!moved);
        QCOMPARE(moved.error().field, QStringLiteral("token"));
        QVERIFY(m_connections->remember({QStringLiteral("renamed"), QStringLiteral("http://127.0.0.1:1"), {}}, *id));
    }

    void withoutItsTokenItSaysSo()
    {
        SecretStore forgetful(QStringLiteral("lamplighter-test"), false);
        QTemporaryDir data;
        engine::Settings settings;
        settings.dataDirectory = data.path();
        settings.listenPort = 0;
        engine::EmbeddedEngine engine(settings);
        bool started = false;
        engine.start(this, [&](const Result<void> &result) { started = result.ok(); });
        QTRY_VERIFY(started);
        const QString url =
            u"http://" + QString::fromUtf8(*readFile(DataDirectory(data.path()).addressFile(), 512)).trimmed();
        Connections connections(*m_settings, forgetful, *m_instances);
        const auto id = connections.remember({{}, url, {}}, {});
        QVERIFY(id);
        QTRY_VERIFY(m_instances->find(*id));
        QTRY_VERIFY(m_instances->find(*id)->engine().connection() == client::Connection::Refused);
        m_instances->tick();
        QCOMPARE(ConnectionTableModel::standing(*m_instances->find(*id)), QStringLiteral("Needs a token"));
        m_instances->remove(*id);
        bool stopped = false;
        engine.stop(this, [&] { stopped = true; });
        QTRY_VERIFY(stopped);
    }

private:
    tests::FakeTransport *addFake(const InstanceId &id, const QString &host, const QList<client::UnitStatus> &units)
    {
        auto transport = std::make_unique<tests::FakeTransport>();
        tests::FakeTransport *raw = transport.get();
        raw->answerPicture(info(host), units);
        m_instances->add({id, InstanceKind::Remote, {}, {}}, std::move(transport)).engine().connectLive();
        return raw;
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    SecretStore m_secrets{QStringLiteral("lamplighter-test"), false};
    std::unique_ptr<Instances> m_instances;
    std::unique_ptr<Connections> m_connections;
};

QTEST_MAIN(TestConnections)
#include "tst_connections.moc"
