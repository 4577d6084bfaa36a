// The five engines of the design's overview, as they would report: one failing, one away, three well.
#pragma once

#include "core/client/shapes.h"
#include "tests/gallery/gallery_clock.h"
#include "tests/support/fake_transport.h"
#include "ui/models/instances.h"

namespace lamplighter::gallery {

client::Activity sampleActivity();
QList<client::AlertRecord> sampleAlerts();

/// Engines on scripted transports in a fleet of `instances`.
class OverviewFleet
{
public:
    explicit OverviewFleet(ui::Instances &instances);

    /// prod-eu, kloros-home, unified-staging, omni-gpu-01, grace-lab
    void addAll(const QString &role = QStringLiteral("operator"));
    tests::FakeTransport &add(const QString &name, const QList<client::UnitStatus> &units,
                              const QList<client::AlertRecord> &alerts = {},
                              const QString &role = QStringLiteral("operator"));
    /// One that never answers.
    void addSilent(const QString &name);
    void connectAll();

    [[nodiscard]] tests::FakeTransport &transport(const QString &name) const { return *m_transports.value(name); }

    /// `count` units that run well.
    static QList<client::UnitStatus> steadyUnits(const QString &prefix, int count);

private:
    ui::Instances &m_instances;
    QHash<QString, tests::FakeTransport *> m_transports;
    QStringList m_silent;
};

} // namespace lamplighter::gallery
