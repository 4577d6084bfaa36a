// A pill that is on or off, with a state glyph and how many rows it would leave.
#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

#include <optional>

namespace lamplighter::ui {

class FilterChip final : public QAbstractButton
{
    Q_OBJECT
public:
    FilterChip(Theme &theme, std::optional<StateKind> glyph, const QString &text, const QString &name,
               QWidget *parent = nullptr);

    void setCount(int count);
    /// Glyph and count only, where there is no room for the word.
    void setCompact(bool compact);
    [[nodiscard]] int widthFor(bool compact) const;
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    std::optional<StateKind> m_glyph;
    int m_count = 0;
    bool m_compact = false;
};

} // namespace lamplighter::ui
