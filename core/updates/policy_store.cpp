#include "core/updates/policy_store.h"

#include "core/base/atomic_file.h"
#include "core/base/log.h"
#include "core/updates/policy_file.h"

#include <QFile>
#include <QFileInfo>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace lamplighter::updates {

PolicyStore::PolicyStore(QThreadPool &pool, QObject *parent)
    : QObject(parent)
    , m_pool(pool)
    , m_inForce{builtInPolicy(), builtInPolicyText(), true}
{
    connect(&m_watcher, &PathWatcher::touched, this, &PolicyStore::read);
    connect(&m_result, &QFutureWatcherBase::finished, this, &PolicyStore::finished);
}

PolicyStore::~PolicyStore() = default;

void PolicyStore::open(const QString &path, const QString &lastGoodPath)
{
    m_path = QFileInfo(path).absoluteFilePath();
    m_lastGoodPath = lastGoodPath;
    const Look found = look(m_path);
    if (!found.good) {
        if (const Look last = look(m_lastGoodPath); last.good) {
            m_inForce = *last.good;
        }
    }
    if (take(found)) {
        keep(m_lastGoodPath, m_inForce);
    }
    if (!m_watcher.watch(m_path)) {
        qCWarning(lcEngine) << "changes of" << m_path << "will go unnoticed: the system refuses to watch it";
    }
}

client::PolicyInfo PolicyStore::info() const
{
    client::PolicyInfo info;
    info.origin = m_inForce.builtIn ? QString() : m_path;
    info.text = QString::fromUtf8(m_inForce.text);
    info.problem = m_problem ? m_problem->message : QString();
    info.criticalModules = m_inForce.policy.critical.entries();
    info.deferrableModules = m_inForce.policy.deferrable.entries();
    info.approval = toString(m_inForce.policy.defaults.approval);
    return info;
}

PolicyStore::Look PolicyStore::look(const QString &path)
{
    Look out;
    const Result<QByteArray> text = readFile(path, kLargestPolicyFile);
    if (!text && text.error().code == ErrorCode::NotFound) {
        out.good = InForce{builtInPolicy(), builtInPolicyText(), true};
        return out;
    }
    if (!text) {
        out.problem = text.error();
        out.text = out.problem.message.toUtf8(); // to tell this refusal from the next
        return out;
    }
    out.text = *text;
    Result<Policy> policy = parsePolicy(*text, path);
    if (!policy) {
        out.problem = policy.error();
        return out;
    }
    out.good = InForce{std::move(policy).value(), *text, false};
    return out;
}

void PolicyStore::keep(const QString &path, const InForce &good)
{
    if (good.builtIn) {
        QFile::remove(path);
        return;
    }
    if (const Result<QByteArray> kept = readFile(path, kLargestPolicyFile); kept && *kept == good.text) {
        return;
    }
    if (const Result<void> written = writeFileAtomically(path, good.text, FileAccess::OwnerOnly); !written) {
        qCWarning(lcEngine) << "the policy in force cannot be kept for the next start:" << written.error().message;
    }
}

void PolicyStore::read()
{
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    // A future, since its watcher lets go safely when this object is gone before the disk has answered.
    const auto promise = std::make_shared<QPromise<Look>>();
    m_result.setFuture(promise->future());
    m_pool.start([path = m_path, inForce = m_inForce.text, lastGoodPath = m_lastGoodPath, promise] {
        promise->start();
        Look found = look(path);
        // Kept before it comes into force: an engine that dies in between has not lost it.
        if (found.good && found.good->text != inForce) {
            keep(lastGoodPath, *found.good);
        }
        promise->addResult(std::move(found));
        promise->finish();
    });
}

void PolicyStore::finished()
{
    m_reading = false;
    if (m_result.future().resultCount() > 0) { // unless the pool was cleared
        take(m_result.result());
    }
    if (std::exchange(m_again, false)) {
        read();
    }
}

bool PolicyStore::take(const Look &look)
{
    if (!look.good) {
        if (m_problem && m_refusedText == look.text) {
            return false;
        }
        m_problem = look.problem;
        m_refusedText = look.text;
        qCWarning(lcEngine) << "the policy is refused, the last good one stays in force:" << look.problem.message;
        Q_EMIT refused(look.problem);
        return false;
    }
    const bool wasRefused = m_problem.has_value();
    m_problem.reset();
    m_refusedText.clear();
    const bool same = look.good->text == m_inForce.text && look.good->builtIn == m_inForce.builtIn;
    if (same && !wasRefused) {
        return false;
    }
    m_inForce = *look.good;
    Q_EMIT changed();
    return true;
}

} // namespace lamplighter::updates
