// lampctl: asks and steers an engine from the command line. `lampctl --help` says how, and what its exit codes mean;
// the codes are in exit_codes.h. Answers go to stdout, errors to stderr; with --json both are the API's shapes. A token
// is read from a file and never printed. Needs no display.
#include "app/ctl/options.h"
#include "app/ctl/session.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimer>
#include <QTranslator>

int main(int argc, char *argv[])
{
    using namespace lamplighter::ctl;
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("lampctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LAMPLIGHTER_VERSION));
    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("lamplighter"), QStringLiteral("_"), QStringLiteral(":/i18n"))) {
        QCoreApplication::installTranslator(&translator);
    }
    const auto parsed = parseCommandLine(argc, argv);
    if (const auto *code = std::get_if<ExitCode>(&parsed)) {
        return static_cast<int>(*code);
    }
    Session session(std::get<Invocation>(parsed));
    QTimer::singleShot(0, &session, [&session] { session.start(); });
    return QCoreApplication::exec();
}
