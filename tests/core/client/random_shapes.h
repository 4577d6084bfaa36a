// Shapes with every field filled from a seeded source: the same numbers for the same seed.
#pragma once

#include "core/client/shapes.h"

#include <QJsonArray>
#include <QRandomGenerator>

namespace lamplighter::tests {

class RandomShapes
{
public:
    explicit RandomShapes(quint32 seed)
        : m_random(seed)
    {}

    int below(int end) { return static_cast<int>(m_random.bounded(end)); }
    bool flag() { return below(2) == 1; }
    qint64 number() { return static_cast<qint64>(m_random.generate64() % 9'000'000'000'000'000); } // what JSON holds
    WallTime time()
    {
        return wallTimeFromMicroseconds(1 + static_cast<qint64>(m_random.generate64() % 4'000'000'000'000'000));
    }

    QString text()
    {
        static const QString kAlphabet = QStringLiteral("aZ09 \"\\/\n\t%1<>{}äß漢🔥\u0001\u202e");
        QString out;
        for (int i = below(12); i > 0; --i) {
            out += kAlphabet.at(below(static_cast<int>(kAlphabet.size())));
        }
        // A half of a surrogate pair is no text, and JSON cannot carry it.
        return QString::fromUtf8(out.toUtf8());
    }
    QStringList texts()
    {
        QStringList out;
        for (int i = below(4); i > 0; --i) {
            out.append(text());
        }
        return out;
    }
    QJsonObject object()
    {
        return {{text(), number()},
                {text(), QJsonArray{text(), flag()}},
                {QStringLiteral("in"), QJsonObject{{text(), text()}}}};
    }

    client::UnitStatus unit()
    {
        client::UnitStatus unit;
        unit.name = text();
        unit.group = text();
        unit.service = text();
        unit.state = static_cast<client::UnitState>(below(8));
        unit.reason = static_cast<client::Reason>(below(23));
        unit.detail = text();
        unit.since = time();
        unit.pid = flag() ? number() : 0;
        unit.run = number();
        unit.startedAt = flag() ? std::optional(time()) : std::nullopt;
        unit.ready = flag();
        unit.wanted = flag();
        unit.critical = flag();
        unit.autostart = flag();
        unit.restarts = number();
        unit.restarts24h = below(100000);
        unit.consecutiveFailures = below(100000);
        unit.maximumConsecutiveFailures = below(100000);
        unit.lastExit = flag() ? std::optional(exit()) : std::nullopt;
        unit.health = static_cast<client::Health>(below(4));
        unit.healthDetail = text();
        unit.statusText = text();
        unit.waitingFor = texts();
        unit.next = flag() ? std::optional(client::NextStep{text(), time()}) : std::nullopt;
        unit.heldBy = text();
        unit.heldReason = text();
        unit.readOnly = flag();
        unit.origin = text();
        return unit;
    }
    client::LastExit exit()
    {
        client::LastExit exit;
        if (flag()) {
            exit.code = below(256);
        } else {
            exit.signal = 1 + below(64);
            exit.signalName = text();
        }
        exit.coreDumped = flag();
        exit.expected = flag();
        exit.at = time();
        exit.uptime = milliseconds(below(2'000'000'000));
        return exit;
    }
    client::UnitDetail detail()
    {
        client::UnitDetail detail{unit(), object(), texts(), {}};
        for (int i = below(4); i > 0; --i) {
            detail.restartTimes.append(time());
        }
        return detail;
    }
    client::EventRecord event() { return {1 + number(), time(), text(), text(), text(), text(), text(), object()}; }
    client::AlertRecord alert()
    {
        client::AlertRecord alert{text(), time(), text(), text(), text(), text(),
                                  flag(), {},     text(), text(), {},     object()};
        alert.acknowledgedAt = flag() ? std::optional(time()) : std::nullopt;
        alert.resolvedAt = flag() ? std::optional(time()) : std::nullopt;
        return alert;
    }
    client::KillSwitchStatus killSwitch()
    {
        client::KillSwitchStatus status{{}, below(1000), below(1000), below(1000)};
        for (int i = below(4); i > 0; --i) {
            status.latches.append({text(), text(), text(), text(), time(), flag(), flag()});
        }
        return status;
    }
    std::optional<Duration> span()
    {
        return flag() ? std::optional<Duration>(milliseconds(below(2'000'000'000))) : std::nullopt;
    }
    client::UnitCheck check()
    {
        client::UnitCheck check;
        for (int i = below(4); i > 0; --i) {
            check.problems.append({text(), text() + u'!', flag()});
        }
        check.spec = check.hasErrors() ? QJsonObject{} : object();
        return check;
    }
    client::Activity activity()
    {
        client::Activity activity{seconds(60 + below(86'341)), {}};
        for (int i = below(4); i > 0; --i) {
            activity.buckets.append({time(), below(100), below(100), below(100), below(100)});
        }
        return activity;
    }
    client::UsageSnapshot usage()
    {
        client::UsageSnapshot snapshot{time(), {}};
        for (int i = below(4); i > 0; --i) {
            snapshot.units.append({text() + u'!', milliseconds(below(2'000'000'000)), number(), below(1000)});
        }
        return snapshot;
    }
    client::UnitHistory history()
    {
        client::UnitHistory history;
        for (int i = below(4); i > 0; --i) {
            history.restarts.append({time(), span(), flag() ? std::optional(flag()) : std::nullopt});
        }
        history.restarts24h = below(1000);
        history.restarts7d = below(1000);
        history.typicalDowntime = span();
        history.worstDowntime = span();
        history.restartsJudged = below(1000);
        history.restartsHeld = below(1000);
        history.meanBetween = span();
        return history;
    }
    client::EngineInfo info()
    {
        return {text(),   text(), text(), text(), number(), time(), text(), below(5000), below(5000),
                number(), text(), text(), text(), texts(),  text(), text(), texts()};
    }
    client::LogPage log()
    {
        client::LogPage page{{}, text()};
        for (int i = below(4); i > 0; --i) {
            page.lines.append({time(), text()});
        }
        return page;
    }

private:
    QRandomGenerator m_random;
};

} // namespace lamplighter::tests
