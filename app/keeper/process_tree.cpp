#include "app/keeper/process_tree.h"

#include "app/keeper/text.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace lamplighter::keeper {

namespace {

using Path = FixedText<64>;

/// Touched only while a signal is sent to a tree; a tree larger than this is signalled in part (SIGKILL repeats).
constexpr std::size_t kMostDescendants = 16384;
alignas(4096) Descendant descendants[kMostDescendants];

Path procPath(pid_t pid, const char *rest)
{
    Path path;
    path.append("/proc/").appendNumber(static_cast<std::uint64_t>(pid)).append(rest);
    return path;
}

/// Calls `visit(number)` for every entry of `directory` that is a number. opendir() would allocate.
template <typename Visit> void forEachNumber(const char *directory, Visit visit)
{
    struct Entry
    {
        std::uint64_t inode;
        std::int64_t offset;
        std::uint16_t length;
        std::uint8_t type;
        char name[1];
    };
    const int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    alignas(Entry) char buffer[2048];
    for (long size; (size = syscall(SYS_getdents64, fd, buffer, sizeof(buffer))) > 0;) {
        for (long at = 0; at < size;) {
            Entry entry{};
            std::memcpy(&entry, buffer + at, offsetof(Entry, name));
            const char *name = buffer + at + offsetof(Entry, name);
            const std::uint64_t number = readNumber(&name);
            if (number > 0 && *name == '\0') {
                visit(static_cast<pid_t>(number));
            }
            at += entry.length;
        }
    }
    close(fd);
}

/// Numbers separated by blanks, from a file of any length.
template <typename Visit> void forEachNumberIn(const char *file, Visit visit)
{
    const int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    char buffer[512];
    pid_t number = 0;
    for (ssize_t size; (size = read(fd, buffer, sizeof(buffer))) > 0;) {
        for (ssize_t at = 0; at < size; ++at) {
            if (buffer[at] >= '0' && buffer[at] <= '9') {
                number = number * 10 + (buffer[at] - '0');
            } else if (number > 0) {
                visit(number);
                number = 0;
            }
        }
    }
    if (number > 0) {
        visit(number);
    }
    close(fd);
}

class Found
{
public:
    Found(Descendant *at, std::size_t space)
        : m_at(at)
        , m_space(space)
    {}
    void add(pid_t pid, pid_t parent)
    {
        if (m_count < m_space) {
            m_at[m_count++] = {pid, parent};
        }
    }
    [[nodiscard]] bool contains(pid_t pid) const
    {
        for (std::size_t index = 0; index < m_count; ++index) {
            if (m_at[index].pid == pid) {
                return true;
            }
        }
        return false;
    }
    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] pid_t pidAt(std::size_t index) const { return m_at[index].pid; }

private:
    Descendant *m_at;
    std::size_t m_space;
    std::size_t m_count = 0;
};

void addChildren(pid_t parent, Found *found)
{
    const Path tasks = procPath(parent, "/task");
    forEachNumber(tasks.text(), [&](pid_t task) {
        Path file = tasks;
        file.append("/").appendNumber(static_cast<std::uint64_t>(task)).append("/children");
        forEachNumberIn(file.text(), [&](pid_t child) { found->add(child, parent); });
    });
}

/// All whose parent is known, until a pass over /proc finds no more.
void addFromProc(pid_t root, Found *found)
{
    for (std::size_t before = SIZE_MAX; before != found->count();) {
        before = found->count();
        forEachNumber("/proc", [&](pid_t pid) {
            ProcessStat stat;
            if (readStat(pid, &stat) && (stat.parent == root || found->contains(stat.parent)) &&
                !found->contains(pid)) {
                found->add(pid, stat.parent);
            }
        });
    }
}

/// Our own children cannot be replaced by others under the same pid: only we reap them. For the rest, a descriptor of
/// the process is taken first and its parent looked at again before it is signalled.
void signalOne(const Descendant &process, int signal)
{
    if (process.parent == getpid()) {
        kill(process.pid, signal);
        return;
    }
    const int fd = static_cast<int>(syscall(SYS_pidfd_open, process.pid, 0));
    if (fd < 0) {
        if (errno != ESRCH && isDescendant(process.pid, getpid())) {
            kill(process.pid, signal); // a kernel before 5.3, or no descriptors left
        }
        return;
    }
    if (isDescendant(process.pid, getpid())) {
        syscall(SYS_pidfd_send_signal, fd, signal, nullptr, 0);
    }
    close(fd);
}

} // namespace

bool readStat(pid_t pid, ProcessStat *stat)
{
    const int fd = open(procPath(pid, "/stat").text(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    char text[768];
    const ssize_t size = read(fd, text, sizeof(text) - 1);
    close(fd);
    if (size <= 0) {
        return false;
    }
    text[size] = '\0';
    // The name in parentheses may hold anything, so the fields are counted from its end; proc(5) numbers them from 1.
    const char *at = std::strrchr(text, ')');
    if (at == nullptr || at[1] != ' ') {
        return false;
    }
    at += 2;
    stat->state = *at;
    for (int field = 3; *at != '\0'; ++field) {
        const char *number = at;
        if (field == 4) {
            stat->parent = static_cast<pid_t>(readNumber(&number));
        } else if (field == 22) {
            stat->start = readNumber(&number);
        } else if (field == 52 && (stat->state == 'Z' || stat->state == 'X')) {
            stat->exitStatus = static_cast<int>(readNumber(&number));
        }
        at = std::strchr(at, ' ');
        if (at == nullptr) {
            break;
        }
        ++at;
    }
    return true;
}

bool isDescendant(pid_t pid, pid_t ancestor)
{
    ProcessStat stat;
    for (int depth = 0; depth < 100'000 && pid > 1 && readStat(pid, &stat); ++depth) {
        if (stat.parent == ancestor) {
            return true;
        }
        pid = stat.parent;
    }
    return false;
}

bool hasChildrenFiles()
{
    return access("/proc/thread-self/children", R_OK) == 0;
}

std::size_t findDescendants(pid_t root, Descendant *space, std::size_t size, Search search)
{
    Found found(space, size);
    if (search == Search::WholeProc) {
        addFromProc(root, &found);
        return found.count();
    }
    addChildren(root, &found);
    for (std::size_t next = 0; next < found.count(); ++next) {
        addChildren(found.pidAt(next), &found);
    }
    return found.count();
}

void signalTree(int signal)
{
    const Search search = hasChildrenFiles() ? Search::Children : Search::WholeProc;
    const std::size_t count = findDescendants(getpid(), descendants, kMostDescendants, search);
    const bool asksToEnd = signal == SIGTERM || signal == SIGINT || signal == SIGQUIT || signal == SIGHUP;
    for (std::size_t index = 0; index < count; ++index) {
        signalOne(descendants[index], signal);
        if (asksToEnd) {
            signalOne(descendants[index], SIGCONT);
        }
    }
    if (count * sizeof(Descendant) > 4096) {
        madvise(descendants, sizeof(descendants), MADV_DONTNEED);
    }
}

} // namespace lamplighter::keeper
