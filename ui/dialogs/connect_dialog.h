// Connects to an engine by address and token, or changes such a connection. The engine is asked before anything is
// remembered.
#pragma once

#include "ui/dialogs/certificate_box.h"
#include "ui/dialogs/dialog_frame.h"
#include "ui/models/connections.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/text_field.h"

namespace lamplighter::ui {

class ConnectDialog final : public DialogFrame
{
    Q_OBJECT
public:
    /// `editing` is empty for a new connection. `connections` outlives the dialog.
    ConnectDialog(Theme &theme, Connections &connections, const std::optional<InstanceProfile> &editing,
                  const QString &address, QWidget *parent);

Q_SIGNALS:
    void connected(const lamplighter::ui::InstanceId &id);

private:
    void addFields(const QString &address);
    void addFooter();
    void refresh();
    void connectNow();
    void rememberAnyway();
    void addressChanged();
    void trust(const QString &fingerprint);
    void finished(const Result<InstanceId> &result);
    void untrusted(const Error &error);
    [[nodiscard]] bool isEncrypted() const;
    [[nodiscard]] ConnectionRequest request() const;

    Connections &m_connections;
    const std::optional<InstanceProfile> m_editing;
    TextField *m_address = nullptr;
    TextField *m_name = nullptr;
    TextField *m_token = nullptr;
    TextField *m_fingerprint = nullptr; ///< not shown before there is one
    FormRow *m_addressRow = nullptr;
    FormRow *m_nameRow = nullptr;
    FormRow *m_tokenRow = nullptr;
    FormRow *m_fingerprintRow = nullptr;
    CertificateBox *m_certificate = nullptr;
    Button *m_connect = nullptr;
    Button *m_anyway = nullptr;
    bool m_asking = false;
    bool m_hasPin = false;
};

} // namespace lamplighter::ui
