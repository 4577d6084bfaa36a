// Makes unit specifications at random, within what a unit file may say.
#pragma once

#include "core/watchdog/unit_spec.h"

#include <QRandomGenerator>

#include <array>

namespace lamplighter::tests {

using namespace lamplighter::watchdog;

/// Specifications whose every field differs from one round to the next, within what a file may say.
class SpecMaker
{
public:
    explicit SpecMaker(quint32 seed)
        : m_random(seed)
    {}

    UnitSpec make()
    {
        UnitSpec spec;
        spec.name = UnitName(name());
        spec.command = words(1, 4);
        spec.command[0] = u'p' + spec.command[0];
        spec.directory = path();
        spec.user = maybe() ? name() : QString();
        for (int i = below(3); i > 0; --i) {
            spec.environment.insert(QStringLiteral("KEY_%1").arg(below(100)), text());
        }
        for (int i = below(3); i > 0; --i) {
            spec.environmentFiles.append(path());
        }
        spec.autostart = maybe();
        spec.group = maybe() ? name() : QString();
        spec.service = maybe() ? name() : spec.name.toString();
        spec.critical = maybe();
        spec.stateFile = maybe() ? path() : QString();
        for (int i = below(3); i > 0; --i) {
            spec.dependsOn.append(UnitName(QStringLiteral("needed-%1").arg(i)));
        }
        restarts(spec);
        probes(spec);
        spec.stopSignal =
            std::array{process::Signal::Term, process::Signal::Int, process::Signal::Usr2, process::Signal::Kill}.at(
                static_cast<std::size_t>(below(4)));
        spec.stopTimeout = duration();
        spec.log = {4096 + below(1'000'000), below(101)};
        if (maybe()) {
            update(spec.update);
        }
        return spec;
    }

private:
    int below(int limit) { return static_cast<int>(m_random.bounded(limit)); }
    bool maybe() { return below(2) == 0; }
    Duration duration() { return Duration(1'000'000 + static_cast<qint64>(m_random.bounded(86'400'000'000'000LL))); }
    QString name() { return QStringLiteral("unit-%1.%2@x").arg(below(1000)).arg(below(10)); }
    QString path() { return QStringLiteral("/srv/ä b/%1 \"quoted\\").arg(below(1000)); }
    QString text()
    {
        static const QString kAlphabet = QStringLiteral("aZ09 \t\n\"'\\#=[]{}$`äß€\u0007\u007f😀");
        QString out;
        const QList<uint> characters = kAlphabet.toUcs4();
        for (int i = below(12); i > 0; --i) {
            const char32_t c = characters.at(below(static_cast<int>(characters.size())));
            out += QString::fromUcs4(&c, 1);
        }
        return out;
    }
    QStringList words(int least, int most)
    {
        QStringList out;
        for (int i = least + below(most); i > 0; --i) {
            out.append(text());
        }
        return out;
    }
    void restarts(UnitSpec &spec)
    {
        spec.restart = std::array{RestartRule::Always, RestartRule::OnFailure, RestartRule::Never}.at(
            static_cast<std::size_t>(below(3)));
        spec.successExitCodes = maybe() ? QList<int>{0} : QList<int>{below(256), below(256)};
        spec.noRestartExitCodes = maybe() ? QList<int>{} : QList<int>{below(256)};
        spec.minimumUptime = duration();
        spec.maximumConsecutiveFailures = 1 + below(20);
        spec.pauseAfterFailures = duration();
        spec.restartLimit = {1 + below(50), duration()};
        const Duration initial = duration();
        spec.backoff = {initial, 1.0 + m_random.generateDouble() * 5, initial + duration(), m_random.generateDouble()};
    }
    void probes(UnitSpec &spec)
    {
        CommandProbe command{words(1, 3)};
        command.command[0] = u'p' + command.command[0];
        const HttpProbe http{QStringLiteral("https://127.0.0.1:%1/health?a=b").arg(1 + below(65'535))};
        const TcpProbe tcp{maybe() ? QStringLiteral("::1") : QStringLiteral("db.example"),
                           static_cast<quint16>(1 + below(65'535))};
        const std::array<ReadyProbe, 6> ready{
            std::monostate{}, NotifyProbe{}, http, tcp, LogProbe{QStringLiteral("^ready \\[\\d+\\] \"ok\"$")}, command};
        spec.ready = ready.at(static_cast<std::size_t>(below(6)));
        spec.readyTimeout = duration();
        if (maybe()) {
            const std::array<HealthTarget, 3> targets{http, tcp, command};
            spec.health = HealthCheck{targets.at(static_cast<std::size_t>(below(3))), milliseconds(100) + duration(),
                                      duration(), 1 + below(9)};
        }
        if (maybe()) {
            spec.watchdog = duration();
        }
    }

    Hook hook()
    {
        CommandHook command{words(1, 3)};
        command.command[0] = u'p' + command.command[0];
        const std::array<Hook, 4> hooks{std::monostate{},
                                        HttpHook{QStringLiteral("http://[::1]:%1/hook").arg(1 + below(65'535))},
                                        command, SignalHook{process::Signal::Hup}};
        return hooks.at(static_cast<std::size_t>(below(4)));
    }
    void update(UpdateSettings &settings)
    {
        const auto upToADay = [this] { return std::min(duration(), Duration(std::chrono::hours(24))); };
        settings.releases = maybe() ? path() : QString();
        settings.versionCommand = maybe() ? QStringList{QStringLiteral("p"), text()} : QStringList{};
        settings.onNotice = hook();
        settings.drain = hook();
        settings.drainTimeout = upToADay();
        settings.hibernate = hook();
        settings.hibernateTimeout = upToADay();
        settings.verifyTimeout = upToADay();
        settings.minimumHealthyTime = settings.verifyTimeout / (1 + below(5));
        settings.onFailure = std::array{OnUpdateFailure::Rollback, OnUpdateFailure::Stop, OnUpdateFailure::Keep}.at(
            static_cast<std::size_t>(below(3)));
    }

    QRandomGenerator m_random;
};

} // namespace lamplighter::tests
