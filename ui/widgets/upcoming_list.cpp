#include "ui/widgets/upcoming_list.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

namespace lamplighter::ui {
namespace {

constexpr int kHeadHeight = 40;
constexpr int kRowHeight = 30;
constexpr int kWidth = 372;
constexpr int kHeight = 212;
constexpr int kPadding = 16;
constexpr int kClockWidth = 40;
constexpr int kGap = 10;

} // namespace

UpcomingList::UpcomingList(Theme &theme, QWidget *parent)
    : Card(theme, parent)
{
    setObjectName(QStringLiteral("upcomingList"));
    setAccessibleName(tr("Next"));
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void UpcomingList::show(const QList<UpcomingStep> &steps, const Viewpoint &when)
{
    m_steps = steps;
    m_when = when;
    QStringList said;
    for (const UpcomingStep &step : steps) {
        said.append(tr("%1, %2", "what, when").arg(step.text, UpcomingTexts::in(step.at, when)));
    }
    setAccessibleDescription(said.isEmpty() ? tr("Nothing is planned.") : said.join(u'\n'));
    update();
}

QSize UpcomingList::sizeHint() const
{
    return {theme().scaled(kWidth), theme().scaled(kHeight)};
}

QRect UpcomingList::rowRect(int row) const
{
    const int height = theme().scaled(kRowHeight);
    return {1, theme().scaled(kHeadHeight) + 1 + row * height, width() - 2, height};
}

int UpcomingList::rowAt(const QPoint &at) const
{
    for (int row = 0; row < m_steps.size(); ++row) {
        if (rowRect(row).contains(at) && rowRect(row).bottom() < height()) {
            return row;
        }
    }
    return -1;
}

void UpcomingList::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    const Palette &p = theme().palette();
    QPainter painter(this);
    const auto draw = [&](const QRect &area, const QFont &font, const QColor &colour, const QString &text,
                          Qt::Alignment alignment = Qt::AlignLeft) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(area, static_cast<int>(alignment | Qt::AlignVCenter) | static_cast<int>(Qt::TextSingleLine),
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
    };
    const QRect head(kPadding, 1, width() - 2 * kPadding, theme().scaled(kHeadHeight));
    QFont bold = theme().font(TextStyle::Body);
    bold.setWeight(QFont::DemiBold);
    const QFont caption = theme().font(TextStyle::Caption);
    const QFont small = theme().font(TextStyle::Small);
    draw(head, bold, p.text, tr("Next"));
    draw(head, caption, p.mutedText, QLocale().toString(toLocal(m_when.now, m_when.zone), u"ddd d MMM"),
         Qt::AlignRight);
    if (m_steps.isEmpty()) {
        draw(rowRect(0).adjusted(kPadding - 1, 0, -kPadding, 0), small, p.mutedText, tr("Nothing is planned."));
        return;
    }
    for (int row = 0; row < m_steps.size() && rowRect(row).bottom() < height(); ++row) {
        const UpcomingStep &step = m_steps.at(row);
        QRect area = rowRect(row);
        if (row == m_hovered) {
            painter.fillRect(area, p.hover);
        }
        area.adjust(kPadding - 1, 0, -kPadding + 1, 0);
        const int clockWidth = theme().scaled(kClockWidth);
        draw(QRect(area.x(), area.y(), clockWidth, area.height()), small, p.secondaryText,
             UpcomingTexts::clock(step.at, m_when));
        const int glyph = theme().sizes().stateGlyphSmall;
        const int glyphLeft = area.x() + clockWidth + kGap;
        theme().paintGlyph(painter, QRect(glyphLeft, area.y() + (area.height() - glyph) / 2, glyph, glyph), step.kind);
        const QString in = UpcomingTexts::in(step.at, m_when);
        const int inWidth = QFontMetrics(caption).horizontalAdvance(in) + 1;
        draw(QRect(area.right() + 1 - inWidth, area.y(), inWidth, area.height()), caption, p.mutedText, in,
             Qt::AlignRight);
        const int textLeft = glyphLeft + theme().sizes().stateGlyph + kGap;
        draw(QRect(textLeft, area.y(), area.right() + 1 - inWidth - kGap - textLeft, area.height()), small, p.text,
             step.text);
    }
}

void UpcomingList::setHovered(int row)
{
    if (m_hovered != row) {
        m_hovered = row;
        setCursor(row >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
        update();
    }
}

void UpcomingList::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(rowAt(event->pos()));
}

void UpcomingList::leaveEvent(QEvent *)
{
    setHovered(-1);
}

void UpcomingList::mouseReleaseEvent(QMouseEvent *event)
{
    const int row = rowAt(event->pos());
    if (event->button() == Qt::LeftButton && row >= 0) {
        const UpcomingStep step = m_steps.at(row);
        if (step.restart.isEmpty()) {
            Q_EMIT activated(step.unit);
        } else {
            Q_EMIT restartActivated(step.restart);
        }
    }
}

bool UpcomingList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(help->pos());
        if (row < 0) {
            QToolTip::hideText();
        } else {
            const UpcomingStep &step = m_steps.at(row);
            QToolTip::showText(help->globalPos(),
                               tr("%1 on %2\n%3", "what, where, when")
                                   .arg(step.text, step.instanceName, TimeTexts::exact(step.at, m_when)),
                               this);
        }
        return true;
    }
    return Card::event(event);
}

} // namespace lamplighter::ui
