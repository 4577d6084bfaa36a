#include "ui/tray/tray_menu.h"

#include <QPainter>

#include <utility>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;
using std::chrono::hours;

namespace {

constexpr qsizetype kMost = 5;
constexpr const char *kItemProperty = "item";
constexpr qsizetype kLongest = 64; ///< letters of an entry: a menu is as wide as its widest

/// As it is, in a menu: "&" is no mnemonic, a tab begins no second column.
QString entryText(QString text)
{
    text.replace(u'\t', u' ').replace(u'\n', u' ');
    if (text.size() > kLongest) {
        text = text.left(kLongest - 1).trimmed() + u'…';
    }
    return text.replace(u"&"_s, u"&&"_s);
}

void allow(QAction *action, const Availability &availability)
{
    action->setEnabled(availability.enabled);
    action->setToolTip(availability.reason);
}

Icon iconOf(AttentionAction action)
{
    switch (action) {
    case AttentionAction::StartNow:
        return Icon::Play;
    case AttentionAction::RestartAgain:
    case AttentionAction::Restart:
        return Icon::Restart;
    case AttentionAction::Stop:
        return Icon::Stop;
    case AttentionAction::ViewLog:
        return Icon::File;
    case AttentionAction::View:
        return Icon::Eye;
    case AttentionAction::Acknowledge:
    case AttentionAction::Approve:
        return Icon::Check;
    case AttentionAction::Defer:
        return Icon::Clock;
    case AttentionAction::Reconnect:
    case AttentionAction::ReadUnitFiles:
        return Icon::Reload;
    case AttentionAction::EnterToken:
    case AttentionAction::ChangeConnection:
        return Icon::Link;
    case AttentionAction::Rearm:
        return Icon::Power;
    }
    return Icon::More;
}

} // namespace

TrayMenu::TrayMenu(Theme &theme, const Commands &commands, QWidget *parent)
    : QMenu(parent)
    , m_theme(theme)
    , m_commands(commands)
{
    setObjectName(u"trayMenu"_s);
    setToolTipsVisible(true);
    setTitle(tr("Lamplighter"));
    connect(&theme, &Theme::changed, this, [this] { show(m_picture); });
    // Not from within the entry that was chosen: it goes with the others.
    connect(
        this, &QMenu::aboutToHide, this,
        [this] {
            if (m_outdated) {
                build();
            }
        },
        Qt::QueuedConnection);
    build();
}

TrayMenu::~TrayMenu() = default;

void TrayMenu::show(const TrayPicture &picture)
{
    m_picture = picture;
    m_outdated = true;
    if (isVisible()) {
        refreshStanding();
    } else {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_outdated && !isVisible()) {
                    build();
                }
            },
            Qt::QueuedConnection);
    }
}

void TrayMenu::count(const TrayPicture &picture)
{
    m_picture = picture;
    for (QMenu *branch : findChildren<QMenu *>(u"trayItem"_s, Qt::FindDirectChildrenOnly)) {
        const QString id = branch->property(kItemProperty).toString();
        for (const AttentionItem &item : std::as_const(m_picture.items)) {
            if (item.countsDown && item.id == id) {
                branch->setTitle(titleOf(item));
            }
        }
    }
}

void TrayMenu::setSilence(const QString &until)
{
    if (m_silence != until) {
        m_silence = until;
        show(m_picture);
    }
}

QIcon TrayMenu::glyph(StateKind kind) const
{
    QIcon made;
    for (const int scale : {1, 2}) {
        QPixmap pixmap(16 * scale, 16 * scale);
        pixmap.fill(Qt::transparent);
        pixmap.setDevicePixelRatio(scale);
        QPainter painter(&pixmap);
        m_theme.paintGlyph(painter, QRect(0, 0, 16, 16), kind);
        painter.end();
        made.addPixmap(pixmap, QIcon::Normal);
        made.addPixmap(pixmap, QIcon::Disabled); // it tells of a state, also where nothing can be done
    }
    return made;
}

QIcon TrayMenu::icon(Icon icon, Tone tone) const
{
    QIcon made;
    for (const int scale : {1, 2}) {
        made.addPixmap(m_theme.iconPixmap(icon, 16, m_theme.colour(tone), scale), QIcon::Normal);
        made.addPixmap(m_theme.iconPixmap(icon, 16, m_theme.colour(Tone::Disabled), scale), QIcon::Disabled);
    }
    return made;
}

void TrayMenu::build()
{
    m_outdated = false;
    const QList<QMenu *> branches = findChildren<QMenu *>(Qt::FindDirectChildrenOnly);
    clear();
    for (QMenu *branch : branches) {
        branch->deleteLater();
    }
    addStanding();
    addSeparator();
    const auto addCommand = [this](QAction *command, Icon picture, Tone tone) {
        if (command) {
            command->setIcon(icon(picture, tone));
            command->setShortcutVisibleInContextMenu(false); // keys are the window's
            addAction(command);
        }
    };
    addCommand(m_commands.open, Icon::Overview, Tone::Secondary);
    addSeparator();
    addWaiting();
    addSeparator();
    addSilence();
    addCommand(m_commands.killSwitch, Icon::Power, Tone::Critical);
    addSeparator();
    addCommand(m_commands.quit, Icon::Close, Tone::Secondary);
}

void TrayMenu::addStanding()
{
    m_headline = addAction(QString());
    m_headline->setObjectName(u"trayHeadline"_s);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_headline->setFont(bold);
    connect(m_headline, &QAction::triggered, this, &TrayMenu::queueWanted);
    m_lines.clear();
    for (qsizetype i = 0; i < m_picture.lines.size(); ++i) {
        QAction *line = addAction(QString());
        line->setObjectName(u"trayLine%1"_s.arg(i));
        line->setEnabled(false); // tells, and can do nothing
        m_lines.append(line);
    }
    refreshStanding();
}

void TrayMenu::refreshStanding()
{
    m_headline->setIcon(glyph(m_picture.kind));
    m_headline->setText(entryText(m_picture.headline));
    for (qsizetype i = 0; i < m_lines.size() && i < m_picture.lines.size(); ++i) {
        m_lines.at(i)->setText(entryText(m_picture.lines.at(i)));
    }
}

QMenu *TrayMenu::addBranch(const QString &name, StateKind kind, const QString &title)
{
    QMenu *branch = addMenu(glyph(kind), title);
    branch->setObjectName(name);
    branch->setToolTipsVisible(true);
    return branch;
}

void TrayMenu::addDecision(const TrayDecision &decision)
{
    const QString title = m_picture.severalInstances && !decision.instanceName.isEmpty()
                              ? tr("%1 · %2", "what, which instance").arg(decision.title, decision.instanceName)
                              : decision.title;
    QMenu *branch = addBranch(u"trayDecision"_s, decision.kind, entryText(title));
    const auto add = [&](const QString &name, Icon picture, const QString &text, const Availability &availability,
                         auto tell) {
        QAction *action = branch->addAction(icon(picture), text);
        action->setObjectName(name);
        allow(action, availability);
        connect(action, &QAction::triggered, this, tell);
    };
    const RestartKey restart = decision.restart;
    if (!decision.detail.isEmpty()) {
        QAction *detail = branch->addAction(entryText(decision.detail));
        detail->setObjectName(u"trayDecisionDetail"_s);
        detail->setEnabled(false);
        branch->addSeparator();
    }
    add(u"trayApprove"_s, Icon::Check, tr("Approve restart…"), decision.toApprove,
        [this, restart] { Q_EMIT approveAsked(restart); });
    add(u"trayDefer1"_s, Icon::Clock, tr("Defer 1 hour"), decision.toDefer,
        [this, restart] { Q_EMIT deferAsked(restart, hours(1)); });
    add(u"trayDefer8"_s, Icon::Clock, tr("Defer 8 hours"), decision.toDefer,
        [this, restart] { Q_EMIT deferAsked(restart, hours(8)); });
    add(u"trayDeferUntil"_s, Icon::Calendar, tr("Defer until…"), decision.toDefer,
        [this, restart] { Q_EMIT deferUntilAsked(restart); });
    branch->addSeparator();
    add(u"trayView"_s, Icon::Eye, tr("View details"), {}, [this, restart] { Q_EMIT viewAsked(restart); });
}

QString TrayMenu::titleOf(const AttentionItem &item) const
{
    return entryText(m_picture.severalInstances && !item.title.contains(item.instanceName)
                         ? tr("%1 · %2", "what, which instance").arg(item.title, item.instanceName)
                         : item.title);
}

void TrayMenu::addItem(const AttentionItem &item)
{
    QMenu *branch = addBranch(u"trayItem"_s, item.kind, titleOf(item));
    branch->setProperty(kItemProperty, item.id);
    for (const AttentionOffer &offer : item.offers) {
        QAction *action = branch->addAction(icon(iconOf(offer.action)), AttentionTexts::action(offer.action));
        action->setObjectName(u"trayOffer"_s);
        allow(action, offer.availability);
        connect(action, &QAction::triggered, this,
                [this, item, wanted = offer.action] { Q_EMIT offerTaken(item, wanted); });
    }
}

void TrayMenu::addWaiting()
{
    // Both lists are sorted; an urgent failure comes before a decision that may wait.
    qsizetype decision = 0;
    qsizetype item = 0;
    const qsizetype all = m_picture.decisions.size() + m_picture.items.size();
    const qsizetype shown = all <= kMost ? all : kMost - 1;
    for (qsizetype i = 0; i < shown; ++i) {
        const bool takeDecision =
            decision < m_picture.decisions.size() &&
            (item >= m_picture.items.size() || m_picture.decisions.at(decision).kind <= m_picture.items.at(item).kind);
        if (takeDecision) {
            addDecision(m_picture.decisions.at(decision++));
        } else {
            addItem(m_picture.items.at(item++));
        }
    }
    if (shown < all) {
        QAction *more = addAction(tr("%n more", "things that need you", static_cast<int>(all - shown)));
        more->setObjectName(u"trayMore"_s);
        connect(more, &QAction::triggered, this, &TrayMenu::queueWanted);
    }
}

void TrayMenu::addSilence()
{
    if (!m_silence.isEmpty()) {
        QAction *again = addAction(icon(Icon::Mute), entryText(m_silence));
        again->setObjectName(u"trayUnsilence"_s);
        connect(again, &QAction::triggered, this, [this] { Q_EMIT silenceAsked({}); });
        return;
    }
    QMenu *branch = addMenu(icon(Icon::Mute), tr("Silence notifications"));
    branch->setObjectName(u"traySilence"_s);
    const auto add = [&](const QString &name, const QString &text, Duration howLong) {
        QAction *action = branch->addAction(icon(Icon::Clock), text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, [this, howLong] { Q_EMIT silenceAsked(howLong); });
    };
    add(u"traySilence1"_s, tr("For 1 hour"), hours(1));
    add(u"traySilence8"_s, tr("For 8 hours"), hours(8));
    add(u"traySilence24"_s, tr("For 24 hours"), hours(24));
}

} // namespace lamplighter::ui
