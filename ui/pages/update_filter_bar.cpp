#include "ui/pages/update_filter_bar.h"

#include <QHBoxLayout>

namespace lamplighter::ui {
namespace {

using client::UpdateState;

constexpr int kFilterWidth = 256;
constexpr int kHeight = 52;
constexpr int kHeightOfTwo = 90;
constexpr int kTop = 10;
constexpr int kGap = 8;

QList<UpdateState> overStates(UpdateView view)
{
    switch (view) {
    case UpdateView::Waiting:
    case UpdateView::Deferred:
        break;
    case UpdateView::Applied:
        return {UpdateState::Applied};
    case UpdateView::Failed:
        return {UpdateState::Failed, UpdateState::RolledBack};
    case UpdateView::Rejected:
        return {UpdateState::Rejected};
    case UpdateView::Ignored:
        return {UpdateState::Ignored};
    case UpdateView::All:
        return {UpdateState::Applied, UpdateState::Failed, UpdateState::RolledBack, UpdateState::Rejected,
                UpdateState::Ignored};
    }
    return {};
}

} // namespace

UpdateFilterBar::UpdateFilterBar(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_field(new SearchField(theme, tr("Filter by service or module"), QStringLiteral("/"),
                              QStringLiteral("updateFilter"), this))
    , m_note(new Label(theme, TextStyle::Small, Tone::Secondary, {}, this))
{
    setObjectName(QStringLiteral("updateFilterBar"));
    m_lines = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_lines->setContentsMargins(theme.sizes().pagePadding, kTop, theme.sizes().pagePadding, kTop);
    m_lines->setSpacing(kGap);
    m_field->setPreferredWidth(theme.scaled(kFilterWidth));
    m_lines->addWidget(m_field);
    m_chipRow = new QWidget(this);
    auto *row = new QHBoxLayout(m_chipRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kGap);
    m_chips.setExclusive(true);
    for (int i = 0; i < kUpdateViewCount; ++i) {
        auto *chip = new FilterChip(theme, std::nullopt, title(static_cast<UpdateView>(i)),
                                    QStringLiteral("updateChip_%1").arg(i), this);
        m_chips.addButton(chip, i);
        row->addWidget(chip);
    }
    m_chips.button(0)->setChecked(true);
    m_note->setObjectName(QStringLiteral("updatesNote"));
    m_note->setElideMode(Qt::ElideRight);
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_note, 1);
    m_lines->addWidget(m_chipRow, 1);
    connect(m_field, &QLineEdit::textChanged, this, &UpdateFilterBar::changed);
    connect(m_field, &SearchField::left, this, &UpdateFilterBar::left);
    connect(&m_chips, &QButtonGroup::idClicked, this, &UpdateFilterBar::changed);
    connect(&theme, &Theme::changed, this, &UpdateFilterBar::fit);
    fit();
}

void UpdateFilterBar::fit()
{
    int needed = 2 * m_theme.sizes().pagePadding + m_field->sizeHint().width();
    for (const QAbstractButton *chip : m_chips.buttons()) {
        needed += kGap + chip->sizeHint().width();
    }
    const bool beside = needed <= width();
    m_lines->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    setFixedHeight(m_theme.scaled(beside ? kHeight : kHeightOfTwo));
}

void UpdateFilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

QString UpdateFilterBar::title(UpdateView view)
{
    switch (view) {
    case UpdateView::Waiting:
        return tr("Waiting");
    case UpdateView::Deferred:
        return tr("Deferred");
    case UpdateView::Applied:
        return tr("Applied");
    case UpdateView::Failed:
        return tr("Failed");
    case UpdateView::Rejected:
        return tr("Rejected");
    case UpdateView::Ignored:
        return tr("Ignored");
    case UpdateView::All:
        break;
    }
    return tr("All decided");
}

QStringList UpdateFilterBar::statesOf(UpdateView view)
{
    if (view == UpdateView::All) {
        return {QStringLiteral("over")};
    }
    QStringList words;
    for (const UpdateState state : overStates(view)) {
        words.append(toString(state));
    }
    return words;
}

void UpdateFilterBar::setView(UpdateView view)
{
    if (this->view() != view) {
        m_chips.button(static_cast<int>(view))->setChecked(true);
        Q_EMIT changed();
    }
}

void UpdateFilterBar::clearText()
{
    m_field->clear();
}

void UpdateFilterBar::showCounts(const RestartTableModel::Counts &open, const UpdateCountsFeed &over)
{
    for (int i = 0; i < kUpdateViewCount; ++i) {
        const auto view = static_cast<UpdateView>(i);
        const int count = view == UpdateView::Waiting    ? open.open
                          : view == UpdateView::Deferred ? open.deferred
                                                         : over.count(overStates(view));
        static_cast<FilterChip *>(m_chips.button(i))->setCount(count);
    }
    fit();
}

void UpdateFilterBar::setNote(const QString &note)
{
    m_note->setText(note);
}

} // namespace lamplighter::ui
