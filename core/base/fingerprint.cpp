#include "core/base/fingerprint.h"

#include <QRegularExpression>

namespace lamplighter {

namespace {

constexpr qsizetype kDigits = 64;

} // namespace

QString formatFingerprint(const QByteArray &sha256)
{
    return QString::fromLatin1(sha256.toHex(':')).toUpper();
}

Result<QByteArray> parseFingerprint(const QString &text)
{
    static const QRegularExpression kPrefix(QStringLiteral("^\\s*sha-?256(\\s+fingerprint)?\\s*[:=]"),
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kSeparators(QStringLiteral("[\\s:]"));
    static const QRegularExpression kHex(QStringLiteral("^[0-9A-Fa-f]*$"));
    QString digits = text;
    digits.remove(kPrefix).remove(kSeparators);
    if (digits.size() != kDigits || !kHex.match(digits).hasMatch()) {
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("a fingerprint is 64 hexadecimal digits, with or without colons between them"),
                     QStringLiteral("fingerprint")};
    }
    return QByteArray::fromHex(digits.toLatin1());
}

} // namespace lamplighter
