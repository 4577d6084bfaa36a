#include "core/watchdog/kill_switch.h"

#include "core/base/kept_threads.h"
#include "core/base/log.h"

#include <utility>

namespace lamplighter::watchdog {

namespace {

constexpr milliseconds kWriteBudget{300};
constexpr milliseconds kRetryAfter{1000};

} // namespace

KillSwitch::KillSwitch(const QString &latchFile, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_file(std::make_shared<LatchFile>(latchFile))
{
    keepThreads(m_writer, 1); // one: in order
    m_budget.setSingleShot(true);
    m_retry.setSingleShot(true);
    connect(&m_budget, &QTimer::timeout, this, [this] {
        const QList<Waiting> late = std::exchange(m_waiting, {});
        if (m_trouble.isEmpty()) {
            m_trouble = tr("the disk has not answered for 300 ms");
            Q_EMIT trouble(m_trouble);
        }
        for (const Waiting &waiting : late) {
            waiting.written(false);
        }
    });
    connect(&m_retry, &QTimer::timeout, this, [this] { write({}); });
}

KillSwitch::~KillSwitch()
{
    m_writer.waitForDone();
}

Result<void> KillSwitch::load()
{
    Result<QList<client::Latch>> stored = m_file->load();
    if (stored) {
        m_latches = *stored;
        if (!m_file->exists()) {
            write({}); // now, while there is room for it
        }
        return {};
    }
    client::Latch latch;
    latch.scope = QStringLiteral("all");
    latch.actor = QStringLiteral("engine");
    latch.reason = tr("The kill switch's own file cannot be read: %1").arg(stored.error().message);
    latch.at = m_clock.wallNow();
    m_latches = {latch};
    return stored.error();
}

const client::Latch *KillSwitch::holding(const QString &unit, const QString &group) const
{
    const client::Latch *found = nullptr;
    for (const client::Latch &latch : m_latches) {
        if (latch.scope == QStringLiteral("all")) {
            return &latch;
        }
        const bool groupHolds = latch.scope == QStringLiteral("group") && !group.isEmpty() && latch.target == group;
        const bool unitHolds = latch.scope == QStringLiteral("unit") && latch.target == unit;
        if (groupHolds || (unitHolds && found == nullptr)) {
            found = &latch;
        }
    }
    return found;
}

void KillSwitch::engage(client::Latch latch, Written written)
{
    for (qsizetype i = 0; i < m_latches.size(); ++i) {
        const client::Latch &known = m_latches.at(i);
        if (known.scope == latch.scope && known.target == latch.target) {
            if (latch.fromStateFile) {
                write(std::move(written));
                return;
            }
            m_latches.removeAt(i);
            break;
        }
    }
    latch.durable = false;
    m_latches.append(latch);
    write(std::move(written));
    Q_EMIT changed();
}

Result<client::Latch> KillSwitch::release(const QString &scope, const QString &target, Written written)
{
    for (qsizetype i = 0; i < m_latches.size(); ++i) {
        if (m_latches.at(i).scope == scope && m_latches.at(i).target == target) {
            const client::Latch latch = m_latches.takeAt(i);
            write(std::move(written));
            Q_EMIT changed();
            return latch;
        }
    }
    const QString what = target.isEmpty() ? scope : scope + QStringLiteral(" ") + target;
    return Error{ErrorCode::Conflict, tr("The kill switch is not engaged for %1").arg(what), QStringLiteral("scope")};
}

void KillSwitch::write(Written written)
{
    ++m_generation;
    if (written) {
        m_waiting.append({m_generation, std::move(written)});
        if (!m_budget.isActive()) {
            m_budget.start(kWriteBudget);
        }
    }
    m_writer.start([this, file = m_file, latches = m_latches, generation = m_generation] {
        const Result<void> stored = file->store(latches);
        const QString error = stored ? QString() : stored.error().message;
        QMetaObject::invokeMethod(
            this, [this, generation, error] { wrote(generation, error); }, Qt::QueuedConnection);
    });
}

void KillSwitch::wrote(quint64 generation, const QString &error)
{
    if (!error.isEmpty()) {
        if (m_trouble != error) {
            m_trouble = error;
            Q_EMIT trouble(error);
        }
        m_retry.start(kRetryAfter); // waiting callers are answered by the budget
        return;
    }
    if (generation == m_generation) {
        for (client::Latch &latch : m_latches) {
            latch.durable = true;
        }
        m_retry.stop();
        if (!m_trouble.isEmpty()) {
            m_trouble.clear();
            Q_EMIT trouble({});
        }
    }
    QList<Waiting> done;
    for (qsizetype i = m_waiting.size() - 1; i >= 0; --i) {
        if (m_waiting.at(i).generation <= generation) {
            done.prepend(m_waiting.takeAt(i));
        }
    }
    if (m_waiting.isEmpty()) {
        m_budget.stop();
    }
    for (const Waiting &waiting : done) {
        waiting.written(true);
    }
}

} // namespace lamplighter::watchdog
