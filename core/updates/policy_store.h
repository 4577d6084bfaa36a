// The policy in force: the built-in one, or that of a file, which is read again when it changes. A file that cannot be
// used is refused, and the last good one stays, also across a restart of the engine. Lives on the engine's thread;
// files are read, and the last good one is kept, in the pool.
#pragma once

#include "core/base/path_watcher.h"
#include "core/base/result.h"
#include "core/client/shapes_updates.h"
#include "core/updates/policy.h"

#include <QFutureWatcher>
#include <QObject>

#include <optional>

class QThreadPool;

namespace lamplighter::updates {

class PolicyStore final : public QObject
{
    Q_OBJECT
public:
    /// `pool` must outlive the store.
    explicit PolicyStore(QThreadPool &pool, QObject *parent = nullptr);
    ~PolicyStore() override;

    /// Reads `path`, which need not exist, and from then on watches it. Blocks, and is for the engine's start; tells of
    /// a refusal as later ones are told. `lastGoodPath` is written by the store, 0600.
    void open(const QString &path, const QString &lastGoodPath);

    [[nodiscard]] const Policy &policy() const { return m_inForce.policy; }
    [[nodiscard]] client::PolicyInfo info() const;

Q_SIGNALS:
    /// Another policy is in force, or the file of the one in force is no longer refused.
    void changed();
    /// The file as it is now; once for each content. What was in force stays.
    void refused(const lamplighter::Error &error);

private:
    struct InForce
    {
        Policy policy;
        QByteArray text;
        bool builtIn = true;
    };
    /// What one look at the file found.
    struct Look
    {
        QByteArray text;
        std::optional<InForce> good;
        Error problem; ///< if it is not good
    };

    static Look look(const QString &path);
    static void keep(const QString &path, const InForce &good);
    void read();
    void finished();
    /// True if a good one came into force.
    bool take(const Look &look);

    QThreadPool &m_pool;
    PathWatcher m_watcher;
    QString m_path;
    QString m_lastGoodPath;
    InForce m_inForce;
    std::optional<Error> m_problem;
    QByteArray m_refusedText;
    QFutureWatcher<Look> m_result;
    bool m_reading = false;
    bool m_again = false; ///< touched while it was read
};

} // namespace lamplighter::updates
