// Between the pages and the engine: one call for each thing an operator can do, one answer at a time for each unit, and
// the outcome in words. Lives on the GUI thread.
#pragma once

#include "core/client/engine.h"

#include <QSet>

namespace lamplighter::ui {

class UnitActions final : public QObject
{
    Q_OBJECT
public:
    explicit UnitActions(client::Engine &engine, QObject *parent = nullptr);

    void start(const QString &unit);
    void stop(const QString &unit);
    void restart(const QString &unit);
    /// Forgets its failures, so that it is tried again.
    void reset(const QString &unit);
    void remove(const QString &unit);
    void reloadUnitFiles();
    void engageKillSwitch(client::Scope scope, const QString &target, const QString &reason);
    void rearmKillSwitch(client::Scope scope, const QString &target, const QString &reason, bool startAgain);

    /// A request for this unit has no answer yet; another is not taken.
    [[nodiscard]] bool isBusy(const QString &unit) const { return m_busy.contains(unit); }

Q_SIGNALS:
    void busyChanged(const QString &unit);
    void succeeded(const QString &sentence);
    /// `title` says what failed, `sentence` why and what to do.
    void failed(const QString &title, const QString &sentence);

private:
    template <typename T> client::Reply<T> finish(const QString &unit, const QString &done, const QString &notDone);
    bool begin(const QString &unit);

    client::Engine &m_engine;
    QSet<QString> m_busy;
};

} // namespace lamplighter::ui
