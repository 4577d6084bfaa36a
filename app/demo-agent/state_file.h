// What the agent keeps over its own end: a small JSON file, replaced as a whole.
#pragma once

#include <string>

namespace lamplighter::demo_agent {

struct SavedState
{
    long long starts = 0;      ///< how often the agent was started with this file
    long long checkpoints = 0; ///< how often it was saved
};

/// False if another process that lives uses this state. The lock is held until this process ends.
bool lockState(const std::string &path);
/// Nothing saved yet, or nothing readable, is a new state.
SavedState loadState(const std::string &path);
/// Written beside it, synced and renamed: a reader finds the old or the new, never half. False if the disk refused.
bool saveState(const std::string &path, const SavedState &state, const std::string &version);

} // namespace lamplighter::demo_agent
