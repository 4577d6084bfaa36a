#include "ui/models/policy_feed.h"

#include "ui/models/error_texts.h"

namespace lamplighter::ui {
namespace {
constexpr milliseconds kPause(150); // after the last key
} // namespace

PolicyFeed::PolicyFeed(client::Engine &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPause);
    connect(&m_pause, &QTimer::timeout, this, &PolicyFeed::send);
}

void PolicyFeed::read()
{
    m_engine.policy(this, [this](const Result<client::PolicyInfo> &policy) {
        if (policy) {
            m_policy = *policy;
            m_problem.clear();
        } else {
            m_problem = ErrorTexts::sentence(policy.error());
        }
        Q_EMIT changed();
    });
}

void PolicyFeed::ask(const std::optional<client::Notice> &notice)
{
    if (m_question == notice) {
        return;
    }
    m_question = notice;
    if (notice) {
        m_pause.start();
    } else {
        m_pause.stop();
        m_trace.reset();
        m_traceError.reset();
        Q_EMIT explained();
    }
}

void PolicyFeed::send()
{
    if (!m_question) {
        return;
    }
    m_engine.explainPolicy(*m_question, this, [this, asked = *m_question](const Result<client::DecisionTrace> &trace) {
        if (m_question != asked) {
            return; // something else is asked by now
        }
        m_trace = trace ? std::optional(*trace) : std::nullopt;
        m_traceError = trace ? std::nullopt : std::optional(trace.error());
        Q_EMIT explained();
    });
}

} // namespace lamplighter::ui
