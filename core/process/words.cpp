// Words of the process layer that are the same on every platform.
#include "core/process/keepers.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace lamplighter::process {

QString toString(Signal signal)
{
    switch (signal) {
    case Signal::Term:
        return QStringLiteral("TERM");
    case Signal::Int:
        return QStringLiteral("INT");
    case Signal::Quit:
        return QStringLiteral("QUIT");
    case Signal::Hup:
        return QStringLiteral("HUP");
    case Signal::Usr1:
        return QStringLiteral("USR1");
    case Signal::Usr2:
        return QStringLiteral("USR2");
    case Signal::Kill:
        return QStringLiteral("KILL");
    }
    return {};
}

std::optional<Signal> signalFromString(const QString &word)
{
    const QString name = word.startsWith(QStringLiteral("SIG")) ? word.mid(3) : word;
    for (const Signal signal :
         {Signal::Term, Signal::Int, Signal::Quit, Signal::Hup, Signal::Usr1, Signal::Usr2, Signal::Kill}) {
        if (toString(signal) == name) {
            return signal;
        }
    }
    return std::nullopt;
}

QString toString(LaunchStage stage)
{
    switch (stage) {
    case LaunchStage::Keeper:
        return QStringLiteral("keeper");
    case LaunchStage::Specification:
        return QStringLiteral("specification");
    case LaunchStage::Fork:
        return QStringLiteral("fork");
    case LaunchStage::Output:
        return QStringLiteral("output");
    case LaunchStage::Account:
        return QStringLiteral("account");
    case LaunchStage::Directory:
        return QStringLiteral("directory");
    case LaunchStage::Program:
        return QStringLiteral("program");
    }
    return {};
}

QString findKeeperProgram()
{
#ifdef _WIN32
    const QString name = QStringLiteral("lamplighter-keeper.exe");
#else
    const QString name = QStringLiteral("lamplighter-keeper");
#endif
    const QString given = qEnvironmentVariable("LAMPLIGHTER_KEEPER");
    const QFileInfo file(given.isEmpty() ? QCoreApplication::applicationDirPath() + u'/' + name : given);
    return file.isFile() && file.isExecutable() ? file.absoluteFilePath() : QString();
}

} // namespace lamplighter::process
