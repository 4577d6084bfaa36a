// What a person is asked about the certificate of an engine: the one that nobody vouches for, to be compared and
// trusted; or the one that came instead of the one that was trusted, for which there is no button.
#pragma once

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/state_glyph_widget.h"

#include <QWidget>

class QHBoxLayout;

namespace lamplighter::ui {

class CertificateBox final : public QWidget
{
    Q_OBJECT
public:
    /// Hidden until there is something to ask.
    CertificateBox(Theme &theme, QWidget *parent = nullptr);

    /// `place` is the address as the operator knows it; fingerprints as formatFingerprint() has them.
    void showUnknown(const QString &place, const QString &fingerprint);
    void showChanged(const QString &place, const QString &expected, const QString &seen);
    void clear();

    /// Of the unknown one; empty if none is asked about.
    [[nodiscard]] const QString &unknownFingerprint() const { return m_unknown; }
    /// "AB:CD:EF:01:23:45:67:89" in four lines, for reading one after the other.
    static QString grouped(const QString &fingerprint);

Q_SIGNALS:
    void trusted(const QString &fingerprint);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Column
    {
        Label *title = nullptr;
        Label *digits = nullptr;
    };
    Column addColumn(QHBoxLayout *row, const QString &name);
    void show(StateKind kind, const QString &title, const QString &words);

    Theme &m_theme;
    StateKind m_kind = StateKind::Attention;
    QString m_unknown;
    StateGlyphWidget *m_glyph = nullptr;
    Label *m_title = nullptr;
    Column m_expected;
    Column m_seen;
    Label *m_words = nullptr;
    Button *m_trust = nullptr;
};

} // namespace lamplighter::ui
