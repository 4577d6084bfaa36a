// Specification and restarts of the selected unit, read when it is selected and again when its status changes.
#pragma once

#include "core/client/engine.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <optional>

namespace lamplighter::ui {

class UnitDetailFeed final : public QObject
{
    Q_OBJECT
public:
    explicit UnitDetailFeed(QObject *parent = nullptr);

    /// Without an engine it shows nothing.
    void show(client::Engine *engine, const QString &unit);
    /// Reads again soon; many calls are one request.
    void refresh();

    [[nodiscard]] const std::optional<client::UnitDetail> &detail() const { return m_detail; }
    /// Absent while it was not read, or where the engine is too old to tell it.
    [[nodiscard]] const std::optional<client::UnitHistory> &history() const { return m_history; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    void read();
    /// Reads seven days of events on the other side: only after a restart, and now and then for what has held since.
    void readHistory(qint64 restarts);

    QPointer<client::Engine> m_engine;
    QString m_unit;
    std::optional<client::UnitDetail> m_detail;
    std::optional<client::UnitHistory> m_history;
    std::optional<Error> m_error;
    qint64 m_historyRestarts = -1; ///< of the unit when its history was read
    QElapsedTimer m_historyRead;
    QTimer m_soon;
};

} // namespace lamplighter::ui
