#include "ui/charts/activity_chart.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QToolTip>

#include <algorithm>

namespace lamplighter::ui {
namespace {

constexpr int kHeadHeight = 40;
constexpr int kHeight = 212;
constexpr int kSwatch = 9;
constexpr int kLineSwatch = 14;
constexpr int kSwatchGap = 6;
constexpr int kEntryGap = 14;
constexpr int kEntryGapTight = 7;

int alertsIn(const client::ActivityBucket &bucket)
{
    return bucket.critical + bucket.warning + bucket.info;
}

} // namespace

QString ActivityTexts::bucket(const client::Activity &activity, int bucket, const QTimeZone &zone)
{
    const client::ActivityBucket &given = activity.buckets.at(bucket);
    const QString from = plot::label(activity, bucket, zone);
    const QString to = plot::label(activity, bucket + 1, zone);
    return tr("%1 to %2: %3 critical, %4 warning, %5 info, %n restarts", nullptr, given.restarts)
        .arg(from, to)
        .arg(given.critical)
        .arg(given.warning)
        .arg(given.info);
}

QString ActivityTexts::summary(const client::Activity &activity, const QTimeZone &zone)
{
    const ActivityTotals totals = totalsOf(activity);
    QString sums =
        tr("Last 24 hours: %1 critical, %2 warning and %3 info alerts, %n restarts.", nullptr, totals.restarts)
            .arg(totals.critical)
            .arg(totals.warning)
            .arg(totals.info);
    const auto busiest =
        std::max_element(activity.buckets.cbegin(), activity.buckets.cend(),
                         [](const auto &left, const auto &right) { return alertsIn(left) < alertsIn(right); });
    if (busiest == activity.buckets.cend() || alertsIn(*busiest) == 0) {
        return sums;
    }
    const auto at = static_cast<int>(busiest - activity.buckets.cbegin());
    return tr("%1 Most alerts between %2 and %3.")
        .arg(sums, plot::label(activity, at, zone), plot::label(activity, at + 1, zone));
}

ActivityLegend::ActivityLegend(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ActivityLegend::show(const ActivityTotals &totals)
{
    m_totals = totals;
    updateGeometry();
    update();
}

QList<ActivityLegend::Entry> ActivityLegend::entries() const
{
    const plot::Colours colours = plot::colours(m_theme);
    return {{tr("Critical %1").arg(m_totals.critical), colours.critical},
            {tr("Warning %1").arg(m_totals.warning), colours.warning},
            {tr("Info %1").arg(m_totals.info), colours.info},
            {tr("Restarts %1").arg(m_totals.restarts), colours.restarts, true}};
}

QSize ActivityLegend::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(TextStyle::Caption));
    int width = -kEntryGap;
    const QList<Entry> all = entries();
    for (const Entry &entry : all) {
        width += kEntryGap + (entry.line ? kLineSwatch : kSwatch) + kSwatchGap + metrics.horizontalAdvance(entry.text);
    }
    return {width + 2, m_theme.lineHeight(TextStyle::Caption)};
}

void ActivityLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.font(TextStyle::Caption));
    const int wanted = sizeHint().width();
    const int gap = width() < wanted ? kEntryGapTight : kEntryGap;
    int x = std::max(0, width() - wanted);
    const QList<Entry> all = entries();
    for (const Entry &entry : all) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(entry.colour);
        const int swatch = entry.line ? kLineSwatch : kSwatch;
        const int thick = entry.line ? 2 : kSwatch;
        painter.drawRoundedRect(QRectF(x, (height() - thick) / 2.0, swatch, thick), entry.line ? 0 : 2,
                                entry.line ? 0 : 2);
        x += swatch + kSwatchGap;
        painter.setPen(m_theme.palette().mutedText);
        const int wide = painter.fontMetrics().horizontalAdvance(entry.text);
        painter.drawText(QRect(x, 0, wide + 1, height()), Qt::AlignVCenter | Qt::TextSingleLine, entry.text);
        x += wide + gap;
    }
}

ActivityChart::ActivityChart(Theme &theme, ActivityFeed &feed, QWidget *parent)
    : Card(theme, parent)
    , m_feed(feed)
{
    setObjectName(QStringLiteral("activityChart"));
    setAccessibleName(tr("Alerts by severity and restarts per 30 minutes, last 24 hours"));
    setFocusPolicy(Qt::TabFocus);
    setProperty("focusRadius", theme.sizes().radiusCard);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(makeHead());
    m_stack = new QStackedWidget(this);
    m_state = new StatePanel(theme, QStringLiteral("activityState"), m_stack);
    m_plot = makeActivityPlot(theme, m_stack);
    m_plot->setObjectName(QStringLiteral("activityPlot"));
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_plot);
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(8, 0, 16, 6);
    inset->addWidget(m_stack);
    column->addLayout(inset, 1);
    connect(m_plot, &ActivityPlot::hovered, this, &ActivityChart::showBucket);
    connect(m_state, &StatePanel::buttonClicked, &feed, &ActivityFeed::read);
    connect(&feed, &ActivityFeed::changed, this, &ActivityChart::refresh);
    refresh();
}

QWidget *ActivityChart::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(theme().scaled(kHeadHeight));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(15, 0, 15, 0);
    row->setSpacing(8);
    auto *title = new Label(theme(), TextStyle::Body, Tone::Primary, tr("Last 24 hours"), head);
    title->setWeight(QFont::DemiBold);
    row->addWidget(title);
    m_width = new Label(theme(), TextStyle::Caption, Tone::Muted, tr("per 30 min"), head);
    row->addWidget(m_width);
    m_legend = new ActivityLegend(theme(), head);
    row->addStretch();
    row->addWidget(m_legend);
    return head;
}

QSize ActivityChart::sizeHint() const
{
    return {theme().scaled(520), theme().scaled(kHeight)};
}

void ActivityChart::resizeEvent(QResizeEvent *event)
{
    Card::resizeEvent(event);
    // The legend is worth more than how wide a bar is.
    const int title = theme().scaled(2 * kHeadHeight + 32);
    m_width->setVisible(width() > title + m_width->sizeHint().width() + m_legend->sizeHint().width() + 48);
}

void ActivityChart::setTimeZone(const QTimeZone &zone)
{
    m_zone = zone;
    refresh();
}

void ActivityChart::refresh()
{
    const bool ready = m_feed.state() == ActivityFeed::State::Ready;
    m_legend->setVisible(ready);
    if (ready) {
        m_legend->show(totalsOf(m_feed.activity()));
        m_plot->show(m_feed.activity(), m_zone);
        setAccessibleDescription(ActivityTexts::summary(m_feed.activity(), m_zone));
        m_stack->setCurrentWidget(m_plot);
        return;
    }
    if (m_feed.state() == ActivityFeed::State::Failed) {
        m_state->showError(tr("The last 24 hours could not be read"), m_feed.error());
    } else {
        m_state->showLoading();
    }
    setAccessibleDescription({});
    m_stack->setCurrentWidget(m_state);
}

void ActivityChart::showBucket(int bucket, const QPoint &at)
{
    if (bucket < 0 || bucket >= m_feed.activity().buckets.size()) {
        QToolTip::hideText();
    } else {
        QToolTip::showText(at, ActivityTexts::bucket(m_feed.activity(), bucket, m_zone), m_plot);
    }
}

void ActivityChart::showAsTable()
{
    auto *dialog = new ActivityTableDialog(theme(), m_feed.activity(), m_zone, window());
    dialog->present();
}

void ActivityChart::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *table = menu->addAction(tr("Show as table"));
    table->setObjectName(QStringLiteral("showActivityTable"));
    table->setEnabled(m_feed.state() == ActivityFeed::State::Ready);
    connect(table, &QAction::triggered, this, &ActivityChart::showAsTable);
    menu->popup(event->globalPos());
}

void ActivityChart::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && m_feed.state() == ActivityFeed::State::Ready) {
        showAsTable();
        return;
    }
    Card::keyPressEvent(event);
}

void ActivityChart::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    m_feed.setActive(true);
}

void ActivityChart::hideEvent(QHideEvent *event)
{
    m_feed.setActive(false);
    Card::hideEvent(event);
}

} // namespace lamplighter::ui
