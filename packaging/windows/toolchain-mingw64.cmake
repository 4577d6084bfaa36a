# CMake tool chain: Windows x86-64 with Debian's MinGW-w64 GCC (posix threads), against a prepared Qt.
# packaging/windows/cross-build passes LAMPLIGHTER_QT_WIN64 (the unpacked Qt) and LAMPLIGHTER_WIN64_HEADERS (links to the
# header-only libraries, never the whole of the host's include folder).
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)

set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)

# try_compile projects read this file too, and must see the same folders.
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES LAMPLIGHTER_QT_WIN64 LAMPLIGHTER_WIN64_HEADERS)

set(CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32 "${LAMPLIGHTER_QT_WIN64}" "${LAMPLIGHTER_WIN64_HEADERS}")
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

set(CMAKE_PREFIX_PATH "${LAMPLIGHTER_QT_WIN64}")
# moc, rcc and the other tools run here: they come from this machine's Qt of the same version.
set(QT_HOST_PATH /usr)
# CMake is not told the host's architecture folder until the compiler is known, which is too late for Qt.
file(GLOB LAMPLIGHTER_HOST_QT /usr/lib/*-linux-gnu/cmake/Qt6HostInfo)
list(GET LAMPLIGHTER_HOST_QT 0 LAMPLIGHTER_HOST_QT)
get_filename_component(QT_HOST_PATH_CMAKE_DIR "${LAMPLIGHTER_HOST_QT}" DIRECTORY)

# Header-only libraries have no package file for this platform.
set(LAMPLIGHTER_HEADER_ONLY_INCLUDE "${LAMPLIGHTER_WIN64_HEADERS}/include")
set(CMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES "${LAMPLIGHTER_HEADER_ONLY_INCLUDE}")
# Windows 10 and later, as Qt 6 itself.
set(CMAKE_CXX_FLAGS_INIT "-D_WIN32_WINNT=0x0A00 -DWIN32_LEAN_AND_MEAN -DNOMINMAX")
