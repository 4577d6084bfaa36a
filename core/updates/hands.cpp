#include "core/updates/hands.h"

#include "core/updates/drainer.h"
#include "core/updates/hook_runner.h"
#include "core/updates/release_directory.h"
#include "core/updates/version_reader.h"

#include <QHash>
#include <QJsonArray>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;

namespace {

constexpr seconds kVersionTimeout{10};
constexpr seconds kNoticeTimeout{10};

} // namespace

class Hands::Private
{
public:
    Private(Units &theUnits, const Clock &clock)
        : units(theUnits)
        , hooks(theUnits, clock)
        , versions(clock)
        , drainer(theUnits, hooks, clock)
    {
        pool.setMaxThreadCount(2);
    }

    [[nodiscard]] HookCall callOf(const QString &unit, const QString &step, const HookReason &why) const
    {
        HookCall call{unit, step, why.service, why.version, why.reason, {}};
        call.body = {{u"unit"_s, unit},           {u"step"_s, step},         {u"service"_s, why.service},
                     {u"version"_s, why.version}, {u"reason"_s, why.reason}, {u"restart"_s, why.restart}};
        return call;
    }

    /// Runs `work` in the pool and gives its result to `done` here.
    template <typename T>
    void inPool(Hands *context, std::function<Result<T>()> work, std::function<void(Result<T>)> done)
    {
        pool.start([guard = QPointer<Hands>(context), target = context, work = std::move(work),
                    done = std::move(done)]() mutable {
            Result<T> result = work();
            // The pool is waited for before `target` is gone.
            QMetaObject::invokeMethod(
                target,
                [guard = std::move(guard), result = std::move(result), done = std::move(done)] {
                    if (guard) {
                        done(result);
                    }
                },
                Qt::QueuedConnection);
        });
    }

    Units &units;
    HookRunner hooks;
    VersionReader versions;
    Drainer drainer;
    QThreadPool pool;
    QHash<qint64, QString> draining;                             ///< the unit of each restart that drains
    QHash<qint64, std::shared_ptr<watchdog::ProbeRun>> runs;     ///< the hook of each restart
    QHash<QString, std::shared_ptr<watchdog::ProbeRun>> reading; ///< version commands, by unit
    QHash<QString, std::shared_ptr<watchdog::ProbeRun>> telling; ///< on_notice, by unit and update
};

Hands::Hands(Units &units, const Clock &clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(units, clock))
{}

Hands::~Hands()
{
    d->pool.waitForDone();
}

void Hands::releases(const QString &unit, std::function<void(Result<Releases>)> done)
{
    const std::optional<watchdog::UpdateSettings> settings = d->units.settings(unit);
    const QString folder = settings ? settings->releases : QString();
    d->inPool<Releases>(
        this,
        [folder]() -> Result<Releases> {
            const Result<QStringList> versions = releaseVersions(folder);
            if (!versions) {
                return versions.error();
            }
            const Result<QString> current = currentRelease(folder);
            if (!current) {
                return current.error();
            }
            return Releases{*current, *versions};
        },
        std::move(done));
}

void Hands::readVersion(const QString &unit, std::function<void(Result<QString>)> done)
{
    const std::optional<watchdog::UpdateSettings> settings = d->units.settings(unit);
    if (!settings || settings->versionCommand.isEmpty()) {
        done(Error{ErrorCode::NotFound, u"%1 has no version command"_s.arg(unit), u"update.version"_s});
        return;
    }
    d->reading.insert(unit, std::shared_ptr<watchdog::ProbeRun>(d->versions.read(
                                settings->versionCommand, d->units.place(unit), kVersionTimeout, this,
                                [this, unit, done = std::move(done)](const Result<QString> &version) {
                                    const auto over = d->reading.take(unit); // this is its own callback
                                    done(version);
                                })));
}

void Hands::drain(qint64 number, const QString &unit, const HookReason &why, Answered done)
{
    const std::optional<watchdog::UpdateSettings> settings = d->units.settings(unit);
    if (!settings) {
        done({false, u"%1 is gone"_s.arg(unit)});
        return;
    }
    HookCall call = d->callOf(unit, u"drain"_s, why);
    call.body.insert(u"draining"_s, true);
    d->draining.insert(number, unit);
    d->drainer.drain({unit, settings->drain, call, settings->drainTimeout}, this,
                     [this, number, done = std::move(done)](const DrainResult &result) {
                         d->draining.remove(number);
                         done({result.drained && !result.hookFailed, result.detail});
                     });
}

void Hands::hibernate(qint64 number, const QString &unit, const HookReason &why, Answered done)
{
    const std::optional<watchdog::UpdateSettings> settings = d->units.settings(unit);
    if (!settings) {
        done({false, u"%1 is gone"_s.arg(unit)});
        return;
    }
    d->runs.insert(number, std::shared_ptr<watchdog::ProbeRun>(d->hooks.run(
                               settings->hibernate, d->callOf(unit, u"hibernate"_s, why), settings->hibernateTimeout,
                               this, [this, number, done = std::move(done)](const HookAnswer &answer) {
                                   const auto over = d->runs.take(number);
                                   done({answer.ok, answer.detail, answer.savedState});
                               })));
}

void Hands::swap(qint64 number, const QString &unit, const QString &version, Answered done)
{
    Q_UNUSED(number);
    const std::optional<watchdog::UpdateSettings> settings = d->units.settings(unit);
    const QString folder = settings ? settings->releases : QString();
    d->inPool<bool>(
        this,
        [folder, version]() -> Result<bool> {
            const Result<void> made = makeReleaseCurrent(folder, version);
            return made ? Result<bool>(true) : Result<bool>(made.error());
        },
        [done = std::move(done)](const Result<bool> &made) {
            done({made.ok(), made ? QString() : made.error().message});
        });
}

void Hands::forget(qint64 number)
{
    d->runs.remove(number);
    if (const QString unit = d->draining.take(number); !unit.isEmpty()) {
        d->drainer.forget(unit);
    }
}

void Hands::endDraining(const QString &unit)
{
    d->drainer.endDraining(unit);
}

void Hands::tellOfNotice(const QString &unit, const QString &id, const client::Notice &notice)
{
    const std::optional<watchdog::UpdateSettings> settings = d->units.settings(unit);
    if (!settings || std::holds_alternative<std::monostate>(settings->onNotice)) {
        return;
    }
    HookCall call{unit, u"on_notice"_s, notice.service, notice.version, notice.description, client::toJson(notice)};
    call.body.insert(u"update"_s, id);
    const QString key = unit + u'/' + id;
    d->telling.insert(key, std::shared_ptr<watchdog::ProbeRun>(d->hooks.run(
                               settings->onNotice, call, kNoticeTimeout, this,
                               [this, key](const HookAnswer &) { const auto over = d->telling.take(key); })));
}

} // namespace lamplighter::updates
