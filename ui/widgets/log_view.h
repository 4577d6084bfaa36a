// A unit's output, painted line by line from a LogBuffer: only what is seen costs anything. Follows the end until the
// reader scrolls up; lines can be selected, copied and searched. One line of text is one row.
#pragma once

#include "core/base/clock.h"
#include "ui/models/log_buffer.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QTimeZone>

namespace lamplighter::ui {

class LogView final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    LogView(Theme &theme, LogBuffer &buffer, QWidget *parent = nullptr);

    [[nodiscard]] bool isFollowing() const { return m_following; }
    /// Lines that came while it did not follow.
    [[nodiscard]] qsizetype unseenLines() const { return m_unseen; }
    void setFollowing(bool following);
    void setTimeZone(const QTimeZone &zone) { m_zone = zone; }

    /// Marks every occurrence; an empty text marks none. Returns whether there is one, and scrolls to it.
    bool search(const QString &text, bool backwards);
    /// The selected lines, or all of them, with their times.
    [[nodiscard]] QString textToCopy() const;
    /// The lines in view, for whoever cannot see them.
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] int lineHeight() const { return m_lineHeight; }
    void copy() const;

Q_SIGNALS:
    void followingChanged();
    void unseenChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void restyle();
    void linesAppended(qsizetype added, qsizetype dropped);
    void linesCleared();
    void updateScrollBars();
    void paintLine(QPainter &painter, int y, const LogEntry &entry, qint64 number) const;
    void paintMatches(QPainter &painter, const QRect &area, const QString &text) const;
    [[nodiscard]] qint64 numberAt(int y) const;
    [[nodiscard]] bool isSelected(qint64 number) const;

    Theme &m_theme;
    LogBuffer &m_buffer;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    int m_lineHeight = 18;
    qreal m_characterWidth = 7;
    bool m_following = true;
    bool m_scrollingItself = false;
    qsizetype m_unseen = 0;
    QString m_searched;
    qint64 m_hit = -1; ///< number of the line the search stands on
    qint64 m_selectionAnchor = -1;
    qint64 m_selectionEnd = -1;
};

} // namespace lamplighter::ui
