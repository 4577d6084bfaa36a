#include "core/watchdog/unit_spec.h"

namespace lamplighter::watchdog {

QString toString(RestartRule rule)
{
    switch (rule) {
    case RestartRule::Always:
        return QStringLiteral("always");
    case RestartRule::OnFailure:
        return QStringLiteral("on-failure");
    case RestartRule::Never:
        return QStringLiteral("never");
    }
    Q_UNREACHABLE();
}

std::optional<RestartRule> restartRuleFromString(const QString &word)
{
    for (const RestartRule rule : {RestartRule::Always, RestartRule::OnFailure, RestartRule::Never}) {
        if (toString(rule) == word) {
            return rule;
        }
    }
    return std::nullopt;
}

} // namespace lamplighter::watchdog
