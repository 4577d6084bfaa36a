#include "ui/models/unit_log_feed.h"

#include "ui/models/log_buffer.h"

#include <QPointer>

namespace lamplighter::ui {
namespace {

constexpr int kLinesAtFirst = 1000;
constexpr auto kRetryAfter = seconds(2);
/// A unit that has written nothing sends no batch; after this long the empty log is what there is.
constexpr auto kSettleAfter = milliseconds(300);

} // namespace

UnitLogFeed::UnitLogFeed(LogBuffer &buffer, QObject *parent)
    : QObject(parent)
    , m_buffer(buffer)
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetryAfter);
    connect(&m_retry, &QTimer::timeout, this, &UnitLogFeed::open);
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleAfter);
    connect(&m_settle, &QTimer::timeout, this, [this] { received({}); });
}

void UnitLogFeed::follow(client::Engine *engine, const QString &unit)
{
    if (m_engine == engine && m_unit == unit) {
        return;
    }
    m_engine = engine;
    m_unit = unit;
    m_stream.reset();
    m_retry.stop();
    m_settle.stop();
    m_buffer.clear();
    if (!engine || unit.isEmpty()) {
        setStanding(Standing::Idle);
        return;
    }
    open();
}

void UnitLogFeed::tryAgain()
{
    if (m_engine && !m_unit.isEmpty()) {
        open();
    }
}

void UnitLogFeed::open()
{
    m_retry.stop();
    m_fresh = true;
    setStanding(m_buffer.size() > 0 ? Standing::Following : Standing::Loading);
    const quint64 opening = ++m_opening;
    const QPointer<UnitLogFeed> self(this);
    m_stream = m_engine->followLogs(
        m_unit, kLinesAtFirst,
        [self, opening](const QList<client::LogLine> &lines) {
            if (self && self->m_opening == opening) {
                self->received(lines);
            }
        },
        [self, opening](const Error &why) {
            if (self && self->m_opening == opening) {
                self->closed(why);
            }
        });
    m_settle.start();
}

void UnitLogFeed::received(const QList<client::LogLine> &lines)
{
    m_settle.stop();
    if (m_fresh && !lines.isEmpty()) {
        m_fresh = false;
        if (m_buffer.size() > 0) {
            m_buffer.clear(); // a stream that was opened again repeats its last lines
        }
    }
    setStanding(Standing::Following);
    m_buffer.append(lines);
}

void UnitLogFeed::closed(const Error &why)
{
    m_error = why;
    m_settle.stop();
    setStanding(Standing::Failed);
    if (why.code != ErrorCode::NotFound && why.code != ErrorCode::NotAllowed) {
        m_retry.start();
    }
}

void UnitLogFeed::setStanding(Standing standing)
{
    if (m_standing != standing) {
        m_standing = standing;
        Q_EMIT standingChanged();
    }
}

} // namespace lamplighter::ui
