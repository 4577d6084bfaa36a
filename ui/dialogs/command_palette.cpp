#include "ui/dialogs/command_palette.h"

#include "ui/dialogs/palette_delegate.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 640;
constexpr int kRows = 9;
constexpr int kEdge = 8;
constexpr int kFromTop = 10; ///< just over the command field of the top bar
constexpr int kSide = 24;

} // namespace

CommandPalette::CommandPalette(Theme &theme, QList<PaletteEntry> entries, const QStringList &recent, QWidget *parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint)
    , m_theme(theme)
    , m_model(std::move(entries), recent)
    , m_field(new SearchField(theme, tr("Search, or run a command"), tr("Esc", "key"), u"paletteField"_s, this))
    , m_list(new QListView(this))
    , m_nothing(new Label(theme, TextStyle::Body, Tone::Muted, {}, this))
{
    setObjectName(u"commandPalette"_s);
    setWindowTitle(tr("Commands"));
    setAccessibleName(windowTitle());
    setAttribute(Qt::WA_TranslucentBackground);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kEdge, kEdge, kEdge, kEdge);
    column->setSpacing(kEdge);
    column->addWidget(m_field);
    column->addWidget(m_list);
    column->addWidget(m_nothing);
    m_nothing->setObjectName(u"paletteNothing"_s);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_list->setObjectName(u"paletteList"_s);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PaletteDelegate(theme, m_model, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus); // the field keeps the focus; keys for the list are passed on
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->viewport()->setAutoFillBackground(false);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    connect(m_list, &QListView::entered, m_list, &QListView::setCurrentIndex);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CommandPalette::sayCurrent);
    connect(&theme, &Theme::changed, this, &CommandPalette::fit);
    search();
    m_field->setFocus();
}

void CommandPalette::present()
{
    fit();
    show();
    activateWindow();
}

void CommandPalette::done(int result)
{
    if (!m_closed) { // closing makes another window the active one, which would close it again
        m_closed = true;
        QDialog::done(result);
    }
}

void CommandPalette::fit()
{
    m_field->setFixedHeight(m_theme.scaled(m_theme.sizes().topControl));
    const QWidget *owner = parentWidget() ? parentWidget()->window() : nullptr;
    const int wanted = m_theme.scaled(kWidth);
    const int width = owner ? std::min(wanted, owner->width() - 2 * kSide) : wanted;
    const int row = static_cast<PaletteDelegate *>(m_list->itemDelegate())->rowHeight();
    const int room = owner ? (owner->height() - 3 * kSide - m_field->height()) / row : kRows;
    const int rows = std::clamp(std::min(m_model.rowCount(), kRows), 1, std::max(1, room));
    m_list->setFixedHeight(rows * row);
    m_nothing->setFixedHeight(2 * row);
    setFixedWidth(width);
    layout()->activate();
    setFixedHeight(layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : layout()->sizeHint().height());
    if (owner) {
        move(owner->mapToGlobal(QPoint((owner->width() - width) / 2, kFromTop)));
    }
}

void CommandPalette::search()
{
    m_model.setQuery(m_field->text());
    const bool nothing = m_model.rowCount() == 0;
    m_nothing->setText(nothing ? tr("Nothing matches “%1”.").arg(m_field->text().trimmed()) : QString());
    m_nothing->setVisible(nothing);
    m_list->setVisible(!nothing);
    m_list->setCurrentIndex(m_model.index(0));
    m_list->scrollToTop();
    sayCurrent();
    fit();
}

void CommandPalette::sayCurrent()
{
    const QModelIndex now = m_list->currentIndex();
    const bool off = now.isValid() && !m_model.entry(now.row()).availability.enabled;
    const QString said = now.isValid() ? now.data(Qt::AccessibleTextRole).toString() : m_nothing->text();
    m_field->setAccessibleDescription(off ? QString(said + u". "_s + m_model.entry(now.row()).availability.reason)
                                          : said);
    QAccessibleEvent heard(m_field, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&heard);
}

void CommandPalette::run(const QModelIndex &index)
{
    if (!index.isValid() || !m_model.entry(index.row()).availability.enabled) {
        return;
    }
    const QString id = m_model.entry(index.row()).id;
    accept();
    Q_EMIT chosen(id);
}

bool CommandPalette::handleKey(int key)
{
    const int last = m_model.rowCount() - 1;
    const int now = m_list->currentIndex().row();
    const int page =
        std::max(1, m_list->height() / static_cast<PaletteDelegate *>(m_list->itemDelegate())->rowHeight());
    int next = now;
    switch (key) {
    case Qt::Key_Up:
        next = now - 1;
        break;
    case Qt::Key_Down:
        next = now + 1;
        break;
    case Qt::Key_PageUp:
        next = now - page;
        break;
    case Qt::Key_PageDown:
        next = now + page;
        break;
    case Qt::Key_Home:
        next = 0;
        break;
    case Qt::Key_End:
        next = last;
        break;
    case Qt::Key_Escape:
        reject();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(m_list->currentIndex());
        return true;
    default:
        return false;
    }
    if (last >= 0) {
        m_list->setCurrentIndex(m_model.index(std::clamp(next, 0, last)));
    }
    return true;
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool plain = (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
        return (plain && handleKey(key->key())) || QDialog::eventFilter(watched, event);
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isVisible() && !isActiveWindow()) {
        reject();
    }
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.palette().strongLine);
    painter.setBrush(m_theme.palette().raised);
    const int radius = m_theme.sizes().radiusDialog;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

} // namespace lamplighter::ui
