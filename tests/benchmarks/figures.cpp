#include "tests/benchmarks/figures.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace lamplighter::benchmarks {

namespace {

QString amount(double value, const QString &unit)
{
    return QString::number(value, 'f', value >= 100 ? 0 : value >= 10 ? 1 : 2) + QLatin1Char(' ') + unit;
}

QString word(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Reached:
        return QStringLiteral("reached");
    case Verdict::Missed:
        return QStringLiteral("MISSED");
    case Verdict::ForComparison:
        return QStringLiteral("");
    }
    return {};
}

Verdict verdictOf(bool good)
{
    return good ? Verdict::Reached : Verdict::Missed;
}

} // namespace

void FigureTable::add(Figure figure)
{
    say(figure.what + QStringLiteral(": ") + figure.measured + QLatin1Char(' ') + word(figure.verdict));
    m_figures.push_back(std::move(figure));
}

void FigureTable::compare(const QString &what, double measured, double floor, const QString &unit, double allowedRatio)
{
    const double ratio = floor > 0 ? measured / floor : 0;
    const bool measurable = measured > 0 && floor > 0;
    add({.what = what,
         .measured = amount(measured, unit),
         .floor = amount(floor, unit),
         .ratio = QString::number(ratio, 'f', 2) + QStringLiteral(" x"),
         .target = QStringLiteral("<= %1 x").arg(allowedRatio),
         .verdict = verdictOf(measurable && ratio <= allowedRatio)});
}

void FigureTable::limit(const QString &what, double measured, const QString &unit, double limit, const QString &target)
{
    add({.what = what,
         .measured = amount(measured, unit),
         .floor = {},
         .ratio = {},
         .target = target,
         .verdict = verdictOf(measured > 0 && measured <= limit)});
}

void FigureTable::check(const QString &what, bool holds, const QString &words, const QString &target)
{
    add({.what = what, .measured = words, .floor = {}, .ratio = {}, .target = target, .verdict = verdictOf(holds)});
}

void FigureTable::mention(const QString &what, double measured, const QString &unit, double floor)
{
    add({.what = what,
         .measured = amount(measured, unit),
         .floor = floor > 0 ? amount(floor, unit) : QString(),
         .ratio = floor > 0 ? QString::number(measured / floor, 'f', 2) + QStringLiteral(" x") : QString(),
         .target = {},
         .verdict = Verdict::ForComparison});
}

QString FigureTable::text() const
{
    QString out = QStringLiteral(
        "| figure | measured | floor | ratio | to reach | verdict |\n| --- | --- | --- | --- | --- | --- |\n");
    for (const Figure &figure : m_figures) {
        out += QStringLiteral("| %1 | %2 | %3 | %4 | %5 | %6 |\n")
                   .arg(figure.what, figure.measured, figure.floor, figure.ratio, figure.target, word(figure.verdict));
    }
    return out;
}

int FigureTable::missed() const
{
    return static_cast<int>(std::count_if(m_figures.begin(), m_figures.end(),
                                          [](const Figure &figure) { return figure.verdict == Verdict::Missed; }));
}

void say(const QString &text)
{
    std::fprintf(stderr, "%s\n", qPrintable(text));
}

} // namespace lamplighter::benchmarks
