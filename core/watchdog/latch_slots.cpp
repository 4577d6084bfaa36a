#include "core/watchdog/latch_slots.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtEndian>

namespace lamplighter::watchdog {

namespace {

constexpr quint32 kVersion = 1;
const QByteArray kMagic = QByteArrayLiteral("LAMPLTCH");

QByteArray numbers(quint32 version, quint32 length, quint64 generation)
{
    QByteArray out(16, '\0');
    qToLittleEndian(version, out.data());
    qToLittleEndian(length, out.data() + 4);
    qToLittleEndian(generation, out.data() + 8);
    return out;
}

QByteArray hashOf(const QByteArray &fixed, const QByteArray &payload)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(fixed);
    hash.addData(payload);
    return hash.result();
}

} // namespace

qint64 latchPayloadSize(const QByteArray &header)
{
    if (header.size() < kLatchSlotHeader || !header.startsWith(kMagic)) {
        return 0;
    }
    const qint64 length = qFromLittleEndian<quint32>(header.constData() + 12);
    return length <= kLatchSlotSize - kLatchSlotHeader ? length : 0;
}

QByteArray encodeLatchSlot(quint64 generation, const QByteArray &payload)
{
    const QByteArray fixed = numbers(kVersion, static_cast<quint32>(payload.size()), generation);
    return kMagic + fixed + hashOf(fixed, payload) + payload;
}

std::variant<LatchSlot, SlotTrouble> decodeLatchSlot(const QByteArray &bytes)
{
    if (bytes.size() < kLatchSlotHeader || !bytes.startsWith(kMagic)) {
        return SlotTrouble::Torn;
    }
    const auto version = qFromLittleEndian<quint32>(bytes.constData() + 8);
    const auto length = qFromLittleEndian<quint32>(bytes.constData() + 12);
    if (version > kVersion) {
        return SlotTrouble::TooNew;
    }
    if (length > std::min<qint64>(kLatchSlotSize, bytes.size()) - kLatchSlotHeader) {
        return SlotTrouble::Torn;
    }
    LatchSlot slot{qFromLittleEndian<quint64>(bytes.constData() + 16), bytes.sliced(kLatchSlotHeader, length)};
    if (hashOf(bytes.sliced(8, 16), slot.payload) != bytes.sliced(24, 32)) {
        return SlotTrouble::Torn;
    }
    return slot;
}

QByteArray encodeLatches(const QList<client::Latch> &latches)
{
    QJsonArray array;
    for (const client::Latch &latch : latches) {
        array.append(QJsonObject{{QStringLiteral("scope"), latch.scope},
                                 {QStringLiteral("target"), latch.target},
                                 {QStringLiteral("actor"), latch.actor},
                                 {QStringLiteral("reason"), latch.reason},
                                 {QStringLiteral("at"), toIsoString(latch.at)},
                                 {QStringLiteral("from_state_file"), latch.fromStateFile}});
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("latches"), array}}).toJson(QJsonDocument::Compact);
}

Result<QList<client::Latch>> decodeLatches(const QByteArray &payload, const QString &path)
{
    const auto corrupt = [&path](const QString &why) {
        return Error{ErrorCode::Corrupt, QStringLiteral("%1 cannot be understood: %2").arg(path, why), path};
    };
    const Result<QJsonObject> root = parseJsonObject(payload);
    if (!root) {
        return corrupt(root.error().message);
    }
    JsonReader top(*root);
    const QJsonArray array = top.array("latches");
    if (!top.ok()) {
        return corrupt(top.error().message);
    }
    QList<client::Latch> out;
    for (const QJsonValue value : array) {
        JsonReader in(value.toObject());
        client::Latch latch;
        latch.scope = in.requiredString("scope");
        latch.target = in.string("target");
        latch.actor = in.string("actor");
        latch.reason = in.string("reason");
        latch.at = in.optionalTime("at").value_or(WallTime{});
        latch.fromStateFile = in.boolean("from_state_file", false);
        // One that is not understood would hold nothing, and what it was meant for would run.
        const bool isAll = latch.scope == QStringLiteral("all");
        const bool isNamed = latch.scope == QStringLiteral("group") || latch.scope == QStringLiteral("unit");
        in.require(isAll || isNamed, "scope", QStringLiteral("%1 is none of all, group and unit"));
        in.require(isAll || !latch.target.isEmpty(), "target", QStringLiteral("%1 is missing"));
        if (!in.ok()) {
            return corrupt(in.error().message);
        }
        out.append(latch);
    }
    return out;
}

} // namespace lamplighter::watchdog
