#include "core/updates/release_directory.h"

#include "core/base/atomic_link.h"
#include "core/base/printable.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace lamplighter::updates {

namespace {

constexpr qsizetype kLongestName = 255;

QString releasesIn(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("releases"));
}

QString currentIn(const QString &folder)
{
    return QDir(folder).filePath(QStringLiteral("current"));
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

QStringView withoutV(QStringView name)
{
    const bool leads = name.size() > 1 && (name.front() == u'v' || name.front() == u'V') && isDigit(name.at(1));
    return leads ? name.mid(1) : name;
}

/// What names are compared by, piece by piece: of two that are alike so far, "2.0-rc1" is before "2.0", and that before
/// "2.0.1". Kinds in order.
struct Piece
{
    enum class Kind { Mark, End, Character, Number }; // Mark: of what comes before the release that it is for
    Kind kind = Kind::End;
    QStringView text; ///< digits without leading zeros
};

Piece takePiece(QStringView *name)
{
    if (name->isEmpty()) {
        return {};
    }
    qsizetype size = 1;
    Piece piece{Piece::Kind::Character, name->first(1)};
    if (isDigit(name->front())) {
        while (size < name->size() && isDigit(name->at(size))) {
            ++size;
        }
        piece = {Piece::Kind::Number, name->first(size)};
        while (piece.text.size() > 1 && piece.text.front() == u'0') {
            piece.text = piece.text.mid(1);
        }
    } else if (name->size() > 1 && (name->front() == u'-' || name->front() == u'~') && name->at(1).isLetter()) {
        piece.kind = Piece::Kind::Mark;
    }
    *name = name->mid(size);
    return piece;
}

/// Less than, equal to, or greater than 0.
int compare(const Piece &one, const Piece &other)
{
    if (one.kind != other.kind) {
        return one.kind < other.kind ? -1 : 1;
    }
    if (one.kind == Piece::Kind::Number && one.text.size() != other.text.size()) {
        return one.text.size() < other.text.size() ? -1 : 1;
    }
    return one.text.compare(other.text);
}

} // namespace

bool isReleaseName(const QString &name)
{
    const bool unfinished =
        name.endsWith(u'~') || name.endsWith(QStringLiteral(".tmp")) || name.endsWith(QStringLiteral(".part"));
    return !name.isEmpty() && name.size() <= kLongestName && !name.startsWith(u'.') && !unfinished &&
           !name.contains(u'/') && !name.contains(u'\\') && printable(name) == name && name.trimmed() == name;
}

bool isNewerRelease(const QString &one, const QString &other)
{
    QStringView left = withoutV(one);
    QStringView right = withoutV(other);
    for (;;) {
        const Piece piece = takePiece(&left);
        const int order = compare(piece, takePiece(&right));
        if (order != 0) {
            return order > 0;
        }
        if (piece.kind == Piece::Kind::End) {
            return one > other; // alike but for zeros: any order will do, if it is always the same
        }
    }
}

Result<QStringList> releaseVersions(const QString &folder)
{
    const QDir releases(releasesIn(folder));
    if (!releases.exists()) {
        return Error{ErrorCode::NotFound, QStringLiteral("there is no folder %1").arg(releases.path()),
                     QStringLiteral("update.releases")};
    }
    QStringList versions = releases.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Unsorted);
    versions.removeIf([](const QString &name) { return !isReleaseName(name); });
    std::sort(versions.begin(), versions.end(), isNewerRelease);
    return versions;
}

Result<QString> currentRelease(const QString &folder)
{
    const Result<QString> target = readLink(currentIn(folder));
    if (!target) {
        return target.error().code == ErrorCode::NotFound ? Result<QString>(QString()) : target;
    }
    const QFileInfo release(QDir::cleanPath(QDir(folder).absoluteFilePath(*target)));
    const QString parent = release.path();
    // A folder that is reached through links has several names.
    const bool inside = parent == QDir::cleanPath(releasesIn(folder)) ||
                        (QFileInfo::exists(parent) && QFileInfo(parent) == QFileInfo(releasesIn(folder)));
    if (!inside || !isReleaseName(release.fileName())) {
        return Error{ErrorCode::Conflict,
                     QStringLiteral("%1 leads to %2, which is no release").arg(currentIn(folder), *target),
                     QStringLiteral("update.releases")};
    }
    return release.fileName();
}

Result<void> makeReleaseCurrent(const QString &folder, const QString &version)
{
    if (!isReleaseName(version)) {
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("\"%1\" is no name of a release").arg(printable(version.left(100))),
                     QStringLiteral("version")};
    }
    const QFileInfo release(QDir(releasesIn(folder)).filePath(version));
    if (!release.isDir()) {
        return Error{ErrorCode::NotFound,
                     QStringLiteral("there is no release %1 in %2").arg(version, releasesIn(folder)),
                     QStringLiteral("version")};
    }
    // Relative, so that the whole folder can be moved.
    return replaceLinkAtomically(currentIn(folder), QStringLiteral("releases/") + version);
}

} // namespace lamplighter::updates
