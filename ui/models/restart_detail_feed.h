// Everything about the one restart, or the one update of the history, that is looked at: read when it is chosen, and
// again whenever the engine says that it changed. Lives on the GUI thread.
#pragma once

#include "ui/models/instances.h"
#include "ui/models/restart_key.h"

#include <QTimer>

namespace lamplighter::ui {

class RestartDetailFeed final : public QObject
{
    Q_OBJECT
public:
    explicit RestartDetailFeed(Instances &instances, QObject *parent = nullptr);

    void showRestart(const RestartKey &key);
    void showUpdate(const UpdateKey &key);
    void showNothing();

    [[nodiscard]] const RestartKey &restart() const { return m_restart; }
    [[nodiscard]] const UpdateKey &update() const { return m_update; }
    [[nodiscard]] InstanceId instance() const;
    [[nodiscard]] bool isEmpty() const { return m_restart.isEmpty() && m_update.isEmpty(); }

    enum class State { Nothing, Loading, Ready, Failed };
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const QString &problem() const { return m_problem; }
    /// What was read last; nothing for an update that asked for no restart.
    [[nodiscard]] const std::optional<client::RestartDetail> &detail() const { return m_detail; }
    /// The update of the history that was chosen.
    [[nodiscard]] const std::optional<client::UpdateRecord> &record() const { return m_record; }
    /// The restart as the live picture has it, or as it was read last.
    [[nodiscard]] std::optional<client::PendingRestart> current() const;
    /// Its engine waits for something of it still.
    [[nodiscard]] bool isOpen() const;
    /// Reads it again.
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void follow(Instance *instance);
    void begin();
    void engineTold(const Instance *instance);
    void readRestart(const QString &id);
    void readUpdate();
    void failed(const Error &error);
    [[nodiscard]] std::optional<client::PendingRestart> live() const;

    Instances &m_instances;
    RestartKey m_restart;
    UpdateKey m_update;
    State m_state = State::Nothing;
    QString m_problem;
    std::optional<client::RestartDetail> m_detail;
    std::optional<client::UpdateRecord> m_record;
    std::optional<client::PendingRestart> m_seen; ///< the live one as it was when it was read
    int m_round = 0;
};

} // namespace lamplighter::ui
