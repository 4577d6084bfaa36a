#include "ui/models/history_texts.h"

namespace lamplighter::ui {

QList<SpecLine> HistoryTexts::lines(const client::UnitStatus &status, const std::optional<client::UnitHistory> &history)
{
    QList<SpecLine> lines;
    const int day = history ? history->restarts24h : status.restarts24h;
    if (history) {
        lines.append({tr("Restarts"), tr("%1 in 24 h, %2 in 7 d").arg(day).arg(history->restarts7d)});
    } else {
        lines.append({tr("Restarts"), tr("%1 in 24 h, %2 in all").arg(day).arg(status.restarts)});
    }
    if (history && history->typicalDowntime && history->worstDowntime) {
        lines.append({tr("Typical downtime"), history->restarts7d > 1
                                                  ? tr("%1, worst %2")
                                                        .arg(TimeTexts::limit(*history->typicalDowntime),
                                                             TimeTexts::limit(*history->worstDowntime))
                                                  : TimeTexts::limit(*history->typicalDowntime)});
    }
    if (history && history->restartsJudged > 0) {
        lines.append(
            {tr("Restarts that held"), tr("%1 of %2").arg(history->restartsHeld).arg(history->restartsJudged)});
    }
    if (history && history->meanBetween) {
        lines.append({tr("Mean time between"), TimeTexts::span(*history->meanBetween)});
    }
    if (status.consecutiveFailures > 0) {
        lines.append({tr("Failed in a row"),
                      tr("%1, pauses at %2").arg(status.consecutiveFailures).arg(status.maximumConsecutiveFailures)});
    }
    if (status.lastExit) {
        lines.append({tr("Ran before its end"), TimeTexts::limit(status.lastExit->uptime)});
    }
    return lines;
}

} // namespace lamplighter::ui
