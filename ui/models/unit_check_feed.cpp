#include "ui/models/unit_check_feed.h"

namespace lamplighter::ui {
namespace {
constexpr auto kAfterLastKey = milliseconds(150);
} // namespace

UnitCheckFeed::UnitCheckFeed(client::Engine &engine, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(kAfterLastKey);
    connect(&m_pause, &QTimer::timeout, this, &UnitCheckFeed::send);
}

void UnitCheckFeed::ask(const QString &name, const QJsonObject &spec, bool replaces)
{
    const Question question{name, spec, replaces};
    if (m_question != question) {
        m_question = question;
        m_pause.start();
    }
}

void UnitCheckFeed::send()
{
    if (m_asked || !m_question || isCurrent()) {
        return; // the answer under way asks again
    }
    m_asked = m_question;
    m_engine.checkUnit(
        m_asked->name, m_asked->spec, m_asked->replaces, this,
        [this, question = *m_asked](const Result<client::UnitCheck> &answer) { receive(question, answer); });
}

void UnitCheckFeed::receive(const Question &question, const Result<client::UnitCheck> &answer)
{
    m_asked.reset();
    if (m_question != question) {
        if (!m_pause.isActive()) {
            send();
        }
        return;
    }
    m_answered = question;
    m_error.reset();
    if (answer) {
        m_check = *answer;
    } else {
        m_error = answer.error();
    }
    Q_EMIT answered();
}

} // namespace lamplighter::ui
