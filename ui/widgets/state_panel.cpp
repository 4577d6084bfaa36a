#include "ui/widgets/state_panel.h"

#include "ui/widgets/state_glyph_widget.h"

#include <QPainter>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr auto kBarsAfter = milliseconds(150);
constexpr int kLamp = 80;
constexpr int kHintWidth = 520;
constexpr int kMargin = 16;
constexpr int kBarHeight = 10;
constexpr int kBarGap = 12;

} // namespace

StatePanel::StatePanel(Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_lamp(new QLabel(this))
    , m_errorGlyph(new StateGlyphWidget(theme, theme.sizes().stateGlyphLarge, StateKind::Critical, this))
    , m_title(new Label(theme, TextStyle::Section, Tone::Primary, {}, this))
    , m_hint(new Label(theme, TextStyle::Body, Tone::Secondary, {}, this))
    , m_button(new Button(theme, ButtonKind::Default, {}, name + u"Button", this))
{
    setObjectName(name);
    m_title->setObjectName(name + u"Title");
    m_hint->setObjectName(name + u"Hint");
    m_title->setAlignment(Qt::AlignCenter);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(6);
    column->addStretch();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_lamp, m_errorGlyph, m_title, m_hint}) {
        column->addWidget(widget, 0, Qt::AlignHCenter);
    }
    column->addSpacing(6);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch();
    m_delay.setSingleShot(true);
    m_delay.setInterval(kBarsAfter);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        m_barsShown = true;
        update();
    });
    connect(m_button, &QPushButton::clicked, this, &StatePanel::buttonClicked);
    connect(&theme, &Theme::changed, this, &StatePanel::updateLamp);
    showTexts({}, {}, {});
}

void StatePanel::showTexts(const QString &title, const QString &hint, const QString &button)
{
    m_loading = m_barsShown = false;
    m_delay.stop();
    m_title->setText(title);
    m_hint->setText(hint);
    fitHint();
    m_button->setText(button);
    m_button->setAccessibleName(button);
    m_title->setVisible(!title.isEmpty());
    m_hint->setVisible(!hint.isEmpty());
    m_button->setVisible(!button.isEmpty());
    m_errorGlyph->hide();
    setAccessibleName(title);
    setAccessibleDescription(hint);
    updateLamp();
}

void StatePanel::fitHint()
{
    // A centred item is given its size hint, which for wrapped text knows neither width nor height.
    m_hint->setFixedWidth(std::clamp(width() - 2 * kMargin, 1, kHintWidth));
    m_hint->setMinimumHeight(0); // else it would never ask for less again
    m_hint->setMinimumHeight(std::max(0, m_hint->heightForWidth(m_hint->width())));
}

void StatePanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHint();
}

void StatePanel::showLoading()
{
    if (m_loading) {
        return;
    }
    showTexts({}, {}, {});
    m_loading = true;
    m_lamp->hide();
    setAccessibleName(tr("Loading"));
    m_delay.start();
    update();
}

void StatePanel::showEmpty(const QString &title, const QString &hint, const QString &button)
{
    showTexts(title, hint, button);
    update();
}

void StatePanel::showError(const QString &title, const QString &sentence)
{
    showTexts(title, sentence, tr("Try again"));
    m_button->setGlyph(Icon::Restart);
    m_errorGlyph->show();
    m_lamp->hide();
    update();
}

void StatePanel::setLampShown(bool shown)
{
    m_lampWanted = shown;
    m_title->setStyleOfText(shown ? TextStyle::Title : TextStyle::Section);
    updateLamp();
}

void StatePanel::updateLamp()
{
    m_lamp->setVisible(m_lampWanted && !m_loading);
    if (m_lampWanted) {
        m_lamp->setPixmap(m_theme.lamp(QStringLiteral("lamp-empty"), kLamp, devicePixelRatioF()));
    }
    update();
}

void StatePanel::paintEvent(QPaintEvent *)
{
    if (!m_loading || !m_barsShown) {
        return;
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.palette().stopped.soft);
    const qreal full = std::min(width() - 48, 520);
    qreal y = height() / 2.0 - 1.5 * kBarHeight - kBarGap;
    for (const qreal part : {0.80, 0.62, 0.71}) {
        painter.drawRoundedRect(QRectF((width() - full) / 2, y, full * part, kBarHeight), 3, 3);
        y += kBarHeight + kBarGap;
    }
}

} // namespace lamplighter::ui
