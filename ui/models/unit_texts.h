// A unit's status in words and sentences for people.
#pragma once

#include "ui/models/time_texts.h"
#include "ui/models/unit_look.h"

namespace lamplighter::ui {

/// Everything outside the status that its words depend on.
struct UnitView
{
    Viewpoint when;
    bool stale = false;
    Duration silence{0}; ///< since the engine was last heard
};

struct HealthText
{
    StateKind kind = StateKind::Stopped;
    QString text;
};

class UnitTexts
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::UnitTexts)
public:
    /// "Running", "Backoff", "Held"
    static QString word(const client::UnitStatus &status, bool stale);
    /// The word, and what counts down: "Backoff, 18 s"
    static QString state(const client::UnitStatus &status, const UnitView &view);
    /// "2 d 4 h", "retry 3 of 5", "down 4 min 12 s", "since 13:05", "no report 3 min"
    static QString uptime(const client::UnitStatus &status, const UnitView &view);
    static HealthText health(const client::UnitStatus &status, bool stale);
    /// "139, segmentation fault, 14:27:51", or "none"
    static QString lastExit(const client::UnitStatus &status, const UnitView &view);
    /// "segmentation fault", "error", "asked for"
    static QString exitMeaning(const client::UnitStatus &status);
    /// Why it is in its state, as a sentence: "Ended with exit 1, error, 17 s after its start."
    static QString reason(const client::UnitStatus &status);
    /// What the engine does next by itself: "Next start in 18 s, attempt 3 of 5"; else why it rests.
    static QString nextStep(const client::UnitStatus &status, const UnitView &view);
    static QString bucketWord(UnitBucket bucket);
    /// "the kill switch for group agents"
    static QString heldBy(const client::UnitStatus &status);
    /// Under the mouse: state, since when, why, what next.
    static QString stateToolTip(const client::UnitStatus &status, const UnitView &view);

private:
    static QString signalMeaning(const QString &signalName);
    static QString exitSentence(const client::UnitStatus &status);
};

} // namespace lamplighter::ui
