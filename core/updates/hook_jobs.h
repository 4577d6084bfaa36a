// The kinds of hooks under way, for hook_runner.cpp and version_reader.cpp. A job belongs to its runner and deletes
// itself when it is done; what it read is in the shared output, complete when it reports.
#pragma once

#include "core/updates/hook_runner.h"
#include "core/watchdog/probe_jobs.h"

namespace lamplighter::updates {

class HttpHookJob final : public watchdog::ProbeJob
{
    Q_OBJECT
public:
    HttpHookJob(QString url, QByteArray body, std::shared_ptr<HookOutput> output, QNetworkAccessManager &network,
                const Clock &clock, Duration timeout, QObject *parent);

protected:
    void begin() override;
    void stop() override;

private:
    void read();
    void judge();

    QString m_url;
    QByteArray m_body;
    std::shared_ptr<HookOutput> m_output;
    QNetworkAccessManager &m_network;
    QPointer<QNetworkReply> m_reply;
    QByteArray m_received;
};

class CommandHookJob final : public watchdog::CommandJob
{
    Q_OBJECT
public:
    CommandHookJob(const QStringList &command, const watchdog::ProbePlace &place, std::shared_ptr<HookOutput> output,
                   const Clock &clock, Duration timeout, QObject *parent);

protected:
    void arrangeOutput(QProcess &process) override;
    void ended(int code, QProcess::ExitStatus status) override;

private:
    void read();

    std::shared_ptr<HookOutput> m_output;
    QPointer<QProcess> m_running;
    bool m_hasAccount;
};

class SignalHookJob final : public watchdog::ProbeJob
{
    Q_OBJECT
public:
    SignalHookJob(QString unit, process::Signal signal, Units &units, const Clock &clock, Duration timeout,
                  QObject *parent);

protected:
    void begin() override;
    void stop() override {}

private:
    QString m_unit;
    process::Signal m_signal;
    Units &m_units;
};

/// For a hook that there is not.
class NoHookJob final : public watchdog::ProbeJob
{
    Q_OBJECT
public:
    using ProbeJob::ProbeJob;

protected:
    void begin() override { finish(true, {}); }
    void stop() override {}
};

} // namespace lamplighter::updates
