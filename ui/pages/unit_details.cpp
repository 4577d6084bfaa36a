#include "ui/pages/unit_details.h"

#include "ui/models/error_texts.h"
#include "ui/models/history_texts.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace lamplighter::ui {
namespace {

constexpr int kHeadHeight = 56;
constexpr int kSectionTop = 10;

QWidget *section(QWidget *parent, QVBoxLayout *&column, int right)
{
    auto *widget = new QWidget(parent);
    column = new QVBoxLayout(widget);
    column->setContentsMargins(16, kSectionTop, right, 8);
    column->setSpacing(8);
    return widget;
}

Label *heading(Theme &theme, const QString &text, QWidget *parent)
{
    auto *label = new Label(theme, TextStyle::Small, Tone::Secondary, text, parent);
    label->setWeight(QFont::DemiBold);
    label->setFixedHeight(theme.scaled(theme.sizes().button)); // as high as a button that may stand beside it
    return label;
}

} // namespace

CountdownBar::CountdownBar(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedSize(120, 4);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CountdownBar::setLeft(double part)
{
    m_left = std::clamp(part, 0.0, 1.0);
    update();
}

void CountdownBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const int radius = m_theme.sizes().radiusBar;
    painter.setBrush(m_theme.palette().attention.soft);
    painter.drawRoundedRect(rect(), radius, radius);
    painter.setBrush(m_theme.palette().attention.solid);
    painter.drawRoundedRect(QRectF(0, 0, width() * m_left, height()), radius, radius);
}

UnitDetails::UnitDetails(const Surroundings &surroundings, Instances &instances, QWidget *parent)
    : QWidget(parent)
    , m_surroundings(surroundings)
    , m_theme(surroundings.theme)
    , m_instances(instances)
{
    setObjectName(QStringLiteral("unitDetails"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 1, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    m_log = new LogPanel(m_theme, this);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setObjectName(QStringLiteral("detailsSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_log);
    m_splitter->addWidget(makeHistory());
    m_splitter->addWidget(makeSpec());
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setSizes({580, 288, 364});
    column->addWidget(m_splitter, 1);
    connect(&m_feed, &UnitDetailFeed::changed, this, &UnitDetails::showDetail);
    const auto watch = [this](Instance *instance) {
        connect(&instance->actions(), &UnitActions::busyChanged, this, &UnitDetails::refresh);
    };
    connect(&instances, &Instances::added, this, watch);
    for (Instance *instance : instances.all()) {
        watch(instance);
    }
}

QWidget *UnitDetails::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(m_theme.scaled(kHeadHeight));
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(24, 0, 24, 1);
    row->setSpacing(12);
    m_glyph = new StateGlyphWidget(m_theme, m_theme.sizes().stateGlyphLarge, StateKind::Stopped, head);
    m_name = new Label(m_theme, TextStyle::Subtitle, Tone::Primary, {}, head);
    m_name->setObjectName(QStringLiteral("detailsName"));
    m_tag = new Tag(m_theme, StateKind::Stopped, {}, head);
    m_next = new Label(m_theme, TextStyle::Body, Tone::Secondary, {}, head);
    m_next->setObjectName(QStringLiteral("detailsNext"));
    m_next->setElideMode(Qt::ElideRight);
    m_countdown = new CountdownBar(m_theme, head);
    m_start = new Button(m_theme, ButtonKind::Default, tr("Start now"), QStringLiteral("startButton"), head);
    m_start->setGlyph(Icon::Play);
    m_stop = new Button(m_theme, ButtonKind::Default, tr("Stop"), QStringLiteral("stopButton"), head);
    m_stop->setGlyph(Icon::Stop);
    m_restart = new Button(m_theme, ButtonKind::Default, tr("Restart"), QStringLiteral("restartButton"), head);
    m_restart->setGlyph(Icon::Restart);
    m_more = new Button(m_theme, ButtonKind::Default, {}, QStringLiteral("moreButton"), head);
    m_more->setIconOnly(Icon::More, tr("More actions"));
    auto *close = new Button(m_theme, ButtonKind::Ghost, {}, QStringLiteral("closeDetails"), head);
    close->setIconOnly(Icon::Close, tr("Close the details (Esc)"));
    for (QWidget *widget : std::initializer_list<QWidget *>{m_glyph, m_name, m_tag}) {
        row->addWidget(widget);
    }
    row->addWidget(m_next);
    row->addWidget(m_countdown);
    row->addStretch();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_start, m_stop, m_restart, m_more, close}) {
        row->addWidget(widget);
    }
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (Instance *engine = instance()) {
            engine->actions().start(m_unit.name);
        }
    });
    connect(m_stop, &QPushButton::clicked, this, [this] { Q_EMIT stopWanted(m_unit); });
    connect(m_restart, &QPushButton::clicked, this, [this] {
        if (Instance *engine = instance()) {
            engine->actions().restart(m_unit.name);
        }
    });
    connect(m_more, &QPushButton::clicked, this, [this] { Q_EMIT moreWanted(m_unit, m_more); });
    connect(close, &QPushButton::clicked, this, &UnitDetails::closed);
    return head;
}

QWidget *UnitDetails::makeHistory()
{
    QVBoxLayout *column = nullptr;
    QWidget *widget = section(this, column, 16);
    widget->setMinimumWidth(272);
    auto *row = new QHBoxLayout;
    row->addWidget(heading(m_theme, tr("Restart history"), widget), 1);
    row->addWidget(new Label(m_theme, TextStyle::Caption, Tone::Muted, tr("24 h"), widget));
    column->addLayout(row);
    column->addSpacing(4);
    m_strip = new RestartStrip(m_theme, widget);
    column->addWidget(m_strip);
    m_history = new DefinitionList(m_theme, widget);
    column->addSpacing(4);
    column->addWidget(m_history);
    column->addStretch();
    return widget;
}

QWidget *UnitDetails::makeSpec()
{
    QVBoxLayout *column = nullptr;
    QWidget *widget = section(this, column, 24);
    widget->setMinimumWidth(312);
    auto *row = new QHBoxLayout;
    row->addWidget(heading(m_theme, tr("Spec"), widget), 1);
    m_edit = new Button(m_theme, ButtonKind::Ghost, tr("Edit…"), QStringLiteral("editButton"), widget);
    row->addWidget(m_edit);
    column->addLayout(row);
    connect(m_edit, &QPushButton::clicked, this, [this] { Q_EMIT editWanted(m_unit); });
    m_spec = new DefinitionList(m_theme, widget);
    m_spec->setObjectName(QStringLiteral("specList"));
    column->addWidget(m_spec);
    m_specState = new StatePanel(m_theme, QStringLiteral("specState"), widget);
    column->addWidget(m_specState, 1);
    column->addStretch();
    connect(m_specState, &StatePanel::buttonClicked, &m_feed, &UnitDetailFeed::refresh);
    return widget;
}

void UnitDetails::showUnit(const UnitKey &unit)
{
    m_unit = unit;
    Instance *from = instance();
    client::Engine *engine = from ? &from->engine() : nullptr;
    m_log->showUnit(engine, unit.name);
    m_feed.show(engine, unit.name);
    refresh();
}

void UnitDetails::refresh()
{
    Instance *from = instance();
    const std::optional<client::UnitStatus> status = m_instances.units().find(m_unit);
    if (from && status) {
        showStatus(*status, from->picture().view());
        showButtons(*from, *status);
    } else if (!m_unit.isEmpty()) {
        showRemoved();
    }
}

void UnitDetails::showRemoved()
{
    m_glyph->setKind(StateKind::Unknown);
    m_tag->set(StateKind::Unknown, tr("Removed"));
    m_next->setText(tr("It is no longer supervised. Its log stays."));
    m_countdown->hide();
    const Availability gone = Availability::off(tr("%1 was removed").arg(m_unit.name));
    for (Button *button : {m_start, m_stop, m_restart, m_edit, m_more}) {
        button->setKind(button == m_edit ? ButtonKind::Ghost : ButtonKind::Default);
        button->setAvailability(gone);
    }
}

void UnitDetails::showStatus(const client::UnitStatus &status, const UnitView &view)
{
    const StateKind kind = stateKind(status, view.stale);
    m_glyph->setKind(kind);
    m_name->setText(status.name);
    m_tag->set(kind, UnitTexts::word(status, view.stale));
    const QString next = UnitTexts::nextStep(status, view);
    m_next->setText(next.isEmpty() ? UnitTexts::reason(status) : next);
    m_next->setToolTip(UnitTexts::stateToolTip(status, view));
    const bool counting = !view.stale && status.state == client::UnitState::Backoff && status.next;
    m_countdown->setVisible(counting);
    if (counting) {
        using Seconds = std::chrono::duration<double>;
        const double whole = Seconds(status.next->at - status.since).count();
        m_countdown->setLeft(whole > 0 ? Seconds(status.next->at - view.when.now).count() / whole : 0);
    }
}

void UnitDetails::showButtons(Instance &instance, const client::UnitStatus &status)
{
    const QString &name = m_unit.name;
    const EngineStanding standing = instance.picture().standing();
    const auto guarded = [&](Availability availability) {
        return instance.actions().isBusy(name)
                   ? Availability::off(tr("The last request for %1 has no answer yet").arg(name))
                   : availability;
    };
    const Availability start = guarded(Availabilities::toStart(status, standing));
    m_start->setAvailability(start, tr("Start %1 at once (S)").arg(name));
    m_start->setKind(start.enabled ? ButtonKind::Filled : ButtonKind::Default);
    m_stop->setAvailability(guarded(Availabilities::toStop(status, standing)),
                            tr("Stop %1 until someone starts it (X)").arg(name));
    m_restart->setAvailability(guarded(Availabilities::toRestart(status, standing)),
                               tr("Stop %1 and start it again").arg(name));
    m_more->setAvailability({}, tr("More actions"));
    m_edit->setAvailability(Availabilities::toChange(standing), tr("Edit the specification of %1").arg(name));
}

void UnitDetails::showDetail()
{
    const std::optional<client::UnitDetail> &detail = m_feed.detail();
    m_spec->setVisible(detail.has_value());
    m_specState->setVisible(!detail.has_value());
    if (!detail) {
        m_strip->setTimes({}, m_instances.units().viewpoint());
        m_history->setLines({});
        if (m_feed.error()) {
            m_specState->showError(tr("Could not read the details of %1").arg(m_unit.name),
                                   ErrorTexts::sentence(*m_feed.error()));
        } else {
            m_specState->showLoading();
        }
        return;
    }
    const Viewpoint when = m_instances.units().viewpoint();
    m_spec->setLines(SpecTexts::lines(detail->spec));
    m_strip->setTimes(detail->restartTimes, when);
    m_history->setLines(HistoryTexts::lines(detail->status, m_feed.history()));
}

void UnitDetails::paintEvent(QPaintEvent *)
{
    const Palette &p = m_theme.palette();
    QPainter painter(this);
    painter.fillRect(rect(), p.surface);
    painter.fillRect(0, 0, width(), 1, p.strongLine);
    painter.fillRect(0, m_splitter->y() - 1, width(), 1, p.hairline);
    for (int i = 1; i < m_splitter->count(); ++i) {
        painter.fillRect(m_splitter->widget(i)->x() - 1, m_splitter->y(), 1, m_splitter->height(), p.hairline);
    }
}

} // namespace lamplighter::ui
