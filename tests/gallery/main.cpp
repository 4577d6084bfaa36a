// lamplighter-gallery OUTDIR [updates]: the console in every state, both themes and a large font, from fixed data; or
// only what is named, in both themes. Fails if a picture is blank or cuts off text.

#include "tests/gallery/guides.h"
#include "tests/gallery/scenes.h"
#include "tests/gallery/updates_scenes.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QTextStream>
#include <QTranslator>

using namespace lamplighter;

namespace {

int warnings = 0;

/// A warning of Qt is a defect as well; the offscreen platform's remarks about itself are not.
void countWarnings(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (message.startsWith(QLatin1StringView("This plugin does not support")) ||
        message.contains(QLatin1StringView("XDG_RUNTIME_DIR"))) {
        return;
    }
    warnings += type == QtDebugMsg || type == QtInfoMsg ? 0 : 1;
    QTextStream(stderr) << message << '\n';
    if (type == QtFatalMsg) {
        std::abort();
    }
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(countWarnings);
    QApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QTranslator plurals;
    if (plurals.load(QStringLiteral(":/i18n/lamplighter_en.qm"))) {
        QApplication::installTranslator(&plurals);
    }
    QTextStream out(stdout);
    const QStringList arguments = QApplication::arguments();
    const bool updatesOnly = arguments.size() == 3 && arguments.at(2) == QLatin1StringView("updates");
    if ((arguments.size() != 2 && !updatesOnly) || !QDir().mkpath(arguments.at(1))) {
        out << "usage: lamplighter-gallery OUTDIR [updates]\n";
        return 2;
    }
    const QDir folder(arguments.at(1));
    int defects = 0;
    const auto keep = [&](const gallery::Picture &picture) {
        const QString file = folder.filePath(picture.name + QStringLiteral(".png"));
        if (!picture.image.save(file)) {
            out << file << ": could not be written\n";
            ++defects;
        }
        for (const QString &defect : picture.defects) {
            out << picture.name << ": " << defect << '\n';
            ++defects;
        }
    };

    // Inter is what the design was drawn with; where it is missing, the system's font is used.
    ui::Theme theme(ui::builtInTokens(), QStringLiteral("Inter"));
    theme.setFontFactor(1.0);
    theme.setScheme(ui::Scheme::Light);
    theme.applyTo(application);
    if (updatesOnly) {
        gallery::renderUpdates(theme, QString(), keep);
        theme.setScheme(ui::Scheme::Dark);
        gallery::renderUpdates(theme, QStringLiteral("-dark"), keep);
        return defects + warnings == 0 ? 0 : 1;
    }
    gallery::renderScenes(theme, QString(), keep);
    theme.setScheme(ui::Scheme::Dark);
    gallery::renderScenes(theme, QStringLiteral("-dark"), keep);
    theme.setScheme(ui::Scheme::HighContrast);
    gallery::renderGuides(theme, QStringLiteral("-contrast"), keep);
    // Users' fonts of 20 px: rows and controls grow with them.
    theme.setScheme(ui::Scheme::Light);
    theme.setFontFactor(20.0 / 13.0);
    gallery::renderScenes(theme, QStringLiteral("-large"), keep);
    defects += warnings;
    out << (defects == 0 ? QStringLiteral("no defects\n") : QStringLiteral("%1 defects\n").arg(defects));
    return defects == 0 ? 0 : 1;
}
