// One run of lampctl: finds the engine, does one command, ends the program with its exit code.
#pragma once

#include "app/ctl/commands.h"
#include "app/ctl/exit_codes.h"
#include "app/ctl/output.h"
#include "core/base/clock.h"
#include "core/client/engine.h"

#include <QObject>

#include <memory>

namespace lamplighter::ctl {

class Session final : public QObject
{
public:
    explicit Session(Invocation invocation, QObject *parent = nullptr);

    /// Once the event loop runs.
    void start();

    [[nodiscard]] client::Engine &engine() { return *m_engine; }
    [[nodiscard]] const Output &out() const { return m_out; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }

    void finish(ExitCode code = ExitCode::Ok);
    void fail(const Error &error);

    /// The usual end of a command: prints the error, or gives the value to `print` and ends well.
    template <typename T, typename Print> client::Reply<T> answered(Print print)
    {
        return [this, print](const Result<T> &answer) {
            if (!answer) {
                fail(answer.error());
                return;
            }
            print(*answer);
            finish();
        };
    }

private:
    void connected(Result<std::unique_ptr<client::Transport>> transport);

    Invocation m_invocation;
    Output m_out;
    SystemClock m_clock;
    std::unique_ptr<client::Engine> m_engine;
};

// one for each command
void run(Session &session, const ActOnUnits &command);
void run(Session &session, const ShowStatus &command);
void run(Session &session, const WatchUnits &command);
void run(Session &session, const ShowLogs &command);
void run(Session &session, const AddUnits &command);
void run(Session &session, const CheckUnit &command);
void run(Session &session, const ShowUsage &command);
void run(Session &session, const ReloadUnits &command);
void run(Session &session, const ShowKillSwitch &command);
void run(Session &session, const EngageKillSwitch &command);
void run(Session &session, const RearmKillSwitch &command);
void run(Session &session, const ShowEvents &command);
void run(Session &session, const ShowAlerts &command);
void run(Session &session, const AcknowledgeAlert &command);
void run(Session &session, const ShowEngine &command);
void run(Session &session, const ListTokens &command);
void run(Session &session, const AddToken &command);
void run(Session &session, const RevokeToken &command);
void run(Session &session, const ShowFingerprint &command);
void run(Session &session, const NotifyUpdate &command);
void run(Session &session, const ListUpdates &command);
void run(Session &session, const ShowUpdate &command);
void run(Session &session, const AnswerRestart &command);
void run(Session &session, const ReportCheckpoint &command);
void run(Session &session, const RollBack &command);
void run(Session &session, const AskAdvice &command);
void run(Session &session, const ShowPolicy &command);
void run(Session &session, const ExplainPolicy &command);

} // namespace lamplighter::ctl
