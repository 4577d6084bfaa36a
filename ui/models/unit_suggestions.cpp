#include "ui/models/unit_suggestions.h"

#include "core/base/ids.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace lamplighter::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 64;
constexpr int kHighestPort = 65535;

struct KnownPort
{
    QStringView program;
    int port;
};
constexpr std::array<KnownPort, 24> kKnownPorts{
    {{u"apache2", 80},          {u"caddy", 80},         {u"consul", 8500},        {u"etcd", 2379},
     {u"grafana-server", 3000}, {u"gunicorn", 8000},    {u"httpd", 80},           {u"mariadbd", 3306},
     {u"memcached", 11211},     {u"minio", 9000},       {u"mongod", 27017},       {u"mosquitto", 1883},
     {u"mysqld", 3306},         {u"nats-server", 4222}, {u"nginx", 80},           {u"node_exporter", 9100},
     {u"ollama", 11434},        {u"postgres", 5432},    {u"prometheus", 9090},    {u"rabbitmq-server", 5672},
     {u"redis-server", 6379},   {u"uvicorn", 8000},     {u"valkey-server", 6379}, {u"vault", 8200}}};
/// Options whose value is where a server listens.
constexpr std::array<QStringView, 12> kListenOptions{u"--port", u"-p",          u"--listen",         u"-l",
                                                     u"--bind", u"-b",          u"--addr",           u"--address",
                                                     u"--http", u"--http-port", u"--listen-address", u"--listen-addr"};
/// Clients: the port they name is somebody else's.
constexpr std::array<QStringView, 8> kClients{u"ssh",  u"autossh",   u"psql", u"mysql",
                                              u"curl", u"redis-cli", u"nc",   u"mosquitto_sub"};

QString baseName(const QString &path)
{
    static const QRegularExpression kFolders(u"^.*[/\\\\]"_s);
    static const QRegularExpression kSuffix(u"\\.(py|js|mjs|cjs|ts|sh|bash|rb|pl|php|jar|exe|lua)$"_s);
    QString name = path;
    return name.remove(kFolders).remove(kSuffix);
}

bool isInterpreter(const QString &program)
{
    static const QRegularExpression kPattern(
        u"^(python[0-9.]*|pypy[0-9.]*|node|nodejs|deno|bun|ruby|perl|php|lua|java|bash|sh|dash|zsh|tsx|ts-node)$"_s);
    return kPattern.match(program).hasMatch();
}

/// The command without what only prepares it: "env A=1 nice -n 5 redis-server" begins at redis-server.
QStringList withoutPrefix(const QStringList &command)
{
    static const QRegularExpression kAssignment(u"^[A-Za-z_][A-Za-z0-9_]*="_s);
    qsizetype at = 0;
    bool prepared = false;
    while (at < command.size()) {
        const QString word = baseName(command.at(at));
        const bool wrapper = word == u"env" || word == u"nice" || word == u"nohup" || word == u"exec" ||
                             word == u"setsid" || word == u"stdbuf";
        const bool rest = prepared && (command.at(at).startsWith(u'-') ||
                                       kAssignment.match(command.at(at)).hasMatch() || command.at(at).at(0).isDigit());
        if (!wrapper && !rest) {
            break;
        }
        prepared = true;
        ++at;
    }
    return at < command.size() ? command.mid(at) : command;
}

/// The script or module that an interpreter runs; empty for none.
QString interpreted(const QStringList &command)
{
    for (qsizetype i = 1; i < command.size(); ++i) {
        const QString &word = command.at(i);
        const bool named = (word == u"-m" || word == u"-jar") && i + 1 < command.size();
        if (named) {
            return baseName(command.at(i + 1));
        }
        if (word == u"-c" || word == u"-e") {
            return {}; // the program itself, not its name
        }
        if (!word.startsWith(u'-') && word != u"run") {
            return baseName(word);
        }
    }
    return {};
}

QString asName(QString text)
{
    static const QRegularExpression kForbidden(u"[^A-Za-z0-9_.@-]+"_s);
    static const QRegularExpression kEdges(u"^[.-]+|[.-]+$"_s);
    text.replace(kForbidden, u"-"_s);
    text.remove(kEdges);
    return text.left(kLongestName);
}

std::optional<int> portNumber(QStringView text)
{
    bool ok = false;
    const int port = text.toInt(&ok);
    return ok && port >= 1 && port <= kHighestPort ? std::optional(port) : std::nullopt;
}

/// "8000", ":8000", "0.0.0.0:8000", "8080:80" (the first is the host's).
std::optional<int> portOfAddress(const QString &text)
{
    static const QRegularExpression kMapping(u"^([0-9]+):[0-9]+$"_s);
    static const QRegularExpression kAddress(u"^(?:[A-Za-z0-9_.\\[\\]:*-]*:)?([0-9]+)$"_s);
    for (const QRegularExpression *pattern : {&kMapping, &kAddress}) {
        const QRegularExpressionMatch match = pattern->match(text);
        if (match.hasMatch()) {
            return portNumber(match.capturedView(1));
        }
    }
    return std::nullopt;
}

bool isListenOption(QStringView word)
{
    return std::find(kListenOptions.begin(), kListenOptions.end(), word) != kListenOptions.end();
}

/// A word that names a port of this machine by itself.
std::optional<int> portOfWord(const QString &word)
{
    static const QRegularExpression kHere(u"^(0\\.0\\.0\\.0|127\\.0\\.0\\.1|localhost|\\[::1?\\]|\\*)?:[0-9]+$"_s);
    static const QRegularExpression kShort(u"^-p([0-9]+)$"_s);
    if (const QRegularExpressionMatch match = kShort.match(word); match.hasMatch()) {
        return portNumber(match.capturedView(1));
    }
    return kHere.match(word).hasMatch() ? portOfAddress(word) : std::nullopt;
}

} // namespace

QString UnitSuggestions::name(const QStringList &command, const QStringList &taken)
{
    const QStringList words = withoutPrefix(command);
    if (words.isEmpty()) {
        return {};
    }
    const QString program = baseName(words.first());
    const QString script = isInterpreter(program) ? interpreted(words) : QString();
    const QString base = asName(script.isEmpty() ? program : script);
    if (!isValidUnitName(base)) {
        return {};
    }
    QString name = base;
    for (int number = 2; taken.contains(name); ++number) {
        const QString suffix = u'-' + QString::number(number);
        name = base.left(kLongestName - suffix.size()) + suffix;
    }
    return name;
}

std::optional<int> UnitSuggestions::port(const QStringList &command)
{
    const QStringList words = withoutPrefix(command);
    const QString program = words.isEmpty() ? QString() : baseName(words.first());
    if (words.isEmpty() || std::find(kClients.begin(), kClients.end(), program) != kClients.end()) {
        return std::nullopt;
    }
    for (qsizetype i = 1; i < words.size(); ++i) {
        const QString &word = words.at(i);
        const qsizetype equals = word.indexOf(u'=');
        const QString value = equals > 0 ? word.mid(equals + 1) : words.value(i + 1);
        const bool listens = isListenOption(equals > 0 ? QStringView(word).left(equals) : QStringView(word));
        if (listens && (value.startsWith(u"unix:") || value.startsWith(u'/'))) {
            return std::nullopt; // a socket of this machine has no port
        }
        std::optional<int> found;
        if (listens) {
            found = portOfAddress(value);
        } else if (!words.at(i - 1).startsWith(u'-') || word.startsWith(u':') || word.startsWith(u"-p")) {
            found = portOfWord(word);
        }
        if (found) {
            return found;
        }
    }
    if (const qsizetype module = words.indexOf(u"http.server"_s); module > 0) {
        const std::optional<int> given = portNumber(words.value(module + 1));
        return given ? given : 8000;
    }
    for (const KnownPort &known : kKnownPorts) {
        if (known.program == program) {
            return known.port;
        }
    }
    return std::nullopt;
}

} // namespace lamplighter::ui
