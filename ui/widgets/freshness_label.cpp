#include "ui/widgets/freshness_label.h"

#include <QHBoxLayout>

namespace lamplighter::ui {

FreshnessLabel::FreshnessLabel(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_glyph(new StateGlyphWidget(theme, theme.sizes().stateGlyph, StateKind::Busy, this))
    , m_word(new Label(theme, TextStyle::BodyMedium, Tone::Primary, {}, this))
    , m_detail(new Label(theme, TextStyle::Small, Tone::Muted, {}, this))
{
    setObjectName(QStringLiteral("freshness"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_glyph);
    row->addWidget(m_word);
    row->addWidget(m_detail);
    show(Freshness{});
}

void FreshnessLabel::show(const Freshness &freshness)
{
    const QString word = FreshnessTexts::word(freshness);
    const QString detail = FreshnessTexts::detail(freshness);
    m_glyph->setKind(freshness.kind());
    m_word->setText(word);
    m_word->setStateTone(freshness.kind());
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleName(detail.isEmpty() ? word : tr("%1, %2").arg(word, detail));
}

} // namespace lamplighter::ui
