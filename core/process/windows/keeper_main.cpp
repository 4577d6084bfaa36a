// lamplighter-keeper.exe RUN_FOLDER UNIT: the parent of one unit. Started by the engine, outlives it.
#include "core/process/windows/keeper.h"

using lamplighter::process::windows::Keeper;
using lamplighter::process::windows::toUtf8;

int wmain(int argc, wchar_t **argv)
{
    if (argc != 3) {
        return ERROR_INVALID_PARAMETER;
    }
    return static_cast<int>(Keeper(argv[1], toUtf8(argv[2])).run());
}
