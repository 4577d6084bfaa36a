#include "core/process/posix/keeper_messages.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <utility>

namespace lamplighter::process {

namespace {

// What is said is computed with: a moment or a span that no machine can mean must not overflow a sum.
constexpr std::int64_t kLatestMoment = std::numeric_limits<std::int64_t>::max() / 4; // ns since boot: 73 years
constexpr std::int64_t kLatestWallTime = 253'402'300'799'999'999;                    // us: the end of the year 9999
constexpr std::int64_t kLongestCpuTime = std::numeric_limits<std::int64_t>::max() / 4000; // us
constexpr std::int64_t kLargestPid = std::numeric_limits<std::int32_t>::max();
constexpr qsizetype kMostPastExits = 64; // a keeper keeps 16

/// `value`, or 0 for unknown if it is outside [0, most].
std::int64_t within(std::int64_t most, std::int64_t value)
{
    return value < 0 || value > most ? 0 : value;
}

RunNumber runOf(std::int64_t value)
{
    return within(std::numeric_limits<std::int64_t>::max() - 1, value);
}

Instant instantOf(std::int64_t value)
{
    return instantFromNanoseconds(within(kLatestMoment, value));
}

WallTime wallTimeOf(std::int64_t value)
{
    return wallTimeFromMicroseconds(within(kLatestWallTime, value));
}

ExitRecord exitOf(const protocol::State &state)
{
    ExitRecord record;
    if ((state.flags & protocol::kHasCode) != 0) {
        record.code = state.exitCode;
    }
    if ((state.flags & protocol::kHasSignal) != 0) {
        record.signal = state.exitSignal;
    }
    record.coreDumped = (state.flags & protocol::kCoreDumped) != 0;
    record.at = instantOf(state.exitMonotonic);
    record.wallAt = wallTimeOf(state.exitWall);
    record.cpuTime = microseconds(within(kLongestCpuTime, state.cpuTime));
    record.maximumResident = std::max<qint64>(state.maximumResident, 0);
    return record;
}

KeeperReport reportOf(const UnitName &unit, const protocol::State &state)
{
    KeeperReport report;
    report.unit = unit;
    report.keeperPid = within(kLargestPid, state.keeperPid);
    report.run = runOf(state.run);
    report.pid = within(kLargestPid, state.pid);
    report.startedAt = instantOf(state.startedMonotonic);
    report.startedWall = wallTimeOf(state.startedWall);
    report.treeEmpty = (state.flags & protocol::kTreeEmpty) != 0;
    report.saidReady = (state.flags & protocol::kSaidReady) != 0;
    if ((state.flags & protocol::kHasExit) != 0) {
        report.exit = exitOf(state);
    }
    return report;
}

LaunchStage stageOf(protocol::Stage stage)
{
    switch (stage) {
    case protocol::Stage::Keeper:
        return LaunchStage::Keeper;
    case protocol::Stage::Specification:
        return LaunchStage::Specification;
    case protocol::Stage::Fork:
        return LaunchStage::Fork;
    case protocol::Stage::Output:
        return LaunchStage::Output;
    case protocol::Stage::Account:
        return LaunchStage::Account;
    case protocol::Stage::Directory:
        return LaunchStage::Directory;
    case protocol::Stage::Program:
        return LaunchStage::Program;
    }
    return LaunchStage::Keeper; // of a later version
}

QString whatFailed(LaunchStage stage, const LaunchSpec &spec, const QString &logDirectory)
{
    switch (stage) {
    case LaunchStage::Keeper:
        return QStringLiteral("the keeper of %1 cannot launch it now").arg(spec.unit.toString());
    case LaunchStage::Specification:
        return QStringLiteral("the keeper of %1 cannot read the launch").arg(spec.unit.toString());
    case LaunchStage::Fork:
        return QStringLiteral("no process can be made for %1").arg(spec.unit.toString());
    case LaunchStage::Output:
        return QStringLiteral("the output of %1 cannot go to %2").arg(spec.unit.toString(), logDirectory);
    case LaunchStage::Account:
        return QStringLiteral("the account of %1 cannot be taken on").arg(spec.unit.toString());
    case LaunchStage::Directory:
        return QStringLiteral("the working directory %1 cannot be entered").arg(spec.directory);
    case LaunchStage::Program:
        return QStringLiteral("the program %1 cannot be run").arg(spec.program);
    }
    return {};
}

} // namespace

Error KeeperMessages::launchError(LaunchStage stage, int number, const LaunchSpec &spec) const
{
    Error error = systemError(whatFailed(stage, spec, m_logDirectory), number);
    if (number == ENOENT || number == ENOTDIR) {
        error.code = ErrorCode::NotFound;
    } else if (number == EACCES || number == EPERM) {
        error.code = ErrorCode::NotAllowed;
    } else if (number == EBUSY || number == EWOULDBLOCK) {
        error.code = ErrorCode::Busy;
    } else if (number == E2BIG) {
        error.code = ErrorCode::TooLarge;
    }
    if (stage == LaunchStage::Directory) {
        error.field = QStringLiteral("directory");
    } else if (stage == LaunchStage::Account) {
        error.field = QStringLiteral("user");
    } else if (stage == LaunchStage::Program) {
        error.field = QStringLiteral("command");
    }
    return error;
}

void KeeperMessages::handle(KeeperEntry &entry, const char *message, std::size_t size)
{
    protocol::Header header{};
    if (!protocol::read(message, size, &header)) {
        return;
    }
    heard(entry);
    const bool introduces = header.type == protocol::Type::PastExit || header.type == protocol::Type::Welcome ||
                            header.type == protocol::Type::Refused;
    if (!entry.known && !introduces) {
        return; // nobody has been told of this keeper, so nobody could know what its news is about
    }
    protocol::State state{};
    protocol::LogTrouble log{};
    protocol::LaunchFailed failure{};
    protocol::Refused refused{};
    protocol::Notified notified{};
    switch (header.type) {
    case protocol::Type::PastExit:
        protocol::read(message, size, &state);
        if (entry.pastExits.size() < kMostPastExits) {
            entry.pastExits.append({runOf(state.run), instantOf(state.startedMonotonic), exitOf(state)});
        }
        break;
    case protocol::Type::Welcome:
        protocol::read(message, size, &state);
        handleWelcome(entry, state);
        break;
    case protocol::Type::Launched:
        protocol::read(message, size, &state);
        handleLaunched(entry, state);
        break;
    case protocol::Type::LaunchFailed:
        protocol::read(message, size, &failure);
        handleFailure(entry, failure);
        break;
    case protocol::Type::Exited:
        protocol::read(message, size, &state);
        handleExited(entry, state);
        break;
    case protocol::Type::TreeEmptied:
        handleEmptied(entry);
        break;
    case protocol::Type::Notified:
        if (size >= sizeof(notified)) {
            protocol::read(message, size, &notified);
            const QByteArray text(message + sizeof(notified), static_cast<qsizetype>(size - sizeof(notified)));
            m_events.notified(entry.unit, entry.run,
                              {within(kLargestPid, notified.pid), text, instantOf(notified.monotonic)});
        }
        break;
    case protocol::Type::OutputWritten:
        m_events.outputWritten(entry.unit);
        break;
    case protocol::Type::LogTrouble:
        protocol::read(message, size, &log);
        handleLog(entry, log);
        break;
    case protocol::Type::Refused:
        protocol::read(message, size, &refused);
        entry.refused = true;
        entry.refusal = refused.error;
        break;
    default: // Pong, which says no more than that it was said; or of a later version
        break;
    }
}

void KeeperMessages::handleWelcome(KeeperEntry &entry, const protocol::State &state)
{
    entry.answersPing = (state.abilities & protocol::kAnswersPing) != 0;
    if (entry.known) {
        return; // we started it, so there is nothing to tell
    }
    entry.phase = KeeperPhase::Live;
    entry.known = true;
    entry.keeperPid = within(kLargestPid, state.keeperPid);
    entry.run = runOf(state.run);
    entry.hasExit = (state.flags & protocol::kHasExit) != 0;
    entry.treeEmpty = (state.flags & protocol::kTreeEmpty) != 0;
    KeeperReport report = reportOf(entry.unit, state);
    report.pastExits = std::exchange(entry.pastExits, {});
    m_events.keeperFound(report);
}

void KeeperMessages::handleLaunched(KeeperEntry &entry, const protocol::State &state)
{
    entry.launching.reset();
    entry.run = runOf(state.run);
    entry.hasExit = false;
    entry.treeEmpty = false;
    m_events.launched(entry.unit, entry.run, within(kLargestPid, state.launchedPid), instantOf(state.startedMonotonic));
}

void KeeperMessages::handleFailure(KeeperEntry &entry, const protocol::LaunchFailed &failure)
{
    const LaunchStage stage = stageOf(failure.stage);
    LaunchSpec spec = entry.launching.value_or(LaunchSpec{});
    spec.unit = entry.unit;
    entry.launching.reset();
    m_events.launchFailed(entry.unit, runOf(failure.run), {stage, launchError(stage, failure.error, spec)});
}

void KeeperMessages::handleExited(KeeperEntry &entry, const protocol::State &state)
{
    if (entry.hasExit || runOf(state.run) != entry.run || (state.flags & protocol::kHasExit) == 0) {
        return;
    }
    entry.hasExit = true;
    entry.treeEmpty = (state.flags & protocol::kTreeEmpty) != 0;
    m_events.exited(entry.unit, entry.run, exitOf(state), entry.treeEmpty);
}

/// Whatever it says, it answers.
void KeeperMessages::heard(KeeperEntry &entry)
{
    entry.asked = false;
    if (entry.silent) {
        entry.silent = false;
        m_events.keeperAnswers(entry.unit, entry.run);
    }
}

void KeeperMessages::handleLog(const KeeperEntry &entry, const protocol::LogTrouble &log)
{
    if (log.error == 0) {
        m_events.logWorks(entry.unit, std::max<qint64>(log.lost, 0));
        return;
    }
    const QString path = m_logDirectory + u'/' + entry.unit.toString() + QStringLiteral(".log");
    m_events.logFails(entry.unit, systemError(QStringLiteral("cannot write ") + path, log.error));
}

void KeeperMessages::handleEmptied(KeeperEntry &entry)
{
    if (!entry.treeEmpty) { // else the exit told already
        entry.treeEmpty = true;
        m_events.treeEmptied(entry.unit, entry.run);
    }
}

} // namespace lamplighter::process
