// Any bytes as a policy file: an error with its place, or a policy whose lists say of every module what looking at
// their entries one after the other says, and that decides.
#include "tests/fuzz/fuzz.h"

#include "core/updates/policy_file.h"

using namespace lamplighter;
using namespace lamplighter::updates;

namespace {

void checkList(const ModulePatterns &list, const QString &module)
{
    qsizetype expected = -1;
    for (qsizetype i = 0; i < list.entries().size() && expected < 0; ++i) {
        expected = matchesGlob(list.entries().at(i), module) ? i : -1;
    }
    FUZZ_REQUIRE(list.find(module) == expected);
}

/// A module that the entry was written for.
QString meant(QString entry)
{
    return entry.replace(u'*', QStringLiteral("a.b")).replace(u'?', u'c');
}

void checkTrace(const Policy &policy, const client::Notice &notice)
{
    const client::DecisionTrace trace = decide(policy, notice);
    FUZZ_REQUIRE(trace.steps.size() == 4 && trace.modules.size() == notice.modules.size());
    FUZZ_REQUIRE(!trace.reason.isEmpty() && !trace.affectedModules.isEmpty());
    client::DecisionTrace brief = decide(policy, notice, false);
    brief.steps = trace.steps;
    brief.modules = trace.modules;
    FUZZ_REQUIRE(brief == trace);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const Result<Policy> policy = parsePolicy(text, QStringLiteral("/p.toml"));
    if (!policy) {
        FUZZ_REQUIRE(policy.error().code == ErrorCode::InvalidInput);
        FUZZ_REQUIRE(policy.error().message.startsWith(QStringLiteral("/p.toml")));
        return 0;
    }
    FUZZ_REQUIRE(*parsePolicy(text, QStringLiteral("/q.toml")) == *policy);
    client::Notice notice;
    notice.service = policy->services.isEmpty() ? QStringLiteral("s") : policy->services.firstKey();
    notice.modules = {QStringLiteral("src.api.routes"), QStringLiteral("docs")};
    for (const ModulePatterns &list : {policy->critical, policy->deferrable}) {
        for (const QString &entry : list.entries().mid(0, 20)) {
            notice.modules.append(meant(entry));
        }
    }
    for (const QString &module : notice.modules) {
        checkList(policy->critical, module);
        checkList(policy->deferrable, module);
    }
    checkTrace(*policy, notice);
    const WallTime now = wallTimeFromMicroseconds(1'795'390'000'000'000);
    for (const ServiceRules &rules : {policy->defaults, policy->rulesFor(notice.service)}) {
        const std::optional<WallTime> opens = nextOpening(rules.windows.mid(0, 4), now);
        FUZZ_REQUIRE(!opens || *opens >= now);
        FUZZ_REQUIRE(approvalFromString(toString(rules.approval)) == rules.approval);
    }
    return 0;
}
