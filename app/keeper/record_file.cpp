#include "app/keeper/record_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lamplighter::keeper {

int RecordFile::open(const char *unit, int outputPipe)
{
    m_record.magic = protocol::kRecordMagic;
    m_record.version = protocol::kVersion;
    m_record.size = sizeof(m_record);
    m_record.keeperPid = getpid();
    std::strncpy(m_record.unit, unit, sizeof(m_record.unit) - 1);
    const int boot = ::open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (boot >= 0) {
        const ssize_t size = read(boot, m_record.bootId, sizeof(m_record.bootId) - 1);
        m_record.bootId[size > 0 && m_record.bootId[size - 1] == '\n' ? size - 1 : 0] = '\0';
        close(boot);
    }
    struct stat status
    {};
    if (fstat(outputPipe, &status) == 0) {
        m_record.outputInode = status.st_ino;
    }
    m_file = ::open(protocol::kRecordFile, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    return m_file < 0 ? errno : 0;
}

void RecordFile::write(std::int64_t run, std::int64_t pid, std::uint64_t pidStart)
{
    m_record.run = run;
    m_record.pid = pid;
    m_record.pidStart = pidStart;
    // A full disk is no reason not to run: the file has its size since the first write, so this hardly ever fails.
    (void)!pwrite(m_file, &m_record, sizeof(m_record), 0);
}

} // namespace lamplighter::keeper
