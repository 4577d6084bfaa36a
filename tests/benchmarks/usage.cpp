#include "tests/benchmarks/usage.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace lamplighter::benchmarks {

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The number behind "NAME:" in a file of such lines.
std::int64_t numberIn(const QByteArray &text, const QByteArray &name)
{
    for (const QByteArray &line : text.split('\n')) {
        if (line.startsWith(name) && line.size() > name.size() && line.at(name.size()) == ':') {
            return line.mid(name.size() + 1).trimmed().split(' ').first().toLongLong();
        }
    }
    return 0;
}

} // namespace

std::int64_t memoryOf(const std::vector<pid_t> &pids)
{
    std::int64_t bytes = 0;
    for (const pid_t pid : pids) {
        bytes += numberIn(contentOf(QStringLiteral("/proc/%1/smaps_rollup").arg(pid)), "Pss") * 1024;
    }
    return bytes;
}

ThreadUsage usageOf(const std::vector<pid_t> &pids)
{
    ThreadUsage usage;
    for (const pid_t pid : pids) {
        const QString tasks = QStringLiteral("/proc/%1/task").arg(pid);
        for (const QString &task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const QString base = tasks + QLatin1Char('/') + task;
            Usage &thread = usage[task.toInt()];
            thread.cpuNs = contentOf(base + QStringLiteral("/schedstat")).split(' ').first().toLongLong();
            thread.wakeUps = numberIn(contentOf(base + QStringLiteral("/status")), "voluntary_ctxt_switches");
        }
    }
    return usage;
}

Usage usageBetween(const ThreadUsage &before, const ThreadUsage &after)
{
    Usage sum;
    for (const auto &[thread, now] : after) {
        const auto then = before.find(thread);
        sum.cpuNs += now.cpuNs - (then == before.end() ? 0 : then->second.cpuNs);
        sum.wakeUps += now.wakeUps - (then == before.end() ? 0 : then->second.wakeUps);
    }
    for (const auto &[thread, then] : before) {
        sum.wakeUps += after.contains(thread) ? 0 : 1;
    }
    return sum;
}

double percentile(std::vector<double> values, double part)
{
    if (values.empty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    return values.at(static_cast<std::size_t>(part * static_cast<double>(values.size() - 1)));
}

double median(std::vector<double> values)
{
    return percentile(std::move(values), 0.5);
}

} // namespace lamplighter::benchmarks
