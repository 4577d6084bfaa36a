// A message of the live stream, and who takes it. What messages there are: event_stream.h.
#pragma once

#include <QByteArray>

#include <functional>

namespace lamplighter::api {

struct StreamMessage
{
    QByteArray name; ///< "event", "units", "kill_switch", "heartbeat", "log"
    QByteArray id;   ///< seq of an "event", else empty
    QByteArray data; ///< JSON, compact: without a line break
};

/// Takes messages of one listener. Returns false when the listener is too slow or gone: it is dropped, and resumes
/// later. The first one may come before the call that subscribed has returned.
using StreamSink = std::function<bool(const StreamMessage &)>;

/// Deleting it ends the messages.
class Subscription
{
public:
    Subscription() = default;
    virtual ~Subscription() = default;
    Subscription(const Subscription &) = delete;
    Subscription &operator=(const Subscription &) = delete;
};

} // namespace lamplighter::api
