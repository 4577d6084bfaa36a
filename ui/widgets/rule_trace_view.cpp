#include "ui/widgets/rule_trace_view.h"

#include "ui/widgets/tag.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace lamplighter::ui {
namespace {

constexpr int kLine = 18;
constexpr int kSide = 12;
constexpr int kUpper = 5;
constexpr int kUpperOpen = 8;
constexpr int kIcon = 16;
constexpr int kIconGap = 10;
constexpr int kLabels = 74; ///< the width of "listed in" and its like
constexpr int kInputsTop = 4;
constexpr int kInputGap = 2;

QFont weighted(QFont font, QFont::Weight weight)
{
    font.setWeight(weight);
    return font;
}

} // namespace

RuleTraceView::RuleTraceView(Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(name);
    setAccessibleName(tr("Why this decision"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void RuleTraceView::setLines(const QList<RuleLine> &lines)
{
    if (m_lines != lines) {
        m_lines = lines;
        setAccessibleDescription(RuleTrace::text(lines));
        updateGeometry();
        update();
    }
}

int RuleTraceView::lineHeight() const
{
    return m_theme.scaled(kLine);
}

int RuleTraceView::heightOf(const RuleLine &line) const
{
    const int inputs = static_cast<int>(line.inputs.size());
    if (!line.matched) {
        return lineHeight() + 2 * kUpper + 1;
    }
    return lineHeight() + 2 * kUpperOpen + 1 +
           (inputs > 0 ? kInputsTop + inputs * lineHeight() + (inputs - 1) * kInputGap : 0);
}

QSize RuleTraceView::sizeHint() const
{
    int height = 1;
    for (const RuleLine &line : m_lines) {
        height += heightOf(line);
    }
    return {m_theme.scaled(280), height};
}

void RuleTraceView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Palette &p = m_theme.palette();
    const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath outline;
    outline.addRoundedRect(frame, m_theme.sizes().radiusCard, m_theme.sizes().radiusCard);
    painter.setClipPath(outline);
    painter.fillRect(rect(), p.surface);
    int y = 1;
    for (const RuleLine &line : m_lines) {
        const int height = heightOf(line);
        const QRect row(0, y, width(), height - 1);
        if (line.matched) {
            painter.fillRect(row, p.accentSoft);
        }
        if (y > 1) {
            painter.fillRect(0, y - 1, width(), 1, p.hairline);
        }
        paintRule(painter, row, line);
        y += height;
    }
    painter.setClipping(false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(p.hairline);
    painter.drawPath(outline);
}

void RuleTraceView::paintRule(QPainter &painter, const QRect &area, const RuleLine &line) const
{
    const Palette &p = m_theme.palette();
    const int upper = line.matched ? kUpperOpen : kUpper;
    QRect row(area.x() + kSide, area.y() + upper, area.width() - 2 * kSide, lineHeight());
    if (line.matched) {
        m_theme.paintIcon(painter, QRect(row.x(), row.y() + (row.height() - kIcon) / 2, kIcon, kIcon), Icon::Check,
                          p.accent);
    }
    row.setLeft(row.left() + kIcon + kIconGap);
    const QFont small = m_theme.font(TextStyle::Small);
    const QFont title = line.matched ? weighted(small, QFont::DemiBold) : small;
    // The rule comes first: what it did not match may be cut, and is in the tool tip.
    const int titleWidth = QFontMetrics(title).horizontalAdvance(line.title);
    const QFont outcome = line.matched ? weighted(m_theme.font(TextStyle::Caption), QFont::Medium) : small;
    const int room = std::max(row.width() - titleWidth - 12, row.width() / 3);
    const QString words = QFontMetrics(outcome).elidedText(line.outcome, Qt::ElideRight, room);
    const int wide = QFontMetrics(outcome).horizontalAdvance(words);
    painter.setFont(outcome);
    if (line.matched) {
        const int height = m_theme.scaled(m_theme.sizes().tag);
        const QRect tag(row.right() + 1 - wide - 14, row.y() + (row.height() - height) / 2, wide + 14, height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(p.surface);
        painter.drawRoundedRect(tag, m_theme.sizes().radiusTag, m_theme.sizes().radiusTag);
        painter.setPen(p.accent);
        painter.drawText(tag, Qt::AlignCenter, words);
    } else {
        painter.setPen(p.mutedText);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, words);
    }
    painter.setFont(title);
    painter.setPen(line.matched ? p.text : p.mutedText);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(title).elidedText(line.title, Qt::ElideRight, row.width() - wide - 20));
    if (line.matched) {
        paintInputs(painter, row.translated(0, lineHeight() + kInputsTop), line);
    }
}

void RuleTraceView::paintInputs(QPainter &painter, QRect row, const RuleLine &line) const
{
    const QFont small = m_theme.font(TextStyle::Small);
    const QFont mono = m_theme.font(TextStyle::Log);
    int labels = m_theme.scaled(kLabels);
    for (const auto &[name, value] : line.inputs) {
        labels = std::max(labels, QFontMetrics(small).horizontalAdvance(name) + 8);
    }
    for (const auto &[name, value] : line.inputs) {
        painter.setFont(small);
        painter.setPen(m_theme.palette().mutedText);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, name);
        const bool path = name == RuleTrace::tr("module");
        const QRect rest = row.adjusted(labels, 0, 0, 0);
        painter.setFont(path ? mono : small);
        painter.setPen(m_theme.palette().text);
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                         QFontMetrics(painter.font()).elidedText(value, Qt::ElideMiddle, rest.width()));
        row.translate(0, lineHeight() + kInputGap);
    }
}

bool RuleTraceView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        int y = 1;
        for (const RuleLine &line : std::as_const(m_lines)) {
            y += heightOf(line);
            if (help->pos().y() < y) {
                QToolTip::showText(help->globalPos(), RuleTrace::text({line}), this);
                return true;
            }
        }
        QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace lamplighter::ui
