// What the rules decide about a notice, and that they say why.
#include "core/updates/policy.h"

#include <QTest>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace Qt::StringLiterals;
using client::ChangeType;
using client::Decision;
using client::DecisionTrace;
using client::Notice;
using client::UpdateSeverity;

namespace {

Policy seedPolicy()
{
    Policy policy;
    policy.critical = ModulePatterns(
        {u"src.quantum_consciousness.quantum_backend"_s, u"src.quantum_consciousness.qaoa_gpu_optimizer"_s,
         u"src.core.desiring_machines"_s, u"src.consciousness.*"_s, u"src.autopoietic.manager"_s});
    policy.deferrable = ModulePatterns({u"src.monitor.health_monitor"_s, u"src.api.*"_s});
    return policy;
}

Notice notice(ChangeType change, UpdateSeverity severity, const QStringList &modules)
{
    return {u"quantum_backend"_s, change, modules, severity, u"GPU acceleration"_s, {}};
}

/// "rule:outcome(name=value; …)" for each step.
QStringList words(const DecisionTrace &trace)
{
    QStringList out;
    for (const client::RuleStep &step : trace.steps) {
        QStringList inputs;
        for (const auto &[name, value] : step.inputs) {
            inputs.append(name + u'=' + value);
        }
        out.append(u"%1:%2(%3)"_s.arg(step.rule, step.outcome, inputs.join(u"; "_s)));
    }
    return out;
}

} // namespace

class TestDecision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCombination();
    void criticalCode();
    void severityDecides();
    void deferrable();
    void otherwise();
    void notCriticalSinceNoCode();
    void oneModuleIsNamed();
    void withoutDescription();
    void withoutSteps();
    void approval_data();
    void approval();
    void approvalOfTheService();
    void approvalWords();
};

void TestDecision::everyCombination()
{
    // The table of the design, checked against every input there is.
    const Policy policy = seedPolicy();
    const QString critical = u"src.core.desiring_machines"_s;
    const QString deferrable = u"src.api.routes"_s;
    const QString other = u"docs"_s;
    for (int change = 0; change < 4; ++change) {
        for (int severity = 0; severity < 4; ++severity) {
            for (int lists = 1; lists < 8; ++lists) {
                QStringList modules;
                if ((lists & 4) != 0) {
                    modules.append(other);
                }
                if ((lists & 2) != 0) {
                    modules.append(deferrable);
                }
                if ((lists & 1) != 0) {
                    modules.append(critical);
                }
                const Notice some =
                    notice(static_cast<ChangeType>(change), static_cast<UpdateSeverity>(severity), modules);
                Decision expected = Decision::Ignore;
                if (some.changeType == ChangeType::Code && (lists & 1) != 0) {
                    expected = Decision::RestartNow;
                } else if (some.severity == UpdateSeverity::Critical || some.severity == UpdateSeverity::High) {
                    expected = Decision::RestartAtCheckpoint;
                } else if ((lists & 2) != 0) {
                    expected = Decision::Defer;
                }
                const DecisionTrace trace = decide(policy, some);
                QVERIFY2(trace.decision == expected, qPrintable(words(trace).join(u'\n')));
                QCOMPARE(trace.deferFor == std::chrono::hours(1), expected == Decision::Defer);
                QCOMPARE(trace.needsApproval, expected != Decision::Ignore);
                QCOMPARE(trace.steps.size(), 4);
                QCOMPARE(trace.modules.size(), modules.size());
                QVERIFY(!trace.affectedModules.isEmpty());
                QVERIFY(!trace.reason.isEmpty());
                // Exactly one matched, none behind it was reached.
                int at = 0;
                while (trace.steps.at(at).outcome == "no_match"_L1) {
                    ++at;
                }
                QCOMPARE(trace.steps.at(at).outcome, u"matched"_s);
                QCOMPARE(trace.steps.at(at).rule, trace.rule);
                for (++at; at < 4; ++at) {
                    QCOMPARE(trace.steps.at(at).outcome, u"not_reached"_s);
                    QVERIFY(trace.steps.at(at).inputs.isEmpty());
                }
            }
        }
    }
}

void TestDecision::criticalCode()
{
    const DecisionTrace trace =
        decide(seedPolicy(), notice(ChangeType::Code, UpdateSeverity::Critical,
                                    {u"docs"_s, u"src.quantum_consciousness.qaoa_gpu_optimizer"_s, u"src.api.routes"_s,
                                     u"src.consciousness.topological_phi"_s}));
    QCOMPARE(trace.rule, u"critical-code"_s);
    QCOMPARE(trace.reason, u"Critical code change in quantum_backend"_s);
    QCOMPARE(trace.affectedModules,
             QStringList({u"src.quantum_consciousness.qaoa_gpu_optimizer"_s, u"src.consciousness.topological_phi"_s}));
    QCOMPARE(words(trace).at(0), u"critical-code:matched(module=src.quantum_consciousness.qaoa_gpu_optimizer; listed "
                                 "in=critical_modules, entry 2 of 5; change=code)"_s);
    QCOMPARE(words(trace).at(1), u"severity:not_reached()"_s);
    const QList<client::ModuleMatch> expected{
        {u"docs"_s, {}, {}},
        {u"src.quantum_consciousness.qaoa_gpu_optimizer"_s, u"critical"_s,
         u"src.quantum_consciousness.qaoa_gpu_optimizer"_s},
        {u"src.api.routes"_s, u"deferrable"_s, u"src.api.*"_s},
        {u"src.consciousness.topological_phi"_s, u"critical"_s, u"src.consciousness.*"_s},
    };
    QVERIFY(trace.modules == expected);
}

void TestDecision::severityDecides()
{
    const DecisionTrace trace =
        decide(seedPolicy(), notice(ChangeType::Code, UpdateSeverity::High, {u"docs"_s, u"src.api.routes"_s}));
    QCOMPARE(trace.rule, u"severity"_s);
    QCOMPARE(trace.reason, u"High severity: GPU acceleration"_s);
    QCOMPARE(trace.affectedModules, QStringList({u"docs"_s, u"src.api.routes"_s}));
    QCOMPARE(words(trace).at(0), u"critical-code:no_match(module=none of 2; not listed in=critical_modules)"_s);
    QCOMPARE(words(trace).at(1), u"severity:matched(severity=high)"_s);
    // The source's words for both.
    QCOMPARE(decide(seedPolicy(), notice(ChangeType::Data, UpdateSeverity::Critical, {u"docs"_s})).reason,
             u"High severity: GPU acceleration"_s);
}

void TestDecision::deferrable()
{
    Policy policy = seedPolicy();
    policy.deferFor = std::chrono::minutes(90);
    const DecisionTrace trace =
        decide(policy, notice(ChangeType::Code, UpdateSeverity::Medium, {u"docs"_s, u"src.api.routes"_s}));
    QCOMPARE(trace.rule, u"deferrable"_s);
    QCOMPARE(trace.reason, u"Deferrable change in quantum_backend"_s);
    QCOMPARE(trace.affectedModules, QStringList({u"src.api.routes"_s}));
    QVERIFY(trace.deferFor == std::chrono::minutes(90));
    QCOMPARE(words(trace).at(1), u"severity:no_match(severity=medium)"_s);
    QCOMPARE(words(trace).at(2), u"deferrable:matched(module=src.api.routes; listed in=deferrable_modules, entry 2 of "
                                 "2; deferred for=1h30m)"_s);
}

void TestDecision::otherwise()
{
    const DecisionTrace trace = decide(seedPolicy(), notice(ChangeType::Code, UpdateSeverity::Low, {u"docs"_s}));
    QCOMPARE(trace.rule, u"otherwise"_s);
    QCOMPARE(trace.reason, u"No restart needed for quantum_backend"_s);
    QVERIFY(!trace.needsApproval);
    QCOMPARE(words(trace).at(3), u"otherwise:matched()"_s);
}

void TestDecision::notCriticalSinceNoCode()
{
    const DecisionTrace trace =
        decide(seedPolicy(), notice(ChangeType::Config, UpdateSeverity::Medium, {u"src.core.desiring_machines"_s}));
    QVERIFY(trace.decision == Decision::Ignore);
    QCOMPARE(words(trace).at(0), u"critical-code:no_match(change=config)"_s);
    QCOMPARE(trace.modules.first().list, u"critical"_s); // it is, all the same
}

void TestDecision::oneModuleIsNamed()
{
    const DecisionTrace trace = decide(seedPolicy(), notice(ChangeType::Code, UpdateSeverity::Low, {u"docs"_s}));
    QCOMPARE(words(trace).at(0), u"critical-code:no_match(module=docs; not listed in=critical_modules)"_s);
}

void TestDecision::withoutDescription()
{
    Notice some = notice(ChangeType::Data, UpdateSeverity::High, {u"docs"_s});
    some.description = u"  "_s;
    QCOMPARE(decide(seedPolicy(), some).reason, u"High severity: change in quantum_backend"_s);
}

void TestDecision::withoutSteps()
{
    const Notice some = notice(ChangeType::Code, UpdateSeverity::Low, {u"src.core.desiring_machines"_s});
    DecisionTrace full = decide(seedPolicy(), some);
    const DecisionTrace brief = decide(seedPolicy(), some, false);
    QVERIFY(brief.steps.isEmpty());
    QVERIFY(brief.modules.isEmpty());
    full.steps.clear();
    full.modules.clear();
    QVERIFY(brief == full);
}

void TestDecision::approval_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("asks"); // for which severities
    QTest::newRow("automatic") << u"automatic"_s << QString();
    QTest::newRow("manual") << u"manual"_s << u"low medium high critical"_s;
    QTest::newRow("above low") << u"manual-above:low"_s << u"low medium high critical"_s;
    QTest::newRow("above medium") << u"manual-above:medium"_s << u"medium high critical"_s;
    QTest::newRow("above high") << u"manual-above:high"_s << u"high critical"_s;
    QTest::newRow("above critical") << u"manual-above:critical"_s << u"critical"_s;
}

void TestDecision::approval()
{
    QFETCH(QString, mode);
    QFETCH(QString, asks);
    Policy policy = seedPolicy();
    policy.defaults.approval = approvalFromString(mode).value();
    QStringList asked;
    for (int i = 0; i < 4; ++i) {
        const auto severity = static_cast<UpdateSeverity>(i);
        if (decide(policy, notice(ChangeType::Code, severity, {u"src.consciousness.x"_s})).needsApproval) {
            asked.append(client::toString(severity));
        }
    }
    QCOMPARE(asked.join(u' '), asks);
}

void TestDecision::approvalOfTheService()
{
    Policy policy = seedPolicy();
    policy.services[u"quantum_backend"_s].approval.mode = Approval::Mode::Automatic;
    Notice some = notice(ChangeType::Code, UpdateSeverity::Low, {u"src.consciousness.x"_s});
    QVERIFY(!decide(policy, some).needsApproval);
    some.service = u"other"_s;
    QVERIFY(decide(policy, some).needsApproval);
}

void TestDecision::approvalWords()
{
    for (const QString &word : {u"automatic"_s, u"manual"_s, u"manual-above:low"_s, u"manual-above:critical"_s}) {
        QCOMPARE(toString(approvalFromString(word).value()), word);
    }
    for (const QString &word : {QString(), u"Manual"_s, u"manual-above"_s, u"manual-above:"_s, u"manual-above:all"_s}) {
        QVERIFY2(!approvalFromString(word), qPrintable(word));
    }
}

QTEST_APPLESS_MAIN(TestDecision)
#include "tst_decision.moc"
