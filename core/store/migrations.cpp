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

} // namespace

QList<Migration> engineMigrations()
{
    return {beginning(), unacknowledgedAlerts()};
}

} // namespace lamplighter::store
