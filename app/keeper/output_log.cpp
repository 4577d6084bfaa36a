#include "app/keeper/output_log.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lamplighter::keeper {

namespace {

bool isFull(int error)
{
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

} // namespace

int OutputLog::prepare(const char *unit, const char *directory, std::int64_t maximumSize, std::int64_t keep)
{
    m_maximumSize = maximumSize;
    m_keep = keep;
    m_name.clear();
    m_name.append(unit).append(".log");
    const int opened = ::open(directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) {
        return errno;
    }
    // The folder may be another than last time, and the file may have been taken away meanwhile.
    struct stat before
    {};
    struct stat now
    {};
    const bool same = m_directory >= 0 && fstat(m_directory, &before) == 0 && fstat(opened, &now) == 0 &&
                      before.st_ino == now.st_ino && before.st_dev == now.st_dev;
    if (same) {
        close(opened);
    } else {
        if (m_directory >= 0) {
            close(m_directory);
            close(m_file);
            m_file = -1;
        }
        m_directory = opened;
    }
    lookAtFile(-1);
    if (m_file >= 0) {
        return 0;
    }
    const int error = open();
    return error == 0 || isFull(error) || error == EMFILE || error == ENFILE || error == EIO ? 0 : error;
}

int OutputLog::open()
{
    m_file =
        openat(m_directory, m_name.text(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0640);
    if (m_file < 0) {
        return errno;
    }
    struct stat status
    {};
    if (fstat(m_file, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(m_file);
        m_file = -1;
        return EINVAL;
    }
    m_size = status.st_size;
    m_lineOpen = false;
    // A keeper that was killed may have left half a line.
    char last = '\n';
    m_fileLineOpen = m_size > 0 && pread(m_file, &last, 1, m_size - 1) == 1 && last != '\n';
    m_failing = m_failing || m_fileLineOpen;
    return 0;
}

/// Once a second at most: somebody may have moved the file away, or emptied it.
void OutputLog::lookAtFile(std::int64_t second)
{
    if (second == m_lookedAt) {
        return;
    }
    m_lookedAt = second;
    struct stat status
    {};
    if (m_file >= 0 && fstat(m_file, &status) == 0) {
        struct stat named
        {};
        const bool still = fstatat(m_directory, m_name.text(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
                           named.st_ino == status.st_ino && named.st_dev == status.st_dev;
        if (still) {
            m_size = status.st_size;
            return;
        }
        close(m_file);
        m_file = -1;
    }
    m_openError = open();
}

OutputLog::Name OutputLog::rotatedName(std::int64_t index) const
{
    Name name;
    name.append(m_name.text());
    if (index > 0) {
        name.append(".").appendNumber(static_cast<std::uint64_t>(index));
    }
    return name;
}

void OutputLog::rotate()
{
    flush();
    if (m_failing) {
        return;
    }
    for (std::int64_t index = m_keep; index > 0; --index) {
        renameat(m_directory, rotatedName(index - 1).text(), m_directory, rotatedName(index).text());
    }
    if (m_keep <= 0) {
        unlinkat(m_directory, m_name.text(), 0);
    }
    close(m_file);
    m_file = -1;
    const int error = open();
    if (error != 0) {
        m_failing = true;
        m_failure = error;
    }
}

void OutputLog::write(const char *data, std::size_t size)
{
    const std::int64_t wall = wallMicroseconds();
    const Stamp stamp = stampOf(wall);
    lookAtFile(wall / 1'000'000);
    if (m_failing && !recover(stamp)) {
        m_lost += size;
        return;
    }
    const char *at = data;
    const char *const end = data + size;
    while (at < end && !m_failing) {
        if (!m_lineOpen) {
            if (m_size + static_cast<std::int64_t>(m_queued) >= m_maximumSize) {
                rotate();
                if (m_failing) {
                    break;
                }
            }
            put(stamp.text(), stamp.length(), true);
        }
        const auto left = static_cast<std::size_t>(end - at);
        const void *newline = std::memchr(at, '\n', left);
        const char *const next = newline != nullptr ? static_cast<const char *>(newline) + 1 : end;
        put(at, static_cast<std::size_t>(next - at), false);
        m_lineOpen = newline == nullptr;
        at = next;
        if (m_parts > kParts - 2) {
            flush();
        }
    }
    flush();
    if (m_failing) {
        m_lost += static_cast<std::size_t>(end - at);
    }
}

void OutputLog::finishLine()
{
    if (m_failing) {
        recover(stampOf(wallMicroseconds()));
    } else if (m_lineOpen) {
        put("\n", 1, true);
        flush();
    }
    m_lineOpen = false;
}

void OutputLog::put(const char *data, std::size_t size, bool isStamp)
{
    if (isStamp) {
        m_stamps |= std::uint64_t{1} << m_parts;
    }
    m_part[m_parts++] = {const_cast<char *>(data), size};
    m_queued += size;
}

void OutputLog::flush()
{
    if (m_parts == 0) {
        return;
    }
    const ssize_t result = m_file < 0 ? -1 : writev(m_file, m_part, m_parts);
    const int error = m_file < 0 ? m_openError : (result < 0 ? errno : ENOSPC);
    const auto written = static_cast<std::size_t>(result < 0 ? 0 : result);
    m_size += static_cast<std::int64_t>(written);
    std::size_t before = 0;
    for (int part = 0; part < m_parts && before < written; ++part) {
        const std::size_t upTo = written - before < m_part[part].iov_len ? written - before : m_part[part].iov_len;
        m_fileLineOpen = static_cast<const char *>(m_part[part].iov_base)[upTo - 1] != '\n';
        before += upTo;
    }
    if (written < m_queued) {
        lose(written, error);
    }
    m_parts = 0;
    m_queued = 0;
    m_stamps = 0;
}

/// Counts what of the queued parts was not written.
void OutputLog::lose(std::size_t written, int error)
{
    m_failing = true;
    m_failure = error;
    std::size_t from = 0;
    for (int part = 0; part < m_parts; ++part) {
        const std::size_t upTo = from + m_part[part].iov_len;
        if (upTo > written && (m_stamps >> part & 1) == 0) {
            m_lost += upTo - (written > from ? written : from);
        }
        from = upTo;
    }
}

/// After a failure: says in the log what is missing. True once that could be written.
bool OutputLog::recover(const Stamp &stamp)
{
    if (m_file < 0) {
        m_failure = m_openError;
        return false;
    }
    FixedText<160> text;
    text.append(m_fileLineOpen ? "\n" : "");
    if (m_lost > 0) {
        text.append(stamp.text()).append("lamplighter: ").appendNumber(m_lost);
        text.append(isFull(m_failure) ? " bytes lost: disk full\n" : " bytes lost: the log could not be written\n");
    }
    const ssize_t written = ::write(m_file, text.text(), text.length());
    if (written > 0) {
        m_size += written;
        m_fileLineOpen = text.text()[written - 1] != '\n';
    }
    if (written < 0 || static_cast<std::size_t>(written) < text.length()) {
        m_failure = written < 0 ? errno : ENOSPC;
        return false;
    }
    m_failing = false;
    m_lostBefore = m_lost;
    m_lost = 0;
    m_lineOpen = false;
    return true;
}

} // namespace lamplighter::keeper
