// One of the ways to begin on the first run: an icon, a title, a few words, what belongs to it, and its button.
#pragma once

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

class QVBoxLayout;

namespace lamplighter::ui {

/// A surface with a hairline around it.
class CardSurface : public QWidget
{
    Q_OBJECT
public:
    CardSurface(Theme &theme, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] Theme &theme() const { return m_theme; }

private:
    Theme &m_theme;
};

/// An icon on a small square: in the accent's colours, or quiet.
class IconTile final : public QWidget
{
    Q_OBJECT
public:
    IconTile(Theme &theme, Icon icon, bool accent, QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    Icon m_icon;
    bool m_accent;
};

/// A line as it would be typed.
class CodeLine final : public QWidget
{
    Q_OBJECT
public:
    CodeLine(Theme &theme, const QString &text, QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme &m_theme;
    QString m_text;
};

class WayCard final : public CardSurface
{
    Q_OBJECT
public:
    WayCard(Theme &theme, Icon icon, const QString &title, const QString &words, Button *button, QWidget *parent);

    /// Between the words and the button.
    void addContent(QWidget *content);
    /// A kind of file and the names of its files.
    void addSource(const QString &kind, const QString &files);
    void setWords(const QString &words);

private:
    Label *m_words;
    QVBoxLayout *m_content;
};

} // namespace lamplighter::ui
