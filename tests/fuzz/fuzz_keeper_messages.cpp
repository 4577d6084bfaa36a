// Any bytes as messages of a keeper: what the engine is told is in order and within bounds. First byte: whether the
// engine knows the keeper; then messages, each a length of two bytes and its bytes.
#include "tests/fuzz/keeper_observer.h"

#include "core/process/posix/keeper_messages.h"

using namespace lamplighter;
using namespace lamplighter::process;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const UnitName kUnit(QStringLiteral("unit"));
    static const QString kFolder = QStringLiteral("/run");
    fuzz::Input input(data, size);
    KeeperEntry entry(kUnit, kFolder);
    entry.known = (input.byte() & 1) != 0;
    fuzz::KeeperObserver observer(entry.known);
    KeeperMessages messages(kFolder, observer);
    while (!input.isEmpty()) {
        // A copy, aligned as the engine's own space is.
        const QByteArray bytes =
            input.bytes(input.number() % (sizeof(protocol::Notified) + protocol::kMaximumNotifyText));
        const QByteArray message(bytes.constData(), bytes.size());
        messages.handle(entry, message.constData(), static_cast<std::size_t>(message.size()));
        FUZZ_REQUIRE(entry.known == observer.isKnown());
        FUZZ_REQUIRE(!entry.known || entry.run == observer.run());
        FUZZ_REQUIRE(entry.pastExits.size() <= 64);
    }
    return 0;
}
