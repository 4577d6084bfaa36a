// The instances as a table: how each stands, where it is, who we are there. Lives on the GUI thread.
#pragma once

#include "ui/models/connections.h"

#include <QAbstractTableModel>

namespace lamplighter::ui {

class ConnectionTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { State, Name, Address, Units, Role, Version, Heard, ColumnCount };

    explicit ConnectionTableModel(Instances &instances, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] int rowOf(const InstanceId &id) const;
    /// "in this window", "daemon of this workstation", "https://host:8765"
    static QString address(const Instance &instance);
    /// What protects what is said to it on the way, with the fingerprint that is pinned; empty where nothing has to.
    static QString encryption(const Instance &instance);
    /// "Live", "Reconnecting, try 3", "Needs a token", "Certificate changed"
    static QString standing(const Instance &instance);

private:
    [[nodiscard]] QString text(const Instance &instance, int column) const;
    [[nodiscard]] QVariant sortValue(const Instance &instance, int column) const;

    QList<Instance *> m_rows;
};

} // namespace lamplighter::ui
