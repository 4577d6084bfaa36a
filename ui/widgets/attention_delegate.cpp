#include "ui/widgets/attention_delegate.h"

#include "ui/widgets/attention_list.h"

#include <QPainter>
#include <QPainterPath>

namespace lamplighter::ui {
namespace {

constexpr int kRowHeight = 54;
constexpr int kLeft = 16;
constexpr int kRight = 12;
constexpr int kGap = 14;
constexpr int kButtonGap = 6;
constexpr int kInstanceWidth = 112;
constexpr int kAgeWidth = 52;
constexpr int kButtonsWidth = 356;
constexpr int kNarrow = 1020; ///< below, the columns give way to the sentence
constexpr int kInstanceNarrow = 92;
constexpr int kTight = 800; ///< below, the name of the instance is left to the tool tip
constexpr int kButtonsNarrow = 344;
constexpr int kTitleLine = 18;
constexpr int kDetailLine = 16;
constexpr int kLineGap = 2;

std::optional<Icon> iconOf(AttentionAction action)
{
    switch (action) {
    case AttentionAction::StartNow:
        return Icon::Play;
    case AttentionAction::RestartAgain:
    case AttentionAction::Restart:
        return Icon::Restart;
    case AttentionAction::Stop:
        return Icon::Stop;
    case AttentionAction::Reconnect:
        return Icon::Link;
    case AttentionAction::Approve:
        return Icon::Check;
    case AttentionAction::Defer:
    case AttentionAction::ViewLog:
    case AttentionAction::View:
    case AttentionAction::Acknowledge:
    case AttentionAction::EnterToken:
    case AttentionAction::Rearm:
    case AttentionAction::ReadUnitFiles:
    case AttentionAction::ChangeConnection:
        break;
    }
    return std::nullopt;
}

/// Rectangles of a line's buttons, from the right.
QList<QRect> buttonRects(const Theme &theme, const QRect &area, const QList<AttentionOffer> &offers)
{
    QList<QRect> rects;
    int right = area.right() + 1;
    for (auto offer = offers.crbegin(); offer != offers.crend(); ++offer) {
        const QSize size = buttonSize(theme, attentionFace(*offer, false));
        right -= size.width();
        rects.prepend({right, area.y() + (area.height() - size.height()) / 2, size.width(), size.height()});
        right -= kButtonGap;
    }
    return rects;
}

} // namespace

ButtonFace attentionFace(const AttentionOffer &offer, bool filled)
{
    ButtonFace face;
    face.kind = filled ? ButtonKind::Filled : ButtonKind::Default;
    face.text = AttentionTexts::action(offer.action);
    face.icon = iconOf(offer.action);
    face.enabled = offer.availability.enabled;
    face.opensMenu = offer.action == AttentionAction::Defer;
    return face;
}

AttentionColumns::AttentionColumns(const Theme &theme, const QRect &row)
{
    const QRect area = row.adjusted(kLeft, 0, -kRight, -1);
    const bool narrow = row.width() < theme.scaled(kNarrow);
    const bool tight = row.width() < theme.scaled(kTight);
    const int glyphSize = theme.sizes().stateGlyph;
    int right = area.right() + 1;
    const auto take = [&](int width) {
        right -= width;
        const QRect column(right, area.y(), width, area.height());
        right -= kGap;
        return column;
    };
    buttons = take(theme.scaled(narrow ? kButtonsNarrow : kButtonsWidth));
    age = take(theme.scaled(kAgeWidth));
    if (!tight) {
        instance = take(theme.scaled(narrow ? kInstanceNarrow : kInstanceWidth));
    }
    glyph = QRect(area.x(), area.y() + (area.height() - glyphSize) / 2, glyphSize, glyphSize);
    text = QRect(glyph.right() + 1 + kGap, area.y(), 0, area.height());
    text.setRight(right - 1);
}

AttentionDelegate::AttentionDelegate(Theme &theme, AttentionListView &list)
    : QStyledItemDelegate(&list)
    , m_theme(theme)
    , m_list(list)
{}

QSize AttentionDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, m_theme.scaled(kRowHeight)};
}

void AttentionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const AttentionItem &item = m_list.attention().item(index.row());
    paintGround(*painter, option.rect, index, selected);
    const AttentionColumns columns(m_theme, option.rect);
    m_theme.paintGlyph(*painter, columns.glyph, item.kind);
    paintTexts(*painter, columns, item);
    if (!m_list.hasButtons(index)) {
        paintButtons(*painter, columns, item);
    }
}

void AttentionDelegate::paintGround(QPainter &painter, const QRect &row, const QModelIndex &index, bool selected) const
{
    const Palette &p = m_theme.palette();
    const bool last = index.row() == index.model()->rowCount() - 1;
    const bool hovered = index.row() == m_list.hoveredRow();
    painter.save();
    if (last && row.bottom() >= m_list.viewport()->height() - 2) {
        // The card's round corners are the last line's as well.
        QPainterPath corners;
        const int radius = m_theme.sizes().radiusCard - 1;
        corners.addRoundedRect(row.adjusted(0, -radius, 0, 0), radius, radius);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setClipPath(corners);
    }
    painter.fillRect(row, selected ? p.selected : hovered ? p.hover : p.surface);
    if (selected) {
        painter.fillRect(row.x(), row.y(), m_theme.sizes().selectionBar, row.height(), p.accent);
    }
    if (!last) {
        painter.fillRect(row.x(), row.bottom(), row.width(), 1, p.hairline);
    }
    painter.restore();
}

void AttentionDelegate::paintTexts(QPainter &painter, const AttentionColumns &columns, const AttentionItem &item) const
{
    const Palette &p = m_theme.palette();
    const auto draw = [&](const QRect &area, const QFont &font, const QColor &colour, const QString &text,
                          Qt::Alignment alignment) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(area, static_cast<int>(alignment) | static_cast<int>(Qt::TextSingleLine),
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
    };
    const int titleLine = m_theme.scaled(kTitleLine);
    const int detailLine = m_theme.scaled(kDetailLine);
    const int height = item.detail.isEmpty() ? titleLine : titleLine + kLineGap + detailLine;
    const int top = columns.text.y() + (columns.text.height() - height) / 2;
    const QRect title(columns.text.x(), top, columns.text.width(), titleLine);
    QFont bold = m_theme.font(TextStyle::Body);
    bold.setWeight(QFont::DemiBold);
    const Qt::Alignment left = Qt::AlignLeft | Qt::AlignVCenter;
    const QFont small = m_theme.font(TextStyle::Small);
    draw(title, bold, p.text, item.title, left);
    if (!item.detail.isEmpty()) {
        draw(QRect(title.x(), title.bottom() + 1 + kLineGap, title.width(), detailLine), small, p.secondaryText,
             item.detail, left);
    }
    if (!columns.instance.isEmpty()) {
        draw(columns.instance, small, p.secondaryText, item.instanceName, left);
    }
    draw(columns.age, small, p.mutedText, AttentionTexts::age(item.since, m_list.attention().viewpoint()),
         Qt::AlignRight | Qt::AlignVCenter);
}

void AttentionDelegate::paintButtons(QPainter &painter, const AttentionColumns &columns,
                                     const AttentionItem &item) const
{
    const QList<QRect> rects = buttonRects(m_theme, columns.buttons, item.offers);
    for (int i = 0; i < rects.size(); ++i) {
        paintButton(painter, rects.at(i), m_theme, attentionFace(item.offers.at(i), false));
    }
}

AttentionButtons::AttentionButtons(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::NoFocus);
    connect(&theme, &Theme::changed, this, &AttentionButtons::place);
}

void AttentionButtons::show(const AttentionItem &item, bool selected)
{
    const auto actions = [](const AttentionItem &of) {
        QList<AttentionAction> list;
        for (const AttentionOffer &offer : of.offers) {
            list.append(offer.action);
        }
        return list;
    };
    const bool same = actions(item) == actions(m_item) && selected == m_selected;
    m_item = item;
    m_selected = selected;
    if (!same) {
        rebuild();
    }
    for (int i = 0; i < m_buttons.size(); ++i) {
        Button *button = m_buttons.at(i);
        button->setAccessibleName(tr("%1: %2", "action, what it is about").arg(button->text(), item.title));
        button->setAvailability(item.offers.at(i).availability);
    }
}

void AttentionButtons::rebuild()
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (int i = 0; i < m_item.offers.size(); ++i) {
        const AttentionAction action = m_item.offers.at(i).action;
        const ButtonFace face = attentionFace(m_item.offers.at(i), m_selected && i == 0);
        auto *button = new Button(m_theme, face.kind, face.text, QStringLiteral("attentionAction%1").arg(i), this);
        if (face.icon) {
            button->setGlyph(*face.icon);
        }
        // A click leaves the focus in the list, so that the next line can be reached by keys at once.
        button->setFocusPolicy(m_selected ? Qt::TabFocus : Qt::NoFocus);
        connect(button, &QPushButton::clicked, this, [this, action] { Q_EMIT actionWanted(m_item, action); });
        button->setVisible(true);
        m_buttons.append(button);
    }
    place();
}

void AttentionButtons::place()
{
    const QList<QRect> rects = buttonRects(m_theme, AttentionColumns(m_theme, rect()).buttons, m_item.offers);
    for (int i = 0; i < m_buttons.size(); ++i) {
        m_buttons.at(i)->setGeometry(rects.at(i));
    }
}

void AttentionButtons::resizeEvent(QResizeEvent *)
{
    place();
}

} // namespace lamplighter::ui
