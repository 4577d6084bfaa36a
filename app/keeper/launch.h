// From a launch block to a running process.
#pragma once

#include "core/process/keeper_protocol.h"

#include <cstddef>
#include <sys/types.h>

namespace lamplighter::keeper {

namespace protocol = process::protocol;

/// A launch block, mapped and checked. Strings and arrays point into it until it is closed.
class LaunchPlan
{
public:
    LaunchPlan() = default;
    ~LaunchPlan();
    LaunchPlan(const LaunchPlan &) = delete;
    LaunchPlan &operator=(const LaunchPlan &) = delete;

    /// Maps `fd` (which stays the caller's); an errno if it is not a sealed, well-formed block.
    int map(int fd);
    /// The same for a block in memory that is ours to write to, aligned as a page is, and outlives this.
    int take(char *start, std::size_t size);

    [[nodiscard]] const protocol::LaunchBlock &block() const { return *m_block; }
    [[nodiscard]] bool has(protocol::LaunchFlag flag) const { return (m_block->flags & flag) != 0; }
    /// True if the process is to run under another account than the keeper does.
    [[nodiscard]] bool changesAccount() const;
    [[nodiscard]] const char *program() const { return textAt(m_block->program); }
    [[nodiscard]] const char *directory() const { return textAt(m_block->directory); }
    [[nodiscard]] const char *logDirectory() const { return textAt(m_block->logDirectory); }
    [[nodiscard]] char *const *arguments() const { return m_arguments; }
    [[nodiscard]] char *const *environment() const { return m_environment; }
    [[nodiscard]] const gid_t *groups() const;
    /// Fills the entry that was left open for it (kWantNotify). `entry` must live until the launch is over.
    void setNotifyEntry(char *entry);

private:
    [[nodiscard]] bool isText(std::uint64_t offset) const { return offset >= m_block->headerSize && offset < m_size; }
    [[nodiscard]] const char *textAt(std::uint64_t offset) const { return m_start + offset; }
    bool check() const;
    char **pointersAt(std::uint64_t offset, std::uint32_t count, bool lastIsOpen);

    bool m_isMapped = false;
    char *m_start = nullptr;
    std::size_t m_size = 0;
    const protocol::LaunchBlock *m_block = nullptr;
    char **m_arguments = nullptr;
    char **m_environment = nullptr;
};

struct LaunchResult
{
    pid_t pid = 0; ///< 0 if it failed
    protocol::Stage stage = protocol::Stage::Fork;
    int error = 0;
};

/// Starts the process in a session of its own, with stdout and stderr on `output` and stdin as ours. All signals must
/// be blocked; returns when the program runs, or with what was in its way.
LaunchResult start(const LaunchPlan &plan, int output);

} // namespace lamplighter::keeper
