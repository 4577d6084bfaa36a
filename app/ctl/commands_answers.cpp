// approve, defer, reject, checkpoint, rollback
#include "app/ctl/restart_watch.h"
#include "app/ctl/texts.h"
#include "app/ctl/update_texts.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::PendingRestart;

namespace {

void print(const Session &session, const PendingRestart &restart)
{
    if (session.out().isJson()) {
        session.out().object(client::toJson(restart));
    } else {
        session.out().line(UpdateTexts::line(restart));
    }
}

void send(Session &session, const AnswerRestart &command, const QString &id, int revision)
{
    client::Engine &engine = session.engine();
    const auto printed =
        session.answered<PendingRestart>([&session](const PendingRestart &restart) { print(session, restart); });
    switch (command.verb) {
    case RestartVerb::Approve:
        if (!command.wait) {
            engine.approveRestart(id, revision, command.how, &session, printed);
            return;
        }
        engine.approveRestart(id, revision, command.how, &session, [&session](const Result<PendingRestart> &answer) {
            if (answer) {
                waitFor(session, *answer);
            } else {
                session.fail(answer.error());
            }
        });
        return;
    case RestartVerb::Defer:
        engine.deferRestart(id, revision, command.until, command.reason, &session, printed);
        return;
    case RestartVerb::Reject:
        engine.rejectRestart(id, revision, command.reason, &session, printed);
        return;
    }
}

/// What is answered is the newest revision, unless one was named.
void answer(Session &session, const AnswerRestart &command, const QString &id)
{
    if (command.revision) {
        send(session, command, id, *command.revision);
        return;
    }
    session.engine().restart(id, &session, [&session, command, id](const Result<client::RestartDetail> &detail) {
        if (detail) {
            send(session, command, id, detail->restart.revision);
        } else {
            session.fail(detail.error());
        }
    });
}

void printVersions(const Session &session, const QString &unit, const client::VersionsPage &page)
{
    if (session.out().isJson()) {
        session.out().object(client::toJson(page));
        return;
    }
    if (page.versions.isEmpty()) {
        session.out().line(Texts::tr("No versions of %1 are known: it has no release directory.").arg(unit));
        return;
    }
    Table table{{Texts::tr("Version"), Texts::tr("Runs"), Texts::tr("Verified")}, {}};
    for (const client::VersionInfo &version : page.versions) {
        table.rows.append({{version.version},
                           {version.current ? Texts::tr("current") : QString(), Colour::Good},
                           {version.verified ? Texts::tr("verified") : QString()}});
    }
    session.out().table(table);
}

} // namespace

void run(Session &session, const AnswerRestart &command)
{
    if (!command.id.startsWith(u'U')) {
        answer(session, command, command.id);
        return;
    }
    session.engine().update(command.id, &session, [&session, command](const Result<client::UpdateRecord> &update) {
        if (!update) {
            session.fail(update.error());
        } else if (update->restart.isEmpty()) {
            session.fail({ErrorCode::Conflict, u"%1 asks for no restart"_s.arg(update->id), u"id"_s});
        } else {
            answer(session, command, update->restart);
        }
    });
}

void run(Session &session, const ReportCheckpoint &command)
{
    session.engine().reportCheckpoint(command.unit, &session,
                                      [&session, unit = command.unit](const Result<void> &reported) {
                                          if (!reported) {
                                              session.fail(reported.error());
                                              return;
                                          }
                                          if (session.out().isJson()) {
                                              session.out().object({});
                                          } else {
                                              session.out().line(Texts::tr("%1 is at a checkpoint.").arg(unit));
                                          }
                                          session.finish();
                                      });
}

void run(Session &session, const RollBack &command)
{
    client::Engine &engine = session.engine();
    if (command.list) {
        engine.versions(
            command.unit, &session,
            session.answered<client::VersionsPage>([&session, unit = command.unit](const client::VersionsPage &page) {
                printVersions(session, unit, page);
            }));
        return;
    }
    engine.rollbackUnit(command.unit, command.version, &session,
                        [&session, wait = command.wait](const Result<PendingRestart> &answer) {
                            if (!answer) {
                                session.fail(answer.error());
                            } else if (wait) {
                                waitFor(session, *answer);
                            } else {
                                print(session, *answer);
                                session.finish();
                            }
                        });
}

} // namespace lamplighter::ctl
