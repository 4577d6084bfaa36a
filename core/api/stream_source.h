// Which requests are answered with a stream of events, and from where. The server knows only this; tests give it their
// own.
#pragma once

#include "core/api/router.h"
#include "core/api/stream_message.h"

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

} // namespace lamplighter::api
