// Whether the desktop wants dark windows, and when it changes its mind. Windows: the registry; elsewhere the desktop
// portal where there is one; else the lightness of the palette the platform gave. QStyleHints::colorScheme is Qt 6.5.
#pragma once

#include <QObject>
#include <QPalette>

#include <optional>

namespace lamplighter::ui {

class SystemScheme final : public QObject
{
    Q_OBJECT
public:
    /// Remembers the palette of the platform, so it must be made before a theme replaces it.
    explicit SystemScheme(QObject *parent = nullptr);

    [[nodiscard]] bool dark() const;
    [[nodiscard]] bool highContrast() const { return m_highContrast; }
    [[nodiscard]] const QPalette &platformPalette() const { return m_platformPalette; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void portalSettingChanged(const QString &group, const QString &key, const QVariant &value);

private:
    void watchPortal();
    void readWindowsSettings();
    void apply(const QString &key, const QVariant &value);

    QPalette m_platformPalette;
    std::optional<bool> m_dark; ///< what the desktop said; empty if it said nothing
    bool m_highContrast = false;
};

} // namespace lamplighter::ui
