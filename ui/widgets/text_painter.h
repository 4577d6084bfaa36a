// Paints single lines and remembers how they were laid out: a table paints the same few hundred again and again, and to
// shape them is most of that work. Owned by who paints, lives on the GUI thread.
#pragma once

#include "ui/theme/theme.h"

#include <QHash>
#include <QStaticText>

namespace lamplighter::ui {

class TextPainter final : public QObject
{
    Q_OBJECT
public:
    explicit TextPainter(const Theme &theme, QObject *parent = nullptr);

    /// In the painter's pen, in the middle of the height of `area`, to the left unless `alignment` says right; cut
    /// with an ellipsis if it is too wide. The width that it took.
    int paint(QPainter &painter, const QRect &area, Qt::Alignment alignment, TextStyle style, const QString &text);

private:
    struct Line
    {
        QString text;
        int style = 0;
        int room = 0;
        friend bool operator==(const Line &, const Line &) = default;
        friend size_t qHash(const Line &line, size_t seed = 0)
        {
            return qHashMulti(seed, line.text, line.style, line.room);
        }
    };
    [[nodiscard]] QStaticText layOut(const QFont &font, const QString &text, int room) const;

    const Theme &m_theme;
    QHash<Line, QStaticText> m_lines;
};

} // namespace lamplighter::ui
