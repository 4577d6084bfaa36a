#include "core/updates/policy_file.h"

#include "core/updates/metric_text.h"
#include "core/watchdog/spec_table.h"

#include <QFile>
#include <QUrl>

#include <array>

// Outside of any namespace, as the macro wants it.
static void registerBuiltInPolicy()
{
    Q_INIT_RESOURCE(update_policy);
}

namespace lamplighter::updates {

using namespace Qt::StringLiterals;
using watchdog::SpecFaults;
using watchdog::SpecList;
using watchdog::SpecPosition;
using watchdog::SpecTable;
using watchdog::SpecTableReader;
using watchdog::SpecValue;

namespace {

constexpr int kMostPatterns = 100'000;
constexpr qsizetype kLongestPattern = 300;
constexpr qsizetype kLongestService = 200;
constexpr std::size_t kMostWindows = 100;
constexpr int kMostDeferrals = 1'000;
constexpr double kLargestThreshold = 1e300;

constexpr std::array<QStringView, 9> kRuleKeys{u"approval",
                                               u"approve_timeout",
                                               u"on_approve_timeout",
                                               u"checkpoint_timeout",
                                               u"on_checkpoint_timeout",
                                               u"max_deferrals",
                                               u"quiet_deadline",
                                               u"windows",
                                               u"quiet"};
constexpr std::array<QStringView, 4> kListKeys{u"critical_modules", u"deferrable_modules", u"defer_for", u"service"};
constexpr std::array<QStringView, 4> kWindowKeys{u"days", u"from", u"to", u"zone"};
constexpr std::array<QStringView, 4> kQuietKeys{u"url", u"metric", u"below", u"every"};
constexpr std::array<QStringView, 7> kDays{u"mon", u"tue", u"wed", u"thu", u"fri", u"sat", u"sun"};

const SpecValue *valueOf(const SpecTable &table, QStringView key)
{
    const auto found = std::find_if(table.begin(), table.end(), [key](const auto &entry) { return entry.key == key; });
    return found == table.end() ? nullptr : &found->value;
}

bool holdsControls(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

void readPatterns(SpecTableReader &in, QStringView key, ModulePatterns *patterns)
{
    QStringList entries;
    in.texts(key, &entries);
    if (!in.has(key) || in.isFaulty(key)) {
        return;
    }
    in.require(entries.size() <= kMostPatterns, key, u"must have at most 100,000 entries"_s);
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const QString &entry = entries.at(i);
        const bool good = !entry.trimmed().isEmpty() && entry.size() <= kLongestPattern && !holdsControls(entry);
        in.require(good, key,
                   u"must be names or globs of 1 to 300 characters in one line; entry %1 is none"_s.arg(i + 1));
    }
    *patterns = ModulePatterns(entries);
}

/// One of `words`, as its place among them; `before` if the key is absent or at fault.
template <std::size_t Size>
std::size_t readWord(SpecTableReader &in, QStringView key, const std::array<QStringView, Size> &words,
                     std::size_t before)
{
    QString word;
    in.text(key, &word);
    if (!in.has(key) || in.isFaulty(key)) {
        return before;
    }
    const auto found = std::find(words.begin(), words.end(), word);
    QStringList allowed;
    for (const QStringView each : words) {
        allowed.append(u"\"%1\""_s.arg(each));
    }
    const bool known = in.require(found != words.end(), key, u"must be one of %1"_s.arg(allowed.join(u", "_s)));
    return known ? static_cast<std::size_t>(found - words.begin()) : before;
}

void readApproval(SpecTableReader &in, ServiceRules *rules)
{
    using Then = ApproveTimeout::Then;
    QString word;
    in.text(u"approval", &word);
    if (in.has(u"approval") && !in.isFaulty(u"approval")) {
        const std::optional<Approval> approval = approvalFromString(word);
        in.require(
            approval.has_value(), u"approval",
            u"must be \"automatic\", \"manual\" or \"manual-above:SEVERITY\" with low, medium, high or critical"_s);
        rules->approval = approval.value_or(rules->approval);
    }
    in.duration(u"approve_timeout", &rules->approveTimeout.after, seconds(1));
    constexpr std::array<QStringView, 3> kWords{u"remind", u"approve", u"reject"};
    static_assert(static_cast<int>(Then::Remind) == 0 && static_cast<int>(Then::Reject) == 2);
    rules->approveTimeout.then = static_cast<Then>(
        readWord(in, u"on_approve_timeout", kWords, static_cast<std::size_t>(rules->approveTimeout.then)));
}

/// Minutes of the day; `latest` is 24:00 where that is one.
void readTimeOfDay(SpecTableReader &in, QStringView key, int latest, int *minutes)
{
    QString text;
    in.text(key, &text);
    if (in.isFaulty(key)) {
        return;
    }
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const bool shaped = text.size() == 5 && text.at(2) == u':' && isDigit(text.at(0)) && isDigit(text.at(1)) &&
                        isDigit(text.at(3)) && isDigit(text.at(4));
    const int hour = shaped ? text.left(2).toInt() : 0;
    const int minute = shaped ? text.mid(3).toInt() : 0;
    const bool good = shaped && minute < 60 && hour * 60 + minute <= latest;
    if (in.require(good, key, u"must be a time of day such as \"02:30\""_s)) {
        *minutes = hour * 60 + minute;
    }
}

MaintenanceWindow readWindow(SpecTableReader &in)
{
    MaintenanceWindow window;
    in.refuseUnknown(kWindowKeys);
    QStringList days;
    in.texts(u"days", &days);
    if (in.has(u"days") && !in.isFaulty(u"days")) {
        in.require(!days.isEmpty(), u"days", u"must name a day; leave it out for every day"_s);
    }
    for (const QString &day : days) {
        const auto found = std::find(kDays.begin(), kDays.end(), day);
        if (in.require(found != kDays.end(), u"days", u"must be of mon, tue, wed, thu, fri, sat and sun"_s)) {
            window.days.append(static_cast<int>(found - kDays.begin()) + 1);
        }
    }
    constexpr int kMidnight = 1'440;
    readTimeOfDay(in, u"from", kMidnight - 1, &window.fromMinute);
    readTimeOfDay(in, u"to", kMidnight, &window.toMinute);
    QString zone;
    in.text(u"zone", &zone);
    window.zone = in.has(u"zone") ? QTimeZone(zone.toUtf8()) : QTimeZone::systemTimeZone();
    if (!in.isFaulty(u"zone")) {
        in.require(!in.has(u"zone") || window.zone.isValid(), u"zone",
                   u"must be a time zone such as \"Europe/Berlin\" or \"UTC\""_s);
    }
    return window;
}

void readWindows(SpecTableReader &in, const SpecTable &table, QList<MaintenanceWindow> *windows)
{
    if (!in.has(u"windows")) {
        return;
    }
    const auto *list = std::get_if<SpecList>(&valueOf(table, u"windows")->data);
    if (!in.require(list != nullptr, u"windows", u"must be a list of tables, each written as [[windows]]"_s) ||
        !in.require(list->size() <= kMostWindows, u"windows", u"must have at most 100 entries"_s)) {
        return;
    }
    windows->clear();
    for (std::size_t i = 0; i < list->size(); ++i) {
        const SpecValue &each = (*list)[i];
        const QString path = in.pathOf(u"windows") + u"[%1]"_s.arg(i);
        const auto *entry = std::get_if<SpecTable>(&each.data);
        if (entry == nullptr) {
            in.faults().add({path, u"must be a table"_s, each.position});
            continue;
        }
        SpecTableReader window(*entry, each.position, path, in.faults());
        windows->append(readWindow(window));
    }
}

void readQuiet(SpecTableReader &rules, std::optional<QuietCondition> *quiet)
{
    const auto nested = rules.nested(u"quiet");
    if (!nested) {
        return;
    }
    if (nested->table->empty()) { // taken away
        quiet->reset();
        return;
    }
    SpecTableReader in(*nested->table, nested->position, nested->path, rules.faults());
    in.refuseUnknown(kQuietKeys);
    QuietCondition condition;
    in.text(u"url", &condition.url);
    const QUrl url(condition.url, QUrl::StrictMode);
    const bool isWeb = url.isValid() && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1);
    if (!in.isFaulty(u"url")) {
        in.require(isWeb && !url.host().isEmpty(), u"url",
                   u"must be an address that begins with http:// or https://"_s);
    }
    in.text(u"metric", &condition.metric);
    if (!in.isFaulty(u"metric")) {
        const Result<MetricQuery> query = parseMetricQuery(condition.metric);
        in.require(query.ok(), u"metric", query ? QString() : query.error().message);
    }
    in.require(in.has(u"below"), u"below", u"is missing"_s);
    in.number(u"below", &condition.below, -kLargestThreshold, kLargestThreshold);
    in.duration(u"every", &condition.every, seconds(1));
    *quiet = condition;
}

void readRules(SpecTableReader &in, const SpecTable &table, ServiceRules *rules)
{
    readApproval(in, rules);
    in.duration(u"checkpoint_timeout", &rules->checkpointTimeout, Duration{0});
    constexpr std::array<QStringView, 2> kWords{u"restart", u"ask"};
    rules->checkpointTimeoutAsks =
        readWord(in, u"on_checkpoint_timeout", kWords, rules->checkpointTimeoutAsks ? 1 : 0) == 1;
    in.integer(u"max_deferrals", &rules->maximumDeferrals, 0, kMostDeferrals);
    in.duration(u"quiet_deadline", &rules->quietDeadline, seconds(1));
    readWindows(in, table, &rules->windows);
    readQuiet(in, &rules->quiet);
}

void readServices(SpecTableReader &root, Policy *policy)
{
    const auto services = root.nested(u"service");
    if (!services) {
        return;
    }
    for (const watchdog::SpecEntry &entry : *services->table) {
        const QString path = services->path + u'.' + entry.key.left(kLongestService);
        const auto *table = std::get_if<SpecTable>(&entry.value.data);
        if (entry.key.trimmed().isEmpty() || entry.key.size() > kLongestService || holdsControls(entry.key)) {
            root.faults().add(
                {path, u"is not a name of a service (1 to 200 characters in one line)"_s, entry.position});
        } else if (table == nullptr) {
            root.faults().add({path, u"must be a table"_s, entry.value.position});
        } else {
            SpecTableReader in(*table, entry.value.position, path, root.faults());
            in.refuseUnknown(kRuleKeys);
            ServiceRules rules = policy->defaults;
            readRules(in, *table, &rules);
            policy->services.insert(entry.key, rules);
        }
        if (root.faults().isFull()) {
            return;
        }
    }
}

/// `policy` holds what is not said.
Result<Policy> parseOver(Policy policy, const QByteArray &text, const QString &path)
{
    const auto parsed = watchdog::specFromToml(text);
    if (const auto *fault = std::get_if<watchdog::SpecFault>(&parsed)) {
        return watchdog::faultInFile(path, *fault);
    }
    const auto &table = std::get<SpecTable>(parsed);
    SpecFaults faults;
    SpecTableReader root(table, {1, 1}, {}, faults);
    std::array<QStringView, kListKeys.size() + kRuleKeys.size()> known;
    std::copy(kRuleKeys.begin(), kRuleKeys.end(), std::copy(kListKeys.begin(), kListKeys.end(), known.begin()));
    root.refuseUnknown(known);
    readPatterns(root, u"critical_modules", &policy.critical);
    readPatterns(root, u"deferrable_modules", &policy.deferrable);
    root.duration(u"defer_for", &policy.deferFor, seconds(1));
    readRules(root, table, &policy.defaults);
    readServices(root, &policy);
    if (!faults.isEmpty()) {
        return watchdog::faultInFile(path, faults.first());
    }
    return policy;
}

} // namespace

QByteArray builtInPolicyText()
{
    registerBuiltInPolicy();
    QFile file(u":/lamplighter/default-policy.toml"_s);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

Policy builtInPolicy()
{
    // Values of the program itself; that they can be read is tested.
    static const Policy policy = parseOver({}, builtInPolicyText(), u"the built-in policy"_s).value();
    return policy;
}

Result<Policy> parsePolicy(const QByteArray &text, const QString &path)
{
    return parseOver(builtInPolicy(), text, path);
}

} // namespace lamplighter::updates
