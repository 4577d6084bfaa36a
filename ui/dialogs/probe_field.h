// How something is asked whether it works: the kind, and its address, pattern or command.
#pragma once

#include "ui/models/unit_form.h"
#include "ui/widgets/combo_field.h"
#include "ui/widgets/text_field.h"

namespace lamplighter::ui {

class ProbeField final : public QWidget
{
    Q_OBJECT
public:
    struct Kind
    {
        ProbeKind kind;
        QString text;
    };
    ProbeField(Theme &theme, const QList<Kind> &kinds, const QString &name, const QString &accessibleName,
               QWidget *parent = nullptr);

    [[nodiscard]] ProbeForm probe() const;
    void setProbe(const ProbeForm &probe);
    [[nodiscard]] TextField *target() const { return m_target; }
    [[nodiscard]] ComboField *kind() const { return m_kind; }

Q_SIGNALS:
    void edited();

private:
    void showKind();

    ComboField *m_kind;
    TextField *m_target;
};

} // namespace lamplighter::ui
