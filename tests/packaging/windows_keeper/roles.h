// What the test program is besides the tests: what a keeper supervises, an engine that dies, and a look at the system.
#pragma once

#include "engine_side.h"

#include <string>
#include <vector>

namespace keeper_test {

extern std::wstring g_self; // this program
extern std::wstring g_root; // where everything of this run lies

/// What is in the file now, though somebody may still write to it.
std::string readFile(const std::wstring &path);
/// This program as a unit, in the mode given.
win::LaunchRequest childRequest(std::int64_t run, std::vector<std::wstring> arguments);

/// "child MODE …": the code it ends with.
int beAChild(const std::vector<std::wstring> &arguments);
/// "engine ROOT FOLDER MODE": launches a child under the keeper of `folder`, notes its state, and ends without a word.
int dieAsAnEngine(const std::wstring &folder, const std::wstring &childMode);
/// "probe-break": 42 if this system delivers CTRL_BREAK within a hidden console at all.
int probeBreak();

} // namespace keeper_test
