#include "ui/pages/first_run_page.h"

#include "ui/widgets/state_glyph_widget.h"
#include "ui/widgets/tag.h"

#include <QHBoxLayout>
#include <QResizeEvent>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kColumnWidth = 968;
constexpr int kNarrowest = 620; ///< for three cards beside each other
constexpr int kSentenceWidth = 520;
constexpr int kConnectionWords = 232;
constexpr int kLamp = 72;
constexpr int kSmallLamp = 48;
constexpr int kRoomy = 700; ///< height of a page with air around everything
constexpr int kSide = 24;

} // namespace

FirstRunPage::FirstRunPage(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_scroll(new QScrollArea(this))
    , m_column(new QWidget)
    , m_add(new Button(theme, ButtonKind::Filled, tr("Add process…"), u"firstRunAdd"_s, this))
    , m_import(new Button(theme, ButtonKind::Default, tr("Choose a file…"), u"firstRunImport"_s, this))
    , m_demo(new Button(theme, ButtonKind::Default, tr("Start the demo fleet"), u"firstRunDemo"_s, this))
    , m_connect(new Button(theme, ButtonKind::Default, tr("Connect…"), u"firstRunConnect"_s, this))
{
    setObjectName(u"firstRunPage"_s);
    auto *around = new QWidget;
    auto *centre = new QVBoxLayout(around);
    centre->setContentsMargins(kSide, 8, kSide, 8);
    auto *column = new QVBoxLayout(m_column);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    addHero(column);
    addWays(column);
    addConnection(column);
    addKeys(column);
    centre->addStretch(1);
    centre->addWidget(m_column, 0, Qt::AlignHCenter);
    centre->addStretch(1);
    m_scroll->setObjectName(u"firstRunScroll"_s);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(around);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_scroll);

    for (Button *button : {m_add, m_import, m_demo, m_connect}) {
        button->setLarge(true);
    }
    m_connect->setGlyph(Icon::Link);
    connect(m_add, &QPushButton::clicked, this, &FirstRunPage::addWanted);
    connect(m_demo, &QPushButton::clicked, this, &FirstRunPage::demoWanted);
    connect(m_connect, &QPushButton::clicked, this, [this] { Q_EMIT connectWanted(m_address->text().trimmed()); });
    connect(m_address, &QLineEdit::returnPressed, m_connect, &QPushButton::click);
    connect(&theme, &Theme::changed, this, &FirstRunPage::restyle);
    setFocusProxy(m_add);
    setEngineName({});
    restyle();
}

void FirstRunPage::addHero(QBoxLayout *column)
{
    m_lamp = new QLabel(m_column);
    m_title = new Label(m_theme, TextStyle::Title, Tone::Primary, {}, m_column);
    m_title->setObjectName(u"firstRunTitle"_s);
    m_sentence = new Label(m_theme, TextStyle::Body, Tone::Secondary,
                           tr("Lamplighter keeps your processes running, starts them again when they fail, and stops "
                              "them when you say so. Pick a way to begin."),
                           m_column);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    column->addWidget(m_lamp, 0, Qt::AlignHCenter);
    column->addSpacing(16);
    column->addWidget(m_title);
    column->addSpacing(4);
    column->addWidget(m_sentence, 0, Qt::AlignHCenter);
}

void FirstRunPage::addWays(QBoxLayout *column)
{
    m_ways = new QBoxLayout(QBoxLayout::LeftToRight);
    m_ways->setContentsMargins(0, 28, 0, 0);
    m_ways->setSpacing(16);
    auto *add = new WayCard(m_theme, Icon::Plus, tr("Add a process"),
                            tr("Give a command and a folder. Lamplighter suggests a restart policy and a health check "
                               "that you can change."),
                            m_add, m_column);
    add->addContent(new CodeLine(m_theme, u"python3 serve.py --port 8000"_s, add));
    auto *import = new WayCard(m_theme, Icon::Import, tr("Import what you have"),
                               tr("Reads a file and shows every unit before it adds one."), m_import, m_column);
    // Names of programs and files are the same in every language.
    import->addSource(u"supervisord"_s, u"supervisord.conf"_s);
    import->addSource(u"PM2"_s, u"ecosystem.config.js, .json"_s);
    import->addSource(u"systemd"_s, u"*.service"_s);
    import->addSource(u"Procfile"_s, u"Procfile, .env"_s);
    m_import->setAvailability(Availability::off(tr("Import comes with a later version")));
    auto *demo = new WayCard(m_theme, Icon::Spark, tr("Try the demo fleet"),
                             tr("Starts 9 small practice agents and a few services that misbehave on purpose, on this "
                                "workstation, so you can try every action safely."),
                             m_demo, m_column);
    auto *note = new QWidget(demo);
    auto *row = new QHBoxLayout(note);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(new StateGlyphWidget(m_theme, m_theme.sizes().stateGlyphSmall, StateKind::Info, note), 0,
                   Qt::AlignTop);
    auto *words =
        new Label(m_theme, TextStyle::Small, Tone::Secondary, tr("Nothing of it stays behind when you end it"), note);
    words->setWordWrap(true);
    row->addWidget(words, 1);
    demo->addContent(note);
    for (WayCard *card : {add, import, demo}) {
        m_ways->addWidget(card, 1);
    }
    column->addLayout(m_ways);
}

void FirstRunPage::addConnection(QBoxLayout *column)
{
    auto *card = new CardSurface(m_theme, m_column);
    m_connection = new QBoxLayout(QBoxLayout::LeftToRight, card);
    m_connection->setContentsMargins(20, 16, 20, 16);
    m_connection->setSpacing(16);
    m_connection->addWidget(new IconTile(m_theme, Icon::Connections, false, card));
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *title = new Label(m_theme, TextStyle::Section, Tone::Primary, tr("Connect to a running instance"), card);
    words->addWidget(title);
    words->addWidget(
        new Label(m_theme, TextStyle::Small, Tone::Secondary, tr("Address and token of its service"), card));
    words->addSpacing(0);
    m_connection->addLayout(words);
    m_address = new TextField(m_theme, u"firstRunAddress"_s, tr("Address of a running instance"), card);
    m_address->setPlaceholderText(tr("http://host:8765 or a local socket"));
    title->setBuddy(m_address);
    m_connection->addWidget(m_address, 1);
    m_connect->setParent(card);
    m_connection->addWidget(m_connect);
    title->setMinimumWidth(kConnectionWords);
    column->addSpacing(16);
    column->addWidget(card);
}

void FirstRunPage::addKeys(QBoxLayout *column)
{
    struct Hint
    {
        QKeySequence keys;
        QString words;
    };
    const QList<Hint> hints{{QKeySequence(Qt::CTRL | Qt::Key_K), tr("all commands")},
                            {QKeySequence(Qt::CTRL | Qt::Key_N), tr("add a process")},
                            {QKeySequence(Qt::Key_Question), tr("keyboard map")}};
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 20, 0, 0);
    row->setSpacing(8);
    row->addStretch();
    for (const Hint &hint : hints) {
        if (&hint != &hints.first()) {
            row->addSpacing(12);
        }
        row->addWidget(new KeyCap(m_theme, hint.keys.toString(QKeySequence::NativeText), m_column));
        row->addWidget(new Label(m_theme, TextStyle::Caption, Tone::Muted, hint.words, m_column));
    }
    row->addStretch();
    column->addLayout(row);
}

void FirstRunPage::setDemoAvailable(bool available, const QString &reason)
{
    m_demo->setAvailability(available ? Availability{} : Availability::off(reason));
}

void FirstRunPage::setAddAvailability(const Availability &availability)
{
    m_add->setAvailability(availability, tr("Ctrl+N"));
}

void FirstRunPage::setEngineName(const QString &name)
{
    m_title->setText(name.isEmpty() ? tr("Nothing is supervised yet")
                                    : tr("Nothing is supervised on %1 yet").arg(name));
    setAccessibleName(m_title->text());
}

void FirstRunPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_add->setFocus(Qt::TabFocusReason);
}

void FirstRunPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void FirstRunPage::fit()
{
    const int width = std::min(m_theme.scaled(kColumnWidth), std::max(240, this->width() - 2 * kSide));
    const bool wide = width >= m_theme.scaled(kNarrowest);
    m_ways->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_connection->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_column->setFixedWidth(width);
    m_sentence->setFixedWidth(std::min(width, m_theme.scaled(kSentenceWidth)));
    m_sentence->setMinimumHeight(0); // a label's height for its width is never under its minimum
    m_sentence->setFixedHeight(m_sentence->heightForWidth(m_sentence->width()));
    const bool roomy = height() >= kRoomy;
    const int lamp = roomy ? kLamp : kSmallLamp;
    m_lamp->setPixmap(m_theme.lamp(u"lamp-empty"_s, 80, devicePixelRatioF() * lamp / 80.0));
    if (QPixmap picture = m_lamp->pixmap(); !picture.isNull()) {
        picture.setDevicePixelRatio(devicePixelRatioF());
        m_lamp->setPixmap(picture);
    }
    m_ways->setContentsMargins(0, roomy ? 32 : 16, 0, 0);
}

void FirstRunPage::restyle()
{
    QPalette colours = palette();
    colours.setColor(QPalette::Window, m_theme.palette().window);
    m_scroll->setPalette(colours);
    m_scroll->widget()->setPalette(colours);
    fit();
}

} // namespace lamplighter::ui
