#include "ui/widgets/attention_list.h"

#include "ui/widgets/tag.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStackedWidget>

namespace lamplighter::ui {
namespace {

constexpr int kHeadHeight = 40;
constexpr int kEmptyHeight = 128;
constexpr int kFewestRows = 2;

} // namespace

AttentionList::AttentionList(Theme &theme, AttentionModel &attention, QWidget *parent)
    : Card(theme, parent)
    , m_attention(attention)
{
    setObjectName(QStringLiteral("attentionList"));
    setAccessibleName(tr("Attention"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addSpacing(1); // the line under the head
    m_stack = new QStackedWidget(this);
    m_view = new AttentionListView(theme, attention, m_stack);
    m_state = new StatePanel(theme, QStringLiteral("attentionState"), m_stack);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_state);
    column->addWidget(m_stack, 1);
    connect(m_view, &AttentionListView::actionWanted, this, &AttentionList::actionWanted);
    connect(&attention, &QAbstractItemModel::rowsInserted, this, &AttentionList::refresh);
    connect(&attention, &QAbstractItemModel::rowsRemoved, this, &AttentionList::refresh);
    connect(&attention, &AttentionModel::countsChanged, this, &AttentionList::refreshCounts);
    connect(&attention, &AttentionModel::waitingChanged, this, &AttentionList::refreshCounts);
    connect(&theme, &Theme::changed, this, &AttentionList::refresh);
    refresh();
    refreshCounts();
}

QWidget *AttentionList::makeHead()
{
    m_head = new QWidget(this);
    m_head->setFixedHeight(theme().scaled(kHeadHeight));
    auto *row = new QHBoxLayout(m_head);
    row->setContentsMargins(15, 0, 15, 0);
    row->setSpacing(8);
    auto *title = new Label(theme(), TextStyle::Body, Tone::Primary, tr("Attention"), m_head);
    title->setWeight(QFont::DemiBold);
    m_badge = new CountBadge(theme(), m_head);
    m_badge->setObjectName(QStringLiteral("attentionCount"));
    m_order = new Label(theme(), TextStyle::Caption, Tone::Muted, tr("most urgent first"), m_head);
    m_waiting = new Button(theme(), ButtonKind::Ghost, {}, QStringLiteral("attentionWaiting"), m_head);
    row->addWidget(title);
    row->addWidget(m_badge);
    row->addWidget(m_order);
    row->addWidget(m_waiting);
    row->addStretch();
    const auto hint = [&](const QString &key, const QString &what) {
        row->addSpacing(6);
        m_hints.append(new KeyCap(theme(), key, m_head));
        m_hints.append(new Label(theme(), TextStyle::Caption, Tone::Muted, what, m_head));
        row->addWidget(m_hints.at(m_hints.size() - 2));
        row->addWidget(m_hints.last());
    };
    hint(QStringLiteral("A"), tr("approve"));
    hint(QStringLiteral("D"), tr("defer"));
    m_restartHints = m_hints;
    hint(QStringLiteral("S"), tr("start"));
    hint(tr("Space", "key"), tr("acknowledge"));
    hint(tr("Enter", "key"), tr("details"));
    connect(m_waiting, &QPushButton::clicked, &m_attention, &AttentionModel::showWaiting);
    return m_head;
}

void AttentionList::setLoading(bool loading)
{
    if (m_loading != loading) {
        m_loading = loading;
        refresh();
    }
}

void AttentionList::refresh()
{
    m_head->setFixedHeight(theme().scaled(kHeadHeight));
    const bool any = m_attention.rowCount() > 0;
    if (any) {
        m_stack->setCurrentWidget(m_view);
    } else {
        if (m_loading) {
            m_state->showLoading();
        } else {
            m_state->showEmpty(tr("Nothing needs you."),
                               tr("What fails, keeps failing or stops reporting appears here."));
        }
        m_stack->setCurrentWidget(m_state);
    }
    m_order->setVisible(any);
    for (QWidget *hint : std::as_const(m_hints)) {
        hint->setVisible(any);
    }
    showHints();
    updateGeometry();
}

void AttentionList::showHints()
{
    // Keys that do nothing now are not worth their place.
    bool restarts = false;
    for (int row = 0; row < m_attention.rowCount() && !restarts; ++row) {
        restarts = m_attention.item(row).offer(AttentionAction::Approve) != nullptr;
    }
    for (QWidget *hint : std::as_const(m_restartHints)) {
        hint->setVisible(restarts);
    }
}

void AttentionList::refreshCounts()
{
    showHints();
    m_badge->set(m_attention.counts().all, m_attention.counts().worst);
    const int waiting = m_attention.waiting();
    m_waiting->setText(tr("%n new", nullptr, waiting));
    m_waiting->setAccessibleName(tr("Show %n new items", nullptr, waiting));
    m_waiting->setToolTip(tr("They wait, so that nothing moves under the pointer. Click to show them."));
    m_waiting->setVisible(waiting > 0);
}

void AttentionList::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(1, m_head->geometry().bottom() + 1, width() - 2, 1, theme().palette().hairline);
}

int AttentionList::heightFor(int rows) const
{
    const int content = m_attention.rowCount() == 0 ? theme().scaled(kEmptyHeight) : m_view->contentHeight(rows);
    return theme().scaled(kHeadHeight) + content + 3;
}

QSize AttentionList::sizeHint() const
{
    return {theme().scaled(720), heightFor(m_attention.rowCount())};
}

QSize AttentionList::minimumSizeHint() const
{
    return {theme().scaled(480), heightFor(std::min(m_attention.rowCount(), kFewestRows))};
}

AttentionListView::AttentionListView(Theme &theme, AttentionModel &attention, QWidget *parent)
    : QListView(parent)
    , m_theme(theme)
    , m_attention(attention)
{
    setObjectName(QStringLiteral("attentionView"));
    setAccessibleName(tr("What needs attention, most urgent first"));
    setFrameShape(QFrame::NoFrame);
    setUniformItemSizes(true);
    setResizeMode(QListView::Adjust); // lines are as wide as the view, with and without scroll bar
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    setTabKeyNavigation(false);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setModel(&attention);
    setItemDelegate(new AttentionDelegate(theme, *this));
    connect(&attention, &QAbstractItemModel::rowsInserted, this, &AttentionListView::chooseFirst);
    connect(&attention, &QAbstractItemModel::rowsRemoved, this, &AttentionListView::chooseFirst);
    connect(&attention, &QAbstractItemModel::rowsMoved, this, &AttentionListView::chooseFirst);
    connect(&attention, &QAbstractItemModel::dataChanged, this, &AttentionListView::refreshButtons);
    connect(&attention, &AttentionModel::urgentAppeared, this, &AttentionListView::announce);
    connect(&theme, &Theme::changed, this, [this] {
        scheduleDelayedItemsLayout();
        viewport()->update();
    });
    chooseFirst();
}

int AttentionListView::contentHeight(int rows) const
{
    return rows * itemDelegate()->sizeHint({}, {}).height();
}

bool AttentionListView::hasButtons(const QModelIndex &index) const
{
    return (m_selectedPlace.buttons && m_selectedPlace.at == index) ||
           (m_hoveredPlace.buttons && m_hoveredPlace.at == index);
}

void AttentionListView::refreshTimes()
{
    if (isVisible() && m_attention.rowCount() > 0) {
        viewport()->update();
    }
}

void AttentionListView::announce(const QString &title)
{
    // Read out once; after that the line and the count tell.
    setAccessibleDescription(title);
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void AttentionListView::chooseFirst()
{
    // Until somebody is here, the most urgent line is the one that its suggestion stands out on.
    if (m_attention.rowCount() > 0 && (!currentIndex().isValid() || (!m_engaged && !m_inside))) {
        setCurrentIndex(m_attention.index(0));
    }
    refreshButtons();
}

void AttentionListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    refreshButtons();
}

void AttentionListView::refreshButtons()
{
    const QModelIndex current = currentIndex();
    const QModelIndex hovered = m_hovered >= 0 ? m_attention.index(m_hovered) : QModelIndex();
    putButtons(m_hoveredPlace, hovered == current ? QModelIndex() : hovered, false);
    putButtons(m_selectedPlace, current, true);
    viewport()->update();
}

void AttentionListView::putButtons(Place &place, const QModelIndex &index, bool selected)
{
    if (place.buttons && place.at != index) {
        place.buttons->hide();
        if (place.at.isValid()) {
            setIndexWidget(place.at, nullptr);
        }
        place.buttons = nullptr;
    }
    place.at = index;
    if (!index.isValid()) {
        return;
    }
    if (!place.buttons) {
        place.buttons = new AttentionButtons(m_theme, viewport());
        place.buttons->setObjectName(selected ? QStringLiteral("selectedButtons") : QStringLiteral("hoveredButtons"));
        setIndexWidget(index, place.buttons);
        connect(place.buttons, &AttentionButtons::actionWanted, this, &AttentionListView::actionWanted);
    }
    place.buttons->show(m_attention.item(index.row()), selected);
    QWidget *before = this;
    for (Button *button : selected ? place.buttons->buttons() : QList<Button *>()) {
        setTabOrder(before, button);
        before = button;
    }
}

void AttentionListView::act(AttentionAction action)
{
    const QModelIndex index = currentIndex();
    if (!index.isValid()) {
        return;
    }
    const AttentionItem item = m_attention.item(index.row());
    const AttentionOffer *offer = item.offer(action);
    const bool silent = action == AttentionAction::View ||
                        (action == AttentionAction::ViewLog && !item.about.isEmpty()) ||
                        (action == AttentionAction::Acknowledge && !item.alerts.isEmpty());
    if (offer ? offer->availability.enabled : silent) {
        Q_EMIT actionWanted(item, action);
    }
}

bool AttentionListView::actByKey(int key)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        act(AttentionAction::View);
        return true;
    case Qt::Key_S:
        for (const AttentionAction start :
             {AttentionAction::StartNow, AttentionAction::RestartAgain, AttentionAction::Restart}) {
            if (currentIndex().isValid() && m_attention.item(currentIndex().row()).offer(start)) {
                act(start);
            }
        }
        return true;
    case Qt::Key_A:
        act(AttentionAction::Approve);
        return true;
    case Qt::Key_D:
        act(AttentionAction::Defer);
        return true;
    case Qt::Key_X:
        act(AttentionAction::Stop);
        return true;
    case Qt::Key_L:
        act(AttentionAction::ViewLog);
        return true;
    case Qt::Key_Space:
        act(AttentionAction::Acknowledge);
        return true;
    default:
        return false;
    }
}

void AttentionListView::keyPressEvent(QKeyEvent *event)
{
    m_ring = m_engaged = true;
    updateStill();
    const bool plain = !(event->modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier));
    // A key that is held down acts once: by then another item may stand where this one was.
    const bool moves = event->key() == Qt::Key_Up || event->key() == Qt::Key_Down || event->key() == Qt::Key_PageUp ||
                       event->key() == Qt::Key_PageDown;
    if (event->isAutoRepeat() && !moves) {
        event->accept();
        return;
    }
    if (plain && actByKey(event->key())) {
        event->accept();
        return;
    }
    QListView::keyPressEvent(event);
}

void AttentionListView::mousePressEvent(QMouseEvent *event)
{
    m_ring = false;
    m_engaged = true;
    QListView::mousePressEvent(event);
}

void AttentionListView::mouseDoubleClickEvent(QMouseEvent *event)
{
    QListView::mouseDoubleClickEvent(event);
    if (event->button() == Qt::LeftButton && indexAt(event->pos()).isValid()) {
        act(AttentionAction::View);
    }
}

void AttentionListView::mouseMoveEvent(QMouseEvent *event)
{
    setHovered(indexAt(event->pos()).row());
    QListView::mouseMoveEvent(event);
}

void AttentionListView::setHovered(int row)
{
    if (m_hovered != row) {
        m_hovered = row;
        refreshButtons();
    }
}

bool AttentionListView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) {
        m_inside = event->type() == QEvent::Enter;
        if (!m_inside) {
            setHovered(-1);
        }
        updateStill();
    }
    return QListView::viewportEvent(event);
}

void AttentionListView::scrollContentsBy(int dx, int dy)
{
    QListView::scrollContentsBy(dx, dy);
    if (m_inside) {
        setHovered(indexAt(viewport()->mapFromGlobal(QCursor::pos())).row());
    }
}

void AttentionListView::focusInEvent(QFocusEvent *event)
{
    const bool byKeys = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                        event->reason() == Qt::ShortcutFocusReason;
    m_ring = m_ring || byKeys;
    // A window gives its focus to something when it opens: only who presses a key or clicks is really here.
    m_engaged = m_engaged || event->reason() == Qt::MouseFocusReason;
    QListView::focusInEvent(event);
    updateStill();
    viewport()->update();
}

void AttentionListView::focusOutEvent(QFocusEvent *event)
{
    if (event->reason() != Qt::PopupFocusReason) {
        m_ring = m_engaged = false;
    }
    QListView::focusOutEvent(event);
    updateStill();
    viewport()->update();
}

void AttentionListView::updateStill()
{
    m_attention.setStill(m_inside || (m_engaged && hasFocus()));
}

void AttentionListView::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (m_ring && hasFocus() && currentIndex().isValid()) {
        QPainter painter(viewport());
        painter.setPen(QPen(m_theme.palette().focusRing, m_theme.sizes().focusLine));
        painter.drawRect(visualRect(currentIndex()).adjusted(1, 1, -1, -2));
    }
}

} // namespace lamplighter::ui
