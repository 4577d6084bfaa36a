#include "core/api/idempotency.h"

#include <QCryptographicHash>

#include <algorithm>

namespace lamplighter::api {

using namespace Qt::StringLiterals;

namespace {

/// A name may be given again to another token; its id is not.
QByteArray callerOf(const Principal &principal)
{
    if (principal.tokenId.isEmpty()) {
        return "account\n" + principal.name.toUtf8();
    }
    return "token\n" + principal.tokenId.toUtf8();
}

/// The query is a part of what is asked, as the body is.
QByteArray hashOf(const Request &request)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(request.query.toString(QUrl::FullyEncoded).toUtf8());
    hash.addData(QByteArrayView("\n"));
    hash.addData(request.body);
    return hash.result();
}

Response toldOnce()
{
    return Response::error({ErrorCode::Conflict,
                            u"this was done before with this Idempotency-Key, and its secret is told only once"_s,
                            u"Idempotency-Key"_s});
}

} // namespace

void IdempotencyCache::handle(const Request &request, const QByteArray &key, Responder respond,
                              const std::function<void(Responder)> &first)
{
    if (key.isEmpty() || key.size() > 255) {
        respond(Response::error(
            {ErrorCode::InvalidInput, u"Idempotency-Key must have 1 to 255 characters"_s, u"Idempotency-Key"_s}));
        return;
    }
    forgetOld();
    const QByteArray id = callerOf(request.principal) + '\n' + request.path.toUtf8() + '\n' + key;
    const QByteArray bodyHash = hashOf(request);
    if (const auto known = m_entriesById.value(id)) {
        if (known->bodyHash != bodyHash) {
            respond(Response::error(
                {ErrorCode::Conflict, u"this Idempotency-Key came with another body before"_s, u"Idempotency-Key"_s}));
        } else if (known->answer) {
            respond(*known->answer);
        } else {
            known->waiting.push_back(std::move(respond));
        }
        return;
    }
    auto entry = std::make_shared<Entry>();
    entry->bodyHash = bodyHash;
    entry->since = m_clock.now();
    m_entriesById.insert(id, entry);
    m_entries.push_back(id);
    first([this, alive = std::weak_ptr<bool>(m_alive), id, respond = std::move(respond)](const Response &response) {
        respond(response);
        if (!alive.expired()) {
            complete(id, response);
        }
    });
}

void IdempotencyCache::complete(const QByteArray &id, const Response &response)
{
    const auto entry = m_entriesById.value(id);
    if (!entry || entry->answer) {
        return;
    }
    const std::vector<Responder> waiting = std::exchange(entry->waiting, {});
    if (response.status >= 500) {
        forget(id);
    } else {
        entry->answer = response.isSecret ? toldOnce() : response;
        m_bytes += entry->answer->body.size();
        forgetOld();
    }
    const Response again = response.isSecret ? toldOnce() : response;
    for (const Responder &respond : waiting) {
        respond(again);
    }
}

void IdempotencyCache::forgetOld()
{
    const Instant oldest = m_clock.now() - kLifetime;
    // One that still has no answer is kept past the limits of number and bytes: somebody waits for it.
    for (auto it = m_entries.begin(); it != m_entries.end();) {
        const auto entry = m_entriesById.value(*it);
        const bool tooMuch = m_entries.size() > kMaximumEntries || m_bytes > kMaximumBytes;
        if (entry->since > oldest && !tooMuch) {
            break;
        }
        if (!entry->answer) {
            ++it;
            continue;
        }
        m_bytes -= entry->answer->body.size();
        m_entriesById.remove(*it);
        it = m_entries.erase(it);
    }
}

void IdempotencyCache::forget(const QByteArray &id)
{
    m_entriesById.remove(id);
    m_entries.erase(std::find(m_entries.begin(), m_entries.end(), id));
}

} // namespace lamplighter::api
