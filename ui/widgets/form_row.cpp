#include "ui/widgets/form_row.h"

#include "ui/widgets/text_field.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QRegularExpression>

namespace lamplighter::ui {
namespace {
constexpr int kTitleWidth = 132;
} // namespace

FormRow::FormRow(Theme &theme, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new Label(theme, TextStyle::Body, Tone::Secondary, title, this))
    , m_line(new QHBoxLayout)
    , m_hint(new Label(theme, TextStyle::Caption, Tone::Muted, {}, this))
    , m_glyph(new StateGlyphWidget(theme, theme.sizes().stateGlyphSmall, StateKind::Critical, this))
    , m_message(new Label(theme, TextStyle::Small, Tone::Critical, {}, this))
    , m_troubleLine(new QWidget(this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    m_title->setWordWrap(true);
    m_title->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_line->setSpacing(8);
    grid->addWidget(m_title, 0, 0, Qt::AlignTop);
    grid->addLayout(m_line, 0, 1);
    auto *trouble = new QHBoxLayout(m_troubleLine);
    trouble->setContentsMargins(0, 0, 0, 0);
    trouble->setSpacing(6);
    m_message->setWordWrap(true);
    m_hint->setWordWrap(true);
    trouble->addWidget(m_glyph, 0, Qt::AlignTop);
    trouble->addWidget(m_message, 1);
    grid->addWidget(m_troubleLine, 1, 1);
    grid->addWidget(m_hint, 2, 1);
    m_hint->hide();
    m_troubleLine->hide();
    connect(&theme, &Theme::changed, this, &FormRow::restyle);
    restyle();
}

void FormRow::restyle()
{
    m_title->setFixedWidth(m_theme.scaled(kTitleWidth));
    m_title->setMinimumHeight(m_theme.scaled(m_theme.sizes().field));
}

void FormRow::addField(const QString &id, QWidget *field, int stretch)
{
    if (m_fields.isEmpty()) {
        m_title->setBuddy(field);
    }
    m_fields.append({id, field, {}});
    m_line->addWidget(field, stretch);
}

void FormRow::addWords(const QString &words)
{
    m_line->addWidget(new Label(m_theme, TextStyle::Body, Tone::Secondary, words, this));
}

void FormRow::addSentence(const QString &sentence, const QList<std::pair<QString, QWidget *>> &fields)
{
    static const QRegularExpression kPlace(QStringLiteral("%([1-9])"));
    const auto say = [this](const QString &words) {
        if (!words.isEmpty()) {
            addWords(words);
        }
    };
    qsizetype from = 0;
    QRegularExpressionMatchIterator places = kPlace.globalMatch(sentence);
    while (places.hasNext()) {
        const QRegularExpressionMatch place = places.next();
        say(sentence.mid(from, place.capturedStart() - from).trimmed());
        const int field = place.capturedView(1).toInt() - 1;
        if (field < fields.size()) {
            addField(fields.at(field).first, fields.at(field).second);
        }
        from = place.capturedEnd();
    }
    say(sentence.mid(from).trimmed());
    addStretch();
}

void FormRow::addStretch()
{
    m_line->addStretch(1);
}

void FormRow::setHint(const QString &hint)
{
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

void FormRow::setTrouble(const QString &id, const Trouble &trouble)
{
    for (Field &field : m_fields) {
        if (field.id == id && (field.trouble.text != trouble.text || field.trouble.warning != trouble.warning)) {
            field.trouble = trouble;
            setInvalid(*field.widget, !trouble.text.isEmpty() && !trouble.warning);
            field.widget->setAccessibleDescription(trouble.text);
            showTrouble();
        }
    }
}

void FormRow::showTrouble()
{
    const Field *worst = nullptr;
    for (const Field &field : m_fields) {
        if (!field.trouble.text.isEmpty() && (!worst || (worst->trouble.warning && !field.trouble.warning))) {
            worst = &field;
        }
    }
    m_troubleLine->setVisible(worst);
    if (worst) {
        m_glyph->setKind(worst->trouble.warning ? StateKind::Attention : StateKind::Critical);
        m_message->setStateTone(worst->trouble.warning ? StateKind::Attention : StateKind::Critical);
        m_message->setText(worst->trouble.text);
    }
}

QStringList FormRow::fields() const
{
    QStringList ids;
    for (const Field &field : m_fields) {
        ids.append(field.id);
    }
    return ids;
}

QWidget *FormRow::field(const QString &id) const
{
    for (const Field &field : m_fields) {
        if (field.id == id) {
            return field.widget;
        }
    }
    return nullptr;
}

} // namespace lamplighter::ui
