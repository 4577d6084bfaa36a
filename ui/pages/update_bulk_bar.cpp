#include "ui/pages/update_bulk_bar.h"

#include <QHBoxLayout>
#include <QPainter>

namespace lamplighter::ui {
namespace {
constexpr int kHeight = 44;
using Kind = BulkDecision::Kind;
} // namespace

UpdateBulkBar::UpdateBulkBar(Theme &theme, const Instances &instances, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_instances(instances)
    , m_title(new Label(theme, TextStyle::BodyMedium, Tone::Primary, {}, this))
    , m_approve(new Button(theme, ButtonKind::Default, {}, QStringLiteral("bulkApprove"), this))
    , m_defer(new Button(theme, ButtonKind::Default, {}, QStringLiteral("bulkDefer"), this))
    , m_reject(new Button(theme, ButtonKind::Default, {}, QStringLiteral("bulkReject"), this))
{
    setObjectName(QStringLiteral("updateBulkBar"));
    setFixedHeight(theme.scaled(kHeight));
    m_title->setObjectName(QStringLiteral("updateBulkTitle"));
    m_approve->setGlyph(Icon::Check);
    m_defer->setOpensMenu(true);
    auto *clear = new Button(theme, ButtonKind::Ghost, {}, QStringLiteral("bulkClearUpdates"), this);
    clear->setIconOnly(Icon::Close, tr("Select none (Esc)"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.sizes().pagePadding, 0, theme.sizes().pagePadding, 0);
    row->setSpacing(8);
    row->addWidget(m_title);
    row->addStretch();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_approve, m_defer, m_reject, clear}) {
        row->addWidget(widget);
    }
    connect(m_approve, &QPushButton::clicked, this, [this] { Q_EMIT wanted(Kind::Approve); });
    connect(m_defer, &QPushButton::clicked, this, [this] { Q_EMIT wanted(Kind::Defer); });
    connect(m_reject, &QPushButton::clicked, this, [this] { Q_EMIT wanted(Kind::Reject); });
    connect(clear, &QPushButton::clicked, this, &UpdateBulkBar::cleared);
    hide();
}

void UpdateBulkBar::showButton(Button *button, Kind kind, const QString &text)
{
    const BulkDecision::Judged judged = BulkDecision::judge(m_instances, m_keys, kind);
    const auto count = judged.possible.size();
    button->setText(text.arg(count));
    button->setAccessibleName(button->text());
    button->setAvailability(count > 0 ? Availability{} : Availability::off(judged.reason),
                            count < m_keys.size() ? tr("The others: %1").arg(judged.reason) : QString());
}

void UpdateBulkBar::showRestarts(const QList<RestartKey> &keys)
{
    m_keys = keys;
    setVisible(keys.size() > 1);
    if (keys.size() < 2) {
        return;
    }
    m_title->setText(tr("%n updates selected", nullptr, static_cast<int>(keys.size())));
    showButton(m_approve, Kind::Approve, tr("Approve %1…", "how many"));
    showButton(m_defer, Kind::Defer, tr("Defer %1", "how many"));
    showButton(m_reject, Kind::Reject, tr("Reject %1…", "how many"));
}

void UpdateBulkBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.palette().selected);
    painter.fillRect(0, 0, width(), 1, m_theme.palette().hairline);
}

} // namespace lamplighter::ui
