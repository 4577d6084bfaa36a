// The newest alerts of one engine, resolved ones included: an operator takes note also of what is over. Read again when
// something that makes or ends alerts happens. Lives on the GUI thread, goes before its engine.
#pragma once

#include "core/client/engine.h"

#include <QTimer>

namespace lamplighter::ui {

class RecentAlerts final : public QObject
{
    Q_OBJECT
public:
    explicit RecentAlerts(client::Engine &engine, QObject *parent = nullptr);

    /// Newest first.
    [[nodiscard]] const QList<client::AlertRecord> &alerts() const { return m_alerts; }
    /// Soon; many calls are one request.
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void consider(const QList<client::EventRecord> &events);
    void read();

    client::Engine &m_engine;
    QList<client::AlertRecord> m_alerts;
    QTimer m_debounce;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace lamplighter::ui
