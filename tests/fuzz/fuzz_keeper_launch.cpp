// Any bytes as the launch block that an engine hands to a keeper: refused, or every string and array of it lies inside
// and ends inside. The first byte says whether size, magic and last byte are made right, so that the rest is looked at.
#include "tests/fuzz/fuzz.h"

#include "app/keeper/launch.h"

#include <cstring>
#include <memory>

using namespace lamplighter;
using namespace lamplighter::keeper;

namespace {

struct Space
{
    const char *begin;
    const char *end;
};

/// Read to its end, which a sanitizer follows.
void checkText(const char *text, const Space &space)
{
    FUZZ_REQUIRE(text >= space.begin && text < space.end);
    FUZZ_REQUIRE(text + std::strlen(text) < space.end);
}

std::uint32_t checkTexts(char *const *texts, const Space &space)
{
    std::uint32_t count = 0;
    for (; texts[count] != nullptr; ++count) {
        checkText(texts[count], space);
    }
    return count;
}

void makeFront(char *bytes, std::size_t size)
{
    protocol::LaunchBlock block;
    std::memcpy(&block, bytes, sizeof(block));
    block.magic = protocol::kLaunchMagic;
    block.version = protocol::kVersion;
    block.headerSize = sizeof(block);
    block.size = size;
    std::memcpy(bytes, &block, sizeof(block));
    bytes[size - 1] = '\0';
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const bool isMade = (input.byte() & 1) != 0;
    const QByteArray given = input.rest();
    const auto length = static_cast<std::size_t>(given.size());
    const std::unique_ptr<char[]> bytes(new char[length]); // of exactly this size, and aligned
    std::memcpy(bytes.get(), given.constData(), length);
    if (isMade && length >= sizeof(protocol::LaunchBlock)) {
        makeFront(bytes.get(), length);
    }
    LaunchPlan plan;
    if (plan.take(bytes.get(), length) != 0) {
        return 0;
    }
    const Space space{bytes.get(), bytes.get() + length};
    checkText(plan.program(), space);
    checkText(plan.directory(), space);
    checkText(plan.logDirectory(), space);
    FUZZ_REQUIRE(plan.block().argumentCount > 0);
    if (plan.has(protocol::kWantNotify)) {
        plan.setNotifyEntry(bytes.get() + length - 1);
    }
    // Arrays of a block that somebody made may share their place, so that what ends one may be part of another.
    FUZZ_REQUIRE(checkTexts(plan.arguments(), space) <= length / sizeof(char *));
    FUZZ_REQUIRE(checkTexts(plan.environment(), space) <= length / sizeof(char *));
    std::uint64_t sum = 0;
    for (std::uint32_t index = 0; plan.groups() != nullptr && index < plan.block().groupCount; ++index) {
        sum += plan.groups()[index];
    }
    FUZZ_REQUIRE(sum <= std::uint64_t{0xffffffff} * length);
    return 0;
}
