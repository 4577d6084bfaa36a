#include "core/api/journal_shapes.h"

namespace lamplighter::api {

client::EventRecord toRecord(const journal::Event &event)
{
    client::EventRecord record;
    record.seq = event.seq;
    record.time = event.time;
    record.kind = event.kind;
    record.subject = event.subject;
    record.severity = toString(event.severity);
    record.actor = event.actor;
    record.correlation = event.correlation;
    record.payload = event.payload;
    return record;
}

} // namespace lamplighter::api
