// Between whoever decides and the engine: one call for each answer to a restart, one at a time for each restart, and
// what came of it in words. One for each instance, owned by it; lives on the GUI thread.
#pragma once

#include "core/client/engine.h"

#include <QPointer>
#include <QSet>

#include <functional>

namespace lamplighter::ui {

/// What an engine said to an answer.
struct RestartOutcome
{
    bool done = false;
    QString title;         ///< "quantum_backend is restarted", "quantum_backend was not restarted"
    QString sentence;      ///< why not, and what to do; empty if it was done
    bool conflict = false; ///< somebody else answered first, or more notices joined: look again
};

class RestartActions final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const RestartOutcome &)>;

    explicit RestartActions(client::Engine &engine, QObject *parent = nullptr);

    // Each answers what `restart` showed. `done` is called unless `context` is gone by then; without it a refusal is
    // told by failed().
    void approve(const client::PendingRestart &restart, const client::Approve &how, QObject *context = nullptr,
                 Done done = {});
    void defer(const client::PendingRestart &restart, WallTime until, const QString &reason, QObject *context = nullptr,
               Done done = {});
    void reject(const client::PendingRestart &restart, const QString &reason, QObject *context = nullptr,
                Done done = {});

    /// An answer to this restart is on its way; another is not taken.
    [[nodiscard]] bool isBusy(const QString &id) const { return m_busy.contains(id); }

Q_SIGNALS:
    void busyChanged(const QString &id);
    void succeeded(const QString &sentence);
    void failed(const QString &title, const QString &sentence);

private:
    bool begin(const QString &id);
    client::Reply<client::PendingRestart> finish(const QString &id, const QString &doneTitle, const QString &notDone,
                                                 QObject *context, Done done);

    client::Engine &m_engine;
    QSet<QString> m_busy;
};

} // namespace lamplighter::ui
