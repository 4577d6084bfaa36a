#include "app/keeper/launch.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <grp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace lamplighter::keeper {

LaunchPlan::~LaunchPlan()
{
    if (m_isMapped) {
        munmap(m_start, m_size);
    }
}

int LaunchPlan::map(int fd)
{
    // Without the seals its sender could shrink it under us, which would be a SIGBUS.
    constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_WRITE;
    const int seals = fcntl(fd, F_GET_SEALS);
    struct stat status
    {};
    if (seals < 0 || (seals & kSeals) != kSeals || fstat(fd, &status) != 0 ||
        static_cast<std::size_t>(status.st_size) < sizeof(protocol::LaunchBlock)) {
        return EINVAL;
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    void *start = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    if (start == MAP_FAILED) {
        return errno;
    }
    m_isMapped = true;
    return take(static_cast<char *>(start), size);
}

int LaunchPlan::take(char *start, std::size_t size)
{
    m_start = start;
    m_size = size;
    m_block = reinterpret_cast<const protocol::LaunchBlock *>(start);
    if (size < sizeof(protocol::LaunchBlock) || !check()) {
        return EINVAL;
    }
    m_arguments = pointersAt(m_block->arguments, m_block->argumentCount, false);
    m_environment = pointersAt(m_block->environment, m_block->environmentCount, has(protocol::kWantNotify));
    return m_arguments != nullptr && m_environment != nullptr ? 0 : EINVAL;
}

bool LaunchPlan::check() const
{
    const protocol::LaunchBlock &block = *m_block;
    const auto fits = [this](std::uint64_t offset, std::uint64_t count, std::uint64_t each) {
        return offset >= m_block->headerSize && offset % each == 0 && offset < m_size &&
               count <= (m_size - offset) / each;
    };
    return block.magic == protocol::kLaunchMagic && block.headerSize >= sizeof(protocol::LaunchBlock) &&
           block.size == m_size && m_start[m_size - 1] == '\0' && block.argumentCount > 0 && isText(block.program) &&
           isText(block.directory) && isText(block.logDirectory) &&
           fits(block.arguments, std::uint64_t{block.argumentCount} + 1, sizeof(std::uint64_t)) &&
           fits(block.environment, std::uint64_t{block.environmentCount} + 1, sizeof(std::uint64_t)) &&
           (block.groupCount == 0 || fits(block.groups, block.groupCount, sizeof(gid_t))) &&
           (!has(protocol::kWantNotify) || block.environmentCount > 0);
}

/// Offsets become pointers where they lie: the mapping is private, and a pointer never needs more room than an offset.
char **LaunchPlan::pointersAt(std::uint64_t offset, std::uint32_t count, bool lastIsOpen)
{
    static_assert(sizeof(char *) <= sizeof(std::uint64_t));
    char **const pointers = reinterpret_cast<char **>(m_start + offset);
    const char *const offsets = m_start + offset;
    for (std::uint32_t index = 0; index < count; ++index) {
        std::uint64_t text = 0;
        std::memcpy(&text, offsets + index * sizeof(text), sizeof(text));
        const bool open = lastIsOpen && index == count - 1;
        if (!open && !isText(text)) {
            return nullptr;
        }
        pointers[index] = open ? nullptr : m_start + text;
    }
    pointers[count] = nullptr;
    return pointers;
}

bool LaunchPlan::changesAccount() const
{
    return has(protocol::kChangeAccount) && (m_block->uid != geteuid() || m_block->gid != getegid());
}

const gid_t *LaunchPlan::groups() const
{
    static_assert(sizeof(gid_t) == sizeof(std::uint32_t));
    return m_block->groupCount > 0 ? reinterpret_cast<const gid_t *>(m_start + m_block->groups) : nullptr;
}

void LaunchPlan::setNotifyEntry(char *entry)
{
    m_environment[m_block->environmentCount - 1] = entry;
}

namespace {

/// Where the child says what stopped it; it shares our memory until it executes the program.
struct Failure
{
    volatile protocol::Stage stage = protocol::Stage::Fork;
    volatile int error = 0;
};

[[noreturn]] void fail(Failure *failure, protocol::Stage stage)
{
    failure->error = errno;
    failure->stage = stage;
    _exit(127);
}

bool becomeAccount(const LaunchPlan &plan)
{
    const protocol::LaunchBlock &block = plan.block();
    return setgroups(block.groupCount, plan.groups()) == 0 && setresgid(block.gid, block.gid, block.gid) == 0 &&
           setresuid(block.uid, block.uid, block.uid) == 0;
}

[[noreturn]] void runChild(const LaunchPlan &plan, int output, Failure *failure)
{
    setsid();
    if (dup2(output, STDOUT_FILENO) < 0 || dup2(output, STDERR_FILENO) < 0) {
        fail(failure, protocol::Stage::Output);
    }
    syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0); // a second guard: every descriptor here closes on exec
    if (plan.block().openFiles > 0) {
        rlimit limit{};
        getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = plan.block().openFiles < limit.rlim_max ? plan.block().openFiles : limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
    if (plan.changesAccount() && !becomeAccount(plan)) {
        fail(failure, protocol::Stage::Account);
    }
    if (chdir(plan.directory()) != 0) {
        fail(failure, protocol::Stage::Directory);
    }
    // Before anything is unblocked: a handler of the keeper that ran here would write to the keeper's memory.
    signal(SIGTERM, SIG_DFL);
    signal(SIGCHLD, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    execve(plan.program(), plan.arguments(), plan.environment());
    fail(failure, protocol::Stage::Program);
}

} // namespace

LaunchResult start(const LaunchPlan &plan, int output)
{
    Failure failure;
    const pid_t pid = vfork();
    if (pid == 0) {
        runChild(plan, output, &failure);
    }
    if (pid < 0) {
        return {0, protocol::Stage::Fork, errno};
    }
    if (failure.error != 0) {
        int status = 0;
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {}
        return {0, failure.stage, failure.error};
    }
    return {pid, protocol::Stage::Fork, 0};
}

} // namespace lamplighter::keeper
