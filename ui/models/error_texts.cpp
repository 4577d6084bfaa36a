#include "ui/models/error_texts.h"

namespace lamplighter::ui {

QString ErrorTexts::sentence(const Error &error)
{
    switch (error.code) {
    case ErrorCode::NotAllowed:
        return tr("Your role does not permit this. Ask an administrator of this engine.");
    case ErrorCode::Unauthenticated:
        return tr("The engine did not accept the token. Check the token of this connection.");
    case ErrorCode::Held:
        return tr("The kill switch forbids it. Re-arm it first.");
    case ErrorCode::Timeout:
        return tr("The engine did not answer in time. It may still carry the request out.");
    case ErrorCode::Untrusted:
        return tr("This is not an engine that is trusted: %1. Nothing was sent to it.").arg(error.message);
    case ErrorCode::Unavailable:
        return tr("The engine cannot be reached: %1.").arg(error.message);
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::InvalidInput:
    case ErrorCode::Busy:
    case ErrorCode::Io:
    case ErrorCode::Corrupt:
    case ErrorCode::TooNew:
    case ErrorCode::TooLarge:
    case ErrorCode::Gone:
    case ErrorCode::Internal:
        break;
    }
    return error.message.isEmpty() ? tr("The engine refused without saying why.") : tr("%1.").arg(error.message);
}

} // namespace lamplighter::ui
