// What the latch file holds, as bytes: two slots and the list of latches in one. Pure functions, so that any bytes may
// be tried on them. Private to LatchFile.
#pragma once

#include "core/base/result.h"
#include "core/client/shapes.h"

#include <QByteArray>
#include <QList>

#include <variant>

namespace lamplighter::watchdog {

// A slot: magic (8), version (4), length of the payload (4), generation (8), SHA-256 of the three and the payload (32),
// payload (JSON); numbers little-endian.
inline constexpr qint64 kLatchSlotSize = 512 * 1024;
inline constexpr qsizetype kLatchSlotHeader = 56;

struct LatchSlot
{
    quint64 generation = 0;
    QByteArray payload;
    bool operator==(const LatchSlot &) const = default;
};

enum class SlotTrouble { Torn, TooNew };

/// Bytes of the payload that follow this header; 0 if it is none, or says more than a slot holds.
qint64 latchPayloadSize(const QByteArray &header);
QByteArray encodeLatchSlot(quint64 generation, const QByteArray &payload);
/// `bytes` is the slot, or as much of it as there is.
std::variant<LatchSlot, SlotTrouble> decodeLatchSlot(const QByteArray &bytes);

QByteArray encodeLatches(const QList<client::Latch> &latches);
/// Corrupt, with `path` in its message, if a list of latches is not what it is.
Result<QList<client::Latch>> decodeLatches(const QByteArray &payload, const QString &path);

} // namespace lamplighter::watchdog
