#include "app/ctl/logs_run.h"

#include "app/ctl/texts.h"
#include "core/client/backoff.h"

#include <algorithm>

namespace lamplighter::ctl {

using namespace Qt::StringLiterals;
using client::LogLine;
using client::LogPage;

namespace {

constexpr int kCatchUp = 10'000; // as many as an engine gives
constexpr Duration kFirstRetry = milliseconds(250);
constexpr Duration kLastRetry = seconds(5);

} // namespace

QList<LogLine> linesBehind(const QList<LogLine> &lines, const LogLine &last)
{
    const qsizetype at = lines.lastIndexOf(last);
    return at < 0 ? lines : lines.mid(at + 1);
}

LogsRun::LogsRun(Session &session, ShowLogs command)
    : QObject(&session)
    , m_session(session)
    , m_command(std::move(command))
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &LogsRun::follow);
}

void LogsRun::start()
{
    if (m_command.follow) {
        follow();
        return;
    }
    const auto show = [this](const LogPage &page) {
        if (m_session.out().isJson()) {
            m_session.out().object(client::toJson(page));
        } else {
            print(page.lines);
        }
    };
    m_session.engine().logs(m_command.name, m_command.lines, {}, this, m_session.answered<LogPage>(show));
}

void LogsRun::follow()
{
    m_catchingUp = m_last.has_value();
    m_stream = m_session.engine().followLogs(
        m_command.name, m_catchingUp ? kCatchUp : m_command.lines,
        [this](const QList<LogLine> &lines) { received(lines); }, [this](const Error &why) { closed(why); });
}

void LogsRun::received(QList<LogLine> lines)
{
    m_connected = true;
    m_failures = 0;
    if (std::exchange(m_catchingUp, false)) {
        lines = linesBehind(lines, *m_last);
    }
    if (!lines.isEmpty()) {
        m_last = lines.last();
        print(lines);
    }
}

void LogsRun::closed(const Error &why)
{
    const bool mayComeBack = why.code == ErrorCode::Unavailable || why.code == ErrorCode::Timeout;
    if (!m_connected || !mayComeBack) {
        m_session.fail(why);
        return;
    }
    if (++m_failures == 1) {
        m_session.out().error(why); // and goes on
    }
    m_retry.start(std::chrono::ceil<milliseconds>(client::retryDelay(m_failures, kFirstRetry, kLastRetry, 0.5)));
}

void LogsRun::print(const QList<LogLine> &lines) const
{
    const Output &out = m_session.out();
    for (const LogLine &line : lines) {
        if (out.isJson()) {
            out.object({{u"at"_s, toIsoString(line.at)}, {u"text"_s, line.text}});
        } else {
            out.line(out.coloured(Texts::when(line.at), Colour::Quiet) + u"  "_s + printable(line.text, out.colours()));
        }
    }
}

void run(Session &session, const ShowLogs &command)
{
    auto *logs = new LogsRun(session, command); // the session's child
    logs->start();
}

} // namespace lamplighter::ctl
