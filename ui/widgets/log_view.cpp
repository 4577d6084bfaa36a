#include "ui/widgets/log_view.h"

#include "ui/models/time_texts.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace lamplighter::ui {
namespace {

constexpr int kLeft = 24;
constexpr int kTop = 8;
constexpr int kRight = 8;
constexpr int kTimeCharacters = 12;      // "14:31:22.410"
constexpr int kPaintedCharacters = 4096; // of one line; the rest is in what is copied

} // namespace

LogView::LogView(Theme &theme, LogBuffer &buffer, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_theme(theme)
    , m_buffer(buffer)
{
    setObjectName(QStringLiteral("logView"));
    setAccessibleName(tr("Log"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRadius", 0);
    setProperty("focusInside", true);
    viewport()->setCursor(Qt::IBeamCursor);
    connect(&buffer, &LogBuffer::appended, this, &LogView::linesAppended);
    connect(&buffer, &LogBuffer::cleared, this, &LogView::linesCleared);
    connect(&theme, &Theme::changed, this, &LogView::restyle);
    restyle();
}

void LogView::restyle()
{
    setFont(m_theme.font(TextStyle::Log));
    const QFontMetricsF metrics(m_theme.font(TextStyle::Log));
    m_lineHeight = std::max(m_theme.lineHeight(TextStyle::Log), qCeil(metrics.height()));
    m_characterWidth = std::max(1.0, metrics.horizontalAdvance(u'0'));
    updateScrollBars();
    viewport()->update();
}

void LogView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::EnabledChange) {
        viewport()->update();
    }
}

void LogView::updateScrollBars()
{
    const qsizetype height = m_buffer.size() * m_lineHeight + 2 * kTop;
    const qsizetype characters = std::min<qsizetype>(m_buffer.longestLine(), kPaintedCharacters);
    const int width = kLeft + qCeil(static_cast<qreal>(kTimeCharacters + 1 + characters) * m_characterWidth) + kRight;
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(m_lineHeight);
    verticalScrollBar()->setRange(0, static_cast<int>(std::max<qsizetype>(0, height - viewport()->height())));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(qCeil(m_characterWidth * 4));
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    if (m_following) {
        m_scrollingItself = true;
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
        m_scrollingItself = false;
    }
}

void LogView::linesAppended(qsizetype added, qsizetype dropped)
{
    const int reading = verticalScrollBar()->value();
    updateScrollBars();
    if (!m_following) {
        // What is being read stays where it is, although older lines above it went.
        m_scrollingItself = true;
        verticalScrollBar()->setValue(reading - static_cast<int>(dropped) * m_lineHeight);
        m_scrollingItself = false;
        m_unseen += added;
        Q_EMIT unseenChanged();
    }
    viewport()->update();
}

void LogView::linesCleared()
{
    m_selectionAnchor = m_selectionEnd = m_hit = -1;
    setFollowing(true);
    updateScrollBars();
    viewport()->update();
}

void LogView::setFollowing(bool following)
{
    if (m_following != following) {
        m_following = following;
        m_unseen = 0;
        Q_EMIT followingChanged();
        Q_EMIT unseenChanged();
    }
    if (following) {
        updateScrollBars();
    }
}

void LogView::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx)
    if (!m_scrollingItself && dy != 0) {
        setFollowing(verticalScrollBar()->value() >= verticalScrollBar()->maximum());
    }
    viewport()->update();
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBars();
}

qint64 LogView::numberAt(int y) const
{
    const qint64 index = (y + verticalScrollBar()->value() - kTop) / m_lineHeight;
    return m_buffer.firstNumber() + std::clamp<qint64>(index, 0, std::max<qint64>(0, m_buffer.size() - 1));
}

bool LogView::isSelected(qint64 number) const
{
    return m_selectionAnchor >= 0 && number >= std::min(m_selectionAnchor, m_selectionEnd) &&
           number <= std::max(m_selectionAnchor, m_selectionEnd);
}

void LogView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), m_theme.palette().sunken);
    painter.setFont(font());
    const int scroll = verticalScrollBar()->value();
    const qsizetype first = std::max(0, (scroll - kTop) / m_lineHeight);
    for (qsizetype index = first; index < m_buffer.size(); ++index) {
        const int y = static_cast<int>(kTop + index * m_lineHeight - scroll);
        if (y > viewport()->height()) {
            break;
        }
        paintLine(painter, y, m_buffer.at(index), m_buffer.firstNumber() + index);
    }
}

void LogView::paintLine(QPainter &painter, int y, const LogEntry &entry, qint64 number) const
{
    const Palette &p = m_theme.palette();
    const QRect line(0, y, viewport()->width(), m_lineHeight);
    if (isSelected(number)) {
        painter.fillRect(line, p.selected);
    }
    if (number == m_hit) {
        painter.fillRect(QRect(0, y, m_theme.sizes().selectionBar, m_lineHeight), p.accent);
    }
    int x = kLeft - horizontalScrollBar()->value();
    const auto draw = [&](const QString &text, const QColor &colour) {
        painter.setPen(colour);
        painter.drawText(QRect(x, y, 1 << 20, m_lineHeight), Qt::AlignVCenter | Qt::TextSingleLine, text);
    };
    draw(TimeTexts::logTime(entry.at, {{}, m_zone}), p.mutedText);
    x += qRound((kTimeCharacters + 1) * m_characterWidth);
    QString text = entry.text.left(kPaintedCharacters);
    text.replace(u'\t', QStringLiteral("    "));
    paintMatches(painter, QRect(x, y, 1 << 20, m_lineHeight), text);
    const QColor colour = entry.level == LogLevel::Error     ? p.critical.text
                          : entry.level == LogLevel::Warning ? p.attention.text
                                                             : p.secondaryText;
    draw(text, isEnabled() ? colour : p.mutedText);
}

void LogView::paintMatches(QPainter &painter, const QRect &area, const QString &text) const
{
    if (m_searched.isEmpty()) {
        return;
    }
    qsizetype at = text.indexOf(m_searched, 0, Qt::CaseInsensitive);
    while (at >= 0) {
        const int from = painter.fontMetrics().horizontalAdvance(text.left(at));
        const int width = painter.fontMetrics().horizontalAdvance(text.mid(at, m_searched.size()));
        painter.fillRect(QRect(area.x() + from, area.y() + 1, width, area.height() - 2),
                         m_theme.palette().attention.line);
        at = text.indexOf(m_searched, at + m_searched.size(), Qt::CaseInsensitive);
    }
}

bool LogView::search(const QString &text, bool backwards)
{
    const bool again = text == m_searched && m_hit >= m_buffer.firstNumber();
    m_searched = text;
    const qsizetype last = m_buffer.size() - 1;
    const qsizetype standing = m_hit >= 0 ? m_hit - m_buffer.firstNumber() : last;
    const qsizetype from = again ? standing + (backwards ? -1 : 1) : standing;
    const qsizetype found = m_buffer.find(text, std::max<qsizetype>(from, -1), backwards);
    m_hit = found < 0 ? -1 : m_buffer.firstNumber() + found;
    if (found >= 0) {
        const int y = static_cast<int>(found * m_lineHeight) + kTop;
        verticalScrollBar()->setValue(y - viewport()->height() / 2);
    }
    viewport()->update();
    return found >= 0;
}

QString LogView::textToCopy() const
{
    QString text;
    for (qsizetype index = 0; index < m_buffer.size(); ++index) {
        if (m_selectionAnchor >= 0 && !isSelected(m_buffer.firstNumber() + index)) {
            continue;
        }
        const LogEntry &entry = m_buffer.at(index);
        text += toIsoString(entry.at) + u' ' + entry.text + u'\n';
    }
    return text;
}

QString LogView::shownText() const
{
    QStringList lines;
    const int top = std::max(0, verticalScrollBar()->value() - kTop);
    const qsizetype end = std::min<qsizetype>(m_buffer.size(), (top + viewport()->height()) / m_lineHeight + 1);
    for (qsizetype index = top / m_lineHeight; index < end; ++index) {
        lines.append(m_buffer.at(index).text);
    }
    return lines.join(u'\n');
}

void LogView::copy() const
{
    QGuiApplication::clipboard()->setText(textToCopy());
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    QScrollBar *bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        m_selectionAnchor = m_buffer.firstNumber();
        m_selectionEnd = m_buffer.firstNumber() + m_buffer.size() - 1;
        viewport()->update();
    } else if (event->key() == Qt::Key_Home) {
        bar->setValue(0);
    } else if (event->key() == Qt::Key_End) {
        setFollowing(true);
    } else if (event->key() == Qt::Key_Escape && m_selectionAnchor >= 0) {
        m_selectionAnchor = m_selectionEnd = -1;
        viewport()->update();
    } else {
        QAbstractScrollArea::keyPressEvent(event); // arrows and pages
    }
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const qint64 number = numberAt(event->position().toPoint().y());
    if (!event->modifiers().testFlag(Qt::ShiftModifier) || m_selectionAnchor < 0) {
        m_selectionAnchor = m_buffer.size() > 0 ? number : -1;
    }
    m_selectionEnd = number;
    viewport()->update();
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton) && m_selectionAnchor >= 0) {
        m_selectionEnd = numberAt(event->position().toPoint().y());
        viewport()->update();
    }
}

} // namespace lamplighter::ui
