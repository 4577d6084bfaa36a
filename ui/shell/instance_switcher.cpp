#include "ui/shell/instance_switcher.h"

#include "ui/shell/instance_list.h"

#include <QPainter>

namespace lamplighter::ui {
namespace {

constexpr int kPadding = 13;
constexpr int kGap = 8;
constexpr int kArrow = 16;
constexpr int kMostWidth = 400;

} // namespace

InstanceSwitcher::InstanceSwitcher(Theme &theme, Instances &instances, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_instances(instances)
{
    setObjectName(QStringLiteral("instanceSwitcher"));
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRadius", theme.sizes().radiusControl);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, &InstanceSwitcher::openList);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void InstanceSwitcher::show(const StandingText &standing)
{
    if (standing.kind == m_standing.kind && standing.title == m_standing.title &&
        standing.detail == m_standing.detail) {
        return;
    }
    m_standing = standing;
    setAccessibleName(tr("Instance: %1, %2", "name, detail").arg(standing.title, standing.detail));
    setToolTip(
        tr("%1, %2. Choose which instance every page is about (Ctrl+Shift+I).").arg(standing.title, standing.detail));
    updateGeometry();
    update();
}

QSize InstanceSwitcher::sizeHint() const
{
    const QFontMetrics name(m_theme.font(TextStyle::Section));
    const QFontMetrics detail(m_theme.font(TextStyle::Small));
    const int width = 2 * kPadding + m_theme.sizes().stateGlyph + 3 * kGap + kArrow +
                      name.horizontalAdvance(m_standing.title) + detail.horizontalAdvance(m_standing.detail) + 2;
    return {std::min(width, m_theme.scaled(kMostWidth)), m_theme.scaled(m_theme.sizes().topControl)};
}

QSize InstanceSwitcher::minimumSizeHint() const
{
    return {std::min(240, sizeHint().width()), sizeHint().height()};
}

void InstanceSwitcher::openList()
{
    if (m_list) {
        return;
    }
    auto *list = new InstanceList(m_theme, m_instances, this);
    m_list = list;
    connect(list, &InstanceList::chosen, &m_instances, &Instances::setScope);
    connect(list, &InstanceList::connectWanted, this, &InstanceSwitcher::connectWanted);
    list->openAt(*this);
}

void InstanceSwitcher::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(p.strongLine);
    painter.setBrush(isDown() ? p.selected : underMouse() ? p.hover : p.surface);
    const int radius = m_theme.sizes().radiusControl;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);

    const int size = m_theme.sizes().stateGlyph;
    m_theme.paintGlyph(painter, QRect(kPadding, (height() - size) / 2, size, size), m_standing.kind);
    const QRect arrow(width() - kPadding - kArrow + 3, (height() - kArrow) / 2, kArrow, kArrow);
    m_theme.paintIcon(painter, arrow, Icon::Down, p.secondaryText);
    QRect text(kPadding + size + kGap, 0, 0, height());
    text.setRight(arrow.left() - kGap);
    painter.setFont(m_theme.font(TextStyle::Section));
    painter.setPen(p.text);
    const QString name = painter.fontMetrics().elidedText(m_standing.title, Qt::ElideRight, text.width());
    painter.drawText(text, Qt::AlignVCenter, name);
    text.setLeft(text.left() + painter.fontMetrics().horizontalAdvance(name) + kGap);
    painter.setFont(m_theme.font(TextStyle::Small));
    painter.setPen(p.mutedText);
    painter.drawText(text, Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_standing.detail, Qt::ElideRight, text.width()));
}

} // namespace lamplighter::ui
