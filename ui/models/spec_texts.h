// A unit's specification in the words of the details panel.
#pragma once

#include <QCoreApplication>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace lamplighter::ui {

struct SpecLine
{
    QString label;
    QString value;
    bool fixedWidth = false; ///< commands and paths
};

class SpecTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::SpecTexts)
public:
    /// Lines for what `spec` (the keys of a unit file) says; keys that say nothing are left out.
    static QList<SpecLine> lines(const QJsonObject &spec);

private:
    static QString probe(const QJsonObject &probe);
    static QString restart(const QJsonObject &spec);
    static QString stop(const QJsonObject &spec);
    static QString health(const QJsonObject &spec);
};

} // namespace lamplighter::ui
