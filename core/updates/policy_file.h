// The policy as a TOML file. What a file does not say is as in the built-in one (resources/default-policy.toml, which
// explains every key).
#pragma once

#include "core/base/result.h"
#include "core/updates/policy.h"

#include <QByteArray>

namespace lamplighter::updates {

inline constexpr qint64 kLargestPolicyFile = qint64{8} * 1024 * 1024;

/// `path` is only named. InvalidInput "FILE:3:7: windows[0].from must be …", with the key as its field.
Result<Policy> parsePolicy(const QByteArray &text, const QString &path);

QByteArray builtInPolicyText();
Policy builtInPolicy();

} // namespace lamplighter::updates
