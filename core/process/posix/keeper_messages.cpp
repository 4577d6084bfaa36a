// The part of PosixKeepers that turns what keepers say into what the observer is told.
#include "core/process/posix/posix_keepers.h"

#include "core/base/log.h"

#include <cerrno>
#include <utility>

namespace lamplighter::process {

namespace {

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
    record.at = instantFromNanoseconds(state.exitMonotonic);
    record.wallAt = wallTimeFromMicroseconds(state.exitWall);
    record.cpuTime = microseconds(state.cpuTime);
    record.maximumResident = state.maximumResident;
    return record;
}

KeeperReport reportOf(const UnitName &unit, const protocol::State &state)
{
    KeeperReport report;
    report.unit = unit;
    report.keeperPid = state.keeperPid;
    report.run = state.run;
    report.pid = state.pid;
    report.startedAt = instantFromNanoseconds(state.startedMonotonic);
    report.startedWall = wallTimeFromMicroseconds(state.startedWall);
    report.treeEmpty = (state.flags & protocol::kTreeEmpty) != 0;
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

Error launchError(LaunchStage stage, int number, const LaunchSpec &spec, const QString &logDirectory)
{
    Error error = systemError(whatFailed(stage, spec, logDirectory), number);
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

} // namespace

void PosixKeepers::handle(Entry &entry, const char *message, std::size_t size)
{
    protocol::Header header{};
    if (!protocol::read(message, size, &header)) {
        return;
    }
    heard(entry);
    protocol::State state{};
    protocol::LogTrouble log{};
    protocol::LaunchFailed failure{};
    protocol::Refused refused{};
    protocol::Notified notified{};
    switch (header.type) {
    case protocol::Type::PastExit:
        protocol::read(message, size, &state);
        entry.pastExits.append({state.run, instantFromNanoseconds(state.startedMonotonic), exitOf(state)});
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
            m_events.notified(entry.unit, entry.run, {notified.pid, text, instantFromNanoseconds(notified.monotonic)});
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

void PosixKeepers::handleWelcome(Entry &entry, const protocol::State &state)
{
    entry.answersPing = (state.abilities & protocol::kAnswersPing) != 0;
    if (entry.known) {
        return; // we started it, so there is nothing to tell
    }
    entry.phase = KeeperPhase::Live;
    entry.known = true;
    entry.keeperPid = state.keeperPid;
    entry.run = state.run;
    entry.hasExit = (state.flags & protocol::kHasExit) != 0;
    entry.treeEmpty = (state.flags & protocol::kTreeEmpty) != 0;
    KeeperReport report = reportOf(entry.unit, state);
    report.pastExits = std::exchange(entry.pastExits, {});
    m_events.keeperFound(report);
    checkDiscovered();
}

void PosixKeepers::handleLaunched(Entry &entry, const protocol::State &state)
{
    entry.launching.reset();
    entry.run = state.run;
    entry.hasExit = false;
    entry.treeEmpty = false;
    m_events.launched(entry.unit, state.run, state.launchedPid, instantFromNanoseconds(state.startedMonotonic));
}

void PosixKeepers::handleFailure(Entry &entry, const protocol::LaunchFailed &failure)
{
    const LaunchStage stage = stageOf(failure.stage);
    LaunchSpec spec = entry.launching.value_or(LaunchSpec{});
    spec.unit = entry.unit;
    entry.launching.reset();
    m_events.launchFailed(entry.unit, failure.run,
                          {stage, launchError(stage, failure.error, spec, m_settings.logDirectory)});
}

void PosixKeepers::handleExited(Entry &entry, const protocol::State &state)
{
    if (entry.hasExit || state.run != entry.run) {
        return;
    }
    entry.hasExit = true;
    entry.treeEmpty = (state.flags & protocol::kTreeEmpty) != 0;
    m_events.exited(entry.unit, state.run, exitOf(state), entry.treeEmpty);
}

void PosixKeepers::handleLog(const Entry &entry, const protocol::LogTrouble &log)
{
    if (log.error == 0) {
        m_events.logWorks(entry.unit, log.lost);
        return;
    }
    const QString path = m_settings.logDirectory + u'/' + entry.unit.toString() + QStringLiteral(".log");
    m_events.logFails(entry.unit, systemError(QStringLiteral("cannot write ") + path, log.error));
}

void PosixKeepers::handleEmptied(Entry &entry)
{
    if (!entry.treeEmpty) { // else the exit told already
        entry.treeEmpty = true;
        m_events.treeEmptied(entry.unit, entry.run);
    }
}

void PosixKeepers::connectionEnded(Entry &entry)
{
    reapKeeper(entry.keeperPid);
    entry.connection.close();
    if (entry.refused) {
        // The lock's holder is not ours to end here: discover() finds it.
        const LaunchSpec spec = entry.launching.value_or(LaunchSpec{});
        const UnitName unit = entry.unit;
        const Error error = launchError(LaunchStage::Keeper, entry.refusal, spec, m_settings.logDirectory);
        qCWarning(lcKeeper) << "keeper of" << unit.toString() << "could not start:" << error.message;
        forget(entry);
        m_events.launchFailed(unit, spec.run, {LaunchStage::Keeper, error});
        return;
    }
    if (entry.released && entry.treeEmpty && !entry.launching) {
        const std::optional<LaunchSpec> next = entry.next;
        if (const Result<FileDescriptor> lock = next ? Result<FileDescriptor>(FileDescriptor()) : entry.folder.lock()) {
            if (lock->isValid()) {
                entry.folder.remove();
            }
        }
        forget(entry);
        if (next) {
            spawnAndLaunch(*next);
        }
        return;
    }
    startEnding(entry);
}

} // namespace lamplighter::process
