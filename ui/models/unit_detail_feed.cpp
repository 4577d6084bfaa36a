#include "ui/models/unit_detail_feed.h"

namespace lamplighter::ui {

namespace {
constexpr auto kHistoryEvery = seconds(30);
} // namespace

UnitDetailFeed::UnitDetailFeed(QObject *parent)
    : QObject(parent)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(milliseconds(250));
    connect(&m_soon, &QTimer::timeout, this, &UnitDetailFeed::read);
}

void UnitDetailFeed::show(client::Engine *engine, const QString &unit)
{
    if (m_engine == engine && m_unit == unit) {
        return;
    }
    m_engine = engine;
    m_unit = unit;
    m_detail.reset();
    m_history.reset();
    m_historyRestarts = -1;
    m_error.reset();
    m_soon.stop();
    Q_EMIT changed();
    read();
}

void UnitDetailFeed::refresh()
{
    if (!m_unit.isEmpty() && !m_soon.isActive()) {
        m_soon.start();
    }
}

void UnitDetailFeed::read()
{
    if (!m_engine || m_unit.isEmpty()) {
        return;
    }
    m_engine->unit(m_unit, this, [this, engine = m_engine, asked = m_unit](Result<client::UnitDetail> answer) {
        if (engine != m_engine || asked != m_unit) {
            return; // another unit was selected meanwhile
        }
        if (answer) {
            m_detail = std::move(answer).value();
            m_error.reset();
            readHistory(m_detail->status.restarts);
        } else {
            m_error = answer.error(); // what was read before stays
        }
        Q_EMIT changed();
    });
}

void UnitDetailFeed::readHistory(qint64 restarts)
{
    if (!m_engine || (m_historyRestarts == restarts && m_historyRead.isValid() &&
                      !m_historyRead.hasExpired(milliseconds(kHistoryEvery).count()))) {
        return;
    }
    m_historyRestarts = restarts;
    m_historyRead.start();
    m_engine->unitHistory(m_unit, this, [this, engine = m_engine, asked = m_unit](Result<client::UnitHistory> answer) {
        if (engine == m_engine && asked == m_unit && answer) {
            m_history = std::move(answer).value();
            Q_EMIT changed();
        }
    });
}

} // namespace lamplighter::ui
