// How everything looks: palette, fonts, glyphs and icons of the theme in force, switched live. One for the process,
// made by main and handed to every widget; lives on the GUI thread.
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/system_scheme.h"
#include "ui/theme/tokens.h"

#include <QFont>
#include <QHash>
#include <QObject>
#include <QPixmap>

class QApplication;
class QPainter;

namespace lamplighter::ui {

enum class Scheme { System, Light, Dark, HighContrast };
QString toString(Scheme scheme); // "system" "light" "dark" "high-contrast"
Scheme schemeFromString(const QString &word);

/// Which of the palette's text colours.
enum class Tone { Primary, Secondary, Muted, Disabled, Accent, OnAccent, OnDanger, Critical };

class Theme final : public QObject
{
    Q_OBJECT
public:
    /// `uiFamily` is preferred to the system's font if it is installed (for pictures that must look the same anywhere).
    explicit Theme(Tokens tokens, QString uiFamily = {}, QObject *parent = nullptr);

    void setScheme(Scheme scheme);
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    /// Style, palette, font and style sheet of the application; again at each change.
    void applyTo(QApplication &application);

    [[nodiscard]] const Palette &palette() const { return m_palette; }
    [[nodiscard]] const Sizes &sizes() const { return m_tokens.sizes; }
    [[nodiscard]] QColor colour(Tone tone) const;
    [[nodiscard]] QFont font(TextStyle style) const;
    [[nodiscard]] int lineHeight(TextStyle style) const;
    /// A height from the design, larger where the user's font is.
    [[nodiscard]] int scaled(int points) const { return qRound(points * factor()); }
    void setFontFactor(qreal factor);
    /// What the user wants on top of the system's font: 1 to 2.
    void setTextScale(qreal scale);
    [[nodiscard]] qreal textScale() const { return m_textScale; }
    /// Nothing slides, turns or blinks; what is held to be confirmed still takes its time.
    void setReducedMotion(bool reduced);
    [[nodiscard]] bool reducedMotion() const { return m_reducedMotion; }
    /// How long a movement takes: `milliseconds`, or nothing with reduced motion.
    [[nodiscard]] int motion(int milliseconds) const { return m_reducedMotion ? 0 : milliseconds; }
    /// What the desktop wants, whatever was chosen here.
    [[nodiscard]] bool systemIsDark() const { return m_system.dark(); }
    /// The system's high contrast, or the one that was chosen here.
    [[nodiscard]] bool isHighContrast() const;

    void paintGlyph(QPainter &painter, const QRect &rect, StateKind kind) const;
    void paintIcon(QPainter &painter, const QRect &rect, Icon icon, const QColor &colour) const;
    [[nodiscard]] QPixmap iconPixmap(Icon icon, int points, const QColor &colour, qreal scale) const;
    /// "lamp" or "lamp-empty" for this theme's ground.
    [[nodiscard]] QPixmap lamp(const QString &name, int points, qreal scale) const;

Q_SIGNALS:
    void changed();

private:
    void choosePalette();
    [[nodiscard]] QPalette widgetPalette() const;
    void styleApplication();
    void applyMotion();
    [[nodiscard]] qreal factor() const;

    Tokens m_tokens;
    SystemScheme m_system;
    Scheme m_scheme = Scheme::System;
    Palette m_palette;
    QStringList m_uiFamilies;
    QStringList m_monoFamilies;
    qreal m_fontFactor = 1.0; ///< of the system
    qreal m_textScale = 1.0;
    bool m_reducedMotion = false;
    int m_cursorFlash;             ///< of the platform
    QList<Qt::UIEffect> m_effects; ///< what the platform animates
    QApplication *m_application = nullptr;
    mutable QHash<int, QFont> m_fonts; ///< by TextStyle
    mutable QHash<quint64, QPixmap> m_glyphs;
    mutable QHash<quint64, QPixmap> m_icons;
};

} // namespace lamplighter::ui
