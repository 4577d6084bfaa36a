// One number out of what a unit's metrics endpoint answers: a Prometheus text exposition (its format 0.0.4; lines of
// OpenMetrics are understood too) or a JSON document. Pure.
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace lamplighter::updates {

inline constexpr qsizetype kMetricTextLimit = qsizetype{1024} * 1024;

/// Which number: `requests` is the sum of all series of that name (of one, its value), `requests{code="200",job="a"}`
/// the one series with exactly these labels in any order, `requests{}` the one without labels; in JSON "load.queues.0"
/// is the number under these names and places.
struct MetricQuery
{
    QString name;                                 ///< empty if it can only be a JSON path
    std::optional<QMap<QString, QString>> labels; ///< absent: whatever labels there are
    QStringList path;                             ///< empty if it can only be a metric
    bool operator==(const MetricQuery &) const = default;
};
/// InvalidInput for what is neither.
Result<MetricQuery> parseMetricQuery(const QString &text);

/// JSON if `text` begins like it ({ or [), an exposition otherwise. NotFound if the number is not there, InvalidInput
/// if it is there and is no finite number or `text` cannot be read, TooLarge past 1 MiB.
Result<double> metricValue(const QByteArray &text, const MetricQuery &query);

} // namespace lamplighter::updates
