// Any bytes as a unit file: an error or units, and units that were read come back equal from what is written of them.
#include "core/watchdog/unit_file.h"

#include <cstdint>
#include <cstdlib>

using namespace lamplighter;
using namespace lamplighter::watchdog;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Result<QList<UnitSpec>> units = parseUnitFile(text, QStringLiteral("/units/a.toml"));
    if (!units) {
        if (units.error().message.isEmpty() || units.error().code != ErrorCode::InvalidInput) {
            std::abort();
        }
        return 0;
    }
    static_cast<void>(checkDependencies(*units));
    for (const UnitSpec &spec : *units) {
        const Result<QList<UnitSpec>> again = parseUnitFile(writeUnitFile(spec), QStringLiteral("/elsewhere/b.toml"));
        const Result<UnitSpec> json =
            unitSpecFromJson(spec.name.toString(), toJson(spec), QStringLiteral("/elsewhere"));
        if (!again || again->size() != 1 || again->first() != spec || !json || *json != spec) {
            std::abort();
        }
    }
    static_cast<void>(parseEnvironmentFile(text));
    static_cast<void>(splitCommand(QString::fromUtf8(text)));
    return 0;
}
