#include "ui/pages/unit_filter_bar.h"

#include "ui/widgets/text_field.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kAllChip = -2; // QButtonGroup gives -1 a meaning of its own
constexpr int kFilterWidth = 232;
constexpr int kHeight = 52;
constexpr int kProblemHeight = 26;

} // namespace

UnitFilterBar::UnitFilterBar(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_field(
          new SearchField(theme, tr("Filter by name or tag"), QStringLiteral("/"), QStringLiteral("filterField"), this))
    , m_note(new Label(theme, TextStyle::Small, Tone::Secondary, {}, this))
    , m_problem(new Label(theme, TextStyle::Small, Tone::Critical, {}, this))
    , m_columns(new Button(theme, ButtonKind::Ghost, tr("Columns"), QStringLiteral("columnsButton"), this))
    , m_density(new Segmented(theme, QStringLiteral("density"), this))
{
    setObjectName(QStringLiteral("unitFilterBar"));
    auto *lines = new QVBoxLayout(this);
    lines->setContentsMargins(theme.sizes().pagePadding, 0, theme.sizes().pagePadding, 0);
    lines->setSpacing(0);
    auto *rowPart = new QWidget(this);
    rowPart->setFixedHeight(theme.scaled(kHeight));
    lines->addWidget(rowPart);
    m_problem->setObjectName(QStringLiteral("filterProblem"));
    m_problem->setFixedHeight(theme.scaled(kProblemHeight));
    m_problem->setAlignment(Qt::AlignTop);
    m_problem->hide();
    lines->addWidget(m_problem);
    auto *row = new QHBoxLayout(rowPart);
    m_row = row;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_field->setPreferredWidth(theme.scaled(kFilterWidth));
    QStringList help{tr("Words that a unit must have. Also:")};
    for (const auto &[example, meaning] : UnitQuery::help()) {
        help.append(example + QStringLiteral(" – ") + meaning);
    }
    m_field->setToolTip(help.join(u'\n'));
    row->addWidget(m_field);
    addChips();
    m_note->setObjectName(QStringLiteral("pageNote"));
    m_note->setElideMode(Qt::ElideRight);
    m_note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_note, 1);
    m_columns->setGlyph(Icon::Columns);
    m_columns->setToolTip(tr("Choose which columns are shown"));
    row->addWidget(m_columns);
    m_density->addSegment(Dense, tr("Dense", "rows"), QStringLiteral("denseRows"));
    m_density->addSegment(Roomy, tr("Roomy", "rows"), QStringLiteral("roomyRows"));
    row->addWidget(m_density);

    connect(m_field, &QLineEdit::textChanged, this, &UnitFilterBar::changed);
    connect(m_field, &SearchField::left, this, &UnitFilterBar::left);
    connect(&m_chips, &QButtonGroup::idClicked, this, &UnitFilterBar::changed);
    connect(m_columns, &QPushButton::clicked, this, &UnitFilterBar::columnsWanted);
    connect(m_density, &Segmented::chosen, this, [this](int id) { Q_EMIT roomyChosen(id == Roomy); });
}

void UnitFilterBar::addChips()
{
    m_chips.setExclusive(true);
    const auto add = [&](int id, std::optional<StateKind> glyph, const QString &text, const QString &name) {
        auto *chip = new FilterChip(m_theme, glyph, text, name, this);
        m_chips.addButton(chip, id);
        m_row->addWidget(chip);
    };
    add(kAllChip, std::nullopt, tr("All", "units"), QStringLiteral("chip_all"));
    for (int i = 0; i < kUnitBucketCount; ++i) {
        const auto bucket = static_cast<UnitBucket>(i);
        add(i, bucketKind(bucket), UnitTexts::bucketWord(bucket), QStringLiteral("chip_%1").arg(i));
    }
    m_chips.button(kAllChip)->setChecked(true);
}

UnitFilter UnitFilterBar::filter() const
{
    UnitFilter filter;
    filter.query = UnitQuery::parse(m_field->text());
    if (m_chips.checkedId() >= 0) {
        filter.bucket = static_cast<UnitBucket>(m_chips.checkedId());
    }
    return filter;
}

void UnitFilterBar::showBucket(std::optional<UnitBucket> bucket)
{
    m_chips.button(bucket ? static_cast<int>(*bucket) : kAllChip)->setChecked(true);
    Q_EMIT changed();
}

void UnitFilterBar::clear()
{
    m_field->clear();
    showBucket(std::nullopt);
}

void UnitFilterBar::showCounts(const UnitCounts &counts)
{
    static_cast<FilterChip *>(m_chips.button(kAllChip))->setCount(total(counts));
    for (int i = 0; i < kUnitBucketCount; ++i) {
        auto *chip = static_cast<FilterChip *>(m_chips.button(i));
        const int count = counts.at(static_cast<size_t>(i));
        chip->setCount(count);
        chip->setVisible(count > 0 || chip->isChecked() || static_cast<UnitBucket>(i) == UnitBucket::Running);
    }
    fit();
}

void UnitFilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

int UnitFilterBar::widthNeeded(bool compact, bool withDensity) const
{
    const QMargins margins = layout()->contentsMargins();
    int needed = margins.left() + margins.right() + m_field->minimumWidth() + m_columns->sizeHint().width();
    int gaps = 2; // field, note and columns
    for (const QAbstractButton *chip : m_chips.buttons()) {
        if (!chip->isHidden()) {
            needed += static_cast<const FilterChip *>(chip)->widthFor(compact);
            ++gaps;
        }
    }
    if (withDensity) {
        needed += m_density->sizeHint().width();
        ++gaps;
    }
    return needed + gaps * m_row->spacing();
}

void UnitFilterBar::fit()
{
    // What can be missed goes first: row height, then the chips' words.
    const bool words = widthNeeded(false, false) <= width();
    const bool density = widthNeeded(!words, true) <= width();
    for (QAbstractButton *chip : m_chips.buttons()) {
        static_cast<FilterChip *>(chip)->setCompact(!words);
    }
    m_density->setVisible(density);
}

void UnitFilterBar::setNote(const QString &note)
{
    m_note->setText(note);
    m_note->setToolTip(note);
}

void UnitFilterBar::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    setInvalid(*m_field, !problem.isEmpty());
    m_field->setAccessibleDescription(problem);
}

} // namespace lamplighter::ui
