#include "ui/models/connection_table_model.h"

#include "core/client/connect.h"

namespace lamplighter::ui {

namespace {
const QString kDash = QStringLiteral("–");
} // namespace

ConnectionTableModel::ConnectionTableModel(Instances &instances, QObject *parent)
    : QAbstractTableModel(parent)
    , m_rows(instances.all())
{
    connect(&instances, &Instances::added, this, [this](Instance *instance) {
        const auto row = static_cast<int>(m_rows.size());
        beginInsertRows({}, row, row);
        m_rows.append(instance);
        endInsertRows();
    });
    connect(&instances, &Instances::removed, this, [this](Instance *instance) {
        const auto row = static_cast<int>(m_rows.indexOf(instance));
        beginRemoveRows({}, row, row);
        m_rows.removeAt(row);
        endRemoveRows();
    });
    connect(&instances, &Instances::changed, this, [this](Instance *instance) {
        const auto row = static_cast<int>(m_rows.indexOf(instance));
        if (row >= 0) {
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    });
}

int ConnectionTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ConnectionTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

int ConnectionTableModel::rowOf(const InstanceId &id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows.at(row)->id() == id) {
            return row;
        }
    }
    return -1;
}

QVariant ConnectionTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(Qt::AlignVCenter | (section == Units ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case State:
        return tr("State");
    case Name:
        return tr("Name");
    case Address:
        return tr("Address");
    case Units:
        return tr("Units");
    case Role:
        return tr("Role");
    case Version:
        return tr("Version");
    case Heard:
        return tr("Last heard");
    case ColumnCount:
        break;
    }
    return {};
}

QString ConnectionTableModel::address(const Instance &instance)
{
    switch (instance.profile().kind) {
    case InstanceKind::Embedded:
        return tr("in this window");
    case InstanceKind::Local:
        return tr("daemon of this workstation");
    case InstanceKind::Demo:
        return tr("a demo fleet in this window");
    case InstanceKind::Remote:
        break;
    }
    return instance.profile().address;
}

QString ConnectionTableModel::standing(const Instance &instance)
{
    const Freshness &freshness = instance.picture().freshness();
    if (freshness.word == FreshnessWord::NotConnected &&
        instance.engine().lastError().code == ErrorCode::Unauthenticated) {
        return tr("Needs a token");
    }
    if (freshness.word == FreshnessWord::NotConnected && instance.engine().lastError().code == ErrorCode::Untrusted) {
        return instance.profile().fingerprint.isEmpty() ? tr("Certificate not known") : tr("Certificate changed");
    }
    return FreshnessTexts::word(freshness);
}

QString ConnectionTableModel::encryption(const Instance &instance)
{
    const InstanceProfile &profile = instance.profile();
    if (profile.kind != InstanceKind::Remote || profile.address.startsWith(u'/')) {
        return {};
    }
    if (!client::usesTls(profile.address)) {
        return tr("none: who can listen on the way reads the token");
    }
    return profile.fingerprint.isEmpty() ? tr("TLS, the certificate vouched for by an authority")
                                         : tr("TLS, no certificate accepted but %1").arg(profile.fingerprint);
}

QString ConnectionTableModel::text(const Instance &instance, int column) const
{
    const client::EngineInfo &info = instance.picture().info();
    const auto orDash = [](const QString &text) { return text.isEmpty() ? kDash : text; };
    switch (static_cast<Column>(column)) {
    case State:
        return standing(instance);
    case Name:
        return instance.name();
    case Address:
        return address(instance);
    case Units:
        return instance.picture().isLoaded() ? QString::number(instance.picture().unitCount()) : kDash;
    case Role:
        return orDash(Availabilities::roleWord(info.role));
    case Version:
        return orDash(info.version);
    case Heard:
        return instance.engine().lastHeard() ? tr("%1 ago").arg(TimeTexts::span(instance.picture().freshness().age))
                                             : tr("never");
    case ColumnCount:
        break;
    }
    return {};
}

QVariant ConnectionTableModel::sortValue(const Instance &instance, int column) const
{
    switch (static_cast<Column>(column)) {
    case State:
        return static_cast<int>(instance.picture().freshness().kind());
    case Units:
        return instance.picture().unitCount();
    case Heard:
        return static_cast<qint64>(instance.picture().freshness().age.count());
    default:
        return text(instance, column);
    }
}

QVariant ConnectionTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Instance &instance = *m_rows.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(instance, column);
    case Qt::ToolTipRole:
        if (column == Address && !encryption(instance).isEmpty()) {
            return tr("%1\nEncryption: %2").arg(text(instance, column), encryption(instance));
        }
        return column == State ? instance.engine().lastError().message : text(instance, column);
    case Qt::AccessibleTextRole:
        return tr("%1: %2", "column: value")
            .arg(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), text(instance, column));
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case SortRole:
    case ExportRole:
        return sortValue(instance, column);
    case IdRole:
        return QVariant::fromValue(instance.id());
    case SeverityRole:
        return static_cast<int>(instance.picture().freshness().kind());
    case GlyphRole:
        return column == State ? QVariant(static_cast<int>(instance.picture().freshness().kind())) : QVariant();
    case ToneRole:
        return static_cast<int>(column == State  ? CellTone::State
                                : column == Name ? CellTone::Primary
                                                 : CellTone::Secondary);
    case SmallRole:
        return column == Version || column == Heard;
    default:
        return {};
    }
}

} // namespace lamplighter::ui
