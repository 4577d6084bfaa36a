# One place for what every target is compiled with. `lamplighter_options` is the strict set for our own C++ and Qt code.

add_library(lamplighter_options INTERFACE)
target_include_directories(lamplighter_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(lamplighter_options INTERFACE
    QT_NO_CAST_FROM_ASCII
    QT_NO_CAST_TO_ASCII
    QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_USE_QSTRINGBUILDER
    QT_STRICT_ITERATORS
    QT_NO_FOREACH
    QT_NO_KEYWORDS
    LAMPLIGHTER_VERSION="${PROJECT_VERSION}")

set(LAMPLIGHTER_WARNINGS
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual)
if(LAMPLIGHTER_WERROR)
    list(APPEND LAMPLIGHTER_WARNINGS -Werror)
endif()
# g++ 12 warns about Qt's own inlined containers under -O2 (GCC bug 105562 and its like); they say nothing about ours.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    list(APPEND LAMPLIGHTER_WARNINGS -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow
        -Wno-array-bounds)
endif()
target_compile_options(lamplighter_options INTERFACE ${LAMPLIGHTER_WARNINGS})

if(LAMPLIGHTER_SANITIZE)
    target_compile_options(lamplighter_options INTERFACE
        -fsanitize=${LAMPLIGHTER_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
    target_link_options(lamplighter_options INTERFACE -fsanitize=${LAMPLIGHTER_SANITIZE})
    if(LAMPLIGHTER_SANITIZE MATCHES "address" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # What follows from these is seen by AddressSanitizer anyway, and their descriptions of every member access made
        # programs of 400 MB each: 15 GB for all tests.
        target_compile_options(lamplighter_options INTERFACE -fno-sanitize=null,alignment,object-size,vptr)
    endif()
endif()
if(LAMPLIGHTER_SANITIZE MATCHES "thread" AND UNIX)
    # Without the strict options, and so without the sanitizer. Linked before Qt, whose functions it takes the place of.
    add_library(lamplighter_tsan STATIC "${CMAKE_CURRENT_LIST_DIR}/tsan/qt_edges.cpp")
    target_link_libraries(lamplighter_tsan PUBLIC Qt6::Core ${CMAKE_DL_LIBS})
    # Also into a program that needs none of it but clone(), which is called by Qt alone.
    target_link_options(lamplighter_tsan INTERFACE LINKER:--undefined=lamplighterQtEdges)
    target_link_libraries(lamplighter_options INTERFACE lamplighter_tsan)
endif()
if(LAMPLIGHTER_COVERAGE)
    target_compile_options(lamplighter_options INTERFACE --coverage -O0 -g)
    target_link_options(lamplighter_options INTERFACE --coverage)
endif()

# Qt's heaviest headers are parsed once per library, not once per file.
set(LAMPLIGHTER_CORE_PCH <QtCore/QString> <QtCore/QObject> <QtCore/QHash> <QtCore/QDateTime> <QtCore/QJsonObject>
    <chrono> <functional> <memory> <optional> <string> <variant> <vector>)

# lamplighter_library(name SOURCES … LINK … [PCH …]): a static library of one domain, with the strict options.
function(lamplighter_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK;PRIVATE_LINK;PCH" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC lamplighter_options ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
    if(ARG_PCH)
        target_precompile_headers(${name} PRIVATE ${ARG_PCH})
    else()
        target_precompile_headers(${name} PRIVATE ${LAMPLIGHTER_CORE_PCH})
    endif()
endfunction()
