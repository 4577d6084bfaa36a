// A few lines under a heading: a glyph or none, words, quiet words at the right, a tag at the end. For modules, steps
// and notices.
#pragma once

#include "ui/models/update_texts.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

namespace lamplighter::ui {

struct TextLine
{
    std::optional<StateKind> glyph{};
    QString text;
    bool fixedWidth = false; ///< paths and names of modules; cut in the middle
    bool quiet = false;
    QString note{}; ///< behind the text, muted
    QString tail{}; ///< at the right
    TagText tag{};
    QString toolTip{};
    bool operator==(const TextLine &) const = default;
};

class LineList final : public QWidget
{
    Q_OBJECT
public:
    LineList(Theme &theme, const QString &name, const QString &accessibleName, QWidget *parent = nullptr);

    void setLines(const QList<TextLine> &lines);
    [[nodiscard]] const QList<TextLine> &lines() const { return m_lines; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] int lineHeight() const;
    void paintLine(QPainter &painter, QRect area, const TextLine &line) const;

    Theme &m_theme;
    QList<TextLine> m_lines;
};

} // namespace lamplighter::ui
