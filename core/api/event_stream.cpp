#include "core/api/event_stream.h"

#include "core/alerts/alert_book.h"
#include "core/api/event_subscription.h"
#include "core/api/log_follower.h"
#include "core/api/query_reader.h"
#include "core/api/restart_messages.h"
#include "core/base/pace.h"
#include "core/updates/update_service.h"
#include "core/watchdog/watchdog.h"

#include <QJsonDocument>
#include <QPointer>
#include <QSet>

#include <map>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

constexpr milliseconds kHeartbeat{3000};
constexpr milliseconds kUnitsPace{100};
constexpr milliseconds kAlertsPace{100};
constexpr int kUnitsInOneMessage = 100;

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Tells its owner when it goes.
class Handle final : public Subscription
{
public:
    explicit Handle(std::function<void()> gone)
        : m_gone(std::move(gone))
    {}
    ~Handle() override { m_gone(); }

private:
    std::function<void()> m_gone;
};

} // namespace

class EventStream::Private
{
public:
    Private(EventStream *stream, journal::Journal &theJournal, watchdog::Watchdog &theWatchdog,
            alerts::AlertBook &alerts, updates::UpdateService &updates);

    template <typename Listener> using Listeners = std::map<quint64, std::shared_ptr<Listener>>;

    template <typename Listener>
    std::unique_ptr<Subscription> keep(Listeners<Listener> &listeners, std::shared_ptr<Listener> listener);
    /// Over a copy: a sink may end its own or another subscription.
    template <typename Listener, typename Call> void forEach(Listeners<Listener> &listeners, Call call);
    void rest();

    void beat();
    [[nodiscard]] bool hasUnitListeners() const;
    void unitsChanged(const QStringList &names);
    void tellUnitsInTime();
    void tellUnits();
    void tellKillSwitch();
    void alertsHaveChanged();
    void tellAlerts();
    void sendToUnitListeners(const StreamMessage &message);

    EventStream *q;
    journal::Journal &journal;
    QPointer<watchdog::Watchdog> watchdog; ///< may be taken down first
    QThreadPool pool;
    Listeners<EventListener> listeners;
    Listeners<LogFollower> followers;
    quint64 lastId = 0;
    QTimer heartbeats;
    SystemClock clock;
    Pace unitsPace{kUnitsPace};
    QTimer unitsLater; ///< runs while the next message of units waits for its time
    QSet<QString> changedUnits;
    bool killSwitchChanged = false;
    QTimer alertsPace; ///< the same for alerts
    bool alertsChanged = false;
    RestartMessages restarts;
};

EventStream::Private::Private(EventStream *stream, journal::Journal &theJournal, watchdog::Watchdog &theWatchdog,
                              alerts::AlertBook &alerts, updates::UpdateService &updates)
    : q(stream)
    , journal(theJournal)
    , watchdog(&theWatchdog)
    , restarts(
          updates, [this] { return hasUnitListeners(); },
          [this](const StreamMessage &message) { sendToUnitListeners(message); })
{
    pool.setMaxThreadCount(2);
    heartbeats.setInterval(kHeartbeat);
    unitsLater.setTimerType(Qt::PreciseTimer);
    unitsLater.setSingleShot(true);
    connect(&heartbeats, &QTimer::timeout, q, [this] { beat(); });
    connect(&unitsLater, &QTimer::timeout, q, [this] { tellUnits(); });
    connect(&theWatchdog, &watchdog::Watchdog::unitsChanged, q,
            [this](const QStringList &names) { unitsChanged(names); });
    connect(&theWatchdog, &watchdog::Watchdog::killSwitchChanged, q, [this] { tellKillSwitch(); });
    alertsPace.setInterval(kAlertsPace);
    alertsPace.setSingleShot(true);
    connect(&alertsPace, &QTimer::timeout, q, [this] { tellAlerts(); });
    connect(&alerts, &alerts::AlertBook::changed, q, [this] { alertsHaveChanged(); });
    connect(&journal, &journal::Journal::committed, q, [this](const QList<journal::Event> &events) {
        QHash<EventSeq, StreamMessage> made;
        const auto messageOf = [&made](const journal::Event &event) -> const StreamMessage & {
            auto known = made.find(event.seq);
            return known != made.end() ? *known : *made.insert(event.seq, toMessage(event));
        };
        forEach(listeners, [&](EventListener &listener) { listener.committed(events, messageOf); });
    });
}

template <typename Listener>
std::unique_ptr<Subscription> EventStream::Private::keep(Listeners<Listener> &kept, std::shared_ptr<Listener> listener)
{
    const quint64 id = ++lastId;
    kept.emplace(id, std::move(listener));
    heartbeats.start();
    return std::make_unique<Handle>([this, &kept, id, guard = QPointer<EventStream>(q)] {
        if (!guard) {
            return;
        }
        const auto found = kept.find(id);
        if (found == kept.end()) {
            return;
        }
        // It may be in the middle of a call to the sink that led here: it ends now, and is deleted once that call is
        // over.
        const auto ending = found->second;
        ending->end();
        kept.erase(found);
        QMetaObject::invokeMethod(
            q, [ending] { static_cast<void>(ending); }, Qt::QueuedConnection);
        rest();
    });
}

template <typename Listener, typename Call> void EventStream::Private::forEach(Listeners<Listener> &kept, Call call)
{
    const Listeners<Listener> now = kept;
    for (const auto &[id, listener] : now) {
        call(*listener);
    }
}

void EventStream::Private::rest()
{
    if (listeners.empty() && followers.empty()) {
        heartbeats.stop();
        unitsLater.stop();
        changedUnits.clear();
        killSwitchChanged = false;
        alertsPace.stop();
        alertsChanged = false;
        restarts.rest();
    }
}

void EventStream::Private::beat()
{
    const StreamMessage message = heartbeat(journal.lastCommitted());
    forEach(listeners, [&](EventListener &listener) { listener.send(message); });
    forEach(followers, [&](LogFollower &follower) { follower.heartbeat(message); });
}

bool EventStream::Private::hasUnitListeners() const
{
    return std::any_of(listeners.cbegin(), listeners.cend(), [](const auto &entry) {
        return entry.second->wantsUnits() && entry.second->state() != EventListener::State::Ended;
    });
}

void EventStream::Private::unitsChanged(const QStringList &names)
{
    forEach(followers, [](LogFollower &follower) { follower.checkUnit(); });
    if (!hasUnitListeners()) {
        return;
    }
    changedUnits.unite({names.cbegin(), names.cend()});
    tellUnitsInTime();
}

void EventStream::Private::tellUnitsInTime()
{
    if (unitsLater.isActive()) {
        return;
    }
    if (const Duration wait = unitsPace.wait(clock.now()); wait > Duration{0}) {
        unitsLater.start(std::chrono::ceil<milliseconds>(wait));
    } else {
        tellUnits();
    }
}

void EventStream::Private::tellUnits()
{
    if (!watchdog) {
        return;
    }
    if (killSwitchChanged) {
        killSwitchChanged = false;
        sendToUnitListeners({"kill_switch", {}, compact(client::toJson(watchdog->killSwitch()))});
    }
    const QSet<QString> names = std::exchange(changedUnits, {});
    if (names.isEmpty()) {
        return;
    }
    unitsPace.went(clock.now());
    client::UnitsPage page;
    const auto flush = [&] {
        sendToUnitListeners({"units", {}, compact(client::toJson(page))});
        page = {};
    };
    for (const QString &name : names) {
        if (const auto status = watchdog->unit(name)) {
            page.units.append(*status);
        } else {
            page.removed.append(name);
        }
        if (page.units.size() >= kUnitsInOneMessage) {
            flush();
        }
    }
    if (!page.units.isEmpty() || !page.removed.isEmpty()) {
        flush();
    }
}

void EventStream::Private::tellKillSwitch()
{
    killSwitchChanged = true;
    tellUnitsInTime();
}

void EventStream::Private::alertsHaveChanged()
{
    if (!hasUnitListeners()) {
        return;
    }
    alertsChanged = true;
    if (!alertsPace.isActive()) {
        tellAlerts();
    }
}

void EventStream::Private::tellAlerts()
{
    if (alertsChanged) {
        alertsChanged = false;
        alertsPace.start();
        sendToUnitListeners({"alerts", {}, "{}"});
    }
}

void EventStream::Private::sendToUnitListeners(const StreamMessage &message)
{
    forEach(listeners, [&](EventListener &listener) {
        if (listener.wantsUnits()) {
            listener.send(message);
        }
    });
}

EventStream::EventStream(journal::Journal &journal, watchdog::Watchdog &watchdog, alerts::AlertBook &alerts,
                         updates::UpdateService &updates, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, journal, watchdog, alerts, updates))
{}

EventStream::~EventStream() = default;

Result<std::unique_ptr<Subscription>> EventStream::subscribe(const QUrlQuery &query, const QByteArray &lastEventId,
                                                             StreamSink sink, std::function<void(Error)> closed)
{
    QueryReader in(query);
    const QString after = lastEventId.isEmpty() ? in.string("after") : QString::fromLatin1(lastEventId);
    const EventFilter filter{in.string("kind"), in.string("subject")};
    const bool wantsUnits = in.boolean("units", false);
    if (!in.ok()) {
        return in.error();
    }
    EventSeq position = d->journal.lastCommitted();
    if (!after.isEmpty() && after != "now"_L1) {
        bool isNumber = false;
        position = after.toLongLong(&isNumber);
        if (!isNumber || position < 0) {
            return Error{ErrorCode::InvalidInput, u"after must be the seq of an event, or 'now'"_s,
                         lastEventId.isEmpty() ? u"after"_s : u"Last-Event-ID"_s};
        }
    }
    auto listener = std::make_shared<EventListener>(d->journal, filter, wantsUnits, std::move(sink), std::move(closed));
    auto subscription = d->keep(d->listeners, listener);
    listener->begin(position);
    return subscription;
}

Result<std::unique_ptr<Subscription>> EventStream::followLog(const QString &unit, int lines, StreamSink sink,
                                                             std::function<void(Error)> closed)
{
    if (!d->watchdog) {
        return Error{ErrorCode::Unavailable, u"the engine is stopping"_s, {}};
    }
    if (!d->watchdog->unit(unit)) {
        return Error{ErrorCode::NotFound, u"there is no unit %1"_s.arg(unit), {}};
    }
    if (lines < 0 || lines > 10'000) {
        return Error{ErrorCode::InvalidInput, u"lines must be 0 to 10,000"_s, u"lines"_s};
    }
    auto follower =
        std::make_shared<LogFollower>(*d->watchdog, d->pool, unit, lines, std::move(sink), std::move(closed));
    auto subscription = d->keep(d->followers, follower);
    follower->begin();
    return subscription;
}

} // namespace lamplighter::api
