#include "ui/dialogs/scope_option.h"

#include <QPainter>

namespace lamplighter::ui {
namespace {
constexpr int kHeight = 50;
constexpr int kPadding = 12;
constexpr int kRadio = 16;
} // namespace

ScopeOption::ScopeOption(Theme &theme, const QString &name, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setObjectName(name);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setProperty("focusRadius", theme.sizes().radiusCard);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ScopeOption::setTexts(const QString &title, const QString &detail, const QString &count)
{
    setText(title);
    m_detail = detail;
    m_count = count;
    setAccessibleName(tr("%1, %2", "scope, processes").arg(title, count));
    setAccessibleDescription(detail);
    update();
}

QSize ScopeOption::sizeHint() const
{
    return {400, m_theme.scaled(kHeight)};
}

void ScopeOption::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int radius = m_theme.sizes().radiusCard;
    painter.setBrush(isChecked() ? p.accentSoft : underMouse() ? p.hover : p.surface);
    painter.setPen(isChecked() ? QPen(p.accentFill, 2) : QPen(p.strongLine, 1));
    const qreal inset = isChecked() ? 1.0 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), radius, radius);

    const QRectF radio(kPadding + 1, (height() - kRadio) / 2.0, kRadio, kRadio);
    painter.setBrush(p.surface);
    painter.setPen(isChecked() ? QPen(p.accentFill, 5) : QPen(p.mutedText, 1.5));
    const qreal pen = isChecked() ? 2.5 : 0.75;
    painter.drawEllipse(radio.adjusted(pen, pen, -pen, -pen));

    QFont countFont = m_theme.font(TextStyle::Small);
    countFont.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
    painter.setFont(countFont);
    painter.setPen(isChecked() ? p.text : p.secondaryText);
    const int countWidth = painter.fontMetrics().horizontalAdvance(m_count);
    painter.drawText(rect().adjusted(0, 0, -kPadding, 0), Qt::AlignRight | Qt::AlignVCenter, m_count);

    const int left = kPadding + 1 + kRadio + 14;
    const QRect lines(left, 0, width() - left - countWidth - 2 * kPadding, height());
    const int middle = height() / 2 + 2;
    painter.setFont(m_theme.font(TextStyle::BodyMedium));
    painter.setPen(p.text);
    painter.drawText(QRect(lines.x(), 0, lines.width(), middle), Qt::AlignLeft | Qt::AlignBottom,
                     painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, lines.width()));
    painter.setFont(m_theme.font(TextStyle::Caption));
    painter.setPen(p.mutedText);
    painter.drawText(QRect(lines.x(), middle + 1, lines.width(), middle), Qt::AlignLeft | Qt::AlignTop,
                     painter.fontMetrics().elidedText(m_detail, Qt::ElideRight, lines.width()));
}

} // namespace lamplighter::ui
