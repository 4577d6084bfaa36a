#include "core/updates/forecast.h"

#include <algorithm>

namespace lamplighter::updates {

namespace {

constexpr qsizetype kMost = 100;
constexpr qsizetype kEnough = 5;

void addNumbers(client::Forecast &forecast)
{
    QList<Duration> downtimes;
    for (const client::PastRestart &restart : forecast.restarts) {
        downtimes.append(restart.downtime);
    }
    std::sort(downtimes.begin(), downtimes.end());
    const qsizetype count = downtimes.size();
    const qsizetype middle = count / 2;
    forecast.typicalDowntime =
        count % 2 == 1 ? downtimes.at(middle) : (downtimes.at(middle - 1) + downtimes.at(middle)) / 2;
    forecast.worstOfTen = downtimes.at((count * 9 + 9) / 10 - 1);
}

} // namespace

client::Forecast forecast(QList<client::PastRestart> restarts, const QList<PastUpdate> &updates,
                          client::ChangeType kind)
{
    std::stable_sort(restarts.begin(), restarts.end(),
                     [](const client::PastRestart &a, const client::PastRestart &b) { return a.at < b.at; });
    client::Forecast out;
    out.restarts = restarts.mid(std::max<qsizetype>(0, restarts.size() - kMost));
    const auto isHeld = [](const auto &past) { return past.held; };
    out.held = static_cast<int>(std::count_if(out.restarts.cbegin(), out.restarts.cend(), isHeld));
    if (out.restarts.size() >= kEnough) {
        addNumbers(out);
    }
    for (const PastUpdate &update : updates) {
        if (update.changeType == kind) {
            ++out.updatesOfKind;
            out.updatesOfKindHeld += update.held ? 1 : 0;
        }
    }
    return out;
}

} // namespace lamplighter::updates
