// Adds a unit, or changes one. Everything it knows is in UnitEditing; this is how it looks, and the keys.
#pragma once

#include "ui/dialogs/dialog_frame.h"
#include "ui/dialogs/unit_editor_form.h"
#include "ui/widgets/scroll_body.h"
#include "ui/widgets/surroundings.h"

namespace lamplighter::ui {

class UnitEditorDialog final : public DialogFrame
{
    Q_OBJECT
public:
    /// `editing` is empty for a new unit; `otherUnits` are the names of all others. `engine` outlives the dialog.
    UnitEditorDialog(const Surroundings &surroundings, client::Engine &engine, const QString &instanceName,
                     std::optional<client::UnitDetail> editing, const QStringList &otherUnits, QWidget *parent);

    ~UnitEditorDialog() override;

    /// Asks first if something would be lost.
    void reject() override;

Q_SIGNALS:
    void saved(const QString &name);
    /// It was added, but could not be started: a sentence that says why.
    void notStarted(const QString &name, const QString &sentence);

protected:
    void setVisible(bool visible) override;

private:
    void addHead(const std::optional<client::UnitDetail> &editing, const QString &instanceName);
    void addFooter();
    void refresh();
    void save();
    void showRefusal(const QString &field);
    void fitHeight();

    UnitEditing m_editing;
    UnitEditorForm *m_form;
    ScrollBody *m_scroll;
    Label *m_notice = nullptr;
    Switch *m_startNow = nullptr;
    Button *m_save = nullptr;
    bool m_discarding = false;
};

} // namespace lamplighter::ui
