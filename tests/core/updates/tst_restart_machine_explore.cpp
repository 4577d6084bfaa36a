// Every way a restart for an update can go, up to a depth: hooks that fail, a unit that dies or never gets ready, an
// operator who stops it, the kill switch, and the engine's death before and after each action. Whatever happens, what
// runs is what the outcome says, nothing is done twice, and nothing waits for ever.
#include "core/updates/restart_machine.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

#include <deque>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace Qt::StringLiterals;
using client::UnitState;

namespace {

const WallTime kStart{std::chrono::hours(24 * 365 * 50)};

/// The machine's surroundings: one unit with a release directory, and what was asked for and not done yet.
struct World
{
    RestartState state;
    std::vector<RestartAction> asked; ///< of the last steps, oldest first, not carried out yet
    Instant now{std::chrono::hours(1)};

    QString current = u"1"_s; ///< the link
    QString runs = u"1"_s;    ///< the version of the process; empty: none
    RunNumber run = 1;
    UnitState unit = UnitState::Running;
    bool ready = true;
    bool wanted = true;
    bool held = false;
    int restarts = 0; ///< carried out
    int crashes = 0;
    int deaths = 0;
    int failures = 0;
    int operators = 0;
    int dues = 0;
    QString trace;

    [[nodiscard]] QByteArray key() const
    {
        // Absolute times would make every state a new one: what is left until deadlines counts.
        QJsonObject object = toJson(state, now, kStart);
        for (const QString &field : {u"stored_instant"_s, u"stored_us"_s, u"until"_s, u"answer_by"_s}) {
            object.remove(field);
        }
        QByteArray text = QJsonDocument(object).toJson(QJsonDocument::Compact);
        for (const RestartAction &action : asked) {
            text += ' ' + QByteArray::number(static_cast<int>(action.index()));
        }
        text += QStringLiteral("|%1|%2|%3|%4|%5|%6|%7|%8|%9")
                    .arg(current, runs)
                    .arg(run)
                    .arg(static_cast<int>(unit))
                    .arg(ready)
                    .arg(wanted)
                    .arg(held)
                    .arg(crashes)
                    .arg(deaths * 27 + failures * 9 + operators * 3 + dues * 81)
                    .toUtf8();
        return QCryptographicHash::hash(text, QCryptographicHash::Md5);
    }
    [[nodiscard]] UnitSight sight() const
    {
        UnitSight out;
        out.unit = u"lamp"_s;
        out.state = unit;
        out.run = run;
        out.ready = ready;
        out.wanted = wanted;
        out.held = held;
        return out;
    }
    [[nodiscard]] Moment moment() const
    {
        return {
            now, kStart + std::chrono::duration_cast<microseconds>(now.time_since_epoch()), {u"lamp"_s}, held, false};
    }
};

/// Steps; AddressSanitizer makes each of them ten times as long.
#ifdef __SANITIZE_ADDRESS__
constexpr int kDepth = 11;
#else
constexpr int kDepth = 18;
#endif

class Explorer
{
public:
    explicit Explorer(watchdog::OnUpdateFailure onFailure)
        : m_onFailure(onFailure)
    {
        m_rules.approval.mode = Approval::Mode::Manual;
    }

    void explore(World world, int depth)
    {
        std::deque<std::pair<World, int>> open{{std::move(world), depth}};
        while (!open.empty() && m_problem.isEmpty()) {
            auto [next, left] = std::move(open.back());
            open.pop_back();
            check(next);
            if (next.state.isOver()) {
                ++ends;
                outcomes.insert(client::toString(next.state.phase));
                continue;
            }
            const QByteArray key = next.key();
            if (left == 0 || m_seen.contains(key)) {
                continue;
            }
            m_seen.insert(key);
            for (World &after : successors(next)) {
                open.emplace_back(std::move(after), left - 1);
            }
        }
    }

    void feed(World &world, const RestartInput &in, const QString &word)
    {
        RestartOutcome outcome = step(m_rules, world.state, in, world.moment());
        world.state = std::move(outcome.state);
        world.trace += u' ' + word;
        for (RestartAction &action : outcome.actions) {
            if (!std::holds_alternative<action::Record>(action) && !std::holds_alternative<action::Ended>(action)) {
                world.asked.push_back(std::move(action));
            }
        }
    }

    [[nodiscard]] qsizetype states() const { return m_seen.size(); }
    [[nodiscard]] const QString &problem() const { return m_problem; }

    int ends = 0;
    QSet<QString> outcomes;

private:
    void fail(const World &world, const QString &what)
    {
        if (m_problem.isEmpty()) {
            m_problem =
                what + u":"_s + world.trace + u" -> "_s + client::toString(world.state.phase) + u' ' + world.state.note;
        }
    }

    void check(const World &world)
    {
        const RestartState &state = world.state;
        if (world.restarts > 2) {
            fail(world, u"restarted more than once each way"_s);
        }
        if (world.restarts > 0 && state.decidedBy.isEmpty()) {
            fail(world, u"restarted without an approval"_s);
        }
        const bool ownDoing = world.deaths == 0 && world.wanted && !world.held;
        // One that died meanwhile came up as the new version without being restarted.
        const bool neverNew = world.deaths == 0 && world.restarts == 0;
        if (state.phase == Phase::Applied && state.runs.front().state == u"applied" &&
            (neverNew || (ownDoing && world.runs != u"2"))) {
            fail(world, u"applied, but the old version runs"_s);
        }
        if (state.phase == Phase::RolledBack && (world.current != u"1" || (ownDoing && world.runs != u"1"))) {
            fail(world, u"rolled back, but the new version runs"_s);
        }
        if (state.isRunning() && world.asked.empty() && state.deadlines().empty()) {
            fail(world, u"nothing will ever move it"_s);
        }
    }

    /// The unit's own next steps: what a watchdog and a process do.
    void unitMoves(const World &world, std::vector<World> &out)
    {
        if (world.unit == UnitState::Starting) {
            if (world.current != u"3") {
                World well = world;
                well.unit = UnitState::Running;
                well.ready = true;
                well.runs = well.current;
                feed(well, input::UnitSeen{well.sight()}, u"ready"_s);
                out.push_back(std::move(well));
            }
            if (world.deaths < 1) {
                World bad = world;
                ++bad.deaths;
                bad.unit = UnitState::Backoff;
                bad.runs.clear();
                feed(bad, input::UnitSeen{bad.sight()}, u"fails"_s);
                out.push_back(std::move(bad));
            }
        }
        if (world.unit == UnitState::Backoff) {
            World again = world;
            again.unit = UnitState::Starting;
            ++again.run;
            feed(again, input::UnitSeen{again.sight()}, u"tries again"_s);
            out.push_back(std::move(again));
        }
        if (world.unit == UnitState::Running && world.deaths < 1 && world.state.isRunning()) {
            World died = world;
            ++died.deaths;
            died.unit = UnitState::Backoff;
            died.ready = false;
            died.runs.clear();
            feed(died, input::UnitSeen{died.sight()}, u"dies"_s);
            out.push_back(std::move(died));
        }
    }

    void operatorMoves(const World &world, std::vector<World> &out)
    {
        if (world.state.phase == Phase::Waiting && !world.held) {
            World approved = world;
            feed(approved, input::Approved{u"alice"_s, When::Now, std::nullopt, false, true}, u"approve"_s);
            out.push_back(std::move(approved));
        }
        if (world.operators > 0) {
            return;
        }
        World stopped = world;
        ++stopped.operators;
        stopped.wanted = false;
        stopped.unit = UnitState::Stopped;
        stopped.ready = false;
        stopped.runs.clear();
        feed(stopped, input::UnitSeen{stopped.sight()}, u"stop"_s);
        out.push_back(std::move(stopped));
        World killed = world;
        ++killed.operators;
        killed.held = true;
        killed.unit = UnitState::Killed;
        killed.ready = false;
        killed.runs.clear();
        feed(killed, input::WorldChanged{}, u"kill switch"_s);
        feed(killed, input::UnitSeen{killed.sight()}, u"seen"_s);
        out.push_back(std::move(killed));
        World more = world;
        ++more.operators;
        if (!more.state.isRunning() && !more.state.isOver()) {
            feed(more, notice(8), u"notice"_s);
            out.push_back(std::move(more));
        }
    }

    /// The oldest action is carried out, well or not; the engine may die before it, or right after it.
    void actionMoves(const World &world, std::vector<World> &out)
    {
        if (world.asked.empty()) {
            return;
        }
        World base = world;
        const RestartAction action = base.asked.front();
        base.asked.erase(base.asked.begin());
        for (const bool ok : {true, false}) {
            if (!ok && world.failures >= 1) {
                continue;
            }
            World done = base;
            done.failures += ok ? 0 : 1;
            std::optional<input::StepAnswered> answer;
            std::optional<RestartInput> other;
            carryOut(done, action, ok, answer, other);
            if (!ok && !answer && !other) {
                continue;
            }
            World died = done; // after the deed, before its answer was heard
            if (answer) {
                feed(done, input::UnitSeen{done.sight()}, u"seen"_s);
                feed(done, *answer, ok ? u"done"_s : u"failed"_s);
            } else if (other) {
                feed(done, *other, u"answered"_s);
            }
            out.push_back(std::move(done));
            if (died.crashes < 1) {
                crash(died);
                out.push_back(std::move(died));
            }
        }
    }

    void carryOut(World &world, const RestartAction &action, bool ok, std::optional<input::StepAnswered> &answer,
                  std::optional<RestartInput> &other)
    {
        if (std::holds_alternative<action::Prepare>(action)) {
            RunPlan plan;
            plan.drain = true;
            plan.hibernate = true;
            plan.releases = true;
            plan.from = u"1"_s;
            plan.to = u"2"_s;
            plan.rollbackTo = u"1"_s;
            plan.checkVersion = true;
            plan.onFailure = m_onFailure;
            other = input::Prepared{u"lamp"_s, plan, world.sight(), ok ? QString() : u"no release"_s};
        } else if (std::holds_alternative<action::Drain>(action)) {
            answer = input::StepAnswered{u"lamp"_s, RunStep::Drain, ok, {}, {}};
        } else if (std::holds_alternative<action::Hibernate>(action)) {
            answer = input::StepAnswered{u"lamp"_s, RunStep::Hibernate, ok, {}, {}};
        } else if (const auto *swap = std::get_if<action::Swap>(&action)) {
            if (ok) {
                world.current = swap->version;
            }
            answer = input::StepAnswered{u"lamp"_s, swap->step, ok, {}, {}};
        } else if (const auto *restart = std::get_if<action::RestartUnit>(&action)) {
            const RunState *now = world.state.run();
            const bool stopping = now != nullptr && (now->step == RunStep::Stop || now->step == RunStep::RollbackStop);
            if (ok && stopping && world.run <= restart->oldRun && world.wanted && !world.held) {
                ++world.restarts;
                ++world.run;
                world.unit = UnitState::Starting;
                world.ready = false;
                world.runs.clear();
            }
            other = input::UnitSeen{world.sight()};
        } else if (const auto *version = std::get_if<action::ReadVersion>(&action)) {
            answer = input::StepAnswered{u"lamp"_s, version->step, ok, world.runs, {}};
        } else if (std::holds_alternative<action::StopUnit>(action)) {
            world.unit = UnitState::Stopped;
            world.wanted = false;
            world.runs.clear();
            answer = input::StepAnswered{u"lamp"_s, RunStep::StopAfterFailure, ok, {}, {}};
        } else if (std::holds_alternative<action::Look>(action)) {
            other = input::UnitSeen{world.sight()};
        }
    }

    /// The engine comes back with the stored state, and nothing of what was asked for.
    void crash(World &world)
    {
        ++world.crashes;
        world.asked.clear();
        const Moment moment = world.moment();
        const Result<RestartState> stored =
            restartStateFromJson(toJson(world.state, moment.now, moment.wallNow), true, moment.now, moment.wallNow);
        if (!stored) {
            fail(world, stored.error().message);
            return;
        }
        world.state = *stored;
        feed(world, input::Continue{}, u"[crash]"_s);
    }

    void timeMoves(const World &world, std::vector<World> &out)
    {
        std::optional<Instant> next;
        for (const Deadline &deadline : world.state.deadlines()) {
            if (deadline.elapsed && *deadline.elapsed > world.now) {
                next = next ? std::min(*next, *deadline.elapsed) : *deadline.elapsed;
            }
        }
        if (!next || world.state.phase == Phase::Waiting || world.dues >= 3) {
            return;
        }
        World later = world;
        later.now = *next;
        ++later.dues;
        feed(later, input::Due{}, u"due"_s);
        out.push_back(std::move(later));
    }

    std::vector<World> successors(const World &world)
    {
        std::vector<World> out;
        actionMoves(world, out);
        unitMoves(world, out);
        operatorMoves(world, out);
        timeMoves(world, out);
        if (world.crashes < 1 && !world.asked.empty()) { // before anything was done
            World died = world;
            crash(died);
            out.push_back(std::move(died));
        }
        return out;
    }

public:
    static input::Notified notice(qint64 number)
    {
        input::Notified in;
        in.number = number;
        in.notice.service = u"lamp"_s;
        in.notice.modules = {u"src.core"_s};
        in.notice.version = u"2"_s;
        in.decision.decision = client::Decision::RestartNow;
        in.decision.rule = u"critical-code"_s;
        return in;
    }

private:
    ServiceRules m_rules;
    watchdog::OnUpdateFailure m_onFailure;
    QSet<QByteArray> m_seen;
    QString m_problem;
};

} // namespace

class TestRestartMachineExplore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyWay_data()
    {
        QTest::addColumn<int>("onFailure");
        QTest::newRow("rollback") << static_cast<int>(watchdog::OnUpdateFailure::Rollback);
        QTest::newRow("stop") << static_cast<int>(watchdog::OnUpdateFailure::Stop);
        QTest::newRow("keep") << static_cast<int>(watchdog::OnUpdateFailure::Keep);
    }
    void everyWay()
    {
        QFETCH(int, onFailure);
        Explorer explorer(static_cast<watchdog::OnUpdateFailure>(onFailure));
        World world;
        world.state.number = 1;
        world.state.service = u"lamp"_s;
        explorer.feed(world, Explorer::notice(7), u"notice"_s);
        QVERIFY(world.state.phase == Phase::Waiting);
        explorer.explore(world, kDepth);
        qInfo("%lld states, %d ends", static_cast<long long>(explorer.states()), explorer.ends);
        QVERIFY2(explorer.problem().isEmpty(), qPrintable(explorer.problem()));
        QVERIFY(explorer.outcomes.contains(u"applied"_s));
        QVERIFY(explorer.outcomes.contains(u"failed"_s));
        if (kDepth > 13) { // the way back is long
            QCOMPARE(explorer.outcomes.contains(u"rolled_back"_s),
                     onFailure == static_cast<int>(watchdog::OnUpdateFailure::Rollback));
        }
        QVERIFY(explorer.states() > 1000);
    }
};

QTEST_GUILESS_MAIN(TestRestartMachineExplore)
#include "tst_restart_machine_explore.moc"
