// The table that a run prints: each figure beside its floor, as a ratio, with what is to be reached.
#pragma once

#include <QString>

#include <vector>

namespace lamplighter::benchmarks {

enum class Verdict { Reached, Missed, ForComparison };

struct Figure
{
    QString what;
    QString measured;
    QString floor; ///< what it is compared with; empty if with nothing
    QString ratio;
    QString target; ///< empty for a row that is only for comparison
    Verdict verdict = Verdict::ForComparison;
};

class FigureTable
{
public:
    void add(Figure figure);
    void compare(const QString &what, double measured, double floor, const QString &unit, double allowedRatio);
    /// measured <= limit.
    void limit(const QString &what, double measured, const QString &unit, double limit, const QString &target);
    /// Must hold, without a number to compare.
    void check(const QString &what, bool holds, const QString &words, const QString &target);
    void mention(const QString &what, double measured, const QString &unit, double floor = 0);

    [[nodiscard]] QString text() const;
    [[nodiscard]] int missed() const;

private:
    std::vector<Figure> m_figures;
};

/// Tells on the error output what is being measured now.
void say(const QString &text);

} // namespace lamplighter::benchmarks
