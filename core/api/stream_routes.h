// The requests that are answered from an engine's live stream.
#pragma once

#include "core/api/event_stream.h"
#include "core/api/stream_source.h"

namespace lamplighter::api {

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
