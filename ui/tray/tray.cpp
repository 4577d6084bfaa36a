#include "ui/tray/tray.h"

#include "core/base/log.h"
#include "ui/models/restart_rules.h"
#include "ui/theme/appearance.h"
#include "ui/tray/lamp_icon.h"

#include <QApplication>
#include <QEvent>

#include <algorithm>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kLookEvery = milliseconds(200);
constexpr int kLookEachTicks = 5; ///< while the window is hidden
constexpr int kMissingForGood = 2;
/// A click on the panel takes the focus from the window before it is told.
constexpr auto kJustNow = milliseconds(500);
constexpr int kPicturePixels = 48;
constexpr qsizetype kLongestTitle = 120;
constexpr qsizetype kLongestDetail = 400;
const QString kToldHidden = u"tray/toldThatItGoesOn"_s;
const QString kHiddenKey = u"/hidden"_s;
const QString kOutcomeKey = u"/outcome"_s;

LampState lampOf(StateKind kind)
{
    switch (kind) {
    case StateKind::Critical:
        return LampState::Red;
    case StateKind::Held:
        return LampState::Striped;
    case StateKind::Ok:
    case StateKind::Info:
        return LampState::Lit;
    case StateKind::Unknown:
        return LampState::Dark;
    default:
        return LampState::Amber;
    }
}

} // namespace

Tray::Tray(const Surroundings &surroundings, Instances &instances, MainWindow &window, QSettings &settings,
           QObject *parent)
    : QObject(parent)
    , m_clock(surroundings.clock)
    , m_theme(surroundings.theme)
    , m_instances(instances)
    , m_window(window)
    , m_settings(settings)
    , m_feed(instances, window.overview()->feed())
    , m_open(tr("Open Lamplighter"))
    , m_menu(m_theme, {&m_open, window.actions().action(u"killSwitch"_s), window.actions().action(u"quit"_s)})
{
    m_open.setObjectName(u"openWindow"_s);
    connect(&m_open, &QAction::triggered, &m_window, &MainWindow::comeForward);
    connect(&m_icon, &QSystemTrayIcon::activated, this, &Tray::activated);
    connect(&m_icon, &QSystemTrayIcon::messageClicked, this, [this] { chosen(m_lastTold, Announcer::kView); });
    connect(&m_notifications, &DesktopNotifications::chosen, this, &Tray::chosen);
    connect(&m_notifications, &DesktopNotifications::notShown, this, &Tray::announceOtherwise);
    connect(&m_feed, &TrayFeed::changed, this, &Tray::refresh);
    connect(&m_feed, &TrayFeed::counted, this, [this] { m_menu.count(m_feed.picture()); });
    connect(&m_theme, &Theme::changed, this, &Tray::refreshLamp);
    const auto failed = [this](const QString &title, const QString &sentence) {
        if (!m_window.isVisible()) { // else it has its own toast
            announceOutcome(StateKind::Critical, title, sentence);
        }
    };
    connect(&instances, &Instances::failed, this, failed);
    connect(window.overview(), &OverviewPage::failed, this, failed);
    connect(&m_window, &MainWindow::hiddenInstead, this, &Tray::tellHidden);
    connect(&surroundings.ticker, &SecondTicker::ticked, this, &Tray::watchTray);
    connect(&m_waiting, &QTimer::timeout, this, &Tray::waitForTray);
    m_window.setCloseHides([this] { return m_icon.isVisible() && isThere() && Appearance(m_settings).closesToTray(); });
    m_window.installEventFilter(this);
    connectMenu();
    refresh();
    m_icon.setContextMenu(&m_menu);
}

Tray::~Tray()
{
    m_window.setCloseHides({});
}

void Tray::connectMenu()
{
    connect(&m_menu, &TrayMenu::queueWanted, this, &Tray::openQueue);
    connect(&m_menu, &TrayMenu::approveAsked, this, &Tray::approve);
    connect(&m_menu, &TrayMenu::deferAsked, this, &Tray::defer);
    connect(&m_menu, &TrayMenu::deferUntilAsked, this, [this](const RestartKey &restart) { view(restart, true); });
    connect(&m_menu, &TrayMenu::viewAsked, this, [this](const RestartKey &restart) { view(restart, false); });
    connect(&m_menu, &TrayMenu::offerTaken, this, &Tray::carryOut);
    connect(&m_menu, &TrayMenu::silenceAsked, this, &Tray::silence);
}

void Tray::start(Begin begin)
{
    m_icon.show(); // where a tray comes later, Qt puts it there then
    if (begin == Begin::Shown || isThere()) {
        return;
    }
    m_waitsUntil = m_clock.now() + kTrayComesWithin;
    m_waiting.start(kLookEvery);
}

void Tray::waitForTray()
{
    if (isThere() || m_window.isVisible()) {
        m_waiting.stop();
    } else if (m_clock.now() >= m_waitsUntil) {
        m_waiting.stop();
        qCInfo(lcConsole) << "There is no tray on this desktop, so the window is shown";
        showWithoutTray(tr("There is no tray on this desktop, so Lamplighter could not start hidden. It goes on for as "
                           "long as this window is open."));
    }
}

void Tray::showWithoutTray(const QString &why)
{
    m_window.setNotice(why);
    m_window.setAttribute(Qt::WA_ShowWithoutActivating);
    m_window.show();
    m_window.setAttribute(Qt::WA_ShowWithoutActivating, false);
}

void Tray::watchTray()
{
    if (isSilenced() != m_silencedUntil.has_value()) {
        silence({});
    }
    if (++m_ticks % kLookEachTicks != 0 || m_waiting.isActive()) {
        return;
    }
    if (m_window.isVisible() || isThere()) {
        m_missing = 0;
    } else if (++m_missing == kMissingForGood) {
        m_missing = 0;
        showWithoutTray(tr("The tray of this desktop has gone, so the window is back. Lamplighter goes on for as long "
                           "as it is open."));
    }
}

bool Tray::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::WindowDeactivate) {
        m_deactivated = m_clock.now();
    }
    return QObject::eventFilter(watched, event);
}

void Tray::activated(QSystemTrayIcon::ActivationReason reason)
{
    if (reason == QSystemTrayIcon::DoubleClick) {
        m_window.comeForward(); // its first click may have hidden it
        return;
    }
    if (reason != QSystemTrayIcon::Trigger) {
        return;
    }
    const bool inFront = m_window.isActiveWindow() || m_clock.now() - m_deactivated < kJustNow;
    if (m_window.isVisible() && !m_window.isMinimized() && inFront && !QApplication::activeModalWidget()) {
        m_window.hide();
    } else {
        m_window.comeForward();
    }
}

void Tray::refresh()
{
    const TrayPicture &picture = m_feed.picture();
    m_menu.show(picture);
    m_icon.setToolTip(picture.toolTip());
    if (picture.lamp != m_shownLamp || m_icon.icon().isNull()) {
        m_shownLamp = picture.lamp;
        refreshLamp();
    }
    const Announcer::Changes changes = m_announcer.update(picture, m_clock.now(), isSilenced());
    for (const QString &key : changes.over) {
        m_notifications.withdraw(key);
        m_window.toasts()->withdraw(key);
    }
    for (const Announcement &one : changes.fresh) {
        announce(one);
    }
}

void Tray::refreshLamp()
{
    m_icon.setIcon(lampIcon(m_shownLamp, panelIsDark(m_theme.systemIsDark())));
}

void Tray::announce(const Announcement &announcement)
{
    const QIcon icon = lampIcon(lampOf(announcement.kind), m_theme.systemIsDark());
    m_notifications.show(announcement, icon.pixmap(kPicturePixels).toImage());
}

void Tray::announceOtherwise(const Announcement &announcement)
{
    if (!m_window.isVisible() && isThere() && QSystemTrayIcon::supportsMessages()) {
        m_lastTold = announcement.key;
        m_icon.showMessage(announcement.title, announcement.detail,
                           lampIcon(lampOf(announcement.kind), m_theme.systemIsDark()),
                           announcement.stays ? 60'000 : 8'000);
    } else if (m_window.page() != MainWindow::Page::Overview || !m_window.isActiveWindow()) {
        // On the overview it is in the queue, before the operator's eyes.
        m_window.toasts()->add(announcement.kind, announcement.title, announcement.detail, announcement.key);
    }
}

void Tray::announceOutcome(StateKind kind, const QString &title, const QString &sentence)
{
    Announcement outcome;
    outcome.key = kOutcomeKey;
    outcome.kind = kind;
    outcome.title = Announcer::shown(title, kLongestTitle);
    outcome.detail = Announcer::shown(sentence, kLongestDetail);
    announce(outcome);
}

void Tray::chosen(const QString &key, const QString &action)
{
    const TrayPicture &picture = m_feed.picture();
    const auto decision = std::find_if(picture.decisions.cbegin(), picture.decisions.cend(),
                                       [&](const TrayDecision &one) { return one.key() == key; });
    if (decision != picture.decisions.cend()) {
        if (action == Announcer::kApprove && decision->toApprove.enabled) {
            approve(decision->restart);
        } else if (action == Announcer::kDefer && decision->toDefer.enabled) {
            defer(decision->restart, std::chrono::hours(1));
        } else {
            view(decision->restart, false);
        }
        return;
    }
    const auto item = std::find_if(picture.items.cbegin(), picture.items.cend(),
                                   [&](const AttentionItem &one) { return one.id == key; });
    const std::optional<AttentionAction> wanted =
        action == Announcer::kView ? AttentionAction::View : Announcer::offerOf(action);
    const AttentionOffer *offer = item != picture.items.cend() && wanted ? item->offer(*wanted) : nullptr;
    if (offer && offer->availability.enabled) {
        carryOut(*item, *wanted);
    } else {
        openQueue(); // over meanwhile, or about no single thing: there it can be seen
    }
}

void Tray::approve(const RestartKey &restart)
{
    m_window.comeForward(); // a question follows: a restart cannot be undone
    m_window.updates()->askToApprove({restart});
}

void Tray::defer(const RestartKey &restart, Duration howLong)
{
    Instance *engine = m_instances.find(restart.instance);
    const std::optional<RestartCase> found = engine ? RestartCase::find(*engine, restart.id) : std::nullopt;
    if (!found) {
        openQueue(); // somebody was quicker; there one sees what became of it
        return;
    }
    const WallTime until = m_clock.wallNow() + std::chrono::duration_cast<microseconds>(howLong);
    engine->decisions().defer(found->restart, until, {}, this, [this, until](const RestartOutcome &outcome) {
        const Viewpoint when = m_instances.units().viewpoint();
        announceOutcome(outcome.done ? StateKind::Ok : StateKind::Critical, outcome.title,
                        outcome.done ? tr("Until %1.").arg(TimeTexts::shortMoment(until, when)) : outcome.sentence);
    });
}

void Tray::view(const RestartKey &restart, bool defer)
{
    m_window.comeForward();
    m_window.showRestart(restart, defer);
}

void Tray::carryOut(const AttentionItem &item, AttentionAction action)
{
    switch (action) {
    case AttentionAction::StartNow:
    case AttentionAction::RestartAgain:
    case AttentionAction::Restart:
    case AttentionAction::Acknowledge:
    case AttentionAction::Reconnect:
    case AttentionAction::ReadUnitFiles:
        break;
    default: // a question or a page follows
        m_window.comeForward();
    }
    m_window.overview()->carryOut(item, action);
}

void Tray::openQueue()
{
    m_window.comeForward();
    m_window.goTo(MainWindow::Page::Overview);
}

void Tray::tellHidden()
{
    if (!m_settings.value(kToldHidden, false).toBool()) {
        m_settings.setValue(kToldHidden, true);
        Announcement hidden;
        hidden.key = kHiddenKey;
        hidden.kind = StateKind::Info;
        hidden.title = tr("Lamplighter goes on in the tray");
        hidden.detail = tr("Quit in its menu ends it. Settings has a switch for what closing the window does.");
        announce(hidden);
    }
}

bool Tray::isSilenced() const
{
    return m_silencedUntil && m_clock.now() < *m_silencedUntil;
}

void Tray::silence(Duration howLong)
{
    if (howLong <= Duration{0}) {
        m_silencedUntil.reset();
        m_menu.setSilence({});
        return;
    }
    m_silencedUntil = m_clock.now() + howLong;
    const WallTime until = m_clock.wallNow() + std::chrono::duration_cast<microseconds>(howLong);
    m_menu.setSilence(tr("Silent until %1: notify again").arg(TimeTexts::shortMoment(until, {m_clock.wallNow()})));
}

} // namespace lamplighter::ui
