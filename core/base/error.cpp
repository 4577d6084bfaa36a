#include "core/base/error.h"

#include <QLatin1StringView>
#include <array>
#include <cstring>
#include <utility>

namespace lamplighter {

namespace {

constexpr std::array kWords{
    std::pair{ErrorCode::InvalidInput, "invalid_input"},
    std::pair{ErrorCode::NotFound, "not_found"},
    std::pair{ErrorCode::Conflict, "conflict"},
    std::pair{ErrorCode::NotAllowed, "not_allowed"},
    std::pair{ErrorCode::Unauthenticated, "unauthenticated"},
    std::pair{ErrorCode::Held, "held"},
    std::pair{ErrorCode::Busy, "busy"},
    std::pair{ErrorCode::Timeout, "timeout"},
    std::pair{ErrorCode::Untrusted, "untrusted"},
    std::pair{ErrorCode::Unavailable, "unavailable"},
    std::pair{ErrorCode::Io, "io"},
    std::pair{ErrorCode::Corrupt, "corrupt"},
    std::pair{ErrorCode::TooNew, "too_new"},
    std::pair{ErrorCode::TooLarge, "too_large"},
    std::pair{ErrorCode::Gone, "gone"},
    std::pair{ErrorCode::Internal, "internal"},
};

} // namespace

QString toString(ErrorCode code)
{
    for (const auto &[value, word] : kWords) {
        if (value == code) {
            return QString::fromLatin1(word);
        }
    }
    return QStringLiteral("internal");
}

ErrorCode errorCodeFromString(const QString &word, ErrorCode fallback)
{
    for (const auto &[value, text] : kWords) {
        if (word == QLatin1StringView(text)) {
            return value;
        }
    }
    return fallback;
}

Error systemError(const QString &what, int errnoValue)
{
    return {ErrorCode::Io, what + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(errnoValue)), {}};
}

} // namespace lamplighter
