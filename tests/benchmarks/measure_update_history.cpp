#include "tests/benchmarks/console_measures.h"
#include "tests/benchmarks/console_window.h"
#include "tests/benchmarks/usage.h"
#include "tests/support/sample_updates.h"

#include <QScrollBar>

#include <algorithm>

namespace lamplighter::benchmarks {

namespace {

using namespace Qt::StringLiterals;

constexpr double kFrameMs = 16;
constexpr int kStepMs = 16; ///< a turn of the wheel for each frame
constexpr int kRowsAStep = 100;
const QString kUpdates = u"/api/v1/updates"_s;

/// Pages of a history, made before they are asked for, so that making them is not measured.
QList<QByteArray> pagesOf(int updates, int page)
{
    const WallTime now = SystemClock().wallNow();
    tests::SampleUpdate sample{
        0,          u"service"_s, client::UpdateState::Applied, client::Decision::RestartNow, u"operator-1"_s, {},
        seconds(9), seconds(1)};
    const QByteArray text = QJsonDocument(client::toJson(tests::decided(sample, now))).toJson(QJsonDocument::Compact);
    QList<QByteArray> pages;
    for (int newest = updates; newest > 0; newest -= page) {
        QByteArrayList records;
        for (int number = newest; number > std::max(0, newest - page); --number) {
            records.append(QByteArray(text).replace("U-0", QByteArray("U-").append(QByteArray::number(number))));
        }
        const QByteArray more = newest > page ? "],\"more\":true}" : "],\"more\":false}";
        pages.append(QByteArray("{\"updates\":[").append(records.join(',')).append(more));
    }
    return pages;
}

} // namespace

void measureUpdateHistory(const ConsoleScale &scale, FrameClock &clock, FigureTable &table)
{
    constexpr int kPage = ui::UpdateHistoryModel::kPage;
    const QList<QByteArray> pages = pagesOf(scale.updates, kPage);
    auto transport = std::make_unique<tests::FakeTransport>();
    client::EngineInfo info;
    info.id = info.host = u"busy"_s;
    info.role = u"operator"_s;
    transport->answerPicture(info, {});
    tests::answerUpdates(*transport, {}, {}, SystemClock().wallNow());
    transport->answer("GET", kUpdates, [&](const client::HttpRequest &request) {
        const int before = request.query.queryItemValue(u"before"_s).toInt();
        const auto page = before == 0 ? 0 : (scale.updates - before + 1) / kPage;
        return client::HttpAnswer{200, pages.value(page)};
    });
    ConsoleWindow console;
    console.add(u"busy"_s, ui::InstanceKind::Remote, std::move(transport));
    console.window().goTo(ui::MainWindow::Page::Updates);
    ui::UpdatesPage &page = *console.window().updates();
    FrameClock::runFor(500);
    page.filterBar()->setView(ui::UpdateView::All);
    ui::DataTable &view = *page.history();
    if (!FrameClock::runUntil([&] { return view.model()->rowCount() >= kPage; }, 10'000)) {
        say(u"the history stayed empty"_s);
        return;
    }
    FrameClock::runFor(1500); // first paints
    QScrollBar &bar = *view.verticalScrollBar();
    QTimer wheel;
    wheel.setTimerType(Qt::PreciseTimer);
    QObject::connect(&wheel, &QTimer::timeout, &wheel,
                     [&] { bar.setValue(bar.value() + kRowsAStep * view.verticalHeader()->defaultSectionSize()); });
    clock.forget();
    wheel.start(kStepMs);
    const bool reached = FrameClock::runUntil(
        [&] { return view.model()->rowCount() == scale.updates && bar.value() == bar.maximum(); }, 120'000);
    wheel.stop();

    std::vector<double> all;
    for (const FrameClock::Stretch &stretch : clock.stretches()) {
        all.push_back(stretch.ms);
    }
    const auto late = std::count_if(all.begin(), all.end(), [](double ms) { return ms > kFrameMs; });
    table.check(u"all of %1 updates of the history seen"_s.arg(scale.updates), reached,
                u"%1 rows"_s.arg(view.model()->rowCount()), u"all"_s);
    table.mention(u"frame while it is scrolled: median of %1"_s.arg(all.size()), median(all), u"ms"_s);
    table.mention(u"the same, 95th percentile"_s, percentile(all, 0.95), u"ms"_s);
    table.limit(u"longest time without an event (%1 over 16 ms)"_s.arg(late), percentile(all, 1), u"ms"_s, kFrameMs,
                u"<= 16 ms"_s);
}

} // namespace lamplighter::benchmarks
