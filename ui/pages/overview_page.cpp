#include "ui/pages/overview_page.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kHeadHeight = 32;
constexpr int kTop = 16;
constexpr int kBottom = 24;
constexpr int kHighest = 360;
constexpr int kLowest = 176; // of chart and next

} // namespace

OverviewPage::OverviewPage(const Surroundings &surroundings, Instances &instances, QWidget *parent)
    : QWidget(parent)
    , m_theme(surroundings.theme)
    , m_instances(instances)
    , m_feed(instances, surroundings.clock)
    , m_activity(instances)
{
    setObjectName(QStringLiteral("overviewPage"));
    setAccessibleName(tr("Overview"));
    auto *area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("overviewScroll"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->viewport()->setAutoFillBackground(false);
    QWidget *content = makeContent();
    area->setWidget(content);
    content->setAutoFillBackground(false);
    m_area = area;
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(area);

    connect(&m_feed, &OverviewFeed::changed, this, &OverviewPage::refresh);
    connect(&m_feed, &OverviewFeed::failed, this, &OverviewPage::failed);
    connect(&m_feed.attention(), &AttentionModel::countsChanged, this, &OverviewPage::refreshSummary);
    connect(&instances, &Instances::scopeChanged, this, &OverviewPage::refresh);
    connect(&instances, &Instances::changed, this, &OverviewPage::refreshSummary);
    connect(m_cards, &InstanceCards::chosen, &instances, &Instances::setScope);
    connect(m_list, &AttentionList::actionWanted, this, &OverviewPage::carryOut);
    connect(m_upcoming, &UpcomingList::activated, this, &OverviewPage::showUnit);
    connect(m_upcoming, &UpcomingList::restartActivated, this,
            [this](const RestartKey &restart) { Q_EMIT showRestart(restart); });
    connect(m_add, &QPushButton::clicked, this, &OverviewPage::addWanted);
    refresh();
    refreshSummary();
}

OverviewPage::~OverviewPage()
{
    // Views go before the models they look at, which are members: left to QWidget, they would be told that they are
    // hidden when their models are gone already.
    delete m_area;
}

QWidget *OverviewPage::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(m_theme.scaled(kHeadHeight));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(new Label(m_theme, TextStyle::Title, Tone::Primary, tr("Overview"), head));
    m_summary = new Label(m_theme, TextStyle::Body, Tone::Muted, {}, head);
    m_summary->setObjectName(QStringLiteral("overviewSummary"));
    m_summary->setElideMode(Qt::ElideRight);
    row->addWidget(m_summary, 1);
    auto *import = new Button(m_theme, ButtonKind::Default, tr("Import…"), QStringLiteral("overviewImport"), head);
    import->setGlyph(Icon::Import);
    import->setAvailability(Availability::off(tr("Importing comes with a later version")));
    m_add = new Button(m_theme, ButtonKind::Default, tr("Add process"), QStringLiteral("overviewAdd"), head);
    m_add->setGlyph(Icon::Plus);
    row->addWidget(import);
    row->addWidget(m_add);
    return head;
}

QWidget *OverviewPage::makeContent()
{
    auto *content = new QWidget(this);
    const int side = m_theme.sizes().pagePadding;
    const int gap = m_theme.sizes().gap;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(side, kTop, side, kBottom);
    column->setSpacing(gap);
    column->addWidget(makeHead());
    m_cards = new InstanceCards(m_theme, content);
    column->addWidget(m_cards);
    m_list = new AttentionList(m_theme, m_feed.attention(), content);
    column->addWidget(m_list);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(gap);
    m_chart = new ActivityChart(m_theme, m_activity, content);
    m_upcoming = new UpcomingList(m_theme, content);
    for (QWidget *card : std::initializer_list<QWidget *>{m_chart, m_upcoming}) {
        card->setMinimumHeight(m_theme.scaled(kLowest));
        card->setMaximumHeight(m_theme.scaled(kHighest));
    }
    bottom->addWidget(m_chart, 1);
    bottom->addWidget(m_upcoming);
    column->addLayout(bottom, 1000); // what they cannot take is left empty below them
    column->addStretch(1);
    return content;
}

void OverviewPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_feed.setWatched(true);
}

void OverviewPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_feed.setWatched(false);
}

bool OverviewPage::isLive() const
{
    return !m_feed.isLoading() && m_activity.state() == ActivityFeed::State::Ready;
}

void OverviewPage::setTimeZone(const QTimeZone &zone)
{
    m_feed.attention().setTimeZone(zone);
    m_chart->setTimeZone(zone);
    refresh();
}

void OverviewPage::tick()
{
    m_feed.tick();
    if (isVisible()) {
        m_list->view()->refreshTimes();
        m_upcoming->show(m_feed.upcoming(), m_feed.attention().viewpoint());
    }
}

void OverviewPage::refresh()
{
    m_cards->show(m_feed.summaries(), m_instances.scope());
    m_list->setLoading(m_feed.isLoading());
    m_upcoming->show(m_feed.upcoming(), m_feed.attention().viewpoint());
    refreshSummary();
}

void OverviewPage::refreshSummary()
{
    m_summary->setText(m_feed.isLoading() ? QString() : m_feed.attention().summary());
    m_add->setAvailability(toAdd());
}

Availability OverviewPage::toAdd() const
{
    // One engine that takes it is enough: with several the dialog asks for which one it is meant.
    Availability first = Availability::off(tr("There is no connection to an engine"));
    const QList<Instance *> inScope = m_instances.inScope();
    for (const Instance *instance : inScope) {
        Availability one = Availabilities::toChange(instance->picture().standing());
        if (one.enabled) {
            return one;
        }
        first = instance == inScope.first() ? one : first;
    }
    return first;
}

void OverviewPage::view(const AttentionItem &item)
{
    if (item.offer(AttentionAction::Reconnect)) {
        Q_EMIT connectionWanted(item.about.instance);
        return;
    }
    if (!item.restart.isEmpty()) {
        Q_EMIT showRestart(item.restart);
        return;
    }
    if (item.about.isEmpty()) {
        m_instances.setScope(item.about.instance); // it is about all of its units
    }
    Q_EMIT showUnit(item.about);
}

void OverviewPage::carryOut(const AttentionItem &item, AttentionAction action)
{
    Instance *instance = m_instances.find(item.about.instance);
    if (!instance) {
        return;
    }
    switch (action) {
    case AttentionAction::StartNow:
    case AttentionAction::RestartAgain:
        instance->actions().start(item.about.name);
        break;
    case AttentionAction::Restart:
        instance->actions().restart(item.about.name);
        break;
    case AttentionAction::Stop:
        Q_EMIT stopWanted(item.about);
        break;
    case AttentionAction::ViewLog:
        Q_EMIT showLog(item.about);
        break;
    case AttentionAction::View:
        view(item);
        break;
    case AttentionAction::Acknowledge:
        m_feed.acknowledge(item);
        break;
    case AttentionAction::Reconnect:
        instance->engine().connectLive();
        break;
    case AttentionAction::EnterToken:
    case AttentionAction::ChangeConnection:
        Q_EMIT connectionWanted(item.about.instance);
        break;
    case AttentionAction::Rearm:
        Q_EMIT rearmWanted(item.about.instance);
        break;
    case AttentionAction::ReadUnitFiles:
        instance->actions().reloadUnitFiles();
        break;
    case AttentionAction::Approve:
        Q_EMIT approveWanted(item.restart);
        break;
    case AttentionAction::Defer:
        Q_EMIT showRestart(item.restart, true);
        break;
    }
}

void OverviewPage::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.palette().window);
}

} // namespace lamplighter::ui
