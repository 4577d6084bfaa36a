#include "core/watchdog/launch_preparation.h"

#include "core/base/atomic_file.h"
#include "core/watchdog/unit_file.h"

namespace lamplighter::watchdog {

namespace {

/// What the unit has beside the engine's environment.
Result<QMap<QString, QString>> ownVariables(const UnitSpec &spec)
{
    QMap<QString, QString> own;
    for (const QString &path : spec.environmentFiles) {
        const Result<QByteArray> text = readFile(path);
        if (!text) {
            return text.error();
        }
        const Result<QMap<QString, QString>> parsed = parseEnvironmentFile(*text);
        if (!parsed) {
            return Error{parsed.error().code, QStringLiteral("%1: %2").arg(path, parsed.error().message),
                         parsed.error().field};
        }
        own.insert(*parsed);
    }
    own.insert(spec.environment); // what the unit file says itself wins
    return own;
}

QByteArrayList merged(const QByteArrayList &base, const QMap<QString, QString> &own)
{
    if (own.isEmpty()) {
        return base; // shared by all units without variables of their own
    }
    QByteArrayList out;
    for (const QByteArray &entry : base) {
        if (!own.contains(QString::fromLocal8Bit(entry.left(entry.indexOf('='))))) {
            out.append(entry);
        }
    }
    for (auto it = own.constBegin(); it != own.constEnd(); ++it) {
        out.append((it.key() + u'=' + it.value()).toLocal8Bit());
    }
    return out;
}

} // namespace

Result<QByteArrayList> environmentOf(const UnitSpec &spec, const QByteArrayList &base)
{
    const Result<QMap<QString, QString>> own = ownVariables(spec);
    return own ? Result<QByteArrayList>(merged(base, *own)) : Result<QByteArrayList>(own.error());
}

Result<process::LaunchSpec> prepareLaunch(const UnitSpec &spec, RunNumber run, const QByteArrayList &base,
                                          const QString &searchPath, const QString &knownProgram)
{
    process::LaunchSpec launch;
    launch.unit = spec.name;
    launch.run = run;
    launch.arguments = spec.command;
    launch.directory = spec.directory;
    launch.log = spec.log;
    launch.notifySocket = true;
    if (spec.watchdog) {
        launch.watchdog = std::chrono::duration_cast<microseconds>(*spec.watchdog);
    }
    const Result<QMap<QString, QString>> own = ownVariables(spec);
    if (!own) {
        return own.error();
    }
    launch.environment = merged(base, *own);
    if (!spec.user.isEmpty()) {
        const Result<process::Account> account = process::resolveAccount(spec.user);
        if (!account) {
            return account.error();
        }
        launch.account = *account;
    }
    if (!knownProgram.isEmpty()) {
        launch.program = knownProgram;
        return launch;
    }
    const Result<QString> program =
        process::resolveProgram(spec.command.value(0), spec.directory, own->value(QStringLiteral("PATH"), searchPath));
    if (!program) {
        return program.error();
    }
    launch.program = *program;
    return launch;
}

} // namespace lamplighter::watchdog
