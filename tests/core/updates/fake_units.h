// Units that a test makes up, for the hands of a restart.
#pragma once

#include "core/updates/units.h"

#include <QHash>

namespace lamplighter::tests {

class FakeUnits final : public updates::Units
{
    Q_OBJECT
public:
    using Units::Units;

    [[nodiscard]] QStringList ofService(const QString &) const override { return {}; }
    [[nodiscard]] std::optional<client::UnitStatus> status(const QString &unit) const override
    {
        const auto found = statuses.constFind(unit);
        return found == statuses.cend() ? std::nullopt : std::optional(*found);
    }
    [[nodiscard]] std::optional<watchdog::UpdateSettings> settings(const QString &) const override { return {}; }
    [[nodiscard]] watchdog::ProbePlace place(const QString &) const override { return where; }
    [[nodiscard]] QStringList dependents(const QString &) const override { return {}; }
    void pastRestarts(const QString &, QObject *,
                      std::function<void(Result<QList<client::PastRestart>>)> done) const override
    {
        done(QList<client::PastRestart>());
    }
    void restart(const QString &, const QString &, const QString &, QObject *,
                 std::function<void(Result<void>)>) override
    {}
    void stop(const QString &, const QString &, QObject *, std::function<void(Result<void>)>) override {}
    Result<void> signal(const QString &unit, process::Signal signal) override
    {
        sent.append(unit + u' ' + process::toString(signal));
        return signalTrouble ? Result<void>(*signalTrouble) : Result<void>();
    }

    QHash<QString, client::UnitStatus> statuses;
    watchdog::ProbePlace where;
    QStringList sent;
    std::optional<Error> signalTrouble;
};

} // namespace lamplighter::tests
