#include "core/client/shapes.h"

#include "core/client/json_fields.h"

namespace lamplighter::client {

using namespace Qt::StringLiterals;

QJsonObject toJson(const TokenInfo &token)
{
    QJsonObject object{{u"id"_s, token.id}, {u"name"_s, token.name}, {u"role"_s, token.role}};
    putTime(object, "created_at"_L1, token.createdAt);
    putTime(object, "last_used_at"_L1, token.lastUsedAt);
    return object;
}

Result<TokenInfo> tokenFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    TokenInfo token;
    token.id = in.requiredString("id");
    token.name = in.requiredString("name");
    token.role = in.requiredString("role");
    token.createdAt = timeOr(in, "created_at");
    token.lastUsedAt = in.optionalTime("last_used_at");
    if (!in.ok()) {
        return in.error();
    }
    return token;
}

QJsonObject toJson(const TokensPage &page)
{
    QJsonObject object{{u"tokens"_s, arrayOf(page.tokens)}};
    putNext(object, page.next);
    return object;
}

Result<TokensPage> tokensPageFromJson(const QJsonObject &object)
{
    JsonReader in(object);
    Result<QList<TokenInfo>> tokens = listOf<TokenInfo>(in, "tokens", tokenFromJson);
    if (!tokens) {
        return tokens.error();
    }
    TokensPage page{*tokens, in.string("next")};
    if (!in.ok()) {
        return in.error();
    }
    return page;
}

QJsonObject toJson(const NewToken &token)
{
    QJsonObject object = toJson(token.token);
    object.insert("secret"_L1, token.secret);
    return object;
}

Result<NewToken> newTokenFromJson(const QJsonObject &object)
{
    Result<TokenInfo> token = tokenFromJson(object);
    if (!token) {
        return token.error();
    }
    JsonReader in(object);
    const QString secret = in.requiredString("secret");
    if (!in.ok()) {
        return in.error();
    }
    return NewToken{*token, secret};
}

} // namespace lamplighter::client
