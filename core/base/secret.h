// Tokens: made from the system's random source, stored as a hash, compared in constant time.
#pragma once

#include <QByteArray>
#include <QString>

namespace lamplighter {

/// 256 random bits in base64url, without padding (43 characters).
QString makeToken();
/// SHA-256 of the token, 32 bytes.
QByteArray hashToken(const QString &token);
/// Takes as long for a wrong first byte as for a wrong last one. Different lengths are unequal.
bool equalInConstantTime(const QByteArray &a, const QByteArray &b);

} // namespace lamplighter
