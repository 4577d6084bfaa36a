// Units that save their state and stop because a program asked for that, and not for an update.
#include "core/updates/update_service_private.h"

#include <QPointer>

#include <algorithm>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;

bool UpdateService::Private::isRestarting(const QString &unit) const
{
    return std::any_of(open_.cbegin(), open_.cend(), [&unit](const auto &entry) {
        const RunState *run = entry.second.state().run();
        return run != nullptr && run->unit == unit;
    });
}

void UpdateService::Private::hibernateThenStop(const QString &unit, const QString &actor,
                                               std::function<void(Hibernated)> done)
{
    if (isRestarting(unit)) {
        done({unit, false, u"It is being restarted"_s, {}});
        return;
    }
    const std::optional<client::UnitStatus> status = units.status(unit);
    const HookReason why{{}, status ? status->service : QString(), {}, u"shutdown"_s};
    hands.hibernate(--hibernations, unit, why, [this, unit, actor, done = std::move(done)](const StepAnswer &answer) {
        if (!answer.ok) {
            done({unit, false, answer.detail, answer.savedState});
            return;
        }
        units.stop(unit, actor, this, [unit, saved = answer.savedState, done](const Result<void> &stopped) {
            done({unit, stopped.ok(), stopped ? QString() : stopped.error().message, saved});
        });
    });
}

void UpdateService::hibernateAndStop(const QStringList &units, const QString &actor, QObject *context,
                                     Done<QList<Hibernated>> done)
{
    QStringList able;
    for (const QString &unit : units) {
        const std::optional<watchdog::UpdateSettings> settings = d->units.settings(unit);
        if (settings && !std::holds_alternative<std::monostate>(settings->hibernate)) {
            able.append(unit);
        }
    }
    if (able.isEmpty()) {
        done(QList<Hibernated>());
        return;
    }
    auto results = std::make_shared<QList<Hibernated>>();
    for (const QString &unit : std::as_const(able)) {
        d->hibernateThenStop(
            unit, actor,
            [results, count = able.size(), context = QPointer<QObject>(context), done](const Hibernated &result) {
                results->append(result);
                if (results->size() == count && context != nullptr) {
                    done(*results);
                }
            });
    }
}

} // namespace lamplighter::updates
