// A process that marks on the board when its first instruction ran, and then waits to be killed. Static and without C++
// run time, so that a measurement holds the supervisor's work and little of the loader's.
//
// bench_beacon BOARD SLOT, or without arguments in a folder with "board" (a file) and "slot" (a link whose target is
// the number): the form that lets runit and s6 run it without a shell in between.
#include "tests/benchmarks/board.h"

#include <cstdlib>
#include <ctime>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using lamplighter::benchmarks::Board;
using lamplighter::benchmarks::BoardSlot;
using lamplighter::benchmarks::kBoardSlots;

int main(int argc, char **argv)
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);

    char link[16] = {};
    if (argc < 3 && readlink("slot", link, sizeof(link) - 1) <= 0) {
        return 2;
    }
    const unsigned long slot = std::strtoul(argc < 3 ? link : argv[2], nullptr, 10);
    const int file = open(argc < 3 ? "board" : argv[1], O_RDWR | O_CLOEXEC);
    void *memory = mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (file < 0 || memory == MAP_FAILED || slot >= kBoardSlots) {
        return 2;
    }
    BoardSlot &mine = static_cast<Board *>(memory)->slots[slot];
    mine.startedAt = static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
    mine.pid = getpid();
    ++mine.starts;
    for (;;) {
        pause();
    }
}
