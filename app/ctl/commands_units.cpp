// status, add, reload-units, engine
#include "app/ctl/session.h"
#include "app/ctl/texts.h"

#include <QJsonArray>

#include <algorithm>

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::UnitDetail;
using client::UnitStatus;

namespace {

QString commandOf(const QJsonObject &spec)
{
    QStringList words;
    const QJsonArray command = spec.value("command"_L1).toArray();
    for (const QJsonValue &word : command) {
        words.append(word.toString());
    }
    return words.join(u' ');
}

QString detailText(const UnitDetail &detail, const Output &out, WallTime now)
{
    const UnitStatus &unit = detail.status;
    const Cell state = Texts::state(unit);
    QString health = Texts::health(unit);
    if (!health.isEmpty() && !unit.healthDetail.isEmpty()) {
        health += u", "_s + unit.healthDetail;
    }
    QString text = out.coloured(unit.name, Colour::Plain) + u"  "_s + out.coloured(state.text, state.colour) + u'\n';
    text += sheet({
        {Texts::tr("For"), Texts::age(unit.since, now)},
        {Texts::tr("Why"), Texts::reason(unit, now)},
        {Texts::tr("Pid"), unit.pid > 0 ? QString::number(unit.pid) : QString()},
        {Texts::tr("Started"), unit.startedAt ? Texts::when(*unit.startedAt) : QString()},
        {Texts::tr("Ready"), unit.pid <= 0 ? QString()
                             : unit.ready  ? Texts::tr("yes")
                                           : Texts::tr("not yet")},
        {Texts::tr("Health"), health},
        {Texts::tr("Last exit"),
         unit.lastExit ? Texts::lastExit(*unit.lastExit) + u", "_s + Texts::when(unit.lastExit->at) : QString()},
        {Texts::tr("Restarts"),
         Texts::tr("%1, of them %2 in the last 24 hours").arg(unit.restarts).arg(unit.restarts24h)},
        {Texts::tr("Group"), unit.group},
        {Texts::tr("Command"), commandOf(detail.spec)},
        {Texts::tr("Folder"), detail.spec.value("directory"_L1).toString()},
        {Texts::tr("From"), unit.origin},
    });
    if (!detail.lastOutput.isEmpty()) {
        text += out.coloured(Texts::tr("Its last output:"), Colour::Quiet) + u'\n';
        for (const QString &line : detail.lastOutput) {
            text += u"  "_s + printable(line, out.colours()) + u'\n';
        }
    }
    text.chop(1);
    return text;
}

void showOne(Session &session, const QString &name)
{
    session.engine().unit(name, &session, session.answered<UnitDetail>([&session](const UnitDetail &detail) {
        if (session.out().isJson()) {
            session.out().object(client::toJson(detail));
        } else {
            session.out().line(detailText(detail, session.out(), session.clock().wallNow()));
        }
    }));
}

void showAll(const Session &session, const QList<UnitStatus> &units, bool namesOnly)
{
    if (namesOnly) {
        for (const UnitStatus &unit : units) {
            session.out().line(unit.name);
        }
    } else if (session.out().isJson()) {
        session.out().object(client::toJson(client::UnitsPage{units, {}}));
    } else if (units.isEmpty()) {
        session.out().line(Texts::tr("There are no units yet. Add one: lampctl add NAME -- COMMAND"));
    } else {
        session.out().table(unitTable(units, session.clock().wallNow()));
    }
}

/// One after the other, so that a file's order holds; stops at the first that is refused.
void addFrom(Session &session, const QList<AddUnits::Unit> &units, QList<UnitStatus> added)
{
    if (added.size() == units.size()) {
        if (session.out().isJson()) {
            session.out().object(client::toJson(client::UnitsPage{added, {}}));
        }
        session.finish();
        return;
    }
    const AddUnits::Unit &unit = units.at(added.size());
    session.engine().addUnit(unit.name, unit.spec, &session,
                             [&session, units, added, name = unit.name](const Result<UnitStatus> &answer) mutable {
                                 if (!answer) {
                                     session.out().error(answer.error(), name);
                                     session.finish(exitCodeOf(answer.error().code));
                                     return;
                                 }
                                 if (!session.out().isJson()) {
                                     session.out().line(unitLine(*answer, session.clock().wallNow()));
                                 }
                                 added.append(*answer);
                                 addFrom(session, units, added);
                             });
}

QString namesIn(const QJsonObject &object, QLatin1StringView field)
{
    QStringList names;
    const QJsonArray array = object.value(field).toArray();
    for (const QJsonValue &name : array) {
        names.append(name.toString());
    }
    return names.join(u", "_s);
}

} // namespace

void run(Session &session, const ShowStatus &command)
{
    if (!command.name.isEmpty()) {
        showOne(session, command.name);
        return;
    }
    session.engine().units(&session,
                           session.answered<QList<UnitStatus>>([&session, command](const QList<UnitStatus> &units) {
                               showAll(session, units, command.namesOnly);
                           }));
}

void run(Session &session, const AddUnits &command)
{
    addFrom(session, command.units, {});
}

void run(Session &session, const ReloadUnits &)
{
    session.engine().reloadUnits(&session, session.answered<QJsonObject>([&session](const QJsonObject &changes) {
        if (session.out().isJson()) {
            session.out().object(changes);
            return;
        }
        const QString text = sheet({
            {Texts::tr("Added"), namesIn(changes, "added"_L1)},
            {Texts::tr("Changed"), namesIn(changes, "changed"_L1)},
            {Texts::tr("Removed"), namesIn(changes, "removed"_L1)},
        });
        session.out().line(text.isEmpty() ? Texts::tr("Nothing has changed.") : text.chopped(1));
    }));
}

void run(Session &session, const ShowEngine &)
{
    session.engine().info(&session, session.answered<client::EngineInfo>([&session](const client::EngineInfo &info) {
        if (session.out().isJson()) {
            session.out().object(client::toJson(info));
            return;
        }
        if (info.product != client::EngineInfo().product) { // it has no more to say about itself
            session.out().line(sheet({
                                         {Texts::tr("Server"), info.id},
                                         {Texts::tr("Kind"), info.product},
                                         {Texts::tr("Offers"), info.offers.join(u", "_s)},
                                     })
                                   .chopped(1));
            return;
        }
        session.out().line(
            sheet({
                      {Texts::tr("Engine"), info.id},
                      {Texts::tr("Version"), info.version},
                      {Texts::tr("Host"), info.host},
                      {Texts::tr("Runs as"), info.mode},
                      {Texts::tr("Pid"), QString::number(info.pid)},
                      {Texts::tr("Started"), Texts::when(info.startedAt)},
                      {Texts::tr("Data directory"), info.dataDirectory},
                      {Texts::tr("Listens on"), info.listening.join(u", "_s)},
                      {Texts::tr("Fingerprint"), info.tlsFingerprint},
                      {Texts::tr("Units"), Texts::tr("%1, of them %2 running").arg(info.units).arg(info.running)},
                      {Texts::tr("Last event"), QString::number(info.lastEvent)},
                      {Texts::tr("You are"), Texts::tr("%1, role %2").arg(info.account, info.role)},
                      {Texts::tr("Trouble"), info.trouble},
                  })
                .chopped(1));
    }));
}

void run(Session &session, const ShowFingerprint &)
{
    session.engine().info(&session, [&session](const Result<client::EngineInfo> &info) {
        if (!info) {
            session.fail(info.error());
        } else if (info->tlsFingerprint.isEmpty()) {
            session.fail({ErrorCode::Conflict, u"this engine has no certificate: its port speaks plain HTTP"_s, {}});
        } else if (session.out().isJson()) {
            session.out().object({{u"fingerprint"_s, info->tlsFingerprint}});
            session.finish();
        } else {
            session.out().line(info->tlsFingerprint);
            session.finish();
        }
    });
}

} // namespace lamplighter::ctl
