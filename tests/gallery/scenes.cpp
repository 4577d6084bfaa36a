#include "tests/gallery/scenes.h"

#include "tests/gallery/components.h"
#include "tests/gallery/guides.h"
#include "tests/gallery/overview_scenes.h"
#include "tests/gallery/picture_check.h"
#include "tests/gallery/sample_fleet.h"
#include "tests/gallery/tray_scenes.h"
#include "tests/gallery/updates_scenes.h"
#include "tests/gallery/window_scenes.h"
#include "tests/support/fake_transport.h"
#include "ui/dialogs/kill_switch_dialog.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

namespace lamplighter::gallery {
namespace {

using client::UnitStatus;
using tests::FakeTransport;

struct Script
{
    QList<UnitStatus> units = sampleUnits();
    client::KillSwitchStatus killSwitch;
    QString role = QStringLiteral("operator");
    std::optional<Error> unreachable;
    bool silent = false; ///< never answers
    QString select = QStringLiteral("hsp");
    QSize size{1440, 900};
    ui::InstanceKind kind = ui::InstanceKind::Local;
};

const ui::InstanceId kInstance(QStringLiteral("prod-eu"));

/// A window on a scripted engine.
class Stage
{
public:
    Stage(ui::Theme &theme, const Script &script)
        : m_theme(theme)
        , m_settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , m_instances(m_clock)
        , m_instance(m_instances.add({kInstance, script.kind, {}, {}}, makeTransport(script)))
        , m_connections(m_settings, m_secrets, m_instances)
        , m_window(ui::Surroundings{theme, m_clock, m_ticker}, m_instances, m_connections, m_settings)
    {
        m_instances.units().setTimeZone(QTimeZone::utc());
        m_window.goTo(ui::MainWindow::Page::Processes);
        m_window.processes()->details()->log()->view()->setTimeZone(QTimeZone::utc());
        m_window.resize(script.size);
        m_window.show();
        if (!script.silent) {
            m_instance.engine().connectLive();
        }
        settle();
        if (!script.select.isEmpty()) {
            m_window.processes()->selectUnit({kInstance, script.select});
            settle();
            m_transport->push("log", client::toJson(client::LogPage{sampleLog(), {}}));
            settle();
        }
        m_window.tick();
    }

    [[nodiscard]] ui::MainWindow &window() { return m_window; }
    [[nodiscard]] GalleryClock &clock() { return m_clock; }

    static void settle() { QTest::qWait(200); }

    Picture take(const QString &name)
    {
        QImage image = m_window.grab().toImage();
        QList<QWidget *> shown{&m_window};
        const QList<ui::DialogFrame *> dialogs = m_window.findChildren<ui::DialogFrame *>();
        for (ui::DialogFrame *dialog : dialogs) {
            if (dialog->isVisible()) {
                QPainter painter(&image);
                painter.drawImage(m_window.mapFromGlobal(dialog->pos()), dialog->grab().toImage());
                shown.append(dialog);
            }
        }
        return {name, image, defectsOf(image, shown)};
    }

private:
    std::unique_ptr<client::Transport> makeTransport(const Script &script)
    {
        auto transport = std::make_unique<FakeTransport>();
        m_transport = transport.get();
        transport->answerPicture(sampleInfo(script.role), script.units, script.killSwitch);
        for (const UnitStatus &status : script.units) {
            transport->answer("GET", QStringLiteral("/api/v1/units/") + status.name,
                              client::toJson(sampleDetail(status)));
        }
        transport->setDescription(QStringLiteral("http://127.0.0.1:8765"));
        transport->setUnreachable(script.unreachable);
        return transport;
    }

    ui::Theme &m_theme;
    GalleryClock m_clock;
    ui::SecondTicker m_ticker;
    QTemporaryDir m_folder;
    QSettings m_settings;
    FakeTransport *m_transport = nullptr;
    ui::Instances m_instances;
    ui::Instance &m_instance;
    ui::SecretStore m_secrets{QStringLiteral("lamplighter-gallery"), false};
    ui::Connections m_connections;
    ui::MainWindow m_window;
};

void renderPages(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    const auto plain = [&](const QString &name, const Script &script) {
        keep(Stage(theme, script).take(name + suffix));
    };
    plain(QStringLiteral("processes"), {});
    Script script;
    script.size = {1080, 680};
    plain(QStringLiteral("processes-smallest"), script);
    script = {};
    script.select.clear();
    plain(QStringLiteral("processes-no-details"), script);
    script.units = manyUnits(1000);
    plain(QStringLiteral("processes-thousand"), script);
    script.units.clear();
    plain(QStringLiteral("processes-empty"), script);
    script.silent = true;
    plain(QStringLiteral("processes-loading"), script);
    script.silent = false;
    script.unreachable = Error{ErrorCode::Unavailable, QStringLiteral("Nothing listens on 127.0.0.1:8765"), {}};
    plain(QStringLiteral("processes-error"), script);
    script = {};
    script.role = QStringLiteral("viewer");
    plain(QStringLiteral("processes-viewer"), script);
    script = {};
    script.units = heldUnits();
    script.killSwitch = engagedSwitch();
    script.select.clear();
    plain(QStringLiteral("kill-switch-engaged"), script);
    script.select = QStringLiteral("occurrence-2");
    plain(QStringLiteral("kill-switch-engaged-details"), script);

    Stage stale(theme, Script{});
    stale.clock().advance(std::chrono::minutes(3) + seconds(8));
    stale.window().tick();
    Stage::settle();
    keep(stale.take(QStringLiteral("processes-stale") + suffix));

    Stage filtered(theme, Script{});
    filtered.window().processes()->filterField()->setText(QStringLiteral("nothing like this"));
    filtered.window().toasts()->add(
        ui::StateKind::Critical, QStringLiteral("hsp could not be started"),
        QStringLiteral("The engine did not answer in time. It may still carry the request out."));
    Stage::settle();
    keep(filtered.take(QStringLiteral("processes-filter-and-toast") + suffix));
}

void renderDialogs(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    Stage killing(theme, Script{});
    killing.window().openKillSwitch();
    Stage::settle();
    keep(killing.take(QStringLiteral("kill-switch-dialog-begin") + suffix));
    auto *dialog = killing.window().findChild<ui::KillSwitchDialog *>();
    QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("reasonEdit")),
                     QStringLiteral("Tool loop on prod-eu writes to the live store, ticket OPS-812"));
    dialog->findChild<QAbstractButton *>(QStringLiteral("scope_all"))->click();
    auto *hold = dialog->findChild<ui::HoldButton *>();
    hold->setFocus(Qt::TabFocusReason);
    QTest::mousePress(hold, Qt::LeftButton);
    killing.clock().advance(milliseconds(1000));
    Stage::settle();
    keep(killing.take(QStringLiteral("kill-switch-dialog") + suffix));
    QTest::mouseRelease(hold, Qt::LeftButton);
    Stage::settle();
    keep(killing.take(QStringLiteral("kill-switch-dialog-let-go") + suffix));

    Script script;
    script.units = heldUnits();
    script.killSwitch = engagedSwitch();
    Stage rearming(theme, script);
    rearming.window().openRearm();
    Stage::settle();
    keep(rearming.take(QStringLiteral("rearm-dialog") + suffix));

    Stage stopping(theme, Script{});
    stopping.window().askToStop({{kInstance, QStringLiteral("hsp")}});
    Stage::settle();
    keep(stopping.take(QStringLiteral("stop-dialog") + suffix));

    script = {};
    script.kind = ui::InstanceKind::Embedded;
    Stage quitting(theme, script);
    quitting.window().close();
    Stage::settle();
    keep(quitting.take(QStringLiteral("quit-dialog") + suffix));

    Stage keys(theme, Script{});
    keys.window().openKeyboardMap();
    Stage::settle();
    keep(keys.take(QStringLiteral("keyboard-map") + suffix));
}

} // namespace

void renderScenes(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    renderPages(theme, suffix, keep);
    renderDialogs(theme, suffix, keep);
    renderWindows(theme, suffix, keep);
    renderTray(theme, suffix, keep);
    renderGuides(theme, suffix, keep);
    renderOverview(theme, suffix, keep);
    renderUpdates(theme, suffix, keep);
    Components components(theme);
    components.show();
    Stage::settle();
    const QImage image = components.grab().toImage();
    keep({QStringLiteral("components") + suffix, image, defectsOf(image, {&components})});
}

} // namespace lamplighter::gallery
