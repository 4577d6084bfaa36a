#include "ui/pages/way_card.h"

#include "ui/widgets/state_glyph_widget.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kPadding = 20;
constexpr int kTile = 40;
constexpr int kTileIcon = 20;
constexpr int kCodeSide = 10;
constexpr int kCodeHeight = 32;
constexpr int kSourceHeight = 26;

void paintBox(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &line, int radius)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(line.isValid() ? QPen(line) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace

CardSurface::CardSurface(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CardSurface::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBox(painter, rect(), m_theme.palette().surface, m_theme.palette().hairline, m_theme.sizes().radiusCard);
}

IconTile::IconTile(Theme &theme, Icon icon, bool accent, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(icon)
    , m_accent(accent)
{
    const auto fit = [this] {
        setFixedSize(m_theme.scaled(kTile), m_theme.scaled(kTile));
        update();
    };
    connect(&theme, &Theme::changed, this, fit);
    fit();
}

void IconTile::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    paintBox(painter, rect(), m_accent ? p.accentSoft : p.sunken, m_accent ? p.accentSoft : p.hairline,
             m_theme.sizes().radiusCard);
    const int icon = m_theme.scaled(kTileIcon);
    const int inset = (width() - icon) / 2;
    m_theme.paintIcon(painter, QRect(inset, inset, icon, icon), m_icon, m_accent ? p.accent : p.secondaryText);
}

CodeLine::CodeLine(Theme &theme, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(text)
{
    setAccessibleName(text);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize CodeLine::sizeHint() const
{
    return {QFontMetrics(m_theme.font(TextStyle::Log)).horizontalAdvance(m_text) + 2 * kCodeSide,
            m_theme.scaled(kCodeHeight)};
}

void CodeLine::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    paintBox(painter, rect(), p.sunken, p.hairline, m_theme.sizes().radiusControl);
    painter.setFont(m_theme.font(TextStyle::Log));
    painter.setPen(p.secondaryText);
    const QRect text = rect().adjusted(kCodeSide, 0, -kCodeSide, 0);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_text, Qt::ElideRight, text.width()));
}

WayCard::WayCard(Theme &theme, Icon icon, const QString &title, const QString &words, Button *button, QWidget *parent)
    : CardSurface(theme, parent)
    , m_words(new Label(theme, TextStyle::Body, Tone::Secondary, words, this))
    , m_content(new QVBoxLayout)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kPadding, kPadding, kPadding, kPadding);
    column->setSpacing(8);
    column->addWidget(new IconTile(theme, icon, true, this));
    column->addSpacing(4);
    auto *heading = new Label(theme, TextStyle::Brand, Tone::Primary, title, this);
    column->addWidget(heading);
    m_words->setWordWrap(true);
    column->addWidget(m_words);
    m_content->setSpacing(0);
    m_content->setContentsMargins(0, 4, 0, 0);
    column->addLayout(m_content);
    column->addStretch(1);
    column->addSpacing(8);
    button->setParent(this);
    button->setAccessibleDescription(words);
    column->addWidget(button, 0, Qt::AlignLeft);
}

void WayCard::setWords(const QString &words)
{
    m_words->setText(words);
}

void WayCard::addContent(QWidget *content)
{
    m_content->addWidget(content);
}

void WayCard::addSource(const QString &kind, const QString &files)
{
    auto *line = new QWidget(this);
    line->setMinimumHeight(theme().scaled(kSourceHeight));
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(new IconWidget(theme(), 16, Icon::File, Tone::Primary, line));
    auto *name = new Label(theme(), TextStyle::Small, Tone::Primary, kind, line);
    name->setWeight(QFont::Medium);
    row->addWidget(name);
    auto *names = new Label(theme(), TextStyle::Caption, Tone::Muted, files, line);
    names->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    names->setElideMode(Qt::ElideRight);
    row->addWidget(names, 1);
    m_content->addWidget(line);
}

} // namespace lamplighter::ui
