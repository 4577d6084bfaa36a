// Asks the engine what it makes of a specification while one types: 150 ms after the last key, one request at a time,
// and an answer to an older text is not shown. Lives on the GUI thread.
#pragma once

#include "core/client/engine.h"

#include <QTimer>

#include <optional>

namespace lamplighter::ui {

class UnitCheckFeed final : public QObject
{
    Q_OBJECT
public:
    explicit UnitCheckFeed(client::Engine &engine, QObject *parent = nullptr);

    /// `replaces`: the unit exists and would be changed.
    void ask(const QString &name, const QJsonObject &spec, bool replaces);

    /// The last answer; it may be to an older text.
    [[nodiscard]] const client::UnitCheck &check() const { return m_check; }
    /// Why the last question has no answer.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    /// The last answer is to what was asked last.
    [[nodiscard]] bool isCurrent() const { return m_answered && m_question == m_answered; }

Q_SIGNALS:
    void answered();

private:
    struct Question
    {
        QString name;
        QJsonObject spec;
        bool replaces = false;
        bool operator==(const Question &) const = default;
    };
    void send();
    void receive(const Question &question, const Result<client::UnitCheck> &answer);

    client::Engine &m_engine;
    QTimer m_pause;
    std::optional<Question> m_question; ///< the newest
    std::optional<Question> m_asked;    ///< under way
    std::optional<Question> m_answered;
    client::UnitCheck m_check;
    std::optional<Error> m_error;
};

} // namespace lamplighter::ui
