#include "ui/pages/bulk_bar.h"

#include <QHBoxLayout>
#include <QPainter>

namespace lamplighter::ui {
namespace {
constexpr int kHeight = 44;
} // namespace

BulkBar::BulkBar(Theme &theme, Instances &instances, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_instances(instances)
    , m_title(new Label(theme, TextStyle::BodyMedium, Tone::Primary, {}, this))
    , m_start(new Button(theme, ButtonKind::Default, {}, QStringLiteral("bulkStart"), this))
    , m_stop(new Button(theme, ButtonKind::Default, {}, QStringLiteral("bulkStop"), this))
    , m_restart(new Button(theme, ButtonKind::Default, {}, QStringLiteral("bulkRestart"), this))
{
    setObjectName(QStringLiteral("bulkBar"));
    setFixedHeight(theme.scaled(kHeight));
    m_title->setObjectName(QStringLiteral("bulkTitle"));
    m_start->setGlyph(Icon::Play);
    m_stop->setGlyph(Icon::Stop);
    m_restart->setGlyph(Icon::Restart);
    auto *more = new Button(theme, ButtonKind::Default, {}, QStringLiteral("bulkMore"), this);
    more->setIconOnly(Icon::More, tr("More actions for the selected units"));
    auto *clear = new Button(theme, ButtonKind::Ghost, {}, QStringLiteral("bulkClear"), this);
    clear->setIconOnly(Icon::Close, tr("Select none (Esc)"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.sizes().pagePadding, 0, theme.sizes().pagePadding, 0);
    row->setSpacing(8);
    row->addWidget(m_title);
    row->addStretch();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_start, m_stop, m_restart, more, clear}) {
        row->addWidget(widget);
    }
    connect(m_start, &QPushButton::clicked, this,
            [this] { Q_EMIT startWanted(m_instances.judge(m_units, &Availabilities::toStart).possible); });
    connect(m_stop, &QPushButton::clicked, this,
            [this] { Q_EMIT stopWanted(m_instances.judge(m_units, &Availabilities::toStop).possible); });
    connect(m_restart, &QPushButton::clicked, this,
            [this] { Q_EMIT restartWanted(m_instances.judge(m_units, &Availabilities::toRestart).possible); });
    connect(more, &QPushButton::clicked, this, [this, more] { Q_EMIT moreWanted(more); });
    connect(clear, &QPushButton::clicked, this, &BulkBar::cleared);
    hide();
}

void BulkBar::showButton(Button *button, Instances::UnitRule rule, const QString &text)
{
    const auto [possible, reason] = m_instances.judge(m_units, rule);
    const auto count = possible.size();
    button->setText(text.arg(count));
    button->setAccessibleName(button->text());
    button->setAvailability(count > 0 ? Availability{} : Availability::off(reason),
                            count < m_units.size() ? tr("The others: %1").arg(reason) : QString());
}

void BulkBar::showUnits(const QList<UnitKey> &units)
{
    m_units = units;
    setVisible(units.size() > 1);
    if (units.size() < 2) {
        return;
    }
    m_title->setText(tr("%n units selected", nullptr, static_cast<int>(units.size())));
    showButton(m_start, &Availabilities::toStart, tr("Start %1", "how many"));
    showButton(m_stop, &Availabilities::toStop, tr("Stop %1…", "how many"));
    showButton(m_restart, &Availabilities::toRestart, tr("Restart %1", "how many"));
}

void BulkBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.palette().selected);
    painter.fillRect(0, 0, width(), 1, m_theme.palette().hairline);
}

} // namespace lamplighter::ui
