// Units that someone is still writing.
#include "core/watchdog/watchdog_private.h"

#include "core/watchdog/unit_check.h"

#include <QPointer>

namespace lamplighter::watchdog {

using client::UnitProblem;

namespace {

/// The name, as adding or replacing takes it.
std::optional<UnitProblem> nameProblem(const SupervisedUnit *known, bool replaces)
{
    const auto problem = [](const QString &message) { return UnitProblem{QStringLiteral("name"), message, false}; };
    if (!replaces) {
        return known == nullptr ? std::nullopt : std::optional(problem(QStringLiteral("is taken by another unit")));
    }
    if (known == nullptr) {
        return problem(QStringLiteral("is not the name of a unit"));
    }
    if (known->readOnly) {
        return problem(QStringLiteral("is defined in %1; change it there and reload").arg(known->origin));
    }
    return std::nullopt;
}

} // namespace

void Watchdog::checkUnit(const QString &name, const QJsonObject &spec, bool replaces, QObject *context,
                         Done<client::UnitCheck> done) const
{
    DraftReading reading = readDraft({name, spec, d->settings.unitDirectory, d->specsBeside(name)});
    if (isValidUnitName(name)) {
        if (const auto problem = nameProblem(d->find(name), replaces)) {
            reading.errors.prepend(*problem);
        }
    }
    d->pool.start([owner = d.get(), guard = QPointer<QObject>(context), reading = std::move(reading),
                   searchPath = d->searchPath, done = std::move(done)]() mutable {
        client::UnitCheck check{reading.errors, {}};
        if (!check.hasErrors()) {
            check.spec = toJson(reading.spec);
        }
        if (!reading.spec.command.isEmpty()) {
            check.problems += launchWarnings(reading.spec, searchPath);
        }
        QMetaObject::invokeMethod(
            owner,
            [guard, check = std::move(check), done = std::move(done)] {
                if (guard) {
                    done(check);
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace lamplighter::watchdog
