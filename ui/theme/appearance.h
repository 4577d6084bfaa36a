// What the user chose about the look and the handling, as it is remembered; and how it comes back at the next start.
#pragma once

#include "ui/theme/theme.h"

#include <QList>
#include <QSettings>

namespace lamplighter::ui {

/// A view on `settings`, which outlives it. Lives on the GUI thread.
class Appearance
{
public:
    explicit Appearance(QSettings &settings)
        : m_settings(settings)
    {}

    [[nodiscard]] Scheme scheme() const;
    void setScheme(Scheme scheme);
    /// Of textSteps().
    [[nodiscard]] int textPercent() const;
    void setTextPercent(int percent);
    [[nodiscard]] bool reducedMotion() const;
    void setReducedMotion(bool reduced);
    /// The kill switch is confirmed by typing instead of holding.
    [[nodiscard]] bool noHold() const;
    void setNoHold(bool noHold);
    /// Closing the window leaves the console in the tray, where there is one.
    [[nodiscard]] bool closesToTray() const;
    void setClosesToTray(bool closes);

    /// Everything remembered that the theme knows.
    void applyTo(Theme &theme) const;

    static const QList<int> &textSteps(); ///< 100 to 200

private:
    QSettings &m_settings;
};

} // namespace lamplighter::ui
