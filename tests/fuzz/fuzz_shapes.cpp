// Any bytes as a JSON body of one of the API's shapes: refused with the field's name, or read; and what is written of
// what was read is read back and written the same.
#include "tests/fuzz/fuzz.h"

#include "core/client/shapes.h"
#include "core/client/shapes_updates.h"

using namespace lamplighter;
using namespace lamplighter::client;

namespace {

template <typename T> void check(Result<T> (*read)(const QJsonObject &), const QJsonObject &object)
{
    const Result<T> value = read(object);
    if (!value) {
        FUZZ_REQUIRE(value.error().code == ErrorCode::InvalidInput);
        FUZZ_REQUIRE(!value.error().field.isEmpty() && !value.error().message.isEmpty());
        return;
    }
    const QJsonObject written = toJson(*value);
    const Result<T> again = read(written);
    FUZZ_REQUIRE(again.ok());
    FUZZ_REQUIRE(toJson(*again) == written);
}

void checkError(const QJsonObject &object)
{
    const Error error = errorFromJson(object, 400);
    FUZZ_REQUIRE(!error.message.isEmpty());
    FUZZ_REQUIRE(errorFromJson(toJson(error), 400).message == error.message);
}

using Check = void (*)(const QJsonObject &);
constexpr Check kChecks[] = {
    [](const QJsonObject &object) { check<UnitStatus>(unitStatusFromJson, object); },
    [](const QJsonObject &object) { check<UnitDetail>(unitDetailFromJson, object); },
    [](const QJsonObject &object) { check<UnitsPage>(unitsPageFromJson, object); },
    [](const QJsonObject &object) { check<LogPage>(logPageFromJson, object); },
    [](const QJsonObject &object) { check<EventRecord>(eventFromJson, object); },
    [](const QJsonObject &object) { check<EventsPage>(eventsPageFromJson, object); },
    [](const QJsonObject &object) { check<AlertRecord>(alertFromJson, object); },
    [](const QJsonObject &object) { check<AlertsPage>(alertsPageFromJson, object); },
    [](const QJsonObject &object) { check<KillSwitchStatus>(killSwitchFromJson, object); },
    [](const QJsonObject &object) { check<EngineInfo>(engineInfoFromJson, object); },
    [](const QJsonObject &object) { check<UnitCheck>(unitCheckFromJson, object); },
    [](const QJsonObject &object) { check<Activity>(activityFromJson, object); },
    [](const QJsonObject &object) { check<UsageSnapshot>(usageFromJson, object); },
    [](const QJsonObject &object) { check<UnitHistory>(unitHistoryFromJson, object); },
    checkError,
    [](const QJsonObject &object) { check<Notice>(noticeFromJson, object); },
    [](const QJsonObject &object) { check<DecisionTrace>(decisionTraceFromJson, object); },
    [](const QJsonObject &object) { check<RestartDetail>(restartDetailFromJson, object); },
    [](const QJsonObject &object) { check<NoticeAnswer>(noticeAnswerFromJson, object); },
    [](const QJsonObject &object) { check<UpdatesPage>(updatesPageFromJson, object); },
    [](const QJsonObject &object) { check<UpdateCounts>(updateCountsFromJson, object); },
    [](const QJsonObject &object) { check<PolicyInfo>(policyFromJson, object); },
    [](const QJsonObject &object) { check<VersionsPage>(versionsFromJson, object); },
    [](const QJsonObject &object) { check<Advice>(adviceFromJson, object); },
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const Check checkShape = kChecks[input.byte() % std::size(kChecks)];
    const Result<QJsonObject> object = parseJsonObject(input.rest());
    if (object) {
        checkShape(*object);
    } else {
        FUZZ_REQUIRE(object.error().code == ErrorCode::InvalidInput && !object.error().message.isEmpty());
    }
    return 0;
}
