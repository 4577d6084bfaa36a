// Which requests are answered with a stream of events, and from where. The server knows only this; tests give it their
// own.
#pragma once

#include "core/api/event_stream.h"
#include "core/api/router.h"

namespace lamplighter::api {

class StreamSource
{
public:
    virtual ~StreamSource() = default;
    /// True for a request that open() is for, instead of the router. The caller must be at least a viewer.
    [[nodiscard]] virtual bool handles(const Request &request) const = 0;
    virtual Result<std::unique_ptr<Subscription>> open(const Request &request, StreamSink sink,
                                                       std::function<void(Error)> closed) = 0;
};

/// GET /api/v1/events/stream and GET /api/v1/units/{name}/logs?follow=true.
class StreamRoutes final : public StreamSource
{
public:
    explicit StreamRoutes(EventStream &stream)
        : m_stream(stream)
    {}
    [[nodiscard]] bool handles(const Request &request) const override;
    Result<std::unique_ptr<Subscription>> open(const Request &request, StreamSink sink,
                                               std::function<void(Error)> closed) override;

private:
    EventStream &m_stream;
};

} // namespace lamplighter::api
