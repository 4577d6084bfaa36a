#include "ui/widgets/banner.h"

#include "ui/theme/hatch.h"
#include "ui/widgets/state_glyph_widget.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {
constexpr int kHatchWidth = 16;
} // namespace

Banner::Banner(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new Label(theme, TextStyle::Section, Tone::Primary, {}, this))
    , m_detail(new Label(theme, TextStyle::Small, Tone::Secondary, {}, this))
    , m_view(new Button(theme, ButtonKind::Default, tr("View what stopped"), QStringLiteral("viewStoppedButton"), this))
    , m_rearm(new Button(theme, ButtonKind::Filled, tr("Re-arm…"), QStringLiteral("rearmButton"), this))
{
    setObjectName(QStringLiteral("killSwitchBanner"));
    setFixedHeight(theme.scaled(theme.sizes().banner));
    m_title->setObjectName(QStringLiteral("bannerTitle"));
    m_title->setElideMode(Qt::ElideRight);
    m_detail->setObjectName(QStringLiteral("bannerDetail"));
    m_detail->setElideMode(Qt::ElideRight);
    m_rearm->setGlyph(Icon::Power);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kHatchWidth + 12, 0, theme.sizes().pagePadding, 1);
    row->setSpacing(8);
    row->addWidget(new StateGlyphWidget(theme, 20, StateKind::Held, this));
    row->addSpacing(4);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(0);
    lines->addStretch();
    lines->addWidget(m_title);
    lines->addWidget(m_detail);
    lines->addStretch();
    row->addLayout(lines, 1);
    row->addWidget(m_view);
    row->addWidget(m_rearm);
    connect(m_view, &QPushButton::clicked, this, &Banner::viewWanted);
    connect(m_rearm, &QPushButton::clicked, this, &Banner::rearmWanted);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Banner::setTexts(const QString &title, const QString &detail)
{
    m_title->setText(title);
    m_detail->setText(detail);
    setAccessibleName(title);
    setAccessibleDescription(detail);
}

void Banner::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.fillRect(rect(), p.critical.soft);
    paintHatch(painter, QRectF(0, 0, kHatchWidth - 1, height() - 1), p.critical.solid, p.critical.soft,
               m_theme.sizes().hatchBanner);
    painter.fillRect(kHatchWidth - 1, 0, 1, height(), p.critical.solid);
    painter.fillRect(0, height() - 1, width(), 1, p.critical.solid);
}

} // namespace lamplighter::ui
