#include "ui/theme/appearance.h"

#include <algorithm>

namespace lamplighter::ui {
namespace {

const QString kScheme = QStringLiteral("window/theme");
const QString kTextPercent = QStringLiteral("window/textPercent");
const QString kReducedMotion = QStringLiteral("window/reducedMotion");
const QString kNoHold = QStringLiteral("killSwitch/noHold");
const QString kClosesToTray = QStringLiteral("tray/takesClosedWindow");

} // namespace

const QList<int> &Appearance::textSteps()
{
    static const QList<int> kSteps{100, 110, 125, 150, 175, 200};
    return kSteps;
}

Scheme Appearance::scheme() const
{
    return schemeFromString(m_settings.value(kScheme).toString());
}

void Appearance::setScheme(Scheme scheme)
{
    m_settings.setValue(kScheme, toString(scheme));
}

int Appearance::textPercent() const
{
    // The file may have been written by hand: the nearest step counts.
    const int wanted = m_settings.value(kTextPercent, 100).toInt();
    return *std::min_element(textSteps().begin(), textSteps().end(),
                             [wanted](int a, int b) { return std::abs(a - wanted) < std::abs(b - wanted); });
}

void Appearance::setTextPercent(int percent)
{
    m_settings.setValue(kTextPercent, percent);
}

bool Appearance::reducedMotion() const
{
    return m_settings.value(kReducedMotion, false).toBool();
}

void Appearance::setReducedMotion(bool reduced)
{
    m_settings.setValue(kReducedMotion, reduced);
}

bool Appearance::noHold() const
{
    return m_settings.value(kNoHold, false).toBool();
}

void Appearance::setNoHold(bool noHold)
{
    m_settings.setValue(kNoHold, noHold);
}

bool Appearance::closesToTray() const
{
    return m_settings.value(kClosesToTray, true).toBool();
}

void Appearance::setClosesToTray(bool closes)
{
    m_settings.setValue(kClosesToTray, closes);
}

void Appearance::applyTo(Theme &theme) const
{
    theme.setScheme(scheme());
    theme.setTextScale(textPercent() / 100.0);
    theme.setReducedMotion(reducedMotion());
}

} // namespace lamplighter::ui
