// SHA-256 fingerprints of certificates as people compare them.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace lamplighter {

/// "AB:CD:…", 32 pairs, as openssl and browsers show it.
QString formatFingerprint(const QByteArray &sha256);
/// The 32 bytes. Takes either case, with or without colons, spaces and a "SHA256:" or "sha256 Fingerprint=" before it.
/// InvalidInput with "fingerprint" in `field` otherwise.
Result<QByteArray> parseFingerprint(const QString &text);

} // namespace lamplighter
