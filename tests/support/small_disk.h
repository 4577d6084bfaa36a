// A file system of a few megabytes in memory, mounted where only the test and what it starts can see it: to be filled
// to the last byte, or made read-only. Needs the right to mount; a test skips with `trouble()` where there is none.
#pragma once

#include <QString>

namespace lamplighter::tests {

class SmallDisk
{
public:
    /// Mounted at `path`, which is made. Programs that are to see it are started afterwards.
    SmallDisk(const QString &path, int megabytes);
    ~SmallDisk();
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    [[nodiscard]] bool ok() const { return m_trouble.isEmpty(); }
    [[nodiscard]] QString trouble() const { return m_trouble; }
    [[nodiscard]] qint64 bytesFree() const;

    /// Until the last byte is taken.
    bool fill();
    /// Takes what fill() took away again.
    bool makeRoom();
    /// Refused by the system while a file on it is open for writing.
    bool setReadOnly(bool readOnly);
    /// Puts the same folder over itself, read-only, or takes that away: what is open goes on, nothing new is written.
    bool shadowReadOnly(bool readOnly);

private:
    QString m_path;
    QString m_trouble;
    bool m_mounted = false;
};

} // namespace lamplighter::tests
