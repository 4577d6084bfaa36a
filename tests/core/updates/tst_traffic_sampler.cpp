// Metrics of services with a quiet condition are read now and then; without one nothing runs; old values fade.
#include "core/updates/traffic_sampler.h"
#include "core/updates/update_rows.h"

#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QtTest>

#include <memory>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace Qt::StringLiterals;

class TestTrafficSampler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void readsWhatHasACondition();
    void restsWithoutConditions();
    void doesNotTellOfSilence();
    void oldValuesFade();

private:
    void setPolicy(const QByteArray &text)
    {
        QFile file(m_folder->filePath(u"policy.toml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(text), text.size());
        file.close();
        m_policy->open(file.fileName(), m_folder->filePath(u"last-good.toml"_s));
        QCOMPARE(m_policy->info().problem, QString());
    }
    [[nodiscard]] QByteArray condition(const char *metric) const
    {
        return "quiet = { url = 'http://127.0.0.1:" + QByteArray::number(m_server->serverPort()) + "/', metric = '" +
               metric + "', below = 1 }\n";
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QTcpServer> m_server;
    int m_requests = 0;
    QThreadPool m_pool;
    std::unique_ptr<PolicyStore> m_policy;
};

void TestTrafficSampler::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_policy = std::make_unique<PolicyStore>(m_pool);
    m_requests = 0;
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    connect(m_server.get(), &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = m_server->nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            ++m_requests;
            socket->readAll();
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nm 42\nn 7\n");
            socket->disconnectFromHost();
        });
    });
}

void TestTrafficSampler::readsWhatHasACondition()
{
    setPolicy("[service.llm]\n" + condition("m") + "[service.api]\n" + condition("n") +
              "[service.plain]\nmax_deferrals = 1\n");
    TrafficSampler sampler(*m_policy);
    QMap<QString, double> values;
    connect(&sampler, &TrafficSampler::sampled, this,
            [&values](const QString &service, double value) { values.insert(service, value); });
    QVERIFY(!sampler.isActive()); // before it is started
    sampler.start(milliseconds(20));
    QVERIFY(sampler.isActive());
    QTRY_VERIFY(m_requests >= 4);
    const QMap<QString, double> expected{{u"llm"_s, 42}, {u"api"_s, 7}};
    QTRY_COMPARE(values, expected);
}

void TestTrafficSampler::restsWithoutConditions()
{
    TrafficSampler sampler(*m_policy);
    sampler.start(milliseconds(5));
    QVERIFY(!sampler.isActive());
    setPolicy("[service.llm]\n" + condition("m"));
    QVERIFY(sampler.isActive());
    setPolicy("[service.llm]\nquiet = {}\n");
    QVERIFY(!sampler.isActive());
}

void TestTrafficSampler::doesNotTellOfSilence()
{
    setPolicy("[service.llm]\n" + condition("absent"));
    TrafficSampler sampler(*m_policy);
    QSignalSpy sampled(&sampler, &TrafficSampler::sampled);
    sampler.start(milliseconds(10));
    QTRY_VERIFY(m_requests >= 3);
    QCOMPARE(sampled.size(), 0);
}

void TestTrafficSampler::oldValuesFade()
{
    store::Database database(m_folder->filePath(u"engine.db"_s));
    QList<TrafficBucket> buckets;
    bool read = false;
    database.open(store::engineMigrations(), this, {});
    database.write([](store::Connection &connection) -> Result<void> {
        for (int i = 0; i < 1'400; ++i) {
            if (Result<void> added = addTraffic(connection, u"llm"_s, 7, i < 1'000 ? 100 : 0); !added) {
                return added;
            }
        }
        return {};
    });
    database.read(
        [&buckets](store::Connection &connection) -> Result<void> {
            buckets = selectTraffic(connection, u"llm"_s).value();
            return {};
        },
        this, [&read](const Result<void> &) { read = true; });
    QTRY_VERIFY(read);
    // Half of the old, and 400 times nothing.
    const QList<TrafficBucket> expected{{7, 900, 50'000}};
    QVERIFY(buckets == expected);
}

QTEST_GUILESS_MAIN(TestTrafficSampler)
#include "tst_traffic_sampler.moc"
