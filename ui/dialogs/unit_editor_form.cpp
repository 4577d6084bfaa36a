#include "ui/dialogs/unit_editor_form.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNumber = 5;   ///< characters of a count
constexpr int kDuration = 7; ///< characters of "1h30m"
constexpr int kTextLines = 12;

} // namespace

UnitEditorForm::UnitEditorForm(Theme &theme, UnitEditing &editing, const QString &remoteHost, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_editing(editing)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(u"unitEditorForm"_s);
    m_column->setContentsMargins(24, 2, 24, 20);
    m_column->setSpacing(10);
    m_others = new NoticeBox(theme, StateKind::Critical, {}, u"otherProblems"_s, this);
    m_column->addWidget(m_others);
    addIdentity(remoteHost);
    addRestarts();
    addHealth();
    addStopping();
    addEnvironment(remoteHost);
    addText();
    fill();
}

void UnitEditorForm::addTitle(const QString &text)
{
    auto *title = new Label(m_theme, TextStyle::Section, Tone::Primary, text, this);
    m_column->addSpacing(14);
    m_column->addWidget(title);
}

FormRow *UnitEditorForm::addRow(const QString &title)
{
    auto *row = new FormRow(m_theme, title, this);
    m_rows.append(row);
    m_column->addWidget(row);
    return row;
}

TextField *UnitEditorForm::makeText(FormRow *row, const QString &field)
{
    QString name = field;
    auto *text = new TextField(m_theme, name.replace(u'.', u'_'), UnitEditing::title(field), row);
    connect(text, &QLineEdit::textEdited, this, &UnitEditorForm::read);
    watch(text, field);
    return text;
}

TextField *UnitEditorForm::addText(FormRow *row, const QString &field)
{
    TextField *text = makeText(row, field);
    row->addField(field, text, 1);
    return text;
}

std::pair<QString, QWidget *> UnitEditorForm::shortField(FormRow *row, const QString &field, QString UnitForm::*member,
                                                         int characters)
{
    TextField *text = makeText(row, field);
    text->setCharacters(characters);
    bind(text, member, field);
    return {field, text};
}

void UnitEditorForm::watch(QWidget *widget, const QString &field)
{
    if (auto *text = qobject_cast<QLineEdit *>(widget)) {
        connect(text, &QLineEdit::editingFinished, this, [this, text, field] {
            if (text->isModified()) {
                m_editing.touch(field);
            }
        });
    }
}

void UnitEditorForm::addIdentity(const QString &remoteHost)
{
    FormRow *command = addRow(tr("&Command"));
    m_command = addText(command, u"command"_s);
    m_command->setFixedWidthFont();
    m_command->setPlaceholderText(u"python3 serve.py --port 8000"_s);
    command->setHint(tr("As typed in a shell, but without one: no variables, no pipes."));
    m_suggestion = new NoticeBox(m_theme, StateKind::Info, tr("No, thanks"), u"suggestion"_s, this);
    connect(m_suggestion, &NoticeBox::buttonClicked, &m_editing, &UnitEditing::dismissSuggestion);
    m_column->addWidget(m_suggestion);

    FormRow *name = addRow(tr("&Name"));
    TextField *nameField = addText(name, u"name"_s);
    if (!m_editing.isNew()) {
        nameField->setReadOnly(true);
        repolish(*nameField);
        name->setHint(tr("A unit keeps its name, because its history and its log belong to it."));
    }
    FormRow *folder = addRow(tr("&Folder"));
    m_folder = addText(folder, u"directory"_s);
    m_folder->setFixedWidthFont();
    connect(addBrowse(folder, u"browseFolder"_s, remoteHost), &QPushButton::clicked, this,
            &UnitEditorForm::chooseFolder);
    FormRow *group = addRow(tr("&Group"));
    TextField *groupField = addText(group, u"group"_s);
    group->setHint(tr("The kill switch can stop a group at once. It may be left empty."));
    bind(m_command, &UnitForm::command, u"command"_s);
    bind(nameField, &UnitForm::name, u"name"_s);
    bind(m_folder, &UnitForm::directory, u"directory"_s);
    bind(groupField, &UnitForm::group, u"group"_s);
}

Button *UnitEditorForm::addBrowse(FormRow *row, const QString &name, const QString &remoteHost)
{
    auto *browse = new Button(m_theme, ButtonKind::Default, tr("Browse…"), name, row);
    browse->setLarge(true);
    browse->setAvailability(
        remoteHost.isEmpty() ? Availability{} : Availability::off(tr("The files are on %1, not here").arg(remoteHost)));
    row->addField({}, browse);
    return browse;
}

void UnitEditorForm::addRestarts()
{
    addTitle(tr("Keep it running"));
    FormRow *restart = addRow(tr("Restart it"));
    m_restart = new ComboField(m_theme, u"restart"_s, UnitEditing::title(u"restart"_s), restart);
    m_restart->addChoice(static_cast<int>(RestartRule::Always), tr("Always"));
    m_restart->addChoice(static_cast<int>(RestartRule::OnFailure), tr("When it fails"));
    m_restart->addChoice(static_cast<int>(RestartRule::Never), tr("Never"));
    restart->addField(u"restart"_s, m_restart);
    m_autostart = new Switch(m_theme, tr("Start with the engine"), u"autostart"_s, restart);
    restart->addStretch();
    restart->addField(u"autostart"_s, m_autostart);
    connect(m_restart, &QComboBox::currentIndexChanged, this, &UnitEditorForm::read);
    connect(m_autostart, &QAbstractButton::toggled, this, &UnitEditorForm::read);

    m_waits = addRow(tr("Wait before a try"));
    m_waits->addSentence(tr("%1 growing to %2", "waits"),
                         {shortField(m_waits, u"backoff.initial"_s, &UnitForm::firstWait, kDuration),
                          shortField(m_waits, u"backoff.maximum"_s, &UnitForm::longestWait, kDuration)});
    m_tries = addRow(tr("Pause after"));
    m_tries->addSentence(tr("%1 failures in a row, for %2", "count, duration"),
                         {shortField(m_tries, u"max_consecutive_failures"_s, &UnitForm::tries, kNumber),
                          shortField(m_tries, u"pause_after_failures"_s, &UnitForm::pause, kDuration)});
    m_limit = addRow(tr("Give up after"));
    m_limit->addSentence(tr("%1 restarts within %2", "count, duration"),
                         {shortField(m_limit, u"restart_limit.count"_s, &UnitForm::limitCount, kNumber),
                          shortField(m_limit, u"restart_limit.window"_s, &UnitForm::limitWindow, kDuration)});
}

void UnitEditorForm::addHealth()
{
    addTitle(tr("Is it healthy?"));
    FormRow *ready = addRow(tr("Started when"));
    m_ready = new ProbeField(m_theme,
                             {{ProbeKind::None, tr("its process runs")},
                              {ProbeKind::Notify, tr("it says so itself (sd_notify)")},
                              {ProbeKind::Http, tr("a URL answers")},
                              {ProbeKind::Tcp, tr("a port is open")},
                              {ProbeKind::Log, tr("its log matches")},
                              {ProbeKind::Command, tr("a command succeeds")}},
                             u"ready"_s, UnitEditing::title(u"ready"_s), ready);
    ready->addField(u"ready"_s, m_ready, 1);
    m_readyWait = addRow(tr("At the latest after"));
    m_readyWait->addSentence(u"%1"_s,
                             {shortField(m_readyWait, u"ready_timeout"_s, &UnitForm::readyTimeout, kDuration)});

    FormRow *health = addRow(tr("Health check"));
    m_health = new ProbeField(m_theme,
                              {{ProbeKind::None, tr("None")},
                               {ProbeKind::Http, tr("HTTP URL")},
                               {ProbeKind::Tcp, tr("TCP port")},
                               {ProbeKind::Command, tr("Command")}},
                              u"health"_s, UnitEditing::title(u"health"_s), health);
    health->addField(u"health"_s, m_health, 1);
    m_healthTimes = addRow(tr("Every"));
    m_healthTimes->addSentence(tr("%1 wait %2 restart after %3 failures", "health check: interval, duration, count"),
                               {shortField(m_healthTimes, u"health.every"_s, &UnitForm::healthEvery, kDuration),
                                shortField(m_healthTimes, u"health.timeout"_s, &UnitForm::healthTimeout, kDuration),
                                shortField(m_healthTimes, u"health.failures"_s, &UnitForm::healthFailures, kNumber)});
    for (ProbeField *probe : {m_ready, m_health}) {
        const QString field = probe == m_ready ? u"ready"_s : u"health"_s;
        connect(probe, &ProbeField::edited, this, &UnitEditorForm::read);
        watch(probe->target(), field);
    }
}

void UnitEditorForm::addStopping()
{
    addTitle(tr("Stopping"));
    FormRow *stop = addRow(tr("Ask it to end with"));
    m_signal = new ComboField(m_theme, u"stop_signal"_s, UnitEditing::title(u"stop_signal"_s), stop);
    const QStringList signals_{u"TERM"_s, u"INT"_s, u"QUIT"_s, u"HUP"_s, u"USR1"_s, u"USR2"_s, u"KILL"_s};
    for (int i = 0; i < signals_.size(); ++i) {
        m_signal->addItem(u"SIG"_s + signals_.at(i), signals_.at(i));
    }
    stop->addSentence(
        tr("%1 and kill it after %2", "signal, duration"),
        {{u"stop_signal"_s, m_signal}, shortField(stop, u"stop_timeout"_s, &UnitForm::stopTimeout, kDuration)});
    connect(m_signal, &QComboBox::currentIndexChanged, this, &UnitEditorForm::read);
}

void UnitEditorForm::addEnvironment(const QString &remoteHost)
{
    addTitle(tr("Environment"));
    FormRow *variables = addRow(tr("Variables"));
    m_environment = new VariablesField(m_theme, u"environment"_s, variables);
    variables->addField(u"environment"_s, m_environment, 1);
    connect(m_environment, &VariablesField::edited, this, [this] {
        m_editing.touch(u"environment"_s);
        read();
    });
    FormRow *files = addRow(tr("From files"));
    m_environmentFiles = addText(files, u"environment_files"_s);
    m_environmentFiles->setFixedWidthFont();
    m_environmentFiles->setPlaceholderText(u".env"_s);
    files->setHint(tr("Read again at each start. Several stand with blanks between them."));
    connect(addBrowse(files, u"browseEnvironment"_s, remoteHost), &QPushButton::clicked, this,
            &UnitEditorForm::chooseEnvironmentFile);
    bind(m_environmentFiles, &UnitForm::environmentFiles, u"environment_files"_s);

    addTitle(tr("Order"));
    FormRow *after = addRow(tr("Starts after"));
    TextField *names = addText(after, u"depends_on"_s);
    names->setPlaceholderText(m_editing.otherUnits().isEmpty() ? QString() : tr("names of other units"));
    completeWords(names, m_editing.otherUnits());
    bind(names, &UnitForm::dependsOn, u"depends_on"_s);
}

void UnitEditorForm::addText()
{
    auto *line = new QHBoxLayout;
    auto *show = new Button(m_theme, ButtonKind::Ghost, tr("As text"), u"asText"_s, this);
    show->setGlyph(Icon::Right);
    show->setCheckable(true);
    m_copy = new Button(m_theme, ButtonKind::Ghost, tr("Copy"), u"copyText"_s, this);
    m_copy->setGlyph(Icon::Copy);
    line->addWidget(show);
    line->addStretch();
    line->addWidget(m_copy);
    m_column->addSpacing(8);
    m_column->addLayout(line);
    m_specText = new QPlainTextEdit(this);
    m_specText->setObjectName(u"specText"_s);
    m_specText->setAccessibleName(tr("The specification as it is saved, as JSON"));
    m_specText->setReadOnly(true);
    m_specText->setTabChangesFocus(true);
    m_specText->setProperty("focusRadius", m_theme.sizes().radiusControl);
    m_specText->setProperty("focusInside", true);
    m_column->addWidget(m_specText);
    m_column->addStretch();
    const auto restyle = [this] {
        m_specText->setFont(m_theme.font(TextStyle::Log));
        m_specText->setFixedHeight(m_theme.lineHeight(TextStyle::Log) * kTextLines);
    };
    connect(&m_theme, &Theme::changed, m_specText, restyle);
    restyle();
    const auto toggle = [this, show](bool shown) {
        m_specText->setVisible(shown);
        m_copy->setVisible(shown);
        show->setGlyph(shown ? Icon::Down : Icon::Right);
        refresh();
    };
    m_specText->hide();
    m_copy->hide();
    connect(show, &QAbstractButton::toggled, this, toggle);
    connect(m_copy, &QPushButton::clicked, this, &UnitEditorForm::copyText);
}

void UnitEditorForm::fill()
{
    const QScopedValueRollback filling(m_filling, true);
    const UnitForm &form = m_editing.form();
    for (const TextBinding &binding : std::as_const(m_texts)) {
        if (binding.field->text() != form.*binding.member) { // where one types, the cursor stays
            binding.field->setText(form.*binding.member);
            binding.field->setCursorPosition(0);
        }
    }
    m_restart->choose(static_cast<int>(form.restart));
    m_autostart->setChecked(form.autostart);
    m_ready->setProbe(form.ready);
    m_health->setProbe(form.health);
    const QSignalBlocker blocker(m_signal);
    const int signal = m_signal->findData(form.stopSignal);
    if (signal < 0 && !form.stopSignal.isEmpty()) {
        m_signal->addItem(form.stopSignal, form.stopSignal); // of a newer engine
    }
    m_signal->setCurrentIndex(form.stopSignal.isEmpty() ? 0 : m_signal->findData(form.stopSignal));
    m_environment->setVariables(form.environment);
    refresh();
}

void UnitEditorForm::read()
{
    if (m_filling) {
        return;
    }
    UnitForm form = m_editing.form();
    for (const TextBinding &binding : std::as_const(m_texts)) {
        form.*binding.member = binding.field->text();
        if (binding.field->isModified() && binding.field != m_command) {
            m_editing.touch(binding.id);
        }
    }
    form.restart = static_cast<RestartRule>(m_restart->chosen());
    form.autostart = m_autostart->isChecked();
    form.ready = m_ready->probe();
    form.health = m_health->probe();
    // The first in the list is the engine's default too; an untouched one stays unsaid.
    const QString signal = m_signal->currentData().toString();
    form.stopSignal = form.stopSignal.isEmpty() && m_signal->currentIndex() == 0 ? QString() : signal;
    form.environment = m_environment->variables();
    m_editing.change(form);
}

void UnitEditorForm::refresh()
{
    m_suggestion->setText(m_editing.suggestion());
    for (FormRow *row : std::as_const(m_rows)) {
        const QStringList fields = row->fields();
        for (const QString &field : fields) {
            const std::optional<UnitEditing::Problem> problem = m_editing.problem(field);
            row->setTrouble(field, problem ? FormRow::Trouble{problem->message, problem->warning} : FormRow::Trouble{});
        }
    }
    for (const TextBinding &binding : std::as_const(m_texts)) {
        const QString standard = m_editing.defaultOf(binding.id);
        if (!standard.isEmpty() && binding.id != u"command") {
            binding.field->setPlaceholderText(standard);
        }
    }
    const QList<UnitEditing::Problem> others = m_editing.otherProblems();
    QStringList sentences;
    bool onlyWarnings = true;
    for (const UnitEditing::Problem &other : others) {
        sentences.append(other.message);
        onlyWarnings = onlyWarnings && other.warning;
    }
    m_others->setKind(onlyWarnings ? StateKind::Attention : StateKind::Critical);
    m_others->setText(sentences.join(u'\n'));
    const UnitForm &form = m_editing.form();
    for (FormRow *row : {m_waits, m_tries, m_limit}) {
        row->setVisible(form.restart != RestartRule::Never);
    }
    m_readyWait->setVisible(form.ready.kind != ProbeKind::None);
    m_healthTimes->setVisible(form.health.kind != ProbeKind::None);
    if (m_specText->isVisibleTo(this)) {
        const QString text = m_editing.specText();
        if (m_specText->toPlainText() != text) {
            m_specText->setPlainText(text);
        }
    }
}

QWidget *UnitEditorForm::placeOf(const QString &field) const
{
    for (const FormRow *row : m_rows) {
        if (QWidget *place = field.isEmpty() ? nullptr : row->field(field)) {
            return place;
        }
    }
    return m_others;
}

void UnitEditorForm::setReadOnly()
{
    const QList<QLineEdit *> fields = findChildren<QLineEdit *>();
    for (QLineEdit *field : fields) {
        field->setReadOnly(true);
        repolish(*field);
    }
    m_environment->setReadOnly(true);
    const Availability off = Availability::off(m_editing.readOnlyReason());
    const QList<QComboBox *> combos = findChildren<QComboBox *>();
    for (QComboBox *combo : combos) {
        applyAvailability(*combo, off);
    }
    applyAvailability(*m_autostart, off);
    for (const char *name : {"browseFolder", "browseEnvironment"}) {
        applyAvailability(*findChild<Button *>(QString::fromLatin1(name)), off);
    }
}

} // namespace lamplighter::ui
