#include "ui/models/restart_detail_feed.h"

#include "ui/models/error_texts.h"

#include <algorithm>

namespace lamplighter::ui {

RestartDetailFeed::RestartDetailFeed(Instances &instances, QObject *parent)
    : QObject(parent)
    , m_instances(instances)
{
    connect(&instances, &Instances::added, this, &RestartDetailFeed::follow);
    connect(&instances, &Instances::removed, this, [this](const Instance *gone) {
        if (gone->id() == instance()) {
            showNothing();
        }
    });
    const QList<Instance *> present = instances.all();
    for (Instance *instance : present) {
        follow(instance);
    }
}

void RestartDetailFeed::follow(Instance *instance)
{
    connect(&instance->engine(), &client::Engine::restartsChanged, this, [this, instance] { engineTold(instance); });
}

InstanceId RestartDetailFeed::instance() const
{
    return m_restart.isEmpty() ? m_update.instance : m_restart.instance;
}

void RestartDetailFeed::showRestart(const RestartKey &key)
{
    if (m_restart != key || !m_update.isEmpty()) {
        m_restart = key;
        m_update = {};
        begin();
    }
}

void RestartDetailFeed::showUpdate(const UpdateKey &key)
{
    if (m_update != key) {
        m_update = key;
        m_restart = {};
        begin();
    }
}

void RestartDetailFeed::showNothing()
{
    if (!isEmpty()) {
        m_restart = {};
        m_update = {};
        begin();
    }
}

void RestartDetailFeed::begin()
{
    ++m_round;
    m_detail.reset();
    m_record.reset();
    m_seen.reset();
    m_problem.clear();
    m_state = isEmpty() ? State::Nothing : State::Loading;
    refresh();
    Q_EMIT changed();
}

std::optional<client::PendingRestart> RestartDetailFeed::live() const
{
    const Instance *instance = m_instances.find(m_restart.instance);
    if (!instance || m_restart.isEmpty()) {
        return std::nullopt;
    }
    const QList<client::PendingRestart> &restarts = instance->engine().liveRestarts();
    const auto at = std::find_if(restarts.cbegin(), restarts.cend(),
                                 [this](const client::PendingRestart &one) { return one.id == m_restart.id; });
    return at == restarts.cend() ? std::nullopt : std::optional<client::PendingRestart>(*at);
}

std::optional<client::PendingRestart> RestartDetailFeed::current() const
{
    std::optional<client::PendingRestart> now = live();
    if (!now && m_detail) {
        now = m_detail->restart;
    }
    return now;
}

bool RestartDetailFeed::isOpen() const
{
    return live().has_value();
}

void RestartDetailFeed::engineTold(const Instance *instance)
{
    if (m_restart.isEmpty() || instance->id() != m_restart.instance || live() == m_seen) {
        return;
    }
    refresh();
    Q_EMIT changed();
}

void RestartDetailFeed::refresh()
{
    if (!m_restart.isEmpty()) {
        m_seen = live();
        readRestart(m_restart.id);
    } else if (!m_update.isEmpty()) {
        readUpdate();
        if (!m_update.restart.isEmpty()) {
            readRestart(m_update.restart);
        }
    }
}

void RestartDetailFeed::readRestart(const QString &id)
{
    if (Instance *instance = m_instances.find(this->instance())) {
        const auto done = [this, round = m_round](const Result<client::RestartDetail> &detail) {
            if (round != m_round) {
                return; // something else is looked at by now
            }
            if (!detail) {
                failed(detail.error());
                return;
            }
            m_detail = *detail;
            m_state = m_update.isEmpty() || m_record ? State::Ready : State::Loading;
            Q_EMIT changed();
        };
        instance->engine().restart(id, this, done);
    }
}

void RestartDetailFeed::readUpdate()
{
    if (Instance *instance = m_instances.find(m_update.instance)) {
        const auto done = [this, round = m_round](const Result<client::UpdateRecord> &record) {
            if (round != m_round) {
                return;
            }
            if (!record) {
                failed(record.error());
                return;
            }
            m_record = *record;
            m_state = State::Ready; // its restart may be gone from the journal: then this is all there is
            Q_EMIT changed();
        };
        instance->engine().update(m_update.id, this, done);
    }
}

void RestartDetailFeed::failed(const Error &error)
{
    if (m_detail || m_record) {
        return; // what was read stays
    }
    m_problem = ErrorTexts::sentence(error);
    m_state = State::Failed;
    Q_EMIT changed();
}

} // namespace lamplighter::ui
