// lamplighter: the console.
#include "app/console/console.h"
#include "core/base/log.h"
#include "core/base/termination.h"
#include "ui/theme/appearance.h"
#include "ui/widgets/accessible_roles.h"
#include "ui/widgets/plain_tool_tips.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include <cstdio>

namespace {

/// Qt's own texts, and ours where there is a translation.
void installTranslations(QTranslator &qt, QTranslator &ours)
{
    if (qt.load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QApplication::installTranslator(&qt);
    }
    // The English file has the plurals; it serves every language that has no file of its own.
    if (ours.load(QLocale(), QStringLiteral("lamplighter"), QStringLiteral("_"), QStringLiteral(":/i18n")) ||
        ours.load(QStringLiteral(":/i18n/lamplighter_en.qm"))) {
        QApplication::installTranslator(&ours);
    }
}

} // namespace

int main(int argc, char **argv)
{
    using namespace lamplighter;
    installLogFormat();
    QStringList arguments;
    for (int i = 0; i < argc; ++i) {
        arguments.append(QString::fromLocal8Bit(argv[i]));
    }
    console::Options options;
    if (const std::optional<int> code = console::readOptions(arguments, options)) {
        return *code;
    }
    if (QString why; !console::hasDisplay(why)) {
        std::fprintf(stderr, "lamplighter: %s\n", qUtf8Printable(why));
        return 3;
    }

    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("lamplighter"));
    QApplication::setApplicationVersion(QStringLiteral(LAMPLIGHTER_VERSION));
    QApplication::setQuitOnLastWindowClosed(false); // the engine ends first
    QTranslator qtTexts;
    QTranslator ourTexts;
    installTranslations(qtTexts, ourTexts);

    QSettings settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("lamplighter"),
                       QStringLiteral("console"));
    ui::Appearance appearance(settings);
    if (options.scheme) {
        appearance.setScheme(*options.scheme);
    }
    ui::Theme theme(ui::builtInTokens());
    appearance.applyTo(theme);
    theme.applyTo(application);
    QApplication::setWindowIcon(ui::applicationIcon());

    const ui::PlainToolTips plainToolTips(application);
    ui::installAccessibleRoles();
    console::Console console(std::move(options), theme, settings);
    TerminationSignals termination;
    QObject::connect(&termination, &TerminationSignals::requested, &console, &console::Console::end);
    console.start();
    return QApplication::exec();
}
