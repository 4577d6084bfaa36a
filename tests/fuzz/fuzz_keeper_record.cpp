// Any bytes as the record of a keeper that was killed: it is this boot's and whole, or it is nothing. An odd first byte
// makes the front what it must be, so that the rest is looked at.
#include "tests/fuzz/fuzz.h"

#include "core/process/posix/run_folder.h"

using namespace lamplighter;
using namespace lamplighter::process;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const QByteArray kBoot("0f0e0d0c-1111-2222-3333-444455556666");
    fuzz::Input input(data, size);
    const bool makeFront = (input.byte() & 1) != 0;
    const QByteArray given = input.rest();
    QByteArray bytes(given.constData(), given.size());
    if (makeFront && bytes.size() >= static_cast<qsizetype>(sizeof(protocol::Record))) {
        std::memcpy(bytes.data(), &protocol::kRecordMagic, 4);
        std::memcpy(bytes.data() + 4, &protocol::kVersion, 2);
        std::memcpy(bytes.data() + offsetof(protocol::Record, bootId), kBoot.constData(),
                    static_cast<std::size_t>(kBoot.size()));
    }
    const protocol::Record record = readRecord(bytes.constData(), static_cast<std::size_t>(bytes.size()), kBoot);
    const bool isNothing = record.magic == 0;
    if (isNothing) {
        const protocol::Record zeros{};
        FUZZ_REQUIRE(std::memcmp(&record, &zeros, sizeof(record)) == 0);
        return 0;
    }
    FUZZ_REQUIRE(std::memcmp(&record, bytes.constData(), sizeof(record)) == 0);
    FUZZ_REQUIRE(record.run >= 0 && record.pid >= 0);
    FUZZ_REQUIRE(bytes.mid(offsetof(protocol::Record, bootId)).startsWith(kBoot));
    // One byte less, or another boot, and it is nothing.
    FUZZ_REQUIRE(readRecord(bytes.constData(), sizeof(record) - 1, kBoot).magic == 0);
    FUZZ_REQUIRE(readRecord(bytes.constData(), sizeof(record), "another boot").magic == 0);
    return 0;
}
