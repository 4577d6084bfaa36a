// What the console shows while nothing is supervised: the ways to begin.
#pragma once

#include "ui/pages/way_card.h"
#include "ui/widgets/text_field.h"

#include <QWidget>

class QBoxLayout;
class QScrollArea;

namespace lamplighter::ui {

class FirstRunPage final : public QWidget
{
    Q_OBJECT
public:
    explicit FirstRunPage(Theme &theme, QWidget *parent = nullptr);

    /// `reason` is a sentence without a full stop, for the tool tip of a demo that cannot be started.
    void setDemoAvailable(bool available, const QString &reason = {});
    /// Whose units there are none of; empty before an engine is known.
    void setEngineName(const QString &name);
    /// Off with the reason where nothing may be added (a viewer, a lost connection).
    void setAddAvailability(const Availability &availability);
    [[nodiscard]] Button *addButton() const { return m_add; }

Q_SIGNALS:
    void addWanted();
    void demoWanted();
    /// `address` is what was typed; it may be empty.
    void connectWanted(const QString &address);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void addHero(QBoxLayout *column);
    void addWays(QBoxLayout *column);
    void addConnection(QBoxLayout *column);
    void addKeys(QBoxLayout *column);
    void fit();
    void restyle();

    Theme &m_theme;
    QScrollArea *m_scroll;
    QWidget *m_column;
    QLabel *m_lamp = nullptr;
    Label *m_title = nullptr;
    Label *m_sentence = nullptr;
    QBoxLayout *m_ways = nullptr;
    QBoxLayout *m_connection = nullptr;
    Button *m_add;
    Button *m_import;
    Button *m_demo;
    Button *m_connect;
    TextField *m_address = nullptr;
};

} // namespace lamplighter::ui
