// The part of a connection that ends what takes too long, or what has to make room.
#include "core/api/http_connection.h"

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kAnswerWithin{2000}; // once it was told to stop reading

} // namespace

/// The timer is left as it is when it rings earlier than needed, and is set again then: a busy connection never touches
/// it.
void HttpConnection::expect(std::chrono::milliseconds within)
{
    m_deadline = Clock::now() + within;
    if (!m_armedFor || *m_armedFor > m_deadline) {
        arm();
    }
}

void HttpConnection::arm()
{
    m_armedFor = m_deadline;
    m_timer.expires_at(m_deadline);
    m_timer.async_wait([weak = weak_from_this()](Error error) {
        const auto self = weak.lock();
        if (error || !self || self->m_phase == Phase::Closed) {
            return;
        }
        self->m_armedFor.reset();
        if (Clock::now() < self->m_deadline) {
            self->arm();
        } else {
            self->deadlinePassed();
        }
    });
}

void HttpConnection::deadlinePassed()
{
    switch (m_phase) {
    case Phase::Header:
    case Phase::Body:
        if (m_cutShort) {
            close();
        } else {
            cutShort(Response::error(408, {ErrorCode::Timeout, u"the request did not come in time"_s, {}}));
        }
        break;
    case Phase::Handling:
        refuseAndClose(Response::error(503, {ErrorCode::Timeout, u"the engine did not answer in time"_s, {}}));
        break;
    case Phase::Streaming:
        if (m_pumping) {
            close();
        }
        break;
    case Phase::Handshake:
    case Phase::Idle:
    case Phase::Writing:
    case Phase::Lingering:
        close();
        break;
    case Phase::Closed:
        break;
    }
}

/// The read that waits ends with an error, and that is what is answered.
void HttpConnection::cutShort(Response answer)
{
    m_cutShort = std::move(answer);
    expect(kAnswerWithin); // should the read be over already, with its end on the way here
    Error ignored;
    m_socket.cancel(ignored);
}

void HttpConnection::giveWay(const Response &why)
{
    switch (m_phase) {
    case Phase::Idle:
        if (m_number > 1) { // it was answered before, and would take this for its next answer
            close();
            break;
        }
        [[fallthrough]];
    case Phase::Header:
    case Phase::Body:
        cutShort(why);
        break;
    case Phase::Handshake:
    case Phase::Handling:
    case Phase::Writing:
    case Phase::Streaming:
    case Phase::Lingering:
        close();
        break;
    case Phase::Closed:
        break;
    }
}

} // namespace lamplighter::api
