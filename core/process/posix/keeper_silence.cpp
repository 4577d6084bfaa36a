// The part of PosixKeepers that notices keepers which live and do nothing: stopped by a signal, or stuck in the disk.
// Nobody else would: their connection stays open, and their unit goes on unwatched.
#include "core/process/posix/posix_keepers.h"

#include "core/base/log.h"

#include <QFile>

#include <algorithm>

namespace lamplighter::process {

namespace {

/// Each keeper is asked so often, unless there are very many: then in turn, so many in a second.
constexpr seconds kAskEvery{5};
constexpr std::size_t kMostAtOnce = 50;
/// A live keeper answers in microseconds; on a busy machine it may have to wait for its turn.
constexpr seconds kPatience{5};
constexpr seconds kGivenUpAfter{60};
// A second lies between two looks. When this machine or all of its processes stood still, much time has passed at once,
// and a keeper must be left some in which to answer.
constexpr int kLooksUntilSilent = 2;
constexpr int kLooksUntilGivenUp = 6;

/// As in proc(5): T, t, D, …; NUL if it is gone.
char stateOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly)) {
        return '\0';
    }
    const QByteArray text = file.readAll();
    const qsizetype at = text.lastIndexOf(')') + 2;
    return at < text.size() ? text.at(at) : '\0';
}

bool waitsForDisk(qint64 pid)
{
    return stateOf(pid) == 'D';
}

QString whatItDoes(qint64 pid)
{
    switch (stateOf(pid)) {
    case 'T':
        return QStringLiteral("it was stopped by a signal");
    case 't':
        return QStringLiteral("it is held by a debugger");
    case 'D':
        return QStringLiteral("it waits for a disk");
    default:
        return {};
    }
}

} // namespace

void PosixKeepers::askKeepers()
{
    if (m_byId.empty()) {
        m_askTimer.stop();
        return;
    }
    const Instant now = m_clock.now();
    std::vector<std::pair<Instant, quint64>> due; // ids, since a callback may take an entry away
    std::vector<quint64> late;
    for (const auto &[id, entry] : m_byId) {
        if (entry->phase != KeeperPhase::Live || !entry->answersPing || entry->released) {
            continue;
        }
        if (entry->asked) {
            if (now - entry->askedAt >= kPatience) {
                late.push_back(id);
            }
        } else if (now - entry->askedAt >= kAskEvery) {
            due.emplace_back(entry->askedAt, id);
        }
    }
    const std::size_t count = std::min(due.size(), kMostAtOnce);
    std::partial_sort(due.begin(), due.begin() + static_cast<std::ptrdiff_t>(count), due.end());
    for (std::size_t index = 0; index < count; ++index) {
        Entry &entry = *findById(due[index].second);
        entry.asked = true;
        entry.looks = 0;
        entry.askedAt = now;
        send(entry, protocol::Type::Ping);
    }
    for (const quint64 id : late) {
        lookAtAsked(id);
    }
}

void PosixKeepers::lookAtAsked(quint64 id)
{
    takeMessages(id); // if it was us who did not listen, its answer lies there
    Entry *const entry = findById(id);
    if (entry == nullptr || !entry->asked || entry->phase != KeeperPhase::Live) {
        return;
    }
    ++entry->looks;
    const Duration silence = m_clock.now() - entry->askedAt;
    const QString unit = entry->unit.toString();
    if (!entry->silent && entry->looks >= kLooksUntilSilent) {
        entry->silent = true;
        const QString why = whatItDoes(entry->keeperPid);
        qCWarning(lcKeeper, "the keeper of %s (process %lld) has not answered for %lld s%s", qUtf8Printable(unit),
                  static_cast<long long>(entry->keeperPid),
                  static_cast<long long>(std::chrono::duration_cast<seconds>(silence).count()),
                  qUtf8Printable(why.isEmpty() ? why : QStringLiteral(": ") + why));
        entry->connection.continuePeer(entry->keeperPid);
        m_events.keeperSilent(entry->unit, entry->run, std::chrono::duration_cast<milliseconds>(silence), why);
    } else if (entry->looks >= kLooksUntilGivenUp && silence >= kGivenUpAfter &&
               !waitsForDisk(entry->keeperPid)) { // its unit is well meanwhile
        qCWarning(lcKeeper, "the keeper of %s is given up", qUtf8Printable(unit));
        giveUp(*entry);
    }
}

} // namespace lamplighter::process
