// Which instances report: a table of them all, details of the selected one below, and the ways to connect, change and
// forget.
#pragma once

#include "ui/models/connection_table_model.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/definition_list.h"
#include "ui/widgets/state_glyph_widget.h"
#include "ui/widgets/surroundings.h"
#include "ui/widgets/tag.h"

#include <QSortFilterProxyModel>

class QSplitter;

namespace lamplighter::ui {

class ConnectionsPage final : public QWidget
{
    Q_OBJECT
public:
    ConnectionsPage(const Surroundings &surroundings, Instances &instances, Connections &connections,
                    QWidget *parent = nullptr);

    void select(const InstanceId &id);
    [[nodiscard]] InstanceId selected() const;
    [[nodiscard]] DataTable *table() const { return m_table; }
    void tick() { m_table->refreshTimes(); }

    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

Q_SIGNALS:
    void connectWanted();
    void editWanted(const lamplighter::ui::InstanceId &id);
    void forgetWanted(const lamplighter::ui::InstanceId &id);
    void showUnitsWanted(const lamplighter::ui::InstanceId &id);

private:
    QWidget *makeHead();
    QWidget *makeDetails();
    void refresh();
    void showDetails(Instance &instance);
    void showButtons(const Instance &instance);
    [[nodiscard]] QList<SpecLine> lines(const Instance &instance) const;
    [[nodiscard]] QString tokenWords(const Instance &instance) const;

    Theme &m_theme;
    Instances &m_instances;
    Connections &m_connections;
    ConnectionTableModel m_model;
    QSortFilterProxyModel m_proxy;
    Label *m_summary = nullptr;
    DataTable *m_table;
    QWidget *m_details = nullptr;
    QSplitter *m_splitter = nullptr;
    StateGlyphWidget *m_glyph = nullptr;
    Label *m_name = nullptr;
    Tag *m_tag = nullptr;
    Label *m_sentence = nullptr;
    Button *m_units = nullptr;
    Button *m_reconnect = nullptr;
    Button *m_edit = nullptr;
    Button *m_forget = nullptr;
    DefinitionList *m_lines = nullptr;
};

} // namespace lamplighter::ui
