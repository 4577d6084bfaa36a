#include "ui/models/announcer.h"

#include "core/base/printable.h"

#include <algorithm>
#include <array>

namespace lamplighter::ui {

namespace {

constexpr qsizetype kLongestTitle = 120;
constexpr qsizetype kLongestDetail = 400;
constexpr qsizetype kMostOffers = 2;

struct OfferWord
{
    AttentionAction action;
    const char16_t *word;
};
constexpr std::array kOfferWords{
    OfferWord{AttentionAction::StartNow, u"start"},
    OfferWord{AttentionAction::RestartAgain, u"restartAgain"},
    OfferWord{AttentionAction::Restart, u"restart"},
    OfferWord{AttentionAction::Stop, u"stop"},
    OfferWord{AttentionAction::ViewLog, u"log"},
    OfferWord{AttentionAction::View, u"view"},
    OfferWord{AttentionAction::Acknowledge, u"acknowledge"},
    OfferWord{AttentionAction::Reconnect, u"reconnect"},
    OfferWord{AttentionAction::EnterToken, u"token"},
    OfferWord{AttentionAction::Rearm, u"rearm"},
    OfferWord{AttentionAction::ReadUnitFiles, u"readUnitFiles"},
    OfferWord{AttentionAction::ChangeConnection, u"connection"},
    OfferWord{AttentionAction::Approve, u"approve"},
    OfferWord{AttentionAction::Defer, u"defer"},
};

} // namespace

const QString Announcer::kView = QStringLiteral("default"); // as the notification specification calls it
const QString Announcer::kApprove = QStringLiteral("approve");
const QString Announcer::kDefer = QStringLiteral("defer");
const QString Announcer::kMore = QStringLiteral("/more");

QString Announcer::wordOf(AttentionAction action)
{
    for (const OfferWord &known : kOfferWords) {
        if (known.action == action) {
            return QString::fromUtf16(known.word);
        }
    }
    return {};
}

std::optional<AttentionAction> Announcer::offerOf(const QString &word)
{
    for (const OfferWord &known : kOfferWords) {
        if (word == QStringView(known.word)) {
            return known.action;
        }
    }
    return std::nullopt;
}

QString Announcer::shown(const QString &text, qsizetype longest)
{
    QString line = printable(text).simplified();
    if (line.size() > longest) {
        line = line.left(longest - 1);
        if (line.back().isHighSurrogate()) {
            line.chop(1);
        }
        line = line.trimmed() + u'…';
    }
    return line;
}

Announcement Announcer::announcementOf(const TrayDecision &decision, bool several)
{
    Announcement one;
    one.key = decision.key();
    one.instance = decision.restart.instance;
    one.kind = decision.kind;
    one.stays = decision.kind == StateKind::Critical;
    const QString title = several && !decision.title.contains(decision.instanceName)
                              ? tr("%1 on %2", "what, which instance").arg(decision.title, decision.instanceName)
                              : decision.title;
    one.title = shown(title, kLongestTitle);
    one.detail = shown(decision.detail, kLongestDetail);
    if (decision.toApprove.enabled) {
        one.actions.append({kApprove, tr("Approve…")});
    }
    if (decision.toDefer.enabled) {
        one.actions.append({kDefer, tr("Defer 1 h")});
    }
    one.actions.append({kView, tr("View")});
    return one;
}

Announcement Announcer::announcementOf(const AttentionItem &item, bool several)
{
    Announcement one;
    one.key = item.id;
    one.instance = item.about.instance;
    one.kind = item.kind;
    one.stays = item.isUrgent();
    const QString title = several && !item.title.contains(item.instanceName)
                              ? tr("%1 on %2", "what, which instance").arg(item.title, item.instanceName)
                              : item.title;
    one.title = shown(title, kLongestTitle);
    one.detail = shown(item.detail, kLongestDetail);
    for (const AttentionOffer &offer : item.offers) {
        if (offer.availability.enabled && offer.action != AttentionAction::View && one.actions.size() < kMostOffers) {
            one.actions.append({wordOf(offer.action), AttentionTexts::action(offer.action)});
        }
    }
    one.actions.append({kView, tr("View")});
    return one;
}

Announcement Announcer::moreThings() const
{
    Announcement one;
    one.key = kMore;
    one.kind = *std::min_element(m_leftOver.cbegin(), m_leftOver.cend());
    one.stays = one.kind == StateKind::Critical;
    one.title = tr("%n more things need you", nullptr, static_cast<int>(m_leftOver.size()));
    one.actions.append({kView, tr("View")});
    return one;
}

QStringList Announcer::retire(const QSet<QString> &present, const QList<InstanceId> &silent, Instant now)
{
    QStringList over;
    for (auto known = m_known.begin(); known != m_known.end();) {
        // What an instance that is away had to tell may well be as it was when it comes back.
        if (present.contains(known.key()) || (!known->goneSince && silent.contains(known->instance))) {
            ++known;
            continue;
        }
        if (!known->goneSince) {
            known->goneSince = now;
            if (known->told) {
                over.append(known.key());
            }
            if (m_leftOver.remove(known.key()) && m_leftOver.isEmpty()) {
                over.append(kMore);
            }
        }
        known = now - *known->goneSince >= kForgetAfter ? m_known.erase(known) : std::next(known);
    }
    return over;
}

bool Announcer::learn(const Announcement &one, Instant now)
{
    const auto known = m_known.find(one.key);
    if (known == m_known.end() || (known->goneSince && now - *known->goneSince >= kForgetAfter)) {
        m_known.insert(one.key, {one.instance, one.kind, false, {}});
        return true;
    }
    known->goneSince.reset();
    const bool worse = one.kind < known->worst;
    known->worst = std::min(known->worst, one.kind);
    return worse;
}

Announcer::Changes Announcer::update(const TrayPicture &picture, Instant now, bool silenced)
{
    QList<Announcement> all;
    for (const TrayDecision &decision : picture.decisions) {
        all.append(announcementOf(decision, picture.severalInstances));
    }
    for (const AttentionItem &item : picture.items) {
        all.append(announcementOf(item, picture.severalInstances));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto &left, const auto &right) { return left.kind < right.kind; });
    QSet<QString> present;
    for (const Announcement &one : std::as_const(all)) {
        present.insert(one.key);
    }
    Changes changes;
    changes.over = retire(present, picture.silent, now);
    m_recent.removeIf([now](Instant told) { return now - told >= kShownFor; });
    QHash<QString, StateKind> leftOver;
    for (const Announcement &one : std::as_const(all)) {
        if (!learn(one, now) || silenced) {
            continue;
        }
        if (m_recent.size() < kMost) {
            m_recent.append(now);
            m_known[one.key].told = true;
            m_leftOver.remove(one.key);
            changes.fresh.append(one);
        } else {
            leftOver.insert(one.key, one.kind);
        }
    }
    if (!leftOver.isEmpty()) {
        const bool stillShown = m_moreStays || now - m_moreAt < kShownFor;
        m_leftOver = stillShown ? m_leftOver : decltype(m_leftOver)();
        m_leftOver.insert(leftOver);
        m_moreAt = now;
        changes.fresh.append(moreThings());
        m_moreStays = changes.fresh.last().stays;
    }
    return changes;
}

} // namespace lamplighter::ui
