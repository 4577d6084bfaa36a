#include "ui/theme/tokens.h"

#include "core/base/json_reader.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

// The resources lie in a static library; without this call the linker would leave them out. The macro must stand
// outside of any namespace.
static void registerResources()
{
    Q_INIT_RESOURCE(lamplighter);
}

namespace lamplighter::ui {
namespace {

/// Walks the tree by dotted paths and keeps the first path that did not resolve.
class Walker
{
public:
    explicit Walker(QJsonObject root)
        : m_root(std::move(root))
    {}

    QColor colour(const QString &path)
    {
        const QColor result(at(path).toString());
        return result.isValid() ? result : fail<QColor>(path);
    }
    int number(const QString &path)
    {
        const QJsonValue value = at(path);
        return value.isDouble() ? value.toInt() : fail<int>(path);
    }
    double real(const QString &path)
    {
        const QJsonValue value = at(path);
        return value.isDouble() ? value.toDouble() : fail<double>(path);
    }
    QStringList words(const QString &path)
    {
        QStringList result;
        const QJsonArray array = at(path).toArray();
        for (const QJsonValue &value : array) {
            result.append(value.toString());
        }
        return result.isEmpty() ? fail<QStringList>(path) : result;
    }
    int element(const QString &path, int index)
    {
        const QJsonArray array = at(path).toArray();
        return index < array.size() ? array.at(index).toInt() : fail<int>(path);
    }
    [[nodiscard]] const QString &missing() const { return m_missing; }

private:
    template <typename T> T fail(const QString &path)
    {
        if (m_missing.isEmpty()) {
            m_missing = path;
        }
        return T{};
    }
    [[nodiscard]] QJsonValue at(const QString &path) const
    {
        QJsonValue value = m_root;
        const QStringList parts = path.split(u'.');
        for (const QString &part : parts) {
            value = value.toObject().value(part);
        }
        return value;
    }

    QJsonObject m_root;
    QString m_missing;
};

StatusColours readStatus(Walker &in, const QString &path)
{
    StatusColours status;
    status.text = in.colour(path + u".text");
    status.soft = in.colour(path + u".soft");
    status.solid = in.colour(path + u".solid");
    status.line = in.colour(path + u".line");
    status.onSolid = in.colour(path + u".on_solid");
    return status;
}

Palette readPalette(Walker &in, const QString &theme)
{
    const QString base = QStringLiteral("palette.") + theme + u'.';
    const auto colour = [&](const char *path) { return in.colour(base + QLatin1StringView(path)); };
    Palette p;
    p.window = colour("surface.window");
    p.rail = colour("surface.rail");
    p.surface = colour("surface.surface");
    p.raised = colour("surface.raised");
    p.sunken = colour("surface.sunken");
    p.hover = colour("surface.hover");
    p.selected = colour("surface.selected");
    p.hairline = colour("line.hairline");
    p.strongLine = colour("line.strong");
    p.text = colour("text.primary");
    p.secondaryText = colour("text.secondary");
    p.mutedText = colour("text.muted");
    p.disabledText = colour("text.disabled");
    p.accent = colour("accent.text");
    p.accentHover = colour("accent.text_hover");
    p.accentFill = colour("accent.fill");
    p.onAccentFill = colour("accent.on_fill");
    p.accentSoft = colour("accent.soft");
    p.accentLine = colour("accent.line");
    p.focusRing = colour("accent.focus_ring");
    p.dangerFill = colour("danger.fill");
    p.onDangerFill = colour("danger.on_fill");
    p.scrim = colour("scrim.colour");
    p.scrim.setAlphaF(static_cast<float>(in.real(base + u"scrim.alpha")));
    p.ok = readStatus(in, base + u"status.ok");
    p.busy = readStatus(in, base + u"status.busy");
    p.attention = readStatus(in, base + u"status.attention");
    p.critical = readStatus(in, base + u"status.critical");
    p.stopped = readStatus(in, base + u"status.stopped");
    p.unknown = readStatus(in, base + u"status.unknown");
    p.dark = theme == u"dark";
    return p;
}

struct SizePath
{
    int Sizes::*member;
    const char *path;
};
constexpr SizePath kSizePaths[] = {
    {&Sizes::rail, "size.rail"},
    {&Sizes::railCollapsed, "size.rail_collapsed"},
    {&Sizes::topBar, "size.top_bar"},
    {&Sizes::pagePadding, "size.page_padding"},
    {&Sizes::cardPadding, "size.card_padding"},
    {&Sizes::gap, "size.gap"},
    {&Sizes::gapTight, "size.gap_tight"},
    {&Sizes::rowDense, "size.row.table_dense"},
    {&Sizes::rowRoomy, "size.row.table_roomy"},
    {&Sizes::rowTwoLine, "size.row.table_two_line"},
    {&Sizes::tableHeader, "size.row.table_header"},
    {&Sizes::navigationRow, "size.row.nav"},
    {&Sizes::button, "size.control.button"},
    {&Sizes::buttonLarge, "size.control.button_large"},
    {&Sizes::field, "size.control.field"},
    {&Sizes::fieldSmall, "size.control.field_small"},
    {&Sizes::chip, "size.control.chip"},
    {&Sizes::tag, "size.control.tag"},
    {&Sizes::badge, "size.control.badge"},
    {&Sizes::keyCap, "size.control.kbd"},
    {&Sizes::topControl, "size.control.top_control"},
    {&Sizes::killSwitch, "size.control.kill_switch"},
    {&Sizes::killGuard, "size.control.kill_guard_width"},
    {&Sizes::holdButton, "size.control.hold_button"},
    {&Sizes::banner, "size.banner"},
    {&Sizes::dialogWidth, "size.dialog_width"},
    {&Sizes::radiusBar, "radius.bar"},
    {&Sizes::radiusTag, "radius.tag"},
    {&Sizes::radiusControl, "radius.control"},
    {&Sizes::radiusCard, "radius.card"},
    {&Sizes::radiusDialog, "radius.dialog"},
    {&Sizes::focusLine, "line_width.focus"},
    {&Sizes::selectionBar, "line_width.selection_bar"},
    {&Sizes::hatchStripe, "hatch.stripe"},
    {&Sizes::hatchBanner, "hatch.banner_stripe"},
    {&Sizes::hatchDialog, "hatch.dialog_stripe"},
    {&Sizes::stateGlyph, "icon.state"},
    {&Sizes::stateGlyphSmall, "icon.state_small"},
    {&Sizes::stateGlyphLarge, "icon.state_large"},
    {&Sizes::busyTurnMs, "motion.busy_turn_ms"},
    {&Sizes::holdConfirmMs, "motion.hold_confirm_ms"},
    {&Sizes::liveUnderSeconds, "freshness.live_under_s"},
    {&Sizes::lateUnderSeconds, "freshness.late_under_s"},
};

Sizes readSizes(Walker &in)
{
    Sizes sizes{};
    for (const SizePath &entry : kSizePaths) {
        sizes.*entry.member = in.number(QString::fromLatin1(entry.path));
    }
    sizes.windowMinimumWidth = in.element(QStringLiteral("size.window_min"), 0);
    sizes.windowMinimumHeight = in.element(QStringLiteral("size.window_min"), 1);
    sizes.windowWidth = in.element(QStringLiteral("size.window_design"), 0);
    sizes.windowHeight = in.element(QStringLiteral("size.window_design"), 1);
    return sizes;
}

std::array<TextSize, kTextStyleCount> readText(Walker &in)
{
    constexpr std::array names{"caption",  "small", "body",  "body_medium", "section",
                               "subtitle", "title", "title", "log"};
    static_assert(names.size() == kTextStyleCount);
    std::array<TextSize, kTextStyleCount> sizes;
    for (size_t i = 0; i < names.size(); ++i) {
        const QString base = QStringLiteral("type.scale.") + QLatin1StringView(names.at(i));
        sizes.at(i) = {in.number(base + u".px"), in.number(base + u".line"), in.number(base + u".weight")};
    }
    // The wordmark stands between section and subtitle; the scale has no name for it.
    TextSize &brand = sizes.at(static_cast<size_t>(TextStyle::Brand));
    brand = {15, 20, 600};
    return sizes;
}

QStringList withoutSystemFont(QStringList families)
{
    families.removeIf([](const QString &family) { return family.startsWith(u"system "); });
    return families;
}

} // namespace

StatusColours Palette::status(StateKind kind) const
{
    switch (kind) {
    case StateKind::Critical:
        return critical;
    case StateKind::Attention:
        return attention;
    case StateKind::Held: {
        StatusColours held = stopped;
        held.solid = critical.solid;
        return held;
    }
    case StateKind::Unknown:
        return unknown;
    case StateKind::Busy:
        return busy;
    case StateKind::Ok:
        return ok;
    case StateKind::Pending:
    case StateKind::Stopped:
    case StateKind::Info:
        return stopped;
    }
    return stopped;
}

static QColor mixed(const QColor &a, const QColor &b, double part)
{
    const auto channel = [part](int x, int y) { return qRound(x + (y - x) * part); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

QPalette plainContrast(bool dark)
{
    const QColor ground = dark ? QColor(Qt::black) : QColor(Qt::white);
    const QColor ink = dark ? QColor(Qt::white) : QColor(Qt::black);
    QPalette p(ground);
    p.setColor(QPalette::Window, ground);
    p.setColor(QPalette::Base, ground);
    p.setColor(QPalette::WindowText, ink);
    p.setColor(QPalette::Disabled, QPalette::WindowText, dark ? QColor(0xA6, 0xA6, 0xA6) : QColor(0x5A, 0x5A, 0x5A));
    p.setColor(QPalette::Highlight, dark ? QColor(0x1A, 0xEB, 0xFF) : QColor(0x1A, 0x1A, 0xC8));
    p.setColor(QPalette::HighlightedText, ground);
    return p;
}

Palette highContrastPalette(const QPalette &system)
{
    const QColor window = system.color(QPalette::Window);
    const QColor base = system.color(QPalette::Base);
    const QColor text = system.color(QPalette::WindowText);
    const QColor highlight = system.color(QPalette::Highlight);
    Palette p;
    p.window = p.rail = p.sunken = window;
    p.surface = p.raised = base;
    // What is pointed at or chosen is seen by more than its bar; a little of the highlight keeps the text readable.
    p.hover = mixed(base, highlight, 0.16);
    p.selected = p.accentSoft = mixed(base, highlight, 0.24);
    p.hairline = p.strongLine = text;
    p.text = p.secondaryText = p.mutedText = text;
    p.disabledText = system.color(QPalette::Disabled, QPalette::WindowText);
    p.accent = p.accentHover = p.accentFill = p.accentLine = p.focusRing = highlight;
    p.onAccentFill = system.color(QPalette::HighlightedText);
    p.dangerFill = text;
    p.onDangerFill = base;
    p.scrim = window;
    p.scrim.setAlphaF(0.7F);
    p.ok = p.busy = p.attention = p.critical = p.stopped = p.unknown = StatusColours{text, base, text, text, base};
    p.dark = window.lightness() < 128;
    return p;
}

Result<Tokens> parseTokens(const QByteArray &json)
{
    Result<QJsonObject> root = parseJsonObject(json);
    if (!root) {
        return root.error();
    }
    Walker in(root.value());
    Tokens tokens;
    tokens.light = readPalette(in, QStringLiteral("light"));
    tokens.dark = readPalette(in, QStringLiteral("dark"));
    tokens.sizes = readSizes(in);
    tokens.text = readText(in);
    tokens.uiFamilies = withoutSystemFont(in.words(QStringLiteral("type.family_ui")));
    tokens.monoFamilies = withoutSystemFont(in.words(QStringLiteral("type.family_mono")));
    if (!in.missing().isEmpty()) {
        return Error{ErrorCode::InvalidInput, QStringLiteral("The design token %1 is missing").arg(in.missing()),
                     in.missing()};
    }
    return tokens;
}

Tokens builtInTokens()
{
    registerResources();
    QFile file(QStringLiteral(":/lamplighter/tokens.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("the program was built without its design tokens");
    }
    Result<Tokens> tokens = parseTokens(file.readAll());
    if (!tokens) {
        qFatal("%s", qUtf8Printable(tokens.error().message));
    }
    return std::move(tokens).value();
}

} // namespace lamplighter::ui
