#include "ui/models/spec_texts.h"

#include "core/base/quantities.h"
#include "ui/models/time_texts.h"

#include <QJsonArray>

namespace lamplighter::ui {
namespace {

QStringList words(const QJsonValue &value)
{
    QStringList result;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &element : array) {
        result.append(element.toString());
    }
    return result;
}

/// As one would type it: words with blanks in quotes.
QString commandLine(const QStringList &command)
{
    QStringList quoted;
    for (const QString &word : command) {
        const bool plain = !word.isEmpty() && !word.contains(u' ') && !word.contains(u'"');
        quoted.append(plain ? word : u'"' + QString(word).replace(u'"', QStringLiteral("\\\"")) + u'"');
    }
    return quoted.join(u' ');
}

QString duration(const QJsonValue &value)
{
    const Result<Duration> parsed = parseDuration(value.toString());
    return parsed ? TimeTexts::limit(parsed.value()) : value.toString();
}

} // namespace

QString SpecTexts::probe(const QJsonObject &probe)
{
    if (probe.contains(u"http")) {
        return probe.value(u"http").toString();
    }
    if (probe.contains(u"tcp")) {
        return tr("%1 open", "address and port").arg(probe.value(u"tcp").toString());
    }
    if (probe.contains(u"log")) {
        return tr("log matches “%1”").arg(probe.value(u"log").toString());
    }
    if (probe.contains(u"command")) {
        return commandLine(words(probe.value(u"command")));
    }
    return probe.value(u"notify").toBool() ? tr("says so itself") : QString();
}

QString SpecTexts::health(const QJsonObject &spec)
{
    const QJsonObject health = spec.value(u"health").toObject();
    const QString target = probe(health);
    return target.isEmpty() ? QString() : tr("%1, every %2").arg(target, duration(health.value(u"every")));
}

QString SpecTexts::restart(const QJsonObject &spec)
{
    const QString rule = spec.value(u"restart").toString();
    if (rule == u"never") {
        return tr("never");
    }
    const QJsonObject backoff = spec.value(u"backoff").toObject();
    const QString when = rule == u"on-failure" ? tr("on failure") : tr("always");
    return tr("%1, %n tries, wait %2 to %3", nullptr, spec.value(u"max_consecutive_failures").toInt())
        .arg(when, duration(backoff.value(u"initial")), duration(backoff.value(u"maximum")));
}

QString SpecTexts::stop(const QJsonObject &spec)
{
    QString signal = spec.value(u"stop_signal").toString();
    if (!signal.isEmpty() && !signal.startsWith(u"SIG")) {
        signal.prepend(QStringLiteral("SIG"));
    }
    return tr("%1, then SIGKILL after %2").arg(signal, duration(spec.value(u"stop_timeout")));
}

QList<SpecLine> SpecTexts::lines(const QJsonObject &spec)
{
    QList<SpecLine> result;
    const auto add = [&](const QString &label, const QString &value, bool fixedWidth = false) {
        if (!value.isEmpty()) {
            result.append({label, value, fixedWidth});
        }
    };
    const QJsonValue command = spec.value(u"command");
    add(tr("Command"), command.isArray() ? commandLine(words(command)) : command.toString(), true);
    add(tr("Folder"), spec.value(u"directory").toString(), true);
    add(tr("Ready"), probe(spec.value(u"ready").toObject()));
    add(tr("Health"), health(spec));
    if (spec.contains(u"restart")) {
        add(tr("Restart"), restart(spec));
    }
    if (spec.contains(u"stop_timeout")) {
        add(tr("Stop"), stop(spec));
    }
    add(tr("Starts after"), words(spec.value(u"depends_on")).join(QStringLiteral(", ")));
    add(tr("Env file"), words(spec.value(u"environment_files")).join(QStringLiteral(", ")), true);
    add(tr("User"), spec.value(u"user").toString());
    return result;
}

} // namespace lamplighter::ui
