// The record in the unit's run folder: what an engine needs to find the unit's processes after this keeper was killed.
#pragma once

#include "core/process/keeper_protocol.h"

namespace lamplighter::keeper {

namespace protocol = process::protocol;

class RecordFile
{
public:
    /// In the current folder. Returns an errno.
    int open(const char *unit, int outputPipe);
    /// Before the launch, without a pid: were we killed between the launch and its record, the run id would still be
    /// found.
    void write(std::int64_t run, std::int64_t pid, std::uint64_t pidStart);

private:
    int m_file = -1;
    protocol::Record m_record{};
};

} // namespace lamplighter::keeper
