#include "ui/pages/connections_page.h"

#include "ui/models/error_texts.h"

#include <QHBoxLayout>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kColumnWidths[] = {200, 180, 300, 80, 110, 110};
constexpr int kDetailsHeight = 300;
const QString kHeaderKey = QStringLiteral("connections/columns");
const QString kSplitterKey = QStringLiteral("connections/splitter");

/// The part under the table, on the surface of cards.
class Panel final : public QWidget
{
public:
    Panel(Theme &theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
    {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.palette().surface);
        painter.fillRect(0, 0, width(), 1, m_theme.palette().strongLine);
    }

private:
    Theme &m_theme;
};

} // namespace

ConnectionsPage::ConnectionsPage(const Surroundings &surroundings, Instances &instances, Connections &connections,
                                 QWidget *parent)
    : QWidget(parent)
    , m_theme(surroundings.theme)
    , m_instances(instances)
    , m_connections(connections)
    , m_model(instances)
    , m_table(new DataTable(surroundings.theme, this))
{
    setObjectName(QStringLiteral("connectionsPage"));
    m_proxy.setSourceModel(&m_model);
    m_proxy.setSortRole(SortRole);
    m_proxy.setSortCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(QStringLiteral("connectionTable"));
    m_table->setAccessibleName(tr("Connections"));
    m_table->setModel(&m_proxy);
    for (int column = 0; column < static_cast<int>(std::size(kColumnWidths)); ++column) {
        m_table->setColumnWidth(column, m_theme.scaled(kColumnWidths[column]));
    }
    m_table->sortByColumn(ConnectionTableModel::Name, Qt::AscendingOrder);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 16, 0, 0);
    column->setSpacing(16);
    column->addWidget(makeHead());
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(QStringLiteral("connectionsSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(makeDetails());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({400, kDetailsHeight});
    column->addWidget(m_splitter, 1);

    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ConnectionsPage::refresh);
    connect(&instances, &Instances::changed, this, &ConnectionsPage::refresh);
    connect(&instances, &Instances::added, this, &ConnectionsPage::refresh);
    connect(&instances, &Instances::removed, this, &ConnectionsPage::refresh, Qt::QueuedConnection);
    connect(&connections, &Connections::tokenChanged, this, &ConnectionsPage::refresh);
    refresh();
}

QWidget *ConnectionsPage::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(m_theme.scaled(32));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(m_theme.sizes().pagePadding, 0, m_theme.sizes().pagePadding, 0);
    row->setSpacing(12);
    row->addWidget(new Label(m_theme, TextStyle::Title, Tone::Primary, tr("Connections"), head));
    m_summary = new Label(m_theme, TextStyle::Body, Tone::Muted, {}, head);
    m_summary->setObjectName(QStringLiteral("connectionsSummary"));
    m_summary->setElideMode(Qt::ElideRight);
    row->addWidget(m_summary, 1);
    auto *add = new Button(m_theme, ButtonKind::Default, tr("Connect…"), QStringLiteral("connectButton"), head);
    add->setGlyph(Icon::Link);
    row->addWidget(add);
    connect(add, &QPushButton::clicked, this, &ConnectionsPage::connectWanted);
    return head;
}

QWidget *ConnectionsPage::makeDetails()
{
    m_details = new Panel(m_theme, this);
    m_details->setObjectName(QStringLiteral("connectionDetails"));
    auto *column = new QVBoxLayout(m_details);
    column->setContentsMargins(24, 12, 24, 12);
    column->setSpacing(16);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    m_glyph = new StateGlyphWidget(m_theme, m_theme.sizes().stateGlyphLarge, StateKind::Stopped, m_details);
    m_name = new Label(m_theme, TextStyle::Subtitle, Tone::Primary, {}, m_details);
    m_tag = new Tag(m_theme, StateKind::Stopped, {}, m_details);
    m_sentence = new Label(m_theme, TextStyle::Body, Tone::Secondary, {}, m_details);
    m_sentence->setObjectName(QStringLiteral("connectionSentence"));
    m_sentence->setElideMode(Qt::ElideRight);
    m_units = new Button(m_theme, ButtonKind::Default, tr("Show its units"), QStringLiteral("showUnits"), m_details);
    m_units->setGlyph(Icon::Processes);
    m_reconnect =
        new Button(m_theme, ButtonKind::Default, tr("Reconnect"), QStringLiteral("reconnectButton"), m_details);
    m_reconnect->setGlyph(Icon::Link);
    m_edit = new Button(m_theme, ButtonKind::Default, tr("Change…"), QStringLiteral("changeConnection"), m_details);
    m_forget = new Button(m_theme, ButtonKind::Danger, tr("Forget…"), QStringLiteral("forgetConnection"), m_details);
    row->addWidget(m_glyph);
    row->addWidget(m_name);
    row->addWidget(m_tag);
    row->addWidget(m_sentence, 1);
    for (Button *button : {m_units, m_reconnect, m_edit, m_forget}) {
        row->addWidget(button);
    }
    column->addLayout(row);
    m_lines = new DefinitionList(m_theme, m_details);
    column->addWidget(m_lines);
    column->addStretch();
    connect(m_units, &QPushButton::clicked, this, [this] { Q_EMIT showUnitsWanted(selected()); });
    connect(m_reconnect, &QPushButton::clicked, this, [this] {
        if (Instance *instance = m_instances.find(selected())) {
            instance->engine().connectLive();
        }
    });
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editWanted(selected()); });
    connect(m_forget, &QPushButton::clicked, this, [this] { Q_EMIT forgetWanted(selected()); });
    return m_details;
}

InstanceId ConnectionsPage::selected() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? InstanceId() : rows.first().data(IdRole).value<InstanceId>();
}

void ConnectionsPage::select(const InstanceId &id)
{
    const QModelIndex index = m_proxy.mapFromSource(m_model.index(m_model.rowOf(id), 0));
    if (index.isValid()) {
        m_table->setCurrentIndex(index);
    }
}

void ConnectionsPage::refresh()
{
    int reporting = 0;
    for (const Instance *instance : m_instances.all()) {
        reporting += instance->picture().isReporting() ? 1 : 0;
    }
    const QString instances = tr("%n instances", nullptr, m_instances.count());
    m_summary->setText(tr("%1, %2 reporting", "5 instances, 4 reporting").arg(instances).arg(reporting));
    if (selected().isEmpty() && m_proxy.rowCount() > 0) {
        m_table->setCurrentIndex(m_proxy.index(0, 0));
        return; // comes back by the selection
    }
    Instance *instance = m_instances.find(selected());
    m_details->setVisible(instance);
    if (instance) {
        showDetails(*instance);
        showButtons(*instance);
    }
}

QString ConnectionsPage::tokenWords(const Instance &instance) const
{
    if (instance.profile().kind != InstanceKind::Remote || instance.profile().address.startsWith(u'/')) {
        return tr("none needed: this account owns the engine");
    }
    const QString problem = m_connections.tokenProblem(instance.id());
    switch (m_connections.token(instance.id())) {
    case Connections::Token::InKeychain:
        return tr("in the system's keychain");
    case Connections::Token::UntilTheEnd:
        return tr("until this window is closed; the keychain could not keep it: %1").arg(problem);
    case Connections::Token::None:
        break;
    }
    return problem.isEmpty() ? tr("none is kept") : tr("none; the keychain could not be asked: %1").arg(problem);
}

QList<SpecLine> ConnectionsPage::lines(const Instance &instance) const
{
    const client::EngineInfo &info = instance.picture().info();
    QList<SpecLine> lines{
        {tr("Address"), ConnectionTableModel::address(instance), instance.profile().kind == InstanceKind::Remote}};
    const auto add = [&](const QString &label, const QString &value, bool fixed = false) {
        if (!value.isEmpty()) {
            lines.append({label, value, fixed});
        }
    };
    add(tr("Encryption"), ConnectionTableModel::encryption(instance));
    add(tr("Token"), tokenWords(instance));
    add(tr("Account"), info.account.isEmpty()
                           ? QString()
                           : tr("%1, %2", "account, role").arg(info.account, Availabilities::roleWord(info.role)));
    add(tr("Host"), info.host);
    add(tr("Engine"), info.id.isEmpty() ? QString() : tr("version %1, process %2").arg(info.version).arg(info.pid));
    add(tr("Data directory"), info.dataDirectory, true);
    return lines;
}

void ConnectionsPage::showDetails(Instance &instance)
{
    const Freshness &freshness = instance.picture().freshness();
    m_glyph->setKind(freshness.kind());
    m_name->setText(instance.name());
    m_tag->set(freshness.kind(), ConnectionTableModel::standing(instance));
    const Error &error = instance.engine().lastError();
    const bool bad = freshness.kind() != StateKind::Ok && !error.message.isEmpty();
    m_sentence->setText(bad ? ErrorTexts::sentence(error) : FreshnessTexts::detail(freshness));
    m_sentence->setToolTip(bad ? error.message : QString());
    m_lines->setLines(lines(instance));
}

void ConnectionsPage::showButtons(const Instance &instance)
{
    const bool remote = instance.profile().kind == InstanceKind::Remote;
    const Availability ours =
        remote ? Availability{} : Availability::off(tr("This workstation's own engine is always shown"));
    m_edit->setAvailability(ours, tr("Change address, token, fingerprint or name"));
    m_forget->setAvailability(ours, tr("Disconnect and forget the token"));
    // What helps stands out; another try with the same token does not.
    const ErrorCode why = instance.engine().lastError().code;
    const bool refused = remote && (why == ErrorCode::Unauthenticated || why == ErrorCode::Untrusted);
    const bool away = instance.picture().freshness().kind() != StateKind::Ok;
    m_reconnect->setKind(away && !refused ? ButtonKind::Filled : ButtonKind::Default);
    m_edit->setKind(away && refused ? ButtonKind::Filled : ButtonKind::Default);
}

void ConnectionsPage::save(QSettings &settings) const
{
    settings.setValue(kHeaderKey, m_table->horizontalHeader()->saveState());
    settings.setValue(kSplitterKey, m_splitter->saveState());
}

void ConnectionsPage::restore(const QSettings &settings)
{
    m_table->horizontalHeader()->restoreState(settings.value(kHeaderKey).toByteArray());
    m_splitter->restoreState(settings.value(kSplitterKey).toByteArray());
}

} // namespace lamplighter::ui
