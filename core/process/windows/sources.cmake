# What lamplighter_process has on Windows. The engine's side (Keepers over named pipes) is still to come; the keeper, which
# has no Qt, is a library of its own.
add_subdirectory("${CMAKE_CURRENT_LIST_DIR}")
