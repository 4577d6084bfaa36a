// What keepers are tested with: a program that behaves as its first argument says. No Qt, so that it starts fast.
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace {

/// sendmsg to NOTIFY_SOCKET, with the write end of a pipe if `attached` is one.
bool notify(const char *text, int attached = -1)
{
    const char *const path = std::getenv("NOTIFY_SOCKET");
    const int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (path == nullptr || fd < 0 || std::strlen(path) >= sizeof(sockaddr_un::sun_path)) {
        return false;
    }
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path, std::strlen(path));
    if (path[0] == '@') {
        address.sun_path[0] = '\0';
    }
    iovec part{const_cast<char *>(text), std::strlen(text)};
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    msghdr message{};
    message.msg_name = &address;
    message.msg_namelen = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + std::strlen(path));
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    if (attached >= 0) {
        message.msg_control = control;
        message.msg_controllen = sizeof(control);
        cmsghdr *const head = CMSG_FIRSTHDR(&message);
        head->cmsg_level = SOL_SOCKET;
        head->cmsg_type = SCM_RIGHTS;
        head->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(head), &attached, sizeof(attached));
    }
    const bool sent = sendmsg(fd, &message, 0) >= 0;
    close(fd);
    return sent;
}

void sleepForEver()
{
    for (;;) {
        pause();
    }
}

/// BARRIER=1 of sd_notify: ends with 0 once the receiver has closed the descriptor that was sent.
int barrier()
{
    int ends[2];
    if (pipe(ends) != 0 || !notify("BARRIER=1", ends[1])) {
        return 3;
    }
    close(ends[1]);
    pollfd wait{ends[0], 0, 0};
    return poll(&wait, 1, 5000) == 1 && (wait.revents & POLLHUP) != 0 ? 0 : 4;
}

void forkMany(int count)
{
    for (int index = 0; index < count; ++index) {
        if (fork() == 0) {
            setsid(); // another session, and it ignores what it can
            signal(SIGTERM, SIG_IGN);
            if (index % 2 == 0 && fork() != 0) {
                _exit(0); // half of them lose their parent
            }
            sleepForEver();
        }
    }
}

/// Lines "line N" until it is killed, as fast as the pipe takes them.
void countLines()
{
    char line[32];
    for (long number = 0;; ++number) {
        const int length = std::snprintf(line, sizeof(line), "line %ld\n", number);
        if (write(STDOUT_FILENO, line, static_cast<std::size_t>(length)) < 0) {
            _exit(9); // the pipe broke
        }
    }
}

/// What a new process finds: one line for each thing a supervisor may leave wrong.
int describe()
{
    sigset_t mask;
    sigprocmask(SIG_SETMASK, nullptr, &mask);
    int blocked = 0;
    int notDefault = 0;
    for (int number = 1; number < NSIG; ++number) {
        struct sigaction action
        {};
        blocked += sigismember(&mask, number) == 1 ? 1 : 0;
        notDefault += sigaction(number, nullptr, &action) == 0 && action.sa_handler != SIG_DFL ? 1 : 0;
    }
    int open = 0;
    for (int fd = 3; fd < 256; ++fd) {
        open += fcntl(fd, F_GETFD) >= 0 ? 1 : 0;
    }
    std::printf("blocked=%d\nhandled=%d\nopen=%d\n", blocked, notDefault, open);
    std::printf("leader=%d\nuid=%d\n", getsid(0) == getpid() ? 1 : 0, static_cast<int>(getuid()));
    std::printf("stdout=%d\n", ::open("/proc/self/fd/1", O_WRONLY) >= 0 ? 1 : 0);
    struct stat input
    {};
    fstat(STDIN_FILENO, &input);
    std::printf("stdin=%d\n", S_ISCHR(input.st_mode) ? 1 : 0);
    return 0;
}

} // namespace

int main(int count, char **arguments)
{
    setvbuf(stdout, nullptr, _IOFBF, 1 << 16);
    const std::string mode = count > 1 ? arguments[1] : "";
    const char *const value = count > 2 ? arguments[2] : "";
    if (mode == "notify") {
        return notify(value) ? (sleepForEver(), 0) : 3;
    }
    if (mode == "notify-and-exit") {
        return notify(value) ? 0 : 3;
    }
    if (mode == "barrier") {
        return barrier();
    }
    if (mode == "bomb") {
        forkMany(std::atoi(value));
        sleepForEver();
    }
    if (mode == "ignore-term") {
        signal(SIGTERM, SIG_IGN);
        std::puts("ready");
        std::fflush(stdout);
        sleepForEver();
    }
    if (mode == "count") {
        countLines();
    }
    if (mode == "describe") {
        return describe();
    }
    if (mode == "main-pid") { // the child becomes the main process and ends with 7 when it is told to
        const pid_t child = fork();
        if (child == 0) {
            signal(SIGTERM, [](int) { _exit(7); });
            notify("READY=1");
            sleepForEver();
        }
        signal(SIGTERM, SIG_IGN);
        sleepForEver();
    }
    if (mode == "erase-environment") { // as programs do that show a title in ps
        for (char **entry = environ; *entry != nullptr; ++entry) {
            std::memset(*entry, 0, std::strlen(*entry));
        }
        std::puts("ready");
        std::fflush(stdout);
        sleepForEver();
    }
    return 2;
}
