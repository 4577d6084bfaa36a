// Any bytes as a datagram of sd_notify: what is understood stays within its bounds.
#include "core/watchdog/notify_message.h"

#include <cstdint>
#include <cstdlib>

using namespace lamplighter::watchdog;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray datagram(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Notification read = parseNotification(datagram);
    const bool statusFits =
        !read.status || (read.status->size() <= 1024 && read.status->isValidUtf16() && !read.status->contains(u'\n'));
    const bool pidFits = !read.mainPid || (*read.mainPid > 1 && *read.mainPid <= 0x7fffffff);
    const bool timesFit =
        (!read.extendTimeout || read.extendTimeout->count() >= 0) && (!read.monotonic || read.monotonic->count() >= 0);
    if (!statusFits || !pidFits || !timesFit || !(read == parseNotification(datagram))) {
        std::abort();
    }
    return 0;
}
