// Asks an agent that runs for its version: what a unit's version command does.
#pragma once

namespace lamplighter::demo_agent {

/// Prints the version that the agent on 127.0.0.1:`port` reports; the exit code: 0, or 3 if nobody answers.
int askVersion(int port);

} // namespace lamplighter::demo_agent
