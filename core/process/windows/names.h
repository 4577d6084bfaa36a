// The names under which an engine and a unit's keeper find each other on Windows.
#pragma once

#include <cstdint>
#include <string>

namespace lamplighter::process::windows {

/// The named pipe of the keeper whose run folder this is. A pipe's name has no folders, so the path becomes a number;
/// the lock file in the folder, not the name, says who the keeper is. FNV-1a, 64 bits, letters of ASCII without case.
inline std::wstring controlPipeName(const std::wstring &runFolder)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (wchar_t c : runFolder) {
        if (c >= L'A' && c <= L'Z') {
            c = static_cast<wchar_t>(c - L'A' + L'a');
        } else if (c == L'/') {
            c = L'\\';
        }
        hash = (hash ^ static_cast<std::uint64_t>(c)) * 0x100000001b3U;
    }
    std::wstring digits(16, L'0');
    for (std::size_t i = digits.size(); i-- > 0; hash >>= 4U) {
        digits[i] = L"0123456789abcdef"[hash & 15U];
    }
    return L"\\\\.\\pipe\\lamplighter-keeper-" + digits;
}

} // namespace lamplighter::process::windows
