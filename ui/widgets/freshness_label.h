// "Live, updated 2 s ago": how old the picture of the engine is, counting.
#pragma once

#include "ui/models/freshness.h"
#include "ui/widgets/label.h"
#include "ui/widgets/state_glyph_widget.h"

namespace lamplighter::ui {

class FreshnessLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit FreshnessLabel(Theme &theme, QWidget *parent = nullptr);
    void show(const Freshness &freshness);
    using QWidget::show;

private:
    StateGlyphWidget *m_glyph;
    Label *m_word;
    Label *m_detail;
};

} // namespace lamplighter::ui
