#include "core/updates/policy.h"

namespace lamplighter::updates {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1StringView kManualAbove("manual-above:");

} // namespace

QString toString(const Approval &approval)
{
    switch (approval.mode) {
    case Approval::Mode::Automatic:
        return u"automatic"_s;
    case Approval::Mode::Manual:
        return u"manual"_s;
    case Approval::Mode::ManualAbove:
        return kManualAbove + client::toString(approval.above);
    }
    return {};
}

std::optional<Approval> approvalFromString(const QString &text)
{
    if (text == "automatic"_L1) {
        return Approval{Approval::Mode::Automatic, client::UpdateSeverity::High};
    }
    if (text == "manual"_L1) {
        return Approval{};
    }
    if (text.startsWith(kManualAbove)) {
        if (const auto severity = client::updateSeverityFromString(text.mid(kManualAbove.size()))) {
            return Approval{Approval::Mode::ManualAbove, *severity};
        }
    }
    return std::nullopt;
}

bool needsApproval(const Approval &approval, client::UpdateSeverity severity)
{
    switch (approval.mode) {
    case Approval::Mode::Automatic:
        return false;
    case Approval::Mode::Manual:
        return true;
    case Approval::Mode::ManualAbove:
        return severity >= approval.above;
    }
    return true;
}

const ServiceRules &Policy::rulesFor(const QString &service) const
{
    const auto found = services.constFind(service);
    return found != services.cend() ? *found : defaults;
}

} // namespace lamplighter::updates
