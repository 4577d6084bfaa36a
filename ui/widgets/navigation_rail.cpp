#include "ui/widgets/navigation_rail.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kPageIcon = 18;
constexpr int kBadgePadding = 6;
constexpr int kBadgeMinimum = 22;
constexpr int kLamp = 24;

QFont badgeFont(const Theme &theme)
{
    QFont font = theme.font(TextStyle::Caption);
    font.setWeight(QFont::DemiBold);
    return font;
}

} // namespace

NavigationButton::NavigationButton(Theme &theme, Icon icon, const QString &text, const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_icon(icon)
{
    setText(text);
    setObjectName(name);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setProperty("focusRadius", theme.sizes().radiusControl);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void NavigationButton::setBadge(int count, StateKind worst)
{
    if (m_badge == count && m_badgeKind == worst) {
        return;
    }
    m_badge = count;
    m_badgeKind = worst;
    setAccessibleDescription(count > 0 ? tr("%n need attention", nullptr, count) : QString());
    update();
}

QSize NavigationButton::sizeHint() const
{
    return {m_theme.sizes().rail - 16, m_theme.scaled(m_theme.sizes().navigationRow)};
}

void NavigationButton::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int radius = m_theme.sizes().radiusControl;
    if (isChecked() || underMouse()) {
        painter.setPen(isChecked() ? QPen(p.hairline) : QPen(Qt::NoPen));
        painter.setBrush(isChecked() ? p.surface : p.hover);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    if (isChecked()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(p.accent);
        painter.drawRoundedRect(QRectF(0, 8, m_theme.sizes().selectionBar, height() - 16), 1, 1);
    }
    const int x = isCollapsed() ? (width() - kPageIcon) / 2 : 12;
    m_theme.paintIcon(painter, QRect(x, (height() - kPageIcon) / 2, kPageIcon, kPageIcon), m_icon,
                      isChecked() ? p.accent : p.secondaryText);
    if (!isCollapsed()) {
        painter.setFont(m_theme.font(TextStyle::BodyMedium));
        painter.setPen(isChecked() ? p.text : p.secondaryText);
        painter.drawText(QRect(x + kPageIcon + 12, 0, width(), height()), Qt::AlignVCenter, text());
    }
    if (m_badge > 0) {
        paintBadge(painter);
    }
}

void NavigationButton::paintBadge(QPainter &painter) const
{
    const StatusColours colours = m_theme.palette().status(m_badgeKind);
    const QString text = m_badge > 99 ? QStringLiteral("99+") : QString::number(m_badge);
    painter.setFont(badgeFont(m_theme));
    const int badgeHeight = m_theme.scaled(m_theme.sizes().badge);
    const int badgeWidth = std::max(kBadgeMinimum, painter.fontMetrics().horizontalAdvance(text) + 2 * kBadgePadding);
    const QRectF badge =
        isCollapsed() ? QRectF(width() - 12, 4, 8, 8)
                      : QRectF(width() - 8 - badgeWidth, (height() - badgeHeight) / 2.0, badgeWidth, badgeHeight);
    painter.setPen(colours.line);
    painter.setBrush(isCollapsed() ? colours.solid : colours.soft);
    painter.drawRoundedRect(badge.adjusted(0.5, 0.5, -0.5, -0.5), badge.height() / 2 - 0.5, badge.height() / 2 - 0.5);
    if (!isCollapsed()) {
        painter.setPen(colours.text);
        painter.drawText(badge, Qt::AlignCenter, text);
    }
}

NavigationRail::NavigationRail(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("navigationRail"));
    setAccessibleName(tr("Pages"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 1, 0);
    column->setSpacing(0);
    column->addWidget(makeBrand());
    m_pages = new QVBoxLayout;
    m_pages->setContentsMargins(8, 8, 8, 8);
    m_pages->setSpacing(2);
    column->addLayout(m_pages);
    column->addStretch();
    column->addWidget(makeFoot());
    connect(&m_group, &QButtonGroup::idClicked, this, &NavigationRail::pageChosen);
    connect(&theme, &Theme::changed, this, &NavigationRail::paintLamp);
    setCollapsed(false);
}

QWidget *NavigationRail::makeBrand()
{
    auto *brand = new QWidget(this);
    brand->setFixedHeight(m_theme.scaled(m_theme.sizes().topBar));
    auto *row = new QHBoxLayout(brand);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(10);
    m_lamp = new QLabel(brand);
    m_wordmark = new Label(m_theme, TextStyle::Brand, Tone::Primary, tr("Lamplighter"), brand);
    row->addWidget(m_lamp);
    row->addWidget(m_wordmark, 1);
    paintLamp();
    return brand;
}

void NavigationRail::paintLamp()
{
    m_lamp->setPixmap(m_theme.lamp(QStringLiteral("lamp"), kLamp, devicePixelRatioF()));
    update();
}

QWidget *NavigationRail::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *rows = new QVBoxLayout(foot);
    rows->setContentsMargins(16, 13, 8, 12);
    rows->setSpacing(12);
    const auto add = [&](QWidget *glyph, Label *&title, Label *&detail, const QString &name) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(glyph, 0, Qt::AlignTop);
        auto *lines = new QVBoxLayout;
        lines->setSpacing(0);
        title = new Label(m_theme, TextStyle::Small, Tone::Primary, {}, foot);
        title->setObjectName(name);
        title->setWeight(QFont::Medium);
        title->setElideMode(Qt::ElideRight);
        detail = new Label(m_theme, TextStyle::Caption, Tone::Muted, {}, foot);
        detail->setElideMode(Qt::ElideRight);
        lines->addWidget(title);
        lines->addWidget(detail);
        row->addLayout(lines, 1);
        rows->addLayout(row);
        return row;
    };
    m_watchdogGlyph = new StateGlyphWidget(m_theme, 16, StateKind::Pending, foot);
    add(m_watchdogGlyph, m_watchdogTitle, m_watchdogDetail, QStringLiteral("watchdogStanding"));
    m_accountIcon = new IconWidget(m_theme, 16, Icon::User, Tone::Muted, foot);
    QHBoxLayout *account = add(m_accountIcon, m_accountTitle, m_accountDetail, QStringLiteral("account"));
    auto *settings = new Button(m_theme, ButtonKind::Ghost, {}, QStringLiteral("settingsButton"), foot);
    settings->setIconOnly(Icon::Gear, tr("Settings (Ctrl+,)"));
    account->addWidget(settings, 0, Qt::AlignTop);
    connect(settings, &QPushButton::clicked, this, &NavigationRail::settingsWanted);
    return foot;
}

NavigationButton *NavigationRail::addPage(int id, Icon icon, const QString &text, const QString &name)
{
    auto *button = new NavigationButton(m_theme, icon, text, name, this);
    m_group.addButton(button, id);
    m_pages->addWidget(button);
    return button;
}

void NavigationRail::setCurrent(int id)
{
    if (QAbstractButton *button = m_group.button(id)) {
        button->setChecked(true);
    }
}

void NavigationRail::setCollapsed(bool collapsed)
{
    setFixedWidth(m_theme.scaled(collapsed ? m_theme.sizes().railCollapsed : m_theme.sizes().rail));
    m_wordmark->setVisible(!collapsed);
    for (Label *label : {m_watchdogTitle, m_watchdogDetail, m_accountTitle, m_accountDetail}) {
        label->setVisible(!collapsed);
    }
    m_accountIcon->setVisible(!collapsed); // the gear needs its place
    const QList<QAbstractButton *> buttons = m_group.buttons();
    for (QAbstractButton *button : buttons) {
        button->setToolTip(collapsed ? button->text() : QString());
    }
}

void NavigationRail::setWatchdog(StateKind kind, const QString &title, const QString &detail)
{
    m_watchdogGlyph->setKind(kind);
    m_watchdogTitle->setText(title);
    m_watchdogDetail->setText(detail);
}

void NavigationRail::setAccount(const QString &title, const QString &detail)
{
    m_accountTitle->setText(title);
    m_accountDetail->setText(detail);
}

void NavigationRail::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.fillRect(rect(), p.rail);
    painter.fillRect(width() - 1, 0, 1, height(), p.hairline);
    const int footTop = m_watchdogTitle->parentWidget()->y();
    painter.fillRect(0, footTop, width() - 1, 1, p.hairline);
}

} // namespace lamplighter::ui
