#include "core/base/boot_id.h"

#include <QFile>
#include <QSysInfo>

namespace lamplighter {

QString bootId()
{
    QFile file(QStringLiteral("/proc/sys/kernel/random/boot_id"));
    if (file.open(QIODevice::ReadOnly)) {
        return QString::fromLatin1(file.readAll().trimmed());
    }
    // QSysInfo knows macOS and Windows; an empty answer there becomes a constant, so that only reuse of a process id
    // together with its start time could confuse two boots.
    const QByteArray id = QSysInfo::bootUniqueId();
    return id.isEmpty() ? QStringLiteral("unknown-boot") : QString::fromLatin1(id);
}

} // namespace lamplighter
