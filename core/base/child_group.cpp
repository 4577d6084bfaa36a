#include "core/base/child_group.h"

#ifndef _WIN32
#include <csignal>
#include <grp.h>
#include <unistd.h>

#include <vector>
#endif

namespace lamplighter {

#ifdef _WIN32

std::function<void()> leadOwnGroup(const std::optional<ChildAccount> & /*account*/)
{
    return {};
}

void killGroup(qint64 /*pid*/)
{}

#else

std::function<void()> leadOwnGroup(const std::optional<ChildAccount> &account)
{
    if (!account) {
        return [] { ::setpgid(0, 0); };
    }
    // Made ready here: between fork and exec nothing may allocate.
    std::vector<gid_t> groups;
    for (const qint64 group : account->groups) {
        groups.push_back(static_cast<gid_t>(group));
    }
    const auto uid = static_cast<uid_t>(account->uid);
    const auto gid = static_cast<gid_t>(account->gid);
    return [groups, uid, gid] {
        constexpr int kRefused = 126;
        ::setpgid(0, 0);
        if (::getuid() == uid && ::geteuid() == uid) {
            return;
        }
        if (::setgroups(groups.size(), groups.data()) != 0 || ::setgid(gid) != 0 || ::setuid(uid) != 0) {
            ::_exit(kRefused);
        }
    };
}

void killGroup(qint64 pid)
{
    if (pid > 1) {
        ::kill(static_cast<pid_t>(-pid), SIGKILL);
    }
}

#endif

} // namespace lamplighter
