#include "core/base/port_owner.h"

#include <QDir>
#include <QFile>
#include <QSet>

namespace lamplighter {

namespace {

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Of sockets that listen on the port, as /proc/PID/fd shows them: "socket:[12345]". Fields of proc(5): the local
/// address in hexadecimal, the state (0A listens), the inode.
QSet<QString> listeners(quint16 port)
{
    QSet<QString> sockets;
    const QByteArray wanted = ':' + QByteArray::number(port, 16).toUpper().rightJustified(4, '0');
    for (const QString &table : {QStringLiteral("/proc/net/tcp"), QStringLiteral("/proc/net/tcp6")}) {
        const QList<QByteArray> lines = content(table).split('\n');
        for (const QByteArray &line : lines) {
            const QList<QByteArray> fields = line.simplified().split(' ');
            if (fields.size() > 9 && fields.at(1).endsWith(wanted) && fields.at(3) == "0A") {
                sockets.insert(QStringLiteral("socket:[%1]").arg(QString::fromLatin1(fields.at(9))));
            }
        }
    }
    return sockets;
}

bool holdsOneOf(const QString &process, const QSet<QString> &sockets)
{
    const QString folder = QStringLiteral("/proc/%1/fd/").arg(process);
    const QStringList descriptors = QDir(folder).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &descriptor : descriptors) {
        // What a descriptor points to is no path; Qt would make one of it.
        if (sockets.contains(QFile::symLinkTarget(folder + descriptor).section(u'/', -1))) {
            return true;
        }
    }
    return false;
}

} // namespace

QString portOwner(quint16 port)
{
    const QSet<QString> sockets = listeners(port);
    if (port == 0 || sockets.isEmpty()) {
        return {};
    }
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &process : processes) {
        if (process.toLongLong() > 0 && holdsOneOf(process, sockets)) {
            const QByteArray name = content(QStringLiteral("/proc/%1/comm").arg(process)).trimmed();
            return QStringLiteral("%1 (process %2)").arg(QString::fromLocal8Bit(name), process);
        }
    }
    return {};
}

} // namespace lamplighter
