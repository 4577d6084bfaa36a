// Any bytes as a datagram of sd_notify: what is understood stays within its bounds, and each line stands for itself.
#include "tests/fuzz/fuzz.h"

#include "core/watchdog/notify_message.h"

using namespace lamplighter::watchdog;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray datagram = lamplighter::fuzz::Input(data, size).rest();
    const Notification read = parseNotification(datagram);
    FUZZ_REQUIRE(!read.status || (read.status->size() <= 1024 && read.status->isValidUtf16()));
    FUZZ_REQUIRE(!read.status || std::none_of(read.status->cbegin(), read.status->cend(),
                                              [](QChar c) { return c.category() == QChar::Other_Control; }));
    FUZZ_REQUIRE(!read.mainPid || (*read.mainPid > 1 && *read.mainPid <= 0x7fffffff));
    FUZZ_REQUIRE(!read.inFlight || *read.inFlight >= 0);
    FUZZ_REQUIRE(!read.errorNumber || *read.errorNumber >= 0);
    constexpr std::chrono::hours kLongest{10'000 * 24};
    for (const auto &span : {read.extendTimeout, read.watchdogPeriod, read.monotonic}) {
        FUZZ_REQUIRE(!span || (span->count() >= 0 && *span <= kLongest));
    }
    // The last word counts, and nothing that is no assignment changes anything.
    FUZZ_REQUIRE(read == parseNotification("\n=1\nREADY\n" + datagram));
    FUZZ_REQUIRE(read == parseNotification(datagram + "\n\nX=\nUNKNOWN=1") || datagram.size() > 60 * 1024);
    return 0;
}
