#include "ui/widgets/notice_box.h"

#include <QHBoxLayout>
#include <QPainter>

namespace lamplighter::ui {

NoticeBox::NoticeBox(Theme &theme, StateKind kind, const QString &button, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_kind(kind)
    , m_glyph(new StateGlyphWidget(theme, theme.sizes().stateGlyphSmall, kind, this))
    , m_text(new Label(theme, TextStyle::Small, Tone::Secondary, {}, this))
{
    setObjectName(name);
    m_text->setObjectName(name + u"Text");
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, button.isEmpty() ? 12 : 6, 8);
    row->setSpacing(8);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_glyph, 0, Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    if (!button.isEmpty()) {
        auto *action = new Button(theme, ButtonKind::Ghost, button, name + u"Button", this);
        connect(action, &QPushButton::clicked, this, &NoticeBox::buttonClicked);
        row->addWidget(action);
    }
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

void NoticeBox::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
}

void NoticeBox::setKind(StateKind kind)
{
    m_kind = kind;
    m_glyph->setKind(kind);
    update();
}

void paintNotice(QWidget &widget, const Theme &theme, StateKind kind)
{
    const StatusColours colours = theme.palette().status(kind);
    QPainter painter(&widget);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.line);
    painter.setBrush(colours.soft);
    const int radius = theme.sizes().radiusControl;
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

void NoticeBox::paintEvent(QPaintEvent *)
{
    paintNotice(*this, m_theme, m_kind);
}

} // namespace lamplighter::ui
