// A short-lived child of the engine itself (a probe's command), so that it and what it starts can be ended together.
// Units are never started this way: they have keepers.
#pragma once

#include <QList>

#include <functional>
#include <optional>

namespace lamplighter {

struct ChildAccount
{
    qint64 uid = 0;
    qint64 gid = 0;
    QList<qint64> groups;
};

/// For QProcess::setChildProcessModifier: the child leads a process group of its own and, if given, changes to
/// `account` (it ends with code 126 where that is refused, since running as somebody else would be worse).
std::function<void()> leadOwnGroup(const std::optional<ChildAccount> &account);

/// SIGKILL to the group led by `pid`; does nothing for 0 or where there are no groups.
void killGroup(qint64 pid);

} // namespace lamplighter
