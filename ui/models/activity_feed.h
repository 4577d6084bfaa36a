// How much happened in the last 24 hours on the engines in scope: asks each, adds up, and asks again each minute and
// soon after an alert, while somebody looks. Lives on the GUI thread.
#pragma once

#include "ui/models/instances.h"

#include <QTimer>

namespace lamplighter::ui {

struct ActivityTotals
{
    int critical = 0;
    int warning = 0;
    int info = 0;
    int restarts = 0;
    int highest = 0; ///< in one bucket, alerts or restarts
    bool operator==(const ActivityTotals &) const = default;
};
ActivityTotals totalsOf(const client::Activity &activity);

/// Adds up bucket by bucket, the newest with the newest; engines' clocks may differ a little.
client::Activity sumOf(const QList<client::Activity> &activities);

class ActivityFeed final : public QObject
{
    Q_OBJECT
public:
    enum class State { Loading, Ready, Failed };

    explicit ActivityFeed(Instances &instances, QObject *parent = nullptr);

    /// Asks only while active.
    void setActive(bool active);
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const client::Activity &activity() const { return m_activity; }
    /// Why there is nothing, for people.
    [[nodiscard]] const QString &error() const { return m_error; }
    /// Now.
    void read();

Q_SIGNALS:
    void changed();

private:
    void follow(Instance *instance);
    void soon(milliseconds wait);
    /// There is nothing to wait for if no engine lets us in.
    void judgeSilence();
    void scopeChanged();
    void finish();

    Instances &m_instances;
    QTimer m_minute;
    QTimer m_debounce;
    bool m_active = false;
    bool m_again = false;
    int m_asked = 0; ///< answers that are still to come
    int m_round = 0; ///< answers of an earlier round are not wanted any more
    QList<client::Activity> m_answers;
    State m_state = State::Loading;
    client::Activity m_activity;
    QString m_error;
};

} // namespace lamplighter::ui
