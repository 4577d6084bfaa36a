// An exclusive lock that the operating system drops when its holder dies, however it dies. One writer owns a data
// directory: this decides who.
#pragma once

#include "core/base/result.h"

#include <memory>

namespace lamplighter {

class FileLock
{
public:
    ~FileLock();
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;

    /// Busy if another process holds it, with its pid in `field` as far as it is known. Never waits. The file is
    /// created 0600, holds the holder's pid and is left behind.
    static Result<std::unique_ptr<FileLock>> acquire(const QString &path);

private:
    explicit FileLock(qintptr handle)
        : m_handle(handle)
    {}
    qintptr m_handle;
};

} // namespace lamplighter
