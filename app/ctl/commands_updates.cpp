// updates, updates show
#include "app/ctl/session.h"
#include "app/ctl/texts.h"
#include "app/ctl/update_texts.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::PendingRestart;
using client::UpdateRecord;

namespace {

void print(const Session &session, const QList<PendingRestart> &restarts)
{
    const Output &out = session.out();
    if (out.isJson()) {
        out.object(client::toJson(client::RestartsPage{restarts}));
        return;
    }
    if (restarts.isEmpty()) {
        out.line(Texts::tr("No restart waits."));
        return;
    }
    Table table{{Texts::tr("Restart"), Texts::tr("Service"), Texts::tr("State"), Texts::tr("Severity"),
                 Texts::tr("Since"), Texts::tr("Updates"), Texts::tr("Decision"), Texts::tr("Why")},
                {}};
    for (const PendingRestart &restart : restarts) {
        QStringList why{restart.reason, UpdateTexts::waits(restart)};
        if (restart.units.isEmpty()) {
            why.append(Texts::tr("no unit has this service"));
        }
        why.removeAll(QString());
        table.rows.append({{restart.id},
                           {restart.service},
                           UpdateTexts::state(restart.state),
                           UpdateTexts::severity(restart.severity),
                           {Texts::when(restart.since)},
                           {QString::number(restart.updates.size())},
                           {client::toString(restart.decision)},
                           {why.join(u"; "_s)}});
    }
    out.table(table);
}

Table updateTable(const QList<UpdateRecord> &updates)
{
    Table table{{Texts::tr("Update"), Texts::tr("Time"), Texts::tr("Service"), Texts::tr("State"),
                 Texts::tr("Severity"), Texts::tr("Decision"), Texts::tr("Restart"), Texts::tr("What")},
                {}};
    for (const UpdateRecord &update : updates) {
        const client::Notice &notice = update.notice;
        table.rows.append({{update.id},
                           {Texts::when(update.receivedAt)},
                           {notice.service},
                           UpdateTexts::state(update.state),
                           UpdateTexts::severity(notice.severity),
                           {client::toString(update.decision.decision)},
                           {update.restart},
                           {notice.description.isEmpty() ? notice.modules.join(u", "_s) : notice.description}});
    }
    return table;
}

void print(const Session &session, const client::UpdatesPage &page)
{
    if (session.out().isJson()) {
        session.out().object(client::toJson(page));
    } else if (page.updates.isEmpty()) {
        session.out().line(Texts::tr("There are no such updates."));
    } else {
        session.out().table(updateTable(page.updates));
    }
}

void print(const Session &session, const UpdateRecord &update)
{
    const Output &out = session.out();
    if (out.isJson()) {
        out.object(client::toJson(update));
        return;
    }
    const client::Notice &notice = update.notice;
    const QString decided = update.decidedAt ? Texts::when(*update.decidedAt) : QString();
    out.line(
        sheet({
                  {Texts::tr("Update"), update.id},
                  {Texts::tr("Service"), notice.service},
                  {Texts::tr("State"), UpdateTexts::state(update.state).text},
                  {Texts::tr("Change"), client::toString(notice.changeType)},
                  {Texts::tr("Severity"), UpdateTexts::severity(notice.severity).text},
                  {Texts::tr("Modules"), notice.modules.join(u", "_s)},
                  {Texts::tr("Description"), notice.description},
                  {Texts::tr("Version"), notice.version},
                  {Texts::tr("Reported"), Texts::tr("%1 by %2").arg(Texts::when(update.receivedAt), update.reportedBy)},
                  {Texts::tr("Repeated"), update.repeats > 0 ? QString::number(update.repeats) : QString()},
                  {Texts::tr("Decision"), client::toString(update.decision.decision)},
                  {Texts::tr("Reason"), update.decision.reason},
                  {Texts::tr("Restart"), update.restart},
                  {Texts::tr("Ended"),
                   update.decidedBy.isEmpty() ? decided : Texts::tr("%1 by %2").arg(decided, update.decidedBy)},
                  {Texts::tr("Note"), update.note},
                  {Texts::tr("Downtime"), update.downtime ? UpdateTexts::took(*update.downtime) : QString()},
              })
            .trimmed());
    out.line({});
    out.table(ruleTable(update.decision));
}

/// One sentence for each thing that is known beforehand.
QStringList sentences(const client::Forecast &forecast)
{
    QStringList out;
    const auto count = static_cast<int>(forecast.restarts.size());
    if (forecast.typicalDowntime && forecast.worstOfTen) {
        out.append(Texts::tr("It is usually down for %1, in nine of ten restarts for at most %2.")
                       .arg(UpdateTexts::took(*forecast.typicalDowntime), UpdateTexts::took(*forecast.worstOfTen)));
    }
    out.append(count == 0 ? Texts::tr("It has no earlier restarts.")
                          : Texts::tr("Of %n earlier restart(s), %1 held.", nullptr, count).arg(forecast.held));
    if (forecast.updatesOfKind > 0) {
        out.append(Texts::tr("Of %n earlier update(s) of this kind, %1 held.", nullptr, forecast.updatesOfKind)
                       .arg(forecast.updatesOfKindHeld));
    }
    if (!forecast.dependents.isEmpty()) {
        out.append(Texts::tr("These depend on it: %1.").arg(forecast.dependents.join(u", "_s)));
    }
    return out;
}

void printRuns(const Output &out, const PendingRestart &restart)
{
    for (const client::RestartRun &run : restart.runs) {
        for (const client::RestartStep &step : run.steps) {
            out.line(u"   "_s + printable(UpdateTexts::step(run.unit, step), false));
        }
    }
}

void print(const Session &session, const client::RestartDetail &detail)
{
    const Output &out = session.out();
    if (out.isJson()) {
        out.object(client::toJson(detail));
        return;
    }
    const PendingRestart &restart = detail.restart;
    out.line(sheet({
                       {Texts::tr("Restart"), restart.id},
                       {Texts::tr("Service"), restart.service},
                       {Texts::tr("Units"),
                        restart.units.isEmpty() ? Texts::tr("no unit has this service") : restart.units.join(u", "_s)},
                       {Texts::tr("State"), UpdateTexts::state(restart.state).text},
                       {Texts::tr("Waits"), UpdateTexts::waits(restart)},
                       {Texts::tr("Decision"), client::toString(restart.decision)},
                       {Texts::tr("Reason"), restart.reason},
                       {Texts::tr("Modules"), restart.modules.join(u", "_s)},
                       {Texts::tr("Revision"), QString::number(restart.revision)},
                       {Texts::tr("Since"), Texts::when(restart.since)},
                       {Texts::tr("Decided by"), restart.decidedBy},
                       {Texts::tr("Note"), restart.note},
                       {Texts::tr("Ended"), restart.endedAt ? Texts::when(*restart.endedAt) : QString()},
                   })
                 .trimmed());
    printRuns(out, restart);
    if (!client::isOver(restart.state)) {
        out.line({});
        for (const QString &sentence : sentences(detail.forecast)) {
            out.line(printable(sentence, false));
        }
    }
    if (detail.updates.isEmpty()) {
        return;
    }
    out.line({});
    out.table(updateTable(detail.updates));
    out.line({});
    out.table(ruleTable(detail.updates.constLast().decision));
}

} // namespace

void run(Session &session, const ListUpdates &command)
{
    if (!command.state.isEmpty()) {
        client::UpdateFilter filter;
        filter.state = command.state == "all"_L1 ? QString() : command.state;
        filter.service = command.service;
        filter.limit = command.limit;
        session.engine().updates(filter, &session,
                                 session.answered<client::UpdatesPage>(
                                     [&session](const client::UpdatesPage &page) { print(session, page); }));
        return;
    }
    session.engine().restarts(
        &session, session.answered<QList<PendingRestart>>([&session, command](QList<PendingRestart> restarts) {
            restarts.removeIf([&command](const PendingRestart &restart) {
                return !command.service.isEmpty() && restart.service != command.service;
            });
            print(session, restarts.mid(0, command.limit));
        }));
}

void run(Session &session, const ShowUpdate &command)
{
    if (command.id.startsWith(u'U')) {
        session.engine().update(command.id, &session, session.answered<UpdateRecord>([&session](const auto &update) {
            print(session, update);
        }));
        return;
    }
    session.engine().restart(command.id, &session,
                             session.answered<client::RestartDetail>(
                                 [&session](const client::RestartDetail &detail) { print(session, detail); }));
}

} // namespace lamplighter::ctl
