#include "ui/dialogs/dialog_frame.h"

#include "ui/theme/hatch.h"
#include "ui/widgets/focus_ring.h"
#include "ui/widgets/state_glyph_widget.h"

#include <QBitmap>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>
#include <QWindow>

#include <algorithm>
#include <vector>

namespace lamplighter::ui {
namespace {

constexpr int kGuardHeight = 9; // stripes and the line under them
constexpr int kSide = 24;
constexpr int kFromTop = 88;
constexpr int kSameLine = 10; ///< centres this close stand beside each other
constexpr int kTitleHeight = 56;

} // namespace

DialogFrame::DialogFrame(Theme &theme, const QString &name, const QString &title, QWidget *parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint)
    , m_theme(theme)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(name);
    setWindowTitle(title);
    setAccessibleName(title);
    setAttribute(Qt::WA_TranslucentBackground); // for the round corners
    setAttribute(Qt::WA_DeleteOnClose);
    m_column->setContentsMargins(1, 1, 1, 1);
    m_column->setSpacing(0);
    m_column->setSizeConstraint(QLayout::SetFixedSize);

    auto *upper = new QVBoxLayout;
    m_upper = upper;
    upper->setContentsMargins(kSide, 20, kSide, 20);
    upper->setSpacing(16);
    auto *head = new QVBoxLayout;
    head->setSpacing(2);
    m_titleRow = makeTitleRow(title);
    head->addLayout(m_titleRow);
    m_introduction = new Label(theme, TextStyle::Body, Tone::Secondary, {}, this);
    m_introduction->setWordWrap(true);
    m_introduction->hide();
    head->addWidget(m_introduction);
    upper->addLayout(head);
    m_body = new QVBoxLayout;
    m_body->setSpacing(16);
    upper->addLayout(m_body);
    m_column->addLayout(upper);

    m_foot = new QWidget(this);
    m_footer = new QHBoxLayout(m_foot);
    m_footer->setContentsMargins(kSide, 17, kSide, 16);
    m_footer->setSpacing(12);
    m_column->addWidget(m_foot);
    new FocusRing(theme, this);
    connect(&theme, &Theme::changed, this, &DialogFrame::fit);
    fit();
}

void DialogFrame::fit()
{
    // A large font makes it wider, but never wider than its window.
    const int wanted = m_theme.scaled(m_theme.sizes().dialogWidth);
    const int room = parentWidget() ? parentWidget()->window()->width() - 2 * kSide : wanted;
    setFixedWidth(std::min(wanted, std::max(room, m_theme.sizes().dialogWidth)));
    m_foot->setFixedWidth(width() - 2);
}

void DialogFrame::setWideBody(QWidget *content)
{
    m_wide = content;
    content->setFixedWidth(width() - 2);
    connect(&m_theme, &Theme::changed, content, [this, content] { content->setFixedWidth(width() - 2); });
    m_upper->setContentsMargins(kSide, 20, kSide, 12);
    m_column->insertWidget(1, content);
}

int DialogFrame::heightWithoutBody() const
{
    m_column->activate();
    const int upper =
        m_upper->hasHeightForWidth() ? m_upper->heightForWidth(width() - 2) : m_upper->sizeHint().height();
    const QMargins edges = m_column->contentsMargins();
    return upper + m_foot->sizeHint().height() + edges.top() + edges.bottom();
}

DialogFrame::~DialogFrame()
{
    delete m_scrim;
}

QHBoxLayout *DialogFrame::makeTitleRow(const QString &title)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(new Label(m_theme, TextStyle::Subtitle, Tone::Primary, title, this), 1);
    auto *close = new Button(m_theme, ButtonKind::Ghost, {}, QStringLiteral("dialogClose"), this);
    close->setIconOnly(Icon::Close, tr("Close"));
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    row->addWidget(close);
    return row;
}

void DialogFrame::setGuarded()
{
    m_guarded = true;
    m_column->setContentsMargins(1, kGuardHeight, 1, 1);
    m_titleRow->insertWidget(0, new IconWidget(m_theme, 20, Icon::Power, Tone::Critical, this));
}

void DialogFrame::setIntroduction(const QString &text)
{
    m_introduction->setText(text);
    m_introduction->setVisible(!text.isEmpty());
}

void DialogFrame::present()
{
    if (QWidget *owner = parentWidget()) {
        m_scrim = new Scrim(m_theme, owner->window());
    }
    open();
}

void DialogFrame::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    place();
    if (m_tabsAsRead) {
        orderTabs();
    }
}

void DialogFrame::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    if (isVisible() && parentWidget()) { // grown, as with larger text: not out of its window
        const QWidget *owner = parentWidget()->window();
        if (owner->mapFromGlobal(pos()).y() + height() > owner->height()) {
            place();
        }
    }
    // Where X11 has no compositor, what is transparent is black; a mask cuts the corners off there.
    if (QGuiApplication::platformName() == u"xcb") {
        QBitmap mask(size());
        mask.clear();
        QPainter painter(&mask);
        painter.setBrush(Qt::color1);
        painter.drawRoundedRect(rect().adjusted(0, 0, -1, -1), m_theme.sizes().radiusDialog,
                                m_theme.sizes().radiusDialog);
        painter.end();
        setMask(mask);
    }
}

void DialogFrame::place()
{
    if (!parentWidget()) {
        return;
    }
    // The window under all dialogs: where another dialog is, its window manager may know better than we do.
    const QWidget *owner = parentWidget()->window();
    int depth = 0;
    while (owner->parentWidget()) {
        owner = owner->parentWidget()->window();
        ++depth;
    }
    const int spare = owner->height() - sizeHint().height();
    const QPoint corner((owner->width() - width()) / 2, std::clamp(spare / 2, 0, kFromTop * (1 + depth)));
    move(owner->mapToGlobal(corner));
}

void DialogFrame::orderTabs()
{
    struct Stop
    {
        QWidget *widget;
        int y;
        int x;
        int line;
    };
    std::vector<Stop> stops;
    for (QWidget *widget : findChildren<QWidget *>()) {
        if (widget->window() == this && (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisibleTo(this)) {
            const QPoint at = widget->mapTo(this, widget->rect().center());
            stops.push_back({widget, at.y(), at.x(), 0});
        }
    }
    std::sort(stops.begin(), stops.end(), [](const Stop &a, const Stop &b) { return a.y < b.y; });
    for (size_t i = 1; i < stops.size(); ++i) {
        stops[i].line = stops[i - 1].line + (stops[i].y - stops[i - 1].y > kSameLine ? 1 : 0);
    }
    std::stable_sort(stops.begin(), stops.end(),
                     [](const Stop &a, const Stop &b) { return a.line != b.line ? a.line < b.line : a.x < b.x; });
    const auto close = std::find_if(stops.begin(), stops.end(),
                                    [](const Stop &stop) { return stop.widget->objectName() == u"dialogClose"; });
    if (close != stops.end()) {
        std::rotate(close, close + 1, stops.end());
    }
    for (size_t i = 1; i < stops.size(); ++i) {
        setTabOrder(stops[i - 1].widget, stops[i].widget);
    }
}

void DialogFrame::mousePressEvent(QMouseEvent *event)
{
    // Without a frame of the window system, the title row is what the dialog is moved by.
    if (event->button() == Qt::LeftButton && event->position().y() < kTitleHeight && windowHandle()) {
        windowHandle()->startSystemMove();
    }
}

void DialogFrame::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    const int radius = m_theme.sizes().radiusDialog;
    shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.fillPath(shape, p.surface);
    painter.setClipPath(shape);
    painter.fillRect(0, m_foot->y(), width(), height(), p.sunken);
    painter.fillRect(0, m_foot->y(), width(), 1, p.hairline);
    if (m_guarded) {
        paintHatch(painter, QRectF(0, 0, width(), kGuardHeight - 1), p.critical.solid, p.critical.soft,
                   m_theme.sizes().hatchDialog);
        painter.fillRect(0, kGuardHeight - 1, width(), 1, p.critical.solid);
    }
    painter.setClipping(false);
    painter.strokePath(shape, QPen(p.strongLine));
}

} // namespace lamplighter::ui
