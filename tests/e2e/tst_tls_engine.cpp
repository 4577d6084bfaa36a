// The real engine with TLS and the real lampctl: nobody is trusted unseen, and a fingerprint is enough.
#include "tests/support/engine_process.h"
#include "tests/support/process_scan.h"
#include "tests/support/unit_text.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kSettings = "[api]\nlisten = \"127.0.0.1:0\"\n[api.tls]\n";

CommandResult run(const QStringList &arguments)
{
    QProcess process;
    process.start(programPath(u"lampctl"_s), arguments);
    CommandResult result;
    if (process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit) {
        result.exitCode = process.exitCode();
    }
    result.output = process.readAllStandardOutput();
    result.errors = process.readAllStandardError();
    return result;
}

} // namespace

class TestTlsEngine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_engine = std::make_unique<EngineProcess>();
        QVERIFY(m_engine->writeFile(u"data/settings.toml"_s, kSettings));
        QVERIFY(m_engine->writeUnits(
            "[unit.clock]\ncommand = [\"sh\", \"-c\", \"while :; do echo tick; sleep 0.1; done\"]\n"));
        QVERIFY(start());
    }
    void cleanup() { m_engine.reset(); }

    void withAndWithoutTheFingerprint()
    {
        const CommandResult unseen = run(lampctl({u"status"_s}));
        QCOMPARE(unseen.exitCode, 8);
        QVERIFY2(unseen.errors.contains(fingerprint().toLatin1()), unseen.errors.constData());
        QVERIFY2(unseen.errors.contains(QByteArray("--fingerprint " + fingerprint().toLatin1())),
                 unseen.errors.constData());
        const CommandResult json = run(lampctl({u"--json"_s, u"status"_s}));
        QCOMPARE(json.exitCode, 8);
        const QJsonObject error = QJsonDocument::fromJson(json.errors).object().value("error"_L1).toObject();
        QCOMPARE(error.value("code"_L1).toString(), u"untrusted"_s);
        QCOMPARE(error.value("field"_L1).toString(), fingerprint());

        const CommandResult known = run(lampctl({u"--fingerprint"_s, fingerprint(), u"status"_s}));
        QVERIFY2(known.exitCode == 0, known.errors.constData());
        QVERIFY2(known.output.contains("clock"), known.output.constData());
        const QString wrong = u"00"_s + fingerprint().mid(2);
        const CommandResult changed = run(lampctl({u"--fingerprint"_s, wrong, u"status"_s}));
        QCOMPARE(changed.exitCode, 8);
        QVERIFY2(changed.errors.contains("changed: expected"), changed.errors.constData());
        QCOMPARE(run(lampctl({u"--fingerprint"_s, u"12:34"_s, u"status"_s})).exitCode, 2);
    }

    void theMachineItselfSaysIt()
    {
        const CommandResult said = m_engine->lampctl({u"fingerprint"_s}); // over the local socket, which needs no TLS
        QVERIFY2(said.exitCode == 0, said.errors.constData());
        QCOMPARE(QString::fromLatin1(said.output).trimmed(), fingerprint());
        const CommandResult json = m_engine->lampctl({u"--json"_s, u"engine"_s});
        const QJsonObject tls = QJsonDocument::fromJson(json.output).object().value("tls"_L1).toObject();
        QCOMPARE(tls.value("fingerprint"_L1).toString(), fingerprint());
    }

    void logsFollow()
    {
        QProcess process;
        process.start(programPath(u"lampctl"_s),
                      lampctl({u"--fingerprint"_s, fingerprint(), u"logs"_s, u"clock"_s, u"--follow"_s}));
        QByteArray output;
        QVERIFY(waitUntil(
            [&] {
                process.waitForReadyRead(100);
                output += process.readAllStandardOutput();
                return output.count("tick") >= 5;
            },
            15'000));
        process.terminate();
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(run(lampctl({u"logs"_s, u"clock"_s, u"--follow"_s})).exitCode, 8);
    }

    void theCertificateOutlivesTheEngine()
    {
        const QString before = fingerprint();
        QCOMPARE(m_engine->terminate(), 0);
        QVERIFY(start());
        QCOMPARE(fingerprint(), before);
    }

    void aBrokenSettingsFileIsNamed()
    {
        QCOMPARE(m_engine->terminate(), 0);
        QVERIFY(m_engine->writeFile(u"data/settings.toml"_s, "[api.tls]\nenabled = 1\n"));
        QVERIFY(m_engine->spawn());
        QVERIFY(waitUntil([&] { return !m_engine->running(); }, 10'000));
        QFile log(m_engine->path(u"engine.log"_s));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray words = log.readAll();
        QVERIFY2(words.contains("settings.toml:2:11: api.tls.enabled must be true or false"), words.constData());
    }

private:
    bool start()
    {
        QFile::remove(m_engine->path(u"port"_s));
        return m_engine->spawn() &&
               waitUntil([&] { return QFile::exists(m_engine->path(u"port"_s)) || !m_engine->running(); }, 15'000) &&
               m_engine->running();
    }
    [[nodiscard]] QStringList addressLines() const
    {
        QFile file(m_engine->path(u"data/address"_s));
        return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()).split(u'\n') : QStringList();
    }
    [[nodiscard]] QString fingerprint() const { return addressLines().value(1); }
    [[nodiscard]] QStringList lampctl(const QStringList &arguments) const
    {
        return QStringList{u"--engine"_s, u"https://"_s + addressLines().value(0), u"--token-file"_s,
                           m_engine->path(u"data/token"_s)} +
               arguments;
    }

    std::unique_ptr<EngineProcess> m_engine;
};

QTEST_GUILESS_MAIN(TestTlsEngine)
#include "tst_tls_engine.moc"
