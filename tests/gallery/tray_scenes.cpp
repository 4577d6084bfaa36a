#include "tests/gallery/tray_scenes.h"

#include "tests/gallery/overview_fleet.h"
#include "tests/gallery/picture_check.h"
#include "ui/models/overview_feed.h"
#include "ui/tray/lamp_icon.h"
#include "ui/tray/tray_menu.h"

#include <QAction>
#include <QPainter>
#include <QTest>

namespace lamplighter::gallery {
namespace {

using ui::LampState;
using ui::StateKind;

ui::AttentionItem restart(const QString &id, const QString &title, const QString &detail, StateKind kind)
{
    ui::AttentionItem item;
    item.id = id;
    item.restart = {ui::InstanceId(QStringLiteral("omni-gpu-01")), id};
    item.instanceName = QStringLiteral("omni-gpu-01");
    item.title = title;
    item.detail = detail;
    item.kind = kind;
    item.offers = {
        {ui::AttentionAction::Approve, {}}, {ui::AttentionAction::Defer, {}}, {ui::AttentionAction::View, {}}};
    return item;
}

QList<ui::AttentionItem> withRestarts(QList<ui::AttentionItem> items)
{
    items.prepend(restart(QStringLiteral("R-118"), QStringLiteral("quantum_backend: restart now is recommended"),
                          QStringLiteral("Critical code change. About 11 s down."), StateKind::Critical));
    items.append(restart(QStringLiteral("R-119"), QStringLiteral("web_frontend has an update that can wait"),
                         QStringLiteral("Only deferrable modules changed."), StateKind::Attention));
    return items;
}

/// A menu and what is open of it, side by side on the ground of a desktop.
QImage together(const QList<QWidget *> &menus, const QColor &ground)
{
    QSize size(24, 24);
    for (const QWidget *menu : menus) {
        size = {size.width() + menu->width() + 4, std::max(size.height(), menu->height() + 48)};
    }
    QImage image(size, QImage::Format_RGB32);
    image.fill(ground);
    QPainter painter(&image);
    int left = 16;
    for (QWidget *menu : menus) {
        painter.drawImage(left, size.height() - 24 - menu->height(), menu->grab().toImage());
        left += menu->width() + 4;
    }
    return image;
}

void renderMenu(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    GalleryClock clock;
    ui::Instances instances(clock);
    instances.units().setTimeZone(QTimeZone::utc());
    OverviewFleet fleet(instances);
    fleet.addAll();
    fleet.connectAll();
    ui::OverviewFeed overview(instances, clock);
    overview.setWatched(true);
    QTest::qWait(400);
    QAction open(QStringLiteral("Open Lamplighter"));
    QAction killSwitch(QStringLiteral("Open the kill switch"));
    QAction quit(QStringLiteral("Quit"));
    ui::TrayMenu menu(theme, {&open, &killSwitch, &quit});
    menu.show(ui::trayPicture({overview.summaries(), withRestarts(overview.everything())}));
    QTest::qWait(50);
    menu.popup({400, 100});
    QMenu *branch = menu.findChild<QMenu *>(QStringLiteral("trayDecision"));
    menu.setActiveAction(branch->menuAction());
    branch->popup({40, 100});
    QTest::qWait(50);
    const QImage image = together({branch, &menu}, theme.palette().sunken);
    keep({QStringLiteral("tray-menu") + suffix, image, defectsOf(image, {branch, &menu})});
    branch->close();
    menu.close();
}

void renderLamps(const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    constexpr int kCell = 56;
    const QList<LampState> states{LampState::Lit, LampState::Amber, LampState::Red, LampState::Dark,
                                  LampState::Striped};
    const QList<int> sizes{16, 22, 24, 32, 48};
    QImage image(kCell * static_cast<int>(sizes.size() * 2), kCell * static_cast<int>(states.size()),
                 QImage::Format_RGB32);
    QPainter painter(&image);
    for (const bool dark : {false, true}) {
        const int left = dark ? image.width() / 2 : 0;
        painter.fillRect(left, 0, image.width() / 2, image.height(),
                         dark ? QColor(0x17, 0x1B, 0x21) : QColor(0xEE, 0xF0, 0xF3));
        for (int row = 0; row < states.size(); ++row) {
            for (int column = 0; column < sizes.size(); ++column) {
                const QPixmap lamp = ui::lampIcon(states.at(row), dark).pixmap(sizes.at(column));
                painter.drawPixmap(left + column * kCell + (kCell - lamp.width()) / 2,
                                   row * kCell + (kCell - lamp.height()) / 2, lamp);
            }
        }
    }
    keep({QStringLiteral("tray-lamps") + suffix, image, {}});
}

} // namespace

void renderTray(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    renderMenu(theme, suffix, keep);
    if (suffix.isEmpty()) { // they know no theme
        renderLamps(suffix, keep);
    }
}

} // namespace lamplighter::gallery
