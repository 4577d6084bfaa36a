#include "ui/shell/instance_list.h"

#include "ui/models/scope_picture.h"
#include "ui/models/table_roles.h"
#include "ui/widgets/search_field.h"

#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QScreen>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kWidth = 360;
constexpr int kRow = 44;
constexpr int kMostRows = 9;
const QString kConnect = QStringLiteral("+");

class InstanceDelegate final : public QStyledItemDelegate
{
public:
    InstanceDelegate(Theme &theme, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {1, m_theme.scaled(kRow)}; // as wide as the list
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Palette &p = m_theme.palette();
        const QRect rect = option.rect.adjusted(4, 1, -4, -1);
        if (option.state.testFlag(QStyle::State_Selected) || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(option.state.testFlag(QStyle::State_Selected) ? p.selected : p.hover);
            painter->drawRoundedRect(rect, m_theme.sizes().radiusControl, m_theme.sizes().radiusControl);
            painter->restore();
        }
        const int size = m_theme.sizes().stateGlyph;
        const QRect glyph(rect.x() + 10, rect.center().y() - size / 2, size, size);
        if (index.data(IdRole).toString() == kConnect) {
            m_theme.paintIcon(*painter, glyph, Icon::Plus, p.secondaryText);
        } else {
            m_theme.paintGlyph(*painter, glyph, static_cast<StateKind>(index.data(SeverityRole).toInt()));
        }
        QRect text = rect.adjusted(20 + size, 0, -10, 0);
        painter->setFont(m_theme.font(TextStyle::BodyMedium));
        painter->setPen(p.text);
        const QString name =
            painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, text.width());
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft, name);
        text.setLeft(text.left() + painter->fontMetrics().horizontalAdvance(name) + 8);
        painter->setFont(m_theme.font(TextStyle::Small));
        painter->setPen(p.mutedText);
        painter->drawText(
            text, Qt::AlignVCenter | Qt::AlignRight,
            painter->fontMetrics().elidedText(index.data(NoteRole).toString(), Qt::ElideRight, text.width()));
    }

private:
    Theme &m_theme;
};

} // namespace

InstanceList::InstanceList(Theme &theme, Instances &instances, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_theme(theme)
    , m_filter(new QSortFilterProxyModel(this))
    , m_field(new SearchField(theme, tr("Find an instance"), {}, QStringLiteral("instanceFilter"), this))
    , m_view(new QListView(this))
{
    setObjectName(QStringLiteral("instanceList"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFixedWidth(theme.scaled(kWidth));
    m_filter->setSourceModel(&m_items);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_view->setObjectName(QStringLiteral("instanceListView"));
    m_view->setAccessibleName(tr("Instances"));
    m_view->setModel(m_filter);
    m_view->setItemDelegate(new InstanceDelegate(theme, m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMouseTracking(true);
    m_view->viewport()->setAutoFillBackground(false);
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(5, 9, 5, 5);
    column->setSpacing(6);
    auto *fieldRow = new QHBoxLayout;
    fieldRow->setContentsMargins(4, 0, 4, 0);
    fieldRow->addWidget(m_field);
    column->addLayout(fieldRow);
    column->addWidget(m_view);
    fill(instances);
    m_view->setFixedHeight(std::min(m_items.rowCount(), kMostRows) * theme.scaled(kRow) + 2);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setFilterFixedString(text);
        m_view->setCurrentIndex(m_filter->index(0, 0));
    });
    connect(m_view, &QListView::clicked, this, &InstanceList::choose);
    m_field->installEventFilter(this);
}

void InstanceList::add(const QString &id, StateKind kind, const QString &name, const QString &detail)
{
    auto *item = new QStandardItem(name);
    item->setData(id, IdRole);
    item->setData(static_cast<int>(kind), SeverityRole);
    item->setData(detail, NoteRole);
    item->setData(QVariant(QString(name + u", " + detail)), Qt::AccessibleTextRole);
    item->setEditable(false);
    m_items.appendRow(item);
}

void InstanceList::fill(Instances &instances)
{
    int current = 0;
    if (instances.count() > 1) {
        int reporting = 0;
        StateKind worst = StateKind::Pending;
        for (const Instance *instance : instances.all()) {
            reporting += instance->picture().isReporting() ? 1 : 0;
            worst = std::min(worst, instance->picture().worst());
        }
        add({}, worst, tr("All instances"), tr("%1 of %2 reporting").arg(reporting).arg(instances.count()));
    }
    for (const Instance *instance : instances.all()) {
        if (instance->id() == instances.scope()) {
            current = m_items.rowCount();
        }
        add(instance->id().toString(), instance->picture().worst(), instance->name(), instance->picture().detail());
    }
    add(kConnect, StateKind::Info, tr("Connect to another…"), {});
    m_view->setCurrentIndex(m_filter->index(current, 0));
}

void InstanceList::openAt(const QWidget &anchor)
{
    adjustSize();
    QPoint at = anchor.mapToGlobal(QPoint(0, anchor.height() + 4));
    const QRect screen = anchor.screen()->availableGeometry();
    if (at.y() + height() > screen.bottom()) {
        at.setY(std::max(screen.top(), anchor.mapToGlobal(QPoint(0, 0)).y() - height() - 4));
    }
    move(at);
    show();
    m_field->setFocus(Qt::PopupFocusReason);
}

void InstanceList::choose(const QModelIndex &index)
{
    if (!index.isValid()) {
        return;
    }
    const QString id = index.data(IdRole).toString();
    close();
    if (id == kConnect) {
        Q_EMIT connectWanted();
    } else {
        Q_EMIT chosen(InstanceId(id));
    }
}

bool InstanceList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int row = m_view->currentIndex().row();
        switch (key->key()) {
        case Qt::Key_Down:
        case Qt::Key_Up: {
            const int next = row + (key->key() == Qt::Key_Down ? 1 : -1);
            m_view->setCurrentIndex(m_filter->index(std::clamp(next, 0, m_filter->rowCount() - 1), 0));
            return true;
        }
        case Qt::Key_Return:
        case Qt::Key_Enter:
            choose(m_view->currentIndex());
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void InstanceList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.palette().raised);
    painter.setPen(m_theme.palette().strongLine);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace lamplighter::ui
