#include "core/store/database.h"

namespace lamplighter::store {

namespace {

// A published migration is never edited: databases that ran it exist. Changes are a new one.

Migration beginning()
{
    return {
        1,
        QStringLiteral("journal, unit states, alerts, tokens"),
        {
            QStringLiteral("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"),

            QStringLiteral(
                "CREATE TABLE events ("
                "seq INTEGER PRIMARY KEY, time_us INTEGER NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, "
                "severity INTEGER NOT NULL, actor TEXT NOT NULL, correlation TEXT NOT NULL, "
                "payload TEXT NOT NULL)"),
            QStringLiteral("CREATE INDEX events_by_kind ON events (kind, seq)"),
            QStringLiteral("CREATE INDEX events_by_subject ON events (subject, seq)"),
            QStringLiteral("CREATE INDEX events_by_time ON events (time_us)"),
            // Most events are information; the index holds only the others.
            QStringLiteral("CREATE INDEX events_severe ON events (seq, severity) WHERE severity >= 1"),

            QStringLiteral("CREATE TABLE unit_states (name TEXT PRIMARY KEY, state TEXT NOT NULL, "
                           "updated_us INTEGER NOT NULL) WITHOUT ROWID"),

            // The last good specification of each unit that has a state: its file may be gone or unreadable next time.
            QStringLiteral("CREATE TABLE unit_specs (name TEXT PRIMARY KEY, spec TEXT NOT NULL, origin TEXT NOT NULL, "
                           "read_only INTEGER NOT NULL) WITHOUT ROWID"),

            // An alert's id is the number of the event that raised it, so that no event can raise two.
            QStringLiteral("CREATE TABLE alerts ("
                           "id INTEGER PRIMARY KEY, time_us INTEGER NOT NULL, severity INTEGER NOT NULL, "
                           "kind TEXT NOT NULL, subject TEXT NOT NULL, summary TEXT NOT NULL, "
                           "requires_attention INTEGER NOT NULL, payload TEXT NOT NULL, condition TEXT NOT NULL, "
                           "acknowledged_us INTEGER, acknowledged_by TEXT NOT NULL DEFAULT '', "
                           "note TEXT NOT NULL DEFAULT '', resolved_us INTEGER)"),
            QStringLiteral("CREATE INDEX alerts_open ON alerts (condition, id) WHERE resolved_us IS NULL"),
            QStringLiteral("CREATE INDEX alerts_by_time ON alerts (time_us)"),

            QStringLiteral("CREATE TABLE tokens (id TEXT PRIMARY KEY, name TEXT NOT NULL, hash BLOB NOT NULL UNIQUE, "
                           "role TEXT NOT NULL, created_us INTEGER NOT NULL, last_used_us INTEGER) WITHOUT ROWID"),
        },
    };
}

Migration unacknowledgedAlerts()
{
    return {
        2,
        QStringLiteral("alerts that nobody has acknowledged"),
        {
            // What the console shows at all times is asked for at each change; few alerts stay in here.
            QStringLiteral("CREATE INDEX alerts_unacknowledged ON alerts (resolved_us) "
                           "WHERE acknowledged_us IS NULL AND requires_attention = 1"),
        },
    };
}

Migration updates()
{
    return {
        3,
        QStringLiteral("updates and the restarts they ask for"),
        {
            // Narrow, for filters over a long history; what a client is told stands in the body.
            QStringLiteral("CREATE TABLE updates (number INTEGER PRIMARY KEY, service TEXT NOT NULL, "
                           "state TEXT NOT NULL, severity INTEGER NOT NULL, restart INTEGER NOT NULL, "
                           "repeats INTEGER NOT NULL DEFAULT 0, decided_us INTEGER, decided_by TEXT NOT NULL, "
                           "note TEXT NOT NULL, downtime_ms INTEGER, search TEXT NOT NULL)"),
            QStringLiteral("CREATE INDEX updates_by_state ON updates (state, number)"),
            QStringLiteral("CREATE INDEX updates_by_service ON updates (service, number)"),
            QStringLiteral("CREATE INDEX updates_by_restart ON updates (restart, number) WHERE restart > 0"),
            QStringLiteral("CREATE TABLE update_bodies (number INTEGER PRIMARY KEY, body BLOB NOT NULL)"),

            QStringLiteral("CREATE TABLE restarts (number INTEGER PRIMARY KEY, service TEXT NOT NULL, "
                           "over INTEGER NOT NULL, phase TEXT NOT NULL, due_ns INTEGER, due_us INTEGER, "
                           "state BLOB NOT NULL)"),
            QStringLiteral("CREATE INDEX restarts_open ON restarts (number) WHERE over = 0"),
            QStringLiteral("CREATE INDEX restarts_by_service ON restarts (service, number)"),

            QStringLiteral("CREATE TABLE unit_versions (unit TEXT NOT NULL, version TEXT NOT NULL, "
                           "verified_us INTEGER NOT NULL, PRIMARY KEY (unit, version)) WITHOUT ROWID"),

            // What a metric said in each hour of the week (UTC, Monday 0 h is 0), to find the quietest.
            QStringLiteral("CREATE TABLE update_traffic (service TEXT NOT NULL, hour_of_week INTEGER NOT NULL, "
                           "count INTEGER NOT NULL, sum REAL NOT NULL, PRIMARY KEY (service, hour_of_week)) "
                           "WITHOUT ROWID"),
        },
    };
}

} // namespace

QList<Migration> engineMigrations()
{
    return {beginning(), unacknowledgedAlerts(), updates()};
}

} // namespace lamplighter::store
