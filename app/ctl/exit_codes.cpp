#include "app/ctl/exit_codes.h"

namespace lamplighter::ctl {

ExitCode exitCodeOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Unavailable:
        return ExitCode::Unreachable;
    case ErrorCode::NotAllowed:
    case ErrorCode::Unauthenticated:
        return ExitCode::NotAllowed;
    case ErrorCode::NotFound:
        return ExitCode::NotFound;
    case ErrorCode::Held:
        return ExitCode::Held;
    case ErrorCode::Untrusted:
        return ExitCode::Untrusted;
    case ErrorCode::Timeout:
        return ExitCode::Timeout;
    case ErrorCode::InvalidInput:
    case ErrorCode::Conflict:
    case ErrorCode::Busy:
    case ErrorCode::Io:
    case ErrorCode::Corrupt:
    case ErrorCode::TooNew:
    case ErrorCode::TooLarge:
    case ErrorCode::Gone:
    case ErrorCode::Internal:
        break;
    }
    return ExitCode::Refused;
}

} // namespace lamplighter::ctl
