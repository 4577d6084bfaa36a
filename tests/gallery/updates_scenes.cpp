#include "tests/gallery/updates_scenes.h"

#include "tests/gallery/overview_fleet.h"
#include "tests/gallery/picture_check.h"
#include "tests/gallery/sample_fleet.h"
#include "tests/support/sample_updates.h"
#include "ui/shell/main_window.h"

#include <QMenu>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

namespace lamplighter::gallery {
namespace {

using namespace Qt::StringLiterals;
using client::ChangeType;
using client::Decision;
using client::PendingRestart;
using client::UpdateRecord;
using client::UpdateSeverity;
using client::UpdateState;
using std::chrono::hours;
using std::chrono::minutes;
using tests::FakeTransport;
using tests::SampleRestart;
using tests::SampleUpdate;
using ui::MainWindow;

PendingRestart quantum()
{
    return tests::pending(
        {u"R-2291"_s,
         u"quantum_backend"_s,
         u"quantum-1"_s,
         Decision::RestartNow,
         UpdateSeverity::Critical,
         ChangeType::Code,
         UpdateState::Waiting,
         u"GPU QAOA acceleration enabled via cuQuantum 25.11.1"_s,
         u"Critical code change in quantum_backend"_s,
         {u"src.quantum_consciousness.qaoa_gpu_optimizer"_s, u"src.quantum_consciousness.quantum_backend"_s},
         minutes(6)},
        GalleryClock::moment());
}

QList<PendingRestart> kernels()
{
    const WallTime now = GalleryClock::moment();
    PendingRestart kernel = tests::pending({u"R-2280"_s,
                                            u"code-kernel"_s,
                                            u"kernel-1"_s,
                                            Decision::Defer,
                                            UpdateSeverity::Low,
                                            ChangeType::Code,
                                            UpdateState::Deferred,
                                            u"Prompts of the code kernel"_s,
                                            {},
                                            {u"kernel.code"_s},
                                            hours(3) + minutes(6),
                                            hours(15) + minutes(28)},
                                           now);
    kernel.decidedBy = u"operator-2"_s;
    return {tests::pending({u"R-2288"_s,
                            u"llm"_s,
                            u"kernel-2"_s,
                            Decision::RestartAtCheckpoint,
                            UpdateSeverity::High,
                            ChangeType::Config,
                            UpdateState::Waiting,
                            u"Context window raised to 128k"_s,
                            u"High severity, restart at the next checkpoint"_s,
                            {u"llm.settings"_s},
                            minutes(21),
                            minutes(18)},
                           now),
            kernel};
}

QList<PendingRestart> homes()
{
    const WallTime now = GalleryClock::moment();
    PendingRestart routes = tests::pending({u"R-2287"_s,
                                            u"api-routes"_s,
                                            u"zooid-1"_s,
                                            Decision::Defer,
                                            UpdateSeverity::Medium,
                                            ChangeType::Code,
                                            UpdateState::Deferred,
                                            u"Two routes renamed"_s,
                                            {},
                                            {u"src.api.routes"_s},
                                            minutes(22),
                                            minutes(38) + seconds(4)},
                                           now);
    routes.decidedBy = u"policy"_s;
    return {routes, tests::pending({u"R-2289"_s,
                                    u"health_monitor"_s,
                                    u"zooid-2"_s,
                                    Decision::Defer,
                                    UpdateSeverity::Medium,
                                    ChangeType::Code,
                                    UpdateState::Deferred,
                                    u"Thresholds as metrics"_s,
                                    {},
                                    {u"src.monitoring.health"_s},
                                    minutes(18),
                                    hours(7) + minutes(42)},
                                   now)};
}

QList<UpdateRecord> decidedToday()
{
    const WallTime now = GalleryClock::moment();
    const QList<SampleUpdate> given{{2279,
                                     u"memory-kernel"_s,
                                     UpdateState::Applied,
                                     Decision::RestartAtCheckpoint,
                                     u"policy"_s,
                                     {},
                                     seconds(8),
                                     hours(3) + minutes(12)},
                                    {2277,
                                     u"security_monitor"_s,
                                     UpdateState::Ignored,
                                     Decision::Ignore,
                                     u"policy"_s,
                                     u"documentation only"_s,
                                     {},
                                     hours(3) + minutes(45)},
                                    {2274,
                                     u"hsp"_s,
                                     UpdateState::Applied,
                                     Decision::RestartNow,
                                     u"operator-1"_s,
                                     {},
                                     seconds(9),
                                     hours(4) + minutes(34)},
                                    {2270, u"embedder"_s, UpdateState::RolledBack, Decision::RestartNow,
                                     u"operator-2"_s, u"2.3.1 runs again"_s, seconds(112), hours(6) + minutes(20)},
                                    {2268,
                                     u"topological_phi"_s,
                                     UpdateState::Rejected,
                                     Decision::RestartNow,
                                     u"operator-1"_s,
                                     u"benchmark was running"_s,
                                     {},
                                     hours(7) + minutes(2)},
                                    {2266,
                                     u"tool_dispatcher"_s,
                                     UpdateState::Applied,
                                     Decision::RestartAtCheckpoint,
                                     u"policy"_s,
                                     {},
                                     seconds(4),
                                     hours(8) + minutes(32)},
                                    {2265,
                                     u"dialogue_manager"_s,
                                     UpdateState::Applied,
                                     Decision::RestartAtCheckpoint,
                                     u"policy"_s,
                                     {},
                                     seconds(5),
                                     hours(8) + minutes(32)},
                                    {2264,
                                     u"governance-kernel"_s,
                                     UpdateState::Applied,
                                     Decision::Defer,
                                     u"operator-1"_s,
                                     {},
                                     seconds(7),
                                     hours(8) + minutes(32)}};
    QList<UpdateRecord> records;
    for (const SampleUpdate &one : given) {
        records.append(tests::decided(one, now));
    }
    for (int i = 0; i < 260; ++i) {
        const UpdateState state = i % 9 == 0    ? UpdateState::Ignored
                                  : i % 13 == 0 ? UpdateState::Rejected
                                                : UpdateState::Applied;
        records.append(tests::decided({2200 - i, u"service-%1"_s.arg(i % 17), state, Decision::RestartAtCheckpoint,
                                       u"policy"_s, state == UpdateState::Rejected ? u"not now"_s : QString(),
                                       seconds(4 + i % 7), hours(30 + 5 * i)},
                                      now));
    }
    return records;
}

client::RestartRun runOf(const QString &state, int done)
{
    using Took = std::optional<Duration>;
    client::RestartRun run{u"quantum-1"_s, u"2.3.1"_s, u"2.4.0"_s, state, {}, {}};
    const QStringList steps{u"drain"_s, u"hibernate"_s, u"stop"_s, u"start"_s, u"verify"_s};
    const QStringList details{u"7 requests finished"_s, {}, {}, {}, {}};
    const Duration took[] = {milliseconds(1840), milliseconds(620), milliseconds(2310), milliseconds(4120),
                             seconds(30)};
    for (int i = 0; i < steps.size(); ++i) {
        client::RestartStep step;
        step.step = steps.at(i);
        step.detail = details.at(i);
        step.state = i < done ? u"done"_s : i == done ? u"running"_s : u"waiting"_s;
        step.took = i < done ? Took(took[i]) : std::nullopt;
        if (i == done) {
            step.startedAt = GalleryClock::moment() - seconds(3);
        }
        if (i == 1) {
            step.savedState = {u"superposition"_s, u"12 sessions"_s};
        }
        run.steps.append(step);
    }
    return run;
}

struct Script
{
    QList<PendingRestart> quantum{gallery::quantum()};
    bool others = true;
    bool several = true;
    bool offered = true;
    QString role = u"operator"_s;
    QSize size{1440, 900};
};

/// The window on the design's engines, on the page of updates.
class Stage
{
public:
    Stage(ui::Theme &theme, const Script &script)
        : m_settings(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat)
        , m_instances(m_clock)
        , m_connections(m_settings, m_secrets, m_instances)
        , m_fleet(m_instances)
        , m_window(ui::Surroundings{theme, m_clock, m_ticker}, m_instances, m_connections, m_settings)
    {
        m_instances.units().setTimeZone(QTimeZone::utc());
        m_window.overview()->setTimeZone(QTimeZone::utc());
        m_window.resize(script.size);
        m_window.show();
        const WallTime now = GalleryClock::moment();
        if (script.several) {
            m_fleet.addAll(script.role);
        } else {
            m_fleet.add(u"omni-gpu-01"_s, OverviewFleet::steadyUnits(u"quantum"_s, 14), {}, script.role);
        }
        if (script.offered) {
            tests::answerUpdates(m_fleet.transport(u"omni-gpu-01"_s), script.quantum,
                                 script.others ? decidedToday() : QList<UpdateRecord>(), now);
            if (script.several && script.others) {
                tests::answerUpdates(m_fleet.transport(u"grace-lab"_s), kernels(), {}, now);
                tests::answerUpdates(m_fleet.transport(u"kloros-home"_s), homes(), {}, now);
                tests::answerUpdates(m_fleet.transport(u"prod-eu"_s), {}, {}, now);
            }
        }
        m_fleet.connectAll();
        settle();
        m_window.goTo(MainWindow::Page::Updates);
        settle();
        m_window.tick();
        settle();
        settle();
    }

    [[nodiscard]] MainWindow &window() { return m_window; }
    [[nodiscard]] ui::UpdatesPage &page() { return *m_window.updates(); }
    [[nodiscard]] FakeTransport &transport() { return m_fleet.transport(u"omni-gpu-01"_s); }
    static void settle() { QTest::qWait(250); }

    Picture take(const QString &name)
    {
        settle();
        QImage image = m_window.grab().toImage();
        QList<QWidget *> shown{&m_window};
        for (QWidget *over : m_window.findChildren<QWidget *>()) {
            if (over->isWindow() && over->isVisible()) {
                QPainter painter(&image);
                painter.drawImage(m_window.mapFromGlobal(over->pos()), over->grab().toImage());
                shown.append(over);
            }
        }
        return {name, image, defectsOf(image, shown)};
    }

private:
    QTemporaryDir m_folder;
    GalleryClock m_clock;
    ui::SecondTicker m_ticker;
    QSettings m_settings;
    ui::SecretStore m_secrets{u"lamplighter-gallery"_s, false};
    ui::Instances m_instances;
    ui::Connections m_connections;
    OverviewFleet m_fleet;
    MainWindow m_window;
};

using Keep = std::function<void(const Picture &)>;

void renderLists(ui::Theme &theme, const QString &suffix, const Keep &keep)
{
    {
        Stage design(theme, {});
        keep(design.take(u"updates"_s + suffix));
        QTest::keyClick(design.page().table(), Qt::Key_D);
        keep(design.take(u"updates-defer-menu"_s + suffix));
        for (QWidget *menu : design.window().findChildren<QMenu *>()) {
            menu->close();
        }
        design.page().table()->selectAll();
        keep(design.take(u"updates-bulk"_s + suffix));
        design.page().filterBar()->setView(ui::UpdateView::All);
        Stage::settle();
        design.page().history()->selectRow(3);
        keep(design.take(u"updates-history"_s + suffix));
    }
    Script small;
    small.size = {1080, 680};
    keep(Stage(theme, small).take(u"updates-smallest"_s + suffix));
    Script none;
    none.quantum = {};
    none.others = none.several = false;
    keep(Stage(theme, none).take(u"updates-none"_s + suffix));
    Script old;
    old.offered = old.several = false;
    keep(Stage(theme, old).take(u"updates-not-offered"_s + suffix));
    Script viewer;
    viewer.role = u"viewer"_s;
    viewer.several = false;
    keep(Stage(theme, viewer).take(u"updates-viewer"_s + suffix));
}

void renderRuns(ui::Theme &theme, const QString &suffix, const Keep &keep)
{
    Script running;
    running.several = false;
    running.quantum.first().state = UpdateState::Restarting;
    running.quantum.first().waitsFor.clear();
    running.quantum.first().runs = {runOf(u"running"_s, 2)};
    keep(Stage(theme, running).take(u"updates-restarting"_s + suffix));

    Script asking;
    asking.several = false;
    asking.quantum.first().state = UpdateState::Restarting;
    asking.quantum.first().waitsFor = u"hibernation"_s;
    asking.quantum.first().waitsBecause = u"the hook answered 500 after 2 s"_s;
    client::RestartRun run = runOf(u"running"_s, 1);
    run.steps[1].state = u"failed"_s;
    run.steps[1].savedState.clear();
    run.steps[1].detail = u"the hook answered 500"_s;
    run.steps[1].took = seconds(2);
    asking.quantum.first().runs = {run};
    keep(Stage(theme, asking).take(u"updates-not-saved"_s + suffix));

    Script conflict;
    conflict.several = false;
    Stage second(theme, conflict);
    second.transport().answer(
        "POST", u"/api/v1/restarts/R-2291/approve"_s,
        client::toJson(
            Error{ErrorCode::Conflict, u"operator-2 answered already: restart at the next checkpoint"_s, {}}),
        409);
    second.page().findChild<ui::Button *>(u"restartNowButton"_s)->click();
    keep(second.take(u"updates-conflict"_s + suffix));
}

void renderUpdateDialogs(ui::Theme &theme, const QString &suffix, const Keep &keep)
{
    Script one;
    one.several = false;
    Stage stage(theme, one);
    stage.page().askToApprove(stage.page().selected());
    keep(stage.take(u"updates-approve"_s + suffix));

    Stage reporting(theme, one);
    reporting.page().openReport();
    QTest::mouseClick(reporting.window().findChild<ui::Button *>(u"reportConfirm"_s), Qt::LeftButton);
    keep(reporting.take(u"updates-report"_s + suffix));

    Stage rules(theme, one);
    client::PolicyInfo policy;
    policy.origin = u"/etc/lamplighter/update-policy.toml"_s;
    policy.approval = u"manual-above:high"_s;
    policy.problem = u"line 12, column 4: \"critical_modules\" must be a list of texts"_s;
    policy.criticalModules = {u"src.quantum_consciousness.*"_s, u"src.consciousness.core"_s, u"src.memory.kernel"_s};
    policy.deferrableModules = {u"src.api.routes"_s, u"src.monitoring.*"_s};
    rules.transport().answer("GET", u"/api/v1/policy"_s, client::toJson(policy));
    client::DecisionTrace trace =
        tests::sampleTrace(Decision::RestartNow, u"critical-code"_s, {u"src.quantum_consciousness.backend"_s});
    trace.reason = u"Critical code change in quantum_backend"_s;
    rules.transport().answer("POST", u"/api/v1/policy/explain"_s, client::toJson(trace));
    rules.page().openRules();
    rules.window().findChild<QLineEdit *>(u"noticeService"_s)->setText(u"quantum_backend"_s);
    rules.window().findChild<QLineEdit *>(u"noticeModules"_s)->setText(u"src.quantum_consciousness.backend"_s);
    Stage::settle();
    keep(rules.take(u"updates-rules"_s + suffix));

    Stage overview(theme, {});
    overview.window().goTo(MainWindow::Page::Overview);
    Stage::settle();
    keep(overview.take(u"updates-overview"_s + suffix));
}

} // namespace

void renderUpdates(ui::Theme &theme, const QString &suffix, const Keep &keep)
{
    renderLists(theme, suffix, keep);
    renderRuns(theme, suffix, keep);
    renderUpdateDialogs(theme, suffix, keep);
}

} // namespace lamplighter::gallery
