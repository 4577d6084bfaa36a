// Names of accounts and programs, looked up before a launch so that nothing is looked up between fork and exec.
#include "core/process/keepers.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <grp.h>
#include <pwd.h>
#include <unistd.h>

namespace lamplighter::process {

namespace {

enum class Executable { Yes, Missing, NotAllowed };

Executable examine(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        return Executable::Missing;
    }
    return info.isFile() && ::access(QFile::encodeName(path).constData(), X_OK) == 0 ? Executable::Yes
                                                                                     : Executable::NotAllowed;
}

Error notExecutable(const QString &path)
{
    return Error{ErrorCode::NotAllowed, QStringLiteral("%1 is not an executable file").arg(path),
                 QStringLiteral("command")};
}

QList<qint64> groupsOf(const char *name, gid_t primary)
{
    int count = 64;
    std::vector<gid_t> groups(static_cast<std::size_t>(count));
    while (::getgrouplist(name, primary, groups.data(), &count) < 0) {
        if (static_cast<std::size_t>(count) <= groups.size()) {
            count = static_cast<int>(groups.size() * 2);
        }
        groups.resize(static_cast<std::size_t>(count));
    }
    QList<qint64> list;
    for (int index = 0; index < count; ++index) {
        list.append(groups[static_cast<std::size_t>(index)]);
    }
    return list;
}

} // namespace

Result<Account> resolveAccount(const QString &user)
{
    const QByteArray name = user.toLocal8Bit();
    std::vector<char> buffer(4096);
    passwd entry{};
    passwd *found = nullptr;
    int error = 0;
    while ((error = ::getpwnam_r(name.constData(), &entry, buffer.data(), buffer.size(), &found)) == ERANGE) {
        buffer.resize(buffer.size() * 2);
    }
    if (found == nullptr) {
        return Error{ErrorCode::NotFound, QStringLiteral("there is no account \"%1\"").arg(user),
                     QStringLiteral("user")};
    }
    return Account{entry.pw_uid, entry.pw_gid, groupsOf(name.constData(), entry.pw_gid)};
}

Result<QString> resolveProgram(const QString &command, const QString &directory, const QString &searchPath)
{
    if (command.contains(u'/')) {
        // "a/../b" need not be "b" where "a" is a link, so such a path is left as it is.
        const QString absolute = QDir(directory).absoluteFilePath(command);
        const QString path = absolute.contains(QStringLiteral("..")) ? absolute : QDir::cleanPath(absolute);
        switch (examine(path)) {
        case Executable::Yes:
            return path;
        case Executable::NotAllowed:
            return notExecutable(path);
        case Executable::Missing:
            return Error{ErrorCode::NotFound, QStringLiteral("there is no program %1").arg(path),
                         QStringLiteral("command")};
        }
    }
    QString refused;
    for (const QString &part : searchPath.split(u':')) {
        // An empty part, and a relative one, count from the working directory, as execvp(3) has it.
        const QString path = QDir::cleanPath(QDir(directory).absoluteFilePath(part) + u'/' + command);
        const Executable result = command.isEmpty() ? Executable::Missing : examine(path);
        if (result == Executable::Yes) {
            return path;
        }
        if (result == Executable::NotAllowed && refused.isEmpty()) {
            refused = path;
        }
    }
    if (!refused.isEmpty()) {
        return notExecutable(refused);
    }
    return Error{ErrorCode::NotFound, QStringLiteral("there is no program \"%1\" along the search path").arg(command),
                 QStringLiteral("command")};
}

} // namespace lamplighter::process
