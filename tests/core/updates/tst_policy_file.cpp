// The policy file: what it says holds, what it does not say is as built in, and each fault is told with its place.
#include "core/updates/policy_file.h"

#include <QRegularExpression>
#include <QTest>

using namespace lamplighter;
using namespace lamplighter::updates;
using namespace Qt::StringLiterals;

namespace {

Result<Policy> parse(const QByteArray &text)
{
    return parsePolicy(text, u"/etc/policy.toml"_s);
}

} // namespace

class TestPolicyFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void builtIn();
    void builtInSaysWhatTheTypesSay();
    void emptyFile();
    void everything();
    void servicesTakeFromAll();
    void servicesTakeAway();
    void orderDoesNotMatter();
    void faults_data();
    void faults();
    void manyPatterns();
};

void TestPolicyFile::builtIn()
{
    const Policy policy = builtInPolicy();
    QCOMPARE(policy.critical.entries(),
             QStringList({u"src.quantum_consciousness.quantum_backend"_s,
                          u"src.quantum_consciousness.qaoa_gpu_optimizer"_s, u"src.core.desiring_machines"_s,
                          u"src.consciousness.topological_phi"_s, u"src.autopoietic.manager"_s}));
    QCOMPARE(policy.deferrable.entries(),
             QStringList({u"src.monitor.health_monitor"_s, u"src.security.security_monitor"_s, u"src.api.routes"_s}));
    QVERIFY(policy.services.isEmpty());
    QCOMPARE(toString(policy.defaults.approval), u"manual"_s); // nothing restarts because of a notice alone
    QVERIFY(builtInPolicyText().startsWith("# "));
}

void TestPolicyFile::builtInSaysWhatTheTypesSay()
{
    // A key that is taken out of the file by mistake would go unnoticed otherwise.
    const QString text = QString::fromUtf8(builtInPolicyText());
    for (const QString &key : {u"critical_modules"_s, u"deferrable_modules"_s, u"defer_for"_s, u"approval"_s,
                               u"approve_timeout"_s, u"on_approve_timeout"_s, u"checkpoint_timeout"_s,
                               u"on_checkpoint_timeout"_s, u"max_deferrals"_s, u"quiet_deadline"_s}) {
        QVERIFY2(text.contains(u'\n' + key + u" = "), qPrintable(key));
    }
    Policy plain;
    plain.critical = builtInPolicy().critical;
    plain.deferrable = builtInPolicy().deferrable;
    QVERIFY(builtInPolicy() == plain);
    // What is commented out is right, too.
    QByteArray all;
    const QRegularExpression example(u"^# (\\[|[a-z_]+ = )"_s);
    for (const QByteArray &line : builtInPolicyText().split('\n')) {
        all += (example.match(QString::fromUtf8(line)).hasMatch() ? line.mid(2) : line) + '\n';
    }
    const Result<Policy> policy = parse(all);
    QVERIFY2(policy.ok(), policy ? "" : qPrintable(policy.error().message));
    QCOMPARE(policy->defaults.windows.size(), 1);
    QVERIFY(policy->defaults.quiet.has_value());
    QVERIFY(policy->rulesFor(u"quantum_backend"_s).windows.isEmpty());
}

void TestPolicyFile::emptyFile()
{
    QVERIFY(*parse("") == builtInPolicy());
    QVERIFY(parse("critical_modules = []")->critical.entries().isEmpty());
    QVERIFY(parse("critical_modules = []")->deferrable == builtInPolicy().deferrable);
}

void TestPolicyFile::everything()
{
    const Result<Policy> read = parse(R"(
critical_modules = ["a.*", "b"]
deferrable_modules = ["c?"]
defer_for = "90m"
approval = "manual-above:medium"
approve_timeout = "2h"
on_approve_timeout = "reject"
checkpoint_timeout = 30
on_checkpoint_timeout = "ask"
max_deferrals = 0
quiet_deadline = "12h"
windows = [{ days = ["sat", "mon"], from = "22:00", to = "04:30", zone = "Europe/Berlin" }, { from = "00:00", to = "24:00" }]
quiet = { url = "http://[::1]:9/metrics", metric = 'r{code="200"}', below = 2.5, every = "1m" }
)");
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message));
    Policy expected;
    expected.critical = ModulePatterns({u"a.*"_s, u"b"_s});
    expected.deferrable = ModulePatterns({u"c?"_s});
    expected.deferFor = std::chrono::minutes(90);
    expected.defaults.approval = {Approval::Mode::ManualAbove, client::UpdateSeverity::Medium};
    expected.defaults.approveTimeout = {std::chrono::hours(2), ApproveTimeout::Then::Reject};
    expected.defaults.checkpointTimeout = seconds(30);
    expected.defaults.checkpointTimeoutAsks = true;
    expected.defaults.maximumDeferrals = 0;
    expected.defaults.quietDeadline = std::chrono::hours(12);
    expected.defaults.windows = {{{6, 1}, 1'320, 270, QTimeZone("Europe/Berlin")},
                                 {{}, 0, 1'440, QTimeZone::systemTimeZone()}};
    expected.defaults.quiet = QuietCondition{u"http://[::1]:9/metrics"_s, u"r{code=\"200\"}"_s, 2.5, seconds(60)};
    QVERIFY(*read == expected);
    QCOMPARE(read->critical.find(u"a.x"_s), 0);
}

void TestPolicyFile::servicesTakeFromAll()
{
    const Result<Policy> read = parse(R"(
max_deferrals = 2
approve_timeout = "3h"
[service.llm]
approval = "automatic"
on_approve_timeout = "approve"
[service."api.routes"]
max_deferrals = 9
)");
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->services.keys(), QStringList({u"api.routes"_s, u"llm"_s}));
    QCOMPARE(toString(read->rulesFor(u"llm"_s).approval), u"automatic"_s);
    QCOMPARE(read->rulesFor(u"llm"_s).maximumDeferrals, 2);
    QVERIFY(read->rulesFor(u"llm"_s).approveTimeout.after == std::chrono::hours(3));
    QVERIFY(read->rulesFor(u"llm"_s).approveTimeout.then == ApproveTimeout::Then::Approve);
    QCOMPARE(read->rulesFor(u"api.routes"_s).maximumDeferrals, 9);
    QVERIFY(read->rulesFor(u"another"_s) == read->defaults);
}

void TestPolicyFile::servicesTakeAway()
{
    const Result<Policy> read = parse(R"(
windows = [{ from = "01:00", to = "02:00" }]
quiet = { url = "http://a/", metric = "m", below = 1 }
[service.free]
windows = []
quiet = {}
[service.other]
windows = [{ from = "03:00", to = "04:00" }]
)");
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message));
    QVERIFY(read->rulesFor(u"free"_s).windows.isEmpty());
    QVERIFY(!read->rulesFor(u"free"_s).quiet);
    QCOMPARE(read->rulesFor(u"other"_s).windows.size(), 1);
    QCOMPARE(read->rulesFor(u"other"_s).windows.first().fromMinute, 180);
    QVERIFY(read->rulesFor(u"other"_s).quiet.has_value());
}

void TestPolicyFile::orderDoesNotMatter()
{
    // As two tables, the service first.
    const Result<Policy> read = parse(R"(
[service.llm]
max_deferrals = 1
[quiet]
url = "https://a/"
metric = "load.0"
below = -1
)");
    QVERIFY2(read.ok(), read ? "" : qPrintable(read.error().message));
    QVERIFY(read->rulesFor(u"llm"_s).quiet.has_value());
}

void TestPolicyFile::faults_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("message"); // behind the file's name; the beginning
    const auto row = [](const char *name, const char *text, const char *field, const char *message) {
        QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(field) << QString::fromLatin1(message);
    };
    row("not TOML", "\napproval = ", "", ":2:");
    row("unknown key", "\naproval = 'manual'", "aproval",
        ":2:1: aproval is not a known key; did you mean \"approval\"?");
    row("a list that is none", "critical_modules = 'a'", "critical_modules", ":1:20: critical_modules must be a list");
    row("an empty pattern", "deferrable_modules = ['a', '']", "deferrable_modules",
        ":1:22: deferrable_modules must be names or globs of 1 to 300 characters in one line; entry 2 is none");
    row("a number as pattern", "critical_modules = [1]", "critical_modules", ":1:21: critical_modules must be");
    row("defer_for", "defer_for = 'soon'", "defer_for", ":1:13: defer_for is no duration");
    row("defer_for 0", "defer_for = 0", "defer_for", ":1:13: defer_for must be at least 1s");
    row("approval", "approval = 'maybe'", "approval", ":1:12: approval must be \"automatic\"");
    row("approval above what", "approval = 'manual-above:'", "approval", ":1:12: approval must be");
    row("on_approve_timeout", "on_approve_timeout = 'shout'", "on_approve_timeout",
        ":1:22: on_approve_timeout must be one of \"remind\", \"approve\", \"reject\"");
    row("on_checkpoint_timeout", "on_checkpoint_timeout = true", "on_checkpoint_timeout",
        ":1:25: on_checkpoint_timeout must be a string");
    row("max_deferrals", "max_deferrals = -1", "max_deferrals", ":1:17: max_deferrals must be a whole number");
    row("quiet_deadline", "quiet_deadline = '0s'", "quiet_deadline", ":1:18: quiet_deadline must be at least 1s");
    row("windows", "windows = 'always'", "windows", ":1:11: windows must be a list of tables");
    row("one window", "windows = [1]", "windows[0]", ":1:12: windows[0] must be a table");
    row("window without end", "\n[[windows]]\nfrom = '01:00'", "windows[0].to", ":2:");
    row("window of another key", "[[windows]]\nfrom='01:00'\nto='02:00'\ntz='UTC'", "windows[0].tz", ":4:1: ");
    row("second window", "[[windows]]\nfrom='01:00'\nto='02:00'\n[[windows]]\nfrom='1:00'\nto='02:00'",
        "windows[1].from", ":5:6: windows[1].from must be a time of day such as \"02:30\"");
    row("an hour past the day", "windows = [{from='24:00', to='01:00'}]", "windows[0].from", ":1:");
    row("a minute past the hour", "windows = [{from='01:60', to='02:00'}]", "windows[0].from", ":1:");
    row("past midnight", "windows = [{from='01:00', to='24:01'}]", "windows[0].to", ":1:");
    row("digits of elsewhere", "windows = [{from='01:0\xd9\xa3', to='02:00'}]", "windows[0].from", ":1:");
    row("a time of TOML", "windows = [{from=01:00:00, to='02:00'}]", "windows[0].from", ":1:");
    row("unknown day", "windows = [{days=['monday'], from='01:00', to='02:00'}]", "windows[0].days",
        ":1:18: windows[0].days must be of mon, tue");
    row("no day", "windows = [{days=[], from='01:00', to='02:00'}]", "windows[0].days", ":1:18: ");
    row("unknown zone", "windows = [{from='01:00', to='02:00', zone='Mars/Olympus'}]", "windows[0].zone",
        ":1:44: windows[0].zone must be a time zone");
    row("quiet without address", "quiet = {metric='a', below=1}", "quiet.url", ":1:9: quiet.url must be an address");
    row("quiet on a file", "quiet = {url='file:///etc/passwd', metric='a', below=1}", "quiet.url", ":1:14: ");
    row("quiet without metric", "quiet = {url='http://a', below=1}", "quiet.metric", ":1:");
    row("quiet with half a metric", "quiet = {url='http://a', metric='a{b', below=1}", "quiet.metric", ":1:");
    row("quiet without threshold", "quiet = {url='http://a', metric='a'}", "quiet.below",
        ":1:9: quiet.below is missing");
    row("quiet below nothing", "quiet = {url='http://a', metric='a', below=nan}", "quiet.below", ":1:");
    row("quiet too often", "quiet = {url='http://a', metric='a', below=1, every='10ms'}", "quiet.every", ":1:");
    row("quiet of another key", "quiet = {url='http://a', metric='a', above=1}", "quiet.above", ":1:38: ");
    row("service", "service = 1", "service", ":1:11: service must be a table");
    row("one service", "[service]\na = 1", "service.a", ":2:5: service.a must be a table");
    row("service without name", "[service.'']\n", "service.", ":1:");
    row("lists of a service", "[service.a]\ncritical_modules = []", "service.a.critical_modules",
        ":2:1: service.a.critical_modules is not a known key");
    row("window of a service", "[service.a]\nwindows = [{from='01:00', to='x'}]", "service.a.windows[0].to", ":2:");
}

void TestPolicyFile::faults()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, field);
    QFETCH(QString, message);
    const Result<Policy> read = parse(text);
    QVERIFY(!read.ok());
    QVERIFY(read.error().code == ErrorCode::InvalidInput);
    QCOMPARE(read.error().field, field);
    QVERIFY2(read.error().message.startsWith(QString(u"/etc/policy.toml"_s + message)),
             qPrintable(read.error().message));
    QVERIFY2(read.error().message.contains(field), qPrintable(read.error().message));
}

void TestPolicyFile::manyPatterns()
{
    QByteArray text = "critical_modules = [\n";
    for (int i = 0; i < 10'000; ++i) {
        text += "  'src.team" + QByteArray::number(i) + ".*',\n";
    }
    const Result<Policy> read = parse(text + "]\n");
    QVERIFY(read.ok());
    QCOMPARE(read->critical.find(u"src.team9999.x"_s), 9'999);
}

QTEST_APPLESS_MAIN(TestPolicyFile)
#include "tst_policy_file.moc"
