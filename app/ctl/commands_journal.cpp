// alerts, alerts acknowledge
#include "app/ctl/session.h"
#include "app/ctl/texts.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::AlertRecord;

namespace {

Cell alertState(const AlertRecord &alert)
{
    if (alert.resolvedAt) {
        return {Texts::tr("Resolved"), Colour::Quiet};
    }
    if (alert.acknowledgedAt) {
        return {Texts::tr("Seen by %1").arg(alert.acknowledgedBy), Colour::Quiet};
    }
    return {Texts::tr("Open"), alert.requiresAttention ? Colour::Bad : Colour::Plain};
}

void printAlerts(const Session &session, const QList<AlertRecord> &alerts)
{
    if (session.out().isJson()) {
        session.out().object(client::toJson(client::AlertsPage{alerts, false}));
        return;
    }
    if (alerts.isEmpty()) {
        session.out().line(Texts::tr("There are no alerts."));
        return;
    }
    Table table;
    table.heading = {Texts::tr("Alert"),   Texts::tr("Time"),  Texts::tr("Severity"),
                     Texts::tr("Subject"), Texts::tr("State"), Texts::tr("What")};
    for (const AlertRecord &alert : alerts) {
        table.rows.append({{alert.id},
                           {Texts::when(alert.time)},
                           {alert.severity, Texts::severity(alert.severity)},
                           {alert.subject},
                           alertState(alert),
                           {alert.summary}});
    }
    session.out().table(table);
}

} // namespace

void run(Session &session, const ShowAlerts &command)
{
    session.engine().alerts(command.lines, command.openOnly, &session,
                            session.answered<QList<AlertRecord>>(
                                [&session](const QList<AlertRecord> &alerts) { printAlerts(session, alerts); }));
}

void run(Session &session, const AcknowledgeAlert &command)
{
    session.engine().acknowledgeAlert(command.id, command.note, &session,
                                      session.answered<AlertRecord>([&session](const AlertRecord &alert) {
                                          if (session.out().isJson()) {
                                              session.out().object(client::toJson(alert));
                                          } else {
                                              session.out().line(Texts::tr("Acknowledged: %1").arg(alert.summary));
                                          }
                                      }));
}

} // namespace lamplighter::ctl
