#include "tests/gallery/window_scenes.h"

#include "core/base/fingerprint.h"
#include "tests/gallery/overview_fleet.h"
#include "tests/gallery/picture_check.h"
#include "tests/gallery/sample_fleet.h"
#include "tests/support/fake_transport.h"
#include "ui/dialogs/connect_dialog.h"
#include "ui/shell/main_window.h"

#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

namespace lamplighter::gallery {
namespace {

using ui::MainWindow;
using ui::UnitKey;

/// A window on the five engines of the design.
class Fleet
{
public:
    explicit Fleet(ui::Theme &theme, const QSize &size = {1440, 900}, bool several = true)
        : m_settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , m_instances(m_clock)
        , m_connections(m_settings, m_secrets, m_instances)
        , m_fleet(m_instances)
        , m_window(ui::Surroundings{theme, m_clock, m_ticker}, m_instances, m_connections, m_settings)
    {
        m_instances.units().setTimeZone(QTimeZone::utc());
        m_window.overview()->setTimeZone(QTimeZone::utc());
        m_window.processes()->details()->log()->view()->setTimeZone(QTimeZone::utc());
        m_window.resize(size);
        m_window.show();
        if (several) {
            m_fleet.addAll();
        } else {
            m_fleet.add(QStringLiteral("ops-ws-04"), {});
        }
        m_fleet.connectAll();
        settle();
        m_window.tick();
        settle();
    }

    [[nodiscard]] MainWindow &window() { return m_window; }
    [[nodiscard]] ui::Instances &instances() { return m_instances; }
    static void settle() { QTest::qWait(250); }

    Picture take(const QString &name)
    {
        settle();
        QImage image = m_window.grab().toImage();
        QList<QWidget *> shown{&m_window};
        for (QWidget *over : m_window.findChildren<QWidget *>()) {
            if (over->isWindow() && over->isVisible()) {
                QPainter painter(&image);
                painter.drawImage(m_window.mapFromGlobal(over->pos()), over->grab().toImage());
                shown.append(over);
            }
        }
        return {name, image, defectsOf(image, shown)};
    }

private:
    QTemporaryDir m_folder;
    GalleryClock m_clock;
    ui::SecondTicker m_ticker;
    QSettings m_settings;
    ui::SecretStore m_secrets{QStringLiteral("lamplighter-gallery"), false};
    ui::Instances m_instances;
    ui::Connections m_connections;
    OverviewFleet m_fleet;
    MainWindow m_window;
};

void renderOverviews(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    Fleet overview(theme);
    keep(overview.take(QStringLiteral("window-overview") + suffix));
    overview.window().findChild<ui::InstanceSwitcher *>()->openList();
    keep(overview.take(QStringLiteral("window-switcher") + suffix));

    Fleet smallest(theme, {1080, 680});
    keep(smallest.take(QStringLiteral("window-overview-smallest") + suffix));

    Fleet fresh(theme, {1440, 900}, false);
    keep(fresh.take(QStringLiteral("window-first-run") + suffix));
}

void renderProcesses(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    Fleet several(theme);
    several.window().goTo(MainWindow::Page::Processes);
    keep(several.take(QStringLiteral("window-processes-several") + suffix));
    ui::DataTable *table = several.window().processes()->table();
    table->selectAll();
    keep(several.take(QStringLiteral("window-processes-bulk") + suffix));
    several.window().askToStop(several.window().processes()->selectedUnits().mid(0, 3));
    keep(several.take(QStringLiteral("window-stop-several") + suffix));

    Fleet filtered(theme);
    filtered.window().goTo(MainWindow::Page::Processes);
    filtered.window().processes()->filterField()->setText(QStringLiteral("state:running restarts>0 colour:red"));
    keep(filtered.take(QStringLiteral("window-filter-problem") + suffix));
}

/// Somebody's certificate is asked about; and one came instead of the one that was trusted.
void renderCertificates(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    const QString seen = formatFingerprint(QByteArray::fromHex("9bddf75a92abc5eb8afd7df227d1f6e8").repeated(2));
    const QString address = QStringLiteral("https://prod-eu.example:8765");
    const QString place = QStringLiteral("prod-eu.example:8765");
    {
        Fleet page(theme);
        page.window().goTo(MainWindow::Page::Connections);
        page.window().openConnect({}, address);
        page.window().findChild<ui::CertificateBox *>()->showUnknown(place, seen);
        keep(page.take(QStringLiteral("window-connect-unknown") + suffix));
    }
    const QString expected = formatFingerprint(QByteArray::fromHex("01f7c30e55a1b2c3d4e5f60718293a4b").repeated(2));
    Fleet page(theme);
    page.window().goTo(MainWindow::Page::Connections);
    const ui::InstanceId id(QStringLiteral("pinned"));
    page.instances().add({id, ui::InstanceKind::Remote, QStringLiteral("prod-eu"), address, expected},
                         std::make_unique<tests::FakeTransport>());
    page.window().openConnect(id, address);
    page.window().findChild<ui::CertificateBox *>()->showChanged(place, expected, seen);
    keep(page.take(QStringLiteral("window-connect-changed") + suffix));
}

void renderConnections(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    Fleet page(theme);
    page.window().goTo(MainWindow::Page::Connections);
    keep(page.take(QStringLiteral("window-connections") + suffix));
    page.window().openConnect({}, QStringLiteral("http://10.0.4.9:8765"));
    keep(page.take(QStringLiteral("window-connect") + suffix));
    renderCertificates(theme, suffix, keep);
}

} // namespace

void renderWindows(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    renderOverviews(theme, suffix, keep);
    renderProcesses(theme, suffix, keep);
    renderConnections(theme, suffix, keep);
}

} // namespace lamplighter::gallery
