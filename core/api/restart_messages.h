// "restarts" messages of the live stream: the restarts that changed, whole, and the ids of those that are over. At once
// or, if much changes, ten times a second. Part of the event stream, lives on the engine's thread.
#pragma once

#include "core/api/stream_message.h"
#include "core/base/clock.h"
#include "core/base/pace.h"

#include <QObject>
#include <QPointer>
#include <QSet>
#include <QStringList>
#include <QTimer>

#include <functional>

namespace lamplighter::updates {
class UpdateService;
}

namespace lamplighter::api {

class RestartMessages final : public QObject
{
public:
    using Send = std::function<void(const StreamMessage &)>;

    /// `wanted` says whether anyone listens.
    RestartMessages(updates::UpdateService &updates, std::function<bool()> wanted, Send send,
                    QObject *parent = nullptr);

    /// Nobody listens any more.
    void rest();

private:
    void changed(const QStringList &changed, const QStringList &over);
    void tell();

    QPointer<updates::UpdateService> m_updates;
    std::function<bool()> m_wanted;
    Send m_send;
    SystemClock m_clock;
    Pace m_pace{milliseconds(100)};
    QTimer m_later;
    QSet<QString> m_changed;
    QSet<QString> m_over;
};

} // namespace lamplighter::api
