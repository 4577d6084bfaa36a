#include "ui/dialogs/connect_dialog.h"

#include "core/base/fingerprint.h"
#include "core/client/connect.h"
#include "ui/models/error_texts.h"

#include <QHBoxLayout>
#include <QUrl>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

const QString kAddress = QStringLiteral("address");
const QString kName = QStringLiteral("name");
const QString kToken = QStringLiteral("token");
const QString kFingerprint = QStringLiteral("fingerprint");

} // namespace

ConnectDialog::ConnectDialog(Theme &theme, Connections &connections, const std::optional<InstanceProfile> &editing,
                             const QString &address, QWidget *parent)
    : DialogFrame(
          theme, QStringLiteral("connectDialog"),
          editing ? tr("Change the connection to %1").arg(editing->name.isEmpty() ? editing->address : editing->name)
                  : tr("Connect to a running instance"),
          parent)
    , m_connections(connections)
    , m_editing(editing)
{
    setIntroduction(tr("The engine is asked who it is before the connection is kept."));
    addFields(editing ? editing->address : address);
    addFooter();
    refresh();
    (m_address->text().isEmpty() ? m_address : m_token)->setFocus();
}

void ConnectDialog::addFields(const QString &address)
{
    m_address = new TextField(theme(), QStringLiteral("addressField"), tr("Address"), this);
    m_address->setFixedWidthFont();
    m_address->setPlaceholderText(QStringLiteral("https://host:8765"));
    m_address->setText(address);
    m_addressRow = new FormRow(theme(), tr("&Address"), this);
    m_addressRow->addField(kAddress, m_address, 1);
    m_addressRow->setHint(tr("Or the path of a local socket or of a data directory on this workstation."));

    m_token = new TextField(theme(), QStringLiteral("tokenField"), tr("Token"), this);
    m_token->setFixedWidthFont();
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setPlaceholderText(m_editing ? tr("unchanged") : QString());
    m_tokenRow = new FormRow(theme(), tr("&Token"), this);
    m_tokenRow->addField(kToken, m_token, 1);
    m_tokenRow->setHint(tr("The admin token of an engine is the file “token” in its data directory. It is kept in the "
                           "system's keychain; where there is none, until this window is closed."));

    m_name = new TextField(theme(), QStringLiteral("instanceNameField"), tr("Name"), this);
    m_name->setPlaceholderText(tr("the name of its host"));
    m_name->setText(m_editing ? m_editing->name : QString());
    m_nameRow = new FormRow(theme(), tr("&Name"), this);
    m_nameRow->addField(kName, m_name, 1);

    m_fingerprint = new TextField(theme(), QStringLiteral("fingerprintField"), tr("Fingerprint"), this);
    m_fingerprint->setFixedWidthFont();
    m_fingerprint->setText(m_editing ? m_editing->fingerprint : QString());
    m_fingerprint->setCursorPosition(0);
    m_hasPin = !m_fingerprint->text().isEmpty();
    m_fingerprintRow = new FormRow(theme(), tr("&Fingerprint"), this);
    m_fingerprintRow->addField(kFingerprint, m_fingerprint, 1);
    m_fingerprintRow->setHint(tr("Of the only certificate that is accepted. Empty it to be asked again."));

    m_certificate = new CertificateBox(theme(), this);
    for (QWidget *row :
         std::initializer_list<QWidget *>{m_addressRow, m_fingerprintRow, m_certificate, m_tokenRow, m_nameRow}) {
        body()->addWidget(row);
    }
    for (const TextField *field : {m_address, m_fingerprint, m_token, m_name}) {
        connect(field, &QLineEdit::textChanged, this, &ConnectDialog::refresh);
        connect(field, &QLineEdit::returnPressed, this, &ConnectDialog::connectNow);
    }
    connect(m_address, &QLineEdit::textChanged, this, &ConnectDialog::addressChanged);
    connect(m_certificate, &CertificateBox::trusted, this, &ConnectDialog::trust);
}

void ConnectDialog::addFooter()
{
    auto *cancel = new Button(theme(), ButtonKind::Default, tr("Cancel"), QStringLiteral("cancelButton"), this);
    m_anyway = new Button(theme(), ButtonKind::Default, tr("Keep it anyway"), QStringLiteral("keepAnyway"), this);
    m_anyway->setToolTip(tr("Remember the connection although the engine does not answer now"));
    m_anyway->hide();
    m_connect = new Button(theme(), ButtonKind::Filled, m_editing ? tr("Save") : tr("Connect"),
                           QStringLiteral("connectConfirm"), this);
    m_connect->setGlyph(Icon::Link);
    for (Button *button : {cancel, m_anyway, m_connect}) {
        button->setLarge(true);
        button->setAutoDefault(false);
    }
    footer()->addStretch();
    footer()->addWidget(cancel);
    footer()->addWidget(m_anyway);
    footer()->addWidget(m_connect);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_anyway, &QPushButton::clicked, this, &ConnectDialog::rememberAnyway);
    connect(m_connect, &QPushButton::clicked, this, &ConnectDialog::connectNow);
}

ConnectionRequest ConnectDialog::request() const
{
    return {m_name->text().trimmed(), m_address->text().trimmed(), m_token->text().trimmed().toUtf8(),
            isEncrypted() ? m_fingerprint->text().trimmed() : QString()};
}

bool ConnectDialog::isEncrypted() const
{
    return client::usesTls(m_address->text().trimmed());
}

void ConnectDialog::addressChanged()
{
    m_certificate->clear();
    // What was trusted just now was the engine at the other address. One that is remembered may have moved: its
    // fingerprint stays, and nobody else passes for it.
    if (!m_editing) {
        m_hasPin = false;
        m_fingerprint->clear();
    }
}

void ConnectDialog::trust(const QString &fingerprint)
{
    m_hasPin = true;
    m_fingerprint->setText(fingerprint);
    m_fingerprint->setCursorPosition(0);
    connectNow();
}

void ConnectDialog::refresh()
{
    m_addressRow->setTrouble(kAddress, {});
    m_nameRow->setTrouble(kName, {});
    m_tokenRow->setTrouble(kToken, {});
    m_fingerprintRow->setTrouble(kFingerprint, {});
    m_fingerprintRow->setVisible(m_hasPin && isEncrypted());
    m_anyway->hide();
    const QString label = m_editing ? tr("Save") : tr("Connect");
    m_connect->setText(m_asking ? tr("Asking…") : label);
    m_connect->setAvailability(m_asking ? Availability::off(tr("The engine has not answered yet"))
                               : m_address->text().trimmed().isEmpty() ? Availability::off(tr("Give an address first"))
                                                                       : Availability{});
}

void ConnectDialog::connectNow()
{
    if (!m_connect->isEnabled()) {
        return;
    }
    m_asking = true;
    m_certificate->clear();
    refresh();
    m_connections.connectTo(request(), m_editing ? m_editing->id : InstanceId(), this,
                            [this](const Result<InstanceId> &result) { finished(result); });
}

void ConnectDialog::rememberAnyway()
{
    finished(m_connections.remember(request(), m_editing ? m_editing->id : InstanceId()));
}

void ConnectDialog::finished(const Result<InstanceId> &result)
{
    m_asking = false;
    refresh();
    if (result) {
        Q_EMIT connected(*result);
        accept();
        return;
    }
    const Error &error = result.error();
    if (error.code == ErrorCode::Untrusted) {
        untrusted(error);
        return;
    }
    const QString sentence = error.code == ErrorCode::InvalidInput ? error.message : ErrorTexts::sentence(error);
    const bool refused = error.code == ErrorCode::Unauthenticated || error.code == ErrorCode::NotAllowed;
    if (refused || error.field == kToken) {
        m_tokenRow->setTrouble(kToken, {sentence, false});
        m_token->setFocus();
        m_token->selectAll();
    } else if (error.field == kFingerprint) {
        m_fingerprintRow->setTrouble(kFingerprint, {sentence, false});
        m_fingerprint->setFocus();
    } else if (error.field == kName) {
        m_nameRow->setTrouble(kName, {sentence, false});
        m_name->setFocus();
    } else {
        m_addressRow->setTrouble(kAddress, {sentence, false});
        m_address->setFocus();
        m_anyway->setVisible(error.code != ErrorCode::InvalidInput);
    }
}

void ConnectDialog::untrusted(const Error &error)
{
    const QString place = QUrl(m_address->text().trimmed()).authority();
    const Result<QByteArray> pin = parseFingerprint(request().fingerprint);
    if (pin) {
        m_certificate->showChanged(place, formatFingerprint(*pin), error.field);
        m_fingerprint->setFocus();
        m_fingerprint->selectAll();
    } else {
        m_certificate->showUnknown(place, error.field);
        m_certificate->setFocus();
    }
}

} // namespace lamplighter::ui
