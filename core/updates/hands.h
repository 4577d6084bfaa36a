// What restarts do to units and their surroundings, by name of the unit: hooks, draining, releases, versions. Nothing
// blocks: files are touched in a pool. Owned by the update service, lives on the engine's thread.
#pragma once

#include "core/client/shapes_updates.h"
#include "core/updates/units.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace lamplighter::updates {

struct StepAnswer
{
    bool ok = false;
    QString detail;
    QStringList savedState{};
};

/// The versions of a unit's release directory.
struct Releases
{
    QString current;
    QStringList versions; ///< newest first
};

/// Why it happens, for hooks.
struct HookReason
{
    QString restart; ///< id
    QString service;
    QString version; ///< that comes; empty if unknown
    QString reason;
};

class Hands final : public QObject
{
    Q_OBJECT
public:
    using Answered = std::function<void(const StepAnswer &)>;

    Hands(Units &units, const Clock &clock, QObject *parent = nullptr);
    ~Hands() override;

    /// Of a unit with a release directory. Not called back once the hands are gone.
    void releases(const QString &unit, std::function<void(Result<Releases>)> done);
    /// What the version command says; NotFound if the unit has none.
    void readVersion(const QString &unit, std::function<void(Result<QString>)> done);

    // Of a restart; `done` is called once, not after forget(number)
    void drain(qint64 number, const QString &unit, const HookReason &why, Answered done);
    void hibernate(qint64 number, const QString &unit, const HookReason &why, Answered done);
    void swap(qint64 number, const QString &unit, const QString &version, Answered done);
    void forget(qint64 number);

    void endDraining(const QString &unit);
    void tellOfNotice(const QString &unit, const QString &id, const client::Notice &notice);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lamplighter::updates
