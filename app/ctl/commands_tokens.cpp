// tokens list, add, revoke
#include "app/ctl/session.h"
#include "app/ctl/texts.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::NewToken;
using client::TokenInfo;

namespace {

void print(const Session &session, const QList<TokenInfo> &tokens)
{
    if (session.out().isJson()) {
        session.out().object(client::toJson(client::TokensPage{tokens, {}}));
        return;
    }
    if (tokens.isEmpty()) {
        session.out().line(Texts::tr("There are no tokens."));
        return;
    }
    Table table{{Texts::tr("Name"), Texts::tr("Role"), Texts::tr("Made"), Texts::tr("Last used"), Texts::tr("Id")}, {}};
    for (const TokenInfo &token : tokens) {
        table.rows.append({{token.name},
                           {token.role},
                           {Texts::when(token.createdAt)},
                           {token.lastUsedAt ? Texts::when(*token.lastUsedAt) : Texts::tr("Never")},
                           {token.id, Colour::Quiet}});
    }
    session.out().table(table);
}

void revoke(Session &session, const TokenInfo &token)
{
    session.engine().revokeToken(token.id, &session, [&session, token](const Result<void> &revoked) {
        if (!revoked) {
            session.fail(revoked.error());
            return;
        }
        if (session.out().isJson()) {
            session.out().object({});
        } else {
            session.out().line(Texts::tr("The token %1 is revoked.").arg(token.name));
        }
        session.finish();
    });
}

} // namespace

void run(Session &session, const ListTokens &)
{
    session.engine().tokens(&session, session.answered<QList<TokenInfo>>(
                                          [&session](const QList<TokenInfo> &tokens) { print(session, tokens); }));
}

void run(Session &session, const AddToken &command)
{
    session.engine().addToken(command.name, command.role, &session,
                              session.answered<NewToken>([&session](const NewToken &made) {
                                  if (session.out().isJson()) {
                                      session.out().object(client::toJson(made));
                                  } else { // alone on its line, so that it can be put into a file as it is
                                      session.out().line(made.secret);
                                  }
                              }));
}

void run(Session &session, const RevokeToken &command)
{
    session.engine().tokens(&session, [&session, command](const Result<QList<TokenInfo>> &tokens) {
        if (!tokens) {
            session.fail(tokens.error());
            return;
        }
        for (const TokenInfo &token : *tokens) {
            if (token.name == command.name || token.id == command.name) {
                revoke(session, token);
                return;
            }
        }
        session.fail({ErrorCode::NotFound, u"there is no token %1"_s.arg(command.name), u"name"_s});
    });
}

} // namespace lamplighter::ctl
