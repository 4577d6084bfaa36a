#include "core/updates/update_service.h"

#include "core/base/log.h"
#include "core/updates/update_service_private.h"

#include <QJsonDocument>
#include <QPointer>

#include <algorithm>

namespace lamplighter::updates {

using namespace Qt::StringLiterals;

namespace {

/// One look at the clock covers every calendar deadline, however many there are.
const QString kClockKey = u"clock"_s;
constexpr seconds kClockEvery{60};

Duration offsetOf(const Clock &clock)
{
    return std::chrono::duration_cast<Duration>(clock.wallNow().time_since_epoch()) - clock.now().time_since_epoch();
}

/// With its earliest deadlines beside it.
StoredRestart storedForm(const RestartState &state, const QByteArray &body)
{
    StoredRestart out{state.number, state.service, state.phase, {}, {}, body};
    for (const Deadline &deadline : state.deadlines()) {
        if (deadline.elapsed) {
            const qint64 at = toNanoseconds(*deadline.elapsed);
            out.dueNs = out.dueNs ? std::min(*out.dueNs, at) : at;
        }
        if (deadline.calendar) {
            const qint64 at = toMicrosecondsSinceEpoch(*deadline.calendar);
            out.dueUs = out.dueUs ? std::min(*out.dueUs, at) : at;
        }
    }
    return out;
}

} // namespace

UpdateService::Private::Private(UpdateService *service, Units &theUnits, PolicyStore &thePolicy,
                                store::Database &theDatabase, journal::Journal &theJournal, const Clock &theClock,
                                QString theBoot)
    : q(service)
    , units(theUnits)
    , policy(thePolicy)
    , database(theDatabase)
    , journal(theJournal)
    , clock(theClock)
    , boot(std::move(theBoot))
    , deadlines(theClock, [this](const QString &key) { due(key); })
    , hands(theUnits, theClock)
{
    connect(&units, &Units::changed, this, &Private::seen);
    connect(&units, &Units::checkpoint, this, [this](const QString &unit) { checkpointReached(unit, {}); });
}

UpdateService::UpdateService(Units &units, PolicyStore &policy, store::Database &database, journal::Journal &journal,
                             const Clock &clock, QString boot, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, units, policy, database, journal, clock, std::move(boot)))
{}

UpdateService::~UpdateService() = default;

void UpdateService::open(QObject *context, store::Done done)
{
    d->open(context, std::move(done));
}

void UpdateService::start()
{
    d->continueAll();
    d->sampleTraffic();
}

void UpdateService::writeAgain()
{
    for (const auto &[number, restart] : d->open_) {
        d->save(restart, false, {});
    }
    d->database.write([boot = d->boot](store::Connection &connection) { return writeBoot(connection, boot); });
}

void UpdateService::Private::open(QObject *context, store::Done done)
{
    struct Read
    {
        StoredNumbers numbers;
        QList<StoredRestart> restarts;
        std::optional<StoredRestart> hibernated;
    };
    auto read = std::make_shared<Read>();
    database.read(
        [read](store::Connection &connection) -> Result<void> {
            Result<StoredNumbers> numbers = readNumbers(connection);
            if (!numbers) {
                return numbers.error();
            }
            Result<QList<StoredRestart>> restarts = selectOpenRestarts(connection);
            if (!restarts) {
                return restarts.error();
            }
            Result<std::optional<StoredRestart>> saved = selectRestart(connection, numbers->hibernated);
            if (!saved) {
                return saved.error();
            }
            *read = {std::move(*numbers), std::move(*restarts), std::move(*saved)};
            return {};
        },
        context,
        [this, read, done = std::move(done)](const Result<void> &result) {
            if (!result) {
                done(result);
                return;
            }
            lastUpdate = read->numbers.lastUpdate;
            lastRestart = read->numbers.lastRestart;
            restore(read->restarts, read->numbers.boot == boot);
            if (read->hibernated) {
                const Result<RestartState> last = restartStateFromJson(
                    QJsonDocument::fromJson(read->hibernated->state).object(), true, clock.now(), clock.wallNow());
                hibernated = last ? hibernatedIn(*last) : std::nullopt;
            }
            database.write([word = boot](store::Connection &connection) { return writeBoot(connection, word); });
            done({});
        });
}

UpdateService::Private::Restart::Restart(RestartState state)
    : m_state(std::move(state))
    , m_phase(m_state.phase)
{}

UpdateService::Private::Restart::Restart(qint64 number, Phase phase, QByteArray stored)
    : m_stored(std::move(stored))
    , m_phase(phase)
{
    m_state.number = number;
}

RestartState &UpdateService::Private::Restart::state() const
{
    if (!m_stored.isEmpty()) {
        // Of this boot, so that no moment has to be counted anew.
        Result<RestartState> read = restartStateFromJson(QJsonDocument::fromJson(std::exchange(m_stored, {})).object(),
                                                         true, Instant{}, WallTime{});
        const qint64 number = m_state.number;
        if (read) {
            m_state = std::move(*read);
        } else {
            qCWarning(lcEngine, "restart %lld cannot be read: %s", number, qUtf8Printable(read.error().message));
            m_state.phase = m_phase;
        }
        m_state.number = number;
    }
    return m_state;
}

void UpdateService::Private::Restart::setState(RestartState state)
{
    m_stored.clear();
    m_state = std::move(state);
    m_phase = m_state.phase;
}

void UpdateService::Private::restore(const QList<StoredRestart> &stored, bool sameBoot)
{
    const Instant now = clock.now();
    const WallTime wallNow = clock.wallNow();
    for (const StoredRestart &entry : stored) {
        byService.insert(entry.service, entry.number);
        if (sameBoot) {
            open_.emplace(entry.number, Restart(entry.number, entry.phase, entry.state));
            const Deadline due{entry.dueNs ? std::optional(instantFromNanoseconds(*entry.dueNs)) : std::nullopt,
                               entry.dueUs ? std::optional(wallTimeFromMicroseconds(*entry.dueUs)) : std::nullopt};
            stored_.append({entry.number, due});
            continue;
        }
        Result<RestartState> state =
            restartStateFromJson(QJsonDocument::fromJson(entry.state).object(), false, now, wallNow);
        if (!state) {
            qCWarning(lcEngine, "restart %lld cannot be read (%s) and is left alone", entry.number,
                      qUtf8Printable(state.error().message));
            byService.remove(entry.service, entry.number);
            continue;
        }
        state->number = entry.number;
        open_.emplace(entry.number, Restart(std::move(*state)));
    }
}

/// What only waits for its time is armed without being looked at.
void UpdateService::Private::continueAll()
{
    started = true;
    QList<qint64> whole; // those of another boot were read whole
    QSet<qint64> outlined;
    for (const auto &[number, due] : stored_) {
        outlined.insert(number);
    }
    for (const auto &[number, restart] : open_) {
        if (!outlined.contains(number)) {
            whole.append(number);
        }
    }
    for (const auto &[number, due] : std::exchange(stored_, {})) {
        const Restart *restart = find(number);
        if (restart != nullptr && (restart->phase() == Phase::Deferred || restart->phase() == Phase::Waiting)) {
            armFor(number, {due});
        } else {
            feedNumber(number, input::Continue{});
            if (const Restart *still = find(number)) {
                arm(*still);
            }
        }
    }
    for (const qint64 number : whole) {
        feedNumber(number, input::Continue{});
        if (const Restart *restart = find(number)) {
            arm(*restart);
        }
    }
}

UpdateService::Private::Restart *UpdateService::Private::find(qint64 number)
{
    const auto found = open_.find(number);
    return found == open_.end() ? nullptr : &found->second;
}

UpdateService::Private::Restart &UpdateService::Private::insert(const QString &service)
{
    RestartState state;
    state.number = ++lastRestart;
    state.service = service;
    byService.insert(service, state.number);
    return open_.emplace(lastRestart, Restart(std::move(state))).first->second;
}

QList<qint64> UpdateService::Private::openOf(const QString &service) const
{
    QList<qint64> numbers = byService.values(service);
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

const ServiceRules &UpdateService::Private::rulesOf(const RestartState &state) const
{
    return policy.policy().rulesFor(state.service);
}

UnitSight UpdateService::Private::sight(const QString &unit) const
{
    UnitSight out;
    out.unit = unit;
    const std::optional<client::UnitStatus> status = units.status(unit);
    out.known = status.has_value();
    if (status) {
        out.state = status->state;
        out.reason = status->reason;
        out.detail = status->detail;
        out.run = status->run;
        out.ready = status->ready;
        out.wanted = status->wanted;
        out.held = !status->heldBy.isEmpty();
        out.healthFails = status->health == client::Health::Failing;
    }
    return out;
}

Moment UpdateService::Private::moment(const RestartState &state) const
{
    Moment out;
    out.now = clock.now();
    out.wallNow = clock.wallNow();
    out.units = state.onlyUnit.isEmpty() ? units.ofService(state.service) : QStringList{state.onlyUnit};
    for (const QString &unit : out.units) {
        out.heldByKillSwitch = out.heldByKillSwitch || sight(unit).held;
    }
    const auto [first, last] = byService.equal_range(state.service);
    for (auto other = first; other != last; ++other) {
        const auto found = open_.find(*other);
        if (*other != state.number && found != open_.end() && found->second.isRunning()) {
            out.serviceBusy = true;
        }
    }
    return out;
}

void UpdateService::Private::feedNumber(qint64 number, const RestartInput &in)
{
    if (Restart *restart = find(number)) {
        feed(*restart, in);
    }
}

void UpdateService::Private::feed(Restart &restart, const RestartInput &in)
{
    const Phase before = restart.state().phase;
    const qint64 number = restart.state().number;
    RestartOutcome outcome = step(rulesOf(restart.state()), restart.state(), in, moment(restart.state()));
    if (outcome.state == restart.state() && outcome.actions.empty()) {
        return;
    }
    restart.setState(std::move(outcome.state));
    Effects effects;
    bool over = false;
    for (RestartAction &wanted : outcome.actions) {
        if (const auto *record = std::get_if<action::Record>(&wanted)) {
            append(restart.state(), *record);
        } else if (std::holds_alternative<action::Ended>(wanted)) {
            over = true;
        } else {
            effects.push_back(std::move(wanted));
        }
    }
    if (restart.state().waitsFor != WaitsFor::Quiet) {
        stopWatching(restart);
    }
    save(restart, before != restart.state().phase, std::move(effects));
    noteChanged(number, over);
    if (over) {
        const RestartState last = restart.state();
        forget(number);
        ended(last);
    } else {
        arm(restart);
    }
}

/// Stored first, then done: an engine that dies in between does it again, and each action may be done again.
void UpdateService::Private::save(const Restart &restart, bool phaseChanged, Effects effects)
{
    const RestartState &state = restart.state();
    std::optional<RestartEnd> end;
    if (state.isOver()) {
        std::optional<Duration> downtime;
        for (const RunState &run : state.runs) {
            if (run.downtime) {
                downtime = downtime.value_or(Duration{0}) + *run.downtime;
            }
        }
        end = RestartEnd{state.endedAt.value_or(clock.wallNow()), state.decidedBy, state.note, downtime};
    }
    auto job = [state, phaseChanged, end, now = clock.now(),
                wallNow = clock.wallNow()](store::Connection &connection) -> Result<void> {
        const QByteArray body = QJsonDocument(toJson(state, now, wallNow)).toJson(QJsonDocument::Compact);
        const Result<void> saved = saveRestart(connection, storedForm(state, body), state.isOver());
        if (!saved || !(phaseChanged || end)) {
            return saved;
        }
        return updateStates(connection, state.number, state.phase, end);
    };
    if (effects.empty()) {
        database.write(std::move(job));
        return;
    }
    database.writeDurably(std::move(job), this,
                          [this, number = state.number, effects = std::move(effects)](const Result<void> &) {
                              // A disk that refuses is told elsewhere; what was begun is not left half done for it.
                              perform(number, effects);
                          });
}

void UpdateService::Private::append(const RestartState &state, const action::Record &record)
{
    journal.append(
        {record.kind, record.subject, record.severity, record.actor, restartId(state.number), record.payload});
}

void UpdateService::Private::forget(qint64 number)
{
    const auto found = open_.find(number);
    if (found == open_.end()) {
        return;
    }
    stopWatching(found->second);
    hands.forget(number);
    byService.remove(found->second.state().service, number);
    calendars.remove(number);
    deadlines.set(QString::number(number), std::nullopt);
    open_.erase(found);
}

Instant UpdateService::Private::instantOf(const Deadline &deadline) const
{
    if (deadline.elapsed) {
        return *deadline.elapsed;
    }
    const Duration left = *deadline.calendar - clock.wallNow();
    return clock.now() + std::max(left, Duration{0});
}

void UpdateService::Private::arm(const Restart &restart)
{
    armFor(restart.state().number, restart.state().deadlines());
}

void UpdateService::Private::armFor(qint64 number, const std::vector<Deadline> &all)
{
    if (!started) {
        return;
    }
    std::optional<Instant> next;
    bool calendar = false;
    for (const Deadline &deadline : all) {
        if (!deadline.isSet()) {
            continue;
        }
        const Instant at = instantOf(deadline);
        next = next ? std::min(*next, at) : at;
        calendar = calendar || deadline.calendar.has_value();
    }
    deadlines.set(QString::number(number), next);
    if (!calendar) {
        calendars.remove(number);
        return;
    }
    if (calendars.isEmpty()) {
        clockOffset = offsetOf(clock);
        deadlines.set(kClockKey, clock.now() + kClockEvery);
    }
    calendars.insert(number);
}

/// While something waits for a time of day: was the clock set?
void UpdateService::Private::clockLooked()
{
    if (calendars.isEmpty()) {
        return;
    }
    deadlines.set(kClockKey, clock.now() + kClockEvery);
    const Duration offset = offsetOf(clock);
    if (std::chrono::abs(offset - clockOffset) < seconds(1)) {
        return;
    }
    clockOffset = offset;
    const QSet<qint64> numbers = calendars;
    for (const qint64 number : numbers) {
        if (const Restart *restart = find(number)) {
            arm(*restart);
        }
    }
}

void UpdateService::Private::due(const QString &key)
{
    if (key == kClockKey) {
        clockLooked();
        return;
    }
    const qint64 number = key.toLongLong();
    feedNumber(number, input::Due{});
    if (const Restart *restart = find(number)) {
        arm(*restart); // nothing may have been due: the clock was set back
    }
}

} // namespace lamplighter::updates
