// One unit's folder in the run directory, as the engine sees it: is a keeper alive there, where to reach it, what it
// left.
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/process/keeper_protocol.h"
#include "core/process/posix/file_descriptor.h"

#include <QStringList>

namespace lamplighter::process {

/// What a record file holds, if it is whole, of this version, and of the boot with this id; otherwise zeros.
protocol::Record readRecord(const char *data, std::size_t size, QByteArrayView boot);

class RunFolder
{
public:
    RunFolder(const QString &runDirectory, const UnitName &unit);

    /// Units that have a folder.
    static QList<UnitName> list(const QString &runDirectory);

    [[nodiscard]] const QByteArray &path() const { return m_path; }
    Result<void> create() const;
    /// Takes the keeper's lock. Busy while a keeper lives.
    [[nodiscard]] Result<FileDescriptor> lock() const;
    /// Connected to the keeper's control socket, never waiting. Unavailable while it does not listen.
    [[nodiscard]] Result<FileDescriptor> connect() const;
    /// What the keeper last wrote, if it was in this boot; otherwise zeros.
    [[nodiscard]] protocol::Record record() const;
    /// Pid of the keeper that holds the lock, from its own word and its command line; 0 if that is not certain.
    [[nodiscard]] qint64 holder() const;
    /// The lock must be held.
    void remove() const;

private:
    [[nodiscard]] QByteArray file(const char *name) const { return m_path + '/' + name; }

    UnitName m_unit;
    QByteArray m_path;
};

} // namespace lamplighter::process
