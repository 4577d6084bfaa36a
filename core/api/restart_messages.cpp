#include "core/api/restart_messages.h"

#include "core/updates/update_service.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <utility>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kInOneMessage = 50;

} // namespace

RestartMessages::RestartMessages(updates::UpdateService &updates, std::function<bool()> wanted, Send send,
                                 QObject *parent)
    : QObject(parent)
    , m_updates(&updates)
    , m_wanted(std::move(wanted))
    , m_send(std::move(send))
{
    m_later.setSingleShot(true);
    m_later.setTimerType(Qt::PreciseTimer);
    connect(&m_later, &QTimer::timeout, this, &RestartMessages::tell);
    connect(&updates, &updates::UpdateService::restartsChanged, this, &RestartMessages::changed);
}

void RestartMessages::rest()
{
    m_later.stop();
    m_changed.clear();
    m_over.clear();
}

void RestartMessages::changed(const QStringList &changed, const QStringList &over)
{
    if (!m_wanted()) {
        return;
    }
    m_changed.unite({changed.cbegin(), changed.cend()});
    m_over.unite({over.cbegin(), over.cend()});
    if (m_later.isActive()) {
        return;
    }
    if (const Duration wait = m_pace.wait(m_clock.now()); wait > Duration{0}) {
        m_later.start(std::chrono::ceil<milliseconds>(wait));
    } else {
        tell();
    }
}

void RestartMessages::tell()
{
    if (!m_updates) {
        return;
    }
    m_pace.went(m_clock.now());
    const QSet<QString> changed = std::exchange(m_changed, {});
    const QSet<QString> over = std::exchange(m_over, {});
    QJsonArray restarts;
    QJsonArray removed;
    const auto flush = [&] {
        const QJsonObject data{{u"restarts"_s, std::exchange(restarts, {})},
                               {u"removed"_s, std::exchange(removed, {})}};
        m_send({"restarts", {}, QJsonDocument(data).toJson(QJsonDocument::Compact)});
    };
    for (const QString &id : over) {
        removed.append(id);
    }
    for (const QString &id : changed) {
        if (const auto restart = m_updates->pending(id)) {
            restarts.append(client::toJson(*restart));
        }
        if (restarts.size() >= kInOneMessage) {
            flush();
        }
    }
    if (!restarts.isEmpty() || !removed.isEmpty()) {
        flush();
    }
}

} // namespace lamplighter::api
