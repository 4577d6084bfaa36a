// A restart as clients see it.
#pragma once

#include "core/updates/restart_machine.h"

namespace lamplighter::updates {

QString updateId(qint64 number);  ///< "U-12"
QString restartId(qint64 number); ///< "R-12"
/// 0 for what is not one.
qint64 updateNumber(const QString &id);
qint64 restartNumber(const QString &id);

client::PendingRestart toPending(const RestartState &state, const ServiceRules &rules, const Moment &moment);

} // namespace lamplighter::updates
