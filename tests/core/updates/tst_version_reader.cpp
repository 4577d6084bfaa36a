// What a version command may print, and what it prints instead.
#include "core/updates/version_reader.h"

#include <QtTest>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace Qt::StringLiterals;

class TestVersionReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsVersions_data();
    void readsVersions();
    void versionCommandsThatFail();

private:
    SystemClock m_clock;
};

void TestVersionReader::readsVersions_data()
{
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QString>("version"); // or the error
    QTest::addColumn<bool>("ok");
    QTest::newRow("plain") << QByteArray("2.1.0\n") << u"2.1.0"_s << true;
    QTest::newRow("words") << QByteArray("\n grace 2.1 (a1b2c3)\r\n\n") << u"grace 2.1 (a1b2c3)"_s << true;
    QTest::newRow("200") << QByteArray(200, 'x') << QString(200, u'x') << true;
    const auto refused = [](const char *name, const QByteArray &output, const char *why) {
        QTest::newRow(name) << output << QString(u"the version command printed "_s + QLatin1StringView(why)) << false;
    };
    refused("201", QByteArray(201, 'x'), "more than 200 characters");
    refused("nothing", " \n\n", "nothing");
    refused("lines", "1\n2\n", "more than one line");
    refused("bytes", "1\xff", "what is not UTF-8 text");
    refused("colour", "\x1b[31m1", "characters that cannot be shown");
    refused("backwards",
            "1\xe2\x80\xae"
            "2",
            "characters that cannot be shown");
    refused("nul", QByteArray("1\0002", 3), "characters that cannot be shown");
}

void TestVersionReader::readsVersions()
{
    QFETCH(QByteArray, output);
    QFETCH(QString, version);
    QFETCH(bool, ok);
    const Result<QString> read = versionIn(output);
    QCOMPARE(read.ok(), ok);
    QCOMPARE(ok ? *read : read.error().message, version);
}

void TestVersionReader::versionCommandsThatFail()
{
    VersionReader reader(m_clock);
    const auto read = [&](const QString &script, Duration timeout) {
        std::optional<Result<QString>> result;
        const auto run = reader.read({u"sh"_s, u"-c"_s, script}, {}, timeout, this,
                                     [&result](const Result<QString> &given) { result = given; });
        static_cast<void>(QTest::qWaitFor([&result] { return result.has_value(); }));
        return result.value_or(Error{ErrorCode::Internal, u"it never answered"_s, {}});
    };
    QCOMPARE(*read(u"echo 7; echo careful >&2"_s, seconds(5)), u"7"_s);
    const Result<QString> failed = read(u"echo 7; echo no such file >&2; exit 1"_s, seconds(5));
    QVERIFY(!failed.ok() && failed.error().code == ErrorCode::Unavailable);
    QVERIFY2(failed.error().message.startsWith(u"the version command failed: exit code 1 in "_s) &&
                 failed.error().message.endsWith(u": no such file"_s),
             qPrintable(failed.error().message));
    const Result<QString> hung = read(u"sleep 100"_s, milliseconds(200));
    QVERIFY(!hung.ok());
    QCOMPARE(hung.error().message, u"the version command failed: timed out after 200 ms"_s);
    QCOMPARE(read(u"yes"_s, seconds(5)).error().message, u"the version command failed: wrote more than 64 KiB"_s);
}

QTEST_GUILESS_MAIN(TestVersionReader)
#include "tst_version_reader.moc"
