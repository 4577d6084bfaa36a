// A fleet to practise on: an engine of its own in a folder of its own, with nine agents and a few that misbehave.
// Nothing of it touches the real engine, and nothing of it stays. Lives on the GUI thread.
#pragma once

#include "core/engine/embedded_engine.h"

#include <QSettings>

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
    [[nodiscard]] bool isRunning() const { return m_engine != nullptr; }

    /// `done` when its engine runs; then makeTransport may be called.
    void start(QObject *context, std::function<void(Result<void>)> done);
    [[nodiscard]] std::unique_ptr<client::Transport> makeTransport() { return m_engine->makeTransport(); }
    /// Stops every unit, then the engine, then deletes the folder. Transports must be gone by then.
    void remove(QObject *context, std::function<void()> done);
    /// Ends a fleet that a console left behind when it was killed.
    void removeLeftover();

private:
    void run(const QString &folder, QObject *context, std::function<void(Result<void>)> done);
    [[nodiscard]] Result<void> writeUnits(const QString &folder) const;
    void deleteFolder() const;
    static QString program();

    QSettings &m_settings;
    QString m_folder;
    std::unique_ptr<engine::EmbeddedEngine> m_engine;
};

} // namespace lamplighter::console
