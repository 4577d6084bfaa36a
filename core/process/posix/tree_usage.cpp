#include "core/process/tree_usage.h"

#include "core/process/posix/file_descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lamplighter::process {

namespace {

/// Which of the roots a process descends from.
constexpr int kUnknown = -2; // not looked for yet
constexpr int kNone = -1;

struct Process
{
    qint64 parent = 0;
    qint64 ownTicks = 0;
    qint64 waitedTicks = 0; ///< of children that it waited for
    qint64 pages = 0;
    bool lives = false; ///< not a zombie
    int root = kUnknown;
};

using Processes = std::unordered_map<qint64, Process>;

/// Words of a line, one after the other.
class Words
{
public:
    explicit Words(std::string_view text)
        : m_text(text)
    {}

    std::string_view next()
    {
        const std::size_t end = m_text.find(' ');
        const std::string_view word = m_text.substr(0, end);
        m_text.remove_prefix(end == std::string_view::npos ? m_text.size() : end + 1);
        return word;
    }
    void skip(int count)
    {
        for (int i = 0; i < count; ++i) {
            next();
        }
    }
    qint64 number()
    {
        const std::string_view word = next();
        qint64 value = 0;
        std::from_chars(word.data(), word.data() + word.size(), value);
        return value;
    }

private:
    std::string_view m_text;
};

/// proc(5): the name in parentheses may hold anything, so the fields are counted from its end. False for half a line.
bool parseStat(std::string_view text, Process *process)
{
    const std::size_t nameEnd = text.rfind(')');
    if (nameEnd == std::string_view::npos || nameEnd + 2 >= text.size()) {
        return false;
    }
    Words words(text.substr(nameEnd + 2));
    const std::string_view state = words.next(); // field 3
    process->lives = state != "Z" && state != "X";
    process->parent = words.number();
    words.skip(9);
    process->ownTicks = words.number(); // 14: user
    process->ownTicks += words.number();
    process->waitedTicks = words.number();
    process->waitedTicks += words.number();
    words.skip(6);
    process->pages = words.number(); // 24: rss
    return process->parent > 0;
}

std::optional<Process> readProcess(int directory, const char *pid)
{
    std::array<char, 64> path{};
    constexpr std::string_view kStat = "/stat";
    const std::size_t length = std::strlen(pid);
    if (length + kStat.size() >= path.size()) {
        return std::nullopt;
    }
    std::memcpy(path.data(), pid, length);
    std::memcpy(path.data() + length, kStat.data(), kStat.size());
    const FileDescriptor file(::openat(directory, path.data(), O_RDONLY | O_CLOEXEC));
    if (!file.isValid()) {
        return std::nullopt; // gone meanwhile
    }
    std::array<char, 1024> text{};
    const ssize_t size = ::read(file.get(), text.data(), text.size());
    Process process;
    if (size <= 0 || !parseStat({text.data(), static_cast<std::size_t>(size)}, &process)) {
        return std::nullopt;
    }
    return process;
}

Result<Processes> readProcesses(std::size_t expected)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> directory(::opendir("/proc"), &::closedir);
    if (directory == nullptr) {
        return systemError(QStringLiteral("the processes cannot be listed"), errno);
    }
    Processes processes;
    processes.reserve(expected);
    const int descriptor = ::dirfd(directory.get());
    while (const dirent *entry = ::readdir(directory.get())) {
        if (entry->d_name[0] < '1' || entry->d_name[0] > '9') {
            continue;
        }
        if (const std::optional<Process> process = readProcess(descriptor, entry->d_name)) {
            qint64 pid = 0;
            std::from_chars(entry->d_name, entry->d_name + std::strlen(entry->d_name), pid);
            processes.emplace(pid, *process);
        }
    }
    return processes;
}

/// Walks up until an answer is known, and notes it for everyone on the way.
int rootOf(Processes &processes, qint64 pid, std::vector<Process *> &way)
{
    way.clear();
    int root = kNone;
    for (auto at = processes.find(pid); at != processes.end(); at = processes.find(at->second.parent)) {
        if (at->second.root != kUnknown) {
            root = at->second.root;
            break;
        }
        at->second.root = kNone; // a circle, of numbers that were given again while we looked, ends here
        way.push_back(&at->second);
    }
    for (Process *process : way) {
        process->root = root;
    }
    return root;
}

} // namespace

Result<QList<TreeUsage>> readTreeUsage(const QList<qint64> &roots)
{
    Result<Processes> read = readProcesses(static_cast<std::size_t>(roots.size()) * 3 + 256);
    if (!read) {
        return read.error();
    }
    Processes &processes = *read;
    const qint64 ticksInASecond = std::max(1L, ::sysconf(_SC_CLK_TCK));
    const qint64 pageSize = ::sysconf(_SC_PAGESIZE);
    const auto cpuOf = [ticksInASecond](qint64 ticks) { return microseconds(ticks * 1'000'000 / ticksInASecond); };
    QList<TreeUsage> usages(roots.size());
    for (qsizetype i = 0; i < roots.size(); ++i) {
        if (const auto root = processes.find(roots.at(i)); root != processes.end()) {
            usages[i].cpu = cpuOf(root->second.waitedTicks);
            root->second.root = static_cast<int>(i);
        }
    }
    std::vector<Process *> way;
    for (auto &[pid, process] : processes) {
        const int root = rootOf(processes, pid, way);
        if (root == kNone || roots.at(root) == pid) {
            continue;
        }
        TreeUsage &usage = usages[root];
        usage.cpu += cpuOf(process.ownTicks + process.waitedTicks);
        usage.memory += process.lives ? process.pages * pageSize : 0;
        usage.processes += process.lives ? 1 : 0;
    }
    return usages;
}

} // namespace lamplighter::process
