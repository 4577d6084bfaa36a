// When maintenance windows are open: over midnight, in zones, and on the days on which clocks change.
#include "core/updates/policy.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace Qt::StringLiterals;

namespace {

WallTime utc(const QString &text)
{
    WallTime time{};
    if (!fromIsoString(text, &time)) {
        qFatal("no time: %s", qPrintable(text));
    }
    return time;
}

QString words(std::optional<WallTime> time)
{
    return time ? toIsoString(*time).left(16) : u"never"_s;
}

/// "mon,tue 02:00-04:00 Europe/Berlin"; "any" for every day.
MaintenanceWindow window(const QString &text)
{
    static const QStringList kDays{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s, u"sat"_s, u"sun"_s};
    const QStringList parts = text.split(u' ');
    MaintenanceWindow out;
    for (const QString &day : parts.at(0).split(u',')) {
        if (day != "any"_L1) {
            out.days.append(static_cast<int>(kDays.indexOf(day)) + 1);
        }
    }
    const auto minute = [](const QString &time) { return time.left(2).toInt() * 60 + time.mid(3, 2).toInt(); };
    out.fromMinute = minute(parts.at(1).section(u'-', 0, 0));
    out.toMinute = minute(parts.at(1).section(u'-', 1, 1));
    out.zone = QTimeZone(parts.at(2).toLatin1());
    if (!out.zone.isValid()) {
        qFatal("no zone: %s", qPrintable(text));
    }
    return out;
}

} // namespace

class TestMaintenanceWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opens_data();
    void opens();
    void lengths_data();
    void lengths();
    void noWindows();
    void withoutZone();
    void severalWindows();
    void openAsTheClockOnTheWallSays();
};

void TestMaintenanceWindows::opens_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("opens");
    const auto row = [](const char *name, const char *text, const char *now, const char *opens) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(now) << QString::fromLatin1(opens);
    };
    row("later today", "any 02:00-04:00 UTC", "2026-11-22T01:00:00Z", "2026-11-22T02:00");
    row("now", "any 02:00-04:00 UTC", "2026-11-22T03:10:00Z", "2026-11-22T03:10");
    row("at its first moment", "any 02:00-04:00 UTC", "2026-11-22T02:00:00Z", "2026-11-22T02:00");
    row("at its end", "any 02:00-04:00 UTC", "2026-11-22T04:00:00Z", "2026-11-23T02:00");
    row("just before its end", "any 02:00-04:00 UTC", "2026-11-22T03:59:59.999999Z", "2026-11-22T03:59");
    row("on a day of the week", "wed 02:00-04:00 UTC", "2026-11-22T03:00:00Z", "2026-11-25T02:00");
    row("a week away", "sun 02:00-04:00 UTC", "2026-11-22T04:00:00Z", "2026-11-29T02:00");
    row("over midnight, before it", "sat 22:00-02:00 UTC", "2026-11-21T23:00:00Z", "2026-11-21T23:00");
    row("over midnight, behind it", "sat 22:00-02:00 UTC", "2026-11-22T01:00:00Z", "2026-11-22T01:00");
    row("over midnight, over", "sat 22:00-02:00 UTC", "2026-11-22T02:00:00Z", "2026-11-28T22:00");
    row("over midnight, not that of the day before", "sat 22:00-02:00 UTC", "2026-11-21T01:00:00Z", "2026-11-21T22:00");
    row("all day", "any 00:00-24:00 UTC", "2026-11-22T23:59:59Z", "2026-11-22T23:59");
    row("all of one day", "mon 00:00-24:00 UTC", "2026-11-22T12:00:00Z", "2026-11-23T00:00");
    row("from noon to noon", "sun 12:00-12:00 UTC", "2026-11-23T11:59:00Z", "2026-11-23T11:59");
    row("east of here it is tomorrow", "mon 06:00-07:00 Asia/Tokyo", "2026-11-22T12:00:00Z", "2026-11-22T21:00");
    row("west of here it is yesterday", "sun 20:00-21:00 America/Los_Angeles", "2026-11-23T00:00:00Z",
        "2026-11-23T04:00");
    row("half hours", "any 06:00-07:00 Asia/Kolkata", "2026-11-22T00:00:00Z", "2026-11-22T00:30");
    row("farthest east", "mon 00:00-01:00 Pacific/Kiritimati", "2026-11-22T09:00:00Z", "2026-11-22T10:00");
    row("an offset for a zone", "any 03:00-04:00 UTC+02:00", "2026-11-22T00:00:00Z", "2026-11-22T01:00");
    // Berlin 2026: on 29 March 02:00 becomes 03:00 (01:00 UTC), on 25 October 03:00 becomes 02:00 (01:00 UTC).
    row("winter", "any 02:00-04:00 Europe/Berlin", "2026-03-28T00:00:00Z", "2026-03-28T01:00");
    row("summer", "any 02:00-04:00 Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-30T00:00");
    row("its beginning is jumped over", "any 02:30-04:00 Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:00");
    row("all of it is jumped over", "sun 02:15-02:45 Europe/Berlin", "2026-03-23T12:00:00Z", "2026-04-05T00:15");
    row("jumped over, but the next day", "any 02:15-02:45 Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-30T00:15");
    row("begins with the first of two", "any 02:00-03:00 Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T00:00");
    row("still open in the second", "sun 02:00-03:00 Europe/Berlin", "2026-10-25T01:45:00Z", "2026-10-25T01:45");
    row("over after the second", "sun 02:00-03:00 Europe/Berlin", "2026-10-25T02:00:00Z", "2026-11-01T01:00");
    row("a day that Samoa never had", "fri 10:00-11:00 Pacific/Apia", "2011-12-29T12:00:00Z", "2012-01-05T20:00");
}

void TestMaintenanceWindows::opens()
{
    QFETCH(QString, text);
    QFETCH(QString, now);
    QFETCH(QString, opens);
    QCOMPARE(words(nextOpening({window(text)}, utc(now))), opens);
}

void TestMaintenanceWindows::lengths_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("day"); // UTC, from noon to noon
    QTest::addColumn<int>("minutes");
    const auto row = [](const char *name, const char *text, const char *day, int minutes) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(day) << minutes;
    };
    row("ordinary", "any 01:00-04:00 Europe/Berlin", "2026-11-21T12:00:00Z", 180);
    row("an hour short", "any 01:00-04:00 Europe/Berlin", "2026-03-28T12:00:00Z", 120);
    row("ends in the hour that is not", "any 01:00-02:30 Europe/Berlin", "2026-03-28T12:00:00Z", 60);
    row("an hour more", "any 01:00-04:00 Europe/Berlin", "2026-10-24T12:00:00Z", 240);
    row("the double hour", "any 02:00-03:00 Europe/Berlin", "2026-10-24T12:00:00Z", 120);
    row("ends in the double hour", "any 01:30-02:30 Europe/Berlin", "2026-10-24T12:00:00Z", 120);
    row("over midnight and an hour short", "any 22:00-04:00 Europe/Berlin", "2026-03-28T12:00:00Z", 300);
}

void TestMaintenanceWindows::lengths()
{
    QFETCH(QString, text);
    QFETCH(QString, day);
    QFETCH(int, minutes);
    const WallTime noon = utc(day);
    const QList<Opening> openings = openingsWithin({window(text)}, noon, noon + std::chrono::hours(24));
    QCOMPARE(openings.size(), 1);
    QCOMPARE(std::chrono::duration_cast<std::chrono::minutes>(openings.first().to - openings.first().from).count(),
             minutes);
}

void TestMaintenanceWindows::noWindows()
{
    const WallTime now = utc(u"2026-11-22T12:00:00Z"_s);
    QVERIFY(nextOpening({}, now) == now);
    const QList<Opening> all = openingsWithin({}, now, now + seconds(60));
    QVERIFY(all == QList<Opening>({{now, now + seconds(60)}}));
    QVERIFY(openingsWithin({}, now, now).isEmpty());
}

void TestMaintenanceWindows::withoutZone()
{
    MaintenanceWindow plain;
    plain.fromMinute = 120;
    plain.toMinute = 180;
    QCOMPARE(words(nextOpening({plain}, utc(u"2026-11-22T00:00:00Z"_s))), u"2026-11-22T02:00"_s);
}

void TestMaintenanceWindows::severalWindows()
{
    const QList<MaintenanceWindow> windows{window(u"sat 01:00-02:00 UTC"_s), window(u"mon 05:00-06:00 UTC"_s),
                                           window(u"any 23:00-23:30 Asia/Tokyo"_s)};
    QCOMPARE(words(nextOpening(windows, utc(u"2026-11-22T15:00:00Z"_s))), u"2026-11-23T05:00"_s);
    QCOMPARE(words(nextOpening(windows, utc(u"2026-11-22T12:00:00Z"_s))), u"2026-11-22T14:00"_s);
    const QList<Opening> openings =
        openingsWithin(windows, utc(u"2026-11-22T14:10:00Z"_s), utc(u"2026-11-23T05:20:00Z"_s));
    QCOMPARE(openings.size(), 2);
    QCOMPARE(words(openings.first().from), u"2026-11-22T14:10"_s);
    QCOMPARE(words(openings.first().to), u"2026-11-22T14:30"_s);
    QCOMPARE(words(openings.last().to), u"2026-11-23T05:20"_s);
}

void TestMaintenanceWindows::openAsTheClockOnTheWallSays()
{
    // Where a window is open, minute by minute, is what the local time says; but on days on which clocks change a
    // window may be open for longer than that, in one piece, or begin with the jump.
    const QStringList zones{u"Europe/Berlin"_s, u"America/New_York"_s, u"Australia/Lord_Howe"_s, u"Asia/Kathmandu"_s};
    for (quint32 seed = 1; seed <= 60; ++seed) {
        QRandomGenerator random(seed);
        MaintenanceWindow some;
        some.zone = QTimeZone(zones.at(static_cast<qsizetype>(seed) % zones.size()).toLatin1());
        some.fromMinute = static_cast<int>(random.bounded(1'440));
        some.toMinute = static_cast<int>(random.bounded(1, 1'441));
        if (random.bounded(2) == 0) {
            some.days = {1 + static_cast<int>(random.bounded(7))};
        }
        const QDateTime begin(QDate(2026, 1, 1).addDays(static_cast<qint64>(random.bounded(360))), QTime(7, 0),
                              Qt::UTC);
        int differences = 0;
        for (int minute = 0; minute < 3 * 1'440; minute += 7) {
            const QDateTime at = begin.addSecs(qint64{60} * minute);
            const QDateTime local = at.toTimeZone(some.zone);
            const int ofDay = local.time().hour() * 60 + local.time().minute();
            const auto isDay = [&some](int day) { return some.days.isEmpty() || some.days.contains(day); };
            const bool overMidnight = some.toMinute <= some.fromMinute;
            const int today = local.date().dayOfWeek();
            const int yesterday = local.date().addDays(-1).dayOfWeek();
            const bool open =
                overMidnight ? (isDay(today) && ofDay >= some.fromMinute) || (isDay(yesterday) && ofDay < some.toMinute)
                             : isDay(today) && ofDay >= some.fromMinute && ofDay < some.toMinute;
            const WallTime now = wallTimeFromMicroseconds(at.toMSecsSinceEpoch() * 1'000);
            differences += (nextOpening({some}, now) == now) != open ? 1 : 0;
        }
        const bool changes = !some.zone.transitions(begin.addDays(-1), begin.addDays(5)).isEmpty();
        QVERIFY2(differences == 0 || changes, qPrintable(u"seed %1: %2"_s.arg(seed).arg(differences)));
        QVERIFY2(differences <= 9, qPrintable(u"seed %1: %2"_s.arg(seed).arg(differences)));
    }
}

QTEST_APPLESS_MAIN(TestMaintenanceWindows)
#include "tst_maintenance_windows.moc"
