// Runs a fuzz target without a fuzzer: over every file of its corpus, over the beginnings of each, and over each with
// single bytes changed. So corpora and targets stay alive in the ordinary suite, with any compiler.
#include "tests/fuzz/fuzz.h"

#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace {

using Bytes = std::vector<std::uint8_t>;

/// As libFuzzer gives them: in a space of exactly this size, so that a sanitizer sees what reads past it.
void run(const Bytes &bytes)
{
    const Bytes exact(bytes);
    LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

void runVariations(const Bytes &bytes)
{
    constexpr std::size_t kMost = 64;
    const std::size_t step = bytes.size() / kMost + 1;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        run(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at)));
        Bytes changed = bytes;
        for (const int by : {0x01, 0x80, 0xff}) {
            changed[at] = static_cast<std::uint8_t>(bytes[at] ^ by);
            run(changed);
        }
    }
}

int runFolder(const char *folder)
{
    int files = 0;
    for (const auto &entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        const Bytes bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        std::printf("%s\n", entry.path().filename().c_str());
        std::fflush(stdout); // the last name before an abort is the culprit
        run(bytes);
        runVariations(bytes);
        ++files;
    }
    return files;
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2) {
        std::fputs("usage: tst_fuzz_TARGET FOLDER\n", stderr);
        return 2;
    }
    try {
        const int files = runFolder(arguments[1]);
        std::printf("%d files\n", files);
        return files > 0 ? 0 : 1; // an empty corpus would test nothing
    } catch (const std::exception &failure) {
        std::fprintf(stderr, "%s\n", failure.what());
        return 1;
    }
}
