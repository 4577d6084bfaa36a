// What every dialog of the console looks like: a card over its dimmed window, a title row, a body, a footer with the
// buttons. Opened with open(), never exec(); deletes itself when it is done.
#pragma once

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/scrim.h"

#include <QDialog>
#include <QPointer>

class QHBoxLayout;
class QVBoxLayout;

namespace lamplighter::ui {

class DialogFrame : public QDialog
{
    Q_OBJECT
public:
    DialogFrame(Theme &theme, const QString &name, const QString &title, QWidget *parent);
    ~DialogFrame() override;

    /// Shows the dialog over its window and returns at once.
    void present();

protected:
    /// The kill switch's stripes along the upper edge, and its icon before the title.
    void setGuarded();
    void setIntroduction(const QString &text);
    /// Tab walks from top to bottom and from left to right, as one reads, and to the close button last. For dialogs
    /// whose fields are all there when it opens.
    void setTabsAsRead() { m_tabsAsRead = true; }
    /// Puts `content` below the body, over the whole width.
    void setWideBody(QWidget *content);
    /// What title, introduction, body and footer take beside the wide body.
    [[nodiscard]] int heightWithoutBody() const;
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    [[nodiscard]] QHBoxLayout *footer() const { return m_footer; }
    [[nodiscard]] Theme &theme() const { return m_theme; }

    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QHBoxLayout *makeTitleRow(const QString &title);
    void place();
    void orderTabs();
    void fit();

    Theme &m_theme;
    bool m_guarded = false;
    bool m_tabsAsRead = false;
    QPointer<Scrim> m_scrim;
    QVBoxLayout *m_column;
    QHBoxLayout *m_titleRow = nullptr;
    Label *m_introduction = nullptr;
    QVBoxLayout *m_body = nullptr;
    QVBoxLayout *m_upper = nullptr;
    QWidget *m_wide = nullptr;
    QWidget *m_foot = nullptr;
    QHBoxLayout *m_footer = nullptr;
};

} // namespace lamplighter::ui
