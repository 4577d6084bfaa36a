// The engine inside the console: on a thread of its own, so that nothing the window does delays a restart; reached by a
// direct call that behaves like HTTP.
#include "core/client/engine.h"
#include "core/engine/embedded_engine.h"
#include "tests/support/process_scan.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace lamplighter::engine {

namespace {

constexpr int kFrozenMs = 5000;

} // namespace

class TestEmbeddedEngine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QFile units(m_folder->filePath(QStringLiteral("units.toml")));
        QVERIFY(units.open(QIODevice::WriteOnly));
        units.write("[unit.sleeper]\ncommand = \"sleep 1000\"\nmin_uptime = \"0s\"\n");
        units.close();
        Settings settings;
        settings.dataDirectory = m_folder->filePath(QStringLiteral("data"));
        settings.unitSources = {units.fileName()};
        settings.listenPort = 0;
        settings.mode = QStringLiteral("embedded");
        m_engine = std::make_unique<EmbeddedEngine>(settings);
        bool started = false;
        m_engine->start(this, [&](const Result<void> &result) {
            QVERIFY2(result.ok(), result ? "" : qPrintable(result.error().message));
            started = true;
        });
        QTRY_VERIFY_WITH_TIMEOUT(started, 10'000);
        m_client = std::make_unique<client::Engine>(m_engine->makeTransport());
        m_client->connectLive();
        QTRY_VERIFY_WITH_TIMEOUT(pidOf(QStringLiteral("sleeper")) != 0, 10'000);
    }

    void cleanup()
    {
        m_client.reset();
        if (m_engine) {
            m_engine->setStopUnitsAtExit(true);
            bool stopped = false;
            m_engine->stop(this, [&] { stopped = true; });
            QTRY_VERIFY_WITH_TIMEOUT(stopped, 15'000);
            m_engine.reset();
        }
        QTRY_COMPARE(tests::processesNaming(m_folder->path().toUtf8()).size(), 0);
        m_folder.reset();
    }

    void takesAnotherPortWhereItsOwnIsTaken()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        Settings settings;
        settings.dataDirectory = m_folder->filePath(QStringLiteral("second"));
        settings.portFile = m_folder->filePath(QStringLiteral("port"));
        settings.listenPort = other.serverPort();
        EmbeddedEngine refused(settings);
        QVERIFY(!starts(refused));
        settings.dataDirectory = m_folder->filePath(QStringLiteral("third"));
        settings.otherPortIfTaken = true;
        EmbeddedEngine engine(settings);
        QVERIFY(starts(engine));
        QFile port(settings.portFile);
        QVERIFY(port.open(QIODevice::ReadOnly));
        const uint taken = port.readAll().trimmed().toUInt();
        QVERIFY(taken != 0 && taken != other.serverPort());
    }

    void readsTheSettingsFileOfItsDataDirectory()
    {
        Settings settings;
        settings.dataDirectory = m_folder->filePath(QStringLiteral("written"));
        QVERIFY(QDir().mkpath(settings.dataDirectory));
        const QString path = settings.dataDirectory + QStringLiteral("/settings.toml");
        const auto write = [&path](const QByteArray &text) {
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write("[api]\nlisten = \"127.0.0.1:0\"\ncolour = 1\n"));
        {
            EmbeddedEngine broken(settings);
            QVERIFY(!starts(broken));
            QVERIFY2(m_why.startsWith(path + QStringLiteral(":3:1: api.colour")), qPrintable(m_why));
        }
        QVERIFY(write("[api]\nlisten = \"none\"\n"));
        const QString address = settings.dataDirectory + QStringLiteral("/address");
        {
            EmbeddedEngine silent(settings);
            QVERIFY2(starts(silent), qPrintable(m_why));
            QVERIFY(!QFile::exists(address));
        }
        settings.listenTcp = true; // what the command line says wins
        settings.listenPort = 0;
        EmbeddedEngine listening(settings);
        QVERIFY2(starts(listening), qPrintable(m_why));
        QVERIFY(QFile::exists(address));
    }

    void aSettingsFileThatIsNamedMustBeThere()
    {
        Settings settings;
        settings.dataDirectory = m_folder->filePath(QStringLiteral("named"));
        settings.settingsFile = m_folder->filePath(QStringLiteral("nowhere.toml"));
        EmbeddedEngine engine(settings);
        QVERIFY(!starts(engine));
        QVERIFY2(m_why.contains(settings.settingsFile), qPrintable(m_why));
    }

    void aFrozenWindowDelaysNothing()
    {
        const qint64 before = pidOf(QStringLiteral("sleeper"));
        QCOMPARE(::kill(static_cast<pid_t>(before), SIGKILL), 0);
        tests::nap(kFrozenMs); // this is the thread a window would paint on
        QTRY_VERIFY(pidOf(QStringLiteral("sleeper")) != before && pidOf(QStringLiteral("sleeper")) != 0);

        std::optional<client::EventsPage> page;
        client::EventFilter filter;
        filter.subject = QStringLiteral("sleeper");
        m_client->events(filter, this, [&](Result<client::EventsPage> answer) {
            QVERIFY(answer.ok());
            page = *answer;
        });
        QTRY_VERIFY(page.has_value());
        std::optional<WallTime> exited;
        std::optional<WallTime> back;
        for (const client::EventRecord &event : std::as_const(page->events)) { // newest first
            if (event.kind == QStringLiteral("unit.started") && !back) {
                back = event.time;
            }
            if (event.kind == QStringLiteral("unit.exited")) {
                exited = event.time;
            }
        }
        QVERIFY(exited && back);
        const auto took = std::chrono::duration_cast<milliseconds>(*back - *exited);
        qInfo("back after %lld ms while the thread of the window stood still for %d ms", qint64(took.count()),
              kFrozenMs);
        QVERIFY(took < milliseconds(1000));
    }

    void aSecondEngineIsRefused()
    {
        Settings settings;
        settings.dataDirectory = m_folder->filePath(QStringLiteral("data"));
        settings.listenPort = 0;
        EmbeddedEngine second(settings);
        std::optional<ErrorCode> code;
        second.start(this, [&](const Result<void> &result) {
            QVERIFY(!result.ok());
            code = result.error().code;
        });
        QTRY_VERIFY(code.has_value());
        QVERIFY(*code == ErrorCode::Busy);
    }

    void errorsHaveTheirStatus()
    {
        std::optional<Error> error;
        m_client->startUnit(QStringLiteral("nobody"), false, this, [&](Result<client::UnitStatus> answer) {
            QVERIFY(!answer.ok());
            error = answer.error();
        });
        QTRY_VERIFY(error.has_value());
        QVERIFY(error->code == ErrorCode::NotFound);
        QCOMPARE(error->field, QStringLiteral("name"));
    }

    void stoppedStaysStoppedUnderTheNextEngine()
    {
        bool stopped = false;
        m_client->stopUnit(QStringLiteral("sleeper"), this, [&](Result<client::UnitStatus> answer) {
            QVERIFY(answer.ok());
            stopped = true;
        });
        QTRY_VERIFY(stopped);
        QTRY_VERIFY(stateOf(QStringLiteral("sleeper")) == client::UnitState::Stopped);
        m_client.reset();
        m_engine.reset(); // no polite stop: its destructor ends it
        Settings settings;
        settings.dataDirectory = m_folder->filePath(QStringLiteral("data"));
        settings.unitSources = {m_folder->filePath(QStringLiteral("units.toml"))};
        settings.listenPort = 0;
        m_engine = std::make_unique<EmbeddedEngine>(settings);
        bool started = false;
        m_engine->start(this, [&](const Result<void> &result) { started = result.ok(); });
        QTRY_VERIFY_WITH_TIMEOUT(started, 10'000);
        m_client = std::make_unique<client::Engine>(m_engine->makeTransport());
        m_client->connectLive();
        QTRY_COMPARE(m_client->liveUnits().size(), 1);
        QVERIFY(stateOf(QStringLiteral("sleeper")) == client::UnitState::Stopped);
    }

private:
    bool starts(EmbeddedEngine &engine)
    {
        std::optional<bool> started;
        engine.start(this, [&](const Result<void> &result) {
            started = result.ok();
            m_why = result ? QString() : result.error().message;
        });
        return QTest::qWaitFor([&] { return started.has_value(); }, 10'000) && *started;
    }

    [[nodiscard]] std::optional<client::UnitStatus> find(const QString &name) const
    {
        for (const client::UnitStatus &unit : m_client->liveUnits()) {
            if (unit.name == name) {
                return unit;
            }
        }
        return std::nullopt;
    }
    [[nodiscard]] qint64 pidOf(const QString &name) const
    {
        const std::optional<client::UnitStatus> unit = find(name);
        return unit && unit->state == client::UnitState::Running ? unit->pid : 0;
    }
    [[nodiscard]] client::UnitState stateOf(const QString &name) const
    {
        const std::optional<client::UnitStatus> unit = find(name);
        return unit ? unit->state : client::UnitState::Starting;
    }

    QString m_why; ///< the last engine did not start
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<EmbeddedEngine> m_engine;
    std::unique_ptr<client::Engine> m_client;
};

} // namespace lamplighter::engine

QTEST_GUILESS_MAIN(lamplighter::engine::TestEmbeddedEngine)
#include "tst_embedded_engine.moc"
