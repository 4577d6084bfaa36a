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

enum class Scheme { System, Light, Dark };
QString toString(Scheme scheme); // "system" "light" "dark"
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
    [[nodiscard]] int scaled(int points) const { return qRound(points * m_fontFactor); }
    void setFontFactor(qreal factor);

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

    Tokens m_tokens;
    SystemScheme m_system;
    Scheme m_scheme = Scheme::System;
    Palette m_palette;
    QStringList m_uiFamilies;
    QStringList m_monoFamilies;
    qreal m_fontFactor = 1.0;
    QApplication *m_application = nullptr;
    mutable QHash<quint64, QPixmap> m_glyphs;
    mutable QHash<quint64, QPixmap> m_icons;
};

} // namespace lamplighter::ui
