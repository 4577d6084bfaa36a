// Any bytes as what an engine, or something that is none, answers to a client: an answer, and the events of a stream in
// it. How the bytes were cut on their way makes no difference, and nothing grows past its limit.
#include "tests/fuzz/fuzz.h"

#include "core/client/http_reader.h"
#include "core/client/shapes.h"
#include "core/client/sse_parser.h"

using namespace lamplighter;
using namespace lamplighter::client;

namespace {

constexpr HttpReader::Limits kLimits{256, 8, 2048};
constexpr qsizetype kEventLimit = 512;

struct Answer
{
    bool refused = false;
    bool complete = false;
    int status = 0;
    QByteArray length;
    QByteArray body;
    bool operator==(const Answer &) const = default;
};

/// Pieces of at most `step` bytes; 0 for all at once.
template <typename Feed> void inPieces(const QByteArray &bytes, int step, Feed feed)
{
    const qsizetype each = step > 0 ? step : std::max<qsizetype>(bytes.size(), 1);
    for (qsizetype at = 0; at < bytes.size(); at += each) {
        if (!feed(bytes.mid(at, each))) {
            return;
        }
    }
}

Answer readAnswer(const QByteArray &bytes, int step)
{
    HttpReader reader(kLimits);
    Answer answer;
    inPieces(bytes, step, [&](const QByteArray &piece) {
        const Result<void> fed = reader.feed(piece);
        answer.refused = !fed;
        FUZZ_REQUIRE(fed || fed.error().code == ErrorCode::Corrupt || fed.error().code == ErrorCode::TooLarge);
        return !answer.refused;
    });
    answer.complete = !answer.refused && reader.finish().ok();
    answer.status = reader.status();
    if (!answer.refused) {
        answer.length = reader.header("content-length");
        answer.body = reader.takeBody();
        FUZZ_REQUIRE(answer.body.size() <= kLimits.body);
        const bool saysMore = answer.complete && !answer.length.isEmpty() && answer.status != 204 &&
                              answer.status != 304 && answer.body.size() != answer.length.toLongLong();
        FUZZ_REQUIRE(!saysMore);
    }
    return answer;
}

struct Events
{
    bool refused = false;
    QList<ServerSentEvent> list;
    bool operator==(const Events &) const = default;
};

Events readEvents(const QByteArray &bytes, int step)
{
    SseParser parser(kEventLimit);
    Events out;
    inPieces(bytes, step, [&](const QByteArray &piece) {
        const Result<QList<ServerSentEvent>> fed = parser.feed(piece);
        out.refused = !fed;
        if (fed) {
            out.list.append(*fed);
        }
        return !out.refused;
    });
    if (out.refused) {
        out.list.clear(); // how much came before depends on the cuts
    }
    for (const ServerSentEvent &event : out.list) {
        FUZZ_REQUIRE(!event.name.isEmpty() && event.data.size() <= kEventLimit);
        FUZZ_REQUIRE(!event.id.contains('\n') && !event.id.contains('\r') && !event.id.contains('\0'));
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::Input input(data, size);
    const int step = 1 + input.byte() % 64;
    const bool isStream = (input.byte() & 1) != 0;
    const QByteArray bytes = input.rest();
    QByteArray body = bytes;
    if (!isStream) {
        const Answer answer = readAnswer(bytes, 0);
        FUZZ_REQUIRE(answer == readAnswer(bytes, step));
        body = answer.body;
    }
    const Events events = readEvents(body, 0);
    FUZZ_REQUIRE(events == readEvents(body, step));
    for (const ServerSentEvent &event : events.list) {
        if (const Result<QJsonObject> object = parseJsonObject(event.data)) {
            static_cast<void>(eventFromJson(*object));
        }
    }
    return 0;
}
