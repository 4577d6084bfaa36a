// The policy of one engine, and what it would decide about a notice: asked a moment after the last key, and an answer
// to an older text is not shown. Lives on the GUI thread.
#pragma once

#include "core/client/engine.h"

#include <QTimer>

namespace lamplighter::ui {

class PolicyFeed final : public QObject
{
    Q_OBJECT
public:
    explicit PolicyFeed(client::Engine &engine, QObject *parent = nullptr);

    void read();
    [[nodiscard]] const std::optional<client::PolicyInfo> &policy() const { return m_policy; }
    /// Why there is none, as a sentence.
    [[nodiscard]] const QString &problem() const { return m_problem; }

    /// Nothing asks nothing, and forgets the last answer.
    void ask(const std::optional<client::Notice> &notice);
    [[nodiscard]] const std::optional<client::DecisionTrace> &trace() const { return m_trace; }
    [[nodiscard]] const std::optional<Error> &traceError() const { return m_traceError; }

Q_SIGNALS:
    void changed();
    void explained();

private:
    void send();

    client::Engine &m_engine;
    QTimer m_pause;
    std::optional<client::PolicyInfo> m_policy;
    QString m_problem;
    std::optional<client::Notice> m_question;
    std::optional<client::DecisionTrace> m_trace;
    std::optional<Error> m_traceError;
};

} // namespace lamplighter::ui
