#include "ui/dialogs/reason_field.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {
constexpr int kFieldHeight = 36;
} // namespace

ReasonField::ReasonField(Theme &theme, int minimum, int maximum, const QString &hint, QWidget *parent)
    : QWidget(parent)
    , m_minimum(minimum)
    , m_maximum(maximum)
    , m_edit(new QLineEdit(this))
    , m_count(new Label(theme, TextStyle::Caption, Tone::Muted, {}, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *title = new Label(theme, TextStyle::Small, Tone::Secondary, tr("Reason"), this);
    title->setWeight(QFont::DemiBold);
    title->setBuddy(m_edit);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(title);
    row->addWidget(new Label(theme, TextStyle::Caption, Tone::Muted, hint, this), 1);
    row->addWidget(m_count);
    column->addLayout(row);
    m_edit->setObjectName(QStringLiteral("reasonEdit"));
    m_edit->setAccessibleName(tr("Reason"));
    m_edit->setAccessibleDescription(hint);
    m_edit->setMaxLength(maximum);
    m_edit->setFixedHeight(theme.scaled(kFieldHeight));
    m_edit->setProperty("focusRadius", theme.sizes().radiusControl);
    m_edit->setProperty("focusInside", true);
    column->addWidget(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &ReasonField::count);
    count();
}

void ReasonField::count()
{
    m_count->setText(isLongEnough() ? tr("%1 of %2", "characters").arg(reason().size()).arg(m_maximum)
                                    : tr("%n more characters", nullptr, m_minimum - static_cast<int>(reason().size())));
    Q_EMIT changed();
}

} // namespace lamplighter::ui
