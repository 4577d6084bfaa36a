// The kinds of probes under way, for probes.cpp and for others who ask a unit something by the same means. A job
// belongs to its parent (a Prober) and deletes itself when it is done.
#pragma once

#include "core/watchdog/probes.h"

#include <QNetworkReply>
#include <QPointer>
#include <QProcess>
#include <QTcpSocket>
#include <QTimer>

namespace lamplighter::watchdog {

/// Why a connection or a request failed: "connection refused", else the library's own sentence.
QString inWords(QAbstractSocket::SocketError error, const QString &fallback);
QString inWords(QNetworkReply::NetworkError error, const QString &fallback);
/// Ends children that were killed but not collected: `owner` is about to go.
void collectChildren(QObject &owner);

class ProbeJob : public QObject
{
    Q_OBJECT
public:
    ProbeJob(const Clock &clock, Duration timeout, QObject *parent);

    /// Begins in a later turn of the event loop, so that nothing can be reported before the caller has its run.
    void start(QObject *context, Prober::Done done);
    void cancel();

protected:
    virtual void begin() = 0;
    /// Lets go of sockets and processes; called exactly once, also after success.
    virtual void stop() = 0;
    /// Reports and deletes; nothing of the job may be touched afterwards.
    void finish(bool ok, const QString &detail);
    /// "in 12 ms", since the beginning.
    [[nodiscard]] QString soFar() const;

private:
    const Clock &m_clock;
    Duration m_timeout;
    Instant m_begun{};
    QTimer m_timer;
    bool m_ended = false;
    bool m_begunAtAll = false;
    bool m_hasContext = false;
    QPointer<QObject> m_context;
    Prober::Done m_done;
};

class HttpJob final : public ProbeJob
{
    Q_OBJECT
public:
    HttpJob(HttpProbe probe, QNetworkAccessManager &network, const Clock &clock, Duration timeout, QObject *parent);

protected:
    void begin() override;
    void stop() override;

private:
    void judge();

    HttpProbe m_probe;
    QNetworkAccessManager &m_network;
    QPointer<QNetworkReply> m_reply;
};

class TcpJob final : public ProbeJob
{
    Q_OBJECT
public:
    TcpJob(TcpProbe probe, const Clock &clock, Duration timeout, QObject *parent);

protected:
    void begin() override;
    void stop() override;

private:
    TcpProbe m_probe;
    QTcpSocket m_socket;
};

class CommandJob : public ProbeJob
{
    Q_OBJECT
public:
    CommandJob(CommandProbe probe, ProbePlace place, const Clock &clock, Duration timeout, QObject *parent);

protected:
    void begin() override;
    void stop() override;
    /// Before it is started. Here its output goes nowhere.
    virtual void arrangeOutput(QProcess &process);
    /// By itself; ends with finish().
    virtual void ended(int code, QProcess::ExitStatus status);

private:
    CommandProbe m_probe;
    ProbePlace m_place;
    QPointer<QProcess> m_process; ///< belongs to the prober, which outlives the job: a killed child has to be collected
};

} // namespace lamplighter::watchdog
