#include "ui/shell/top_bar.h"

#include <QHBoxLayout>
#include <QPainter>

namespace lamplighter::ui {

InstanceLabel::InstanceLabel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_glyph(new StateGlyphWidget(theme, theme.sizes().stateGlyph, StateKind::Pending, this))
    , m_name(new Label(theme, TextStyle::Section, Tone::Primary, {}, this))
    , m_detail(new Label(theme, TextStyle::Small, Tone::Muted, {}, this))
{
    setObjectName(QStringLiteral("instance"));
    setFixedHeight(theme.scaled(theme.sizes().topControl));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(13, 0, 13, 0);
    row->setSpacing(8);
    row->addWidget(m_glyph);
    row->addWidget(m_name);
    row->addWidget(m_detail);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void InstanceLabel::show(StateKind worst, const QString &name, const QString &detail, const QString &toolTip)
{
    m_glyph->setKind(worst);
    m_name->setText(name);
    m_detail->setText(detail);
    setToolTip(toolTip);
    setAccessibleName(tr("%1, %2", "engine, detail").arg(name, detail));
}

void InstanceLabel::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(p.strongLine);
    painter.setBrush(p.surface);
    const int radius = m_theme.sizes().radiusControl;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

TopBar::TopBar(Theme &theme, EnginePicture &picture, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_picture(picture)
    , m_instance(new InstanceLabel(theme, this))
    , m_freshness(new FreshnessLabel(theme, this))
    , m_killSwitch(new KillSwitchButton(theme, this))
{
    setObjectName(QStringLiteral("topBar"));
    setFixedHeight(theme.scaled(theme.sizes().topBar));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.sizes().pagePadding, 0, theme.sizes().pagePadding, 1);
    row->setSpacing(12);
    row->addWidget(m_instance);
    row->addStretch();
    row->addWidget(m_freshness);
    row->addSpacing(33); // the divider is painted in the middle
    row->addWidget(m_killSwitch);
    refresh();
}

void TopBar::refresh()
{
    const client::EngineInfo &info = m_picture.info();
    m_instance->show(
        m_picture.worst(), m_picture.name(), m_picture.detail(),
        info.dataDirectory.isEmpty()
            ? m_picture.engine().description()
            : tr("Version %1, process %2\nData directory %3").arg(info.version).arg(info.pid).arg(info.dataDirectory));
    m_freshness->show(m_picture.freshness());
    const bool engaged = !m_picture.killSwitch().latches.isEmpty();
    m_killSwitch->setStanding(engaged ? KillSwitchButton::Standing::Engaged : KillSwitchButton::Standing::Armed);
    m_killSwitch->setAvailability(
        Availabilities::toEngageKillSwitch(m_picture.units().rowCount(), m_picture.standing()),
        m_picture.killSwitch().engagedForAll() ? tr("Shows what is held, and re-arms")
                                               : tr("Opens the dialog; nothing is stopped yet (Ctrl+Shift+K)"));
}

void TopBar::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.fillRect(rect(), p.surface);
    painter.fillRect(0, height() - 1, width(), 1, p.hairline);
    painter.fillRect(m_killSwitch->x() - 17, (height() - 24) / 2, 1, 24, p.hairline);
}

} // namespace lamplighter::ui
