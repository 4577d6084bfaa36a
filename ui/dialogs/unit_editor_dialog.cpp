#include "ui/dialogs/unit_editor_dialog.h"

#include "ui/dialogs/choice_dialog.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QSysInfo>
#include <QVBoxLayout>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAround = 24;    ///< of the window that stays to be seen above and below
constexpr int kSmallest = 160; ///< of the form, in a very low window
enum Choice { KeepEditing, Discard };

QString remoteHost(const client::Engine &engine)
{
    const QString host = engine.liveInfo().host;
    return host == QSysInfo::machineHostName() ? QString() : host;
}

QString titleFor(const std::optional<client::UnitDetail> &editing)
{
    if (editing && editing->status.readOnly) {
        return UnitEditorDialog::tr("Specification of %1").arg(editing->status.name);
    }
    return editing ? UnitEditorDialog::tr("Change %1").arg(editing->status.name)
                   : UnitEditorDialog::tr("Add a process");
}

} // namespace

UnitEditorDialog::UnitEditorDialog(const Surroundings &surroundings, client::Engine &engine,
                                   const QString &instanceName, std::optional<client::UnitDetail> editing,
                                   const QStringList &otherUnits, QWidget *parent)
    : DialogFrame(surroundings.theme, u"unitEditorDialog"_s, titleFor(editing), parent)
    , m_editing(engine, editing, otherUnits)
    , m_form(new UnitEditorForm(surroundings.theme, m_editing, remoteHost(engine)))
    , m_scroll(new ScrollBody(surroundings.theme, m_form, u"unitEditorScroll"_s, this))
{
    addHead(editing, instanceName);
    setWideBody(m_scroll);
    addFooter();
    connect(&m_editing, &UnitEditing::changed, this, &UnitEditorDialog::refresh);
    connect(&m_editing, &UnitEditing::formFilled, m_form, &UnitEditorForm::fill);
    connect(&m_editing, &UnitEditing::notStarted, this, &UnitEditorDialog::notStarted);
    connect(&m_editing, &UnitEditing::refused, this, &UnitEditorDialog::showRefusal);
    connect(&m_editing, &UnitEditing::saved, this, [this](const QString &name) {
        Q_EMIT saved(name);
        accept();
    });
    connect(&theme(), &Theme::changed, this, &UnitEditorDialog::fitHeight);
    if (!m_editing.readOnlyReason().isEmpty()) {
        m_form->setReadOnly();
    }
    refresh();
    fitHeight();
    m_form->command()->setFocus();
}

UnitEditorDialog::~UnitEditorDialog()
{
    delete m_scroll; // the fields refer to m_editing
}

void UnitEditorDialog::addHead(const std::optional<client::UnitDetail> &editing, const QString &instanceName)
{
    if (!m_editing.readOnlyReason().isEmpty()) {
        auto *notice = new NoticeBox(theme(), StateKind::Info, {}, u"readOnlyNotice"_s, this);
        notice->setText(tr("%1 is defined in %2, which the console only reads. Change it there, then reload the "
                           "unit files.")
                            .arg(editing->status.name, editing->status.origin));
        body()->addWidget(notice);
        return;
    }
    setIntroduction(editing ? tr("A unit of %1.").arg(instanceName)
                            : tr("%1 starts it and keeps it running. Only the command is needed; what is left empty "
                                 "is as shown in grey.")
                                  .arg(instanceName));
}

void UnitEditorDialog::addFooter()
{
    m_notice = new Label(theme(), TextStyle::Small, Tone::Secondary, {}, this);
    m_notice->setObjectName(u"effectNotice"_s);
    m_notice->setWordWrap(true);
    footer()->addWidget(m_notice, 1);
    if (m_editing.isNew()) {
        m_startNow = new Switch(theme(), tr("Start now"), u"startNow"_s, this);
        m_startNow->setChecked(true);
        footer()->addWidget(m_startNow);
    }
    const bool readOnly = !m_editing.readOnlyReason().isEmpty();
    auto *cancel =
        new Button(theme(), ButtonKind::Default, readOnly ? tr("Close") : tr("Cancel"), u"cancelButton"_s, this);
    cancel->setLarge(true);
    connect(cancel, &QPushButton::clicked, this, &UnitEditorDialog::reject);
    footer()->addWidget(cancel);
    m_save = new Button(theme(), ButtonKind::Filled, {}, u"saveButton"_s, this);
    m_save->setLarge(true);
    m_save->setVisible(!readOnly);
    connect(m_save, &QPushButton::clicked, this, &UnitEditorDialog::save);
    footer()->addWidget(m_save);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key)), this);
        connect(shortcut, &QShortcut::activated, m_save, &QPushButton::click);
    }
}

void UnitEditorDialog::refresh()
{
    m_form->refresh();
    m_notice->setText(m_editing.notice());
    m_save->setText(m_editing.saveText());
    m_save->setAccessibleName(m_editing.saveText());
    m_save->updateGeometry();
    m_save->setAvailability(m_editing.toSave(), tr("Ctrl+Enter"));
    if (m_startNow) {
        applyAvailability(*m_startNow, m_editing.toStartNow());
    }
}

void UnitEditorDialog::save()
{
    m_editing.save(m_startNow && m_startNow->isChecked());
}

void UnitEditorDialog::showRefusal(const QString &field)
{
    QWidget *place = m_form->placeOf(field);
    m_form->layout()->activate(); // the box with the reason may just have appeared
    m_scroll->ensureWidgetVisible(place);
    place->setFocus(Qt::OtherFocusReason);
}

void UnitEditorDialog::reject()
{
    const bool nothingToLose = !m_editing.hasChanges() || !m_editing.readOnlyReason().isEmpty();
    if (nothingToLose || m_discarding) {
        DialogFrame::reject();
        return;
    }
    if (findChild<ChoiceDialog *>()) {
        return;
    }
    const QString name = m_editing.form().name;
    const QString question = m_editing.isNew()
                                 ? (name.isEmpty() ? tr("Discard the new process?") : tr("Discard %1?").arg(name))
                                 : tr("Discard the changes to %1?").arg(name);
    auto *dialog =
        new ChoiceDialog(theme(), u"discardDialog"_s, question, tr("What was filled in here is not saved."), this);
    dialog->addChoice(Discard, ButtonKind::Default, tr("Discard"), u"discardChanges"_s);
    dialog->addChoice(KeepEditing, ButtonKind::Filled, tr("Keep editing"), u"keepEditing"_s);
    connect(dialog, &ChoiceDialog::chosen, this, [this](int choice) {
        if (choice == Discard) {
            m_discarding = true;
            reject();
        }
    });
    dialog->present();
}

void UnitEditorDialog::setVisible(bool visible)
{
    fitHeight();
    DialogFrame::setVisible(visible);
    // A dialog gives the focus as Tab does, which selects all; the next key would then replace the command.
    m_form->command()->end(false);
}

void UnitEditorDialog::fitHeight()
{
    const QWidget *owner = parentWidget() ? parentWidget()->window() : nullptr;
    if (owner) {
        const int others = heightWithoutBody();
        m_scroll->setLargestHeight(std::max(kSmallest, owner->height() - others - 2 * kAround));
    }
}

} // namespace lamplighter::ui
