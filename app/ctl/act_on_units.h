// Start, stop, restart or remove several units: a few at a time, answers in the order they were named.
#pragma once

#include "app/ctl/session.h"

#include <QMap>

namespace lamplighter::ctl {

class ActOnUnitsRun final : public QObject
{
public:
    ActOnUnitsRun(Session &session, ActOnUnits command);

    void start();

private:
    void selectFrom(const QList<client::UnitStatus> &units);
    void askMore();
    void ask(qsizetype index);
    void answered(qsizetype index, Result<client::UnitStatus> answer);
    void report(qsizetype index, const Result<client::UnitStatus> &answer);
    void finish();

    Session &m_session;
    ActOnUnits m_command;
    qsizetype m_next = 0;
    qsizetype m_open = 0;
    qsizetype m_reported = 0;
    QMap<qsizetype, Result<client::UnitStatus>> m_answers; ///< those that came before the one to report next
    QList<client::UnitStatus> m_done;
    ExitCode m_code = ExitCode::Ok;
};

} // namespace lamplighter::ctl
