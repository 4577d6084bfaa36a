// One engine on the overview: how it is in a glyph, two lines and a bar of its units; a click makes every page about
// it. And the cards of all engines, as many in a row as fit.
#pragma once

#include "ui/models/instance_summary.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QHash>
#include <QScrollArea>

namespace lamplighter::ui {

class InstanceCard final : public QAbstractButton
{
    Q_OBJECT
public:
    InstanceCard(Theme &theme, const InstanceId &id, QWidget *parent = nullptr);

    void show(const InstanceSummary &summary, bool chosen);
    [[nodiscard]] const InstanceId &id() const { return m_id; }
    [[nodiscard]] const InstanceSummary &summary() const { return m_summary; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintTexts(QPainter &painter) const;
    void paintBar(QPainter &painter) const;

    Theme &m_theme;
    const InstanceId m_id;
    InstanceSummary m_summary;
    bool m_chosen = false;
};

/// At most two rows high; more are scrolled to.
class InstanceCards final : public QScrollArea
{
    Q_OBJECT
public:
    explicit InstanceCards(Theme &theme, QWidget *parent = nullptr);

    /// `scope` is the one that is chosen; empty: all.
    void show(const QList<InstanceSummary> &summaries, const InstanceId &scope);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Empty when the chosen one was clicked again.
    void chosen(const lamplighter::ui::InstanceId &id);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();
    [[nodiscard]] int columns(int width) const;
    [[nodiscard]] int heightOf(int rows) const;

    Theme &m_theme;
    QWidget *m_ground;
    QList<InstanceCard *> m_cards;
    InstanceId m_scope;
};

} // namespace lamplighter::ui
