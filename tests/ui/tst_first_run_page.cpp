#include "ui/pages/first_run_page.h"

#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace lamplighter::ui;
using namespace Qt::StringLiterals;

class TestFirstRunPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>(builtInTokens());
        m_theme->setFontFactor(1.0);
        m_theme->applyTo(*qApp); // layouts are measured in its fonts
        m_page = std::make_unique<FirstRunPage>(*m_theme);
        m_page->resize(1024, 624);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    }

    void cleanup() { m_page.reset(); }

    void enterAddsAProcess()
    {
        QTRY_VERIFY(button(u"firstRunAdd"_s)->hasFocus());
        QSignalSpy wanted(m_page.get(), &FirstRunPage::addWanted);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(wanted.count(), 1);
    }

    void whatCannotBeDoneSaysWhy()
    {
        QVERIFY(!button(u"firstRunImport"_s)->isEnabled());
        QCOMPARE(button(u"firstRunImport"_s)->toolTip(), u"Import comes with a later version"_s);
        m_page->setDemoAvailable(false, u"The engine is not on this workstation"_s);
        QVERIFY(!button(u"firstRunDemo"_s)->isEnabled());
        QCOMPARE(button(u"firstRunDemo"_s)->toolTip(), u"The engine is not on this workstation"_s);
        m_page->setDemoAvailable(true);
        QSignalSpy wanted(m_page.get(), &FirstRunPage::demoWanted);
        QTest::mouseClick(button(u"firstRunDemo"_s), Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
    }

    void anAddressIsConnectedByEnter()
    {
        QSignalSpy wanted(m_page.get(), &FirstRunPage::connectWanted);
        auto *address = m_page->findChild<QLineEdit *>(u"firstRunAddress"_s);
        address->setFocus();
        QTest::keyClicks(address, u" https://host:8000 "_s);
        QTest::keyClick(address, Qt::Key_Return);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toString(), u"https://host:8000"_s);
    }

    void theSmallestWindowShowsAllOfIt()
    {
        const auto *scroll = m_page->findChild<QScrollArea *>(u"firstRunScroll"_s);
        QTRY_COMPARE(scroll->verticalScrollBar()->maximum(), 0);
        for (const QString &name : {u"firstRunAdd"_s, u"firstRunImport"_s, u"firstRunDemo"_s, u"firstRunConnect"_s}) {
            QCOMPARE(button(name)->visibleRegion().boundingRect(), button(name)->rect());
        }
    }

    void whatHasTheFocusIsScrolledToWithTextTwiceAsLarge()
    {
        m_theme->setFontFactor(2.0);
        const auto *scroll = m_page->findChild<QScrollArea *>(u"firstRunScroll"_s);
        QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab); // import is off
        QVERIFY(button(u"firstRunDemo"_s)->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(button(u"firstRunConnect"_s)->hasFocus());
        QTRY_COMPARE(button(u"firstRunConnect"_s)->visibleRegion().boundingRect(),
                     button(u"firstRunConnect"_s)->rect());
    }

    void theEngineIsNamed()
    {
        m_page->setEngineName(u"ops-ws-04"_s);
        QCOMPARE(m_page->findChild<QLabel *>(u"firstRunTitle"_s)->text(), u"Nothing is supervised on ops-ws-04 yet"_s);
    }

private:
    [[nodiscard]] QAbstractButton *button(const QString &name) const
    {
        return m_page->findChild<QAbstractButton *>(name);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FirstRunPage> m_page;
};

QTEST_MAIN(TestFirstRunPage)
#include "tst_first_run_page.moc"
