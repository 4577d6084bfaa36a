// An engine without its host: database, journal, alerts, watchdog with real keepers, and the routes over them, in a
// data directory of its own that goes away with everything that was started in it.
#pragma once

#include "core/alerts/alert_book.h"
#include "core/api/routes.h"
#include "core/api/stream_routes.h"
#include "core/api/tokens.h"
#include "core/base/data_directory.h"
#include "core/engine/update_parts.h"
#include "core/journal/journal.h"
#include "core/watchdog/watchdog.h"
#include "tests/support/api_description.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace lamplighter::tests {

class EngineParts
{
public:
    /// With its own policy, and in a folder that another engine had before, if they are given.
    explicit EngineParts(const QByteArray &policy = {}, const QString &root = {})
        : directory(root.isEmpty() ? folder.path() : root)
    {
        ready = directory.create().ok() && (policy.isEmpty() || write(directory.policyFile(), policy)) &&
                wait([this](const auto &done) { database.open(store::engineMigrations(), &context, done); }) &&
                wait([this](const auto &done) { journal.open(&context, done); }) &&
                wait([this](const auto &done) { alerts.open(&context, done); }) && wait([this](const auto &done) {
                    tokens.open(&context, [done](const auto &opened) {
                        done(opened ? Result<void>() : Result<void>(opened.error()));
                    });
                });
        if (!ready) {
            return;
        }
        watchdog::WatchdogSettings settings;
        settings.dataDirectory = directory.root();
        settings.runDirectory = directory.runDirectory();
        settings.logDirectory = directory.logDirectory();
        settings.unitDirectory = directory.unitDirectory();
        settings.keeperProgram = process::findKeeperProgram();
        settings.engineId = QStringLiteral("test-engine");
        watchdog = std::make_unique<watchdog::Watchdog>(settings, clock, database, journal);
        ready =
            !settings.keeperProgram.isEmpty() && wait([this](const auto &done) { watchdog->start(&context, done); });
        updates = std::make_unique<engine::UpdateParts>(directory, *watchdog, database, journal, clock);
        ready = ready && wait([this](const auto &done) { updates->service().open(&context, done); });
        updates->service().start();
        stream = std::make_unique<api::EventStream>(journal, *watchdog, alerts, updates->service());
        api::registerRoutes(router,
                            {*watchdog, journal, alerts, updates->service(), updates->policy(), tokens, clock,
                             [] { return client::EngineInfo{}; },
                             [this]() -> Result<void> { return trouble ? Result<void>(*trouble) : Result<void>(); }});
        static_cast<void>(description()); // while there is an engine that tells it
    }
    ~EngineParts()
    {
        if (watchdog) {
            bool stopped = false;
            watchdog->stopAll(&context, [&stopped] { stopped = true; });
            static_cast<void>(QTest::qWaitFor([&] { return stopped; }, 15'000));
        }
    }
    EngineParts(const EngineParts &) = delete;
    EngineParts &operator=(const EngineParts &) = delete;

    struct Answer
    {
        int status = 0;
        QByteArray text;
        QByteArray contentType;
        [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(text).object(); }
        [[nodiscard]] QString field() const
        {
            return object().value(QStringLiteral("error")).toObject().value(QStringLiteral("field")).toString();
        }
    };
    /// Through the router, as an admin unless told otherwise.
    Answer ask(const QByteArray &method, const QString &target, const QByteArray &body = {},
               api::Role role = api::Role::Admin)
    {
        api::Request request;
        request.method = method;
        request.path = target.section(u'?', 0, 0);
        request.query = QUrlQuery(target.section(u'?', 1));
        request.body = body;
        request.principal = {QStringLiteral("token:test"), role};
        return ask(request);
    }
    /// The answer, which must be one that the description of the API has: the test fails otherwise.
    Answer ask(const api::Request &request)
    {
        const Answer answer = askAnything(request);
        const QString pattern = patternOf(request.path, patterns());
        judge(description().problemsOfAnswer(request.method, pattern, answer.status, answer.contentType, answer.text));
        return answer;
    }
    void judge(const QStringList &problems) const
    {
        for (const QString &problem : problems) {
            QTest::qFail(qPrintable(problem), __FILE__, __LINE__);
        }
    }
    /// As the router serves it.
    const ApiDescription &description()
    {
        if (!m_description) {
            api::Request request;
            request.method = "GET";
            request.path = QStringLiteral("/api/v1/openapi.json");
            request.principal = {QStringLiteral("token:test"), api::Role::Viewer};
            m_description.emplace(askAnything(request).object());
        }
        return *m_description;
    }
    [[nodiscard]] QStringList patterns() const
    {
        QStringList out;
        for (const api::Route &route : router.routes()) {
            out.append(route.pattern);
        }
        return out;
    }
    Answer askAnything(const api::Request &request)
    {
        auto answer = std::make_shared<std::optional<Answer>>();
        router.handle(request, [answer](const api::Response &response) {
            *answer = Answer{response.status, response.body, response.contentType};
        });
        static_cast<void>(QTest::qWaitFor([&] { return answer->has_value(); }, 10'000));
        return answer->value_or(Answer{});
    }
    /// A unit that prints a line and sleeps; false if it could not be made.
    bool addSleeper(const QString &name)
    {
        const QByteArray body =
            R"({"name":")" + name.toUtf8() +
            R"(","spec":{"command":["/bin/sh","-c","echo hello; exec sleep 600"],"autostart":false}})";
        return ask("POST", QStringLiteral("/api/v1/units"), body).status == 201;
    }
    QString stateOf(const QString &name) { return client::toString(watchdog->unit(name)->state); }

    static bool write(const QString &path, const QByteArray &text)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    }

    template <typename Call> bool wait(Call call)
    {
        auto result = std::make_shared<std::optional<bool>>();
        call([result](const Result<void> &outcome) { *result = outcome.ok(); });
        static_cast<void>(QTest::qWaitFor([&] { return result->has_value(); }, 10'000));
        return result->value_or(false);
    }

    bool ready = false;
    std::optional<Error> trouble;
    QTemporaryDir folder;
    DataDirectory directory;
    SystemClock clock;
    QObject context;
    store::Database database{directory.databaseFile()};
    journal::Journal journal{database, clock};
    alerts::AlertBook alerts{{}, database, journal, clock};
    api::TokenStore tokens{database, clock, directory};
    std::unique_ptr<watchdog::Watchdog> watchdog;
    std::unique_ptr<engine::UpdateParts> updates;
    std::unique_ptr<api::EventStream> stream;
    api::Router router;

private:
    std::optional<ApiDescription> m_description;
};

} // namespace lamplighter::tests
