// What a server of the OmniMind service update protocol says, as our values. It knows updates that are pending, and
// whether it wants to be restarted; it has no ids, and one restart for all of them. Private to core/client.
#pragma once

#include "core/client/shapes_updates.h"

namespace lamplighter::client::omnimind {

/// The one restart there can be.
inline constexpr QLatin1StringView kRestartId{"R-1"};

struct Pending
{
    QList<UpdateRecord> updates; ///< oldest first; an id is the place in their list
    bool restartRequired = false;
    QString restartReason;
    bool complete = true; ///< whether it said if a restart is required
};
/// Corrupt if it is no answer of such a server. Words that it alone knows do not make it one: it checks none.
Result<Pending> pendingFromJson(const QJsonObject &object);
/// The answer to restart-decision, for a server whose list leaves it out.
Result<void> addDecision(Pending &pending, const QJsonObject &object);

/// For all that is pending; nothing if nothing is.
std::optional<PendingRestart> restartOf(const Pending &pending);
/// Updates that match, newest first.
UpdatesPage page(const Pending &pending, const UpdateFilter &filter);
/// How many of these say the same.
int countOf(const Pending &pending, const Notice &notice);

QJsonObject toTheirs(const Notice &notice);
/// The decision on a notice.
Result<DecisionTrace> decisionFromTheirs(const QJsonObject &object);
/// Why it refused, in its words if it has any.
Error refusal(int status, const QByteArray &body);

} // namespace lamplighter::client::omnimind
