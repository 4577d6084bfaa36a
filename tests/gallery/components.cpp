#include "tests/gallery/components.h"

#include "ui/models/freshness.h"
#include "ui/widgets/button.h"
#include "ui/widgets/filter_chip.h"
#include "ui/widgets/freshness_label.h"
#include "ui/widgets/hold_button.h"
#include "ui/widgets/kill_switch_button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/state_glyph_widget.h"
#include "ui/widgets/tag.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>

namespace lamplighter::gallery {

using namespace ui;

namespace {

QString text(const char *latin)
{
    return QString::fromLatin1(latin);
}

} // namespace

Components::Components(Theme &theme)
    : m_theme(theme)
    , m_grid(new QGridLayout(this))
{
    resize(960, 420);
    m_grid->setContentsMargins(24, 24, 24, 24);
    m_grid->setVerticalSpacing(16);
    m_grid->setColumnStretch(1, 1);

    QList<QWidget *> glyphs;
    QList<QWidget *> tags;
    const char *words[] = {"Critical", "Attention", "Held",    "Unknown", "In progress",
                           "Planned",  "Ok",        "Stopped", "Info"};
    for (int i = 0; i < kStateKindCount; ++i) {
        glyphs.append(new StateGlyphWidget(theme, 16, static_cast<StateKind>(i), this));
        glyphs.append(new StateGlyphWidget(theme, 32, static_cast<StateKind>(i), this));
        tags.append(new Tag(theme, static_cast<StateKind>(i), text(words[i]), this));
    }
    addRow(text("States"), glyphs);
    addRow(text("Tags"), tags);

    auto *off = new Button(theme, ButtonKind::Default, text("Disabled"), text("off"), this);
    off->setAvailability(Availability::off(text("Wave 3 needs occurrence-2 in WORK")));
    auto *filled = new Button(theme, ButtonKind::Filled, text("Approve restart"), text("filled"), this);
    filled->setGlyph(Icon::Check);
    auto *danger = new Button(theme, ButtonKind::Danger, text("Abort"), text("danger"), this);
    danger->setGlyph(Icon::Close);
    auto *large = new Button(theme, ButtonKind::Default, text("Large"), text("large"), this);
    large->setLarge(true);
    auto *pressed = new Button(theme, ButtonKind::Default, text("Pressed"), text("pressed"), this);
    pressed->setDown(true);
    addRow(text("Buttons"),
           {new Button(theme, ButtonKind::Default, text("Default"), text("default"), this), pressed, off, filled,
            danger, new Button(theme, ButtonKind::Ghost, text("Ghost"), text("ghost"), this), large});

    auto *on = new FilterChip(theme, std::nullopt, text("On"), text("on"), this);
    on->setChecked(true);
    on->setCount(12);
    auto *withGlyph = new FilterChip(theme, StateKind::Critical, text("Failed"), text("failed"), this);
    withGlyph->setCount(1);
    addRow(text("Chips"), {on, withGlyph, new KeyCap(theme, text("Ctrl+K"), this)});

    auto *field = new QLineEdit(text("Focused"), this);
    field->setFixedHeight(32);
    auto *invalid = new QLineEdit(text("7"), this);
    invalid->setProperty("invalid", true);
    invalid->setFixedHeight(32);
    auto *search = new SearchField(theme, text("Filter by name or tag"), text("/"), text("search"), this);
    search->setFixedWidth(232);
    addRow(text("Fields"), {field, invalid, search});

    auto *engaged = new KillSwitchButton(theme, this);
    engaged->setStanding(KillSwitchButton::Standing::Engaged);
    auto *nothing = new KillSwitchButton(theme, this);
    nothing->setAvailability(Availability::off(text("Nothing to stop")));
    addRow(text("Kill switch"), {new KillSwitchButton(theme, this), engaged, nothing,
                                 new HoldButton(theme, m_clock, text("Hold for 2 s to stop"), this)});

    QList<QWidget *> ages;
    for (const Freshness &freshness :
         {Freshness{FreshnessWord::Live, seconds(2), 0}, Freshness{FreshnessWord::Late, seconds(14), 0},
          Freshness{FreshnessWord::Reconnecting, seconds(14), 3},
          Freshness{FreshnessWord::Stale, std::chrono::minutes(3), 0},
          Freshness{FreshnessWord::NotConnected, seconds(0), 0}}) {
        auto *label = new FreshnessLabel(theme, this);
        label->show(freshness);
        ages.append(label);
    }
    addRow(text("Freshness"), ages);

    QList<QWidget *> firstIcons;
    QList<QWidget *> restIcons;
    for (int i = 0; i < kIconCount; ++i) {
        auto *icon = new IconWidget(theme, i >= static_cast<int>(Icon::Alerts) ? 18 : 16, static_cast<Icon>(i),
                                    Tone::Secondary, this);
        (i < kIconCount / 2 ? firstIcons : restIcons).append(icon);
    }
    addRow(text("Icons"), firstIcons);
    addRow({}, restIcons);
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

void Components::addRow(const QString &title, const QList<QWidget *> &widgets)
{
    const int row = m_grid->rowCount();
    m_grid->addWidget(new Label(m_theme, TextStyle::Caption, Tone::Muted, title, this), row, 0);
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    for (QWidget *widget : widgets) {
        line->addWidget(widget);
    }
    line->addStretch();
    m_grid->addLayout(line, row, 1);
}

void Components::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.palette().window);
}

} // namespace lamplighter::gallery
