// The design's numbers and colours as types, read once from the resource tokens.json: nothing else names a colour or a
// size.
#pragma once

#include "core/base/result.h"
#include "ui/models/state_kind.h"

#include <QColor>
#include <QPalette>
#include <QStringList>

#include <array>
#include <optional>

namespace lamplighter::ui {

struct StatusColours
{
    QColor text;    ///< words in this state
    QColor soft;    ///< fill behind them
    QColor solid;   ///< glyphs and bars
    QColor line;    ///< line around the soft fill
    QColor onSolid; ///< marks on top of solid
};

struct Palette
{
    QColor window, rail, surface, raised, sunken, hover, selected;
    QColor hairline, strongLine;
    QColor text, secondaryText, mutedText, disabledText;
    QColor accent, accentHover, accentFill, onAccentFill, accentSoft, accentLine, focusRing;
    QColor dangerFill, onDangerFill;
    QColor scrim;
    StatusColours ok, busy, attention, critical, stopped, unknown;
    bool dark = false;

    /// Colours of a state. Held is critical with grey words; pending and info are grey.
    [[nodiscard]] StatusColours status(StateKind kind) const;
};

/// What the system's high contrast palette says, in every role; states keep their shapes and words.
Palette highContrastPalette(const QPalette &system);

/// Black and white with one colour, for who asks for contrast where the system has no palette for it.
QPalette plainContrast(bool dark);

enum class TextStyle { Caption, Small, Body, BodyMedium, Section, Subtitle, Title, Brand, Log };
inline constexpr int kTextStyleCount = 9;

struct TextSize
{
    int pixels = 13;
    int line = 20;
    int weight = 400;
};

struct Sizes
{
    int windowMinimumWidth, windowMinimumHeight, windowWidth, windowHeight;
    int rail, railCollapsed, topBar, pagePadding, cardPadding, gap, gapTight;
    int rowDense, rowRoomy, rowTwoLine, tableHeader, navigationRow;
    int button, buttonLarge, field, fieldSmall, chip, tag, badge, keyCap, topControl, killSwitch, killGuard, holdButton;
    int banner, dialogWidth;
    int radiusBar, radiusTag, radiusControl, radiusCard, radiusDialog;
    int focusLine, selectionBar;
    int hatchStripe, hatchBanner, hatchDialog;
    int stateGlyph, stateGlyphSmall, stateGlyphLarge;
    int busyTurnMs, holdConfirmMs;
    int liveUnderSeconds, lateUnderSeconds;
};

struct Tokens
{
    Palette light;
    Palette dark;
    Sizes sizes{};
    std::array<TextSize, kTextStyleCount> text;
    QStringList uiFamilies;   ///< after the system's own
    QStringList monoFamilies; ///< after the system's own
};

/// InvalidInput with the path of the missing or malformed token in `field`.
Result<Tokens> parseTokens(const QByteArray &json);

/// The tokens this program was built with.
Tokens builtInTokens();

} // namespace lamplighter::ui
