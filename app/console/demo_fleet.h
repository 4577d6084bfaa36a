// A fleet to practise on: an engine of its own in a folder of its own, with nine agents and a few that misbehave.
// Nothing of it touches the real engine, and nothing of it stays. Lives on the GUI thread.
#pragma once

#include "core/engine/embedded_engine.h"

#include <QSettings>

#include <functional>
#include <vector>

namespace lamplighter::console {

class DemoFleet final : public QObject
{
    Q_OBJECT
public:
    /// `settings` remembers the folder while there is one, so that a fleet that was left behind can be found.
    explicit DemoFleet(QSettings &settings, QObject *parent = nullptr);
    ~DemoFleet() override;

    /// Empty if a fleet can be started; else why not.
    [[nodiscard]] QString obstacle() const;
    /// It runs, is being started or being removed.
    [[nodiscard]] bool isBusy() const { return m_state != State::Idle; }

    /// `done` when its engine runs; then makeTransport may be called.
    void start(std::function<void(Result<void>)> done);
    [[nodiscard]] std::unique_ptr<client::Transport> makeTransport() { return m_engine->makeTransport(); }
    /// Stops every unit, then the engine, then deletes the folder; waits for a start that is under way. Transports must
    /// be gone by then. `done` at once if there is nothing; many calls are one removal.
    void remove(std::function<void()> done);
    /// Ends a fleet that a console left behind when it was killed. `done` also if there was none.
    void removeLeftover(std::function<void()> done);

private:
    enum class State { Idle, Starting, Running, Removing };

    void started(const Result<void> &result, const std::function<void(Result<void>)> &done);
    void end();
    void ended();
    void run(const QString &folder, std::function<void(Result<void>)> done);
    [[nodiscard]] Result<void> writeUnits(const QString &folder) const;
    void deleteFolder() const;
    static QString program();

    QSettings &m_settings;
    QString m_folder;
    State m_state = State::Idle;
    std::unique_ptr<engine::EmbeddedEngine> m_engine;
    std::vector<std::function<void()>> m_whenRemoved;
};

} // namespace lamplighter::console
