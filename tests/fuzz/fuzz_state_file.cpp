// Any bytes as a state file that others write: what it says is what the engine holds to, and what the engine writes
// into it is read back as written, with every key of others as it was.
#include "tests/fuzz/fuzz.h"

#include "core/base/json_reader.h"
#include "core/watchdog/state_file.h"

#include <QJsonDocument>

using namespace lamplighter;
using namespace lamplighter::watchdog;

namespace {

void checkVerdict(const StateFileContent &content, const QJsonObject *object)
{
    const QJsonValue word = object != nullptr ? object->value(u"manual_shutdown") : QJsonValue();
    const bool isAnObject = object != nullptr;
    FUZZ_REQUIRE((content.verdict == StateFileVerdict::Running) == (word.isBool() && !word.toBool()));
    FUZZ_REQUIRE((content.verdict == StateFileVerdict::Shutdown) == (word.isBool() && word.toBool()));
    FUZZ_REQUIRE((content.verdict == StateFileVerdict::LastKnownStands) == (isAnObject && word.isUndefined()));
    FUZZ_REQUIRE(content.verdict != StateFileVerdict::Absent);
    const bool isUnderstood =
        content.verdict == StateFileVerdict::Running || content.verdict == StateFileVerdict::Shutdown;
    FUZZ_REQUIRE(content.problem.isEmpty() == isUnderstood);
}

void checkUpdate(const QByteArray &text, const QJsonObject *before, const StateFileUpdate &update)
{
    const QByteArray written = updatedStateFile(text, update);
    FUZZ_REQUIRE(isWrittenAs(parseStateFile(written), update));
    const Result<QJsonObject> after = parseJsonObject(written);
    FUZZ_REQUIRE(after.ok());
    if (before == nullptr) {
        return;
    }
    for (auto key = before->constBegin(); key != before->constEnd(); ++key) {
        const QString name = key.key();
        const bool isOurs =
            name == u"manual_shutdown" || name == u"timestamp" || name == u"last_update" || name == u"restart_count";
        FUZZ_REQUIRE(isOurs || after->value(name) == key.value());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const StateFileUpdate update{(input.byte() & 1) != 0,
                                 wallTimeFromMicroseconds(1'763'390'000'000'000 + input.number()), input.number()};
    const QByteArray text = input.rest();
    const Result<QJsonObject> object = parseJsonObject(text);
    const StateFileContent content = parseStateFile(text);
    checkVerdict(content, object ? &*object : nullptr);
    FUZZ_REQUIRE(content == parseStateFile(text));
    checkUpdate(text, object ? &*object : nullptr, update);
    return 0;
}
