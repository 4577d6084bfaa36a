// Any bytes as what a hook says, on an address or by a command, and as what a version command prints: what is kept of
// them is bounded and can be shown, and how the hook ended is never changed by its words.
#include "tests/fuzz/fuzz.h"

#include "core/base/printable.h"
#include "core/updates/hook_runner.h"
#include "core/updates/version_reader.h"

using namespace lamplighter;
using namespace lamplighter::updates;

namespace {

bool canBeShown(const QString &text)
{
    return printable(text) == text && !text.contains(u'\n') && text.isValidUtf16();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const bool ok = (input.byte() & 1) != 0;
    const QByteArray errors = input.bytes(input.byte());
    const QByteArray text = input.rest();
    const watchdog::ProbeResult result{ok, QStringLiteral("200 in 1 ms"), milliseconds(1)};
    const HookAnswer answer = hookAnswerOf(result, {text, errors});
    FUZZ_REQUIRE(answer.ok == ok && answer.took == result.took);
    FUZZ_REQUIRE(answer.detail.startsWith(result.detail) && answer.detail.size() <= 600);
    FUZZ_REQUIRE(canBeShown(answer.detail));
    FUZZ_REQUIRE(!answer.inFlight || *answer.inFlight >= 0);
    FUZZ_REQUIRE(answer.savedState.size() <= 1'000);
    for (const QString &entry : answer.savedState) {
        FUZZ_REQUIRE(entry.size() <= 500 && canBeShown(entry));
    }
    const Result<QString> version = versionIn(text);
    FUZZ_REQUIRE(!version ||
                 (!version->isEmpty() && version->size() <= VersionReader::kLongest && canBeShown(*version)));
    return 0;
}
