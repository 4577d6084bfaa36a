#include "core/watchdog/unit_rules.h"

#include "core/watchdog/spec_table.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

#include <limits>

namespace lamplighter::watchdog {

namespace {

constexpr int kMany = 1'000'000;
constexpr qint64 kSmallestLog = 4096;
constexpr qint64 kLargestLog = 1LL << 40;
constexpr Duration kShortest = milliseconds(1);
constexpr int kLongestPath = 4096;

constexpr std::array<QStringView, 2> kRestartLimitKeys{u"count", u"window"};
constexpr std::array<QStringView, 4> kBackoffKeys{u"initial", u"factor", u"maximum", u"jitter"};
constexpr std::array<QStringView, 5> kReadyKeys{u"notify", u"http", u"tcp", u"log", u"command"};
constexpr std::array<QStringView, 6> kHealthKeys{u"http", u"tcp", u"command", u"every", u"timeout", u"failures"};
constexpr std::array<QStringView, 2> kLogKeys{u"maximum_size", u"keep"};
/// What the keeper gives each run itself; a value from the unit would break the notice or the finding of its processes.
constexpr std::array<QStringView, 4> kOwnVariables{u"NOTIFY_SOCKET", u"WATCHDOG_USEC", u"WATCHDOG_PID",
                                                   u"LAMPLIGHTER_RUN_ID"};

QString absolutePath(const QString &path, const QString &folder)
{
    return QDir::cleanPath(QDir(folder).absoluteFilePath(path));
}

bool isVariableName(const QString &name)
{
    static const QRegularExpression kName(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_]*\\z"));
    return kName.match(name).hasMatch();
}

void readEnvironment(SpecTableReader &unit, QMap<QString, QString> *target)
{
    const auto nested = unit.nested(u"environment");
    if (!nested) {
        return;
    }
    SpecTableReader in(*nested->table, nested->position, nested->path, unit.faults());
    for (const SpecEntry &entry : *nested->table) {
        in.require(isVariableName(entry.key), entry.key,
                   QStringLiteral("is not a name for a variable (letters, digits and _)"));
        in.require(std::find(kOwnVariables.begin(), kOwnVariables.end(), entry.key) == kOwnVariables.end(), entry.key,
                   QStringLiteral("is set by the engine and cannot be given"));
        in.require(std::holds_alternative<QString>(entry.value.data), entry.key,
                   QStringLiteral("must be a string; put the value in quotation marks"));
        QString value;
        in.text(entry.key, &value);
        target->insert(entry.key, value);
    }
}

void readEnvironmentFiles(SpecTableReader &in, const QString &directory, QStringList *target)
{
    in.texts(u"environment_files", target);
    for (QString &file : *target) {
        in.require(!file.isEmpty(), u"environment_files", QStringLiteral("must be a list of paths"));
        file = absolutePath(file, directory);
    }
}

/// A word that may stand in a kill switch's scope and in a notice.
void readName(SpecTableReader &in, QStringView key, QString *target)
{
    if (!in.has(key)) {
        return;
    }
    in.text(key, target);
    in.require(isValidUnitName(*target), key,
               QStringLiteral("must be 1 to 64 of A-Z a-z 0-9 _ . @ -, not starting with . or -"));
}

void readDependencies(SpecTableReader &in, UnitSpec &spec)
{
    QStringList names;
    in.texts(u"depends_on", &names);
    for (const QString &name : names) {
        in.require(isValidUnitName(name), u"depends_on",
                   QStringLiteral("names \"%1\", which is no unit's name").arg(name));
        in.require(name != spec.name.toString(), u"depends_on", QStringLiteral("names the unit itself"));
        in.require(names.count(name) == 1, u"depends_on", QStringLiteral("names \"%1\" twice").arg(name));
        spec.dependsOn.append(UnitName(name));
    }
}

std::optional<HttpProbe> readHttp(SpecTableReader &in)
{
    HttpProbe probe;
    in.text(u"http", &probe.url);
    in.require(isHttpAddress(probe.url), u"http", QStringLiteral("must be an http or https address"));
    return probe;
}

std::optional<TcpProbe> readTcp(SpecTableReader &in)
{
    QString text;
    in.text(u"tcp", &text);
    TcpProbe probe;
    const qsizetype colon = text.lastIndexOf(u':');
    probe.host = text.left(std::max<qsizetype>(colon, 0));
    if (probe.host.isEmpty()) {
        probe.host = QStringLiteral("127.0.0.1");
    }
    // "[::1]:80": the brackets only keep the colons of the address apart from the port's.
    const bool bracketed = probe.host.startsWith(u'[') && probe.host.endsWith(u']');
    if (bracketed) {
        probe.host = probe.host.mid(1, probe.host.size() - 2);
    }
    static const QRegularExpression kPort(QStringLiteral("\\A[0-9]{1,5}\\z"));
    static const QRegularExpression kHost(QStringLiteral("\\A[A-Za-z0-9_.:%-]+\\z"));
    const QString digits = text.mid(colon + 1);
    const int port = kPort.match(digits).hasMatch() ? digits.toInt() : 0;
    const bool usable = colon >= 0 && port >= 1 && port <= std::numeric_limits<quint16>::max() &&
                        kHost.match(probe.host).hasMatch() && (bracketed || !probe.host.contains(u':'));
    in.require(usable, u"tcp", QStringLiteral("must be HOST:PORT or :PORT, with a port from 1 to 65535"));
    probe.port = static_cast<quint16>(port);
    return probe;
}

LogProbe readLogPattern(SpecTableReader &in)
{
    LogProbe probe;
    in.text(u"log", &probe.pattern);
    const QRegularExpression pattern(probe.pattern);
    in.require(!probe.pattern.isEmpty() && pattern.isValid(), u"log",
               QStringLiteral("must be a regular expression: %1 at character %2")
                   .arg(pattern.isValid() ? QStringLiteral("it is empty") : pattern.errorString())
                   .arg(pattern.patternErrorOffset() + 1));
    return probe;
}

/// How many of `keys` are there: a probe is of exactly one kind.
int countOf(const SpecTableReader &in, std::initializer_list<QStringView> keys)
{
    return static_cast<int>(std::count_if(keys.begin(), keys.end(), [&in](QStringView key) { return in.has(key); }));
}

void readReady(SpecTableReader &unit, ReadyProbe *target)
{
    const auto nested = unit.nested(u"ready");
    if (!nested) {
        return;
    }
    SpecTableReader in(*nested->table, nested->position, nested->path, unit.faults());
    in.refuseUnknown(kReadyKeys);
    if (!unit.require(countOf(in, {u"notify", u"http", u"tcp", u"log", u"command"}) == 1, u"ready",
                      QStringLiteral("must have exactly one of notify, http, tcp, log and command"))) {
        return;
    }
    if (in.has(u"notify")) {
        bool notify = false;
        in.boolean(u"notify", &notify);
        in.require(notify, u"notify", QStringLiteral("must be true, or be left out"));
        *target = NotifyProbe{};
    } else if (in.has(u"http")) {
        *target = *readHttp(in);
    } else if (in.has(u"tcp")) {
        *target = *readTcp(in);
    } else if (in.has(u"log")) {
        *target = readLogPattern(in);
    } else {
        CommandProbe probe;
        in.command(u"command", &probe.command);
        *target = probe;
    }
}

void readHealth(SpecTableReader &unit, std::optional<HealthCheck> *target)
{
    const auto nested = unit.nested(u"health");
    if (!nested) {
        return;
    }
    SpecTableReader in(*nested->table, nested->position, nested->path, unit.faults());
    in.refuseUnknown(kHealthKeys);
    if (!unit.require(countOf(in, {u"http", u"tcp", u"command"}) == 1, u"health",
                      QStringLiteral("must have exactly one of http, tcp and command"))) {
        return;
    }
    HealthCheck check;
    if (in.has(u"http")) {
        check.target = *readHttp(in);
    } else if (in.has(u"tcp")) {
        check.target = *readTcp(in);
    } else {
        CommandProbe probe;
        in.command(u"command", &probe.command);
        check.target = probe;
    }
    in.duration(u"every", &check.every, milliseconds(100));
    in.duration(u"timeout", &check.timeout, kShortest);
    in.integer(u"failures", &check.failures, 1, kMany);
    *target = check;
}

void readRestartRule(SpecTableReader &in, RestartRule *target)
{
    QString word = toString(*target);
    in.text(u"restart", &word);
    const std::optional<RestartRule> rule = restartRuleFromString(word);
    in.require(rule.has_value(), u"restart", QStringLiteral("must be \"always\", \"on-failure\" or \"never\""));
    *target = rule.value_or(*target);
}

void readSignal(SpecTableReader &in, process::Signal *target)
{
    QString word = process::toString(*target);
    in.text(u"stop_signal", &word);
    const std::optional<process::Signal> signal = process::signalFromString(word);
    in.require(signal.has_value(), u"stop_signal",
               QStringLiteral("must be one of TERM, INT, QUIT, HUP, USR1, USR2 and KILL"));
    *target = signal.value_or(*target);
}

void readRestarts(SpecTableReader &unit, UnitSpec &spec)
{
    readRestartRule(unit, &spec.restart);
    unit.exitCodes(u"success_exit_codes", &spec.successExitCodes);
    unit.exitCodes(u"no_restart_exit_codes", &spec.noRestartExitCodes);
    unit.duration(u"min_uptime", &spec.minimumUptime, Duration{0});
    unit.integer(u"max_consecutive_failures", &spec.maximumConsecutiveFailures, 1, kMany);
    unit.duration(u"pause_after_failures", &spec.pauseAfterFailures, kShortest);
    if (const auto nested = unit.nested(u"restart_limit")) {
        SpecTableReader in(*nested->table, nested->position, nested->path, unit.faults());
        in.refuseUnknown(kRestartLimitKeys);
        in.integer(u"count", &spec.restartLimit.count, 1, kMany);
        in.duration(u"window", &spec.restartLimit.window, kShortest);
    }
    if (const auto nested = unit.nested(u"backoff")) {
        SpecTableReader in(*nested->table, nested->position, nested->path, unit.faults());
        in.refuseUnknown(kBackoffKeys);
        in.duration(u"initial", &spec.backoff.initial, kShortest);
        in.number(u"factor", &spec.backoff.factor, 1.0, 1000.0);
        // Only a maximum that was written can contradict: a long first wait alone lifts the default along.
        if (!in.has(u"maximum")) {
            spec.backoff.maximum = std::max(spec.backoff.maximum, spec.backoff.initial);
        }
        in.duration(u"maximum", &spec.backoff.maximum, kShortest);
        in.require(spec.backoff.maximum >= spec.backoff.initial || in.isFaulty(u"initial"), u"maximum",
                   QStringLiteral("must not be shorter than initial"));
        in.number(u"jitter", &spec.backoff.jitter, 0.0, 1.0);
    }
}

void readLog(SpecTableReader &unit, process::LogLimits *target)
{
    if (const auto nested = unit.nested(u"log")) {
        SpecTableReader in(*nested->table, nested->position, nested->path, unit.faults());
        in.refuseUnknown(kLogKeys);
        in.size(u"maximum_size", &target->maximumSize, kSmallestLog, kLargestLog);
        in.integer(u"keep", &target->keep, 0, 100);
    }
}

} // namespace

void readPath(SpecTableReader &in, QStringView key, const QString &folder, QString *target)
{
    QString path;
    in.text(key, &path);
    if (in.has(key) &&
        in.require(!path.isEmpty() && path.size() <= kLongestPath, key, QStringLiteral("must be a path"))) {
        *target = absolutePath(path, folder);
    }
}

bool isHttpAddress(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == QStringLiteral("http") || url.scheme() == QStringLiteral("https"));
}

UnitSpec readUnit(const QString &name, const SpecTable &table, SpecPosition position, const QString &path,
                  const QString &folder, SpecFaults &faults)
{
    SpecTableReader in(table, position, path, faults);
    UnitSpec spec;
    spec.name = UnitName(name);
    refuseMisplacedUpdateKeys(in);
    in.refuseUnknown(kUnitKeys, kLaterUnitKeys);
    in.require(in.has(u"command"), u"command", QStringLiteral("is missing"));
    in.command(u"command", &spec.command);
    spec.directory = QDir::cleanPath(QDir(folder).absolutePath());
    readPath(in, u"directory", folder, &spec.directory);
    in.text(u"user", &spec.user);
    readEnvironment(in, &spec.environment);
    readEnvironmentFiles(in, spec.directory, &spec.environmentFiles);
    in.boolean(u"autostart", &spec.autostart);
    readName(in, u"group", &spec.group);
    spec.service = name;
    readName(in, u"service", &spec.service);
    readRestarts(in, spec);
    readReady(in, &spec.ready);
    in.duration(u"ready_timeout", &spec.readyTimeout, kShortest);
    readHealth(in, &spec.health);
    if (in.has(u"watchdog")) {
        Duration watchdog{};
        in.duration(u"watchdog", &watchdog, kShortest);
        spec.watchdog = watchdog;
    }
    readSignal(in, &spec.stopSignal);
    in.duration(u"stop_timeout", &spec.stopTimeout, Duration{0});
    readDependencies(in, spec);
    in.boolean(u"critical", &spec.critical);
    readPath(in, u"state_file", spec.directory, &spec.stateFile);
    readLog(in, &spec.log);
    readUpdate(in, spec.directory, &spec.update);
    return spec;
}

} // namespace lamplighter::watchdog
