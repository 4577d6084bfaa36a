#include "ui/pages/log_panel.h"

#include "ui/models/error_texts.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kToolsHeight = 48;
constexpr int kRoomForSource = 320;
constexpr int kSearchHeight = 40;
constexpr int kUnseenFromBottom = 10;

} // namespace

LogPanel::LogPanel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_feed(m_buffer)
    , m_view(new LogView(theme, m_buffer, this))
    , m_state(new StatePanel(theme, QStringLiteral("logState"), this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("logPanel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTools());
    column->addWidget(makeSearch());
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_state);
    column->addWidget(m_stack, 1);

    m_unseen = new Button(theme, ButtonKind::Default, {}, QStringLiteral("unseenLines"), m_view);
    m_unseen->setGlyph(Icon::Down);
    m_unseen->hide();
    connect(m_unseen, &QPushButton::clicked, m_view, [this] { m_view->setFollowing(true); });
    connect(m_state, &StatePanel::buttonClicked, &m_feed, &UnitLogFeed::tryAgain);
    connect(&m_feed, &UnitLogFeed::standingChanged, this, &LogPanel::showStanding);
    connect(&m_buffer, &LogBuffer::appended, this, &LogPanel::showStanding);
    connect(m_view, &LogView::followingChanged, this, &LogPanel::showFollowing);
    connect(m_view, &LogView::unseenChanged, this, &LogPanel::showFollowing);
    auto *find = new QShortcut(QKeySequence::Find, this, this, &LogPanel::openSearch, Qt::WidgetWithChildrenShortcut);
    find->setObjectName(QStringLiteral("findInLog"));
    showStanding();
    showFollowing();
}

QWidget *LogPanel::makeTools()
{
    auto *tools = new QWidget(this);
    tools->setFixedHeight(m_theme.scaled(kToolsHeight));
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(24, 4, 16, 0);
    row->setSpacing(8);
    auto *title = new Label(m_theme, TextStyle::Small, Tone::Secondary, tr("Log"), tools);
    title->setWeight(QFont::DemiBold);
    row->addWidget(title);
    m_source = new Tag(m_theme, StateKind::Stopped, tr("stdout + stderr"), tools);
    row->addWidget(m_source);
    row->addStretch();
    m_followGlyph = new StateGlyphWidget(m_theme, m_theme.sizes().stateGlyphSmall, StateKind::Ok, tools);
    m_follow = new Button(m_theme, ButtonKind::Ghost, tr("Following"), QStringLiteral("followButton"), tools);
    m_searchButton = new Button(m_theme, ButtonKind::Ghost, {}, QStringLiteral("searchLogButton"), tools);
    m_searchButton->setIconOnly(Icon::Search, tr("Search in the log (Ctrl+F)"));
    m_copy = new Button(m_theme, ButtonKind::Ghost, {}, QStringLiteral("copyLogButton"), tools);
    m_copy->setIconOnly(Icon::Copy, tr("Copy the selected lines, or all of them"));
    row->addWidget(m_followGlyph);
    row->addSpacing(-8);
    row->addWidget(m_follow);
    row->addWidget(m_searchButton);
    row->addWidget(m_copy);
    connect(m_follow, &QPushButton::clicked, this, [this] { m_view->setFollowing(!m_view->isFollowing()); });
    connect(m_searchButton, &QPushButton::clicked, this, &LogPanel::openSearch);
    connect(m_copy, &QPushButton::clicked, this, [this] { m_view->copy(); });
    return tools;
}

QWidget *LogPanel::makeSearch()
{
    m_searchBar = new QWidget(this);
    m_searchBar->setFixedHeight(m_theme.scaled(kSearchHeight));
    auto *row = new QHBoxLayout(m_searchBar);
    row->setContentsMargins(24, 0, 16, 8);
    row->setSpacing(8);
    m_searchField = new SearchField(m_theme, tr("Search in the log"), {}, QStringLiteral("logSearch"), m_searchBar);
    m_searchResult = new Label(m_theme, TextStyle::Small, Tone::Muted, {}, m_searchBar);
    auto *previous = new Button(m_theme, ButtonKind::Ghost, {}, QStringLiteral("findPrevious"), m_searchBar);
    previous->setIconOnly(Icon::Up, tr("Previous match (Shift+Enter)"));
    auto *next = new Button(m_theme, ButtonKind::Ghost, {}, QStringLiteral("findNext"), m_searchBar);
    next->setIconOnly(Icon::Down, tr("Next match (Enter)"));
    auto *close = new Button(m_theme, ButtonKind::Ghost, {}, QStringLiteral("closeSearch"), m_searchBar);
    close->setIconOnly(Icon::Close, tr("Close the search"));
    row->addWidget(m_searchField, 1);
    row->addWidget(m_searchResult);
    row->addWidget(previous);
    row->addWidget(next);
    row->addWidget(close);
    m_searchBar->hide();
    connect(m_searchField, &QLineEdit::textChanged, this, [this] { find(true); });
    connect(m_searchField, &QLineEdit::returnPressed, this, [this] { find(false); });
    connect(m_searchField, &SearchField::left, this, &LogPanel::closeSearch);
    connect(previous, &QPushButton::clicked, this, [this] { find(true); });
    connect(next, &QPushButton::clicked, this, [this] { find(false); });
    connect(close, &QPushButton::clicked, this, &LogPanel::closeSearch);
    auto *back =
        new QShortcut(QKeySequence(Qt::SHIFT | Qt::Key_Return), m_searchField, nullptr, nullptr, Qt::WidgetShortcut);
    connect(back, &QShortcut::activated, this, [this] { find(true); });
    return m_searchBar;
}

void LogPanel::openSearch()
{
    m_searchBar->show();
    m_searchField->setFocus(Qt::ShortcutFocusReason);
    m_searchField->selectAll();
}

void LogPanel::closeSearch()
{
    m_searchBar->hide();
    m_view->search({}, false);
    m_view->setFocus();
}

void LogPanel::find(bool backwards)
{
    const bool found = m_view->search(m_searchField->text(), backwards);
    m_searchResult->setText(found || m_searchField->text().isEmpty() ? QString() : tr("not found"));
}

void LogPanel::showStanding()
{
    m_copy->setAvailability(m_buffer.size() > 0 ? Availability{} : Availability::off(tr("There are no lines to copy")),
                            tr("Copy the selected lines, or all of them"));
    if (m_buffer.size() > 0) {
        m_stack->setCurrentWidget(m_view);
        showFollowing();
        return;
    }
    switch (m_feed.standing()) {
    case UnitLogFeed::Standing::Idle:
        m_state->showEmpty({}, {});
        break;
    case UnitLogFeed::Standing::Loading:
        m_state->showLoading();
        break;
    case UnitLogFeed::Standing::Following:
        m_state->showEmpty(tr("No output yet"), tr("What %1 writes appears here.").arg(m_feed.unit()));
        break;
    case UnitLogFeed::Standing::Failed:
        m_state->showError(tr("Could not read the log of %1").arg(m_feed.unit()), ErrorTexts::sentence(m_feed.error()));
        break;
    }
    m_stack->setCurrentWidget(m_state);
    showFollowing();
}

void LogPanel::showFollowing()
{
    const bool broken = m_feed.standing() == UnitLogFeed::Standing::Failed;
    const bool following = m_view->isFollowing() && !broken;
    m_followGlyph->setKind(broken ? StateKind::Unknown : following ? StateKind::Ok : StateKind::Stopped);
    m_follow->setText(broken ? tr("Interrupted") : following ? tr("Following") : tr("Paused"));
    m_follow->setAccessibleName(m_follow->text());
    m_follow->setToolTip(following ? tr("Stays at the newest line") : tr("Go to the newest line and stay there"));
    m_unseen->setVisible(m_view->unseenLines() > 0);
    if (m_view->unseenLines() > 0) {
        m_unseen->setText(tr("%n new lines", nullptr, static_cast<int>(m_view->unseenLines())));
        m_unseen->setAccessibleName(m_unseen->text());
        m_unseen->resize(m_unseen->sizeHint());
        m_unseen->move((m_view->width() - m_unseen->width()) / 2,
                       m_view->height() - m_unseen->height() - kUnseenFromBottom);
    }
}

void LogPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_source->setVisible(width() >= m_theme.scaled(kRoomForSource));
}

void LogPanel::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.fillRect(rect(), p.surface);
    painter.fillRect(QRect(0, m_stack->y(), width(), height()), p.sunken);
    painter.fillRect(QRect(0, m_stack->y() - 1, width(), 1), p.hairline);
}

} // namespace lamplighter::ui
