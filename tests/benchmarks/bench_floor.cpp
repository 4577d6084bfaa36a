// The floor that a supervisor is measured against: the least one has to do. Spawns N beacons and spawns again whatever
// ends, with nothing but posix_spawn(3) and waitpid(2). No log, no record, no order, no limit.
//
// bench_floor BEACON BOARD N; SIGTERM ends the beacons, then itself.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unordered_map>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

volatile std::sig_atomic_t ending = 0;

void onTerm(int /*number*/)
{
    ending = 1;
}

pid_t spawnBeacon(char *beacon, char *board, int slot)
{
    std::string number = std::to_string(slot);
    char *arguments[] = {beacon, board, number.data(), nullptr};
    pid_t pid = -1;
    const int error = posix_spawn(&pid, beacon, nullptr, nullptr, arguments, environ);
    return error == 0 ? pid : -1;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_floor BEACON BOARD N\n");
        return 2;
    }
    struct sigaction action = {};
    action.sa_handler = onTerm; // without SA_RESTART: waitpid has to return
    sigaction(SIGTERM, &action, nullptr);

    std::unordered_map<pid_t, int> slotOf;
    const int count = std::atoi(argv[3]);
    for (int slot = 0; slot < count; ++slot) {
        slotOf[spawnBeacon(argv[1], argv[2], slot)] = slot;
    }
    while (ending == 0) {
        const pid_t ended = waitpid(-1, nullptr, 0);
        if (const auto found = slotOf.find(ended); found != slotOf.end() && ending == 0) {
            const int slot = found->second;
            slotOf.erase(found);
            slotOf[spawnBeacon(argv[1], argv[2], slot)] = slot;
        }
    }
    for (const auto &[pid, slot] : slotOf) {
        kill(pid, SIGTERM);
    }
    while (waitpid(-1, nullptr, 0) > 0) {}
    return 0;
}
