// Any bytes as a slot of the latch file, or as the list in one: a slot is whole or it is nothing, and a list that was
// understood comes back equal from what is written of it.
#include "tests/fuzz/fuzz.h"

#include "core/watchdog/latch_slots.h"

using namespace lamplighter;
using namespace lamplighter::watchdog;

namespace {

void checkSlot(const QByteArray &bytes)
{
    const std::variant<LatchSlot, SlotTrouble> read = decodeLatchSlot(bytes);
    if (const auto *slot = std::get_if<LatchSlot>(&read)) {
        FUZZ_REQUIRE(bytes.startsWith(encodeLatchSlot(slot->generation, slot->payload)));
    }
    const qint64 announced = latchPayloadSize(bytes);
    FUZZ_REQUIRE(announced >= 0 && announced <= kLatchSlotSize - kLatchSlotHeader);
}

void checkList(const QByteArray &payload, int spoiled)
{
    const QByteArray slot = encodeLatchSlot(7, payload);
    const std::variant<LatchSlot, SlotTrouble> whole = decodeLatchSlot(slot + "whatever was there before");
    FUZZ_REQUIRE(whole == (std::variant<LatchSlot, SlotTrouble>(LatchSlot{7, payload})));
    QByteArray torn = slot;
    const qsizetype at = spoiled % torn.size();
    torn[at] = static_cast<char>(torn.at(at) ^ 0x10);
    FUZZ_REQUIRE(std::holds_alternative<SlotTrouble>(decodeLatchSlot(torn)));
    FUZZ_REQUIRE(std::holds_alternative<SlotTrouble>(decodeLatchSlot(slot.first(slot.size() - 1))));

    const Result<QList<client::Latch>> latches = decodeLatches(payload, QStringLiteral("latches"));
    if (!latches) {
        FUZZ_REQUIRE(latches.error().code == ErrorCode::Corrupt && !latches.error().message.isEmpty());
        return;
    }
    for (const client::Latch &latch : *latches) { // one that holds nothing is not taken for a latch
        const bool isNamed = latch.scope == QStringLiteral("group") || latch.scope == QStringLiteral("unit");
        FUZZ_REQUIRE(latch.scope == QStringLiteral("all") || (isNamed && !latch.target.isEmpty()));
    }
    const Result<QList<client::Latch>> again = decodeLatches(encodeLatches(*latches), QStringLiteral("latches"));
    FUZZ_REQUIRE(again.ok() && *again == *latches);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    if ((input.byte() & 1) != 0) {
        checkSlot(input.rest());
    } else {
        const int spoiled = input.number();
        checkList(input.rest(), spoiled);
    }
    return 0;
}
