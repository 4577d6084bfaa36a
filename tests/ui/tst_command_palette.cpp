#include "ui/dialogs/command_palette.h"

#include <QSignalSpy>
#include <QTest>

using namespace lamplighter::ui;
using namespace Qt::StringLiterals;

class TestCommandPalette : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>(builtInTokens());
        m_window = std::make_unique<QWidget>();
        m_window->resize(1200, 800);
        m_window->show();
    }
    void cleanup() { m_window.reset(); }

    void typingAndEnterRunsTheBestMatch()
    {
        CommandPalette *palette = open();
        QSignalSpy chosen(palette, &CommandPalette::chosen);
        QSignalSpy closed(palette, &QDialog::finished);
        auto *field = palette->findChild<QLineEdit *>(u"paletteField"_s);
        QTRY_VERIFY(field->hasFocus());
        QTest::keyClicks(field, u"go7"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toString(), u"unit-7"_s);
        QCOMPARE(closed.count(), 1);
    }

    void keysMoveInTheListWhileTheFieldHasTheFocus()
    {
        CommandPalette *palette = open();
        auto *field = palette->findChild<QLineEdit *>(u"paletteField"_s);
        const auto *list = palette->findChild<QListView *>(u"paletteList"_s);
        const auto row = [list] { return list->currentIndex().row(); };
        QCOMPARE(row(), 0);
        QTest::keyClick(field, Qt::Key_Up);
        QCOMPARE(row(), 0);
        QTest::keyClick(field, Qt::Key_Down);
        QCOMPARE(row(), 1);
        QTest::keyClick(field, Qt::Key_PageDown);
        QCOMPARE(row(), 10); // nine rows are shown
        QTest::keyClick(field, Qt::Key_End);
        QCOMPARE(row(), 39);
        QTest::keyClick(field, Qt::Key_PageUp);
        QCOMPARE(row(), 30);
        QTest::keyClick(field, Qt::Key_Home);
        QCOMPARE(row(), 0);
        QVERIFY(field->accessibleDescription().startsWith(u"Go to unit 0"_s));
        QTest::keyClicks(field, u"unit"_s);
        QCOMPARE(row(), 0); // the best match, whatever was current before
    }

    void whatIsOffIsNotRunAndSaysWhy()
    {
        CommandPalette *palette = open();
        QSignalSpy chosen(palette, &CommandPalette::chosen);
        auto *field = palette->findChild<QLineEdit *>(u"paletteField"_s);
        QTest::keyClicks(field, u"reload"_s);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.count(), 0);
        QVERIFY(palette->isVisible());
        QVERIFY(field->accessibleDescription().contains(u"Your role is viewer"_s));
    }

    void aClickRunsWhatItHits()
    {
        CommandPalette *palette = open();
        QSignalSpy chosen(palette, &CommandPalette::chosen);
        auto *list = palette->findChild<QListView *>(u"paletteList"_s);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(2, 0)).center());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toString(), u"unit-2"_s);
    }

    void nothingFoundIsSaidAndEscCloses()
    {
        CommandPalette *palette = open();
        QSignalSpy closed(palette, &QDialog::finished);
        auto *field = palette->findChild<QLineEdit *>(u"paletteField"_s);
        QTest::keyClicks(field, u"qqqq"_s);
        const auto *nothing = palette->findChild<QLabel *>(u"paletteNothing"_s);
        QVERIFY(nothing->isVisible());
        QVERIFY(nothing->text().contains(u"qqqq"_s));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(palette->isVisible());
        QTest::keyClick(field, Qt::Key_Escape);
        QCOMPARE(closed.count(), 1);
    }

    void anotherWindowClosesIt()
    {
        CommandPalette *palette = open();
        QSignalSpy closed(palette, &QDialog::finished);
        m_window->activateWindow();
        QTRY_COMPARE(closed.count(), 1);
    }

    void tenThousandEntriesPerKey()
    {
        QList<PaletteEntry> entries;
        for (int i = 0; i < 10'000; ++i) {
            entries.append(
                {QString::number(i), u"Go to unit inference-worker-%1-eu-west"_s.arg(i), u"prod-eu"_s, {}, {}, -1});
        }
        CommandPalette palette(*m_theme, entries, {}, m_window.get());
        palette.setAttribute(Qt::WA_DeleteOnClose, false);
        palette.present();
        auto *field = palette.findChild<QLineEdit *>(u"paletteField"_s);
        bool typed = false;
        QBENCHMARK
        { // a key and its pixels
            typed = !typed;
            field->setText(typed ? u"unit"_s : u"unitw"_s);
            palette.repaint();
        }
    }

private:
    CommandPalette *open()
    {
        QList<PaletteEntry> entries;
        for (int i = 0; i < 39; ++i) {
            entries.append({u"unit-%1"_s.arg(i), u"Go to unit %1"_s.arg(i), u"prod-eu"_s, {}, {}, -1});
        }
        entries.append(
            {u"reload"_s, u"Reload the unit files"_s, {}, {}, Availability::off(u"Your role is viewer"_s), -1});
        auto *palette = new CommandPalette(*m_theme, entries, {}, m_window.get());
        palette->present();
        if (!QTest::qWaitForWindowActive(palette)) {
            qWarning("the palette did not become active");
        }
        return palette;
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QWidget> m_window;
};

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"
