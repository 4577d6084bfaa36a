// Everything that can be done, found by typing a few of its letters. Closes when something was chosen, by Esc, or when
// another window is made the active one; deletes itself then.
#pragma once

#include "ui/models/palette_matches.h"
#include "ui/widgets/label.h"
#include "ui/widgets/search_field.h"

#include <QDialog>
#include <QListView>

namespace lamplighter::ui {

class CommandPalette final : public QDialog
{
    Q_OBJECT
public:
    /// `recent`: ids that were chosen lately, newest first (PaletteMatches::remember keeps them).
    CommandPalette(Theme &theme, QList<PaletteEntry> entries, const QStringList &recent, QWidget *parent);

    /// Shows the palette over its window and returns at once.
    void present();
    void done(int result) override;

Q_SIGNALS:
    /// After the palette has closed.
    void chosen(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search();
    void fit();
    void run(const QModelIndex &index);
    void sayCurrent();
    [[nodiscard]] bool handleKey(int key);

    Theme &m_theme;
    PaletteModel m_model;
    SearchField *m_field;
    QListView *m_list;
    Label *m_nothing;
    bool m_closed = false;
};

} // namespace lamplighter::ui
