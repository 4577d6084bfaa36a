#include "core/base/data_directory.h"

#include "core/base/atomic_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifndef _WIN32
#include <unistd.h>
#endif

namespace lamplighter {

namespace {

// "/run/" + a unit's folder (64) + "/control" has to fit into sockaddr_un::sun_path (108 with the zero).
constexpr qsizetype kLongestRoot = 107 - 64 - 16;

qint64 ownUserId()
{
#ifdef _WIN32
    return 0;
#else
    return static_cast<qint64>(::getuid());
#endif
}

} // namespace

DataDirectory::DataDirectory(const QString &root)
    : m_root(QDir::cleanPath(QDir(root).absolutePath()))
{}

QString DataDirectory::lockFile() const
{
    return m_root + QStringLiteral("/lock");
}

QString DataDirectory::settingsFile() const
{
    return m_root + QStringLiteral("/settings.toml");
}

QString DataDirectory::tokenFile() const
{
    return m_root + QStringLiteral("/token");
}

QString DataDirectory::tlsCertificateFile() const
{
    return m_root + QStringLiteral("/tls-certificate.pem");
}

QString DataDirectory::tlsKeyFile() const
{
    return m_root + QStringLiteral("/tls-key.pem");
}

QString DataDirectory::databaseFile() const
{
    return m_root + QStringLiteral("/lamplighter.db");
}

QString DataDirectory::policyFile() const
{
    return m_root + QStringLiteral("/policy.toml");
}

QString DataDirectory::lastGoodPolicyFile() const
{
    return m_root + QStringLiteral("/policy.last-good.toml");
}

QString DataDirectory::latchFile() const
{
    return m_root + QStringLiteral("/latches");
}

QString DataDirectory::unitDirectory() const
{
    return m_root + QStringLiteral("/units");
}

QString DataDirectory::logDirectory() const
{
    return m_root + QStringLiteral("/logs");
}

QString DataDirectory::alertDirectory() const
{
    return m_root + QStringLiteral("/alerts");
}

QString DataDirectory::watchdogLog() const
{
    return m_root + QStringLiteral("/watchdog.log");
}

QString DataDirectory::addressFile() const
{
    return m_root + QStringLiteral("/address");
}

QString DataDirectory::shortDirectory() const
{
    const QByteArray hash = QCryptographicHash::hash(m_root.toUtf8(), QCryptographicHash::Sha256).toHex().left(12);
    return QStringLiteral("/tmp/lamplighter-%1-%2").arg(ownUserId()).arg(QString::fromLatin1(hash));
}

QString DataDirectory::runDirectory() const
{
#ifndef _WIN32
    if (QFile::encodeName(m_root).size() > kLongestRoot) {
        return shortDirectory();
    }
#endif
    return m_root + QStringLiteral("/run");
}

QString DataDirectory::localSocket() const
{
#ifdef _WIN32
    const QByteArray hash = QCryptographicHash::hash(m_root.toUtf8(), QCryptographicHash::Sha256).toHex().left(12);
    return QStringLiteral("lamplighter-") + QString::fromLatin1(hash);
#else
    return runDirectory() + QStringLiteral("/engine.sock");
#endif
}

Result<void> DataDirectory::create() const
{
    for (const QString &path : {m_root, unitDirectory(), logDirectory(), alertDirectory(), runDirectory()}) {
        if (const QFileInfo info(path); info.isSymLink() && path != m_root) {
            return Error{ErrorCode::Io, QStringLiteral("%1 is a link; a folder of our own is expected").arg(path),
                         path};
        }
        if (Result<void> made = makePrivateDirectory(path); !made) {
            return made.error();
        }
#ifndef _WIN32
        if (QFileInfo(path).ownerId() != static_cast<uint>(ownUserId())) {
            return Error{ErrorCode::Io, QStringLiteral("%1 belongs to another account").arg(path), path};
        }
#endif
    }
    return {};
}

QString defaultDataDirectory()
{
    const QString named = qEnvironmentVariable("LAMPLIGHTER_DATA_DIR");
    if (!named.isEmpty()) {
        return QDir::cleanPath(QDir(named).absolutePath());
    }
#ifdef _WIN32
    const QString base = qEnvironmentVariable("LOCALAPPDATA", QDir::homePath());
    return QDir::cleanPath(QDir::fromNativeSeparators(base) + QStringLiteral("/Lamplighter"));
#else
    // XDG Base Directory Specification: a path that is not absolute is to be ignored.
    QString base = qEnvironmentVariable("XDG_DATA_HOME");
    if (!QDir::isAbsolutePath(base)) {
        base = QDir::homePath() + QStringLiteral("/.local/share");
    }
    return QDir::cleanPath(base + QStringLiteral("/lamplighter"));
#endif
}

} // namespace lamplighter
