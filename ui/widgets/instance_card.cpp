#include "ui/widgets/instance_card.h"

#include <QPainter>
#include <QResizeEvent>
#include <QScrollBar>

#include <algorithm>

namespace lamplighter::ui {
namespace {

constexpr int kCardHeight = 92;
constexpr int kCardMinimum = 176;
constexpr int kCardGap = 12;
constexpr int kMostRows = 2;
constexpr int kPadding = 16;
constexpr int kPaddingTop = 12;
constexpr int kGap = 8;
constexpr int kBarHeight = 4;
constexpr qreal kSegmentGap = 2;
constexpr qreal kSegmentMinimum = 2; ///< narrower than this, segments of a kind become one

/// The order of the bar: worst first, what runs after what is on its way, what rests last.
constexpr std::array kBarOrder{StateKind::Critical, StateKind::Attention, StateKind::Held,
                               StateKind::Unknown,  StateKind::Busy,      StateKind::Pending,
                               StateKind::Ok,       StateKind::Stopped,   StateKind::Info};

} // namespace

InstanceCard::InstanceCard(Theme &theme, const InstanceId &id, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
    , m_id(id)
{
    setObjectName(QStringLiteral("instanceCard_") + id.toString());
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setProperty("focusRadius", theme.sizes().radiusCard);
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void InstanceCard::show(const InstanceSummary &summary, bool chosen)
{
    if (m_summary == summary && m_chosen == chosen) {
        return;
    }
    m_summary = summary;
    m_chosen = chosen;
    setText(summary.name);
    setAccessibleName(tr("%1, %n units: %2", "instance, state", summary.units).arg(summary.name, summary.line));
    setAccessibleDescription(summary.note);
    const QString does =
        chosen ? tr("Click to show all instances again") : tr("Click to show only %1").arg(summary.name);
    QStringList lines{summary.name, summary.line, summary.note, does};
    lines.removeAll(QString());
    setToolTip(lines.join(u'\n'));
    update();
}

QSize InstanceCard::sizeHint() const
{
    return {m_theme.scaled(kCardMinimum), m_theme.scaled(kCardHeight)};
}

void InstanceCard::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_chosen ? QPen(p.accent, 1) : QPen(p.hairline, 1));
    painter.setBrush(m_chosen ? p.accentSoft : underMouse() ? p.hover : p.surface);
    const int radius = m_theme.sizes().radiusCard;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    paintTexts(painter);
    paintBar(painter);
}

void InstanceCard::paintTexts(QPainter &painter) const
{
    const Palette &p = m_theme.palette();
    const int left = kPadding + 1;
    const int wide = width() - 2 * left;
    const int line = m_theme.lineHeight(TextStyle::Body);
    const int small = m_theme.lineHeight(TextStyle::Small);
    int y = m_theme.scaled(kPaddingTop) + 1;
    const auto draw = [&](const QRect &area, const QFont &font, const QColor &colour, const QString &text,
                          Qt::Alignment alignment = Qt::AlignLeft) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(area, static_cast<int>(alignment | Qt::AlignVCenter) | static_cast<int>(Qt::TextSingleLine),
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
    };
    const int glyph = m_theme.sizes().stateGlyph;
    m_theme.paintGlyph(painter, QRect(left, y + (line - glyph) / 2, glyph, glyph), m_summary.kind);
    QFont caption = m_theme.font(TextStyle::Caption);
    QFont bold = m_theme.font(TextStyle::Body);
    bold.setWeight(QFont::DemiBold);
    const int nameLeft = left + glyph + kGap;
    QString units = m_summary.known ? tr("%n units", nullptr, m_summary.units) : QString();
    const auto widthOf = [&](const QString &text) { return QFontMetrics(caption).horizontalAdvance(text) + 1; };
    const int forName = left + wide - nameLeft - kGap - QFontMetrics(bold).horizontalAdvance(m_summary.name);
    if (m_summary.known && widthOf(units) > forName) {
        units = QString::number(m_summary.units); // the name is worth more than the word
    }
    const int unitsWidth = widthOf(units);
    draw(QRect(left + wide - unitsWidth, y, unitsWidth, line), caption, p.mutedText, units, Qt::AlignRight);
    draw(QRect(nameLeft, y, left + wide - unitsWidth - kGap - nameLeft, line), bold, p.text, m_summary.name);
    y += line + m_theme.scaled(6);
    QFont medium = m_theme.font(TextStyle::Small);
    medium.setWeight(QFont::Medium);
    draw(QRect(left, y, wide, small), medium, p.status(m_summary.kind).text, m_summary.line);
    y += small + 1;
    draw(QRect(left, y, wide, m_theme.lineHeight(TextStyle::Caption)), caption, p.mutedText, m_summary.note);
}

void InstanceCard::paintBar(QPainter &painter) const
{
    const int left = kPadding + 1;
    const QRectF bar(left, height() - m_theme.scaled(kPaddingTop) - 1 - kBarHeight, width() - 2 * left, kBarHeight);
    painter.setPen(Qt::NoPen);
    if (m_summary.units == 0) {
        painter.setBrush(m_theme.palette().sunken);
        painter.drawRoundedRect(bar, 1, 1);
        return;
    }
    const qreal step = (bar.width() + kSegmentGap) / m_summary.units;
    const bool merged = step - kSegmentGap < kSegmentMinimum;
    qreal x = bar.x();
    // Merged, each kind still shows: a single failed unit among a thousand is what one looks for.
    qreal shown = 0;
    for (const StateKind kind : kBarOrder) {
        shown += m_summary.counts.at(static_cast<size_t>(kind)) > 0 ? kSegmentMinimum + kSegmentGap : 0;
    }
    const qreal perUnit = (bar.width() + kSegmentGap - shown) / m_summary.units;
    for (const StateKind kind : kBarOrder) {
        const int count = m_summary.counts.at(static_cast<size_t>(kind));
        painter.setBrush(m_theme.palette().status(kind).solid);
        if (merged && count > 0) {
            const qreal wide = kSegmentMinimum + perUnit * count;
            painter.drawRoundedRect(QRectF(x, bar.y(), wide, kBarHeight), 1, 1);
            x += wide + kSegmentGap;
        }
        for (int i = 0; !merged && i < count; ++i) {
            painter.drawRoundedRect(QRectF(x, bar.y(), step - kSegmentGap, kBarHeight), 1, 1);
            x += step;
        }
    }
}

InstanceCards::InstanceCards(Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_ground(new QWidget)
{
    setObjectName(QStringLiteral("instanceCards"));
    setAccessibleName(tr("Instances"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setWidget(m_ground);
    viewport()->setAutoFillBackground(false);
    m_ground->setAutoFillBackground(false);
    connect(&theme, &Theme::changed, this, &InstanceCards::place);
}

void InstanceCards::show(const QList<InstanceSummary> &summaries, const InstanceId &scope)
{
    m_scope = scope;
    const bool same =
        std::equal(summaries.cbegin(), summaries.cend(), m_cards.cbegin(), m_cards.cend(),
                   [](const InstanceSummary &summary, const InstanceCard *card) { return summary.id == card->id(); });
    if (!same) {
        for (InstanceCard *card : std::as_const(m_cards)) {
            card->hide();
            card->deleteLater(); // one of them may be telling that it was clicked
        }
        m_cards.clear();
        for (const InstanceSummary &summary : summaries) {
            auto *card = new InstanceCard(m_theme, summary.id, m_ground);
            connect(card, &QAbstractButton::clicked, this,
                    [this, id = summary.id] { Q_EMIT chosen(id == m_scope ? InstanceId() : id); });
            card->setVisible(true);
            m_cards.append(card);
        }
        place();
        updateGeometry();
    }
    setVisible(!m_cards.isEmpty());
    for (int i = 0; i < m_cards.size(); ++i) {
        m_cards.at(i)->show(summaries.at(i), summaries.at(i).id == scope);
    }
}

int InstanceCards::columns(int width) const
{
    const int fit = std::max(1, (width + kCardGap) / (m_theme.scaled(kCardMinimum) + kCardGap));
    const auto count = std::max(1, static_cast<int>(m_cards.size()));
    if (count <= fit) {
        return count;
    }
    // Rows of about the same length: six where five fit are twice three.
    const int rows = (count + fit - 1) / fit;
    return rows > kMostRows ? fit : (count + rows - 1) / rows;
}

int InstanceCards::heightOf(int rows) const
{
    return rows * m_theme.scaled(kCardHeight) + std::max(0, rows - 1) * kCardGap;
}

QSize InstanceCards::sizeHint() const
{
    const int perRow = columns(viewport()->width());
    const int rows = (static_cast<int>(m_cards.size()) + perRow - 1) / perRow;
    return {m_theme.scaled(720), heightOf(std::clamp(rows, 1, kMostRows))};
}

QSize InstanceCards::minimumSizeHint() const
{
    return {m_theme.scaled(kCardMinimum), sizeHint().height()};
}

void InstanceCards::place()
{
    const int inner = viewport()->width();
    const int perRow = columns(inner);
    const int rows = (static_cast<int>(m_cards.size()) + perRow - 1) / perRow;
    m_ground->resize(viewport()->width(), heightOf(std::max(rows, 1)));
    for (int i = 0; i < m_cards.size(); ++i) {
        const int column = i % perRow;
        const int left = column * (inner + kCardGap) / perRow;
        const int right = (column + 1) * (inner + kCardGap) / perRow - kCardGap;
        m_cards.at(i)->setGeometry(left, i / perRow * (m_theme.scaled(kCardHeight) + kCardGap), right - left,
                                   m_theme.scaled(kCardHeight));
    }
}

void InstanceCards::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    place();
    if (event->oldSize().width() != event->size().width()) {
        updateGeometry();
    }
}

} // namespace lamplighter::ui
