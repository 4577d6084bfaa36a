// One thing that happened. Written once, never changed; the stream, the audit trail, alerts and history all read it.
#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace lamplighter::journal {

enum class Severity { Info, Warning, Critical };
QString toString(Severity severity); // "info", "warning", "critical"
std::optional<Severity> severityFromString(const QString &word);

/// An event before it has a number.
struct NewEvent
{
    QString kind;    ///< dotted, such as "unit.exited"; the kinds are listed in kinds.h
    QString subject; ///< what it is about: a unit's name, or empty for the engine
    Severity severity = Severity::Info;
    QString actor;       ///< who asked: "local:root", "token:ci"; empty if nobody did
    QString correlation; ///< groups what belongs together, such as one restart; may be empty
    QJsonObject payload;
};

struct Event
{
    EventSeq seq = 0;
    WallTime time{};
    QString kind;
    QString subject;
    Severity severity = Severity::Info;
    QString actor;
    QString correlation;
    QJsonObject payload;

    bool operator==(const Event &) const = default;
};

} // namespace lamplighter::journal
