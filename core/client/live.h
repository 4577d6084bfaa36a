// The live picture of one engine: a stream that is opened again whenever it ends, and one reading of everything each
// time. Owned by its Engine, lives on its thread. Private to core/client.
#pragma once

#include "core/base/pace.h"
#include "core/client/engine.h"

#include <QHash>
#include <QSet>
#include <QTimer>

namespace lamplighter::client {

class Engine::Live final : public QObject
{
public:
    explicit Live(Engine &engine);

    void start();
    /// After this no signal of the engine comes from here.
    void stop();

private:
    // One attempt: who is it, then the stream from the last position, then the picture as it is now. In this order,
    // whatever happens after the first answer is in the stream, and whatever changed before the last one is in the
    // picture.
    void attempt();
    void identified(const EngineInfo &info);
    void openStream();
    void readPicture();
    void unitsRead(const QList<UnitStatus> &units);
    void killSwitchRead(const KillSwitchStatus &status);
    void pictureComplete();
    void failed(const Error &error);
    void endRound();
    /// `then`, unless the attempt that asked has ended.
    template <typename T> Reply<T> inThisRound(void (Live::*then)(const T &));

    void received(const QByteArray &name, const QByteArray &data);
    void receivedEvent(const QJsonObject &object);
    void receivedUnits(const QJsonObject &object);
    void receivedKillSwitch(const QJsonObject &object);
    /// Reads them soon: once for all that is said until then.
    void scheduleAlerts();
    void readAlerts();
    void alertsRead(const Result<QList<AlertRecord>> &alerts);
    void receivedRestarts(const QJsonObject &object);
    void readRestarts();
    void restartsRead(const Result<QList<PendingRestart>> &restarts);
    void malformed(const QByteArray &name, const Error &error);

    void scheduleFlush();
    void flush();
    void flushUnits();
    void flushRestarts();
    void setRestarts(const QList<PendingRestart> &restarts, bool offered);
    void indexRows();
    void setConnection(Connection connection);

    Engine &m_engine;
    std::unique_ptr<StreamHandle> m_stream;
    int m_round = 0; ///< number of the attempt; answers of an earlier one are void
    QTimer m_retry;
    QTimer m_silence;
    QTimer m_flush;
    QTimer m_alerts;
    QTimer m_restarts; ///< until they are tried again
    SystemClock m_clock;
    bool m_stopped = false;
    QString m_engineId;
    std::optional<qint64> m_lastSeq;
    int m_failures = 0;
    std::optional<Instant> m_liveSince;
    Pace m_pace; ///< of what is given out
    bool m_unitsRead = false;
    bool m_killSwitchRead = false;
    bool m_readingAlerts = false;
    bool m_alertsChanged = false; ///< while they were read

    QHash<QString, qsizetype> m_rows;
    QHash<QString, UnitStatus> m_changed;
    QSet<QString> m_removed;
    QList<EventRecord> m_events;
    std::optional<KillSwitchStatus> m_newKillSwitch;
    bool m_restartsRead = false;
    QHash<QString, PendingRestart> m_changedRestarts;
    QSet<QString> m_removedRestarts;
};

} // namespace lamplighter::client
