#include "ui/pages/update_panel.h"

#include "ui/widgets/defer_menu.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace lamplighter::ui {
namespace {

constexpr int kLeft = 20;
constexpr int kTop = 14;
constexpr int kBetween = 16; ///< sections

} // namespace

UpdatePanel::UpdatePanel(const Surroundings &surroundings, Instances &instances, QWidget *parent)
    : QWidget(parent)
    , m_surroundings(surroundings)
    , m_theme(surroundings.theme)
    , m_instances(instances)
    , m_feed(instances)
{
    setObjectName(QStringLiteral("updatePanel"));
    setMinimumWidth(m_theme.scaled(400));
    m_stack = new QStackedWidget(this);
    m_state = new StatePanel(m_theme, QStringLiteral("updateState"), m_stack);
    m_content = makeContent();
    m_stack->addWidget(m_state);
    m_stack->addWidget(m_content);
    m_decision = new DecisionPanel(m_theme, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_stack, 1);
    column->addWidget(m_decision);
    connect(&m_feed, &RestartDetailFeed::changed, this, &UpdatePanel::refresh);
    connect(m_state, &StatePanel::buttonClicked, &m_feed, &RestartDetailFeed::refresh);
    connect(m_decision, &DecisionPanel::approveWanted, this, &UpdatePanel::approve);
    connect(m_decision, &DecisionPanel::rejectWanted, this, &UpdatePanel::reject);
    connect(m_decision, &DecisionPanel::deferWanted, this, &UpdatePanel::openDeferMenu);
    const auto watch = [this](Instance *one) {
        connect(&one->decisions(), &RestartActions::busyChanged, this, &UpdatePanel::refresh);
    };
    connect(&instances, &Instances::added, this, watch);
    for (Instance *one : instances.all()) {
        watch(one);
    }
    refresh();
}

QWidget *UpdatePanel::makeHead()
{
    auto *head = new QWidget(this);
    auto *lines = new QVBoxLayout(head);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(6);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_glyph = new StateGlyphWidget(m_theme, m_theme.sizes().stateGlyphLarge, StateKind::Info, head);
    m_title = new Label(m_theme, TextStyle::Subtitle, Tone::Primary, {}, head);
    m_title->setObjectName(QStringLiteral("updateTitle"));
    m_title->setElideMode(Qt::ElideMiddle);
    m_tag = new Tag(m_theme, StateKind::Info, {}, head);
    m_tag->setObjectName(QStringLiteral("updateTag"));
    m_stamp = new Label(m_theme, TextStyle::Caption, Tone::Muted, {}, head);
    m_stamp->setObjectName(QStringLiteral("updateStamp"));
    auto *close = new Button(m_theme, ButtonKind::Ghost, {}, QStringLiteral("closeUpdate"), head);
    close->setIconOnly(Icon::Close, tr("Close the details (Esc)"));
    connect(close, &QPushButton::clicked, this, &UpdatePanel::closed);
    row->addWidget(m_glyph);
    row->addWidget(m_title);
    row->addWidget(m_tag);
    row->addStretch(1);
    row->addWidget(m_stamp);
    row->addWidget(close);
    lines->addLayout(row);
    m_description = new Label(m_theme, TextStyle::Body, Tone::Secondary, {}, head);
    m_description->setObjectName(QStringLiteral("updateDescription"));
    m_description->setWordWrap(true);
    m_description->setTextInteractionFlags(Qt::TextSelectableByMouse);
    lines->addWidget(m_description);
    m_notice = new NoticeBox(m_theme, StateKind::Info, {}, QStringLiteral("updateNotice"), head);
    lines->addWidget(m_notice);
    return head;
}

UpdatePanel::Section UpdatePanel::makeSection(const QString &title, QVBoxLayout *into, QWidget *parent)
{
    auto *whole = new QWidget(parent);
    auto *column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *row = new QHBoxLayout;
    auto *heading = new Label(m_theme, TextStyle::Small, Tone::Secondary, title, whole);
    heading->setObjectName(QStringLiteral("heading"));
    heading->setWeight(QFont::DemiBold);
    auto *note = new Label(m_theme, TextStyle::Caption, Tone::Muted, {}, whole);
    note->setElideMode(Qt::ElideRight);
    note->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(heading);
    row->addWidget(note, 1);
    column->addLayout(row);
    into->addWidget(whole);
    return {whole, note, column};
}

QWidget *UpdatePanel::makeContent()
{
    m_area = new QScrollArea(m_stack);
    m_area->setObjectName(QStringLiteral("updateScroll"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setFocusPolicy(Qt::StrongFocus);
    m_area->setAccessibleName(tr("Details"));
    m_area->setProperty("focusRadius", 0);
    m_area->setProperty("focusInside", true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->setAutoFillBackground(false);
    auto *content = new QWidget(m_area);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(kLeft, kTop, m_theme.sizes().pagePadding, kBetween);
    column->setSpacing(kBetween);
    column->addWidget(makeHead());
    m_steps = makeSection(tr("Progress"), column, content);
    m_stepsTitle = m_steps.whole->findChild<Label *>(QStringLiteral("heading"));
    m_stepLines = new LineList(m_theme, QStringLiteral("updateSteps"), tr("Progress"), content);
    m_steps.column->addWidget(m_stepLines);
    m_why = makeSection(tr("Why this decision"), column, content);
    m_rules = new RuleTraceView(m_theme, QStringLiteral("updateRules"), content);
    m_why.column->addWidget(m_rules);
    m_modules = makeSection(tr("Affected modules"), column, content);
    m_moduleLines = new LineList(m_theme, QStringLiteral("updateModules"), tr("Affected modules"), content);
    m_modules.column->addWidget(m_moduleLines);
    m_expected = makeSection(tr("Impact forecast"), column, content);
    m_expected.column->addWidget(makeForecast(content));
    m_notices = makeSection(tr("Notices"), column, content);
    m_noticeLines = new LineList(m_theme, QStringLiteral("updateNotices"), tr("Notices"), content);
    m_notices.column->addWidget(m_noticeLines);
    column->addStretch(1);
    m_area->setWidget(content);
    content->setAutoFillBackground(false);
    return m_area;
}

QWidget *UpdatePanel::makeForecast(QWidget *parent)
{
    auto *part = new QWidget(parent);
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_noForecast = new Label(m_theme, TextStyle::Body, Tone::Primary, {}, part);
    m_noForecast->setObjectName(QStringLiteral("noForecast"));
    column->addWidget(m_noForecast);
    m_numbers = new QWidget(part);
    auto *row = new QHBoxLayout(m_numbers);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    const auto number = [&](Label *&value, Label *&words, const QString &name) {
        value = new Label(m_theme, TextStyle::Title, Tone::Primary, {}, m_numbers);
        value->setObjectName(name);
        words = new Label(m_theme, TextStyle::Small, Tone::Secondary, {}, m_numbers);
        words->setContentsMargins(0, 4, 0, 0); // on the line of the number
        row->addWidget(value);
        row->addWidget(words);
    };
    number(m_downtime, m_downtimeWords, QStringLiteral("expectedDowntime"));
    row->addSpacing(18);
    number(m_held, m_heldWords, QStringLiteral("expectedHeld"));
    row->addStretch();
    column->addWidget(m_numbers);
    m_plot = new ForecastPlot(m_theme, part);
    column->addWidget(m_plot);
    m_facts = new Label(m_theme, TextStyle::Small, Tone::Secondary, {}, part);
    m_facts->setObjectName(QStringLiteral("expectedFacts"));
    m_facts->setWordWrap(true);
    column->addWidget(m_facts);
    return part;
}

std::optional<RestartCase> UpdatePanel::openCase() const
{
    const Instance *one = m_instances.find(m_feed.instance());
    if (!one || m_feed.restart().isEmpty()) {
        return std::nullopt;
    }
    std::optional<RestartCase> found = RestartCase::find(*one, m_feed.restart().id);
    if (found && m_feed.detail()) {
        // The answer is to what is shown: what joined a moment ago is not read yet.
        found->restart.revision = std::min(found->restart.revision, m_feed.detail()->restart.revision);
    }
    return found;
}

void UpdatePanel::showForecast(const UpdateDetailPicture &picture)
{
    m_expected.whole->setVisible(picture.forecast.has_value());
    if (!picture.forecast) {
        return;
    }
    const ForecastPicture &forecast = *picture.forecast;
    const bool any = forecast.none.isEmpty();
    m_noForecast->setText(forecast.none);
    m_noForecast->setVisible(!any);
    m_numbers->setVisible(any);
    m_plot->setVisible(any);
    m_expected.note->setText(forecast.source);
    m_downtime->setText(forecast.downtime);
    m_downtimeWords->setText(forecast.downtimeWords);
    m_held->setText(forecast.held);
    m_heldWords->setText(forecast.heldWords);
    m_plot->setPicture(forecast);
    QStringList facts{forecast.dependents, forecast.ofKind, forecast.alsoPending};
    facts.removeAll(QString());
    m_facts->setText(facts.join(u'\n'));
}

void UpdatePanel::showPicture(const UpdateDetailPicture &picture)
{
    m_glyph->setKind(picture.glyph);
    m_title->setText(picture.title);
    m_tag->set(picture.tag.kind, picture.tag.text);
    m_stamp->setText(picture.stamp);
    m_stamp->setToolTip(picture.stampExact);
    m_description->setText(picture.description);
    m_description->setVisible(!picture.description.isEmpty());
    m_notice->setKind(picture.noticeKind);
    m_notice->setText(picture.notice);
    const auto show = [](const Section &section, bool shown) { section.whole->setVisible(shown); };
    show(m_steps, !picture.steps.isEmpty());
    m_stepsTitle->setText(picture.stepsTitle);
    m_steps.note->setText(picture.stepsNote);
    m_stepLines->setLines(picture.steps);
    show(m_why, !picture.rules.isEmpty());
    m_rules->setLines(picture.rules);
    show(m_modules, !picture.modules.isEmpty());
    m_moduleLines->setLines(picture.modules);
    showForecast(picture);
    show(m_notices, !picture.notices.isEmpty());
    m_noticeLines->setLines(picture.notices);
}

void UpdatePanel::showState()
{
    const bool known = m_feed.current().has_value() || m_feed.record().has_value();
    switch (m_feed.state()) {
    case RestartDetailFeed::State::Nothing:
        m_state->showEmpty(tr("Nothing is selected"), tr("Select an update to see why it was decided so."));
        break;
    case RestartDetailFeed::State::Loading:
        m_state->showLoading();
        break;
    case RestartDetailFeed::State::Failed:
        m_state->showError(tr("The details could not be read"), m_feed.problem());
        break;
    case RestartDetailFeed::State::Ready:
        break;
    }
    m_stack->setCurrentWidget(known ? m_content : m_state);
}

void UpdatePanel::refresh()
{
    const Viewpoint when = m_instances.units().viewpoint();
    showState();
    showPicture(UpdateDetailTexts::of({m_feed.current(), m_feed.detail(), m_feed.record()}, when));
    const std::optional<RestartCase> one = openCase();
    m_decision->setVisible(one.has_value());
    if (one) {
        m_decision->showCase(*one, when);
    }
}

RestartActions::Done UpdatePanel::outcomeOf(const QString &id)
{
    return [this, id](const RestartOutcome &outcome) {
        if (m_feed.restart().id == id) {
            m_decision->showOutcome(outcome);
            if (outcome.conflict) {
                m_feed.refresh(); // it is not what was shown any more
            }
            refresh();
        } else if (!outcome.done) {
            Q_EMIT m_instances.failed(outcome.title, outcome.sentence);
        }
    };
}

void UpdatePanel::approve(const client::Approve &how)
{
    if (const std::optional<RestartCase> one = openCase()) {
        instance()->decisions().approve(one->restart, how, this, outcomeOf(one->restart.id));
    }
}

void UpdatePanel::reject(const QString &reason)
{
    if (const std::optional<RestartCase> one = openCase()) {
        instance()->decisions().reject(one->restart, reason, this, outcomeOf(one->restart.id));
    }
}

void UpdatePanel::defer(WallTime until)
{
    const std::optional<RestartCase> one = openCase();
    if (one && RestartRules::toDefer(*one).enabled) {
        instance()->decisions().defer(one->restart, until, m_decision->reason(), this, outcomeOf(one->restart.id));
    }
}

void UpdatePanel::openDeferMenu()
{
    const std::optional<RestartCase> one = openCase();
    if (!one || !RestartRules::toDefer(*one).enabled) {
        return;
    }
    auto *menu = new DeferMenu(m_theme, one->restart.service, m_instances.units().viewpoint(), this);
    connect(menu, &DeferMenu::chosen, this, &UpdatePanel::defer);
    connect(menu, &DeferMenu::pickWanted, this, &UpdatePanel::pickWanted);
    menu->popUpAt(*m_decision->deferButton());
}

void UpdatePanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.palette().surface);
    painter.fillRect(0, 0, 1, height(), m_theme.palette().hairline);
}

} // namespace lamplighter::ui
