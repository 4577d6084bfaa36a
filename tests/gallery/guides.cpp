#include "tests/gallery/guides.h"

#include "tests/gallery/picture_check.h"
#include "tests/gallery/sample_fleet.h"
#include "tests/support/fake_transport.h"
#include "ui/dialogs/command_palette.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/dialogs/unit_editor_dialog.h"
#include "ui/pages/first_run_page.h"
#include "ui/widgets/focus_ring.h"

#include <QJsonArray>
#include <QPainter>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

namespace lamplighter::gallery {

using namespace Qt::StringLiterals;

namespace {

/// An empty window with a dialog over it.
class Ground final : public QWidget
{
public:
    Ground(ui::Theme &theme, QSize size)
        : m_theme(theme)
    {
        resize(size);
        show();
    }
    Picture take(const QString &name)
    {
        QTest::qWait(250);
        QImage image = grab().toImage();
        QList<QWidget *> shown{this};
        const QList<QDialog *> dialogs = findChildren<QDialog *>();
        for (QDialog *dialog : dialogs) {
            if (dialog->isVisible()) {
                QPainter painter(&image);
                painter.drawImage(mapFromGlobal(dialog->pos()), dialog->grab().toImage());
                shown.append(dialog);
            }
        }
        return {name, image, defectsOf(image, shown)};
    }

protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(rect(), m_theme.palette().window); }

private:
    ui::Theme &m_theme;
};

client::HttpAnswer examined(const client::HttpRequest &request)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    QJsonObject spec{{u"directory"_s, u"/var/lib/lamplighter/units"_s},
                     {u"max_consecutive_failures"_s, 5},
                     {u"pause_after_failures"_s, u"1m"_s},
                     {u"restart_limit"_s, QJsonObject{{u"count"_s, 10}, {u"window"_s, u"10m"_s}}},
                     {u"backoff"_s, QJsonObject{{u"initial"_s, u"1s"_s}, {u"maximum"_s, u"1m"_s}}},
                     {u"ready_timeout"_s, u"30s"_s},
                     {u"health"_s, QJsonObject{{u"every"_s, u"5s"_s}, {u"timeout"_s, u"2s"_s}, {u"failures"_s, 3}}},
                     {u"stop_timeout"_s, u"10s"_s}};
    client::UnitCheck check;
    const QJsonObject given = body.value(u"spec").toObject();
    for (auto it = given.begin(); it != given.end(); ++it) {
        if (!it.value().isObject()) {
            spec.insert(it.key(), it.value());
        }
    }
    check.spec = spec;
    if (given.value(u"directory").toString().startsWith(u"srv"_s)) {
        check.problems.append({u"directory"_s, u"does not exist yet"_s, true});
    }
    if (given.value(u"stop_timeout").toString() == u"ten"_s) {
        check.problems.append({u"stop_timeout"_s, u"must be a duration like \"30s\""_s, false});
    }
    return {200, QJsonDocument(client::toJson(check)).toJson(QJsonDocument::Compact)};
}

struct Studio
{
    explicit Studio(ui::Theme &theme)
        : surroundings{theme, clock, ticker}
        , engine(makeTransport())
    {}
    static std::unique_ptr<client::Transport> makeTransport()
    {
        auto transport = std::make_unique<tests::FakeTransport>();
        transport->answer("POST", u"/api/v1/units/check"_s, examined);
        return transport;
    }
    GalleryClock clock;
    ui::SecondTicker ticker;
    ui::Surroundings surroundings;
    client::Engine engine;
};

client::UnitDetail editedUnit()
{
    client::UnitDetail detail;
    detail.status.name = u"hsp"_s;
    detail.status.pid = 4711;
    detail.status.origin = u"/etc/lamplighter/units/hsp.toml"_s;
    detail.spec = {{u"command"_s, QJsonArray{u"python3"_s, u"-m"_s, u"hsp.connector"_s, u"--name"_s, u"prod eu"_s}},
                   {u"directory"_s, u"/srv/hsp"_s},
                   {u"environment"_s, QJsonObject{{u"HSP_BROKER"_s, u"broker-eu:8883"_s}, {u"HSP_TLS"_s, u"on"_s}}},
                   {u"environment_files"_s, QJsonArray{u"/srv/hsp/.env"_s}},
                   {u"group"_s, u"services"_s},
                   {u"restart"_s, u"on-failure"_s},
                   {u"depends_on"_s, QJsonArray{u"nats-relay"_s}},
                   {u"health"_s, QJsonObject{{u"tcp"_s, u"127.0.0.1:8891"_s}, {u"every"_s, u"5s"_s}}}};
    return detail;
}

void renderEditor(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    Studio studio(theme);
    const auto open = [&](Ground &ground, const std::optional<client::UnitDetail> &detail) {
        auto *dialog = new ui::UnitEditorDialog(studio.surroundings, studio.engine, u"prod-eu"_s, detail,
                                                {u"nats-relay"_s, u"llm"_s}, &ground);
        dialog->present();
        QTest::qWait(250);
        return dialog;
    };
    const auto field = [](QWidget *dialog, const QString &name) { return dialog->findChild<QLineEdit *>(name); };

    Ground adding(theme, {1440, 900});
    ui::UnitEditorDialog *dialog = open(adding, std::nullopt);
    keep(adding.take(u"unit-editor-new"_s + suffix));
    QTest::keyClicks(field(dialog, u"command"_s), u"python3 serve.py --port 8000"_s);
    QTest::keyClicks(field(dialog, u"directory"_s), u"srv/web"_s);
    keep(adding.take(u"unit-editor-suggestion"_s + suffix));

    Ground changing(theme, {1080, 680});
    dialog = open(changing, editedUnit());
    QTest::keyClicks(field(dialog, u"command"_s), u" 'oops"_s);
    QTest::keyClicks(field(dialog, u"stop_timeout"_s), u"ten"_s);
    keep(changing.take(u"unit-editor-problem"_s + suffix));
    auto *bar = dialog->findChild<QScrollArea *>(u"unitEditorScroll"_s)->verticalScrollBar();
    bar->setValue(bar->maximum() / 2);
    keep(changing.take(u"unit-editor-middle"_s + suffix));
    dialog->findChild<QAbstractButton *>(u"asText"_s)->click();
    QTest::qWait(100);
    bar->setValue(bar->maximum());
    field(dialog, u"depends_on"_s)->setFocus(Qt::TabFocusReason);
    keep(changing.take(u"unit-editor-end"_s + suffix));
    dialog->reject();
    keep(changing.take(u"unit-editor-discard"_s + suffix));

    Ground running(theme, {1440, 1200});
    dialog = open(running, editedUnit());
    QTest::keyClicks(field(dialog, u"directory"_s), u"/new"_s);
    keep(running.take(u"unit-editor-change"_s + suffix));

    client::UnitDetail readOnly = editedUnit();
    readOnly.status.readOnly = true;
    Ground reading(theme, {1440, 900});
    open(reading, readOnly);
    keep(reading.take(u"unit-editor-read-only"_s + suffix));
}

void renderFirstRun(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    // Beside the rail and under the top bar of a window of 1440 x 900, and of the smallest one.
    const QList<std::pair<QString, QSize>> sizes{{u"first-run"_s, {1232, 844}}, {u"first-run-smallest"_s, {1024, 624}}};
    for (const auto &[name, size] : sizes) {
        Ground ground(theme, size);
        ui::FirstRunPage page(theme, &ground);
        ui::FocusRing ring(theme, &ground);
        page.resize(size);
        page.show();
        keep(ground.take(name + suffix));
    }
}

QList<ui::PaletteEntry> someEntries()
{
    using ui::Icon;
    const auto icon = [](Icon which) { return static_cast<int>(which); };
    return {{u"goProcesses"_s, u"Go to Processes"_s, u"Page"_s, u"Ctrl+2"_s, {}, icon(Icon::Processes)},
            {u"add"_s, u"Add a process…"_s, {}, u"Ctrl+N"_s, {}, icon(Icon::Plus)},
            {u"kill"_s, u"Open the kill switch"_s, {}, u"Ctrl+Shift+K"_s, {}, icon(Icon::Power)},
            {u"keys"_s, u"Keyboard map"_s, {}, u"?"_s, {}, -1},
            {u"unit/redis"_s, u"Go to unit redis"_s, u"prod-eu"_s, {}, {}, icon(Icon::Right)},
            {u"start/redis"_s, u"Start redis"_s, u"prod-eu"_s, u"S"_s, ui::Availability::off(u"It runs already"_s),
             icon(Icon::Play)},
            {u"restart/redis"_s, u"Restart redis"_s, u"prod-eu"_s, {}, {}, icon(Icon::Restart)},
            {u"restart/reader"_s,
             u"Restart reader-service-with-a-rather-long-name-behind-it"_s,
             u"unified-staging"_s,
             {},
             {},
             icon(Icon::Restart)},
            {u"switch/prod"_s, u"Switch to instance prod-eu"_s, u"9 units failed"_s, {}, {}, icon(Icon::Connections)},
            {u"reload"_s,
             u"Reload the unit files"_s,
             {},
             {},
             ui::Availability::off(u"Your role is viewer"_s),
             icon(Icon::Reload)},
            {u"settings"_s, u"Settings"_s, {}, u"Ctrl+,"_s, {}, icon(Icon::Gear)}};
}

void renderPalette(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    for (const QString &query : {u""_s, u"re"_s, u"zzz"_s}) {
        Ground ground(theme, {1080, 680});
        auto *palette = new ui::CommandPalette(theme, someEntries(), {u"restart/redis"_s}, &ground);
        palette->present();
        QTest::keyClicks(palette->findChild<QLineEdit *>(), query);
        keep(ground.take(u"palette-"_s + (query.isEmpty() ? u"begin"_s : query) + suffix));
    }
}

void renderSettings(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    Ground ground(theme, {1080, 680});
    auto *dialog = new ui::SettingsDialog(theme, settings, ui::SignInStart({}, folder.path()), &ground);
    dialog->present();
    keep(ground.take(u"settings"_s + suffix));
}

} // namespace

void renderGuides(ui::Theme &theme, const QString &suffix, const std::function<void(const Picture &)> &keep)
{
    renderEditor(theme, suffix, keep);
    renderFirstRun(theme, suffix, keep);
    renderPalette(theme, suffix, keep);
    renderSettings(theme, suffix, keep);
}

} // namespace lamplighter::gallery
