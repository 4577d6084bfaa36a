// What assistive programs are told of widgets that Qt cannot know: the window, a banner, one choice of several. Nothing
// to own; installed once, before the first window.
#pragma once

namespace lamplighter::ui {

void installAccessibleRoles();

} // namespace lamplighter::ui
