#include "core/watchdog/unit_update.h"

namespace lamplighter::watchdog {

QString toString(OnUpdateFailure what)
{
    switch (what) {
    case OnUpdateFailure::Rollback:
        return QStringLiteral("rollback");
    case OnUpdateFailure::Stop:
        return QStringLiteral("stop");
    case OnUpdateFailure::Keep:
        return QStringLiteral("keep");
    }
    Q_UNREACHABLE();
}

std::optional<OnUpdateFailure> onUpdateFailureFromString(const QString &word)
{
    for (const OnUpdateFailure what : {OnUpdateFailure::Rollback, OnUpdateFailure::Stop, OnUpdateFailure::Keep}) {
        if (toString(what) == word) {
            return what;
        }
    }
    return std::nullopt;
}

} // namespace lamplighter::watchdog
