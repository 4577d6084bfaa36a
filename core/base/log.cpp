#include "core/base/log.h"

namespace lamplighter {

Q_LOGGING_CATEGORY(lcEngine, "lamplighter.engine", QtInfoMsg)
Q_LOGGING_CATEGORY(lcWatchdog, "lamplighter.watchdog", QtInfoMsg)
Q_LOGGING_CATEGORY(lcKeeper, "lamplighter.keeper", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "lamplighter.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcApi, "lamplighter.api", QtInfoMsg)
Q_LOGGING_CATEGORY(lcConsole, "lamplighter.console", QtInfoMsg)

void installLogFormat()
{
    qSetMessagePattern(QStringLiteral("%{time yyyy-MM-ddTHH:mm:ss.zzz} "
                                      "%{if-debug}DEBUG%{endif}%{if-info}INFO%{endif}%{if-warning}WARNING%{endif}"
                                      "%{if-critical}ERROR%{endif}%{if-fatal}FATAL%{endif} %{category}: %{message}"));
}

} // namespace lamplighter
