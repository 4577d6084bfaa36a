// The shapes of updates with every field filled from a seeded source.
#pragma once

#include "core/client/shapes_updates.h"
#include "tests/core/client/random_shapes.h"

namespace lamplighter::tests {

class RandomUpdates : public RandomShapes
{
public:
    using RandomShapes::RandomShapes;

    template <typename Make> auto some(Make make)
    {
        QList<decltype(make())> out;
        for (int i = below(4); i > 0; --i) {
            out.append(make());
        }
        return out;
    }
    Duration duration() { return milliseconds(below(2'000'000'000)); }
    QString name() { return QStringLiteral("n%1.ä漢").arg(below(1000)); }
    std::optional<WallTime> maybeTime() { return flag() ? std::optional(time()) : std::nullopt; }

    client::Notice notice()
    {
        client::Notice notice;
        notice.service = name();
        notice.changeType = static_cast<client::ChangeType>(below(4));
        for (int i = below(5); i >= 0; --i) {
            notice.modules.append(name());
        }
        notice.severity = static_cast<client::UpdateSeverity>(below(4));
        notice.description = text();
        notice.version = flag() ? name() : QString();
        return notice;
    }
    client::DecisionTrace trace()
    {
        client::DecisionTrace trace;
        trace.decision = static_cast<client::Decision>(below(4));
        trace.rule = text();
        trace.reason = text();
        trace.affectedModules = texts();
        trace.deferFor = duration();
        trace.needsApproval = flag();
        trace.steps = some([this] {
            return client::RuleStep{text(), text(), some([this] { return QPair<QString, QString>(text(), text()); })};
        });
        trace.modules = some([this] { return client::ModuleMatch{text(), text(), text()}; });
        return trace;
    }
    client::UpdateRecord update()
    {
        client::UpdateRecord update;
        update.id = text();
        update.notice = notice();
        update.receivedAt = time();
        update.reportedBy = text();
        update.repeats = below(100);
        update.decision = trace();
        update.state = static_cast<client::UpdateState>(below(11));
        update.restart = text();
        update.decidedAt = maybeTime();
        update.decidedBy = text();
        update.note = text();
        update.downtime = span();
        return update;
    }
    client::RestartRun run()
    {
        client::RestartRun run{text(), text(), text(), text(), {}, span()};
        run.steps = some([this] { return client::RestartStep{text(), text(), maybeTime(), span(), text(), texts()}; });
        return run;
    }
    client::PendingRestart restart()
    {
        client::PendingRestart restart;
        restart.id = text();
        restart.service = text();
        restart.units = texts();
        restart.state = static_cast<client::UpdateState>(below(11));
        restart.decision = static_cast<client::Decision>(below(4));
        restart.rule = text();
        restart.reason = text();
        restart.severity = static_cast<client::UpdateSeverity>(below(4));
        restart.changeType = static_cast<client::ChangeType>(below(4));
        restart.description = text();
        restart.modules = texts();
        restart.revision = below(100);
        restart.updates = texts();
        restart.since = time();
        restart.until = maybeTime();
        restart.waitsFor = text();
        restart.waitsBecause = text();
        restart.deferrals = below(10);
        restart.maximumDeferrals = below(10);
        restart.decidedBy = text();
        restart.forced = flag();
        restart.runs = some([this] { return run(); });
        restart.note = text();
        restart.endedAt = maybeTime();
        return restart;
    }
    client::Forecast forecast()
    {
        client::Forecast forecast;
        forecast.restarts = some([this] { return client::PastRestart{time(), duration(), flag()}; });
        forecast.typicalDowntime = span();
        forecast.worstOfTen = span();
        forecast.held = below(100);
        forecast.updatesOfKind = below(100);
        forecast.updatesOfKindHeld = below(100);
        forecast.dependents = texts();
        forecast.alsoPending = texts();
        return forecast;
    }
    client::UpdateCounts counts()
    {
        client::UpdateCounts counts;
        for (int i = below(5); i > 0; --i) {
            counts.byState.insert(text(), below(1000));
        }
        return counts;
    }
    client::NoticeAnswer answer() { return {update(), flag() ? std::optional(restart()) : std::nullopt}; }
    client::PolicyInfo policy() { return {text(), text(), text(), texts(), texts(), text()}; }
    client::VersionsPage versions()
    {
        return {some([this] { return client::VersionInfo{text(), flag(), flag()}; })};
    }
    client::Advice advice() { return {text(), maybeTime(), text()}; }
};

} // namespace lamplighter::tests
