#include "core/watchdog/latch_file.h"

#include "core/base/atomic_file.h"
#include "core/base/durable_file.h"
#include "core/watchdog/latch_slots.h"

#include <QFile>
#include <QMutexLocker>

namespace lamplighter::watchdog {

namespace {

constexpr int kSlots = 2;

struct Newest
{
    std::optional<LatchSlot> slot;
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
        if (!file.seek(index * kLatchSlotSize)) {
            continue;
        }
        QByteArray bytes = file.read(kLatchSlotHeader); // and then no more than it says: engaging waits for this
        bytes += file.read(latchPayloadSize(bytes));
        const std::variant<LatchSlot, SlotTrouble> read = decodeLatchSlot(bytes);
        if (const auto *trouble = std::get_if<SlotTrouble>(&read)) {
            newest.tooNew = newest.tooNew || *trouble == SlotTrouble::TooNew;
            continue;
        }
        const LatchSlot &slot = std::get<LatchSlot>(read);
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
    if (payload.size() > kLatchSlotSize - kLatchSlotHeader) {
        return Error{ErrorCode::TooLarge,
                     QStringLiteral("%1 latches do not fit into %2").arg(latches.size()).arg(m_path), m_path};
    }
    const Result<Newest> newest = readNewest(m_path);
    if (newest.ok() && newest->tooNew) { // it counts as engaged for all, here as there: nothing is lost by leaving it
        return Error{ErrorCode::TooNew, QStringLiteral("%1 was written by a newer version").arg(m_path), m_path};
    }
    if (newest.ok() && newest->slot) {
        const int index = (newest->index + 1) % kSlots;
        return writeThrough(m_path, index * kLatchSlotSize, encodeLatchSlot(newest->slot->generation + 1, payload));
    }
    // Made whole or not at all: a half made file would count as engaged for all.
    QByteArray whole(kSlots * kLatchSlotSize, '\0');
    const QByteArray slot = encodeLatchSlot(1, payload);
    whole.replace(0, slot.size(), slot);
    return writeFileAtomically(m_path, whole, FileAccess::OwnerOnly);
}

} // namespace lamplighter::watchdog
