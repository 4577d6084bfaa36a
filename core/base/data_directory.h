// Where everything of one engine lies. One writer owns a data directory (the lock file decides).
#pragma once

#include "core/base/result.h"

#include <QString>

namespace lamplighter {

class DataDirectory
{
public:
    explicit DataDirectory(const QString &root); ///< made absolute

    [[nodiscard]] const QString &root() const { return m_root; }
    [[nodiscard]] QString lockFile() const;
    [[nodiscard]] QString settingsFile() const;       ///< written by hand; may be missing
    [[nodiscard]] QString tokenFile() const;          ///< admin token of the first start, 0600
    [[nodiscard]] QString tlsCertificateFile() const; ///< made here unless one was given
    [[nodiscard]] QString tlsKeyFile() const;         ///< 0600
    [[nodiscard]] QString databaseFile() const;
    [[nodiscard]] QString policyFile() const;         ///< of updates; written by hand, may be missing
    [[nodiscard]] QString lastGoodPolicyFile() const; ///< kept beside it
    [[nodiscard]] QString latchFile() const;          ///< kill switch, beside the database, not in it
    [[nodiscard]] QString unitDirectory() const;      ///< units made over the API, one file each
    [[nodiscard]] QString logDirectory() const;
    [[nodiscard]] QString alertDirectory() const;
    [[nodiscard]] QString watchdogLog() const;
    [[nodiscard]] QString addressFile() const; ///< "127.0.0.1:8765\n" while an engine listens on TCP; with TLS, its
                                               ///< certificate's fingerprint on the second line

    /// Sockets and records of keepers. In the data directory, unless its path is too long for a socket's name (108
    /// bytes): then in the system's temporary directory under a name made from the account and the path, and the same
    /// for everyone who asks.
    [[nodiscard]] QString runDirectory() const;
    /// The engine's local socket; same rule.
    [[nodiscard]] QString localSocket() const;

    /// Makes all folders, private. Io with the path otherwise; refuses a run directory that belongs to somebody else.
    [[nodiscard]] Result<void> create() const;

private:
    [[nodiscard]] QString shortDirectory() const;
    QString m_root;
};

/// Where the data directory is when none was named: LAMPLIGHTER_DATA_DIR, else $XDG_DATA_HOME/lamplighter or
/// ~/.local/share/lamplighter, on Windows %LOCALAPPDATA%\Lamplighter. Always absolute.
QString defaultDataDirectory();

} // namespace lamplighter
