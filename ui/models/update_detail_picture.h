// What the details say of one restart, or of one update of the history. Pure.
#pragma once

#include "ui/models/forecast_picture.h"
#include "ui/models/rule_trace.h"
#include "ui/models/text_line.h"

namespace lamplighter::ui {

struct UpdateDetailPicture
{
    StateKind glyph = StateKind::Info;
    QString title; ///< the service
    TagText tag;
    QString stamp; ///< "U-2291, received 14:26:10"
    QString stampExact;
    QString description;
    QString notice; ///< how it stands, or what went wrong; empty where the decision says all
    StateKind noticeKind = StateKind::Info;
    QString stepsTitle; ///< "Progress", "What happened"
    QString stepsNote;  ///< "2.3.1 to 2.4.0, 8 s down"
    QList<TextLine> steps;
    QList<RuleLine> rules;
    QList<TextLine> modules;
    QList<TextLine> notices; ///< if there are several
    std::optional<ForecastPicture> forecast;
};

/// What is known of it.
struct UpdateDetailSource
{
    std::optional<client::PendingRestart> restart; ///< as it is now
    std::optional<client::RestartDetail> detail;   ///< as it was read last
    std::optional<client::UpdateRecord> record;    ///< the update of the history that was chosen
};

class UpdateDetailTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::UpdateDetailTexts)
public:
    static UpdateDetailPicture of(const UpdateDetailSource &source, const Viewpoint &when);

private:
    static void describeRestart(const UpdateDetailSource &source, const Viewpoint &when, UpdateDetailPicture &picture);
    static void describeRecord(const client::UpdateRecord &record, const Viewpoint &when, UpdateDetailPicture &picture);
    static void describeSteps(const client::PendingRestart &restart, const Viewpoint &when,
                              UpdateDetailPicture &picture);
    static void describeStanding(const client::PendingRestart &restart, const Viewpoint &when,
                                 UpdateDetailPicture &picture);
    static void describeNotices(const QList<client::UpdateRecord> &updates, UpdateDetailPicture &picture);
    static void describeDecision(const client::DecisionTrace &trace, UpdateDetailPicture &picture);
    static TextLine stepLine(const client::RestartStep &step, const Viewpoint &when);
    static QString stamp(const QString &id, WallTime at, const Viewpoint &when);
    static QString outcome(const client::UpdateRecord &record, const Viewpoint &when);
};

/// The notice whose decision is that of the restart.
const client::UpdateRecord *decisive(const client::PendingRestart &restart, const QList<client::UpdateRecord> &updates);

} // namespace lamplighter::ui
