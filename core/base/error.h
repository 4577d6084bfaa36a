// What went wrong, as a value. Text for people is made from the code in the console; `message` is the plain English
// sentence for logs, the API and the command line.
#pragma once

#include <QString>

namespace lamplighter {

enum class ErrorCode {
    InvalidInput,    // a value is malformed or out of range; `field` names it
    NotFound,        // the thing named does not exist
    Conflict,        // the thing exists already, or its state forbids the request
    NotAllowed,      // the caller's role does not permit it
    Unauthenticated, // no valid token
    Held,            // the kill switch forbids it
    Busy,            // another owner holds the lock
    Timeout,         // no answer in time
    Untrusted,       // the other side's certificate is not accepted; `field` is its fingerprint, nothing was said to it
    Unavailable,     // the other side cannot be reached
    Io,              // the operating system refused; the message carries its words
    Corrupt,         // stored data cannot be read
    TooNew,          // stored data was written by a newer version
    TooLarge,        // over a limit
    Gone,            // a position that was pruned
    Internal,        // a defect here
};

QString toString(ErrorCode code);
/// Empty for an unknown word.
ErrorCode errorCodeFromString(const QString &word, ErrorCode fallback);

struct Error
{
    ErrorCode code = ErrorCode::Internal;
    QString message; ///< one English sentence without a full stop
    QString field;   ///< the input field or file position it is about; may be empty

    bool operator==(const Error &) const = default;
};

/// An Io error with the operating system's own words for `errnoValue`.
Error systemError(const QString &what, int errnoValue);

} // namespace lamplighter
