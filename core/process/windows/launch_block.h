// The launch block (core/process/keeper_protocol.h) taken apart. On Windows it follows its Launch message in the same
// pipe, since descriptors cannot travel there; its strings are UTF-8.
#pragma once

#include "core/process/windows/job_process.h"
#include "core/process/windows/pipes.h"

#include <optional>

namespace lamplighter::process::windows {

struct LaunchRequest
{
    std::int64_t run = 0;
    ProcessSpec process;
    std::wstring logDirectory;
    OutputPipe::Limits log;
};

/// Empty if the block is cut short, or an offset or a string leaves it.
std::optional<LaunchRequest> readLaunchBlock(const char *data, std::size_t size);

/// The other way round, for the engine's side and the tests.
std::string writeLaunchBlock(const LaunchRequest &request);

std::wstring fromUtf8(const std::string &text);
std::string toUtf8(const std::wstring &text);

} // namespace lamplighter::process::windows
