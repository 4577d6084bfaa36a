#include "ui/widgets/segmented.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace lamplighter::ui {
namespace {

constexpr int kPadding = 12;

QFont segmentFont(const Theme &theme)
{
    QFont font = theme.font(TextStyle::Small);
    font.setWeight(QFont::Medium);
    return font;
}

class Segment final : public QAbstractButton
{
public:
    Segment(Theme &theme, const QString &text, const QString &name, QWidget *parent)
        : QAbstractButton(parent)
        , m_theme(theme)
    {
        setText(text);
        setObjectName(name);
        setAccessibleName(text);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setProperty("focusRadius", theme.sizes().radiusControl);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        return {2 * kPadding + QFontMetrics(segmentFont(m_theme)).horizontalAdvance(text()), m_theme.scaled(28)};
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Palette &p = m_theme.palette();
        QPainter painter(this);
        painter.setFont(segmentFont(m_theme));
        painter.setPen(isChecked() ? p.text : p.secondaryText);
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    Theme &m_theme;
};

} // namespace

Segmented::Segmented(Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(name);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_group.setExclusive(true);
    connect(&m_group, &QButtonGroup::idClicked, this, &Segmented::chosen);
    connect(&m_group, &QButtonGroup::idToggled, this, [this] { update(); });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Segmented::addSegment(int id, const QString &text, const QString &name)
{
    auto *segment = new Segment(m_theme, text, name, this);
    segment->setChecked(m_group.buttons().isEmpty());
    m_group.addButton(segment, id);
    layout()->addWidget(segment);
}

void Segmented::setCurrent(int id)
{
    if (QAbstractButton *segment = m_group.button(id)) {
        segment->setChecked(true);
    }
}

void Segmented::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.sizes().radiusControl,
                           m_theme.sizes().radiusControl);
    painter.fillPath(outline, p.surface);
    painter.save();
    painter.setClipPath(outline);
    if (const QAbstractButton *on = m_group.checkedButton()) {
        painter.fillRect(on->geometry(), p.selected);
    }
    for (const QAbstractButton *segment : m_group.buttons()) {
        if (segment->x() > 0) {
            painter.fillRect(segment->x(), 0, 1, height(), p.strongLine);
        }
    }
    painter.restore();
    painter.setPen(p.strongLine);
    painter.drawPath(outline);
}

} // namespace lamplighter::ui
