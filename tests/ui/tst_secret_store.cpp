// Without a keychain: secrets live until the end of the store, and whoever asks is told so. The keychain itself is
// asked by tests/e2e/console/secrets_test.py, which has one of its own.
#include "ui/models/secret_store.h"

#include <QTest>

#include <optional>

using namespace lamplighter;
using namespace lamplighter::ui;

namespace {

const QString kKey = QStringLiteral("instance/prod-eu");
const QByteArray kSecret = "s3cret \xc3\xa4";

} // namespace

class TestSecretStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_store = std::make_unique<SecretStore>(QStringLiteral("Lamplighter test"), false); }

    void keepsASecretUntilTheEndAndSaysSo()
    {
        QVERIFY(!m_store->hasKeychain());
        write(kKey, kSecret);
        QVERIFY(m_kept.has_value());
        QVERIFY(*m_kept == SecretKept::UntilTheEnd);
        QVERIFY(!m_why.isEmpty());
        const Result<QByteArray> found = read(kKey);
        QVERIFY(found.ok());
        QCOMPARE(*found, kSecret);
        init(); // the next start of the program
        QVERIFY(read(kKey).error().code == ErrorCode::NotFound);
    }

    void secretsOfOthersAreNotMixedUp()
    {
        write(kKey, kSecret);
        write(QStringLiteral("instance/lab"), "other");
        QCOMPARE(*read(kKey), kSecret);
        QCOMPARE(*read(QStringLiteral("instance/lab")), QByteArray("other"));
        write(kKey, "newer");
        QCOMPARE(*read(kKey), QByteArray("newer"));
    }

    void whatIsRemovedIsGone()
    {
        write(kKey, kSecret);
        m_store->remove(kKey);
        const Result<QByteArray> found = read(kKey);
        QVERIFY(!found.ok());
        QVERIFY(found.error().code == ErrorCode::NotFound);
    }

    void nobodyIsToldWhoIsGone()
    {
        auto asker = std::make_unique<QObject>();
        bool told = false;
        m_store->write(kKey, kSecret, asker.get(), [&](SecretKept, const QString &) { told = true; });
        m_store->read(kKey, asker.get(), [&](const Result<QByteArray> &) { told = true; });
        QVERIFY(!told); // never from within the call
        asker.reset();
        QVERIFY(read(kKey).ok()); // asked later, answered: theirs would have been, too
        QVERIFY(!told);
    }

private:
    void write(const QString &key, const QByteArray &secret)
    {
        m_kept.reset();
        m_store->write(key, secret, this, [this](SecretKept kept, const QString &why) {
            m_kept = kept;
            m_why = why;
        });
        QVERIFY(!m_kept);
        QTRY_VERIFY(m_kept.has_value());
    }

    Result<QByteArray> read(const QString &key)
    {
        std::optional<Result<QByteArray>> answer;
        m_store->read(key, this, [&](const Result<QByteArray> &result) { answer = result; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); })) {
            return Error{ErrorCode::Internal, QStringLiteral("no answer"), {}};
        }
        return *answer;
    }

    std::unique_ptr<SecretStore> m_store;
    std::optional<SecretKept> m_kept;
    QString m_why;
};

QTEST_GUILESS_MAIN(TestSecretStore)
#include "tst_secret_store.moc"
