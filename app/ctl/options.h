// Turns a command line into an Invocation.
#pragma once

#include "app/ctl/commands.h"
#include "app/ctl/exit_codes.h"

#include <variant>

namespace lamplighter::ctl {

/// What to do; or, when there is nothing more to do, what to end with: help and version were printed to stdout (Ok),
/// what is wrong to stderr (Usage).
std::variant<Invocation, ExitCode> parseCommandLine(int argc, const char *const *argv);

} // namespace lamplighter::ctl
