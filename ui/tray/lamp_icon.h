// The lamp of the tray in each of its states, for light and dark panels.
#pragma once

#include "ui/models/tray_picture.h"

#include <QIcon>

namespace lamplighter::ui {

QIcon lampIcon(LampState state, bool onDark);

/// The panel is dark, as far as one can know: some desktops have a dark one whatever the windows are.
bool panelIsDark(bool systemIsDark);

} // namespace lamplighter::ui
