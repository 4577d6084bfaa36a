// The console's command line.
#pragma once

#include "ui/theme/theme.h"

#include <QStringList>

#include <optional>

namespace lamplighter::console {

struct Options
{
    QString dataDirectory;
    QStringList unitSources;
    std::optional<ui::Scheme> scheme; ///< nothing: as remembered
    bool demo = false;                ///< starts the demo fleet
    bool background = false;          ///< starts in the tray, without a window
};

/// Reads the arguments before there is an application (a display is not needed for --help). Returns the exit code when
/// the program is done with that.
std::optional<int> readOptions(const QStringList &arguments, Options &options);

/// False where no window can be shown; then `why` says it in words, with what to do instead.
bool hasDisplay(QString &why);

} // namespace lamplighter::console
