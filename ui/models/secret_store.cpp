#include "ui/models/secret_store.h"

#include <QPointer>
#include <QTimer>

#ifdef LAMPLIGHTER_WITH_KEYCHAIN
#include <qt6keychain/keychain.h>
#endif

namespace lamplighter::ui {

namespace {
#ifdef LAMPLIGHTER_WITH_KEYCHAIN
constexpr bool kBuiltIn = true;
#else
constexpr bool kBuiltIn = false;
#endif
} // namespace

SecretStore::SecretStore(QString service, bool useKeychain, QObject *parent)
    : QObject(parent)
    , m_service(std::move(service))
    , m_useKeychain(useKeychain && kBuiltIn)
{}

SecretStore::~SecretStore()
{
    for (QByteArray &secret : m_session) {
        secret.fill('\0');
    }
}

void SecretStore::write(const QString &key, const QByteArray &secret, QObject *context, Written done)
{
    m_session.insert(key, secret);
    const QPointer<QObject> alive(context);
    if (!m_useKeychain) {
        QTimer::singleShot(0, context, [done = std::move(done)] {
            done(SecretKept::UntilTheEnd, tr("this build has no support for a keychain"));
        });
        return;
    }
#ifdef LAMPLIGHTER_WITH_KEYCHAIN
    auto *job = new QKeychain::WritePasswordJob(m_service, this);
    job->setInsecureFallback(false); // a plain file is no keychain
    job->setKey(key);
    job->setBinaryData(secret);
    connect(job, &QKeychain::Job::finished, this, [this, key, alive, done = std::move(done)](QKeychain::Job *ended) {
        const bool kept = ended->error() == QKeychain::NoError;
        if (kept) {
            m_session.remove(key);
        }
        if (alive) {
            done(kept ? SecretKept::InKeychain : SecretKept::UntilTheEnd, kept ? QString() : ended->errorString());
        }
    });
    job->start();
#endif
}

void SecretStore::read(const QString &key, QObject *context, Read done)
{
    const auto known = m_session.constFind(key);
    if (known != m_session.constEnd() || !m_useKeychain) {
        Result<QByteArray> result = known != m_session.constEnd()
                                        ? Result<QByteArray>(*known)
                                        : Error{ErrorCode::NotFound, QStringLiteral("no token is kept"), {}};
        QTimer::singleShot(0, context, [done = std::move(done), result] { done(result); });
        return;
    }
#ifdef LAMPLIGHTER_WITH_KEYCHAIN
    const QPointer<QObject> alive(context);
    auto *job = new QKeychain::ReadPasswordJob(m_service, this);
    job->setInsecureFallback(false);
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, this, [alive, done = std::move(done)](QKeychain::Job *ended) {
        if (!alive) {
            return;
        }
        if (ended->error() == QKeychain::NoError) {
            done(static_cast<QKeychain::ReadPasswordJob *>(ended)->binaryData());
        } else {
            const bool none = ended->error() == QKeychain::EntryNotFound;
            done(Error{none ? ErrorCode::NotFound : ErrorCode::Unavailable, ended->errorString(), {}});
        }
    });
    job->start();
#endif
}

void SecretStore::remove(const QString &key)
{
    m_session.remove(key);
#ifdef LAMPLIGHTER_WITH_KEYCHAIN
    if (m_useKeychain) {
        auto *job = new QKeychain::DeletePasswordJob(m_service, this);
        job->setInsecureFallback(false);
        job->setKey(key);
        job->start();
    }
#endif
}

} // namespace lamplighter::ui
