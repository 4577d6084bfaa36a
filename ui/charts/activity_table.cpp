#include "ui/charts/activity_chart.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kTableHeight = 380;

} // namespace

ActivityTableDialog::ActivityTableDialog(Theme &theme, const client::Activity &activity, const QTimeZone &zone,
                                         QWidget *parent)
    : DialogFrame(theme, QStringLiteral("activityTableDialog"), tr("Last 24 hours as a table"), parent)
    , m_table(new QTableWidget(static_cast<int>(activity.buckets.size()), 5, this))
{
    m_table->setObjectName(QStringLiteral("activityTable"));
    m_table->setAccessibleName(tr("Alerts and restarts per 30 minutes"));
    m_table->setHorizontalHeaderLabels({tr("From"), tr("Critical"), tr("Warning"), tr("Info"), tr("Restarts")});
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setMinimumHeight(theme.scaled(kTableHeight));
    const auto cell = [&](int row, int column, const QString &text) {
        auto *item = new QTableWidgetItem(text);
        item->setTextAlignment(column == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(row, column, item);
    };
    for (int row = 0; row < activity.buckets.size(); ++row) {
        const client::ActivityBucket &bucket = activity.buckets.at(row);
        cell(row, 0, toLocal(bucket.at, zone).toString(u"ddd HH:mm"));
        int column = 0;
        for (const int count : {bucket.critical, bucket.warning, bucket.info, bucket.restarts}) {
            cell(row, ++column, QString::number(count));
        }
    }
    body()->addWidget(m_table);
    auto *close = new Button(theme, ButtonKind::Default, tr("Close"), QStringLiteral("closeActivityTable"), this);
    auto *copy = new Button(theme, ButtonKind::Filled, tr("Copy all"), QStringLiteral("copyActivityTable"), this);
    copy->setGlyph(Icon::Copy);
    for (Button *button : {close, copy}) {
        button->setLarge(true);
        footer()->addWidget(button);
    }
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(asText()); });
}

QString ActivityTableDialog::asText() const
{
    QStringList lines;
    for (int row = -1; row < m_table->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < m_table->columnCount(); ++column) {
            cells.append(row < 0 ? m_table->horizontalHeaderItem(column)->text() : m_table->item(row, column)->text());
        }
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace lamplighter::ui
