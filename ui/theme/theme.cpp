#include "ui/theme/theme.h"

#include "ui/theme/state_glyph.h"
#include "ui/theme/style_sheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPainter>
#include <QStyleFactory>

#include <algorithm>

namespace lamplighter::ui {
namespace {

/// The system's fonts are 9 to 11 points; what is larger was asked for by the user and enlarges everything.
qreal systemFontFactor()
{
    const qreal points = QFontDatabase::systemFont(QFontDatabase::GeneralFont).pointSizeF();
    return points > 12.0 ? std::min(points / 10.0, 2.0) : 1.0;
}

constexpr qreal kLargestFactor = 2.5; ///< a large system font and a large text size together

QFont::Weight toWeight(int weight)
{
    return weight >= 600 ? QFont::DemiBold : weight >= 500 ? QFont::Medium : QFont::Normal;
}

quint64 cacheKey(int what, int pixels, qreal scale, const QColor &colour)
{
    return (static_cast<quint64>(what) << 56U) | (static_cast<quint64>(pixels & 0xfff) << 44U) |
           (static_cast<quint64>(qRound(scale * 64)) << 32U) | colour.rgba();
}

} // namespace

QString toString(Scheme scheme)
{
    switch (scheme) {
    case Scheme::System:
        return QStringLiteral("system");
    case Scheme::Light:
        return QStringLiteral("light");
    case Scheme::Dark:
        return QStringLiteral("dark");
    case Scheme::HighContrast:
        return QStringLiteral("high-contrast");
    }
    return {};
}

Scheme schemeFromString(const QString &word)
{
    for (const Scheme scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
        if (word == toString(scheme)) {
            return scheme;
        }
    }
    return Scheme::System;
}

Theme::Theme(Tokens tokens, QString uiFamily, QObject *parent)
    : QObject(parent)
    , m_tokens(std::move(tokens))
    , m_fontFactor(systemFontFactor())
    , m_cursorFlash(QApplication::cursorFlashTime())
{
    m_uiFamilies = QStringList{QFontDatabase::systemFont(QFontDatabase::GeneralFont).family()} + m_tokens.uiFamilies;
    m_monoFamilies = QStringList{QFontDatabase::systemFont(QFontDatabase::FixedFont).family()} + m_tokens.monoFamilies;
    if (!uiFamily.isEmpty() && QFontDatabase::hasFamily(uiFamily)) {
        m_uiFamilies.prepend(uiFamily);
    }
    choosePalette();
    connect(&m_system, &SystemScheme::changed, this, &Theme::styleApplication);
}

void Theme::setScheme(Scheme scheme)
{
    if (m_scheme != scheme) {
        m_scheme = scheme;
        styleApplication();
    }
}

void Theme::setFontFactor(qreal factor)
{
    m_fontFactor = factor;
    styleApplication();
}

void Theme::setTextScale(qreal scale)
{
    const qreal bounded = std::clamp(scale, 1.0, 2.0);
    if (!qFuzzyCompare(m_textScale, bounded)) {
        m_textScale = bounded;
        styleApplication();
    }
}

qreal Theme::factor() const
{
    return std::min(m_fontFactor * m_textScale, kLargestFactor);
}

void Theme::setReducedMotion(bool reduced)
{
    if (m_reducedMotion != reduced) {
        m_reducedMotion = reduced;
        applyMotion();
        Q_EMIT changed();
    }
}

void Theme::applyMotion()
{
    if (m_application) {
        for (const Qt::UIEffect effect : m_effects) {
            QApplication::setEffectEnabled(effect, !m_reducedMotion);
        }
        QApplication::setCursorFlashTime(m_reducedMotion ? 0 : m_cursorFlash);
    }
}

bool Theme::isHighContrast() const
{
    return m_scheme == Scheme::HighContrast || (m_scheme == Scheme::System && m_system.highContrast());
}

void Theme::applyTo(QApplication &application)
{
    m_application = &application;
    m_effects.clear();
    for (const Qt::UIEffect effect : {Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo, Qt::UI_AnimateTooltip,
                                      Qt::UI_FadeTooltip, Qt::UI_AnimateToolBox}) {
        if (QApplication::isEffectEnabled(effect)) {
            m_effects.append(effect);
        }
    }
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    applyMotion();
    styleApplication();
}

void Theme::styleApplication()
{
    choosePalette();
    if (m_application) {
        m_application->setPalette(widgetPalette());
        m_application->setFont(font(TextStyle::Body));
        m_application->setStyleSheet(styleSheet(m_palette, m_tokens.sizes, font(TextStyle::Small).pixelSize()));
    }
    Q_EMIT changed();
}

void Theme::choosePalette()
{
    m_fonts.clear();
    m_glyphs.clear();
    m_icons.clear();
    if (isHighContrast()) {
        // The system's own contrast wins over ours.
        m_palette =
            highContrastPalette(m_system.highContrast() ? m_system.platformPalette() : plainContrast(m_system.dark()));
        return;
    }
    const bool dark = m_scheme == Scheme::Dark || (m_scheme == Scheme::System && m_system.dark());
    m_palette = dark ? m_tokens.dark : m_tokens.light;
}

QPalette Theme::widgetPalette() const
{
    QPalette p(m_palette.window);
    p.setColor(QPalette::Window, m_palette.window);
    p.setColor(QPalette::Base, m_palette.surface);
    p.setColor(QPalette::AlternateBase, m_palette.sunken);
    p.setColor(QPalette::Button, m_palette.surface);
    p.setColor(QPalette::Highlight, m_palette.selected);
    p.setColor(QPalette::ToolTipBase, m_palette.raised);
    p.setColor(QPalette::ToolTipText, m_palette.secondaryText);
    // An example must not look like what was filled in.
    p.setColor(QPalette::PlaceholderText, isHighContrast() ? m_palette.disabledText : m_palette.mutedText);
    p.setColor(QPalette::Link, m_palette.accent);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                                           QPalette::HighlightedText, QPalette::BrightText}) {
        p.setColor(role, m_palette.text);
        p.setColor(QPalette::Disabled, role, m_palette.disabledText);
    }
    return p;
}

QColor Theme::colour(Tone tone) const
{
    switch (tone) {
    case Tone::Primary:
        return m_palette.text;
    case Tone::Secondary:
        return m_palette.secondaryText;
    case Tone::Muted:
        return m_palette.mutedText;
    case Tone::Disabled:
        return m_palette.disabledText;
    case Tone::Accent:
        return m_palette.accent;
    case Tone::OnAccent:
        return m_palette.onAccentFill;
    case Tone::OnDanger:
        return m_palette.onDangerFill;
    case Tone::Critical:
        return m_palette.critical.text;
    }
    return m_palette.text;
}

QFont Theme::font(TextStyle style) const
{
    // Kept, since a font that was used knows its engine: to find that again costs more than to paint a word.
    QFont &font = m_fonts[static_cast<int>(style)];
    const TextSize &size = m_tokens.text.at(static_cast<size_t>(style));
    if (font.pixelSize() == scaled(size.pixels)) {
        return font;
    }
    font = QFont();
    font.setFamilies(style == TextStyle::Log ? m_monoFamilies : m_uiFamilies);
    font.setPixelSize(scaled(size.pixels));
    font.setWeight(toWeight(size.weight));
    if (style == TextStyle::Title) {
        font.setLetterSpacing(QFont::AbsoluteSpacing, -0.2);
    }
    return font;
}

int Theme::lineHeight(TextStyle style) const
{
    return scaled(m_tokens.text.at(static_cast<size_t>(style)).line);
}

void Theme::paintGlyph(QPainter &painter, const QRect &rect, StateKind kind) const
{
    const qreal scale = painter.device()->devicePixelRatioF();
    QPixmap &pixmap = m_glyphs[cacheKey(static_cast<int>(kind), rect.width(), scale, {})];
    if (pixmap.isNull()) {
        pixmap = QPixmap(rect.size() * scale);
        pixmap.setDevicePixelRatio(scale);
        pixmap.fill(Qt::transparent);
        QPainter into(&pixmap);
        paintStateGlyph(into, QRectF(QPointF(0, 0), rect.size()), kind, m_palette);
    }
    painter.drawPixmap(rect.topLeft(), pixmap);
}

QPixmap Theme::iconPixmap(Icon icon, int points, const QColor &colour, qreal scale) const
{
    QPixmap &pixmap = m_icons[cacheKey(static_cast<int>(icon), points, scale, colour)];
    if (pixmap.isNull()) {
        pixmap = tintedIcon(icon, qRound(points * scale), colour);
        pixmap.setDevicePixelRatio(scale);
    }
    return pixmap;
}

void Theme::paintIcon(QPainter &painter, const QRect &rect, Icon icon, const QColor &colour) const
{
    painter.drawPixmap(rect.topLeft(), iconPixmap(icon, rect.width(), colour, painter.device()->devicePixelRatioF()));
}

QPixmap Theme::lamp(const QString &name, int points, qreal scale) const
{
    return picture(name + (m_palette.dark ? u"-on-dark" : u"-on-light"), points, scale);
}

} // namespace lamplighter::ui
