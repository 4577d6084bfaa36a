// Any bytes as a metric's name (the first line) and as an answer with it (the rest): a finite number or a reason, the
// same again, and unmoved by what does not concern it.
#include "tests/fuzz/fuzz.h"

#include "core/updates/metric_text.h"

#include <cmath>

using namespace lamplighter;
using namespace lamplighter::updates;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const qsizetype end = input.indexOf('\n');
    const QByteArray name = input.left(end < 0 ? input.size() : end);
    const QByteArray text = end < 0 ? QByteArray() : input.mid(end + 1);
    const Result<MetricQuery> query = parseMetricQuery(QString::fromUtf8(name));
    if (!query) {
        FUZZ_REQUIRE(query.error().code == ErrorCode::InvalidInput);
        return 0;
    }
    FUZZ_REQUIRE(!query->name.isEmpty() || !query->path.isEmpty());
    const Result<double> value = metricValue(text, *query);
    const Result<double> again = metricValue(text, *query);
    FUZZ_REQUIRE(value.ok() == again.ok());
    if (!value) {
        FUZZ_REQUIRE(!value.error().message.isEmpty());
        FUZZ_REQUIRE(value.error() == again.error());
        return 0;
    }
    FUZZ_REQUIRE(std::isfinite(*value) && *value == *again);
    if (!query->name.isEmpty()) {
        const bool isJson = !metricValue("# \n" + text, *query);
        FUZZ_REQUIRE(isJson || *metricValue("# a comment\nanother{} 5\n" + text + "\nlast 1", *query) == *value ||
                     query->name == QStringLiteral("another") || query->name == QStringLiteral("last"));
    }
    return 0;
}
