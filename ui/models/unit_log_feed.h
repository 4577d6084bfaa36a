// Follows the output of the selected unit into a LogBuffer: opens the stream, opens it again after a failure, and says
// how it stands. Owned by the page.
#pragma once

#include "core/client/engine.h"

#include <QTimer>

namespace lamplighter::ui {

class LogBuffer;

class UnitLogFeed final : public QObject
{
    Q_OBJECT
public:
    enum class Standing { Idle, Loading, Following, Failed };

    explicit UnitLogFeed(LogBuffer &buffer, QObject *parent = nullptr);

    /// Without an engine it follows nothing. To be let go before the engine is deleted.
    void follow(client::Engine *engine, const QString &unit);
    void tryAgain();

    [[nodiscard]] const QString &unit() const { return m_unit; }
    [[nodiscard]] Standing standing() const { return m_standing; }
    [[nodiscard]] const Error &error() const { return m_error; }

Q_SIGNALS:
    void standingChanged();

private:
    void open();
    void received(const QList<client::LogLine> &lines);
    void closed(const Error &why);
    void setStanding(Standing standing);

    client::Engine *m_engine = nullptr;
    LogBuffer &m_buffer;
    QString m_unit;
    Standing m_standing = Standing::Idle;
    Error m_error;
    bool m_fresh = false;  ///< the next batch replaces what is shown
    quint64 m_opening = 0; ///< answers of an earlier stream are ignored
    QTimer m_retry;
    QTimer m_settle;
    std::unique_ptr<client::StreamHandle> m_stream;
};

} // namespace lamplighter::ui
