#include "tests/gallery/overview_scenes.h"

#include "tests/gallery/overview_fleet.h"
#include "tests/gallery/picture_check.h"
#include "tests/gallery/sample_fleet.h"
#include "ui/pages/overview_page.h"

#include <QTest>

namespace lamplighter::gallery {
namespace {

// what rail and top bar leave of 1440 x 900 and, with the narrow rail, of 1080 x 680
constexpr QSize kDesign(1232, 844);
constexpr QSize kSmallest(1024, 624);

using Fill = std::function<void(OverviewFleet &)>;

void take(ui::Theme &theme, const QString &name, const QSize &size, const Fill &fill,
          const std::function<void(const Picture &)> &keep)
{
    GalleryClock clock;
    ui::SecondTicker ticker;
    ui::Instances instances(clock);
    instances.units().setTimeZone(QTimeZone::utc());
    OverviewFleet fleet(instances);
    ui::OverviewPage page(ui::Surroundings{theme, clock, ticker}, instances);
    page.setTimeZone(QTimeZone::utc());
    page.resize(size);
    page.show();
    fill(fleet);
    fleet.connectAll();
    QTest::qWait(500); // the scripted answers, then the debounced picture of them
    page.tick();
    QTest::qWait(150);
    const QImage image = page.grab().toImage();
    keep({name, image, defectsOf(image, {&page})});
}

void addTen(OverviewFleet &fleet)
{
    fleet.addAll();
    for (int i = 0; i < 5; ++i) {
        fleet.add(QStringLiteral("edge-%1").arg(i),
                  i == 2 ? manyUnits(500) : OverviewFleet::steadyUnits(QStringLiteral("unit"), 3 + i * 7));
    }
}

} // namespace

void renderOverview(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    const Fill all = [](OverviewFleet &fleet) { fleet.addAll(); };
    const auto scene = [&](const char *name, const QSize &size, const Fill &fill) {
        take(theme, QString::fromLatin1(name) + suffix, size, fill, keep);
    };
    scene("overview", kDesign, all);
    scene("overview-smallest", kSmallest, all);
    scene("overview-ten", kDesign, addTen);
    scene("overview-calm", kDesign, [](OverviewFleet &fleet) {
        fleet.add(QStringLiteral("ops-ws-04"), OverviewFleet::steadyUnits(QStringLiteral("redis"), 3));
    });
    scene("overview-loading", kDesign, [](OverviewFleet &fleet) { fleet.addSilent(QStringLiteral("prod-eu")); });
    scene("overview-viewer", kSmallest, [](OverviewFleet &fleet) { fleet.addAll(QStringLiteral("viewer")); });
}

} // namespace lamplighter::gallery
