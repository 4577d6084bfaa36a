#include "ui/dialogs/settings_dialog.h"

#include "ui/models/error_texts.h"
#include "ui/widgets/form_row.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

namespace {

const QString kSignIn = u"signIn"_s;

} // namespace

SettingsDialog::SettingsDialog(Theme &theme, QSettings &settings, const std::optional<SignInStart> &signInStart,
                               QWidget *parent)
    : DialogFrame(theme, u"settingsDialog"_s, tr("Settings"), parent)
    , m_appearance(settings)
    , m_scheme(new ComboField(theme, u"themeChoice"_s, tr("Theme"), this))
    , m_textSize(new ComboField(theme, u"textSizeChoice"_s, tr("Text size"), this))
    , m_reducedMotion(new Switch(theme, tr("Reduced motion"), u"reducedMotionSwitch"_s, this))
    , m_noHold(new Switch(theme, tr("Confirm by typing, without holding"), u"noHoldSwitch"_s, this))
    , m_closesToTray(
          new Switch(theme, tr("Goes on in the tray when the window is closed"), u"closesToTraySwitch"_s, this))
    , m_signInStart(signInStart)
{
    setIntroduction(tr("Takes effect at once, for you on this workstation."));
    addLook();
    addHandling();
    addTray();
    auto *close = new Button(theme, ButtonKind::Default, tr("Close"), u"closeButton"_s, this);
    close->setLarge(true);
    footer()->addStretch();
    footer()->addWidget(close);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    m_scheme->setFocus();
}

FormRow *SettingsDialog::addRow(const QString &title, const QString &id, QWidget *field)
{
    auto *row = new FormRow(theme(), title, this);
    row->addField(id, field);
    row->addStretch();
    body()->addWidget(row);
    return row;
}

void SettingsDialog::addLook()
{
    m_scheme->addChoice(static_cast<int>(Scheme::System), tr("Follow the system"));
    m_scheme->addChoice(static_cast<int>(Scheme::Light), tr("Light"));
    m_scheme->addChoice(static_cast<int>(Scheme::Dark), tr("Dark"));
    m_scheme->addChoice(static_cast<int>(Scheme::HighContrast), tr("High contrast"));
    m_scheme->choose(static_cast<int>(m_appearance.scheme()));
    for (const int percent : Appearance::textSteps()) {
        m_textSize->addChoice(percent, tr("%1 %", "percent").arg(percent));
    }
    m_textSize->choose(m_appearance.textPercent());
    m_reducedMotion->setChecked(m_appearance.reducedMotion());
    addRow(tr("&Theme"), u"theme"_s, m_scheme);
    addRow(tr("Te&xt size"), u"textSize"_s, m_textSize);
    addRow(tr("Motion"), u"reducedMotion"_s, m_reducedMotion)
        ->setHint(tr("Nothing slides, fades or blinks. What is confirmed by holding still takes its 2 s."));
    connect(m_scheme, &QComboBox::currentIndexChanged, this, &SettingsDialog::apply);
    connect(m_textSize, &QComboBox::currentIndexChanged, this, &SettingsDialog::apply);
    connect(m_reducedMotion, &QAbstractButton::toggled, this, &SettingsDialog::apply);
}

void SettingsDialog::addHandling()
{
    m_noHold->setChecked(m_appearance.noHold());
    addRow(tr("Kill switch"), u"noHold"_s, m_noHold)
        ->setHint(tr("Type the name of the scope, then press Ctrl+Enter. With a screen reader it is always so."));
    connect(m_noHold, &QAbstractButton::toggled, this, &SettingsDialog::apply);
}

void SettingsDialog::addTray()
{
    m_closesToTray->setChecked(m_appearance.closesToTray());
    addRow(tr("Tray"), u"closesToTray"_s, m_closesToTray)
        ->setHint(tr("Quit ends it, from the tray's menu or with Ctrl+Q. Where there is no tray, closing the window "
                     "does too."));
    connect(m_closesToTray, &QAbstractButton::toggled, this, &SettingsDialog::apply);
    if (!m_signInStart) {
        return;
    }
    auto *signIn = new Switch(theme(), tr("Start when I sign in"), u"signInSwitch"_s, this);
    signIn->setChecked(m_signInStart->isOn());
    m_signInRow = addRow(tr("Sign-in"), kSignIn, signIn);
    m_signInRow->setHint(tr("Starts in the tray, without a window."));
    connect(signIn, &QAbstractButton::toggled, this, &SettingsDialog::applySignInStart);
}

void SettingsDialog::applySignInStart(bool on)
{
    const Result<void> done = m_signInStart->set(on);
    m_signInRow->setTrouble(kSignIn, {done ? QString() : ErrorTexts::sentence(done.error())});
}

void SettingsDialog::apply()
{
    m_appearance.setScheme(static_cast<Scheme>(m_scheme->chosen()));
    m_appearance.setTextPercent(m_textSize->chosen());
    m_appearance.setReducedMotion(m_reducedMotion->isChecked());
    m_appearance.setNoHold(m_noHold->isChecked());
    m_appearance.setClosesToTray(m_closesToTray->isChecked());
    m_appearance.applyTo(theme());
}

} // namespace lamplighter::ui
