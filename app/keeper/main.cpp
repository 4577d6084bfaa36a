// lamplighter-keeper RUN-FOLDER UNIT, started by an engine with a connected socket as descriptor 3. See
// core/process/keeper_protocol.h for what they say to each other.
#include "app/keeper/keeper.h"
#include "app/keeper/text.h"

#include <cerrno>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

using namespace lamplighter::keeper;
namespace protocol = lamplighter::process::protocol;

void noteChild(int)
{
    childEnded = 1;
}

void noteTermination(int)
{
    terminationAsked = 1;
}

/// Everything is blocked but while we wait, and there only what has a handler is let through: nothing else reaches us,
/// nothing interrupts, and what we start has nothing to put back but these two.
sigset_t takeOverSignals()
{
    for (int number = 1; number < NSIG; ++number) {
        signal(number, SIG_DFL); // a console under nohup, for one, would leave us and our children without SIGHUP
    }
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, nullptr);
    struct sigaction action
    {};
    action.sa_handler = noteChild;
    action.sa_flags = SA_NOCLDSTOP;
    sigaction(SIGCHLD, &action, nullptr);
    action.sa_handler = noteTermination;
    sigaction(SIGTERM, &action, nullptr);
    sigdelset(&all, SIGCHLD);
    sigdelset(&all, SIGTERM);
    return all;
}

/// Lets go of the terminal, the session and the descriptors of whoever started us.
void standAlone()
{
    syscall(SYS_close_range, protocol::kConnectionDescriptor + 1, ~0U, 0);
    setsid();
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    const int nothing = open("/dev/null", O_RDWR);
    for (int standard = STDIN_FILENO; standard <= STDERR_FILENO && nothing >= 0; ++standard) {
        dup2(nothing, standard);
    }
    if (nothing > STDERR_FILENO) {
        close(nothing);
    }
}

/// The lock that decides that this is the unit's only keeper. It is never closed. Returns an errno.
int takeLock()
{
    // A keeper that was just killed may have dropped its connection, which is how the engine knows, before its lock.
    constexpr int kAttempts = 100;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
        const int file = open(protocol::kLockFile, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (file < 0) {
            return errno;
        }
        struct stat held
        {};
        struct stat named
        {};
        if (flock(file, LOCK_EX | LOCK_NB) == 0 && fstat(file, &held) == 0 && stat(protocol::kLockFile, &named) == 0 &&
            held.st_ino == named.st_ino) {
            FixedText<24> text;
            text.appendNumber(static_cast<std::uint64_t>(getpid())).append("\n");
            return ftruncate(file, 0) == 0 && pwrite(file, text.text(), text.length(), 0) > 0 ? 0 : errno;
        }
        close(file); // held by another, or the folder was being removed
        const timespec pause{0, 2'000'000};
        nanosleep(&pause, nullptr);
    }
    return EWOULDBLOCK;
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 3 || fcntl(protocol::kConnectionDescriptor, F_GETFD) < 0) {
        constexpr char kUsage[] = "lamplighter-keeper is started by an engine, not by hand\n";
        (void)!write(STDERR_FILENO, kUsage, sizeof(kUsage) - 1);
        return 2;
    }
    const sigset_t whileWaiting = takeOverSignals();
    standAlone();
    static Keeper keeper(arguments[1], arguments[2]);
    keeper.adopt(protocol::kConnectionDescriptor);
    int error = chdir(arguments[1]) == 0 ? takeLock() : errno;
    if (error == 0) {
        error = keeper.prepare();
    }
    if (error != 0) {
        keeper.refuse(error);
        return 1;
    }
    keeper.run(whileWaiting);
    return 0;
}
