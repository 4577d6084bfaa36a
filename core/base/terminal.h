// Whether a person reads what a program prints.
#pragma once

#include <QtGlobal>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace lamplighter {

enum class StandardStream { Output = 1, Error = 2 };

inline bool isTerminal(StandardStream stream)
{
#ifdef _WIN32
    return ::_isatty(static_cast<int>(stream)) != 0;
#else
    return ::isatty(static_cast<int>(stream)) == 1;
#endif
}

/// https://no-color.org: set and not empty means no colour, whatever the terminal can do.
inline bool colourIsWelcome(StandardStream stream)
{
    return isTerminal(stream) && qEnvironmentVariableIsEmpty("NO_COLOR") && qgetenv("TERM") != "dumb";
}

} // namespace lamplighter
