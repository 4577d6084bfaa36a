// JSON that strangers send, read more strictly than QJsonDocument does: it keeps the last of two equal keys, makes
// infinity of 1e400 and U+FFFD of broken text, all without a word.
#pragma once

#include "core/base/result.h"

#include <QJsonObject>

namespace lamplighter {

/// What is nested deeper is refused; nothing here takes more than a handful of levels.
constexpr int kDeepestJson = 32;

/// One JSON object (RFC 8259) in valid UTF-8 without a byte order mark, without equal keys in one object, lone
/// surrogates, U+0000, numbers that do not fit (a whole one into 64 bits, any other into a double), or anything behind
/// it. InvalidInput with the byte in the message and the path of the value ("spec.command") in `field` otherwise. Reads
/// each byte once, and takes no more stack however deep it goes.
Result<QJsonObject> parseStrictJsonObject(const QByteArray &text);

} // namespace lamplighter
