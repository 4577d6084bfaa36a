// Prints how long the policy takes to decide about one notice. See README.md in this folder.
#include "core/updates/policy.h"
#include "tests/benchmarks/figures.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace lamplighter;
using namespace lamplighter::benchmarks;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatterns = 10'000;

/// As a large organisation would have them: whole names, everything below a name, every module of a name anywhere,
/// and globs in the middle.
QString pattern(int i)
{
    switch (i % 5) {
    case 0:
        return u"src.team%1.service%2.module"_s.arg(i % 97).arg(i);
    case 1:
        return u"src.team%1.service%2.*"_s.arg(i % 97).arg(i);
    case 2:
        return u"*.service%1.handler"_s.arg(i);
    case 3:
        return u"src.*.unit%1.*"_s.arg(i);
    default:
        return u"src.team%1.*.part%2"_s.arg(i % 97).arg(i);
    }
}

/// A name as those in the lists, and in none of them unless `listed`.
QString module(QRandomGenerator &random, bool listed)
{
    const auto number = static_cast<int>(random.bounded(kPatterns));
    if (listed) {
        QString name = pattern(number);
        return name.replace(u'*', u"some.thing"_s);
    }
    return u"src.team%1.service%2.other_module_%3"_s.arg(number % 97)
        .arg(number + kPatterns)
        .arg(random.bounded(1'000'000));
}

updates::Policy policy()
{
    QStringList critical;
    QStringList deferrable;
    for (int i = 0; i < kPatterns; ++i) {
        (i % 2 == 0 ? critical : deferrable).append(pattern(i));
    }
    updates::Policy out;
    out.critical = updates::ModulePatterns(critical);
    out.deferrable = updates::ModulePatterns(deferrable);
    return out;
}

struct Question
{
    int modules = 0;
    bool listed = false;
    bool withSteps = false;
};

/// Median in microseconds over notices that are all different, so that no list is in the cache from the time before.
double measure(const updates::Policy &policy, const Question &question)
{
    const int rounds = question.modules > 100 ? 300 : 5'000;
    QRandomGenerator random(7);
    std::vector<client::Notice> notices;
    for (int i = 0; i < rounds; ++i) {
        client::Notice notice;
        notice.service = u"service"_s;
        notice.severity = client::UpdateSeverity::Low; // so that both lists are asked
        for (int j = 0; j < question.modules; ++j) {
            notice.modules.append(module(random, question.listed));
        }
        notices.push_back(notice);
    }
    std::vector<double> times;
    qsizetype checked = 0;
    for (const client::Notice &notice : notices) {
        QElapsedTimer timer;
        timer.start();
        const client::DecisionTrace trace = updates::decide(policy, notice, question.withSteps);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1'000);
        checked +=
            trace.decision == (question.listed ? client::Decision::RestartNow : client::Decision::Ignore) ? 1 : 0;
    }
    // Ten listed ones may all be in the other list, though hardly ever.
    if (checked < rounds * 98 / 100) {
        say(u"the policy decided something else: %1 of %2"_s.arg(checked).arg(rounds));
        return 0;
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

} // namespace

int main()
{
    FigureTable table;
    QElapsedTimer timer;
    timer.start();
    const updates::Policy some = policy();
    table.mention(u"a policy of %1 patterns, compiled"_s.arg(kPatterns),
                  static_cast<double>(timer.nsecsElapsed()) / 1e6, u"ms"_s);
    for (const int modules : {10, 1'000}) {
        const double limit = modules == 10 ? 50 : 2'000;
        const QString target = modules == 10 ? u"< 50 us"_s : u"< 2 ms"_s;
        table.limit(u"%1 modules, none listed: decided"_s.arg(modules), measure(some, {modules, false, false}), u"us"_s,
                    limit, target);
        table.limit(u"%1 modules, all listed: decided"_s.arg(modules), measure(some, {modules, true, false}), u"us"_s,
                    limit, target);
        table.limit(u"%1 modules, all listed: decided and explained"_s.arg(modules),
                    measure(some, {modules, true, true}), u"us"_s, limit, target);
    }
    std::printf("%s", qPrintable(table.text()));
    return table.missed() == 0 ? 0 : 1;
}
