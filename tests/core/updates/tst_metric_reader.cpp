// A number is fetched from a server: politely, within its time and size, and its faults are told.
#include "core/updates/metric_reader.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

#include <memory>
#include <optional>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace Qt::StringLiterals;

class TestMetricReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void reads_data();
    void reads();
    void asksPolitely();
    void followsNoRedirect();
    void statusCounts();
    void nobodyThere();
    void timesOut_data();
    void timesOut();
    void stopsAtTheLimit();
    void cutShort();
    void aMetricThatIsNone();
    void aGoneContextIsNotCalled();
    void readerMayGo();
    void manyAtOnce();

private:
    QuietCondition condition(const QString &metric = u"m"_s) const
    {
        QuietCondition out;
        out.url = u"http://127.0.0.1:%1/metrics"_s.arg(m_server->serverPort());
        out.metric = metric;
        return out;
    }
    Result<double> read(const QuietCondition &condition);
    QString codeOf(const QuietCondition &condition)
    {
        const Result<double> result = read(condition);
        return result ? QString::number(*result) : toString(result.error().code);
    }
    void answer(const QByteArray &body, const QByteArray &type = "text/plain")
    {
        m_answer = "HTTP/1.1 200 OK\r\nContent-Type: " + type +
                   "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

    std::unique_ptr<QTcpServer> m_server; ///< gives every request m_answer; says nothing while that is empty
    std::unique_ptr<MetricReader> m_reader;
    QByteArray m_answer;
    QByteArray m_request;
    int m_requests = 0;
    bool m_closes = true;
};

void TestMetricReader::init()
{
    m_answer.clear();
    m_request.clear();
    m_requests = 0;
    m_closes = true;
    m_reader = std::make_unique<MetricReader>();
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    connect(m_server.get(), &QTcpServer::newConnection, this, [this] {
        QTcpSocket *socket = m_server->nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            m_request += socket->readAll();
            if (!m_request.endsWith("\r\n\r\n") && !m_answer.isEmpty()) {
                return;
            }
            ++m_requests;
            socket->write(m_answer);
            if (m_closes && !m_answer.isEmpty()) {
                socket->disconnectFromHost();
            }
        });
    });
}

Result<double> TestMetricReader::read(const QuietCondition &condition)
{
    std::optional<Result<double>> out;
    m_reader->read(condition, this, [&out](const Result<double> &result) { out = result; });
    const bool early = out.has_value();
    const bool came = QTest::qWaitFor([&out] { return out.has_value(); }, 10'000);
    return early || !came ? Error{ErrorCode::Internal, u"not as promised"_s, {}} : *out;
}

void TestMetricReader::reads_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("metric");
    QTest::addColumn<QString>("value");
    QTest::newRow("exposition") << QByteArray("# x\nm{a=\"1\"} 2\nm{a=\"2\"} 3\n") << u"m"_s << u"5"_s;
    QTest::newRow("json") << QByteArray(R"({"load": [1, 40]})") << u"load.1"_s << u"40"_s;
    QTest::newRow("not there") << QByteArray("n 1\n") << u"m"_s << u"not_found"_s;
    QTest::newRow("no number") << QByteArray("m NaN\n") << u"m"_s << u"invalid_input"_s;
}

void TestMetricReader::reads()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, metric);
    QFETCH(QString, value);
    answer(body);
    QCOMPARE(codeOf(condition(metric)), value);
}

void TestMetricReader::asksPolitely()
{
    answer("m 1\n");
    QCOMPARE(codeOf(condition()), u"1"_s);
    QVERIFY(m_request.startsWith("GET /metrics HTTP/1.1\r\n"));
    QVERIFY2(m_request.contains("\r\nAccept-Encoding: identity\r\n"), m_request.constData());
    QVERIFY2(m_request.contains("\r\nUser-Agent: lamplighter-metrics\r\n"), m_request.constData());
}

void TestMetricReader::followsNoRedirect()
{
    m_answer = "HTTP/1.1 302 Found\r\nLocation: /metrics\r\nContent-Length: 4\r\n\r\nm 1\n";
    const Result<double> result = read(condition());
    QVERIFY(!result.ok());
    QVERIFY2(result.error().message.contains(u"302"), qPrintable(result.error().message));
    QCOMPARE(m_requests, 1);
}

void TestMetricReader::statusCounts()
{
    m_answer = "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nm 1\n";
    const Result<double> result = read(condition());
    QVERIFY(!result.ok());
    QVERIFY(result.error().code == ErrorCode::Unavailable);
    QVERIFY2(result.error().message.contains(u"503"), qPrintable(result.error().message));
}

void TestMetricReader::nobodyThere()
{
    const QuietCondition gone = condition();
    m_server->close();
    QCOMPARE(codeOf(gone), u"unavailable"_s);
    m_answer = "what is HTTP?\r\n\r\n";
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    QCOMPARE(codeOf(condition()), u"unavailable"_s);
}

void TestMetricReader::timesOut_data()
{
    QTest::addColumn<QByteArray>("begins");
    QTest::newRow("silence") << QByteArray();
    QTest::newRow("half an answer") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nm 1\n");
}

void TestMetricReader::timesOut()
{
    QFETCH(QByteArray, begins);
    m_answer = begins;
    m_closes = false;
    m_reader->setTimeout(milliseconds(150));
    QCOMPARE(codeOf(condition()), u"timeout"_s);
}

void TestMetricReader::stopsAtTheLimit()
{
    // Without an end: only a limit can stop it.
    m_answer = "HTTP/1.1 200 OK\r\n\r\n" + QByteArray(2 * 1024 * 1024, '#');
    m_closes = false;
    QCOMPARE(codeOf(condition()), u"too_large"_s);
}

void TestMetricReader::cutShort()
{
    m_answer = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nm 1\n";
    QCOMPARE(codeOf(condition()), u"unavailable"_s); // the value may be the half of one
}

void TestMetricReader::aMetricThatIsNone()
{
    QCOMPARE(codeOf(condition(u"{"_s)), u"invalid_input"_s);
    QCOMPARE(m_requests, 0);
}

void TestMetricReader::aGoneContextIsNotCalled()
{
    answer("m 1\n");
    auto context = std::make_unique<QObject>();
    bool called = false;
    m_reader->read(condition(), context.get(), [&called](const Result<double> &) { called = true; });
    m_reader->read(condition(u"{"_s), context.get(), [&called](const Result<double> &) { called = true; });
    context.reset();
    QCOMPARE(codeOf(condition()), u"1"_s);
    QTRY_COMPARE(m_requests, 2);
    QVERIFY(!called);
}

void TestMetricReader::readerMayGo()
{
    m_closes = false; // never answered
    bool called = false;
    m_reader->read(condition(), this, [&called](const Result<double> &) { called = true; });
    QTRY_COMPARE(m_requests, 1);
    m_reader.reset();
    // From within what it calls, too.
    answer("m 1\n");
    m_reader = std::make_unique<MetricReader>();
    bool done = false;
    m_reader->read(condition(), this, [this, &done](const Result<double> &) {
        m_reader.reset();
        done = true;
    });
    QTRY_VERIFY(done);
    QVERIFY(!called);
}

void TestMetricReader::manyAtOnce()
{
    answer("m 1\n");
    int good = 0;
    constexpr int kMany = 50;
    for (int i = 0; i < kMany; ++i) {
        m_reader->read(condition(), this, [&good](const Result<double> &result) { good += result.ok() ? 1 : 0; });
    }
    QTRY_COMPARE(good, kMany);
}

QTEST_GUILESS_MAIN(TestMetricReader)
#include "tst_metric_reader.moc"
