#include "ui/theme/style_sheet.h"

#include "ui/theme/tokens.h"

namespace lamplighter::ui {
namespace {

constexpr const char *kTemplate = R"(
QToolTip { background: @raised; color: @secondary; border: 1px solid @strong; padding: 4px 9px; font-size: @smallTextpx; }
QLineEdit { background: @surface; border: 1px solid @strong; border-radius: @radiuspx;
            padding: 0 9px; selection-background-color: @accentFill; selection-color: @onAccentFill; }
QLineEdit:disabled { background: @sunken; color: @disabled; border-color: @hairline; }
QLineEdit[invalid="true"] { border-color: @critical; }
QPlainTextEdit#specText { background: @sunken; color: @secondary; border: 1px solid @hairline; border-radius: @radiuspx;
            padding: 4px; selection-background-color: @accentFill; selection-color: @onAccentFill; }
QLineEdit[readOnly="true"] { background: @sunken; border-color: @hairline; }
QComboBox QAbstractItemView, QListView#completions { background: @raised; color: @text; border: 1px solid @strong; outline: 0; }
QComboBox QAbstractItemView { padding: 4px; }
QComboBox QAbstractItemView::item, QListView#completions::item { min-height: @itemHeightpx; padding: 0 6px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected, QListView#completions::item:selected { background: @selected; color: @text; }
QMenu { background: @raised; color: @text; border: 1px solid @strong; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 10px; border-radius: 4px; }
QMenu::item:selected { background: @selected; }
QMenu::item:disabled { color: @disabled; }
QMenu#trayMenu::icon, QMenu#trayDecision::icon, QMenu#trayItem::icon, QMenu#traySilence::icon { margin-left: 6px; }
QMenu#trayMenu::item, QMenu#trayDecision::item, QMenu#trayItem::item, QMenu#traySilence::item { padding-left: 12px; }
QMenu#trayMenu::item:disabled, QMenu#trayDecision::item:disabled { color: @secondary; background: transparent; }
QMenu::separator { height: 1px; background: @hairline; margin: 4px 6px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: @strong; border-radius: 3px; min-height: 32px; margin: 3px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: @strong; border-radius: 3px; min-width: 32px; margin: 3px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }
QSplitter::handle { background: transparent; }
QCheckBox { color: @text; spacing: 8px; }
QCheckBox:disabled { color: @disabled; }
)";

} // namespace

QString styleSheet(const Palette &palette, const Sizes &sizes, int smallText)
{
    QString sheet = QString::fromLatin1(kTemplate);
    const auto put = [&](const char *name, const QString &value) {
        sheet.replace(u'@' + QString::fromLatin1(name), value);
    };
    // Longer names first: "@accentFill" must not be taken for a shorter one.
    put("onAccentFill", palette.onAccentFill.name());
    put("accentFill", palette.accentFill.name());
    put("secondary", palette.secondaryText.name());
    put("disabled", palette.disabledText.name());
    put("critical", palette.critical.solid.name());
    put("hairline", palette.hairline.name());
    put("smallText", QString::number(smallText));
    put("itemHeight", QString::number(smallText * 13 / 6));
    put("selected", palette.selected.name());
    put("surface", palette.surface.name());
    put("strong", palette.strongLine.name());
    put("raised", palette.raised.name());
    put("sunken", palette.sunken.name());
    put("radius", QString::number(sizes.radiusControl));
    put("hover", palette.hover.name());
    put("muted", palette.mutedText.name());
    put("text", palette.text.name());
    return sheet;
}

} // namespace lamplighter::ui
