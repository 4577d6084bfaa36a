// The unit's log file: stamps lines, rotates at line ends, and never makes the unit wait for a disk that is full.
#pragma once

#include "app/keeper/moment.h"
#include "app/keeper/text.h"

#include <cstddef>
#include <cstdint>
#include <sys/uio.h>

namespace lamplighter::keeper {

class OutputLog
{
public:
    /// For a launch: where to write from now on. Returns an errno if nothing can ever be written there; a full disk is
    /// no reason not to launch.
    int prepare(const char *unit, const char *directory, std::int64_t maximumSize, std::int64_t keep);
    /// Output of the unit, in any pieces.
    void write(const char *data, std::size_t size);
    /// No more output comes: ends an unfinished line.
    void finishLine();
    /// The errno for which output is being lost now; 0 if none is.
    [[nodiscard]] int trouble() const { return m_failing && m_lost > 0 ? m_failure : 0; }
    /// Bytes that were lost when it last failed, known once it writes again.
    [[nodiscard]] std::uint64_t lostBefore() const { return m_lostBefore; }

private:
    static constexpr int kParts = 64;
    using Name = FixedText<128>;

    int open();
    void lookAtFile(std::int64_t second);
    void rotate();
    [[nodiscard]] Name rotatedName(std::int64_t index) const;
    void put(const char *data, std::size_t size, bool isStamp);
    void flush();
    void lose(std::size_t written, int error);
    bool recover(const Stamp &stamp);

    int m_directory = -1;
    int m_file = -1;
    std::int64_t m_size = 0;
    std::int64_t m_maximumSize = 0;
    std::int64_t m_keep = 0;
    std::int64_t m_lookedAt = 0; ///< second in which the file was last looked at
    std::uint64_t m_lost = 0;    ///< bytes of output dropped since writing failed
    std::uint64_t m_lostBefore = 0;
    int m_openError = 0; ///< errno of the last try to open it
    int m_failure = 0;   ///< errno of that
    bool m_failing = false;
    bool m_lineOpen = false;     ///< the next byte continues a line
    bool m_fileLineOpen = false; ///< the file does not end with a newline
    int m_parts = 0;
    std::size_t m_queued = 0;
    std::uint64_t m_stamps = 0; ///< bit i: part i is a stamp, not output
    Name m_name;
    iovec m_part[kParts];
};

} // namespace lamplighter::keeper
