// alerts, alerts acknowledge, logs; and events in events_run.cpp
#include "app/ctl/session.h"
#include "app/ctl/texts.h"

#include <QJsonArray>

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::AlertRecord;
using client::LogLine;
using client::LogPage;

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

void printLines(const Session &session, const QList<LogLine> &lines)
{
    for (const LogLine &line : lines) {
        if (session.out().isJson()) {
            session.out().object({{u"at"_s, toIsoString(line.at)}, {u"text"_s, line.text}});
        } else {
            session.out().line(session.out().coloured(Texts::when(line.at), Colour::Quiet) + u"  "_s +
                               printable(line.text, session.out().colours()));
        }
    }
}

/// Keeps the stream open as long as the session lives.
class LogFollower final : public QObject
{
public:
    LogFollower(Session &session, const ShowLogs &command)
        : QObject(&session)
    {
        m_stream = session.engine().followLogs(
            command.name, command.lines, [&session](const QList<LogLine> &lines) { printLines(session, lines); },
            [&session](const Error &why) { session.fail(why); });
    }

private:
    std::unique_ptr<client::StreamHandle> m_stream;
};

} // namespace

void run(Session &session, const ShowLogs &command)
{
    if (command.follow) {
        new LogFollower(session, command); // the session's child
        return;
    }
    session.engine().logs(command.name, command.lines, {}, &session,
                          session.answered<LogPage>([&session](const LogPage &page) {
                              if (session.out().isJson()) {
                                  session.out().object(client::toJson(page));
                              } else {
                                  printLines(session, page.lines);
                              }
                          }));
}

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
