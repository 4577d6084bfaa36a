#include "core/base/pace.h"
#include "tests/support/manual_clock.h"

#include <QtTest>

using namespace lamplighter;
using lamplighter::tests::ManualClock;

class TestPace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFewGoAtOnce()
    {
        ManualClock clock;
        Pace pace(milliseconds(100), 3, milliseconds(10));
        for (int i = 0; i < 3; ++i) {
            QVERIFY(pace.wait(clock.now()) == Duration{0});
            pace.went(clock.now());
            QVERIFY(pace.wait(clock.now()) >= milliseconds(10));
            clock.advance(milliseconds(10));
        }
        QVERIFY(pace.wait(clock.now()) == milliseconds(70));
    }

    void whatKeepsComingIsPaced()
    {
        ManualClock clock;
        Pace pace(milliseconds(100), 3, milliseconds(10));
        int gone = 0;
        for (int i = 0; i < 10'000; ++i, clock.advance(milliseconds(1))) {
            if (pace.wait(clock.now()) == Duration{0}) {
                pace.went(clock.now());
                ++gone;
            }
        }
        QCOMPARE(gone, 100 + 2);
    }

    void aRestGivesEverythingBack()
    {
        ManualClock clock;
        Pace pace(milliseconds(100), 3, milliseconds(10));
        for (int i = 0; i < 3; ++i) {
            pace.went(clock.now());
        }
        clock.advance(milliseconds(300));
        aFewFollow(pace, clock, 3);
        clock.advance(seconds(3600)); // and no more than that
        aFewFollow(pace, clock, 3);
    }

private:
    static void aFewFollow(Pace &pace, ManualClock &clock, int expected)
    {
        int gone = 0;
        while (pace.wait(clock.now()) <= milliseconds(10)) {
            clock.advance(pace.wait(clock.now()));
            pace.went(clock.now());
            ++gone;
        }
        QCOMPARE(gone, expected);
    }
};

QTEST_GUILESS_MAIN(TestPace)
#include "tst_pace.moc"
