#include "ui/shell/top_bar.h"

#include <QHBoxLayout>
#include <QPainter>

namespace lamplighter::ui {

TopBar::TopBar(Theme &theme, Instances &instances, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_instances(instances)
    , m_switcher(new InstanceSwitcher(theme, instances, this))
    , m_commands(new CommandField(theme, this))
    , m_freshness(new FreshnessLabel(theme, this))
    , m_killSwitch(new KillSwitchButton(theme, this))
{
    setObjectName(QStringLiteral("topBar"));
    setFixedHeight(theme.scaled(theme.sizes().topBar));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.sizes().pagePadding, 0, theme.sizes().pagePadding, 1);
    row->setSpacing(12);
    row->addWidget(m_switcher);
    row->addWidget(m_commands, 1);
    row->addStretch(); // what the command field does not take
    row->addWidget(m_freshness);
    row->addSpacing(21); // the divider is painted in the middle
    row->addWidget(m_killSwitch);
    refresh();
}

void TopBar::refresh()
{
    const ScopePicture scope(m_instances);
    m_switcher->show(scope.instance());
    m_freshness->show(scope.freshness());
    m_killSwitch->setStanding(scope.latches().isEmpty() ? KillSwitchButton::Standing::Armed
                                                        : KillSwitchButton::Standing::Engaged);
    m_killSwitch->setAvailability(
        scope.toEngage(), scope.engagedForAll() ? tr("Shows what is held, and re-arms")
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
