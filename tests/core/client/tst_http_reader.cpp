// The reader of HTTP answers and the one of event streams: whatever the bytes are cut into, the result is the same;
// what is ambiguous or too large is refused.
#include "core/client/http_reader.h"
#include "core/client/sse_parser.h"

#include <QTest>

using namespace lamplighter;
using namespace lamplighter::client;
using namespace Qt::StringLiterals;

namespace {

struct Read
{
    int status = 0;
    QByteArray body;
    bool complete = false;
    QString error; ///< its code; empty if there was none
    bool operator==(const Read &) const = default;
};

/// Feeds `bytes` in pieces of `piece`, then closes.
Read readAll(const QByteArray &bytes, qsizetype piece, const HttpReader::Limits &limits = {})
{
    HttpReader reader(limits);
    Read out;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        if (const Result<void> fed = reader.feed(bytes.mid(at, piece)); !fed) {
            out.error = toString(fed.error().code);
            return out;
        }
        out.body += reader.takeBody();
    }
    if (const Result<void> finished = reader.finish(); !finished) {
        out.error = toString(finished.error().code);
        return out;
    }
    out.status = reader.status();
    out.complete = reader.complete();
    return out;
}

} // namespace

class TestHttpReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void limits();
    void bytesBehindTheEndAreRefused();
    void streamsAreGivenOutAsTheyCome();
    void events_data();
    void events();
    void eventTooLarge();
};

void TestHttpReader::answers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("error");
    const auto good = [](const char *name, const QByteArray &bytes, int status, const QByteArray &body) {
        QTest::newRow(name) << bytes << status << body << QString();
    };
    const auto bad = [](const char *name, const QByteArray &bytes, const QString &error = u"corrupt"_s) {
        QTest::newRow(name) << bytes << 0 << QByteArray() << error;
    };
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    good("a length", ok + "Content-Length: 5\r\n\r\nhello", 200, "hello");
    good("no words", "HTTP/1.1 404\r\ncontent-length:0\r\n\r\n", 404, "");
    good("the old version", "HTTP/1.0 200 OK\r\n\r\nuntil the end", 200, "until the end");
    good("nothing to say", "HTTP/1.1 204 No Content\r\n\r\n", 204, "");
    good("an interim answer", "HTTP/1.1 100 Continue\r\n\r\n" + ok + "Content-Length: 1\r\n\r\nx", 200, "x");
    good("chunks", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;a=b\r\n \r\nA\r\n0123456789\r\n0\r\n\r\n",
         200, "hello 0123456789");
    good("trailers", ok + "Transfer-Encoding: Chunked\r\n\r\n1\r\nx\r\n0\r\nChecksum: 1\r\n\r\n", 200, "x");
    good("the same length twice", ok + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx", 200, "x");
    bad("not HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n");
    bad("no status", "HTTP/1.1 abc\r\n\r\n");
    bad("a switch of protocols", "HTTP/1.1 101 Switching\r\n\r\n");
    bad("lone line feeds", "HTTP/1.1 200 OK\nContent-Length: 0\n\n");
    bad("a carriage return in a line", ok + "A: b\rc\r\n\r\n");
    bad("a header without a name", ok + ": b\r\n\r\n");
    bad("a folded header", ok + "A: b\r\n c\r\n\r\n");
    bad("a space before the colon", ok + "Content-Length : 1\r\n\r\nx");
    bad("two lengths", ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxy");
    bad("a length and chunks", ok + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    bad("an unknown encoding", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
    bad("a length below zero", ok + "Content-Length: -1\r\n\r\n");
    bad("a length with a sign", ok + "Content-Length: +1\r\n\r\nx");
    bad("a length past all numbers", ok + "Content-Length: 99999999999999999999\r\n\r\n");
    bad("a chunk that is no number", ok + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n");
    bad("a chunk past all numbers", ok + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n");
    bad("a chunk longer than it says", ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n");
    bad("closed at once", "", u"unavailable"_s);
    bad("closed in the head", ok + "Content-Le", u"unavailable"_s);
    bad("closed in the body", ok + "Content-Length: 5\r\n\r\nhell", u"unavailable"_s);
    bad("closed in a chunk", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhel", u"unavailable"_s);
    bad("closed before the last chunk", ok + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n", u"unavailable"_s);
}

void TestHttpReader::answers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, error);
    for (const qsizetype piece : {qsizetype{1}, qsizetype{2}, qsizetype{7}, std::max<qsizetype>(1, bytes.size())}) {
        const Read read = readAll(bytes, piece);
        QCOMPARE(read.error, error);
        if (error.isEmpty()) {
            QCOMPARE(read.status, status);
            QCOMPARE(read.body, body);
            QVERIFY(read.complete);
        }
    }
}

void TestHttpReader::limits()
{
    HttpReader::Limits limits;
    limits.line = 50;
    limits.headers = 3;
    limits.body = 10;
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    QCOMPARE(readAll(ok + "Content-Length: 10\r\n\r\n0123456789", 3, limits).error, QString());
    QCOMPARE(readAll(ok + "Content-Length: 11\r\n\r\n", 3, limits).error, u"too_large"_s); // before any of it comes
    QCOMPARE(readAll(ok + "\r\n01234567890", 3, limits).error, u"too_large"_s);
    QCOMPARE(readAll(ok + "Transfer-Encoding: chunked\r\n\r\n9\r\n012345678\r\n2\r\n", 3, limits).error,
             u"too_large"_s);
    QCOMPARE(readAll(ok + "A: " + QByteArray(60, 'a'), 3, limits).error, u"too_large"_s); // a line without an end
    QCOMPARE(readAll(ok + "A: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\n", 3, limits).error, u"too_large"_s);
    QByteArray trailers = ok + "Transfer-Encoding: chunked\r\n\r\n0\r\n";
    for (int i = 0; i < 4; ++i) {
        trailers += "T: 1\r\n";
    }
    QCOMPARE(readAll(trailers, 3, limits).error, u"too_large"_s);
}

void TestHttpReader::bytesBehindTheEndAreRefused()
{
    HttpReader reader;
    const Result<void> fed = reader.feed("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\n");
    QVERIFY(!fed.ok() || !reader.feed("y").ok());
}

void TestHttpReader::streamsAreGivenOutAsTheyCome()
{
    HttpReader::Limits limits;
    limits.body = 0; // none
    HttpReader reader(limits);
    QVERIFY(
        reader.feed("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n").ok());
    QVERIFY(reader.headComplete());
    QCOMPARE(reader.header("content-type"), QByteArray("text/event-stream"));
    QVERIFY(reader.feed("3\r\nab").ok());
    QCOMPARE(reader.takeBody(), QByteArray("ab"));
    QVERIFY(reader.feed("c\r\n").ok());
    QCOMPARE(reader.takeBody(), QByteArray("c"));
    QVERIFY(!reader.complete());
}

void TestHttpReader::events_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected"); // name|id|data for each, separated by a slash
    QTest::newRow("one") << QByteArray("event: event\nid: 7\ndata: {}\n\n") << u"event|7|{}"_s;
    QTest::newRow("CR LF") << QByteArray("event: a\r\ndata: 1\r\n\r\nevent: b\r\ndata: 2\r\n\r\n") << u"a||1/b||2"_s;
    QTest::newRow("CR") << QByteArray("event: a\rdata: 1\r\rdata: 2\r\r") << u"a||1/message||2"_s;
    QTest::newRow("several lines") << QByteArray("data: 1\ndata: 2\ndata\n\n") << u"message||1\n2\n"_s;
    QTest::newRow("one space only") << QByteArray("data:  1\n\n") << u"message|| 1"_s;
    QTest::newRow("no space") << QByteArray("data:1\n\n") << u"message||1"_s;
    QTest::newRow("comments") << QByteArray(": hello\n\n:\ndata: 1\n: x\n\n") << u"message||1"_s;
    QTest::newRow("a name without data is nothing") << QByteArray("event: a\n\ndata: 1\n\n") << u"message||1"_s;
    QTest::newRow("empty data is something") << QByteArray("data:\n\n") << u"message||"_s;
    QTest::newRow("unknown fields") << QByteArray("retry: 1\nfoo: bar\ndata: 1\n\n") << u"message||1"_s;
    QTest::newRow("an id is of its event only")
        << QByteArray("id: 1\ndata: a\n\ndata: b\n\n") << u"message|1|a/message||b"_s;
    QTest::newRow("a byte order mark") << QByteArray("\xef\xbb\xbf"
                                                     "data: 1\n\n")
                                       << u"message||1"_s;
    QTest::newRow("cut off") << QByteArray("data: 1\n\ndata: 2\n") << u"message||1"_s;
}

void TestHttpReader::events()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    for (const qsizetype piece : {qsizetype{1}, qsizetype{2}, qsizetype{5}, bytes.size()}) {
        SseParser parser;
        QStringList got;
        for (qsizetype at = 0; at < bytes.size(); at += piece) {
            const Result<QList<ServerSentEvent>> fed = parser.feed(bytes.mid(at, piece));
            QVERIFY(fed.ok());
            for (const ServerSentEvent &event : *fed) {
                got.append(QString::fromUtf8(event.name + '|' + event.id + '|' + event.data));
            }
        }
        QCOMPARE(got.join(u'/'), expected);
    }
}

void TestHttpReader::eventTooLarge()
{
    SseParser oneLine(100);
    QVERIFY(oneLine.feed("data: " + QByteArray(90, 'x')).ok());
    const Result<QList<ServerSentEvent>> fed = oneLine.feed(QByteArray(10, 'x'));
    QVERIFY(!fed.ok());
    QCOMPARE(toString(fed.error().code), u"too_large"_s);

    SseParser manyLines(100);
    bool refused = false;
    for (int i = 0; i < 20 && !refused; ++i) {
        refused = !manyLines.feed("data: 0123456789\n").ok();
    }
    QVERIFY(refused);
}

QTEST_GUILESS_MAIN(TestHttpReader)
#include "tst_http_reader.moc"
