#include "ui/dialogs/certificate_box.h"

#include "ui/widgets/notice_box.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kPairsInALine = 8;

} // namespace

CertificateBox::CertificateBox(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("certificateBox"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 12, 12, 12);
    row->setSpacing(8);
    m_glyph = new StateGlyphWidget(theme, theme.sizes().stateGlyphSmall, m_kind, this);
    auto *glyphColumn = new QVBoxLayout;
    glyphColumn->addSpacing(3); // down to the middle of the title's first line
    glyphColumn->addWidget(m_glyph);
    glyphColumn->addStretch();
    row->addLayout(glyphColumn);
    auto *column = new QVBoxLayout;
    column->setSpacing(10);
    row->addLayout(column, 1);

    m_title = new Label(theme, TextStyle::BodyMedium, Tone::Primary, {}, this);
    m_title->setObjectName(QStringLiteral("certificateTitle"));
    m_title->setWordWrap(true);
    column->addWidget(m_title);

    auto *fingerprints = new QHBoxLayout;
    fingerprints->setSpacing(32);
    m_expected = addColumn(fingerprints, QStringLiteral("expectedFingerprint"));
    m_seen = addColumn(fingerprints, QStringLiteral("seenFingerprint"));
    fingerprints->addStretch();
    column->addLayout(fingerprints);

    m_words = new Label(theme, TextStyle::Small, Tone::Secondary, {}, this);
    m_words->setObjectName(QStringLiteral("certificateWords"));
    m_words->setWordWrap(true);
    column->addWidget(m_words);

    m_trust =
        new Button(theme, ButtonKind::Default, tr("Trust this certificate"), QStringLiteral("trustCertificate"), this);
    m_trust->setAutoDefault(false);
    column->addWidget(m_trust, 0, Qt::AlignLeft);
    connect(m_trust, &QPushButton::clicked, this, [this] { Q_EMIT trusted(m_unknown); });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

CertificateBox::Column CertificateBox::addColumn(QHBoxLayout *row, const QString &name)
{
    Column out;
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    out.title = new Label(m_theme, TextStyle::Caption, Tone::Muted, {}, this);
    out.digits = new Label(m_theme, TextStyle::Log, Tone::Primary, {}, this);
    out.digits->setObjectName(name);
    out.digits->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(out.title);
    column->addWidget(out.digits);
    column->addStretch();
    row->addLayout(column);
    return out;
}

QString CertificateBox::grouped(const QString &fingerprint)
{
    const QStringList pairs = fingerprint.split(u':');
    QStringList lines;
    for (qsizetype at = 0; at < pairs.size(); at += kPairsInALine) {
        lines.append(pairs.mid(at, kPairsInALine).join(u':'));
    }
    return lines.join(u'\n');
}

void CertificateBox::show(StateKind kind, const QString &title, const QString &words)
{
    m_kind = kind;
    m_glyph->setKind(kind);
    m_title->setText(title);
    m_words->setText(words);
    m_seen.digits->setAccessibleName(m_seen.title->text());
    m_expected.digits->setAccessibleName(m_expected.title->text());
    setAccessibleName(title);
    setAccessibleDescription(words);
    setVisible(true);
    update();
}

void CertificateBox::showUnknown(const QString &place, const QString &fingerprint)
{
    m_unknown = fingerprint;
    m_expected.title->hide();
    m_expected.digits->hide();
    m_seen.title->setText(tr("SHA-256 fingerprint"));
    m_seen.digits->setText(grouped(fingerprint));
    m_trust->setVisible(true);
    show(StateKind::Attention, tr("%1 shows a certificate that is not known here").arg(place),
         tr("Compare it with what “lampctl fingerprint” says on that machine: if they differ, somebody else answers at "
            "this address. Nothing was sent to it yet. Once you trust it, no other certificate is accepted there."));
}

void CertificateBox::showChanged(const QString &place, const QString &expected, const QString &seen)
{
    m_unknown.clear();
    m_expected.title->setVisible(true);
    m_expected.digits->setVisible(true);
    m_expected.title->setText(tr("Expected"));
    m_expected.digits->setText(grouped(expected));
    m_seen.title->setText(tr("Shown now"));
    m_seen.digits->setText(grouped(seen));
    m_trust->setVisible(false);
    show(StateKind::Critical, tr("The certificate of %1 changed").arg(place),
         tr("Either somebody else answers at this address, or the engine was given another certificate. Nothing was "
            "sent. Ask on that machine: if “lampctl fingerprint” says there what is shown now, put that into the field "
            "Fingerprint above and save."));
}

void CertificateBox::clear()
{
    m_unknown.clear();
    setVisible(false);
}

void CertificateBox::paintEvent(QPaintEvent *)
{
    paintNotice(*this, m_theme, m_kind);
}

} // namespace lamplighter::ui
