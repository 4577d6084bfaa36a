// Any bytes as a unit file: an error with its place or units, and units that were read come back equal from what is
// written of them, as a file and as JSON.
#include "tests/fuzz/fuzz.h"

#include "core/watchdog/unit_file.h"

using namespace lamplighter;
using namespace lamplighter::watchdog;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Result<QList<UnitSpec>> units = parseUnitFile(text, QStringLiteral("/units/a.toml"));
    if (!units) {
        FUZZ_REQUIRE(units.error().code == ErrorCode::InvalidInput);
        FUZZ_REQUIRE(units.error().message.startsWith(QStringLiteral("/units/a.toml")));
        return 0;
    }
    static_cast<void>(checkDependencies(*units));
    for (const UnitSpec &spec : *units) {
        const Result<QList<UnitSpec>> again = parseUnitFile(writeUnitFile(spec), QStringLiteral("/elsewhere/b.toml"));
        const Result<UnitSpec> json =
            unitSpecFromJson(spec.name.toString(), toJson(spec), QStringLiteral("/elsewhere"));
        FUZZ_REQUIRE(isValidUnitName(spec.name.toString()));
        FUZZ_REQUIRE(again && again->size() == 1 && again->first() == spec);
        FUZZ_REQUIRE(json && *json == spec);
    }
    return 0;
}
