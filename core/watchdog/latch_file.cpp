#include "core/watchdog/latch_file.h"

#include "core/base/atomic_file.h"
#include "core/base/durable_file.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMutexLocker>
#include <QtEndian>

#include <array>

namespace lamplighter::watchdog {

namespace {

// A slot: magic (8), version (4), length of the payload (4), generation (8), SHA-256 of the three and the payload (32),
// payload (JSON); numbers little-endian.
constexpr qint64 kSlotSize = 512 * 1024;
constexpr int kSlots = 2;
constexpr qsizetype kHeaderSize = 56;
constexpr quint32 kVersion = 1;
const QByteArray kMagic = QByteArrayLiteral("LAMPLTCH");

struct Slot
{
    quint64 generation = 0;
    QByteArray payload;
};

enum class SlotTrouble { Torn, TooNew };

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

QByteArray encodeSlot(quint64 generation, const QByteArray &payload)
{
    const QByteArray fixed = numbers(kVersion, static_cast<quint32>(payload.size()), generation);
    return kMagic + fixed + hashOf(fixed, payload) + payload;
}

std::variant<Slot, SlotTrouble> decodeSlot(const QByteArray &header, QFile &file)
{
    if (header.size() != kHeaderSize || !header.startsWith(kMagic)) {
        return SlotTrouble::Torn;
    }
    const auto version = qFromLittleEndian<quint32>(header.constData() + 8);
    const auto length = qFromLittleEndian<quint32>(header.constData() + 12);
    if (version > kVersion) {
        return SlotTrouble::TooNew;
    }
    if (length > kSlotSize - kHeaderSize) {
        return SlotTrouble::Torn;
    }
    Slot slot{qFromLittleEndian<quint64>(header.constData() + 16), file.read(length)};
    const QByteArray hash = hashOf(header.sliced(8, 16), slot.payload);
    if (slot.payload.size() != static_cast<qsizetype>(length) || hash != header.sliced(24)) {
        return SlotTrouble::Torn;
    }
    return slot;
}

struct Newest
{
    std::optional<Slot> slot;
    int index = kSlots - 1; ///< of `slot`; the other one is written next
    bool tooNew = false;
};

Result<Newest> readNewest(const QString &path)
{
    QFile file(path);
    if (!file.exists()) {
        return Error{ErrorCode::NotFound, QStringLiteral("%1 does not exist").arg(path), path};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{ErrorCode::Io, QStringLiteral("cannot read %1: %2").arg(path, file.errorString()), path};
    }
    Newest newest;
    for (int index = 0; index < kSlots; ++index) {
        if (!file.seek(index * kSlotSize)) {
            continue;
        }
        const std::variant<Slot, SlotTrouble> read = decodeSlot(file.read(kHeaderSize), file);
        if (const auto *trouble = std::get_if<SlotTrouble>(&read)) {
            newest.tooNew = newest.tooNew || *trouble == SlotTrouble::TooNew;
            continue;
        }
        const Slot &slot = std::get<Slot>(read);
        if (!newest.slot || slot.generation > newest.slot->generation) {
            newest.slot = slot;
            newest.index = index;
        }
    }
    if (file.error() != QFile::NoError) {
        return Error{ErrorCode::Io, QStringLiteral("cannot read %1: %2").arg(path, file.errorString()), path};
    }
    return newest;
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
        if (!in.ok()) {
            return corrupt(in.error().message);
        }
        out.append(latch);
    }
    return out;
}

} // namespace

Result<QList<client::Latch>> LatchFile::load() const
{
    const QMutexLocker turn(&m_turn);
    const Result<Newest> newest = readNewest(m_path);
    if (!newest) {
        if (newest.error().code == ErrorCode::NotFound) {
            return QList<client::Latch>{};
        }
        return newest.error();
    }
    if (newest->tooNew) {
        return Error{ErrorCode::TooNew, QStringLiteral("%1 was written by a newer version").arg(m_path), m_path};
    }
    if (!newest->slot) {
        return Error{ErrorCode::Corrupt, QStringLiteral("%1 holds no whole state").arg(m_path), m_path};
    }
    return decodeLatches(newest->slot->payload, m_path);
}

bool LatchFile::exists() const
{
    return QFile::exists(m_path);
}

Result<void> LatchFile::store(const QList<client::Latch> &latches) const
{
    const QMutexLocker turn(&m_turn);
    const QByteArray payload = encodeLatches(latches);
    if (payload.size() > kSlotSize - kHeaderSize) {
        return Error{ErrorCode::TooLarge,
                     QStringLiteral("%1 latches do not fit into %2").arg(latches.size()).arg(m_path), m_path};
    }
    const Result<Newest> newest = readNewest(m_path);
    if (newest.ok() && newest->tooNew) { // it counts as engaged for all, here as there: nothing is lost by leaving it
        return Error{ErrorCode::TooNew, QStringLiteral("%1 was written by a newer version").arg(m_path), m_path};
    }
    if (newest.ok() && newest->slot) {
        const int index = (newest->index + 1) % kSlots;
        return writeThrough(m_path, index * kSlotSize, encodeSlot(newest->slot->generation + 1, payload));
    }
    // Made whole or not at all: a half made file would count as engaged for all.
    QByteArray whole(kSlots * kSlotSize, '\0');
    const QByteArray slot = encodeSlot(1, payload);
    whole.replace(0, slot.size(), slot);
    return writeFileAtomically(m_path, whole, FileAccess::OwnerOnly);
}

} // namespace lamplighter::watchdog
