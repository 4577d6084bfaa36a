#include "ui/dialogs/probe_field.h"

#include <QHBoxLayout>

namespace lamplighter::ui {

ProbeField::ProbeField(Theme &theme, const QList<Kind> &kinds, const QString &name, const QString &accessibleName,
                       QWidget *parent)
    : QWidget(parent)
    , m_kind(new ComboField(theme, name + u"Kind", accessibleName, this))
    , m_target(new TextField(theme, name + u"Target", accessibleName, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (const Kind &kind : kinds) {
        m_kind->addChoice(static_cast<int>(kind.kind), kind.text);
    }
    m_target->setFixedWidthFont();
    row->addWidget(m_kind);
    row->addWidget(m_target, 1);
    row->addStretch(0);
    setFocusProxy(m_kind);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        showKind();
        Q_EMIT edited();
    });
    connect(m_target, &QLineEdit::textEdited, this, &ProbeField::edited);
    showKind();
}

ProbeForm ProbeField::probe() const
{
    const auto kind = static_cast<ProbeKind>(m_kind->chosen());
    return {kind, m_target->isVisibleTo(this) ? m_target->text() : QString()};
}

void ProbeField::setProbe(const ProbeForm &probe)
{
    m_kind->choose(static_cast<int>(probe.kind));
    if (m_target->text() != probe.target) {
        m_target->setText(probe.target);
    }
    showKind();
}

void ProbeField::showKind()
{
    const auto kind = static_cast<ProbeKind>(m_kind->chosen());
    m_target->setVisible(kind != ProbeKind::None && kind != ProbeKind::Notify);
    switch (kind) {
    case ProbeKind::Http:
        m_target->setPlaceholderText(tr("http://127.0.0.1:8000/health", "example"));
        break;
    case ProbeKind::Tcp:
        m_target->setPlaceholderText(tr(":8000 or host:8000", "example"));
        break;
    case ProbeKind::Log:
        m_target->setPlaceholderText(tr("listening on .*", "example of a regular expression"));
        break;
    case ProbeKind::Command:
        m_target->setPlaceholderText(tr("redis-cli ping", "example"));
        break;
    case ProbeKind::None:
    case ProbeKind::Notify:
        break;
    }
}

} // namespace lamplighter::ui
