#include "app/demo-agent/state_file.h"

#include <charconv>
#include <cstdio>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace lamplighter::demo_agent {

namespace {

/// The number behind "key": in text that saveState wrote; 0 if there is none.
long long numberOf(const std::string &text, const std::string &key)
{
    const std::string mark = "\"" + key + "\": ";
    const std::size_t at = text.find(mark);
    long long number = 0;
    if (at != std::string::npos) {
        std::from_chars(text.data() + at + mark.size(), text.data() + text.size(), number);
    }
    return number;
}

} // namespace

bool lockState(const std::string &path)
{
    const int file = ::open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    return file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) == 0;
}

SavedState loadState(const std::string &path)
{
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return {.starts = numberOf(text.str(), "starts"), .checkpoints = numberOf(text.str(), "checkpoints")};
}

bool saveState(const std::string &path, const SavedState &state, const std::string &version)
{
    const std::string beside = path + ".new";
    std::FILE *file = std::fopen(beside.c_str(), "we");
    if (file == nullptr) {
        return false;
    }
    bool good = std::fprintf(file, "{\"version\": \"%s\", \"starts\": %lld, \"checkpoints\": %lld}\n", version.c_str(),
                             state.starts, state.checkpoints) > 0;
    good = std::fflush(file) == 0 && ::fsync(::fileno(file)) == 0 && good;
    good = std::fclose(file) == 0 && good;
    return good && std::rename(beside.c_str(), path.c_str()) == 0;
}

} // namespace lamplighter::demo_agent
