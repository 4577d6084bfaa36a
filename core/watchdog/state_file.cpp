#include "core/watchdog/state_file.h"

#include "core/base/atomic_file.h"
#include "core/base/json_reader.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace lamplighter::watchdog {

namespace {

constexpr qint64 kLargestStateFile = 1024 * 1024;
constexpr QStringView kShutdown = u"manual_shutdown";
constexpr QStringView kTimestamp = u"timestamp";
constexpr QStringView kLastUpdate = u"last_update";
constexpr QStringView kRestartCount = u"restart_count";

StateFileContent unreadable(const QString &problem)
{
    StateFileContent out;
    out.verdict = StateFileVerdict::Unreadable;
    out.problem = problem;
    return out;
}

void readRecords(const QJsonObject &object, StateFileContent *out)
{
    // Only manual_shutdown decides; a strange value of the others is no reason to stop a unit.
    for (const QStringView key : {kTimestamp, kLastUpdate}) {
        WallTime time{};
        if (!out->timestamp && fromIsoString(object.value(key).toString(), &time)) {
            out->timestamp = time;
        }
    }
    const QJsonValue count = object.value(kRestartCount);
    if (count.isDouble()) {
        out->restartCount = count.toInteger();
    }
    for (const QStringView key : {QStringView(u"stopped_by"), QStringView(u"started_by")}) {
        if (out->writer.isEmpty()) {
            out->writer = object.value(key).toString();
        }
    }
}

} // namespace

StateFileContent parseStateFile(const QByteArray &text)
{
    const Result<QJsonObject> object = parseJsonObject(text);
    if (!object) {
        StateFileContent out = unreadable(object.error().message);
        out.raw = text;
        return out;
    }
    StateFileContent out;
    out.raw = text;
    const QJsonValue shutdown = object->value(kShutdown);
    if (shutdown.isUndefined()) {
        out.verdict = StateFileVerdict::LastKnownStands;
        out.problem = QStringLiteral("manual_shutdown is missing");
    } else if (!shutdown.isBool()) {
        out.verdict = StateFileVerdict::Unreadable;
        out.problem = QStringLiteral("manual_shutdown is neither true nor false");
    } else {
        out.verdict = shutdown.toBool() ? StateFileVerdict::Shutdown : StateFileVerdict::Running;
    }
    readRecords(*object, &out);
    return out;
}

StateFileContent readStateFile(const QString &path)
{
    // A link to nowhere is not an absent file: somebody meant one to be there.
    const QFileInfo info(path);
    if (info.isSymLink() && !info.exists()) {
        return unreadable(QStringLiteral("%1 is a link to nowhere").arg(path));
    }
    if (info.exists() && !info.isFile()) {
        return unreadable(QStringLiteral("%1 is not a file").arg(path));
    }
    const Result<QByteArray> text = readFile(path, kLargestStateFile);
    if (text) {
        return parseStateFile(*text);
    }
    if (text.error().code == ErrorCode::NotFound) {
        return {};
    }
    return unreadable(text.error().message);
}

bool isWrittenAs(const StateFileContent &content, const StateFileUpdate &update)
{
    const StateFileVerdict verdict = update.manualShutdown ? StateFileVerdict::Shutdown : StateFileVerdict::Running;
    return content.verdict == verdict && content.timestamp == update.at && content.restartCount == update.restartCount;
}

QByteArray updatedStateFile(const QByteArray &before, const StateFileUpdate &update)
{
    QJsonObject object;
    if (const Result<QJsonObject> parsed = parseJsonObject(before)) {
        object = *parsed;
    }
    const QString now = toIsoString(update.at);
    object.insert(kShutdown, update.manualShutdown);
    object.insert(kTimestamp, now);
    object.insert(kRestartCount, update.restartCount);
    if (object.contains(kLastUpdate)) { // two times that contradict would mislead its writer
        object.insert(kLastUpdate, now);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

Result<void> writeStateFile(const QString &path, const StateFileUpdate &update)
{
    const Result<QByteArray> before = readFile(path, kLargestStateFile);
    const QByteArray text = updatedStateFile(before ? *before : QByteArray(), update);
    const QFileInfo info(path);
    const QString target = info.isSymLink() && info.exists() ? info.canonicalFilePath() : path;
    // It is another system's file: what may read and write it stays able to.
    return writeFileAtomically(target, text, FileAccess::AsBefore);
}

} // namespace lamplighter::watchdog
