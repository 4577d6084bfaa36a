#include "ui/models/activity_feed.h"

#include "ui/models/error_texts.h"

#include <algorithm>

namespace lamplighter::ui {

namespace {

constexpr auto kWidth = std::chrono::minutes(30);
constexpr int kCount = 48;
constexpr auto kEvery = std::chrono::minutes(1);
constexpr auto kDebounce = milliseconds(2000);
constexpr auto kTogether = milliseconds(150);

bool isCounted(const client::EventRecord &event)
{
    return event.kind.startsWith(u"process.") || event.severity != u"info";
}

} // namespace

ActivityTotals totalsOf(const client::Activity &activity)
{
    ActivityTotals totals;
    for (const client::ActivityBucket &bucket : activity.buckets) {
        totals.critical += bucket.critical;
        totals.warning += bucket.warning;
        totals.info += bucket.info;
        totals.restarts += bucket.restarts;
        totals.highest = std::max({totals.highest, bucket.critical + bucket.warning + bucket.info, bucket.restarts});
    }
    return totals;
}

client::Activity sumOf(const QList<client::Activity> &activities)
{
    const auto longest =
        std::max_element(activities.cbegin(), activities.cend(), [](const auto &left, const auto &right) {
            return left.buckets.size() < right.buckets.size();
        });
    if (longest == activities.cend()) {
        return {};
    }
    client::Activity sum = *longest; // says where the buckets begin
    for (auto one = activities.cbegin(); one != activities.cend(); ++one) {
        if (one == longest) {
            continue;
        }
        const qsizetype offset = sum.buckets.size() - one->buckets.size();
        for (qsizetype i = 0; i < one->buckets.size(); ++i) {
            client::ActivityBucket &to = sum.buckets[offset + i];
            const client::ActivityBucket &from = one->buckets.at(i);
            to.critical += from.critical;
            to.warning += from.warning;
            to.info += from.info;
            to.restarts += from.restarts;
        }
    }
    return sum;
}

ActivityFeed::ActivityFeed(Instances &instances, QObject *parent)
    : QObject(parent)
    , m_instances(instances)
{
    m_minute.setInterval(kEvery);
    m_debounce.setSingleShot(true);
    connect(&m_minute, &QTimer::timeout, this, &ActivityFeed::read);
    connect(&m_debounce, &QTimer::timeout, this, &ActivityFeed::read);
    connect(&instances, &Instances::added, this, &ActivityFeed::follow);
    connect(&instances, &Instances::removed, this, &ActivityFeed::scopeChanged);
    connect(&instances, &Instances::scopeChanged, this, &ActivityFeed::scopeChanged);
    connect(&instances, &Instances::changed, this, &ActivityFeed::judgeSilence);
    const QList<Instance *> present = instances.all();
    for (Instance *instance : present) {
        follow(instance);
    }
}

void ActivityFeed::follow(Instance *instance)
{
    if (m_state == State::Failed) {
        m_state = State::Loading; // this one has not failed yet
        Q_EMIT changed();
    }
    // Ten engines that answer one after another are asked together.
    connect(&instance->engine(), &client::Engine::unitsReset, this,
            [this] { soon(m_instances.count() > 1 ? kTogether : milliseconds(0)); });
    connect(&instance->engine(), &client::Engine::alertsChanged, this, [this] { soon(kDebounce); });
    connect(&instance->engine(), &client::Engine::eventsReceived, this,
            [this](const QList<client::EventRecord> &events) {
                if (std::any_of(events.cbegin(), events.cend(), isCounted)) {
                    soon(kDebounce);
                }
            });
}

void ActivityFeed::setActive(bool active)
{
    if (m_active == active) {
        return;
    }
    m_active = active;
    if (active) {
        m_minute.start();
        read();
    } else {
        m_minute.stop();
        m_debounce.stop();
    }
}

void ActivityFeed::soon(milliseconds wait)
{
    if (m_active && (!m_debounce.isActive() || m_debounce.remainingTimeAsDuration() > wait)) {
        m_debounce.start(wait);
    }
}

void ActivityFeed::judgeSilence()
{
    const QList<Instance *> inScope = m_instances.inScope();
    if (m_state != State::Loading || inScope.isEmpty()) {
        return;
    }
    const bool allSilent = std::all_of(inScope.cbegin(), inScope.cend(), [](Instance *instance) {
        const client::Engine &engine = instance->engine();
        return engine.connection() == client::Connection::Refused || engine.reconnectAttempt() > 0;
    });
    if (allSilent) {
        m_state = State::Failed;
        m_error = tr("No engine reports.");
        Q_EMIT changed();
    }
}

void ActivityFeed::scopeChanged()
{
    m_asked = 0;
    // What is shown is about other engines: it must not stand there as if it were about these.
    m_activity = {};
    m_state = State::Loading;
    Q_EMIT changed();
    if (m_active) {
        read();
    }
}

void ActivityFeed::read()
{
    if (m_asked > 0) {
        m_again = true;
        return;
    }
    ++m_round;
    m_answers.clear();
    QList<Instance *> reached;
    const QList<Instance *> inScope = m_instances.inScope();
    for (Instance *instance : inScope) {
        if (instance->picture().isLoaded() && !instance->picture().freshness().isStale()) {
            reached.append(instance);
        }
    }
    if (reached.isEmpty()) {
        judgeSilence();
        return; // it is asked as soon as one of them reports; what is shown stays
    }
    m_asked = static_cast<int>(reached.size());
    for (Instance *instance : std::as_const(reached)) {
        instance->engine().activity(kWidth, kCount, this,
                                    [this, round = m_round](const Result<client::Activity> &result) {
                                        if (round != m_round) {
                                            return;
                                        }
                                        if (result) {
                                            m_answers.append(result.value());
                                        } else {
                                            m_error = ErrorTexts::sentence(result.error());
                                        }
                                        if (--m_asked == 0) {
                                            finish();
                                        }
                                    });
    }
}

void ActivityFeed::finish()
{
    if (!m_answers.isEmpty()) {
        m_state = State::Ready;
        m_activity = sumOf(m_answers);
        m_error.clear();
    } else if (m_state != State::Ready) {
        m_state = State::Failed; // later failures leave the old data in place
    }
    Q_EMIT changed();
    if (std::exchange(m_again, false)) {
        soon(kDebounce);
    }
}

} // namespace lamplighter::ui
