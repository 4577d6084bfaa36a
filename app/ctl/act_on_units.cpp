#include "app/ctl/act_on_units.h"

#include "app/ctl/texts.h"

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::UnitState;
using client::UnitStatus;

namespace {

constexpr qsizetype kAtATime = 16;

bool isActive(const UnitStatus &unit)
{
    switch (unit.state) {
    case UnitState::Starting:
    case UnitState::Running:
    case UnitState::Backoff:
    case UnitState::Stopping:
        return true;
    case UnitState::Stopped:
    case UnitState::Exited:
    case UnitState::Fatal:
    case UnitState::Killed:
        return false;
    }
    return false;
}

/// What --all means for a verb: units that it would change. Those that the kill switch holds are nobody's to start
/// here.
bool makesSense(UnitVerb verb, const UnitStatus &unit)
{
    switch (verb) {
    case UnitVerb::Start:
        return !isActive(unit) && unit.heldBy.isEmpty() && unit.state != UnitState::Killed;
    case UnitVerb::Stop:
        return isActive(unit) || unit.wanted;
    case UnitVerb::Restart:
        return isActive(unit);
    case UnitVerb::Remove:
        return false;
    }
    return false;
}

} // namespace

ActOnUnitsRun::ActOnUnitsRun(Session &session, ActOnUnits command)
    : QObject(&session)
    , m_session(session)
    , m_command(std::move(command))
{}

void ActOnUnitsRun::start()
{
    if (!m_command.all) {
        m_command.names.removeDuplicates();
        askMore();
        return;
    }
    m_session.engine().units(this, [this](const Result<QList<UnitStatus>> &units) {
        if (units) {
            selectFrom(*units);
        } else {
            m_session.fail(units.error());
        }
    });
}

void ActOnUnitsRun::selectFrom(const QList<UnitStatus> &units)
{
    for (const UnitStatus &unit : units) {
        if (makesSense(m_command.verb, unit)) {
            m_command.names.append(unit.name);
        }
    }
    if (m_command.names.isEmpty()) {
        finish();
        return;
    }
    askMore();
}

void ActOnUnitsRun::askMore()
{
    while (m_open < kAtATime && m_next < m_command.names.size()) {
        ++m_open;
        ask(m_next++);
    }
}

void ActOnUnitsRun::ask(qsizetype index)
{
    const QString name = m_command.names.at(index);
    const client::Reply<UnitStatus> done = [this, index](Result<UnitStatus> answer) {
        answered(index, std::move(answer));
    };
    client::Engine &engine = m_session.engine();
    switch (m_command.verb) {
    case UnitVerb::Start:
        engine.startUnit(name, m_command.once, this, done);
        break;
    case UnitVerb::Stop:
        engine.stopUnit(name, this, done);
        break;
    case UnitVerb::Restart:
        engine.restartUnit(name, this, done);
        break;
    case UnitVerb::Remove:
        engine.removeUnit(name, this, [done, name](const Result<void> &answer) {
            UnitStatus removed;
            removed.name = name;
            removed.reason = client::Reason::Removed;
            done(answer ? Result<UnitStatus>(removed) : Result<UnitStatus>(answer.error()));
        });
        break;
    }
}

void ActOnUnitsRun::answered(qsizetype index, Result<UnitStatus> answer)
{
    --m_open;
    m_answers.insert(index, std::move(answer));
    for (auto next = m_answers.find(m_reported); next != m_answers.end(); next = m_answers.find(m_reported)) {
        report(m_reported, *next);
        m_answers.erase(next);
        ++m_reported;
    }
    if (m_reported == m_command.names.size()) {
        finish();
    } else {
        askMore();
    }
}

void ActOnUnitsRun::report(qsizetype index, const Result<UnitStatus> &answer)
{
    const QString name = m_command.names.at(index);
    if (!answer) {
        m_session.out().error(answer.error(), name);
        m_code = m_code == ExitCode::Ok ? exitCodeOf(answer.error().code) : m_code;
        return;
    }
    m_done.append(*answer);
    if (m_session.out().isJson()) {
        return;
    }
    m_session.out().line(m_command.verb == UnitVerb::Remove ? Texts::tr("%1: Removed").arg(name)
                                                            : unitLine(*answer, m_session.clock().wallNow()));
}

void ActOnUnitsRun::finish()
{
    const bool nothingDone = m_done.isEmpty() && m_code != ExitCode::Ok; // then the errors are all there is to say
    if (m_session.out().isJson() && !nothingDone) {
        client::UnitsPage page;
        if (m_command.verb == UnitVerb::Remove) {
            for (const UnitStatus &unit : std::as_const(m_done)) {
                page.removed.append(unit.name);
            }
        } else {
            page.units = m_done;
        }
        m_session.out().object(client::toJson(page));
    } else if (m_command.names.isEmpty()) {
        m_session.out().line(Texts::tr("There is nothing to do."));
    }
    m_session.finish(m_code);
}

void run(Session &session, const ActOnUnits &command)
{
    auto *action = new ActOnUnitsRun(session, command); // the session's child
    action->start();
}

} // namespace lamplighter::ctl
