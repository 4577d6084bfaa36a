// The body of GET /api/v1/units, made once and kept until a unit changes. Lives on the engine's thread.
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QObject>

#include <optional>

namespace lamplighter::watchdog {
class Watchdog;
}

namespace lamplighter::api {

class UnitList final : public QObject
{
public:
    UnitList(watchdog::Watchdog &watchdog, const Clock &clock);
    const QByteArray &body();

private:
    watchdog::Watchdog &m_watchdog;
    const Clock &m_clock;
    std::optional<QByteArray> m_body;
    Instant m_madeAt{};
};

} // namespace lamplighter::api
