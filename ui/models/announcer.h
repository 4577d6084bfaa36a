// Which of what needs somebody is told as a notification: each trouble once, few at a time, and taken back when it is
// over. Keeps only what it has told; pure but for that. Lives on the GUI thread.
#pragma once

#include "ui/models/tray_picture.h"

#include <QHash>
#include <QSet>

namespace lamplighter::ui {

struct Announcement
{
    struct Action
    {
        QString id; ///< one of Announcer's words
        QString label;
        bool operator==(const Action &) const = default;
    };

    QString key; ///< the same key replaces what is shown
    InstanceId instance{};
    StateKind kind = StateKind::Attention;
    QString title; ///< one line, fit to be shown; may look like markup
    QString detail;
    QList<Action> actions; ///< the suggested one first
    bool stays = false;    ///< until somebody closes it
};

class Announcer
{
    Q_DECLARE_TR_FUNCTIONS(lamplighter::ui::Announcer)
public:
    static constexpr int kMost = 3;                       ///< at once; the rest is one "4 more"
    static constexpr Duration kShownFor = seconds(8);     ///< what does not stay
    static constexpr Duration kForgetAfter = seconds(60); ///< what is over so long is news when it comes back

    struct Changes
    {
        QList<Announcement> fresh; ///< most urgent first
        QStringList over;          ///< keys of what was told and is over
    };
    /// `silenced`: what is new counts as told.
    Changes update(const TrayPicture &picture, Instant now, bool silenced);

    // Words of actions
    static const QString kView; ///< also what a click on the notification itself means
    static const QString kApprove;
    static const QString kDefer;
    /// Takes the offer of that name; see offerOf().
    static QString wordOf(AttentionAction action);
    static std::optional<AttentionAction> offerOf(const QString &word);
    /// Key of the one that stands for those that were too many.
    static const QString kMore;

    /// Texts of strangers, for a desktop that draws them: one line of bounded length, and nothing in it that steers.
    static QString shown(const QString &text, qsizetype longest);

private:
    struct Known
    {
        InstanceId instance;
        StateKind worst = StateKind::Info;
        bool told = false; ///< by itself
        std::optional<Instant> goneSince;
    };
    [[nodiscard]] static Announcement announcementOf(const TrayDecision &decision, bool several);
    [[nodiscard]] static Announcement announcementOf(const AttentionItem &item, bool several);
    [[nodiscard]] Announcement moreThings() const;
    [[nodiscard]] QStringList retire(const QSet<QString> &present, const QList<InstanceId> &silent, Instant now);
    /// True if it has to be told.
    bool learn(const Announcement &one, Instant now);

    QHash<QString, Known> m_known;
    QList<Instant> m_recent;              ///< when the last few were told
    QHash<QString, StateKind> m_leftOver; ///< told only as "4 more"
    Instant m_moreAt{};
    bool m_moreStays = false;
};

} // namespace lamplighter::ui
