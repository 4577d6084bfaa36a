// The smallest honest agent: what a program does to be supervised well, and every way in which one fails. See --help.
#include "app/demo-agent/agent.h"
#include "app/demo-agent/version_question.h"

#include <cstdio>

int main(int argc, char **argv)
{
    const auto parsed = lamplighter::demo_agent::parseOptions(argc, argv);
    if (const auto *trouble = std::get_if<std::string>(&parsed)) {
        std::fprintf(stderr, "lamplighter-demo-agent: %s (see --help)\n", trouble->c_str());
        return 2;
    }
    const auto &options = std::get<lamplighter::demo_agent::Options>(parsed);
    if (options.help) {
        std::fputs(lamplighter::demo_agent::kHelp, stdout);
        return 0;
    }
    if (options.printVersion) {
        std::puts(options.version.c_str());
        return 0;
    }
    if (options.askVersion) {
        return lamplighter::demo_agent::askVersion(*options.askVersion);
    }
    return lamplighter::demo_agent::Agent(options).run();
}
