#include "ui/charts/activity_plot.h"

namespace lamplighter::ui::plot {

Colours colours(const Theme &theme)
{
    const Palette &p = theme.palette();
    // The grid and the grey series have colours of their own in the design that no other part needs.
    const QColor grid = p.dark ? p.hairline.darker(108) : p.hairline.lighter(102);
    const QColor info = p.dark ? p.stopped.solid.darker(112) : p.stopped.solid.lighter(125);
    return {grid, p.critical.solid, p.attention.solid, info, p.accent, p.mutedText};
}

int ceiling(int highest)
{
    for (int top = 3; top <= 24; top += 3) {
        if (highest <= top) {
            return top;
        }
    }
    int top = 30;
    while (top < highest) {
        top += top < 60 ? 15 : top < 300 ? 60 : top < 3000 ? 300 : 3000;
    }
    return top;
}

QList<int> labelled(qsizetype buckets)
{
    QList<int> list;
    constexpr int kEvery = 8;
    for (int bucket = 0; bucket <= buckets; bucket += kEvery) {
        list.append(bucket);
    }
    return list;
}

QString label(const client::Activity &activity, int bucket, const QTimeZone &zone)
{
    if (activity.buckets.isEmpty()) {
        return {};
    }
    const WallTime at = activity.buckets.first().at + bucket * std::chrono::duration_cast<microseconds>(activity.width);
    return toLocal(at, zone).toString(u"HH:mm");
}

} // namespace lamplighter::ui::plot
