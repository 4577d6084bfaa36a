// The list under the instance switcher: a filter field, all instances, each of them, and the way to another. Closes by
// itself when one is chosen or the focus goes elsewhere.
#pragma once

#include "ui/models/instances.h"
#include "ui/theme/theme.h"

#include <QFrame>
#include <QStandardItemModel>

class QListView;
class QSortFilterProxyModel;

namespace lamplighter::ui {

class SearchField;

class InstanceList final : public QFrame
{
    Q_OBJECT
public:
    InstanceList(Theme &theme, Instances &instances, QWidget *parent);

    /// Under (or where there is no room, above) `anchor`.
    void openAt(const QWidget &anchor);

Q_SIGNALS:
    void chosen(const lamplighter::ui::InstanceId &id);
    void connectWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fill(Instances &instances);
    void add(const QString &id, StateKind kind, const QString &name, const QString &detail);
    void choose(const QModelIndex &index);

    Theme &m_theme;
    QStandardItemModel m_items;
    QSortFilterProxyModel *m_filter;
    SearchField *m_field;
    QListView *m_view;
};

} // namespace lamplighter::ui
