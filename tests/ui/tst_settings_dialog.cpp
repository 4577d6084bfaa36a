#include "ui/dialogs/settings_dialog.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace lamplighter::ui;
using namespace Qt::StringLiterals;

namespace {

double luminance(const QColor &colour)
{
    const auto channel = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

/// WCAG 2.1, contrast ratio.
double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a) + 0.05;
    const double y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

} // namespace

class TestSettingsDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
        m_theme = std::make_unique<Theme>(builtInTokens());
        m_theme->setFontFactor(1.0);
        m_theme->applyTo(*qApp);
        m_window = std::make_unique<QWidget>();
        m_window->resize(1200, 800);
        m_window->show();
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
    }

    void theTrayAndSigningIn()
    {
        SettingsDialog *dialog = open();
        auto *tray = dialog->findChild<Switch *>(u"closesToTraySwitch"_s);
        QVERIFY(tray->isChecked()); // as it comes
        tray->click();
        QVERIFY(!Appearance(*m_settings).closesToTray());
        auto *signIn = dialog->findChild<Switch *>(u"signInSwitch"_s);
        QVERIFY(!signIn->isChecked());
        signIn->click();
        QVERIFY(QFile::exists(m_folder->filePath(u"autostart/lamplighter.desktop"_s)));
        signIn->click();
        QVERIFY(!QFile::exists(m_folder->filePath(u"autostart/lamplighter.desktop"_s)));
    }
    void choicesCountAtOnceAndAreRemembered()
    {
        SettingsDialog *dialog = open();
        auto *theme = dialog->findChild<QComboBox *>(u"themeChoice"_s);
        QTRY_VERIFY(theme->hasFocus());
        QTest::keyClick(theme, Qt::Key_Down);
        QTest::keyClick(theme, Qt::Key_Down);
        QVERIFY(m_theme->scheme() == Scheme::Dark);
        const int before = m_theme->font(TextStyle::Body).pixelSize();
        auto *size = dialog->findChild<QComboBox *>(u"textSizeChoice"_s);
        QTest::keyClick(size, Qt::Key_End);
        QCOMPARE(size->currentText(), u"200 %"_s);
        QCOMPARE(m_theme->font(TextStyle::Body).pixelSize(), 2 * before);
        QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"reducedMotionSwitch"_s), Qt::LeftButton);
        QVERIFY(m_theme->reducedMotion());
        QCOMPARE(m_theme->motion(120), 0);
        QCOMPARE(QApplication::cursorFlashTime(), 0);
        QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"noHoldSwitch"_s), Qt::LeftButton);
        QCOMPARE(m_settings->value(u"killSwitch/noHold"_s).toBool(), true);

        Theme next(builtInTokens()); // as at the next start
        next.setFontFactor(1.0);
        Appearance(*m_settings).applyTo(next);
        QVERIFY(next.scheme() == Scheme::Dark);
        QCOMPARE(next.textScale(), 2.0);
        QVERIFY(next.reducedMotion());
        QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"reducedMotionSwitch"_s), Qt::LeftButton);
        QVERIFY(QApplication::cursorFlashTime() > 0); // as the platform had it
    }

    void whatIsRememberedIsShown()
    {
        Appearance appearance(*m_settings);
        appearance.setScheme(Scheme::HighContrast);
        appearance.setTextPercent(150);
        appearance.setNoHold(true);
        SettingsDialog *dialog = open();
        QCOMPARE(dialog->findChild<QComboBox *>(u"themeChoice"_s)->currentText(), u"High contrast"_s);
        QCOMPARE(dialog->findChild<QComboBox *>(u"textSizeChoice"_s)->currentText(), u"150 %"_s);
        QVERIFY(dialog->findChild<QAbstractButton *>(u"noHoldSwitch"_s)->isChecked());
        m_settings->setValue(u"window/textPercent"_s, 140); // by hand
        QCOMPARE(appearance.textPercent(), 150);
        m_settings->setValue(u"window/textPercent"_s, u"large"_s);
        QCOMPARE(appearance.textPercent(), 100);
    }

    void theDialogGrowsWithTheTextButNotOutOfItsWindow()
    {
        SettingsDialog *dialog = open();
        const int width = dialog->width();
        m_theme->setTextScale(1.5);
        QTRY_VERIFY(dialog->width() > width);
        m_theme->setTextScale(2.0);
        QTRY_VERIFY(dialog->width() <= m_window->width());
    }

    void highContrastIsReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("dark") << true;
        QTest::newRow("light") << false;
    }
    void highContrastIsReadable()
    {
        QFETCH(bool, dark);
        const Palette p = highContrastPalette(plainContrast(dark));
        QCOMPARE(p.dark, dark);
        for (const QColor &ground :
             {p.window, p.rail, p.surface, p.raised, p.sunken, p.hover, p.selected, p.accentSoft}) {
            for (const QColor &text : {p.text, p.secondaryText, p.mutedText, p.critical.text, p.ok.text}) {
                QVERIFY2(contrast(text, ground) >= 7.0, qPrintable(text.name() + u" on " + ground.name()));
            }
            QVERIFY(contrast(p.focusRing, ground) >= 4.5);
        }
        QVERIFY(contrast(p.onAccentFill, p.accentFill) >= 7.0);
        QVERIFY(contrast(p.onDangerFill, p.dangerFill) >= 7.0);
        QVERIFY(contrast(p.critical.onSolid, p.critical.solid) >= 7.0);
        QVERIFY(p.hover != p.surface && p.selected != p.surface); // more than a bar tells them
    }

private:
    SettingsDialog *open()
    {
        auto *dialog = new SettingsDialog(
            *m_theme, *m_settings, SignInStart({u"lamplighter"_s}, m_folder->filePath(u"autostart"_s)), m_window.get());
        dialog->present();
        if (!QTest::qWaitForWindowActive(dialog)) {
            qWarning("the dialog did not become active");
        }
        return dialog;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
};

QTEST_MAIN(TestSettingsDialog)
#include "tst_settings_dialog.moc"
