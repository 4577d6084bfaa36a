#include "ui/models/log_buffer.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessible_roles.h"
#include "ui/widgets/log_view.h"

#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::ui;

namespace {

QList<client::LogLine> lines(int first, int count)
{
    QList<client::LogLine> result;
    for (int i = first; i < first + count; ++i) {
        result.append({wallTimeFromMicroseconds(1'794'925'922'000'000 + i), QStringLiteral("line %1").arg(i)});
    }
    return result;
}

} // namespace

class TestLogView : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { installAccessibleRoles(); }
    void init()
    {
        m_theme = std::make_unique<Theme>(builtInTokens());
        m_buffer = std::make_unique<LogBuffer>(1000);
        m_view = std::make_unique<LogView>(*m_theme, *m_buffer);
        m_view->resize(600, 300);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void bufferIsBoundedInLines()
    {
        QSignalSpy appended(m_buffer.get(), &LogBuffer::appended);
        m_buffer->append(lines(0, 1500));
        QCOMPARE(m_buffer->size(), 1000);
        QCOMPARE(m_buffer->firstNumber(), 500);
        QCOMPARE(m_buffer->at(0).text, QStringLiteral("line 500"));
        QCOMPARE(appended.first().at(1).value<qsizetype>(), 500);
    }

    void bufferIsBoundedInBytes()
    {
        LogBuffer small(1000, 100);
        small.append({{{}, QString(80, u'a')}, {{}, QString(80, u'b')}});
        QCOMPARE(small.size(), 1);
        QCOMPARE(small.at(0).text.at(0), QChar(u'b'));
        small.append({{{}, QString(500, u'c')}}); // larger than the bound: still shown alone
        QCOMPARE(small.size(), 1);
    }

    void linesInViewAreReadAloud()
    {
        m_buffer->append(lines(0, 200));
        QAccessibleInterface *told = QAccessible::queryAccessibleInterface(m_view.get());
        QVERIFY(told && told->textInterface());
        QVERIFY(told->role() == QAccessible::EditableText && told->state().readOnly);
        QAccessibleTextInterface *text = told->textInterface();
        QString shown = text->text(0, -1);
        QVERIFY2(shown.endsWith(u"line 199"), qPrintable(shown));
        QVERIFY(shown.size() < 40 * 10); // what a page holds, not the whole log
        QCOMPARE(text->characterCount(), static_cast<int>(shown.size()));
        QCOMPARE(text->text(static_cast<int>(shown.size()) - 3, -1), QStringLiteral("199"));

        QTest::keyClick(m_view.get(), Qt::Key_Home);
        shown = text->text(0, -1);
        QVERIFY2(shown.startsWith(u"line 0\nline 1\n"), qPrintable(shown));
        const QRect second = text->characterRect(8);
        QCOMPARE(text->offsetAtPoint(second.center()), 7); // the line's beginning
    }

    void followsUntilScrolledUp()
    {
        m_buffer->append(lines(0, 200));
        QScrollBar *bar = m_view->verticalScrollBar();
        QCOMPARE(bar->value(), bar->maximum());
        QVERIFY(m_view->isFollowing());

        QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        QVERIFY(!m_view->isFollowing());
        const int reading = bar->value();
        m_buffer->append(lines(200, 12));
        QCOMPARE(m_view->unseenLines(), 12);
        QCOMPARE(bar->value(), reading);

        QTest::keyClick(m_view.get(), Qt::Key_End);
        QVERIFY(m_view->isFollowing());
        QCOMPARE(m_view->unseenLines(), 0);
        QCOMPARE(bar->value(), bar->maximum());
    }

    void readingStaysWhereItIsWhenOldLinesGo()
    {
        m_buffer->append(lines(0, 1000));
        QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        QScrollBar *bar = m_view->verticalScrollBar();
        const int before = bar->maximum() - bar->value();
        m_buffer->append(lines(1000, 10));
        QCOMPARE(bar->maximum() - bar->value(), before + 10 * 18);
    }

    void searchWrapsAndCounts()
    {
        m_buffer->append(lines(0, 100));
        QVERIFY(m_view->search(QStringLiteral("LINE 42"), true));
        QVERIFY(!m_view->isFollowing());
        QVERIFY(!m_view->search(QStringLiteral("not there"), false));
        QCOMPARE(m_buffer->find(QStringLiteral("line 7"), 8, false), 70);
        QCOMPARE(m_buffer->find(QStringLiteral("line 7"), 6, true), 79);
    }

    void copiesSelectedLinesOrAll()
    {
        m_buffer->append(lines(0, 5));
        QCOMPARE(m_view->textToCopy().count(u'\n'), 5);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(40, 8 + 18 + 4));
        QCOMPARE(m_view->textToCopy(), QStringLiteral("2026-11-17T14:32:02.000001Z line 1\n"));
    }

    void manyLinesStayFast()
    {
        LogBuffer large(100'000);
        LogView view(*m_theme, large);
        view.resize(600, 300);
        view.show();
        large.append(lines(0, 100'000));
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i) {
            view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 20 * i);
            view.grab();
        }
        // What is painted does not depend on how many lines there are; a walk over all would take seconds.
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<LogBuffer> m_buffer;
    std::unique_ptr<LogView> m_view;
};

QTEST_MAIN(TestLogView)
#include "tst_log_view.moc"
