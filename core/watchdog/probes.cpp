#include "core/watchdog/probes.h"

#include "core/watchdog/probe_jobs.h"

#include <QNetworkProxy>

namespace lamplighter::watchdog {

ProbeRun::ProbeRun(ProbeJob *job)
    : m_job(job)
{}

ProbeRun::~ProbeRun()
{
    if (m_job) {
        m_job->cancel();
    }
}

Prober::Prober(const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    // A unit is asked at its own address; a proxy of the environment would answer for it.
    m_network.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

Prober::~Prober()
{
    const QList<ProbeJob *> jobs = findChildren<ProbeJob *>(Qt::FindDirectChildrenOnly);
    for (ProbeJob *job : jobs) {
        job->cancel();
    }
    collectChildren(*this); // nobody is left to do it later
}

std::unique_ptr<ProbeRun> Prober::run(const HealthTarget &target, Duration timeout, const ProbePlace &place,
                                      QObject *context, Done done)
{
    ProbeJob *job = nullptr;
    if (const auto *http = std::get_if<HttpProbe>(&target)) {
        job = new HttpJob(*http, m_network, m_clock, timeout, this);
    } else if (const auto *tcp = std::get_if<TcpProbe>(&target)) {
        job = new TcpJob(*tcp, m_clock, timeout, this);
    } else {
        job = new CommandJob(std::get<CommandProbe>(target), place, m_clock, timeout, this);
    }
    job->start(context, std::move(done));
    return std::make_unique<ProbeRun>(job);
}

LogMatcher::LogMatcher(const LogProbe &probe)
    : m_pattern(probe.pattern)
{
    m_pattern.optimize();
}

bool LogMatcher::matches(const QString &text) const
{
    return m_pattern.isValid() && m_pattern.match(text).hasMatch();
}

std::optional<client::LogLine> LogMatcher::firstMatch(const QList<client::LogLine> &lines) const
{
    for (const client::LogLine &line : lines) {
        if (matches(line.text)) {
            return line;
        }
    }
    return std::nullopt;
}

QString durationInWords(Duration duration)
{
    using std::chrono::minutes;
    if (duration < seconds(1)) {
        return QStringLiteral("%1 ms").arg(std::chrono::ceil<milliseconds>(duration).count());
    }
    if (duration >= minutes(2) && duration % minutes(1) == Duration{0}) {
        return QStringLiteral("%1 min").arg(duration / minutes(1));
    }
    const double value = std::chrono::duration<double>(duration).count();
    return QStringLiteral("%1 s").arg(QString::number(value, 'g', 4));
}

} // namespace lamplighter::watchdog
