<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Help</name>
    <message>
        <source>&quot;%1&quot; cannot be the name of a unit</source>
        <translation>„%1“ kann kein Name einer Einheit sein</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not of the form KEY=VALUE</source>
        <translation>„%1“ hat nicht die Form SCHLÜSSEL=WERT</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>Every unit it makes sense for</source>
        <translation>Jede Einheit, bei der es sinnvoll ist</translation>
    </message>
    <message>
        <source>Give names or --all, not both</source>
        <translation>Namen oder --all angeben, nicht beides</translation>
    </message>
    <message>
        <source>Which unit? Give at least one name</source>
        <translation>Welche Einheit? Mindestens einen Namen angeben</translation>
    </message>
    <message>
        <source>Data directory of an engine on this machine</source>
        <translation>Datenverzeichnis einer Engine auf diesem Rechner</translation>
    </message>
    <message>
        <source>File that holds the token for the engine</source>
        <translation>Datei mit dem Token für die Engine</translation>
    </message>
    <message>
        <source>Print the API&apos;s JSON; errors as JSON too, on the error stream</source>
        <translation>Das JSON der API ausgeben; Fehler auch als JSON, auf dem Fehlerkanal</translation>
    </message>
    <message>
        <source>Asks and steers a Lamplighter engine.</source>
        <translation>Fragt und steuert eine Lamplighter-Engine.</translation>
    </message>
    <message>
        <source>%1 defines no unit</source>
        <translation>%1 beschreibt keine Einheit</translation>
    </message>
    <message>
        <source>Give a name and, behind --, the command to run; or --file</source>
        <translation>Einen Namen angeben und hinter -- den Befehl; oder --file</translation>
    </message>
    <message>
        <source>Make a unit: lampctl add NAME [options] -- COMMAND…</source>
        <translation>Eine Einheit anlegen: lampctl add NAME [Optionen] -- BEFEHL …</translation>
    </message>
    <message>
        <source>Name of the new unit</source>
        <translation>Name der neuen Einheit</translation>
    </message>
    <message>
        <source>Where it runs (here)</source>
        <translation>Wo sie läuft (hier)</translation>
    </message>
    <message>
        <source>A variable for it; may be given again</source>
        <translation>Eine Variable für sie; mehrfach möglich</translation>
    </message>
    <message>
        <source>Group, a scope of the kill switch</source>
        <translation>Gruppe, ein Bereich des Not-Aus</translation>
    </message>
    <message>
        <source>When to restart it (always)</source>
        <translation>Wann sie neu gestartet wird (immer)</translation>
    </message>
    <message>
        <source>Restart it when this stops answering</source>
        <translation>Neu starten, wenn dies nicht mehr antwortet</translation>
    </message>
    <message>
        <source>Start it with the engine, and now (this is so)</source>
        <translation>Mit der Engine starten, und jetzt (so ist es)</translation>
    </message>
    <message>
        <source>Start it only when asked</source>
        <translation>Nur auf Verlangen starten</translation>
    </message>
    <message>
        <source>Program and its arguments; no shell</source>
        <translation>Programm und seine Argumente; keine Shell</translation>
    </message>
    <message>
        <source>A unit file (TOML) instead of all this</source>
        <translation>Stattdessen eine Datei (TOML)</translation>
    </message>
    <message>
        <source>What happened, oldest first</source>
        <translation>Was geschah, Ältestes zuerst</translation>
    </message>
    <message>
        <source>Only this kind, such as unit.exited or unit.*</source>
        <translation>Nur diese Art, etwa unit.exited oder unit.*</translation>
    </message>
    <message>
        <source>Only about this, such as a unit</source>
        <translation>Nur hierzu, etwa eine Einheit</translation>
    </message>
    <message>
        <source>How many of the last events (50)</source>
        <translation>Wie viele der letzten Ereignisse (50)</translation>
    </message>
    <message>
        <source>Go on with each new event until Ctrl+C</source>
        <translation>Mit jedem neuen Ereignis weitermachen bis Strg+C</translation>
    </message>
    <message>
        <source>What someone should see, newest first</source>
        <translation>Was jemand sehen sollte, Neuestes zuerst</translation>
    </message>
    <message>
        <source>Only what nobody has acknowledged yet</source>
        <translation>Nur was noch niemand bestätigt hat</translation>
    </message>
    <message>
        <source>How many (50)</source>
        <translation>Wie viele (50)</translation>
    </message>
    <message>
        <source>Say that an alert has been seen</source>
        <translation>Sagen, dass ein Alarm gesehen wurde</translation>
    </message>
    <message>
        <source>The alert</source>
        <translation>Der Alarm</translation>
    </message>
    <message>
        <source>What you did about it</source>
        <translation>Was Sie unternommen haben</translation>
    </message>
    <message>
        <source>Exactly one of</source>
        <translation>Genau eines von</translation>
    </message>
    <message>
        <source>One unit</source>
        <translation>Eine Einheit</translation>
    </message>
    <message>
        <source>All units of a group</source>
        <translation>Alle Einheiten einer Gruppe</translation>
    </message>
    <message>
        <source>All units of the engine</source>
        <translation>Alle Einheiten der Engine</translation>
    </message>
    <message>
        <source>Why; everyone who looks sees it</source>
        <translation>Warum; jeder, der nachsieht, liest es</translation>
    </message>
    <message>
        <source>The reason is empty</source>
        <translation>Der Grund ist leer</translation>
    </message>
    <message>
        <source>Stop units at once and hold them, or let them go</source>
        <translation>Einheiten sofort beenden und halten, oder wieder freigeben</translation>
    </message>
    <message>
        <source>Stop now, and stay stopped until rearmed</source>
        <translation>Jetzt beenden, bis zur Freigabe beendet lassen</translation>
    </message>
    <message>
        <source>Give each unit its stop_timeout, not half a second</source>
        <translation>Jeder Einheit ihr stop_timeout geben, nicht eine halbe Sekunde</translation>
    </message>
    <message>
        <source>Let units start again</source>
        <translation>Einheiten dürfen wieder starten</translation>
    </message>
    <message>
        <source>And start those that ran before</source>
        <translation>Und starten, was vorher lief</translation>
    </message>
    <message>
        <source>What is held, by whom and why</source>
        <translation>Was gehalten wird, von wem und warum</translation>
    </message>
    <message>
        <source>What a unit has printed</source>
        <translation>Was eine Einheit ausgegeben hat</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>How many of the last lines (100)</source>
        <translation>Wie viele der letzten Zeilen (100)</translation>
    </message>
    <message>
        <source>Go on with each new line until Ctrl+C</source>
        <translation>Mit jeder neuen Zeile weitermachen bis Strg+C</translation>
    </message>
    <message>
        <source>Start units, and keep them running</source>
        <translation>Einheiten starten und am Laufen halten</translation>
    </message>
    <message>
        <source>Run without restarting when it ends</source>
        <translation>Ohne Neustart nach dem Ende laufen lassen</translation>
    </message>
    <message>
        <source>Stop units; they stay stopped until started</source>
        <translation>Einheiten beenden; sie bleiben es, bis sie gestartet werden</translation>
    </message>
    <message>
        <source>Stop units and start them again</source>
        <translation>Einheiten beenden und wieder starten</translation>
    </message>
    <message>
        <source>How units are, or all about one</source>
        <translation>Wie es den Einheiten geht, oder alles über eine</translation>
    </message>
    <message>
        <source>Only the names of the units, one a line</source>
        <translation>Nur die Namen der Einheiten, einer je Zeile</translation>
    </message>
    <message>
        <source>How units are, as it changes, until Ctrl+C</source>
        <translation>Wie es den Einheiten geht, fortlaufend bis Strg+C</translation>
    </message>
    <message>
        <source>Stop units and forget them</source>
        <translation>Einheiten beenden und vergessen</translation>
    </message>
    <message>
        <source>Read the unit files again and apply what changed</source>
        <translation>Die Dateien der Einheiten neu lesen und Geändertes anwenden</translation>
    </message>
    <message>
        <source>What engine this is, and who you are to it</source>
        <translation>Welche Engine dies ist, und wer Sie für sie sind</translation>
    </message>
    <message>
        <source>Say what is wrong with a unit of a file, before it is added or reloaded</source>
        <translation>Sagen, was an einer Einheit in einer Datei nicht stimmt, bevor sie angelegt oder neu gelesen wird</translation>
    </message>
    <message>
        <source>The unit file (TOML) that it stands in</source>
        <translation>Die Datei (TOML), in der sie steht</translation>
    </message>
    <message>
        <source>What running units use of the processor and the memory</source>
        <translation>Was laufende Einheiten an Prozessor und Speicher verbrauchen</translation>
    </message>
    <message>
        <source>Without --engine and --data-dir, the engine of LAMPLIGHTER_DATA_DIR or of the default data directory is asked, over its local socket, so that no token is needed on the same machine and account.

Exit codes:
  0  done
  1  the engine refused, or failed at it
  2  the command line is wrong
  3  no engine can be reached
  4  no valid token, or not allowed
  5  no such unit, alert or token
  6  held by the kill switch
  7  no answer in time
  8  the engine&apos;s certificate is not accepted; nothing was sent to it
With several units, that of the first that failed.</source>
        <translation>Ohne --engine und --data-dir wird die Engine aus LAMPLIGHTER_DATA_DIR oder die des üblichen Datenverzeichnisses gefragt, über ihren lokalen Socket, sodass auf demselben Rechner und Konto kein Token nötig ist.

Exit-Codes:
  0  erledigt
  1  die Engine lehnte ab oder scheiterte
  2  die Befehlszeile ist falsch
  3  keine Engine erreichbar
  4  kein gültiges Token, oder nicht erlaubt
  5  keine solche Einheit, kein solcher Alarm, kein solches Token
  6  vom Not-Aus gehalten
  7  keine rechtzeitige Antwort
  8  das Zertifikat der Engine wird nicht angenommen; gesendet wurde nichts
Bei mehreren Einheiten gilt der der ersten, bei der es misslang.</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint of the certificate of an https engine; no other is accepted</source>
        <translation>SHA-256-Fingerabdruck des Zertifikats einer Engine mit https; kein anderes wird angenommen</translation>
    </message>
    <message>
        <source>Who may ask the engine over the network</source>
        <translation>Wer den Dienst über das Netz fragen darf</translation>
    </message>
    <message>
        <source>Names, roles and last use of the tokens</source>
        <translation>Namen, Rollen und letzte Verwendung der Token</translation>
    </message>
    <message>
        <source>Make a token and print its secret, which is told only once</source>
        <translation>Ein Token anlegen und sein Geheimnis ausgeben, das nur einmal gezeigt wird</translation>
    </message>
    <message>
        <source>A name for the token</source>
        <translation>Ein Name für das Token</translation>
    </message>
    <message>
        <source>What its holder may do: viewer, operator or admin</source>
        <translation>Was sein Inhaber darf: viewer, operator oder admin</translation>
    </message>
    <message>
        <source>Make a token worthless at once</source>
        <translation>Ein Token sofort wertlos machen</translation>
    </message>
    <message>
        <source>Name or id of the token</source>
        <translation>Name oder Kennung des Tokens</translation>
    </message>
    <message>
        <source>The SHA-256 fingerprint of the certificate of an engine with TLS</source>
        <translation>Der SHA-256-Fingerabdruck des Zertifikats einer Engine mit TLS</translation>
    </message>
    <message>
        <source>The service that has changed</source>
        <translation>Der Dienst, der sich geändert hat</translation>
    </message>
    <message>
        <source>The modules that have changed, with commas between</source>
        <translation>Die geänderten Module, mit Kommas dazwischen</translation>
    </message>
    <message>
        <source>What kind of change it is (code)</source>
        <translation>Welche Art von Änderung es ist (code)</translation>
    </message>
    <message>
        <source>How much depends on it (medium)</source>
        <translation>Wie viel davon abhängt (medium)</translation>
    </message>
    <message>
        <source>What has changed, for people</source>
        <translation>Was sich geändert hat, für Menschen</translation>
    </message>
    <message>
        <source>The version that should run afterwards (the newest there is)</source>
        <translation>Die Version, die danach laufen soll (die neueste, die es gibt)</translation>
    </message>
    <message>
        <source>Report that a service has changed, and see what is decided</source>
        <translation>Melden, dass sich ein Dienst geändert hat, und sehen, was entschieden wird</translation>
    </message>
    <message>
        <source>Approve the restart that the policy asks for, and wait until it is over</source>
        <translation>Den Neustart freigeben, den das Regelwerk verlangt, und sein Ende abwarten</translation>
    </message>
    <message>
        <source>With --auto-restart: do not wait for it</source>
        <translation>Mit --auto-restart: nicht darauf warten</translation>
    </message>
    <message>
        <source>Exit codes: 0 accepted (and applied, if it was waited for), 1 it failed, 2 bad input, 3 no engine can be reached, 4 refused.</source>
        <translation>Exit-Codes: 0 angenommen (und übernommen, falls darauf gewartet wurde), 1 gescheitert, 2 falsche Eingabe, 3 keine Engine erreichbar, 4 verweigert.</translation>
    </message>
    <message>
        <source>The rules that decide about a change</source>
        <translation>Die Regeln, die über eine Änderung entscheiden</translation>
    </message>
    <message>
        <source>The rules in force</source>
        <translation>Die geltenden Regeln</translation>
    </message>
    <message>
        <source>How they would decide about a change; nothing is reported</source>
        <translation>Wie sie über eine Änderung entscheiden würden; gemeldet wird nichts</translation>
    </message>
    <message>
        <source>The reason must have at least 3 characters</source>
        <translation>Der Grund muss mindestens 3 Zeichen haben</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no time: give 18:30, 2026-08-17 18:30 or 2026-08-17T18:30:00Z</source>
        <translation>„%1“ ist keine Zeit: 18:30, 2026-08-17 18:30 oder 2026-08-17T18:30:00Z angeben</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no time span up to 90 days: give something like 30m, 8h or 2d</source>
        <translation>„%1“ ist keine Zeitspanne bis 90 Tage: etwas wie 30m, 8h oder 2d angeben</translation>
    </message>
    <message>
        <source>The restart (R-1), or an update that it is for (U-1)</source>
        <translation>Der Neustart (R-1) oder ein Update, um das es dabei geht (U-1)</translation>
    </message>
    <message>
        <source>Refuse if this is not its revision any more (do not look)</source>
        <translation>Verweigern, wenn dies nicht mehr seine Revision ist (nicht nachsehen)</translation>
    </message>
    <message>
        <source>Let a restart happen</source>
        <translation>Einen Neustart freigeben</translation>
    </message>
    <message>
        <source>At most one of</source>
        <translation>Höchstens eines von</translation>
    </message>
    <message>
        <source>Now; this is meant without any of them</source>
        <translation>Jetzt; so ist es auch ohne Angabe gemeint</translation>
    </message>
    <message>
        <source>When the unit reports a safe point</source>
        <translation>Wenn die Einheit einen sicheren Punkt meldet</translation>
    </message>
    <message>
        <source>At this time</source>
        <translation>Zu dieser Zeit</translation>
    </message>
    <message>
        <source>Go on even if the unit cannot save its state</source>
        <translation>Auch weitermachen, wenn die Einheit ihren Zustand nicht sichern kann</translation>
    </message>
    <message>
        <source>Wait until it is over, and print each step</source>
        <translation>Warten, bis er zu Ende ist, und jeden Schritt ausgeben</translation>
    </message>
    <message>
        <source>Let a restart wait, and be asked again</source>
        <translation>Einen Neustart verschieben und später wieder gefragt werden</translation>
    </message>
    <message>
        <source>For so long: 30m, 8h, 2d</source>
        <translation>So lange: 30m, 8h, 2d</translation>
    </message>
    <message>
        <source>Until this time</source>
        <translation>Bis zu dieser Zeit</translation>
    </message>
    <message>
        <source>Say that a restart is not to happen</source>
        <translation>Einen Neustart ablehnen</translation>
    </message>
    <message>
        <source>The restarts that wait or are under way, or updates</source>
        <translation>Die Neustarts, die warten oder laufen, oder Updates</translation>
    </message>
    <message>
        <source>Updates in this state, newest first; or open, over, all</source>
        <translation>Updates mit diesem Status, Neuestes zuerst; oder open, over, all</translation>
    </message>
    <message>
        <source>Only of this service</source>
        <translation>Nur von diesem Dienst</translation>
    </message>
    <message>
        <source>How many (100)</source>
        <translation>Wie viele (100)</translation>
    </message>
    <message>
        <source>All about one, and how it was decided</source>
        <translation>Alles über eines, und wie entschieden wurde</translation>
    </message>
    <message>
        <source>An update (U-1) or a restart (R-1)</source>
        <translation>Ein Update (U-1) oder ein Neustart (R-1)</translation>
    </message>
    <message>
        <source>Say that a unit is at a safe point to be restarted</source>
        <translation>Sagen, dass eine Einheit an einem sicheren Punkt für einen Neustart ist</translation>
    </message>
    <message>
        <source>Go back to a version of a unit, or list those there are</source>
        <translation>Zu einer Version einer Einheit zurückgehen oder die vorhandenen auflisten</translation>
    </message>
    <message>
        <source>This one; without it the last that was verified</source>
        <translation>Zu dieser; ohne Angabe zur letzten, die geprüft wurde</translation>
    </message>
    <message>
        <source>Wait until it is over</source>
        <translation>Warten, bis es zu Ende ist</translation>
    </message>
    <message>
        <source>Only say which versions there are</source>
        <translation>Nur sagen, welche Versionen es gibt</translation>
    </message>
    <message>
        <source>When a restart of a service disturbs the least</source>
        <translation>Wann ein Neustart eines Dienstes am wenigsten stört</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Address of an engine, such as http://127.0.0.1:8765; omnimind+http://host:8000 for a server of the OmniMind update protocol</source>
        <translation>Adresse einer Engine, etwa http://127.0.0.1:8765; omnimind+http://host:8000 für einen Server mit dem Update-Protokoll von OmniMind</translation>
    </message>
</context>
<context>
    <name>lamplighter::console::Console</name>
    <message>
        <source>Lamplighter</source>
        <translation>Lamplighter</translation>
    </message>
    <message>
        <source>The engine could not start</source>
        <translation>Die Engine konnte nicht starten</translation>
    </message>
    <message>
        <source>Stopping units…</source>
        <translation>Einheiten werden beendet …</translation>
    </message>
    <message>
        <source>The window closes when all have ended.</source>
        <translation>Das Fenster schließt sich, wenn alle zu Ende sind.</translation>
    </message>
    <message>
        <source>The demo fleet could not be started</source>
        <translation>Die Demo-Flotte konnte nicht gestartet werden</translation>
    </message>
    <message>
        <source>demo fleet</source>
        <translation>Demo-Flotte</translation>
    </message>
    <message>
        <source>Removing the demo fleet…</source>
        <translation>Die Demo-Flotte wird entfernt …</translation>
    </message>
    <message>
        <source>The window closes when all of it has ended.</source>
        <translation>Das Fenster schließt sich, wenn alles davon zu Ende ist.</translation>
    </message>
    <message>
        <source>Lamplighter is open already</source>
        <translation>Lamplighter ist schon geöffnet</translation>
    </message>
</context>
<context>
    <name>lamplighter::console::DemoFleet</name>
    <message>
        <source>The practice agent is not installed</source>
        <translation>Der Übungsagent ist nicht installiert</translation>
    </message>
    <message>
        <source>The last demo fleet is still being removed</source>
        <translation>Die letzte Demo-Flotte wird noch entfernt</translation>
    </message>
</context>
<context>
    <name>lamplighter::ctl::Output</name>
    <message>
        <source>give one with --token-file</source>
        <translation>geben Sie eines mit --token-file an</translation>
    </message>
    <message>
        <source>Compare it with what &quot;lampctl fingerprint&quot; says on that machine. If it is the same, give: --fingerprint %1</source>
        <translation>Vergleichen Sie ihn mit dem, was „lampctl fingerprint“ auf jenem Rechner sagt. Ist er gleich, geben Sie an: --fingerprint %1</translation>
    </message>
</context>
<context>
    <name>lamplighter::ctl::Texts</name>
    <message>
        <source>%1: Removed</source>
        <translation>%1: Entfernt</translation>
    </message>
    <message>
        <source>There is nothing to do.</source>
        <translation>Es gibt nichts zu tun.</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>Behoben</translation>
    </message>
    <message>
        <source>Seen by %1</source>
        <translation>Gesehen von %1</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>There are no alerts.</source>
        <translation>Es gibt keine Alarme.</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Gegenstand</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Acknowledged: %1</source>
        <translation>Bestätigt: %1</translation>
    </message>
    <message>
        <source>The kill switch is armed; nothing is held.</source>
        <translation>Der Not-Aus ist bereit; nichts wird gehalten.</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>its state file</source>
        <translation>seine Statusdatei</translation>
    </message>
    <message>
        <source>%1 (not on disk yet!)</source>
        <translation>%1 (noch nicht auf der Platte!)</translation>
    </message>
    <message>
        <source>Units held: %1. Processes still ending: %2.</source>
        <translation>Gehaltene Einheiten: %1. Noch endende Prozesse: %2.</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Pid</source>
        <translation>Pid</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Gestartet</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last exit</source>
        <translation>Letztes Ende</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>Neustarts</translation>
    </message>
    <message>
        <source>%1, of them %2 in the last 24 hours</source>
        <translation>%1, davon %2 in den letzten 24 Stunden</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Its last output:</source>
        <translation>Ihre letzte Ausgabe:</translation>
    </message>
    <message>
        <source>There are no units yet. Add one: lampctl add NAME -- COMMAND</source>
        <translation>Es gibt noch keine Einheiten. Legen Sie eine an: lampctl add NAME -- BEFEHL</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation>Nichts hat sich geändert.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Runs as</source>
        <translation>Läuft als</translation>
    </message>
    <message>
        <source>Data directory</source>
        <translation>Datenverzeichnis</translation>
    </message>
    <message>
        <source>Listens on</source>
        <translation>Lauscht auf</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>%1, of them %2 running</source>
        <translation>%1, davon laufen %2</translation>
    </message>
    <message>
        <source>Last event</source>
        <translation>Letztes Ereignis</translation>
    </message>
    <message>
        <source>You are</source>
        <translation>Sie sind</translation>
    </message>
    <message>
        <source>%1, role %2</source>
        <translation>%1, Rolle %2</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Backoff</source>
        <translation>Wartet auf Neustart</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird beendet</translation>
    </message>
    <message>
        <source>Exited</source>
        <translation>Zu Ende</translation>
    </message>
    <message>
        <source>Fatal</source>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>started with the engine</source>
        <translation>mit der Engine gestartet</translation>
    </message>
    <message>
        <source>started by an operator</source>
        <translation>von Hand gestartet</translation>
    </message>
    <message>
        <source>stopped by an operator</source>
        <translation>von Hand beendet</translation>
    </message>
    <message>
        <source>restarted by an operator</source>
        <translation>von Hand neu gestartet</translation>
    </message>
    <message>
        <source>waits for other units</source>
        <translation>wartet auf andere Einheiten</translation>
    </message>
    <message>
        <source>could not be started</source>
        <translation>konnte nicht gestartet werden</translation>
    </message>
    <message>
        <source>ended too soon after its start</source>
        <translation>endete zu früh nach dem Start</translation>
    </message>
    <message>
        <source>ended unexpectedly</source>
        <translation>endete unerwartet</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>ended with a code that says not to restart it</source>
        <translation>endete mit einem Code, nach dem nicht neu gestartet wird</translation>
    </message>
    <message>
        <source>failed, and its rule is not to restart it</source>
        <translation>ausgefallen, und seine Regel ist, nicht neu zu starten</translation>
    </message>
    <message>
        <source>did not become ready in time</source>
        <translation>wurde nicht rechtzeitig bereit</translation>
    </message>
    <message>
        <source>its health check failed</source>
        <translation>die Zustandsprüfung schlug fehl</translation>
    </message>
    <message>
        <source>its watchdog notice did not come</source>
        <translation>die Lebenszeichen blieben aus</translation>
    </message>
    <message>
        <source>pauses after too many failures</source>
        <translation>pausiert nach zu vielen Ausfällen</translation>
    </message>
    <message>
        <source>restarted too often</source>
        <translation>zu oft neu gestartet</translation>
    </message>
    <message>
        <source>held by the kill switch</source>
        <translation>vom Not-Aus gehalten</translation>
    </message>
    <message>
        <source>its keeper was lost</source>
        <translation>der Halteprozess ging verloren</translation>
    </message>
    <message>
        <source>ran on while the engine was away</source>
        <translation>lief weiter, während die Engine weg war</translation>
    </message>
    <message>
        <source>its unit file changed</source>
        <translation>die Datei der Einheit hat sich geändert</translation>
    </message>
    <message>
        <source>being removed</source>
        <translation>wird entfernt</translation>
    </message>
    <message>
        <source>stopped with the engine</source>
        <translation>mit der Engine beendet</translation>
    </message>
    <message>
        <source>held by the kill switch (%1): %2</source>
        <translation>vom Not-Aus gehalten (%1): %2</translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation>braucht %1</translation>
    </message>
    <message>
        <source>starts again in %1</source>
        <translation>startet wieder in %1</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Passing</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>Failing</source>
        <translation>Schlägt fehl</translation>
    </message>
    <message>
        <source>killed by %1, core dumped</source>
        <translation>beendet durch %1, Speicherabbild geschrieben</translation>
    </message>
    <message>
        <source>killed by %1</source>
        <translation>beendet durch %1</translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation>Exit-Code %1</translation>
    </message>
    <message>
        <source>ended, nobody saw how</source>
        <translation>beendet, niemand sah wie</translation>
    </message>
    <message>
        <source>unit %1</source>
        <translation>Einheit %1</translation>
    </message>
    <message>
        <source>group %1</source>
        <translation>Gruppe %1</translation>
    </message>
    <message>
        <source>all units</source>
        <translation>alle Einheiten</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 T %2 h</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>, pid %1</source>
        <translation>, Pid %1</translation>
    </message>
    <message>
        <source>%1: %2 of %3 running</source>
        <translation>%1: %2 von %3 laufen</translation>
    </message>
    <message>
        <source>kill switch engaged</source>
        <translation>Not-Aus ausgelöst</translation>
    </message>
    <message>
        <source>reconnecting, attempt %1: %2</source>
        <translation>verbindet neu, Versuch %1: %2</translation>
    </message>
    <message>
        <source>Nothing is wrong with %1.</source>
        <translation>An %1 ist nichts falsch.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>No unit runs.</source>
        <translation>Keine Einheit läuft.</translation>
    </message>
    <message>
        <source>Processor time</source>
        <translation>Prozessorzeit</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>There are no tokens.</source>
        <translation>Es gibt keine Token.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>The token %1 is revoked.</source>
        <translation>Das Token %1 ist widerrufen.</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>No versions of %1 are known: it has no release directory.</source>
        <translation>Von %1 sind keine Versionen bekannt: Es gibt kein Verzeichnis mit Versionen.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>current</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>%1 is at a checkpoint.</source>
        <translation>%1 ist an einem Checkpoint.</translation>
    </message>
    <message>
        <source>built in</source>
        <translation>eingebaut</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Critical modules</source>
        <translation>Kritische Module</translation>
    </message>
    <message>
        <source>Deferrable modules</source>
        <translation>Verschiebbare Module</translation>
    </message>
    <message>
        <source>The file was changed and refused: %1</source>
        <translation>Die Datei wurde geändert und abgelehnt: %1</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Defers for</source>
        <translation>Verschiebt um</translation>
    </message>
    <message>
        <source>needed</source>
        <translation>nötig</translation>
    </message>
    <message>
        <source>not needed</source>
        <translation>nicht nötig</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>No restart waits.</source>
        <translation>Kein Neustart wartet.</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neustart</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Updates</translation>
    </message>
    <message>
        <source>no unit has this service</source>
        <translation>keine Einheit hat diesen Dienst</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Update</translation>
    </message>
    <message>
        <source>There are no such updates.</source>
        <translation>Solche Updates gibt es nicht.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>Gemeldet</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Repeated</source>
        <translation>Wiederholt</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Zu Ende</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>Downtime</source>
        <translation>Ausfallzeit</translation>
    </message>
    <message>
        <source>It is usually down for %1, in nine of ten restarts for at most %2.</source>
        <translation>Übliche Ausfallzeit: %1, bei neun von zehn Neustarts höchstens %2.</translation>
    </message>
    <message>
        <source>It has no earlier restarts.</source>
        <translation>Frühere Neustarts gibt es nicht.</translation>
    </message>
    <message numerus="yes">
        <source>Of %n earlier restart(s), %1 held.</source>
        <translation>
            <numerusform>%n früherer Neustart, davon %1 gelungen.</numerusform>
            <numerusform>%n frühere Neustarts, davon %1 gelungen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n earlier update(s) of this kind, %1 held.</source>
        <translation>
            <numerusform>%n früheres Update dieser Art, davon %1 gelungen.</numerusform>
            <numerusform>%n frühere Updates dieser Art, davon %1 gelungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>These depend on it: %1.</source>
        <translation>Davon hängen ab: %1.</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>Revision</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>Entschieden von</translation>
    </message>
    <message>
        <source>Notifying %1: %2</source>
        <translation>Notifying %1: %2</translation>
    </message>
    <message>
        <source>Decision: %1</source>
        <translation>Decision: %1</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Reason: %1</translation>
    </message>
    <message>
        <source>Update: %1</source>
        <translation>Update: %1</translation>
    </message>
    <message>
        <source>Restart: %1</source>
        <translation>Restart: %1</translation>
    </message>
    <message>
        <source>Restart required!</source>
        <translation>Restart required!</translation>
    </message>
    <message>
        <source>Triggering graceful restart %1...</source>
        <translation>Triggering graceful restart %1...</translation>
    </message>
    <message>
        <source>Restart sequence initiated</source>
        <translation>Restart sequence initiated</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Offers</source>
        <translation>Bietet</translation>
    </message>
</context>
<context>
    <name>lamplighter::ctl::UpdateTexts</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Deferred</source>
        <translation>Verschoben</translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>At a checkpoint</source>
        <translation>Am Checkpoint</translation>
    </message>
    <message>
        <source>Restarting</source>
        <translation>Startet neu</translation>
    </message>
    <message>
        <source>Rolling back</source>
        <translation>Rollt zurück</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Rolled back</source>
        <translation>Zurückgerollt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Ignoriert</translation>
    </message>
    <message>
        <source>low</source>
        <translation>niedrig</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>waits for an approval</source>
        <translation>wartet auf eine Freigabe</translation>
    </message>
    <message>
        <source>deferred until %1</source>
        <translation>verschoben bis %1</translation>
    </message>
    <message>
        <source>scheduled for %1</source>
        <translation>geplant für %1</translation>
    </message>
    <message>
        <source>waits for its maintenance window</source>
        <translation>wartet auf das Wartungsfenster</translation>
    </message>
    <message>
        <source>waits for a quiet moment</source>
        <translation>wartet auf einen ruhigen Moment</translation>
    </message>
    <message>
        <source>waits for a checkpoint</source>
        <translation>wartet auf einen Checkpoint</translation>
    </message>
    <message>
        <source>waits for a checkpoint, until %1</source>
        <translation>wartet auf einen Checkpoint, bis %1</translation>
    </message>
    <message>
        <source>held by the kill switch</source>
        <translation>vom Not-Aus gehalten</translation>
    </message>
    <message>
        <source>could not save its state, and asks whether to go on</source>
        <translation>konnte den Zustand nicht sichern und fragt, ob es weitergehen soll</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1: %2 failed</source>
        <translation>%1: %2 gescheitert</translation>
    </message>
    <message>
        <source>%1: %2 failed after %3</source>
        <translation>%1: %2 gescheitert nach %3</translation>
    </message>
    <message>
        <source>%1: %2 done</source>
        <translation>%1: %2 fertig</translation>
    </message>
    <message>
        <source>%1: %2 done in %3</source>
        <translation>%1: %2 fertig in %3</translation>
    </message>
    <message>
        <source>%1: %2 under way</source>
        <translation>%1: %2 läuft</translation>
    </message>
    <message>
        <source>%1: %2 skipped</source>
        <translation>%1: %2 übersprungen</translation>
    </message>
    <message>
        <source>%1: %2 not yet</source>
        <translation>%1: %2 noch nicht</translation>
    </message>
    <message>
        <source>(saved: %1)</source>
        <translation>(gesichert: %1)</translation>
    </message>
    <message>
        <source>%1 (%2): %3</source>
        <translation>%1 (%2): %3</translation>
    </message>
    <message>
        <source>%1 runs version %2</source>
        <translation>%1 läuft mit Version %2</translation>
    </message>
    <message>
        <source>down for %1</source>
        <translation>Ausfallzeit %1</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Regel</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>What it looked at</source>
        <translation>Was sie ansah</translation>
    </message>
    <message>
        <source>matched</source>
        <translation>trifft zu</translation>
    </message>
    <message>
        <source>no match</source>
        <translation>trifft nicht zu</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ActivityChart</name>
    <message>
        <source>Alerts by severity and restarts per 30 minutes, last 24 hours</source>
        <translation>Alarme nach Schwere und Neustarts je 30 Minuten, letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>per 30 min</source>
        <translation>je 30 min</translation>
    </message>
    <message>
        <source>The last 24 hours could not be read</source>
        <translation>Die letzten 24 Stunden konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ActivityFeed</name>
    <message>
        <source>No engine reports.</source>
        <translation>Keine Engine meldet sich.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ActivityLegend</name>
    <message>
        <source>Critical %1</source>
        <translation>Kritisch %1</translation>
    </message>
    <message>
        <source>Warning %1</source>
        <translation>Warnung %1</translation>
    </message>
    <message>
        <source>Info %1</source>
        <translation>Info %1</translation>
    </message>
    <message>
        <source>Restarts %1</source>
        <translation>Neustarts %1</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ActivityTableDialog</name>
    <message>
        <source>Last 24 hours as a table</source>
        <translation>Letzte 24 Stunden als Tabelle</translation>
    </message>
    <message>
        <source>Alerts and restarts per 30 minutes</source>
        <translation>Alarme und Neustarts je 30 Minuten</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Ab</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>Neustarts</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Alles kopieren</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ActivityTexts</name>
    <message numerus="yes">
        <source>%1 to %2: %3 critical, %4 warning, %5 info, %n restarts</source>
        <translation>
            <numerusform>%1 bis %2: %3 kritisch, %4 Warnung, %5 Info, %n Neustart</numerusform>
            <numerusform>%1 bis %2: %3 kritisch, %4 Warnung, %5 Info, %n Neustarts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last 24 hours: %1 critical, %2 warning and %3 info alerts, %n restarts.</source>
        <translation>
            <numerusform>Letzte 24 Stunden, Alarme: %1 kritisch, %2 Warnung, %3 Info; %n Neustart.</numerusform>
            <numerusform>Letzte 24 Stunden, Alarme: %1 kritisch, %2 Warnung, %3 Info; %n Neustarts.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 Most alerts between %2 and %3.</source>
        <translation>%1 Die meisten Alarme zwischen %2 und %3.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Announcer</name>
    <message>
        <source>%1 on %2</source>
        <comment>what, which instance</comment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>Freigeben …</translation>
    </message>
    <message>
        <source>Defer 1 h</source>
        <translation>1 h später</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n more things need you</source>
        <translation>
            <numerusform>%n weiterer Punkt braucht Ihre Aufmerksamkeit</numerusform>
            <numerusform>%n weitere Punkte brauchen Ihre Aufmerksamkeit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Attention</name>
    <message>
        <source>%1 needs a token</source>
        <translation>%1 braucht ein Token</translation>
    </message>
    <message>
        <source>%1 does not let this console in</source>
        <translation>%1 lässt diese Konsole nicht ein</translation>
    </message>
    <message>
        <source>%1 stopped reporting</source>
        <translation>%1 meldet sich nicht mehr</translation>
    </message>
    <message>
        <source>%1 cannot be reached</source>
        <translation>%1 ist nicht erreichbar</translation>
    </message>
    <message numerus="yes">
        <source>States shown for its %n units are %1 old.</source>
        <translation>
            <numerusform>Der gezeigte Status ihrer %n Einheit ist %1 alt.</numerusform>
            <numerusform>Der gezeigte Status ihrer %n Einheiten ist %1 alt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Trying again, try %1.</source>
        <translation>Verbindet neu, Versuch %1.</translation>
    </message>
    <message>
        <source>%1 is held by the kill switch</source>
        <translation>%1 wird vom Not-Aus gehalten</translation>
    </message>
    <message>
        <source>Group %1 is held by the kill switch</source>
        <translation>Gruppe %1 wird vom Not-Aus gehalten</translation>
    </message>
    <message>
        <source>The kill switch holds everything on %1</source>
        <translation>Der Not-Aus hält alles auf %1</translation>
    </message>
    <message>
        <source>Engaged</source>
        <translation>Ausgelöst</translation>
    </message>
    <message>
        <source>Engaged by %1</source>
        <translation>Ausgelöst von %1</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <comment>who, why</comment>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not accepted</source>
        <translation>Das Zertifikat von %1 wird nicht angenommen</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::AttentionAlerts</name>
    <message>
        <source>%1 ended and is started again</source>
        <translation>%1 endete und wird wieder gestartet</translation>
    </message>
    <message>
        <source>%1 lost its keeper</source>
        <translation>Der Halteprozess von %1 ging verloren</translation>
    </message>
    <message>
        <source>Its processes are ended and started again, since nobody watches them any more.</source>
        <translation>Die Prozesse werden beendet und wieder gestartet, weil niemand mehr sie bewacht.</translation>
    </message>
    <message>
        <source>%1 could not be started</source>
        <translation>%1 konnte nicht gestartet werden</translation>
    </message>
    <message>
        <source>%1 could not be restarted</source>
        <translation>%1 konnte nicht neu gestartet werden</translation>
    </message>
    <message>
        <source>The state file of %1 cannot be read</source>
        <translation>Die Statusdatei von %1 ist nicht lesbar</translation>
    </message>
    <message>
        <source>%1: %2. It stays held until somebody decides.</source>
        <translation>%1: %2. Sie bleibt gehalten, bis jemand entscheidet.</translation>
    </message>
    <message>
        <source>The kill switch could not be written to disk</source>
        <translation>Der Not-Aus konnte nicht auf die Platte geschrieben werden</translation>
    </message>
    <message>
        <source>It holds now, but not over a restart of the machine. %1</source>
        <translation>Er hält jetzt, aber nicht über einen Neustart des Rechners. %1</translation>
    </message>
    <message>
        <source>The database of %1 was damaged</source>
        <translation>Die Datenbank von %1 war beschädigt</translation>
    </message>
    <message>
        <source>It was set aside and a new one was made. The history begins anew.</source>
        <translation>Sie wurde beiseitegelegt und eine neue angelegt. Der Verlauf beginnt von vorn.</translation>
    </message>
    <message numerus="yes">
        <source>%n events could not be recorded</source>
        <translation>
            <numerusform>%n Ereignis konnte nicht aufgezeichnet werden</numerusform>
            <numerusform>%n Ereignisse konnten nicht aufgezeichnet werden</numerusform>
        </translation>
    </message>
    <message>
        <source>The disk refused them for too long. Supervision went on.</source>
        <translation>Die Platte nahm zu lange nichts an. Die Überwachung lief weiter.</translation>
    </message>
    <message>
        <source>A unit file was refused</source>
        <translation>Die Datei einer Einheit wurde abgelehnt</translation>
    </message>
    <message>
        <source>%1 What was there before stays in force.</source>
        <translation>%1 Es gilt weiter, was vorher da war.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::AttentionButtons</name>
    <message>
        <source>%1: %2</source>
        <comment>action, what it is about</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::AttentionList</name>
    <message>
        <source>Attention</source>
        <translation>Aufmerksamkeit</translation>
    </message>
    <message>
        <source>most urgent first</source>
        <translation>Dringendstes zuerst</translation>
    </message>
    <message>
        <source>start</source>
        <translation>starten</translation>
    </message>
    <message>
        <source>Space</source>
        <comment>key</comment>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>acknowledge</source>
        <translation>bestätigen</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>key</comment>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Nothing needs you.</source>
        <translation>Nichts braucht Ihre Aufmerksamkeit.</translation>
    </message>
    <message>
        <source>What fails, keeps failing or stops reporting appears here.</source>
        <translation>Was ausfällt, immer wieder ausfällt oder sich nicht mehr meldet, erscheint hier.</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n neu</numerusform>
            <numerusform>%n neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n new items</source>
        <translation>
            <numerusform>%n neuen Eintrag zeigen</numerusform>
            <numerusform>%n neue Einträge zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>They wait, so that nothing moves under the pointer. Click to show them.</source>
        <translation>Neues wartet, damit sich unter dem Zeiger nichts bewegt. Zum Zeigen klicken.</translation>
    </message>
    <message>
        <source>approve</source>
        <translation>freigeben</translation>
    </message>
    <message>
        <source>defer</source>
        <translation>verschieben</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::AttentionListView</name>
    <message>
        <source>What needs attention, most urgent first</source>
        <translation>Was Aufmerksamkeit braucht, Dringendstes zuerst</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::AttentionModel</name>
    <message>
        <source>%1, %2</source>
        <comment>what, which instance</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1, %2, %3 ago</source>
        <comment>what, which instance, age</comment>
        <translation>%1, %2, vor %3</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::AttentionRestarts</name>
    <message>
        <source>%1 goes back to the version before</source>
        <translation>%1 geht zur vorigen Version zurück</translation>
    </message>
    <message>
        <source>%1 is being restarted</source>
        <translation>%1 wird gerade neu gestartet</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>%1 could not save its state: restart it anyway?</source>
        <translation>%1 konnte den Zustand nicht sichern: trotzdem neu starten?</translation>
    </message>
    <message>
        <source>Its restart waits for an answer.</source>
        <translation>Der Neustart wartet auf eine Antwort.</translation>
    </message>
    <message>
        <source>%1: restart now is recommended</source>
        <translation>%1: Neustart jetzt empfohlen</translation>
    </message>
    <message>
        <source>%1: restart at its next checkpoint is recommended</source>
        <translation>%1: Neustart am nächsten Checkpoint empfohlen</translation>
    </message>
    <message>
        <source>%1 has an update that can wait</source>
        <translation>%1 hat ein Update, das warten kann</translation>
    </message>
    <message>
        <source>%1. No unit has this service.</source>
        <translation>%1. Keine Einheit hat diesen Dienst.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::AttentionTexts</name>
    <message>
        <source>Start now</source>
        <translation>Jetzt starten</translation>
    </message>
    <message>
        <source>Restart again</source>
        <translation>Noch einmal starten</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>View log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Acknowledge</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Enter token…</source>
        <translation>Token eingeben …</translation>
    </message>
    <message>
        <source>Re-arm…</source>
        <translation>Freigeben …</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 T</translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>Nichts braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message numerus="yes">
        <source>Nothing needs you, %n things to take note of</source>
        <translation>
            <numerusform>Nichts braucht Ihre Aufmerksamkeit, %n Punkt zur Kenntnis</numerusform>
            <numerusform>Nichts braucht Ihre Aufmerksamkeit, %n Punkte zur Kenntnis</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things need you</source>
        <translation>
            <numerusform>%n Punkt braucht Ihre Aufmerksamkeit</numerusform>
            <numerusform>%n Punkte brauchen Ihre Aufmerksamkeit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them urgent</source>
        <comment>7 things need you</comment>
        <translation>
            <numerusform>%1, davon %n dringend</numerusform>
            <numerusform>%1, davon %n dringend</numerusform>
        </translation>
    </message>
    <message>
        <source>Change connection…</source>
        <translation>Verbindung ändern …</translation>
    </message>
    <message>
        <source>Approve restart</source>
        <translation>Neustart freigeben</translation>
    </message>
    <message>
        <source>Defer</source>
        <comment>a restart</comment>
        <translation>Verschieben</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::AttentionUnits</name>
    <message>
        <source>%1 fails its health check</source>
        <translation>%1 besteht die Zustandsprüfung nicht</translation>
    </message>
    <message>
        <source>%1 is not healthy: %2</source>
        <translation>%1 ist gestört: %2</translation>
    </message>
    <message>
        <source>It runs for %1. The health check decides when it is restarted.</source>
        <translation>Sie läuft seit %1. Die Zustandsprüfung entscheidet, wann sie neu gestartet wird.</translation>
    </message>
    <message>
        <source>%1 waits for %2, which is held</source>
        <translation>%1 wartet auf %2 (gehalten)</translation>
    </message>
    <message>
        <source>%1 waits for %2, which failed</source>
        <translation>%1 wartet auf %2 (ausgefallen)</translation>
    </message>
    <message>
        <source>It starts as soon as %1 runs.</source>
        <translation>Sie startet, sobald %1 läuft.</translation>
    </message>
    <message>
        <source>signal %1</source>
        <translation>Signal %1</translation>
    </message>
    <message>
        <source>exit %1</source>
        <translation>Exit %1</translation>
    </message>
    <message>
        <source>%1 could not be started</source>
        <translation>%1 konnte nicht gestartet werden</translation>
    </message>
    <message>
        <source>%1 failed: %2 of %2 restarts used up</source>
        <translation>%1 ist ausgefallen: %2 von %2 Neustarts verbraucht</translation>
    </message>
    <message>
        <source>%1 failed: its restarts are used up</source>
        <translation>%1 ist ausgefallen: alle Neustarts sind verbraucht</translation>
    </message>
    <message>
        <source>%1 failed: %2, and is not restarted</source>
        <translation>%1 ist ausgefallen (%2) und wird nicht neu gestartet</translation>
    </message>
    <message>
        <source>%1 failed and is not restarted</source>
        <translation>%1 ist ausgefallen und wird nicht neu gestartet</translation>
    </message>
    <message>
        <source>last exit %1 (%2)</source>
        <comment>139, segmentation fault</comment>
        <translation>letzter Exit %1 (%2)</translation>
    </message>
    <message>
        <source>The watchdog has stopped trying.</source>
        <translation>Der Wächter versucht es nicht mehr.</translation>
    </message>
    <message>
        <source>%1 keeps failing</source>
        <translation>%1 fällt immer wieder aus</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 ist ausgefallen</translation>
    </message>
    <message>
        <source>%1: next start in %2</source>
        <comment>hsp keeps failing</comment>
        <translation>%1: nächster Start in %2</translation>
    </message>
    <message>
        <source>Last: %1.</source>
        <translation>Zuletzt: %1.</translation>
    </message>
    <message>
        <source>%1, attempt %2 of %3</source>
        <comment>why it failed</comment>
        <translation>%1, Versuch %2 von %3</translation>
    </message>
    <message>
        <source>%1 (%2).</source>
        <comment>attempt 3 of 5, exit 1</comment>
        <translation>%1 (%2).</translation>
    </message>
    <message>
        <source>%1 ended (%2) and runs again: down %3</source>
        <translation>%1 endete (%2) und läuft wieder: war %3 aus</translation>
    </message>
    <message>
        <source>It had run for %1.</source>
        <translation>Vorher lief sie %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n restarts in the last 24 hours.</source>
        <translation>
            <numerusform>%n Neustart in den letzten 24 Stunden.</numerusform>
            <numerusform>%n Neustarts in den letzten 24 Stunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>The watchdog restarted it; nothing is left to do.</source>
        <translation>Der Wächter hat sie neu gestartet; es bleibt nichts zu tun.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Availabilities</name>
    <message>
        <source>The engine has not answered yet</source>
        <translation>Die Engine hat noch nicht geantwortet</translation>
    </message>
    <message>
        <source>There is no connection to an engine</source>
        <translation>Es besteht keine Verbindung zu einer Engine</translation>
    </message>
    <message>
        <source>Actions are off until %1 reports again</source>
        <translation>Aktionen sind aus, bis %1 sich wieder meldet</translation>
    </message>
    <message>
        <source>Your role is viewer</source>
        <translation>Ihre Rolle ist Betrachter</translation>
    </message>
    <message>
        <source>Re-arm %1 first</source>
        <translation>Zuerst %1 wieder freigeben</translation>
    </message>
    <message>
        <source>%1 runs already</source>
        <translation>%1 läuft schon</translation>
    </message>
    <message>
        <source>%1 is starting</source>
        <translation>%1 startet gerade</translation>
    </message>
    <message>
        <source>%1 is still stopping</source>
        <translation>%1 wird noch beendet</translation>
    </message>
    <message>
        <source>%1 is held by the kill switch already</source>
        <translation>%1 wird schon vom Not-Aus gehalten</translation>
    </message>
    <message>
        <source>%1 is stopping already</source>
        <translation>%1 wird schon beendet</translation>
    </message>
    <message>
        <source>%1 is stopped already</source>
        <translation>%1 ist schon beendet</translation>
    </message>
    <message>
        <source>%1 is not running</source>
        <translation>%1 läuft nicht</translation>
    </message>
    <message>
        <source>Nothing to stop</source>
        <translation>Nichts zu beenden</translation>
    </message>
    <message>
        <source>Your role is operator; this needs admin</source>
        <translation>Ihre Rolle ist Bediener; dies verlangt die Rolle Administrator</translation>
    </message>
    <message>
        <source>%1 has no failures to forget</source>
        <translation>%1 hat keine Ausfälle, die zu vergessen wären</translation>
    </message>
    <message>
        <source>%1 comes from %2, which only its owner changes</source>
        <translation>%1 kommt aus %2; diese Datei ändert nur, wem sie gehört</translation>
    </message>
    <message>
        <source>viewer</source>
        <translation>Betrachter</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>Bediener</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>%1 is an OmniMind server, which offers only its pending updates</source>
        <translation>%1 ist ein OmniMind-Server, der nur seine anstehenden Updates anbietet</translation>
    </message>
    <message>
        <source>%1 does not offer this</source>
        <translation>%1 bietet das nicht an</translation>
    </message>
    <message>
        <source>%1 is an OmniMind server, which can only restart now</source>
        <translation>%1 ist ein OmniMind-Server, der nur sofort neu starten kann</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Banner</name>
    <message>
        <source>View what stopped</source>
        <translation>Zeigen, was beendet wurde</translation>
    </message>
    <message>
        <source>Re-arm…</source>
        <translation>Freigeben …</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::BulkBar</name>
    <message>
        <source>More actions for the selected units</source>
        <translation>Weitere Aktionen für die ausgewählten Einheiten</translation>
    </message>
    <message>
        <source>Select none (Esc)</source>
        <translation>Auswahl aufheben (Esc)</translation>
    </message>
    <message>
        <source>The others: %1</source>
        <translation>Die anderen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n units selected</source>
        <translation>
            <numerusform>%n Einheit ausgewählt</numerusform>
            <numerusform>%n Einheiten ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Start %1</source>
        <comment>how many</comment>
        <translation>%1 starten</translation>
    </message>
    <message>
        <source>Stop %1…</source>
        <comment>how many</comment>
        <translation>%1 beenden …</translation>
    </message>
    <message>
        <source>Restart %1</source>
        <comment>how many</comment>
        <translation>%1 neu starten</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::BulkDecision</name>
    <message>
        <source>any reason</source>
        <translation>irgendein Grund</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>service, why</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n restarts approved</source>
        <translation>
            <numerusform>%n Neustart freigegeben</numerusform>
            <numerusform>%n Neustarts freigegeben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restarts deferred</source>
        <translation>
            <numerusform>%n Neustart verschoben</numerusform>
            <numerusform>%n Neustarts verschoben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updates rejected</source>
        <translation>
            <numerusform>%n Update abgelehnt</numerusform>
            <numerusform>%n Updates abgelehnt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n restarts approved</source>
        <translation>
            <numerusform>%1 von %n Neustart freigegeben</numerusform>
            <numerusform>%1 von %n Neustarts freigegeben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n restarts deferred</source>
        <translation>
            <numerusform>%1 von %n Neustart verschoben</numerusform>
            <numerusform>%1 von %n Neustarts verschoben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n updates rejected</source>
        <translation>
            <numerusform>%1 von %n Update abgelehnt</numerusform>
            <numerusform>%1 von %n Updates abgelehnt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::CertificateBox</name>
    <message>
        <source>Trust this certificate</source>
        <translation>Diesem Zertifikat vertrauen</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>SHA-256-Fingerabdruck</translation>
    </message>
    <message>
        <source>%1 shows a certificate that is not known here</source>
        <translation>%1 zeigt ein Zertifikat, das hier nicht bekannt ist</translation>
    </message>
    <message>
        <source>Compare it with what “lampctl fingerprint” says on that machine: if they differ, somebody else answers at this address. Nothing was sent to it yet. Once you trust it, no other certificate is accepted there.</source>
        <translation>Vergleichen Sie ihn mit dem, was „lampctl fingerprint“ auf jenem Rechner sagt: Sind sie verschieden, antwortet unter dieser Adresse jemand anderes. Gesendet wurde noch nichts. Sobald Sie ihm vertrauen, wird dort kein anderes Zertifikat angenommen.</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Shown now</source>
        <translation>Jetzt gezeigt</translation>
    </message>
    <message>
        <source>The certificate of %1 changed</source>
        <translation>Das Zertifikat von %1 ist ein anderes</translation>
    </message>
    <message>
        <source>Either somebody else answers at this address, or the engine was given another certificate. Nothing was sent. Ask on that machine: if “lampctl fingerprint” says there what is shown now, put that into the field Fingerprint above and save.</source>
        <translation>Entweder antwortet unter dieser Adresse jemand anderes, oder die Engine hat ein anderes Zertifikat bekommen. Gesendet wurde nichts. Fragen Sie auf jenem Rechner nach: Sagt „lampctl fingerprint“ dort, was jetzt gezeigt wird, tragen Sie es oben in das Feld Fingerabdruck ein und speichern Sie.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::CommandField</name>
    <message>
        <source>Search, or run a command</source>
        <translation>Suchen oder einen Befehl ausführen</translation>
    </message>
    <message>
        <source>Opens the command palette (Ctrl+K)</source>
        <translation>Öffnet die Befehlspalette (Strg+K)</translation>
    </message>
    <message>
        <source>Ctrl+K</source>
        <comment>key</comment>
        <translation>Strg+K</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::CommandLine</name>
    <message>
        <source>The quotation mark %1 at character %2 is never closed</source>
        <comment>quote, number</comment>
        <translation>Das Anführungszeichen %1 an Stelle %2 wird nicht geschlossen</translation>
    </message>
    <message>
        <source>A backslash at the end has nothing to stand before</source>
        <translation>Der Backslash am Ende steht vor keinem Zeichen</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::CommandPalette</name>
    <message>
        <source>Search, or run a command</source>
        <translation>Suchen oder einen Befehl ausführen</translation>
    </message>
    <message>
        <source>Esc</source>
        <comment>key</comment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>Nothing matches “%1”.</source>
        <translation>Nichts passt zu „%1“.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ConnectDialog</name>
    <message>
        <source>Change the connection to %1</source>
        <translation>Verbindung zu %1 ändern</translation>
    </message>
    <message>
        <source>Connect to a running instance</source>
        <translation>Mit einer laufenden Instanz verbinden</translation>
    </message>
    <message>
        <source>The engine is asked who it is before the connection is kept.</source>
        <translation>Die Engine wird gefragt, wer sie ist, bevor die Verbindung behalten wird.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>Or the path of a local socket or of a data directory on this workstation.</source>
        <translation>Oder der Pfad eines lokalen Sockets oder eines Datenverzeichnisses auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>The admin token of an engine is the file “token” in its data directory. It is kept in the system&apos;s keychain; where there is none, until this window is closed.</source>
        <translation>Das Administrator-Token einer Engine ist die Datei „token“ in ihrem Datenverzeichnis. Es wird im Schlüsselbund des Systems aufbewahrt; wo es keinen gibt, bis dieses Fenster geschlossen wird.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>the name of its host</source>
        <translation>der Name ihres Rechners</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Keep it anyway</source>
        <translation>Trotzdem behalten</translation>
    </message>
    <message>
        <source>Remember the connection although the engine does not answer now</source>
        <translation>Die Verbindung merken, obwohl die Engine jetzt nicht antwortet</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Wird gefragt …</translation>
    </message>
    <message>
        <source>The engine has not answered yet</source>
        <translation>Die Engine hat noch nicht geantwortet</translation>
    </message>
    <message>
        <source>Give an address first</source>
        <translation>Zuerst eine Adresse angeben</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>Fingerabdruck</translation>
    </message>
    <message>
        <source>&amp;Fingerprint</source>
        <translation>&amp;Fingerabdruck</translation>
    </message>
    <message>
        <source>Of the only certificate that is accepted. Empty it to be asked again.</source>
        <translation>Des einzigen Zertifikats, das angenommen wird. Leeren Sie das Feld, um neu gefragt zu werden.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ConnectionTableModel</name>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Einheiten</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>Zuletzt gehört</translation>
    </message>
    <message>
        <source>in this window</source>
        <translation>in diesem Fenster</translation>
    </message>
    <message>
        <source>daemon of this workstation</source>
        <translation>Dienst dieses Rechners</translation>
    </message>
    <message>
        <source>a demo fleet in this window</source>
        <translation>eine Demo-Flotte in diesem Fenster</translation>
    </message>
    <message>
        <source>Needs a token</source>
        <translation>Braucht ein Token</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>column: value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Certificate not known</source>
        <translation>Zertifikat nicht bekannt</translation>
    </message>
    <message>
        <source>Certificate changed</source>
        <translation>Zertifikat geändert</translation>
    </message>
    <message>
        <source>none: who can listen on the way reads the token</source>
        <translation>keine: Wer unterwegs mithören kann, liest das Token</translation>
    </message>
    <message>
        <source>TLS, the certificate vouched for by an authority</source>
        <translation>TLS, eine Zertifizierungsstelle bürgt für das Zertifikat</translation>
    </message>
    <message>
        <source>TLS, no certificate accepted but %1</source>
        <translation>TLS, kein Zertifikat angenommen außer %1</translation>
    </message>
    <message>
        <source>%1
Encryption: %2</source>
        <translation>%1
Verschlüsselung: %2</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Connections</name>
    <message>
        <source>Give the address of an engine, or the path of its socket</source>
        <translation>Die Adresse einer Engine oder den Pfad ihres Sockets angeben</translation>
    </message>
    <message>
        <source>This is not a token: it has spaces or other characters in it</source>
        <translation>Das ist kein Token: es enthält Leerzeichen oder andere unpassende Zeichen</translation>
    </message>
    <message>
        <source>%1 is connected already, as %2</source>
        <translation>%1 ist schon verbunden, als %2</translation>
    </message>
    <message>
        <source>Another instance is called %1 already</source>
        <translation>Eine andere Instanz heißt schon %1</translation>
    </message>
    <message>
        <source>Give the token for the new address</source>
        <translation>Geben Sie das Token für die neue Adresse an</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ConnectionsPage</name>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden …</translation>
    </message>
    <message>
        <source>Show its units</source>
        <translation>Einheiten zeigen</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Vergessen …</translation>
    </message>
    <message numerus="yes">
        <source>%n instances</source>
        <translation>
            <numerusform>%n Instanz</numerusform>
            <numerusform>%n Instanzen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 reporting</source>
        <comment>5 instances, 4 reporting</comment>
        <translation>%1, davon %2 erreichbar</translation>
    </message>
    <message>
        <source>none needed: this account owns the engine</source>
        <translation>keines nötig: die Engine gehört diesem Konto</translation>
    </message>
    <message>
        <source>in the system&apos;s keychain</source>
        <translation>im Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>until this window is closed; the keychain could not keep it: %1</source>
        <translation>bis dieses Fenster geschlossen wird; der Schlüsselbund konnte es nicht aufbewahren: %1</translation>
    </message>
    <message>
        <source>none is kept</source>
        <translation>keines aufbewahrt</translation>
    </message>
    <message>
        <source>none; the keychain could not be asked: %1</source>
        <translation>keines; der Schlüsselbund konnte nicht gefragt werden: %1</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Konto</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>account, role</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Rechner</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>version %1, process %2</source>
        <translation>Version %1, Prozess %2</translation>
    </message>
    <message>
        <source>Data directory</source>
        <translation>Datenverzeichnis</translation>
    </message>
    <message>
        <source>This workstation&apos;s own engine is always shown</source>
        <translation>Die eigene Engine dieses Rechners wird immer gezeigt</translation>
    </message>
    <message>
        <source>Disconnect and forget the token</source>
        <translation>Die Verbindung trennen und das Token vergessen</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>Change address, token, fingerprint or name</source>
        <translation>Adresse, Token, Fingerabdruck oder Namen ändern</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::CountBadge</name>
    <message>
        <source>99+</source>
        <translation>99+</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::DecisionPanel</name>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>needed to reject, kept with the decision</source>
        <translation>zum Ablehnen nötig, bleibt bei der Entscheidung</translation>
    </message>
    <message>
        <source>For example: benchmark running until 16:00</source>
        <translation>Zum Beispiel: Benchmark läuft bis 16:00</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>what was not done, why</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>Its checkpoint is awaited until %1.</source>
        <translation>Der Checkpoint wird bis %1 abgewartet.</translation>
    </message>
    <message>
        <source>Approved and rejected restarts go to the record with your name.</source>
        <translation>Freigaben und Ablehnungen werden mit Ihrem Namen aufgezeichnet.</translation>
    </message>
    <message>
        <source>Restart without its state</source>
        <translation>Ohne Zustand neu starten</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Restarting…</source>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>At next checkpoint</source>
        <translation>Am Checkpoint</translation>
    </message>
    <message>
        <source>Approving…</source>
        <translation>Freigabe …</translation>
    </message>
    <message>
        <source>Defer</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Deferring…</source>
        <translation>Verschiebt …</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Rejecting…</source>
        <translation>Lehnt ab …</translation>
    </message>
    <message>
        <source>Restart %1 at once (A)</source>
        <translation>%1 sofort neu starten (A)</translation>
    </message>
    <message>
        <source>Restart %1 when it reports a safe point</source>
        <translation>%1 neu starten, wenn ein sicherer Punkt gemeldet wird</translation>
    </message>
    <message>
        <source>Ask again later (D)</source>
        <translation>Verschieben und später wieder fragen (D)</translation>
    </message>
    <message>
        <source>%1 goes on as it is</source>
        <translation>%1 läuft weiter wie bisher</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::DecisionRulesDialog</name>
    <message>
        <source>Nobody is asked: what is decided is done.</source>
        <translation>Niemand wird gefragt: Was entschieden ist, geschieht.</translation>
    </message>
    <message>
        <source>An operator approves every restart.</source>
        <translation>Ein Bediener gibt jeden Neustart frei.</translation>
    </message>
    <message>
        <source>An operator approves restarts of severity %1 and above.</source>
        <translation>Ein Bediener gibt Neustarts ab der Schwere „%1“ frei.</translation>
    </message>
    <message>
        <source>Decision rules</source>
        <translation>Entscheidungsregeln</translation>
    </message>
    <message>
        <source>Rules are looked at in their order, and the first that matches decides. They are read from a file of the engine; a change of it is in force at once.</source>
        <translation>Die Regeln werden der Reihe nach angesehen, und die erste, die zutrifft, entscheidet. Sie stehen in einer Datei der Engine; ändert sie sich, gilt das sofort.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instanz</translation>
    </message>
    <message>
        <source>&amp;Instance</source>
        <translation>&amp;Instanz</translation>
    </message>
    <message>
        <source>Try it: what would be decided about this?</source>
        <translation>Zum Ausprobieren: Was würde hierzu entschieden?</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>modules</comment>
        <translation>
            <numerusform>%n weiteres</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>The rules could not be read. %1</source>
        <translation>Die Regeln konnten nicht gelesen werden. %1</translation>
    </message>
    <message>
        <source>The file as it is now was refused: %1. The rules below are the last good ones.</source>
        <translation>Die Datei, wie sie jetzt ist, wurde abgelehnt: %1. Unten stehen die letzten gültigen Regeln.</translation>
    </message>
    <message>
        <source>Built-in rules</source>
        <translation>Eingebaute Regeln</translation>
    </message>
    <message numerus="yes">
        <source>%n critical modules: restart now</source>
        <translation>
            <numerusform>%n kritisches Modul: Neustart jetzt</numerusform>
            <numerusform>%n kritische Module: Neustart jetzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deferrable modules: can wait</source>
        <translation>
            <numerusform>%n verschiebbares Modul: kann warten</numerusform>
            <numerusform>%n verschiebbare Module: können warten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; an operator approves it.</source>
        <translation>%1; ein Bediener gibt frei.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>Name a service and a module to see which rule matches. Nothing is reported.</source>
        <translation>Geben Sie einen Dienst und ein Modul an, um zu sehen, welche Regel zutrifft. Gemeldet wird nichts.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::DeferChoices</name>
    <message>
        <source>In 1 hour</source>
        <translation>In 1 Stunde</translation>
    </message>
    <message>
        <source>In 8 hours</source>
        <translation>In 8 Stunden</translation>
    </message>
    <message>
        <source>Tomorrow 06:00</source>
        <translation>Morgen 06:00</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::DeferDialog</name>
    <message>
        <source>Ask again about %1</source>
        <translation>Wieder fragen: %1</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>&amp;Not before</source>
        <translation>&amp;Nicht vor</translation>
    </message>
    <message>
        <source>Defer</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>It goes on as it is until then, and waits for your answer again.</source>
        <translation>Bis dahin läuft alles weiter wie bisher, dann wird wieder auf Ihre Antwort gewartet.</translation>
    </message>
    <message>
        <source>at</source>
        <comment>date at time</comment>
        <translation>um</translation>
    </message>
    <message>
        <source>As 2026-11-23 and 06:00, in the time zone of this workstation.</source>
        <translation>Wie 2026-11-23 und 06:00, in der Zeitzone dieses Rechners.</translation>
    </message>
    <message>
        <source>Keep it waiting</source>
        <translation>Warten lassen</translation>
    </message>
    <message>
        <source>Write the date as year-month-day</source>
        <translation>Das Datum als Jahr-Monat-Tag schreiben</translation>
    </message>
    <message>
        <source>Write the time as hours:minutes</source>
        <translation>Die Uhrzeit als Stunden:Minuten schreiben</translation>
    </message>
    <message>
        <source>That is over already</source>
        <translation>Das ist schon vorbei</translation>
    </message>
    <message>
        <source>%1, in %2.</source>
        <comment>date, span</comment>
        <translation>%1, in %2.</translation>
    </message>
    <message>
        <source>Give a date and a time to come</source>
        <translation>Datum und Uhrzeit in der Zukunft angeben</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::DeferMenu</name>
    <message>
        <source>Ask again about %1</source>
        <translation>Wieder fragen: %1</translation>
    </message>
    <message>
        <source>Pick date and time…</source>
        <translation>Datum und Uhrzeit wählen …</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::DefinitionList</name>
    <message>
        <source>%1: %2</source>
        <comment>label: value</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::DialogFrame</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::EnginePicture</name>
    <message>
        <source>this workstation</source>
        <translation>dieser Rechner</translation>
    </message>
    <message numerus="yes">
        <source>%n units</source>
        <translation>
            <numerusform>%n Einheit</numerusform>
            <numerusform>%n Einheiten</numerusform>
        </translation>
    </message>
    <message>
        <source>in this window, %1</source>
        <translation>in diesem Fenster, %1</translation>
    </message>
    <message>
        <source>daemon, %1</source>
        <translation>Dienst, %1</translation>
    </message>
    <message numerus="yes">
        <source>%n units on %1</source>
        <translation>
            <numerusform>%n Einheit auf %1</numerusform>
            <numerusform>%n Einheiten auf %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, all held by the kill switch</source>
        <comment>31 units on prod-eu</comment>
        <translation>%1, alle vom Not-Aus gehalten</translation>
    </message>
    <message>
        <source>%1, not reported any more</source>
        <comment>31 units on prod-eu</comment>
        <translation>%1, nicht mehr gemeldet</translation>
    </message>
    <message>
        <source>%1, %2 running</source>
        <comment>31 units on prod-eu</comment>
        <translation>%1, %2 laufen</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ErrorTexts</name>
    <message>
        <source>Your role does not permit this. Ask an administrator of this engine.</source>
        <translation>Ihre Rolle erlaubt das nicht. Fragen Sie jemanden, der diese Engine verwaltet.</translation>
    </message>
    <message>
        <source>The engine did not accept the token. Check the token of this connection.</source>
        <translation>Die Engine hat das Token nicht angenommen. Prüfen Sie das Token dieser Verbindung.</translation>
    </message>
    <message>
        <source>The kill switch forbids it. Re-arm it first.</source>
        <translation>Der Not-Aus verbietet es. Geben Sie ihn zuerst wieder frei.</translation>
    </message>
    <message>
        <source>The engine did not answer in time. It may still carry the request out.</source>
        <translation>Die Engine hat nicht rechtzeitig geantwortet. Sie kann den Auftrag noch ausführen.</translation>
    </message>
    <message>
        <source>The engine cannot be reached: %1.</source>
        <translation>Die Engine ist nicht erreichbar: %1.</translation>
    </message>
    <message>
        <source>The engine refused without saying why.</source>
        <translation>Die Engine hat abgelehnt, ohne einen Grund zu nennen.</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>This is not an engine that is trusted: %1. Nothing was sent to it.</source>
        <translation>Dieser Engine wird nicht vertraut: %1. Gesendet wurde nichts.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::FilterChip</name>
    <message numerus="yes">
        <source>%1, %n units</source>
        <comment>filter chip</comment>
        <translation>
            <numerusform>%1, %n Einheit</numerusform>
            <numerusform>%1, %n Einheiten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::FirstRunPage</name>
    <message>
        <source>Add process…</source>
        <translation>Prozess anlegen …</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen …</translation>
    </message>
    <message>
        <source>Start the demo fleet</source>
        <translation>Demo-Flotte starten</translation>
    </message>
    <message>
        <source>Connect…</source>
        <translation>Verbinden …</translation>
    </message>
    <message>
        <source>Lamplighter keeps your processes running, starts them again when they fail, and stops them when you say so. Pick a way to begin.</source>
        <translation>Lamplighter hält Ihre Prozesse am Laufen, startet sie wieder, wenn sie ausfallen, und beendet sie, wenn Sie es sagen. Wählen Sie, womit Sie beginnen.</translation>
    </message>
    <message>
        <source>Add a process</source>
        <translation>Einen Prozess anlegen</translation>
    </message>
    <message>
        <source>Give a command and a folder. Lamplighter suggests a restart policy and a health check that you can change.</source>
        <translation>Geben Sie einen Befehl und einen Ordner an. Lamplighter schlägt eine Neustartregel und eine Zustandsprüfung vor, die Sie ändern können.</translation>
    </message>
    <message>
        <source>Import what you have</source>
        <translation>Vorhandenes importieren</translation>
    </message>
    <message>
        <source>Reads a file and shows every unit before it adds one.</source>
        <translation>Liest eine Datei und zeigt jede Einheit, bevor eine angelegt wird.</translation>
    </message>
    <message>
        <source>Import comes with a later version</source>
        <translation>Importieren kommt mit einer späteren Version</translation>
    </message>
    <message>
        <source>Try the demo fleet</source>
        <translation>Die Demo-Flotte ausprobieren</translation>
    </message>
    <message>
        <source>Starts 9 small practice agents and a few services that misbehave on purpose, on this workstation, so you can try every action safely.</source>
        <translation>Startet auf diesem Rechner 9 kleine Übungsagenten und einige Dienste, die sich mit Absicht danebenbenehmen, damit Sie jede Aktion gefahrlos ausprobieren können.</translation>
    </message>
    <message>
        <source>Nothing of it stays behind when you end it</source>
        <translation>Nichts davon bleibt zurück, wenn Sie sie beenden</translation>
    </message>
    <message>
        <source>Connect to a running instance</source>
        <translation>Mit einer laufenden Instanz verbinden</translation>
    </message>
    <message>
        <source>Address and token of its service</source>
        <translation>Adresse und Token ihres Dienstes</translation>
    </message>
    <message>
        <source>Address of a running instance</source>
        <translation>Adresse einer laufenden Instanz</translation>
    </message>
    <message>
        <source>all commands</source>
        <translation>alle Befehle</translation>
    </message>
    <message>
        <source>add a process</source>
        <translation>einen Prozess anlegen</translation>
    </message>
    <message>
        <source>keyboard map</source>
        <translation>Tastenbelegung</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Strg+N</translation>
    </message>
    <message>
        <source>Nothing is supervised yet</source>
        <translation>Noch wird nichts bewacht</translation>
    </message>
    <message>
        <source>Nothing is supervised on %1 yet</source>
        <translation>Auf %1 wird noch nichts bewacht</translation>
    </message>
    <message>
        <source>http://host:8765 or a local socket</source>
        <translation>http://host:8765 oder ein lokaler Socket</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ForecastPlot</name>
    <message>
        <source>Downtime of earlier restarts</source>
        <translation>Ausfallzeit früherer Neustarts</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Forecasts</name>
    <message>
        <source>0 s</source>
        <translation>0 s</translation>
    </message>
    <message>
        <source>failed, %1</source>
        <translation>gescheitert, %1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>units</comment>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>No other unit depends on it.</source>
        <translation>Keine andere Einheit hängt davon ab.</translation>
    </message>
    <message>
        <source>Waits during the restart: %1.</source>
        <translation>Wartet während des Neustarts: %1.</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Applied by the same restart: %1.</source>
        <translation>Mit demselben Neustart übernommen: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n earlier %2 updates held.</source>
        <comment>13 of 14 earlier code updates</comment>
        <translation>
            <numerusform>Früheres Update (%2): %1 von %n gelungen.</numerusform>
            <numerusform>Frühere Updates (%2): %1 von %n gelungen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No history yet, so no forecast</source>
        <translation>Noch kein Verlauf, also keine Prognose</translation>
    </message>
    <message numerus="yes">
        <source>Only %n earlier restarts, so no forecast</source>
        <translation>
            <numerusform>Nur %n früherer Neustart, also keine Prognose</numerusform>
            <numerusform>Nur %n frühere Neustarts, also keine Prognose</numerusform>
        </translation>
    </message>
    <message>
        <source>down, 9 in 10 within %1</source>
        <translation>aus, 9 von 10 in %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>restarts</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>restarts held</source>
        <translation>gelungen</translation>
    </message>
    <message numerus="yes">
        <source>last %n restarts of %1</source>
        <translation>
            <numerusform>letzter Neustart von %1 (%n)</numerusform>
            <numerusform>letzte %n Neustarts von %1</numerusform>
        </translation>
    </message>
    <message>
        <source>median %1</source>
        <translation>Median %1</translation>
    </message>
    <message>
        <source>Expect %1 %2; %3 %4.</source>
        <comment>11 s, down, 13 of 14, restarts held</comment>
        <translation>Zu erwarten: %1 %2; %3 Neustarts %4.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::FreshnessLabel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::FreshnessTexts</name>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Late, %1 old</source>
        <translation>Verspätet, %1 alt</translation>
    </message>
    <message>
        <source>Stale, %1 old</source>
        <translation>Veraltet, %1 alt</translation>
    </message>
    <message>
        <source>Reconnecting, try %1</source>
        <translation>Verbindet neu, Versuch %1</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>updated %1 ago</source>
        <translation>vor %1 aktualisiert</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::HistoryTexts</name>
    <message>
        <source>Restarts</source>
        <translation>Neustarts</translation>
    </message>
    <message>
        <source>%1 in 24 h, %2 in 7 d</source>
        <translation>%1 in 24 h, %2 in 7 T</translation>
    </message>
    <message>
        <source>%1 in 24 h, %2 in all</source>
        <translation>%1 in 24 h, %2 insgesamt</translation>
    </message>
    <message>
        <source>Typical downtime</source>
        <translation>Typische Ausfallzeit</translation>
    </message>
    <message>
        <source>%1, worst %2</source>
        <translation>%1, längste %2</translation>
    </message>
    <message>
        <source>Restarts that held</source>
        <translation>Gelungene Neustarts</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Mean time between</source>
        <translation>Mittlerer Abstand</translation>
    </message>
    <message>
        <source>Failed in a row</source>
        <translation>Ausfälle in Folge</translation>
    </message>
    <message>
        <source>%1, pauses at %2</source>
        <translation>%1, pausiert bei %2</translation>
    </message>
    <message>
        <source>Ran before its end</source>
        <translation>Lief bis zum Ende</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::HoldButton</name>
    <message>
        <source>Keep holding, %1 s more</source>
        <translation>Weiter halten, noch %1 s</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::InstanceCard</name>
    <message numerus="yes">
        <source>%1, %n units: %2</source>
        <comment>instance, state</comment>
        <translation>
            <numerusform>%1, %n Einheit: %2</numerusform>
            <numerusform>%1, %n Einheiten: %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Click to show all instances again</source>
        <translation>Klicken, um wieder alle Instanzen zu zeigen</translation>
    </message>
    <message>
        <source>Click to show only %1</source>
        <translation>Klicken, um nur %1 zu zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n units</source>
        <translation>
            <numerusform>%n Einheit</numerusform>
            <numerusform>%n Einheiten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::InstanceCards</name>
    <message>
        <source>Instances</source>
        <translation>Instanzen</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::InstanceList</name>
    <message>
        <source>Find an instance</source>
        <translation>Eine Instanz suchen</translation>
    </message>
    <message>
        <source>Instances</source>
        <translation>Instanzen</translation>
    </message>
    <message>
        <source>All instances</source>
        <translation>Alle Instanzen</translation>
    </message>
    <message>
        <source>%1 of %2 reporting</source>
        <translation>%1 von %2 erreichbar</translation>
    </message>
    <message>
        <source>Connect to another…</source>
        <translation>Mit einer anderen verbinden …</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::InstanceSummary</name>
    <message>
        <source>Needs a token</source>
        <translation>Braucht ein Token</translation>
    </message>
    <message>
        <source>Does not let this console in</source>
        <translation>Lässt diese Konsole nicht ein</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindet …</translation>
    </message>
    <message>
        <source>Cannot be reached, try %1</source>
        <translation>Nicht erreichbar, Versuch %1</translation>
    </message>
    <message>
        <source>No report for %1</source>
        <translation>Keine Meldung seit %1</translation>
    </message>
    <message>
        <source>last seen %1</source>
        <translation>zuletzt gesehen %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n units running</source>
        <translation>
            <numerusform>%1 von %n Einheit läuft</numerusform>
            <numerusform>%1 von %n Einheiten laufen</numerusform>
        </translation>
    </message>
    <message>
        <source>last restart %1 ago</source>
        <translation>letzter Neustart vor %1</translation>
    </message>
    <message>
        <source>no restart so far</source>
        <translation>bisher kein Neustart</translation>
    </message>
    <message>
        <source>No units yet</source>
        <translation>Noch keine Einheiten</translation>
    </message>
    <message numerus="yes">
        <source>All %n units held</source>
        <translation>
            <numerusform>%n Einheit gehalten</numerusform>
            <numerusform>Alle %n Einheiten gehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units failed, %1 retrying</source>
        <translation>
            <numerusform>%n Einheit ausgefallen, %1 vor neuem Versuch</numerusform>
            <numerusform>%n Einheiten ausgefallen, %1 vor neuem Versuch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units failed</source>
        <translation>
            <numerusform>%n Einheit ausgefallen</numerusform>
            <numerusform>%n Einheiten ausgefallen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units retrying</source>
        <translation>
            <numerusform>%n Einheit vor neuem Versuch</numerusform>
            <numerusform>%n Einheiten vor neuem Versuch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units not healthy</source>
        <translation>
            <numerusform>%n Einheit gestört</numerusform>
            <numerusform>%n Einheiten gestört</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units held</source>
        <translation>
            <numerusform>%n Einheit gehalten</numerusform>
            <numerusform>%n Einheiten gehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units starting or stopping</source>
        <translation>
            <numerusform>%n Einheit startet oder wird beendet</numerusform>
            <numerusform>%n Einheiten starten oder werden beendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n units running</source>
        <translation>
            <numerusform>%n Einheit läuft</numerusform>
            <numerusform>Alle %n Einheiten laufen</numerusform>
        </translation>
    </message>
    <message>
        <source>No unit is running</source>
        <translation>Keine Einheit läuft</translation>
    </message>
    <message>
        <source>Certificate not accepted</source>
        <translation>Zertifikat nicht angenommen</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::InstanceSwitcher</name>
    <message>
        <source>Instance: %1, %2</source>
        <comment>name, detail</comment>
        <translation>Instanz: %1, %2</translation>
    </message>
    <message>
        <source>%1, %2. Choose which instance every page is about (Ctrl+Shift+I).</source>
        <translation>%1, %2. Wählen, um welche Instanz es auf allen Seiten geht (Strg+Umschalt+I).</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::KeyboardMapDialog</name>
    <message>
        <source>Keyboard map</source>
        <translation>Tastenbelegung</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>key: what it does</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Single letters work while a list or table has the focus, never in a text field.</source>
        <translation>Einzelne Buchstaben wirken, solange eine Liste oder Tabelle den Fokus hat, nie in einem Textfeld.</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>In the table of processes</source>
        <translation>In der Tabelle der Prozesse</translation>
    </message>
    <message>
        <source>In the attention queue</source>
        <translation>In der Liste der Vorfälle</translation>
    </message>
    <message>
        <source>Enter</source>
        <comment>key</comment>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Open the details</source>
        <translation>Details öffnen</translation>
    </message>
    <message>
        <source>Esc</source>
        <comment>key</comment>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Close the details, select none</source>
        <translation>Details schließen, nichts auswählen</translation>
    </message>
    <message>
        <source>Start it, or restart it again</source>
        <translation>Starten oder erneut starten</translation>
    </message>
    <message>
        <source>Stop it (asks first)</source>
        <translation>Anhalten (fragt zuerst)</translation>
    </message>
    <message>
        <source>Show its log</source>
        <translation>Das Protokoll zeigen</translation>
    </message>
    <message>
        <source>Space</source>
        <comment>key</comment>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Acknowledge it</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Show where it comes from</source>
        <translation>Zeigen, woher es kommt</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::KillSwitchButton</name>
    <message>
        <source>Kill switch engaged</source>
        <translation>Not-Aus ausgelöst</translation>
    </message>
    <message>
        <source>Kill switch</source>
        <translation>Not-Aus</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::KillSwitchDialog</name>
    <message>
        <source>Engage the kill switch</source>
        <translation>Not-Aus auslösen</translation>
    </message>
    <message>
        <source>Stops processes at once and keeps them stopped. The watchdog will not restart them.</source>
        <translation>Beendet Prozesse sofort und lässt sie beendet. Der Wächter startet sie nicht neu.</translation>
    </message>
    <message>
        <source>required, goes to the audit log</source>
        <translation>erforderlich, kommt ins Protokoll</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation>Was geschehen wird</translation>
    </message>
    <message>
        <source>Or focus the button and hold</source>
        <translation>Oder die Schaltfläche fokussieren und halten:</translation>
    </message>
    <message>
        <source>Space</source>
        <comment>key</comment>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Hold for 2 s to stop</source>
        <translation>2 s halten zum Beenden</translation>
    </message>
    <message>
        <source>Stop and hold</source>
        <translation>Beenden und halten</translation>
    </message>
    <message numerus="yes">
        <source>%n processes</source>
        <translation>
            <numerusform>%n Prozess</numerusform>
            <numerusform>%n Prozesse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give a reason of at least %n characters first</source>
        <translation>
            <numerusform>Zuerst einen Grund mit mindestens %n Zeichen angeben</numerusform>
            <numerusform>Zuerst einen Grund mit mindestens %n Zeichen angeben</numerusform>
        </translation>
    </message>
    <message>
        <source>Hold with the mouse, or with Space, for 2 s</source>
        <translation>2 s mit der Maus oder der Leertaste halten</translation>
    </message>
    <message>
        <source>Type %1, then press Ctrl+Enter</source>
        <translation>%1 eingeben, dann Strg+Eingabe drücken</translation>
    </message>
    <message>
        <source>Type %1 first</source>
        <translation>Zuerst %1 eingeben</translation>
    </message>
    <message>
        <source>Nothing was stopped.</source>
        <translation>Nichts wurde beendet.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::KillSwitchPlan</name>
    <message>
        <source>Only %1</source>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>selected unit, on %1</source>
        <translation>ausgewählte Einheit, auf %1</translation>
    </message>
    <message>
        <source>All units of the group %1</source>
        <translation>Alle Einheiten der Gruppe %1</translation>
    </message>
    <message>
        <source>All units of the instance %1</source>
        <translation>Alle Einheiten der Instanz %1</translation>
    </message>
    <message numerus="yes">
        <source>%n units</source>
        <translation>
            <numerusform>%n Einheit</numerusform>
            <numerusform>%n Einheiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n processes on %1</source>
        <translation>
            <numerusform>%n Prozess auf %1</numerusform>
            <numerusform>%n Prozesse auf %1</numerusform>
        </translation>
    </message>
    <message>
        <source>No process runs in this scope. It is only kept from starting.</source>
        <translation>In diesem Bereich läuft kein Prozess. Er wird nur am Starten gehindert.</translation>
    </message>
    <message>
        <source>%1 is held, also across a reboot, until someone re-arms.</source>
        <translation>%1 wird gehalten, auch über einen Neustart des Rechners, bis jemand freigibt.</translation>
    </message>
    <message numerus="yes">
        <source>All %n units are held, also across a reboot, until someone re-arms.</source>
        <translation>
            <numerusform>%n Einheit wird gehalten, auch über einen Neustart des Rechners, bis jemand freigibt.</numerusform>
            <numerusform>Alle %n Einheiten werden gehalten, auch über einen Neustart des Rechners, bis jemand freigibt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units that wait to be retried are not started again.</source>
        <translation>
            <numerusform>%n Einheit, die auf einen neuen Versuch wartet, wird nicht wieder gestartet.</numerusform>
            <numerusform>%n Einheiten, die auf einen neuen Versuch warten, werden nicht wieder gestartet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units are held already.</source>
        <translation>
            <numerusform>%n Einheit wird schon gehalten.</numerusform>
            <numerusform>%n Einheiten werden schon gehalten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The other %n units are not touched. Their logs and settings stay.</source>
        <translation>
            <numerusform>Die andere Einheit bleibt unberührt. Protokolle und Einstellungen bleiben.</numerusform>
            <numerusform>Die anderen %n Einheiten bleiben unberührt. Protokolle und Einstellungen bleiben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Logs, settings and the history stay as they are.</source>
        <translation>Protokolle, Einstellungen und Verlauf bleiben, wie sie sind.</translation>
    </message>
    <message numerus="yes">
        <source>get SIGTERM now, and SIGKILL after 0.5 s if still running.</source>
        <translation>
            <numerusform>erhält jetzt SIGTERM und nach 0,5 s SIGKILL, falls er noch läuft.</numerusform>
            <numerusform>erhalten jetzt SIGTERM und nach 0,5 s SIGKILL, falls sie noch laufen.</numerusform>
        </translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>auf %1</translation>
    </message>
    <message numerus="yes">
        <source>All units of all %n instances</source>
        <translation>
            <numerusform>Alle Einheiten von %n Instanz</numerusform>
            <numerusform>Alle Einheiten aller %n Instanzen</numerusform>
        </translation>
    </message>
    <message>
        <source>all instances</source>
        <translation>allen Instanzen</translation>
    </message>
    <message>
        <source>all instances</source>
        <comment>typed to confirm</comment>
        <translation>alle Instanzen</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::LogPanel</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>stdout + stderr</source>
        <translation>stdout + stderr</translation>
    </message>
    <message>
        <source>Following</source>
        <translation>Folgt</translation>
    </message>
    <message>
        <source>Search in the log (Ctrl+F)</source>
        <translation>Im Protokoll suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all of them</source>
        <translation>Die ausgewählten Zeilen kopieren, oder alle</translation>
    </message>
    <message>
        <source>Search in the log</source>
        <translation>Im Protokoll suchen</translation>
    </message>
    <message>
        <source>Previous match (Shift+Enter)</source>
        <translation>Voriger Treffer (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Next match (Enter)</source>
        <translation>Nächster Treffer (Eingabe)</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>Suche schließen</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>nicht gefunden</translation>
    </message>
    <message>
        <source>There are no lines to copy</source>
        <translation>Es gibt keine Zeilen zu kopieren</translation>
    </message>
    <message>
        <source>No output yet</source>
        <translation>Noch keine Ausgabe</translation>
    </message>
    <message>
        <source>What %1 writes appears here.</source>
        <translation>Was %1 schreibt, erscheint hier.</translation>
    </message>
    <message>
        <source>Could not read the log of %1</source>
        <translation>Das Protokoll von %1 konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>Unterbrochen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stays at the newest line</source>
        <translation>Bleibt bei der neuesten Zeile</translation>
    </message>
    <message>
        <source>Go to the newest line and stay there</source>
        <translation>Zur neuesten Zeile gehen und dort bleiben</translation>
    </message>
    <message numerus="yes">
        <source>%n new lines</source>
        <translation>
            <numerusform>%n neue Zeile</numerusform>
            <numerusform>%n neue Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::LogView</name>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::MainWindow</name>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Lamplighter</source>
        <translation>Lamplighter</translation>
    </message>
    <message>
        <source>Go to Processes</source>
        <translation>Zu den Prozessen</translation>
    </message>
    <message>
        <source>Open the kill switch</source>
        <translation>Den Not-Aus öffnen</translation>
    </message>
    <message>
        <source>Next region</source>
        <translation>Nächster Bereich</translation>
    </message>
    <message>
        <source>Previous region</source>
        <translation>Voriger Bereich</translation>
    </message>
    <message>
        <source>Keyboard map</source>
        <translation>Tastenbelegung</translation>
    </message>
    <message>
        <source>Stop %1 on %2?</source>
        <translation>%1 auf %2 beenden?</translation>
    </message>
    <message>
        <source>It stays stopped, also after a reboot, until someone starts it.</source>
        <translation>Sie bleibt beendet, auch nach einem Neustart des Rechners, bis jemand sie startet.</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Laufen lassen</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>%1 beenden</translation>
    </message>
    <message numerus="yes">
        <source>Keep %n units running?</source>
        <translation>
            <numerusform>%n Einheit laufen lassen?</numerusform>
            <numerusform>%n Einheiten laufen lassen?</numerusform>
        </translation>
    </message>
    <message>
        <source>The engine lives in this window. Units that are kept go on without it, with their logs, and are found again when Lamplighter is opened. Until then nothing restarts them if they fail.</source>
        <translation>Die Engine lebt in diesem Fenster. Einheiten, die bleiben, laufen ohne sie weiter, mit ihren Protokollen, und werden wiedergefunden, wenn Lamplighter geöffnet wird. Bis dahin startet sie nach einem Ausfall niemand neu.</translation>
    </message>
    <message>
        <source>Do not quit</source>
        <translation>Nicht verlassen</translation>
    </message>
    <message>
        <source>Stop units and quit</source>
        <translation>Einheiten beenden und verlassen</translation>
    </message>
    <message>
        <source>Keep running and quit</source>
        <translation>Laufen lassen und verlassen</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>Alle Befehle</translation>
    </message>
    <message>
        <source>Go to Overview</source>
        <translation>Zur Übersicht</translation>
    </message>
    <message>
        <source>Go to Connections</source>
        <translation>Zu den Verbindungen</translation>
    </message>
    <message>
        <source>Add a process</source>
        <translation>Einen Prozess anlegen</translation>
    </message>
    <message>
        <source>Connect to another instance</source>
        <translation>Mit einer anderen Instanz verbinden</translation>
    </message>
    <message>
        <source>Switch to another instance</source>
        <translation>Zu einer anderen Instanz wechseln</translation>
    </message>
    <message>
        <source>Ask all instances for fresh data</source>
        <translation>Alle Instanzen nach frischen Daten fragen</translation>
    </message>
    <message>
        <source>Settings: theme, text size, how the kill switch is confirmed</source>
        <translation>Einstellungen: Farbschema, Textgröße, wie der Not-Aus bestätigt wird</translation>
    </message>
    <message>
        <source>Start the demo fleet</source>
        <translation>Die Demo-Flotte starten</translation>
    </message>
    <message>
        <source>Remove the demo fleet</source>
        <translation>Die Demo-Flotte entfernen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Verlassen</translation>
    </message>
    <message numerus="yes">
        <source>Stop %n units?</source>
        <translation>
            <numerusform>%n Einheit beenden?</numerusform>
            <numerusform>%n Einheiten beenden?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop %n units</source>
        <translation>
            <numerusform>%n Einheit beenden</numerusform>
            <numerusform>%n Einheiten beenden</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove %1 from %2?</source>
        <translation>%1 von %2 entfernen?</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n units?</source>
        <translation>
            <numerusform>%n Einheit entfernen?</numerusform>
            <numerusform>%n Einheiten entfernen?</numerusform>
        </translation>
    </message>
    <message>
        <source>It is stopped and no longer supervised. Its specification is deleted; its log stays.</source>
        <translation>Sie wird beendet und nicht mehr bewacht. Ihre Beschreibung wird gelöscht; ihr Protokoll bleibt.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep them</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n units</source>
        <translation>
            <numerusform>%n Einheit entfernen</numerusform>
            <numerusform>%n Einheiten entfernen</numerusform>
        </translation>
    </message>
    <message>
        <source>Export units</source>
        <translation>Einheiten exportieren</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <source>Units exported</source>
        <translation>Einheiten exportiert</translation>
    </message>
    <message>
        <source>Could not write %1</source>
        <translation>%1 konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>No process can be added now</source>
        <translation>Jetzt kann kein Prozess angelegt werden</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1 konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>%1 could not be started</source>
        <translation>%1 konnte nicht gestartet werden</translation>
    </message>
    <message>
        <source>Forget %1?</source>
        <translation>%1 vergessen?</translation>
    </message>
    <message>
        <source>This console disconnects and forgets its token. Nothing is stopped there.</source>
        <translation>Diese Konsole trennt die Verbindung und vergisst das Token. Dort wird nichts beendet.</translation>
    </message>
    <message>
        <source>Stay connected</source>
        <translation>Verbunden bleiben</translation>
    </message>
    <message>
        <source>Forget %1</source>
        <translation>%1 vergessen</translation>
    </message>
    <message>
        <source>The kill switch was not engaged everywhere</source>
        <translation>Der Not-Aus wurde nicht überall ausgelöst</translation>
    </message>
    <message>
        <source>%1 is no longer connected; nothing was stopped there.</source>
        <translation>%1 ist nicht mehr verbunden; dort wurde nichts angehalten.</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>unit, instance</comment>
        <translation>%1 auf %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>units</comment>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>%1. They stay stopped, also after a reboot, until someone starts them.</source>
        <comment>names of units</comment>
        <translation>%1. Sie bleiben angehalten, auch nach einem Neustart des Rechners, bis jemand sie startet.</translation>
    </message>
    <message>
        <source>%1. They are stopped and no longer supervised. Their specifications are deleted; logs stay.</source>
        <comment>names of units</comment>
        <translation>%1. Sie werden angehalten und nicht mehr überwacht. Ihre Spezifikationen werden gelöscht; die Protokolle bleiben.</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Updates</translation>
    </message>
    <message>
        <source>Quit…</source>
        <translation>Verlassen …</translation>
    </message>
    <message>
        <source>The demo fleet runs beside the real thing: nine agents, and four services that misbehave on purpose. It goes when Lamplighter ends.</source>
        <translation>Die Demo-Flotte läuft neben dem, was echt ist: neun Agenten und vier Dienste, die sich mit Absicht danebenbenehmen. Sie verschwindet, wenn Lamplighter endet.</translation>
    </message>
    <message>
        <source>Go to Updates</source>
        <translation>Zu den Updates</translation>
    </message>
    <message>
        <source>Report an update</source>
        <translation>Ein Update melden</translation>
    </message>
    <message>
        <source>Decision rules, and what they would decide</source>
        <translation>Entscheidungsregeln, und was sie entscheiden würden</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::NavigationButton</name>
    <message numerus="yes">
        <source>%n need attention</source>
        <translation>
            <numerusform>%n braucht Aufmerksamkeit</numerusform>
            <numerusform>%n brauchen Aufmerksamkeit</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::NavigationRail</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Lamplighter</source>
        <translation>Lamplighter</translation>
    </message>
    <message>
        <source>Settings (Ctrl+,)</source>
        <translation>Einstellungen (Strg+,)</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::NoticeFields</name>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>&amp;Service</source>
        <translation>&amp;Dienst</translation>
    </message>
    <message>
        <source>&amp;Modules</source>
        <translation>&amp;Module</translation>
    </message>
    <message>
        <source>Separated by commas or blanks.</source>
        <translation>Durch Kommas oder Leerzeichen getrennt.</translation>
    </message>
    <message>
        <source>&amp;Description</source>
        <translation>&amp;Beschreibung</translation>
    </message>
    <message>
        <source>the newest there is</source>
        <translation>die neueste, die es gibt</translation>
    </message>
    <message>
        <source>&amp;Version</source>
        <translation>&amp;Version</translation>
    </message>
    <message>
        <source>&amp;Change</source>
        <translation>Ä&amp;nderung</translation>
    </message>
    <message>
        <source>&amp;What changed</source>
        <translation>Ä&amp;nderung</translation>
    </message>
    <message>
        <source>of severity</source>
        <translation>mit Schwere</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::NoticeForms</name>
    <message>
        <source>Name the service</source>
        <translation>Den Dienst angeben</translation>
    </message>
    <message numerus="yes">
        <source>At most %n characters</source>
        <translation>
            <numerusform>Höchstens %n Zeichen</numerusform>
            <numerusform>Höchstens %n Zeichen</numerusform>
        </translation>
    </message>
    <message>
        <source>Name at least one module</source>
        <translation>Mindestens ein Modul angeben</translation>
    </message>
    <message numerus="yes">
        <source>At most %n modules</source>
        <translation>
            <numerusform>Höchstens %n Modul</numerusform>
            <numerusform>Höchstens %n Module</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n characters for each module</source>
        <translation>
            <numerusform>Höchstens %n Zeichen je Modul</numerusform>
            <numerusform>Höchstens %n Zeichen je Modul</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::OverviewFeed</name>
    <message>
        <source>“%1” was not acknowledged</source>
        <translation>„%1“ wurde nicht bestätigt</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Importing comes with a later version</source>
        <translation>Importieren kommt mit einer späteren Version</translation>
    </message>
    <message>
        <source>Add process</source>
        <translation>Prozess anlegen</translation>
    </message>
    <message>
        <source>There is no connection to an engine</source>
        <translation>Es besteht keine Verbindung zu einer Engine</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::PaletteEntries</name>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Show all instances</source>
        <translation>Alle Instanzen zeigen</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instanz</translation>
    </message>
    <message>
        <source>Switch to %1</source>
        <translation>Zu %1 wechseln</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
    <message>
        <source>Show the log of %1</source>
        <translation>Das Protokoll von %1 zeigen</translation>
    </message>
    <message>
        <source>Start %1</source>
        <translation>%1 starten</translation>
    </message>
    <message>
        <source>Stop %1…</source>
        <translation>%1 beenden …</translation>
    </message>
    <message>
        <source>Restart %1</source>
        <translation>%1 neu starten</translation>
    </message>
    <message>
        <source>Unit on %1</source>
        <translation>Einheit auf %1</translation>
    </message>
    <message>
        <source>Decide about the update of %1</source>
        <comment>service</comment>
        <translation>Über das Update von %1 entscheiden</translation>
    </message>
    <message>
        <source>Update on %1</source>
        <translation>Update auf %1</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ProbeField</name>
    <message>
        <source>http://127.0.0.1:8000/health</source>
        <comment>example</comment>
        <translation>http://127.0.0.1:8000/health</translation>
    </message>
    <message>
        <source>:8000 or host:8000</source>
        <comment>example</comment>
        <translation>:8000 oder host:8000</translation>
    </message>
    <message>
        <source>listening on .*</source>
        <comment>example of a regular expression</comment>
        <translation>listening on .*</translation>
    </message>
    <message>
        <source>redis-cli ping</source>
        <comment>example</comment>
        <translation>redis-cli ping</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ProcessesPage</name>
    <message>
        <source>Processes</source>
        <translation>Prozesse</translation>
    </message>
    <message>
        <source>Put the cursor in the filter</source>
        <translation>Den Cursor in den Filter setzen</translation>
    </message>
    <message>
        <source>Start the selected unit</source>
        <translation>Die ausgewählte Einheit starten</translation>
    </message>
    <message>
        <source>Stop the selected unit (asks first)</source>
        <translation>Die ausgewählte Einheit beenden (fragt nach)</translation>
    </message>
    <message>
        <source>Show the log of the selected unit</source>
        <translation>Das Protokoll der ausgewählten Einheit zeigen</translation>
    </message>
    <message>
        <source>Could not reach the engine</source>
        <translation>Die Engine ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Nothing is supervised yet</source>
        <translation>Noch wird nichts bewacht</translation>
    </message>
    <message>
        <source>No unit matches</source>
        <translation>Keine Einheit passt</translation>
    </message>
    <message>
        <source>Nothing matches this filter.</source>
        <translation>Nichts passt zu diesem Filter.</translation>
    </message>
    <message>
        <source>Reset the filter</source>
        <translation>Filter zurücksetzen</translation>
    </message>
    <message>
        <source>Start and Restart are off until %1 is re-armed</source>
        <translation>Starten und Neustarten sind aus, bis %1 freigegeben ist</translation>
    </message>
    <message>
        <source>Edit the selected unit</source>
        <translation>Die ausgewählte Einheit bearbeiten</translation>
    </message>
    <message>
        <source>Shown when several instances are in scope</source>
        <translation>Erscheint, wenn der Bereich mehrere Instanzen umfasst</translation>
    </message>
    <message>
        <source>Always shown</source>
        <translation>Immer gezeigt</translation>
    </message>
    <message>
        <source>No unit is shown</source>
        <translation>Keine Einheit wird gezeigt</translation>
    </message>
    <message>
        <source>Export what is shown as CSV…</source>
        <translation>Gezeigtes als CSV exportieren …</translation>
    </message>
    <message>
        <source>Export what is shown as JSON…</source>
        <translation>Gezeigtes als JSON exportieren …</translation>
    </message>
    <message>
        <source>Read the unit files of %1 again</source>
        <translation>Die Dateien der Einheiten von %1 neu lesen</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>Jetzt starten</translation>
    </message>
    <message>
        <source>Stop…</source>
        <translation>Beenden …</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Forget its failures</source>
        <translation>Ausfälle vergessen</translation>
    </message>
    <message>
        <source>Show its log</source>
        <translation>Protokoll zeigen</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten …</translation>
    </message>
    <message>
        <source>Kill switch…</source>
        <translation>Not-Aus …</translation>
    </message>
    <message>
        <source>Export as CSV…</source>
        <translation>Als CSV exportieren …</translation>
    </message>
    <message>
        <source>Export these as CSV…</source>
        <translation>Diese als CSV exportieren …</translation>
    </message>
    <message>
        <source>Copy its name</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>Copy their names</source>
        <translation>Namen kopieren</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren …</translation>
    </message>
    <message>
        <source>Importing comes with a later version</source>
        <translation>Importieren kommt mit einer späteren Version</translation>
    </message>
    <message>
        <source>Add process</source>
        <translation>Prozess anlegen</translation>
    </message>
    <message>
        <source>Export, and read the unit files again</source>
        <translation>Exportieren und die Dateien der Einheiten neu lesen</translation>
    </message>
    <message>
        <source>Lamplighter keeps your processes running and stops them when you say so.</source>
        <translation>Lamplighter hält Ihre Prozesse am Laufen und beendet sie, wenn Sie es sagen.</translation>
    </message>
    <message>
        <source>Add a process…</source>
        <translation>Einen Prozess anlegen …</translation>
    </message>
    <message numerus="yes">
        <source>%n units</source>
        <translation>
            <numerusform>%n Einheit</numerusform>
            <numerusform>%n Einheiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %n instances</source>
        <translation>
            <numerusform>auf %n Instanz</numerusform>
            <numerusform>auf %n Instanzen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2, %3 running</source>
        <comment>31 units on 3 instances, 25 running</comment>
        <translation>%1 %2, %3 laufen</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RearmDialog</name>
    <message>
        <source>Only %1</source>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>All units of the group %1</source>
        <translation>Alle Einheiten der Gruppe %1</translation>
    </message>
    <message>
        <source>All units of %1</source>
        <translation>Alle Einheiten von %1</translation>
    </message>
    <message>
        <source>Re-arm %1</source>
        <translation>%1 freigeben</translation>
    </message>
    <message>
        <source>required, goes to the audit log</source>
        <translation>erforderlich, kommt ins Protokoll</translation>
    </message>
    <message>
        <source>Start all that ran before</source>
        <translation>Alles starten, was vorher lief</translation>
    </message>
    <message>
        <source>Re-arm</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Units in this scope may be started again, and the watchdog restarts them when they fail.</source>
        <translation>Einheiten in diesem Bereich dürfen wieder gestartet werden, und der Wächter startet sie neu, wenn sie ausfallen.</translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <comment>actor: reason</comment>
        <translation>%1: „%2“</translation>
    </message>
    <message>
        <source>held since %1</source>
        <translation>gehalten seit %1</translation>
    </message>
    <message>
        <source>Stay held</source>
        <translation>Gehalten lassen</translation>
    </message>
    <message>
        <source>Give a reason first</source>
        <translation>Zuerst einen Grund angeben</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ReasonField</name>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>characters</comment>
        <translation>%1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more characters</source>
        <translation>
            <numerusform>noch %n Zeichen</numerusform>
            <numerusform>noch %n Zeichen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RejectDialog</name>
    <message numerus="yes">
        <source>Reject %n updates?</source>
        <translation>
            <numerusform>%n Update ablehnen?</numerusform>
            <numerusform>%n Updates ablehnen?</numerusform>
        </translation>
    </message>
    <message>
        <source>required, kept with the decision</source>
        <translation>erforderlich, bleibt bei der Entscheidung</translation>
    </message>
    <message numerus="yes">
        <source>Reject %n updates</source>
        <translation>
            <numerusform>%n Update ablehnen</numerusform>
            <numerusform>%n Updates ablehnen</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is restarted. What runs goes on as it is, until another notice asks.</source>
        <translation>Nichts wird neu gestartet. Was läuft, läuft weiter wie bisher, bis eine andere Meldung danach fragt.</translation>
    </message>
    <message>
        <source>Keep them waiting</source>
        <translation>Warten lassen</translation>
    </message>
    <message>
        <source>Give a reason first</source>
        <translation>Zuerst einen Grund angeben</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ReportUpdateDialog</name>
    <message>
        <source>Report an update</source>
        <translation>Ein Update melden</translation>
    </message>
    <message>
        <source>The policy decides about it, as about a notice of your pipeline. Nothing restarts because of the report alone, unless the policy says so.</source>
        <translation>Das Regelwerk entscheidet darüber wie über eine Meldung Ihrer Pipeline. Der Meldung allein folgt kein Neustart, es sei denn, das Regelwerk will es so.</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instanz</translation>
    </message>
    <message>
        <source>&amp;Instance</source>
        <translation>&amp;Instanz</translation>
    </message>
    <message>
        <source>Do not report</source>
        <translation>Nicht melden</translation>
    </message>
    <message>
        <source>Reporting…</source>
        <translation>Wird gemeldet …</translation>
    </message>
    <message>
        <source>Report update</source>
        <translation>Update melden</translation>
    </message>
    <message>
        <source>There is no connection to an engine</source>
        <translation>Es besteht keine Verbindung zu einer Engine</translation>
    </message>
    <message>
        <source>The report is on its way</source>
        <translation>Die Meldung ist unterwegs</translation>
    </message>
    <message>
        <source>It was not reported. %1</source>
        <translation>Es wurde nicht gemeldet. %1</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RestartActions</name>
    <message>
        <source>%1 is restarted</source>
        <translation>%1 wird neu gestartet</translation>
    </message>
    <message>
        <source>%1 restarts at its next checkpoint</source>
        <translation>%1 startet am nächsten Checkpoint neu</translation>
    </message>
    <message>
        <source>The restart of %1 is scheduled</source>
        <translation>Der Neustart von %1 ist geplant</translation>
    </message>
    <message>
        <source>%1 was not restarted</source>
        <translation>%1 wurde nicht neu gestartet</translation>
    </message>
    <message>
        <source>%1 is deferred</source>
        <translation>%1 ist verschoben</translation>
    </message>
    <message>
        <source>%1 was not deferred</source>
        <translation>%1 wurde nicht verschoben</translation>
    </message>
    <message>
        <source>The update of %1 is rejected</source>
        <translation>Das Update von %1 ist abgelehnt</translation>
    </message>
    <message>
        <source>The update of %1 was not rejected</source>
        <translation>Das Update von %1 wurde nicht abgelehnt</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RestartRules</name>
    <message>
        <source>The answer is on its way</source>
        <translation>Die Antwort ist unterwegs</translation>
    </message>
    <message>
        <source>This is decided already</source>
        <translation>Das ist schon entschieden</translation>
    </message>
    <message>
        <source>%1 goes back to the version before</source>
        <translation>%1 geht zur vorigen Version zurück</translation>
    </message>
    <message>
        <source>%1 is being restarted</source>
        <translation>%1 wird gerade neu gestartet</translation>
    </message>
    <message>
        <source>No unit has the service %1</source>
        <translation>Keine Einheit hat den Dienst %1</translation>
    </message>
    <message>
        <source>Re-arm %1 first</source>
        <translation>Zuerst den Not-Aus auf %1 wieder freigeben</translation>
    </message>
    <message>
        <source>It was at its checkpoint, and could not save its state</source>
        <translation>Der Checkpoint war erreicht, aber der Zustand konnte nicht gesichert werden</translation>
    </message>
    <message>
        <source>%1 waits for its checkpoint already</source>
        <translation>%1 wartet schon auf den Checkpoint</translation>
    </message>
    <message numerus="yes">
        <source>It was deferred %n times, as often as the policy allows</source>
        <translation>
            <numerusform>%n-mal verschoben, öfter lässt das Regelwerk es nicht zu</numerusform>
            <numerusform>%n-mal verschoben, öfter lässt das Regelwerk es nicht zu</numerusform>
        </translation>
    </message>
    <message>
        <source>Reject is off until you enter a reason</source>
        <translation>Ablehnen ist aus, bis Sie einen Grund angeben</translation>
    </message>
    <message>
        <source>Restart %1 on %2 at its next checkpoint?</source>
        <translation>%1 auf %2 am nächsten Checkpoint neu starten?</translation>
    </message>
    <message>
        <source>Restart %1 on %2?</source>
        <translation>%1 auf %2 neu starten?</translation>
    </message>
    <message>
        <source>It could not save its state. What is not saved is lost.</source>
        <translation>Der Zustand konnte nicht gesichert werden. Was nicht gesichert ist, geht verloren.</translation>
    </message>
    <message numerus="yes">
        <source>%n units are restarted</source>
        <translation>
            <numerusform>%n Einheit wird neu gestartet</numerusform>
            <numerusform>%n Einheiten werden neu gestartet</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 when they report a safe point, and verified afterwards.</source>
        <comment>2 units are restarted</comment>
        <translation>%1, sobald ein sicherer Punkt gemeldet wird, und danach geprüft.</translation>
    </message>
    <message>
        <source>%1 now, and verified afterwards.</source>
        <comment>2 units are restarted</comment>
        <translation>%1, und zwar sofort, und danach geprüft.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RestartStrip</name>
    <message numerus="yes">
        <source>Restarts per hour, %n in 24 hours</source>
        <translation>
            <numerusform>Neustarts je Stunde, %n in 24 Stunden</numerusform>
            <numerusform>Neustarts je Stunde, %n in 24 Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RestartTableModel</name>
    <message>
        <source>Service and reason</source>
        <translation>Dienst und Grund</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>Deferred until</source>
        <translation>Verschoben</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RuleTrace</name>
    <message>
        <source>Critical module, and the change is code</source>
        <translation>Kritisches Modul, und geändert ist Code</translation>
    </message>
    <message>
        <source>Severity is critical or high: at checkpoint</source>
        <translation>Schwere kritisch oder hoch: am Checkpoint</translation>
    </message>
    <message>
        <source>Deferrable module: defer %1</source>
        <translation>Verschiebbares Modul: um %1 verschieben</translation>
    </message>
    <message>
        <source>Deferrable module: defer</source>
        <translation>Verschiebbares Modul: verschieben</translation>
    </message>
    <message>
        <source>Anything else: ignore</source>
        <translation>Alles andere: ignorieren</translation>
    </message>
    <message>
        <source>module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>modules</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>listed in</source>
        <translation>steht in</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>severity</source>
        <translation>Schwere</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>number, rule</comment>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>matched</source>
        <translation>trifft zu</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>no match</source>
        <translation>trifft nicht zu</translation>
    </message>
    <message>
        <source>no match: %1</source>
        <translation>trifft nicht zu: %1</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>kritisch</translation>
    </message>
    <message>
        <source>deferrable</source>
        <translation>verschiebbar</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>rule, outcome</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RuleTraceView</name>
    <message>
        <source>Why this decision</source>
        <translation>Warum so entschieden wurde</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ScopeOption</name>
    <message>
        <source>%1, %2</source>
        <comment>scope, processes</comment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ScopePicture</name>
    <message>
        <source>the group %1</source>
        <translation>die Gruppe %1</translation>
    </message>
    <message numerus="yes">
        <source>%n processes still end</source>
        <translation>
            <numerusform>%n Prozess endet noch</numerusform>
            <numerusform>%n Prozesse enden noch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n processes stopped</source>
        <translation>
            <numerusform>%n Prozess beendet</numerusform>
            <numerusform>%n Prozesse beendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units held</source>
        <translation>
            <numerusform>%n Einheit gehalten</numerusform>
            <numerusform>%n Einheiten gehalten</numerusform>
        </translation>
    </message>
    <message>
        <source> It could not be written to disk yet.</source>
        <translation> Es konnte noch nicht auf die Platte geschrieben werden.</translation>
    </message>
    <message>
        <source>Kill switch engaged for %1: %2, %3</source>
        <translation>Not-Aus ausgelöst für %1: %2, %3</translation>
    </message>
    <message>
        <source>No instance</source>
        <translation>Keine Instanz</translation>
    </message>
    <message>
        <source>connect or add a process</source>
        <translation>verbinden oder einen Prozess anlegen</translation>
    </message>
    <message numerus="yes">
        <source>%n units</source>
        <translation>
            <numerusform>%n Einheit</numerusform>
            <numerusform>%n Einheiten</numerusform>
        </translation>
    </message>
    <message>
        <source>All instances</source>
        <translation>Alle Instanzen</translation>
    </message>
    <message>
        <source>%1 of %2 reporting, %3</source>
        <translation>%1 von %2 erreichbar, %3</translation>
    </message>
    <message>
        <source>Watchdog holding</source>
        <translation>Wächter hält an</translation>
    </message>
    <message>
        <source>no restarts on %1</source>
        <translation>keine Neustarts auf %1</translation>
    </message>
    <message>
        <source>Watchdog unknown</source>
        <translation>Wächter unbekannt</translation>
    </message>
    <message>
        <source>no report from %1</source>
        <translation>keine Meldung von %1</translation>
    </message>
    <message>
        <source>no report from %1 of %2</source>
        <translation>%1 von %2 ohne Meldung</translation>
    </message>
    <message>
        <source>Watchdog idle</source>
        <translation>Wächter ruht</translation>
    </message>
    <message>
        <source>nothing to watch</source>
        <translation>nichts zu bewachen</translation>
    </message>
    <message>
        <source>Watchdog on</source>
        <translation>Wächter an</translation>
    </message>
    <message>
        <source>reacts at once</source>
        <translation>reagiert sofort</translation>
    </message>
    <message>
        <source>Several accounts</source>
        <translation>Mehrere Konten</translation>
    </message>
    <message>
        <source>one for each instance</source>
        <translation>eines je Instanz</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>role, host</comment>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%n other kill switches are engaged too.</source>
        <translation>
            <numerusform>Auch %n weiterer Not-Aus ist ausgelöst.</numerusform>
            <numerusform>Auch %n weitere Not-Aus sind ausgelöst.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to stop</source>
        <translation>Nichts zu beenden</translation>
    </message>
    <message>
        <source>Nothing is held</source>
        <translation>Nichts wird gehalten</translation>
    </message>
    <message>
        <source>The watchdog will not restart anything here.</source>
        <translation>Der Wächter startet hier nichts neu.</translation>
    </message>
    <message>
        <source>The watchdog will not restart what is held.</source>
        <translation>Der Wächter startet nicht neu, was festgehalten wird.</translation>
    </message>
    <message>
        <source>%1 at %2, “%3”. %4%5</source>
        <comment>actor, time, reason, what follows, a warning or nothing</comment>
        <translation>%1 um %2, „%3“. %4%5</translation>
    </message>
    <message>
        <source>Kill switch engaged for %1: %2</source>
        <comment>for whom: 5 units held</comment>
        <translation>Not-Aus ausgelöst für %1: %2</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::SecretStore</name>
    <message>
        <source>this build has no support for a keychain</source>
        <translation>dieses Programm wurde ohne Unterstützung für einen Schlüsselbund gebaut</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>Confirm by typing, without holding</source>
        <translation>Durch Eingeben bestätigen, ohne Halten</translation>
    </message>
    <message>
        <source>Takes effect at once, for you on this workstation.</source>
        <translation>Wirkt sofort, für Sie auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>percent</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>Te&amp;xt size</source>
        <translation>Te&amp;xtgröße</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Nothing slides, fades or blinks. What is confirmed by holding still takes its 2 s.</source>
        <translation>Nichts gleitet, blendet über oder blinkt. Was durch Halten bestätigt wird, braucht weiterhin seine 2 s.</translation>
    </message>
    <message>
        <source>Kill switch</source>
        <translation>Not-Aus</translation>
    </message>
    <message>
        <source>Type the name of the scope, then press Ctrl+Enter. With a screen reader it is always so.</source>
        <translation>Den Namen des Bereichs eingeben, dann Strg+Eingabe drücken. Mit einem Bildschirmleser ist es immer so.</translation>
    </message>
    <message>
        <source>Goes on in the tray when the window is closed</source>
        <translation>Im Infobereich weiterlaufen, wenn das Fenster zu ist</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Infobereich</translation>
    </message>
    <message>
        <source>Quit ends it, from the tray&apos;s menu or with Ctrl+Q. Where there is no tray, closing the window does too.</source>
        <translation>„Verlassen“ beendet Lamplighter, im Menü des Infobereichs oder mit Strg+Q. Wo es keinen Infobereich gibt, tut es auch das Schließen des Fensters.</translation>
    </message>
    <message>
        <source>Start when I sign in</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Starts in the tray, without a window.</source>
        <translation>Startet im Infobereich, ohne Fenster.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::SingleInstance</name>
    <message>
        <source>Lamplighter is open already with %1, but does not answer</source>
        <translation>Lamplighter ist mit %1 schon geöffnet, antwortet aber nicht</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::SpecTexts</name>
    <message>
        <source>%1 open</source>
        <comment>address and port</comment>
        <translation>%1 offen</translation>
    </message>
    <message>
        <source>log matches “%1”</source>
        <translation>Protokoll enthält „%1“</translation>
    </message>
    <message>
        <source>says so itself</source>
        <translation>sagt es selbst</translation>
    </message>
    <message>
        <source>%1, every %2</source>
        <translation>%1, alle %2</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>on failure</source>
        <translation>nach Fehlern</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n tries, wait %2 to %3</source>
        <translation>
            <numerusform>%1, %n Versuch, Wartezeit %2 bis %3</numerusform>
            <numerusform>%1, %n Versuche, Wartezeit %2 bis %3</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, then SIGKILL after %2</source>
        <translation>%1, nach %2 SIGKILL</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Starts after</source>
        <translation>Startet nach</translation>
    </message>
    <message>
        <source>Env file</source>
        <translation>Env-Datei</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Konto</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::StatePanel</name>
    <message>
        <source>Loading</source>
        <translation>Lädt</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::TimeTexts</name>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 T</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 T %2 h</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Toasts</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message numerus="yes">
        <source>%n more, close all</source>
        <translation>
            <numerusform>%n weitere, alle schließen</numerusform>
            <numerusform>%n weitere, alle schließen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::TopBar</name>
    <message>
        <source>Shows what is held, and re-arms</source>
        <translation>Zeigt, was gehalten wird, und gibt frei</translation>
    </message>
    <message>
        <source>Opens the dialog; nothing is stopped yet (Ctrl+Shift+K)</source>
        <translation>Öffnet den Dialog; noch wird nichts beendet (Strg+Umschalt+K)</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Tray</name>
    <message>
        <source>Open Lamplighter</source>
        <translation>Lamplighter öffnen</translation>
    </message>
    <message>
        <source>There is no tray on this desktop, so Lamplighter could not start hidden. It goes on for as long as this window is open.</source>
        <translation>Dieser Desktop hat keinen Infobereich, deshalb konnte Lamplighter nicht verborgen starten. Es läuft, solange dieses Fenster offen ist.</translation>
    </message>
    <message>
        <source>The tray of this desktop has gone, so the window is back. Lamplighter goes on for as long as it is open.</source>
        <translation>Der Infobereich dieses Desktops ist verschwunden, deshalb ist das Fenster zurück. Lamplighter läuft weiter, solange es offen ist.</translation>
    </message>
    <message>
        <source>Until %1.</source>
        <translation>Bis %1.</translation>
    </message>
    <message>
        <source>Lamplighter goes on in the tray</source>
        <translation>Lamplighter läuft im Infobereich weiter</translation>
    </message>
    <message>
        <source>Quit in its menu ends it. Settings has a switch for what closing the window does.</source>
        <translation>„Verlassen“ im Menü dort beendet es. Was das Schließen des Fensters tut, legt ein Schalter in den Einstellungen fest.</translation>
    </message>
    <message>
        <source>Silent until %1: notify again</source>
        <translation>Stumm bis %1: wieder benachrichtigen</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::TrayMenu</name>
    <message>
        <source>Lamplighter</source>
        <translation>Lamplighter</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>what, which instance</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Approve restart…</source>
        <translation>Neustart freigeben …</translation>
    </message>
    <message>
        <source>Defer 1 hour</source>
        <translation>1 Stunde verschieben</translation>
    </message>
    <message>
        <source>Defer 8 hours</source>
        <translation>8 Stunden verschieben</translation>
    </message>
    <message>
        <source>Defer until…</source>
        <translation>Verschieben bis …</translation>
    </message>
    <message>
        <source>View details</source>
        <translation>Einzelheiten zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>things that need you</comment>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Silence notifications</source>
        <translation>Benachrichtigungen stummschalten</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Für 1 Stunde</translation>
    </message>
    <message>
        <source>For 8 hours</source>
        <translation>Für 8 Stunden</translation>
    </message>
    <message>
        <source>For 24 hours</source>
        <translation>Für 24 Stunden</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::TrayTexts</name>
    <message>
        <source>The lamp is lit: all is well</source>
        <translation>Die Lampe leuchtet: Alles ist gut</translation>
    </message>
    <message>
        <source>The lamp is amber: something waits for you, or a unit is not well</source>
        <translation>Die Lampe ist gelb: Etwas wartet auf Sie, oder eine Einheit ist gestört</translation>
    </message>
    <message>
        <source>The lamp is red: something is urgent</source>
        <translation>Die Lampe ist rot: Etwas ist dringend</translation>
    </message>
    <message>
        <source>The lamp is dark: nothing is supervised, or no engine reports</source>
        <translation>Die Lampe ist dunkel: Nichts wird bewacht, oder keine Engine meldet sich</translation>
    </message>
    <message>
        <source>The lamp is striped: the kill switch is engaged</source>
        <translation>Die Lampe ist gestreift: Der Not-Aus ist ausgelöst</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>instance, how it stands</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <comment>instance, how it stands, more of it</comment>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>The engine is starting</source>
        <translation>Die Engine startet</translation>
    </message>
    <message>
        <source>Not connected to any engine</source>
        <translation>Mit keiner Engine verbunden</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindet …</translation>
    </message>
    <message>
        <source>Nothing is supervised yet</source>
        <translation>Noch wird nichts bewacht</translation>
    </message>
    <message numerus="yes">
        <source>%n more instances</source>
        <translation>
            <numerusform>%n weitere Instanz</numerusform>
            <numerusform>%n weitere Instanzen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitActions</name>
    <message>
        <source>%1 is started</source>
        <translation>%1 wird gestartet</translation>
    </message>
    <message>
        <source>%1 could not be started</source>
        <translation>%1 konnte nicht gestartet werden</translation>
    </message>
    <message>
        <source>%1 is stopped</source>
        <translation>%1 wird beendet</translation>
    </message>
    <message>
        <source>%1 could not be stopped</source>
        <translation>%1 konnte nicht beendet werden</translation>
    </message>
    <message>
        <source>%1 is restarted</source>
        <translation>%1 wird neu gestartet</translation>
    </message>
    <message>
        <source>%1 could not be restarted</source>
        <translation>%1 konnte nicht neu gestartet werden</translation>
    </message>
    <message>
        <source>The unit files were read again</source>
        <translation>Die Dateien der Einheiten wurden neu gelesen</translation>
    </message>
    <message>
        <source>The unit files were not applied</source>
        <translation>Die Dateien der Einheiten wurden nicht übernommen</translation>
    </message>
    <message>
        <source>The kill switch is engaged</source>
        <translation>Der Not-Aus ist ausgelöst</translation>
    </message>
    <message>
        <source>The kill switch could not be engaged</source>
        <translation>Der Not-Aus konnte nicht ausgelöst werden</translation>
    </message>
    <message>
        <source>The kill switch is re-armed</source>
        <translation>Der Not-Aus ist wieder freigegeben</translation>
    </message>
    <message>
        <source>The kill switch could not be re-armed</source>
        <translation>Der Not-Aus konnte nicht freigegeben werden</translation>
    </message>
    <message>
        <source>The failures of %1 are forgotten</source>
        <translation>Die Ausfälle von %1 sind vergessen</translation>
    </message>
    <message>
        <source>The failures of %1 could not be forgotten</source>
        <translation>Die Ausfälle von %1 konnten nicht vergessen werden</translation>
    </message>
    <message>
        <source>%1 is removed</source>
        <translation>%1 wird entfernt</translation>
    </message>
    <message>
        <source>%1 could not be removed</source>
        <translation>%1 konnte nicht entfernt werden</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitCells</name>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>Instanz</translation>
    </message>
    <message>
        <source>Uptime</source>
        <translation>Laufzeit</translation>
    </message>
    <message>
        <source>PID</source>
        <translation>PID</translation>
    </message>
    <message>
        <source>CPU, 5 min</source>
        <translation>CPU, 5 min</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Restarts 24 h</source>
        <translation>Neustarts 24 h</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last exit</source>
        <translation>Letztes Ende</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>per cent of a processor</comment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1, group %2</source>
        <translation>%1, Gruppe %2</translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation>Gestartet %1</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Seit %1</translation>
    </message>
    <message>
        <source>Per cent of one processor, all processes of the unit</source>
        <translation>Prozent eines Prozessors, alle Prozesse der Einheit</translation>
    </message>
    <message>
        <source>Resident memory, all processes of the unit</source>
        <translation>Residenter Speicher, alle Prozesse der Einheit</translation>
    </message>
    <message numerus="yes">
        <source>%n automatic restarts since the unit was made</source>
        <translation>
            <numerusform>%n automatischer Neustart, seit es die Einheit gibt</numerusform>
            <numerusform>%n automatische Neustarts, seit es die Einheit gibt</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitDetails</name>
    <message>
        <source>Start now</source>
        <translation>Jetzt starten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Close the details (Esc)</source>
        <translation>Einzelheiten schließen (Esc)</translation>
    </message>
    <message>
        <source>Restart history</source>
        <translation>Verlauf der Neustarts</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>Spec</source>
        <translation>Beschreibung</translation>
    </message>
    <message>
        <source>The last request for %1 has no answer yet</source>
        <translation>Der letzte Auftrag für %1 ist noch unbeantwortet</translation>
    </message>
    <message>
        <source>Start %1 at once (S)</source>
        <translation>%1 sofort starten (S)</translation>
    </message>
    <message>
        <source>Stop %1 until someone starts it (X)</source>
        <translation>%1 beenden, bis jemand startet (X)</translation>
    </message>
    <message>
        <source>Stop %1 and start it again</source>
        <translation>%1 beenden und wieder starten</translation>
    </message>
    <message>
        <source>Could not read the details of %1</source>
        <translation>Die Einzelheiten von %1 konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>Weitere Aktionen</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>Bearbeiten …</translation>
    </message>
    <message>
        <source>Edit the specification of %1</source>
        <translation>Die Beschreibung von %1 bearbeiten</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Entfernt</translation>
    </message>
    <message>
        <source>It is no longer supervised. Its log stays.</source>
        <translation>Sie wird nicht mehr überwacht. Ihr Protokoll bleibt.</translation>
    </message>
    <message>
        <source>%1 was removed</source>
        <translation>%1 wurde entfernt</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitEditing</name>
    <message>
        <source>Suggested from the command: it counts as started once port %1 answers, and is restarted when the port stops answering.</source>
        <translation>Vorschlag nach dem Befehl: Sie gilt als gestartet, sobald Port %1 antwortet, und wird neu gestartet, wenn der Port nicht mehr antwortet.</translation>
    </message>
    <message>
        <source>Give the command that starts it</source>
        <translation>Den Befehl angeben, der sie startet</translation>
    </message>
    <message>
        <source>Give it a name</source>
        <translation>Einen Namen angeben</translation>
    </message>
    <message>
        <source>Use 1 to 64 letters, digits, and _ . @ -, not starting with . or -</source>
        <translation>1 bis 64 Buchstaben, Ziffern und _ . @ - verwenden, nicht mit . oder - beginnend</translation>
    </message>
    <message>
        <source>There is a unit named %1 already</source>
        <translation>Es gibt schon eine Einheit namens %1</translation>
    </message>
    <message>
        <source>The value “%1” has no name</source>
        <translation>Der Wert „%1“ hat keinen Namen</translation>
    </message>
    <message>
        <source>%1 is given twice</source>
        <translation>%1 ist doppelt angegeben</translation>
    </message>
    <message>
        <source>The engine has not answered yet</source>
        <translation>Die Engine hat noch nicht geantwortet</translation>
    </message>
    <message>
        <source>Nothing has changed yet</source>
        <translation>Noch hat sich nichts geändert</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>field: what is wrong</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Adding…</source>
        <translation>Wird angelegt …</translation>
    </message>
    <message>
        <source>Add process</source>
        <translation>Prozess anlegen</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Save and restart</source>
        <translation>Speichern und neu starten</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>Änderungen speichern</translation>
    </message>
    <message>
        <source>Saving restarts %1, so that it runs with the change.</source>
        <translation>Speichern startet %1 neu, damit die Änderung wirkt.</translation>
    </message>
    <message>
        <source>Takes effect at once. %1 goes on running.</source>
        <translation>Wirkt sofort. %1 läuft weiter.</translation>
    </message>
    <message>
        <source>Takes effect at the next start.</source>
        <translation>Wirkt beim nächsten Start.</translation>
    </message>
    <message>
        <source>%1 comes from a unit file that only its owner changes</source>
        <translation>%1 kommt aus einer Datei, die nur ändert, wem sie gehört</translation>
    </message>
    <message>
        <source>What starts with the engine starts as soon as it is added</source>
        <translation>Was mit der Engine startet, startet, sobald es angelegt ist</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Restart it</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Autostart</source>
        <translation>Autostart</translation>
    </message>
    <message>
        <source>Tries in a row</source>
        <translation>Versuche in Folge</translation>
    </message>
    <message>
        <source>Pause after them</source>
        <translation>Pause danach</translation>
    </message>
    <message>
        <source>First wait</source>
        <translation>Erste Wartezeit</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Längste Wartezeit</translation>
    </message>
    <message>
        <source>Restarts at most</source>
        <translation>Höchstzahl der Neustarts</translation>
    </message>
    <message>
        <source>Within</source>
        <translation>Zeitraum</translation>
    </message>
    <message>
        <source>Started when</source>
        <translation>Gestartet, wenn</translation>
    </message>
    <message>
        <source>At the latest after</source>
        <translation>Spätestens nach</translation>
    </message>
    <message>
        <source>Health check</source>
        <translation>Zustandsprüfung</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>Abstand der Prüfungen</translation>
    </message>
    <message>
        <source>Answer within</source>
        <translation>Zeit zum Antworten</translation>
    </message>
    <message>
        <source>Failures until a restart</source>
        <translation>Fehler bis zum Neustart</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>Time to end</source>
        <translation>Zeit zum Beenden</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>Environment files</source>
        <translation>Env-Dateien</translation>
    </message>
    <message>
        <source>Starts after</source>
        <translation>Startet nach</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitEditorDialog</name>
    <message>
        <source>Specification of %1</source>
        <translation>Beschreibung von %1</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>%1 ändern</translation>
    </message>
    <message>
        <source>Add a process</source>
        <translation>Einen Prozess anlegen</translation>
    </message>
    <message>
        <source>%1 is defined in %2, which the console only reads. Change it there, then reload the unit files.</source>
        <translation>%1 ist in %2 beschrieben, einer Datei, die die Konsole nur liest. Ändern Sie sie dort und lesen Sie dann die Dateien der Einheiten neu.</translation>
    </message>
    <message>
        <source>A unit of %1.</source>
        <translation>Eine Einheit von %1.</translation>
    </message>
    <message>
        <source>%1 starts it and keeps it running. Only the command is needed; what is left empty is as shown in grey.</source>
        <translation>%1 startet die Einheit und hält sie am Laufen. Nötig ist nur der Befehl; was leer bleibt, ist so, wie es grau gezeigt wird.</translation>
    </message>
    <message>
        <source>Start now</source>
        <translation>Jetzt starten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Discard the new process?</source>
        <translation>Den neuen Prozess verwerfen?</translation>
    </message>
    <message>
        <source>Discard %1?</source>
        <translation>%1 verwerfen?</translation>
    </message>
    <message>
        <source>Discard the changes to %1?</source>
        <translation>Die Änderungen an %1 verwerfen?</translation>
    </message>
    <message>
        <source>What was filled in here is not saved.</source>
        <translation>Was hier eingetragen wurde, ist nicht gespeichert.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitEditorForm</name>
    <message>
        <source>Folder that %1 runs in</source>
        <translation>Ordner, in dem %1 läuft</translation>
    </message>
    <message>
        <source>File with environment variables</source>
        <translation>Datei mit Umgebungsvariablen</translation>
    </message>
    <message>
        <source>&amp;Command</source>
        <translation>&amp;Befehl</translation>
    </message>
    <message>
        <source>As typed in a shell, but without one: no variables, no pipes.</source>
        <translation>Wie in einer Shell getippt, aber ohne Shell: keine Variablen, keine Pipes.</translation>
    </message>
    <message>
        <source>No, thanks</source>
        <translation>Nein, danke</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>A unit keeps its name, because its history and its log belong to it.</source>
        <translation>Eine Einheit behält ihren Namen, weil Verlauf und Protokoll zu ihm gehören.</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>&amp;Gruppe</translation>
    </message>
    <message>
        <source>The kill switch can stop a group at once. It may be left empty.</source>
        <translation>Der Not-Aus kann eine Gruppe sofort beenden. Das Feld darf leer bleiben.</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>The files are on %1, not here</source>
        <translation>Die Dateien liegen auf %1, nicht hier</translation>
    </message>
    <message>
        <source>Keep it running</source>
        <translation>Am Laufen halten</translation>
    </message>
    <message>
        <source>Restart it</source>
        <translation>Neu starten</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>When it fails</source>
        <translation>Nach Fehlern</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>Start with the engine</source>
        <translation>Mit der Engine starten</translation>
    </message>
    <message>
        <source>Wait before a try</source>
        <translation>Wartezeit</translation>
    </message>
    <message>
        <source>%1 growing to %2</source>
        <comment>waits</comment>
        <translation>%1 wachsend bis %2</translation>
    </message>
    <message>
        <source>Pause after</source>
        <translation>Pausieren nach</translation>
    </message>
    <message>
        <source>%1 failures in a row, for %2</source>
        <comment>count, duration</comment>
        <translation>%1 Ausfällen in Folge, für %2</translation>
    </message>
    <message>
        <source>Give up after</source>
        <translation>Aufgeben nach</translation>
    </message>
    <message>
        <source>%1 restarts within %2</source>
        <comment>count, duration</comment>
        <translation>%1 Neustarts innerhalb von %2</translation>
    </message>
    <message>
        <source>Is it healthy?</source>
        <translation>Geht es ihr gut?</translation>
    </message>
    <message>
        <source>Started when</source>
        <translation>Gestartet, wenn</translation>
    </message>
    <message>
        <source>its process runs</source>
        <translation>ihr Prozess läuft</translation>
    </message>
    <message>
        <source>it says so itself (sd_notify)</source>
        <translation>sie es selbst sagt (sd_notify)</translation>
    </message>
    <message>
        <source>a URL answers</source>
        <translation>eine URL antwortet</translation>
    </message>
    <message>
        <source>a port is open</source>
        <translation>ein Port offen ist</translation>
    </message>
    <message>
        <source>its log matches</source>
        <translation>ihr Protokoll enthält</translation>
    </message>
    <message>
        <source>a command succeeds</source>
        <translation>ein Befehl gelingt</translation>
    </message>
    <message>
        <source>At the latest after</source>
        <translation>Spätestens nach</translation>
    </message>
    <message>
        <source>Health check</source>
        <translation>Zustandsprüfung</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>HTTP URL</source>
        <translation>HTTP-URL</translation>
    </message>
    <message>
        <source>TCP port</source>
        <translation>TCP-Port</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>%1 wait %2 restart after %3 failures</source>
        <comment>health check: interval, duration, count</comment>
        <translation>%1 warten %2 Neustart nach %3 Fehlern</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Ask it to end with</source>
        <translation>Beenden mit</translation>
    </message>
    <message>
        <source>%1 and kill it after %2</source>
        <comment>signal, duration</comment>
        <translation>%1 und töten nach %2</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
    <message>
        <source>From files</source>
        <translation>Aus Dateien</translation>
    </message>
    <message>
        <source>Read again at each start. Several stand with blanks between them.</source>
        <translation>Werden bei jedem Start neu gelesen. Zwischen mehreren stehen Leerzeichen.</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Reihenfolge</translation>
    </message>
    <message>
        <source>Starts after</source>
        <translation>Startet nach</translation>
    </message>
    <message>
        <source>names of other units</source>
        <translation>Namen anderer Einheiten</translation>
    </message>
    <message>
        <source>As text</source>
        <translation>Als Text</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>The specification as it is saved, as JSON</source>
        <translation>Die Beschreibung, wie sie gespeichert wird, als JSON</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitFilterBar</name>
    <message>
        <source>Filter by name or tag</source>
        <translation>Nach Name oder Merkmal filtern</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Words that a unit must have. Also:</source>
        <translation>Wörter, die eine Einheit haben muss. Auch:</translation>
    </message>
    <message>
        <source>Choose which columns are shown</source>
        <translation>Wählen, welche Spalten gezeigt werden</translation>
    </message>
    <message>
        <source>Dense</source>
        <comment>rows</comment>
        <translation>Dicht</translation>
    </message>
    <message>
        <source>Roomy</source>
        <comment>rows</comment>
        <translation>Luftig</translation>
    </message>
    <message>
        <source>All</source>
        <comment>units</comment>
        <translation>Alle</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitQuery</name>
    <message>
        <source>There is nothing called “%1” to filter by</source>
        <translation>Nach „%1“ lässt sich nicht filtern</translation>
    </message>
    <message>
        <source>“%1” is a word, not a number: use %1:</source>
        <translation>„%1“ ist ein Wort, keine Zahl: schreiben Sie %1:</translation>
    </message>
    <message>
        <source>“%1” is not a number that %2 can be compared with</source>
        <translation>„%1“ ist keine Zahl, mit der sich %2 vergleichen lässt</translation>
    </message>
    <message>
        <source>part of the name, group, service or instance</source>
        <translation>Teil von Name, Gruppe, Dienst oder Instanz</translation>
    </message>
    <message>
        <source>also name, service, instance, state, health, reason, exit</source>
        <translation>auch name, service, instance, state, health, reason, exit</translation>
    </message>
    <message>
        <source>the words of the table, or of the engine</source>
        <translation>die Wörter der Tabelle oder der Engine</translation>
    </message>
    <message>
        <source>also cpu&gt;50, memory&gt;1.5G, uptime&lt;5m, pid=812</source>
        <translation>auch cpu&gt;50, memory&gt;1.5G, uptime&lt;5m, pid=812</translation>
    </message>
    <message>
        <source>a minus turns it round</source>
        <translation>ein Minus kehrt es um</translation>
    </message>
    <message>
        <source>quotes keep words together</source>
        <translation>Anführungszeichen halten Wörter zusammen</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitTableModel</name>
    <message>
        <source>%1: %2</source>
        <comment>column: value</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitTexts</name>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Gehalten</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Unhealthy</source>
        <translation>Gestört</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Backoff</source>
        <translation>Wartet auf Neustart</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird beendet</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ausgefallen</translation>
    </message>
    <message>
        <source>Exited</source>
        <translation>Zu Ende</translation>
    </message>
    <message>
        <source>Fatal</source>
        <translation>Aufgegeben</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>state, countdown</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>no report %1</source>
        <translation>keine Meldung %1</translation>
    </message>
    <message>
        <source>since %1</source>
        <translation>seit %1</translation>
    </message>
    <message>
        <source>for %1</source>
        <translation>für %1</translation>
    </message>
    <message numerus="yes">
        <source>paused, %n failures</source>
        <translation>
            <numerusform>pausiert, %n Ausfall</numerusform>
            <numerusform>pausiert, %n Ausfälle</numerusform>
        </translation>
    </message>
    <message>
        <source>retry %1 of %2</source>
        <translation>Versuch %1 von %2</translation>
    </message>
    <message>
        <source>down %1</source>
        <translation>aus seit %1</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>passing</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>schlägt fehl</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>segmentation fault</source>
        <translation>Speicherzugriffsfehler</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>getötet</translation>
    </message>
    <message>
        <source>terminated</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>aborted</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>bus error</source>
        <translation>Busfehler</translation>
    </message>
    <message>
        <source>arithmetic error</source>
        <translation>Rechenfehler</translation>
    </message>
    <message>
        <source>illegal instruction</source>
        <translation>ungültiger Befehl</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>hung up</source>
        <translation>aufgelegt</translation>
    </message>
    <message>
        <source>broken pipe</source>
        <translation>Leitung abgerissen</translation>
    </message>
    <message>
        <source>quit</source>
        <translation>verlassen</translation>
    </message>
    <message>
        <source>kill switch</source>
        <translation>Not-Aus</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>verlangt</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keines</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>exit code, meaning, time</comment>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>It ended.</source>
        <translation>Sie endete.</translation>
    </message>
    <message>
        <source>It ended with exit %1, %2, %3 after its start.</source>
        <translation>Sie endete mit Exit %1, %2, %3 nach dem Start.</translation>
    </message>
    <message>
        <source>the kill switch for group %1</source>
        <translation>den Not-Aus der Gruppe %1</translation>
    </message>
    <message>
        <source>the kill switch for %1</source>
        <translation>den Not-Aus für %1</translation>
    </message>
    <message>
        <source>the kill switch</source>
        <translation>den Not-Aus</translation>
    </message>
    <message>
        <source>Stopped and held by %1.</source>
        <translation>Beendet und gehalten durch %1.</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Grund: %1</translation>
    </message>
    <message>
        <source>Started with the engine.</source>
        <translation>Mit der Engine gestartet.</translation>
    </message>
    <message>
        <source>An operator started it.</source>
        <translation>Von Hand gestartet.</translation>
    </message>
    <message>
        <source>An operator stopped it. It stays stopped until someone starts it.</source>
        <translation>Von Hand beendet. Sie bleibt es, bis jemand sie startet.</translation>
    </message>
    <message>
        <source>An operator restarted it.</source>
        <translation>Von Hand neu gestartet.</translation>
    </message>
    <message>
        <source>It waits for %1.</source>
        <translation>Sie wartet auf %1.</translation>
    </message>
    <message>
        <source>It could not be started.</source>
        <translation>Sie konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>It could not be started: %1.</source>
        <translation>Sie konnte nicht gestartet werden: %1.</translation>
    </message>
    <message>
        <source>Its specification says not to restart after this code.</source>
        <translation>Nach diesem Code soll sie laut Beschreibung nicht neu gestartet werden.</translation>
    </message>
    <message>
        <source>Its restart rule is “never”.</source>
        <translation>Ihre Neustartregel ist „nie“.</translation>
    </message>
    <message>
        <source>It was not ready in time.</source>
        <translation>Sie war nicht rechtzeitig bereit.</translation>
    </message>
    <message>
        <source>Its health check failed.</source>
        <translation>Die Zustandsprüfung schlug fehl.</translation>
    </message>
    <message>
        <source>Its health check failed: %1.</source>
        <translation>Die Zustandsprüfung schlug fehl: %1.</translation>
    </message>
    <message>
        <source>Its heartbeat did not come in time.</source>
        <translation>Ihr Lebenszeichen kam nicht rechtzeitig.</translation>
    </message>
    <message numerus="yes">
        <source>%n starts in a row failed, so it pauses.</source>
        <translation>
            <numerusform>%n Start schlug fehl, deshalb pausiert sie.</numerusform>
            <numerusform>%n Starts in Folge schlugen fehl, deshalb pausiert sie.</numerusform>
        </translation>
    </message>
    <message>
        <source>Too many restarts in a short time. The watchdog has stopped trying.</source>
        <translation>Zu viele Neustarts in kurzer Zeit. Der Wächter versucht es nicht mehr.</translation>
    </message>
    <message>
        <source>Stopped by the kill switch.</source>
        <translation>Vom Not-Aus beendet.</translation>
    </message>
    <message>
        <source>Its keeper was lost, so its processes were ended.</source>
        <translation>Ihr Halteprozess ging verloren, deshalb wurden ihre Prozesse beendet.</translation>
    </message>
    <message>
        <source>It was found running when the engine came back.</source>
        <translation>Sie lief noch, als die Engine zurückkam.</translation>
    </message>
    <message>
        <source>Its specification has changed.</source>
        <translation>Ihre Beschreibung hat sich geändert.</translation>
    </message>
    <message>
        <source>It is being removed.</source>
        <translation>Sie wird entfernt.</translation>
    </message>
    <message>
        <source>The engine ended and stopped its units.</source>
        <translation>Die Engine endete und beendete ihre Einheiten.</translation>
    </message>
    <message>
        <source>Next start in %1, attempt %2 of %3</source>
        <translation>Nächster Start in %1, Versuch %2 von %3</translation>
    </message>
    <message>
        <source>SIGKILL in %1 if it still runs</source>
        <translation>SIGKILL in %1, falls sie noch läuft</translation>
    </message>
    <message>
        <source>Must be ready in %1</source>
        <translation>Muss in %1 bereit sein</translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation>Neuer Versuch</translation>
    </message>
    <message>
        <source>Changing</source>
        <translation>Im Wechsel</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 seit %2</translation>
    </message>
    <message numerus="yes">
        <source>Paused after %n failures, tries again in %1</source>
        <translation>
            <numerusform>Nach %n Fehlschlag angehalten, neuer Versuch in %1</numerusform>
            <numerusform>Nach %n Fehlschlägen angehalten, neuer Versuch in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpcomingList</name>
    <message>
        <source>Next</source>
        <translation>Als Nächstes</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>what, when</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Nothing is planned.</source>
        <translation>Nichts ist geplant.</translation>
    </message>
    <message>
        <source>%1 on %2
%3</source>
        <comment>what, where, when</comment>
        <translation>%1 auf %2
%3</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpcomingTexts</name>
    <message>
        <source>in %1</source>
        <comment>18 s</comment>
        <translation>in %1</translation>
    </message>
    <message>
        <source>%1 tries again after its pause</source>
        <translation>%1 versucht es nach der Pause erneut</translation>
    </message>
    <message>
        <source>%1 starts again</source>
        <translation>%1 startet wieder</translation>
    </message>
    <message>
        <source>%1 is killed if it still runs</source>
        <translation>%1 wird getötet, falls sie noch läuft</translation>
    </message>
    <message>
        <source>%1 must be ready</source>
        <translation>%1 muss bereit sein</translation>
    </message>
    <message>
        <source>%1 counts as steady again</source>
        <translation>%1 gilt wieder als stabil</translation>
    </message>
    <message>
        <source>%1 deferral ends</source>
        <comment>service</comment>
        <translation>%1: Verschiebung endet</translation>
    </message>
    <message>
        <source>%1 restarts</source>
        <comment>service</comment>
        <translation>%1 startet neu</translation>
    </message>
    <message>
        <source>%1 restarts at the latest</source>
        <comment>service</comment>
        <translation>%1 startet spätestens neu</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpdateBulkBar</name>
    <message>
        <source>Select none (Esc)</source>
        <translation>Auswahl aufheben (Esc)</translation>
    </message>
    <message>
        <source>The others: %1</source>
        <translation>Die anderen: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n updates selected</source>
        <translation>
            <numerusform>%n Update ausgewählt</numerusform>
            <numerusform>%n Updates ausgewählt</numerusform>
        </translation>
    </message>
    <message>
        <source>Approve %1…</source>
        <comment>how many</comment>
        <translation>%1 freigeben …</translation>
    </message>
    <message>
        <source>Defer %1</source>
        <comment>how many</comment>
        <translation>%1 verschieben</translation>
    </message>
    <message>
        <source>Reject %1…</source>
        <comment>how many</comment>
        <translation>%1 ablehnen …</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpdateDetailTexts</name>
    <message>
        <source>%1, received %2</source>
        <comment>U-2291, 14:26:10</comment>
        <translation>%1, erhalten %2</translation>
    </message>
    <message numerus="yes">
        <source>%n notices, the first %1</source>
        <translation>
            <numerusform>%n Meldung, die erste %1</numerusform>
            <numerusform>%n Meldungen, die erste %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, since %2</source>
        <comment>R-118, exact time</comment>
        <translation>%1, seit %2</translation>
    </message>
    <message>
        <source>%1, reported by %2</source>
        <comment>exact time, who</comment>
        <translation>%1, gemeldet von %2</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message>
        <source>It was %1 down.</source>
        <comment>8 s</comment>
        <translation>Ausfallzeit: %1.</translation>
    </message>
    <message>
        <source>Decided by the policy, over at %1.</source>
        <translation>Entschieden vom Regelwerk, zu Ende: %1.</translation>
    </message>
    <message>
        <source>Decided by %1, over at %2.</source>
        <comment>who, when</comment>
        <translation>Entschieden von %1, zu Ende: %2.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1: %2.</translation>
    </message>
    <message>
        <source>No unit has the service %1, so nothing can be restarted.</source>
        <translation>Keine Einheit hat den Dienst %1, deshalb kann nichts neu gestartet werden.</translation>
    </message>
    <message numerus="yes">
        <source>%1 Deferred %2 of %n times.</source>
        <translation>
            <numerusform>%1 %2-mal verschoben, höchstens %n-mal.</numerusform>
            <numerusform>%1 %2-mal verschoben, höchstens %n-mal.</numerusform>
        </translation>
    </message>
    <message>
        <source>The new version failed; the one before it comes back.</source>
        <translation>Die neue Version ist gescheitert; die vorige kommt zurück.</translation>
    </message>
    <message>
        <source>%1. The version before it comes back.</source>
        <translation>%1. Die vorige Version kommt zurück.</translation>
    </message>
    <message>
        <source>saved %1</source>
        <comment>state</comment>
        <translation>gesichert: %1</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>%1 down</source>
        <comment>8 s</comment>
        <translation>%1 aus</translation>
    </message>
    <message>
        <source>applied</source>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>went back</source>
        <translation>zurückgerollt</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>restarting</source>
        <translation>startet neu</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>%1, by the entry %2</source>
        <translation>%1, nach dem Eintrag %2</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>modules</comment>
        <translation>
            <numerusform>%n weiteres</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpdateFilterBar</name>
    <message>
        <source>Filter by service or module</source>
        <translation>Nach Dienst oder Modul filtern</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Deferred</source>
        <translation>Verschoben</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Ignoriert</translation>
    </message>
    <message>
        <source>All decided</source>
        <translation>Entschieden</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpdateHistoryModel</name>
    <message>
        <source>none</source>
        <comment>downtime</comment>
        <translation>keine</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>Durch</translation>
    </message>
    <message>
        <source>Downtime</source>
        <translation>Ausfallzeit</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Wann</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpdatePanel</name>
    <message>
        <source>Close the details (Esc)</source>
        <translation>Einzelheiten schließen (Esc)</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Why this decision</source>
        <translation>Warum so entschieden wurde</translation>
    </message>
    <message>
        <source>Affected modules</source>
        <translation>Betroffene Module</translation>
    </message>
    <message>
        <source>Impact forecast</source>
        <translation>Prognose der Folgen</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation>Nichts ist ausgewählt</translation>
    </message>
    <message>
        <source>Select an update to see why it was decided so.</source>
        <translation>Wählen Sie ein Update aus, um zu sehen, warum so entschieden wurde.</translation>
    </message>
    <message>
        <source>The details could not be read</source>
        <translation>Die Einzelheiten konnten nicht gelesen werden</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpdateTexts</name>
    <message>
        <source>Critical</source>
        <comment>severity</comment>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>High</source>
        <comment>severity</comment>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Medium</source>
        <comment>severity</comment>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Low</source>
        <comment>severity</comment>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>code</source>
        <comment>what changed</comment>
        <translation>Code</translation>
    </message>
    <message>
        <source>config</source>
        <comment>what changed</comment>
        <translation>Konfig</translation>
    </message>
    <message>
        <source>dependency</source>
        <comment>what changed</comment>
        <translation>Abhängigkeit</translation>
    </message>
    <message>
        <source>data</source>
        <comment>what changed</comment>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>Neustart jetzt</translation>
    </message>
    <message>
        <source>At checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <source>Defer</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ignorieren</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Deferred</source>
        <translation>Verschoben</translation>
    </message>
    <message>
        <source>Scheduled</source>
        <translation>Geplant</translation>
    </message>
    <message>
        <source>Restarting</source>
        <translation>Startet neu</translation>
    </message>
    <message>
        <source>Going back</source>
        <translation>Rollt zurück</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Went back</source>
        <translation>Zurückgerollt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Ignored</source>
        <translation>Ignoriert</translation>
    </message>
    <message numerus="yes">
        <source>Critical code change, %n modules</source>
        <translation>
            <numerusform>Kritische Änderung am Code, %n Modul</numerusform>
            <numerusform>Kritische Änderung am Code, %n Module</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 severity, next checkpoint</source>
        <comment>High</comment>
        <translation>Schwere: %1, nächster Checkpoint</translation>
    </message>
    <message>
        <source>Only %1 changed, deferrable</source>
        <comment>module</comment>
        <translation>Nur %1 geändert, verschiebbar</translation>
    </message>
    <message numerus="yes">
        <source>%n modules changed, deferrable</source>
        <translation>
            <numerusform>%n Modul geändert, verschiebbar</numerusform>
            <numerusform>%n Module geändert, verschiebbar</numerusform>
        </translation>
    </message>
    <message>
        <source>Held by the kill switch; it goes on when that is re-armed.</source>
        <translation>Vom Not-Aus gehalten; es geht weiter, wenn er wieder freigegeben ist.</translation>
    </message>
    <message>
        <source>It could not save its state, and waits for an answer.</source>
        <translation>Der Zustand konnte nicht gesichert werden; eine Antwort wird erwartet.</translation>
    </message>
    <message>
        <source>It could not save its state: %1.</source>
        <translation>Der Zustand konnte nicht gesichert werden: %1.</translation>
    </message>
    <message>
        <source>the policy</source>
        <translation>das Regelwerk</translation>
    </message>
    <message>
        <source>Deferred by %1.</source>
        <translation>Verschoben durch %1.</translation>
    </message>
    <message>
        <source>Deferred by %1 until %2.</source>
        <comment>who, when</comment>
        <translation>Verschoben durch %1 bis %2.</translation>
    </message>
    <message>
        <source>Waits for its maintenance window.</source>
        <translation>Wartet auf das Wartungsfenster.</translation>
    </message>
    <message>
        <source>Waits for its maintenance window at %1.</source>
        <translation>Wartet auf das Wartungsfenster: %1.</translation>
    </message>
    <message>
        <source>Waits for a quiet moment.</source>
        <translation>Wartet auf einen ruhigen Moment.</translation>
    </message>
    <message>
        <source>Waits for a quiet moment: %1.</source>
        <translation>Wartet auf einen ruhigen Moment: %1.</translation>
    </message>
    <message>
        <source>Restarts soon.</source>
        <translation>Startet bald neu.</translation>
    </message>
    <message>
        <source>Restarts at %1.</source>
        <translation>Startet neu: %1.</translation>
    </message>
    <message>
        <source>Waits for its next checkpoint.</source>
        <translation>Wartet auf den nächsten Checkpoint.</translation>
    </message>
    <message>
        <source>Waits for its next checkpoint, until %1.</source>
        <translation>Wartet auf den nächsten Checkpoint, bis %1.</translation>
    </message>
    <message>
        <source>not deferred</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>%1, step %2 of %3</source>
        <comment>Save its state</comment>
        <translation>%1, Schritt %2 von %3</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>unit, step</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Its restart begins</source>
        <translation>Der Neustart beginnt</translation>
    </message>
    <message>
        <source>The version before it comes back</source>
        <translation>Die vorige Version kommt zurück</translation>
    </message>
    <message>
        <source>Restarted now</source>
        <translation>Sofort neu gestartet</translation>
    </message>
    <message>
        <source>Restarted at checkpoint</source>
        <translation>Am Checkpoint neu gestartet</translation>
    </message>
    <message>
        <source>Restarted after deferral</source>
        <translation>Verschoben, dann neu gestartet</translation>
    </message>
    <message>
        <source>Restarted</source>
        <translation>Neu gestartet</translation>
    </message>
    <message>
        <source>Restart failed, went back</source>
        <translation>Neustart gescheitert, zurückgerollt</translation>
    </message>
    <message>
        <source>Restart failed, went back: %1</source>
        <translation>Neustart gescheitert, zurückgerollt: %1</translation>
    </message>
    <message>
        <source>Restart failed</source>
        <translation>Neustart gescheitert</translation>
    </message>
    <message>
        <source>Restart failed: %1</source>
        <translation>Neustart gescheitert: %1</translation>
    </message>
    <message>
        <source>Rejected: %1</source>
        <translation>Abgelehnt: %1</translation>
    </message>
    <message>
        <source>Ignored: %1</source>
        <translation>Ignoriert: %1</translation>
    </message>
    <message>
        <source>policy</source>
        <translation>Regelwerk</translation>
    </message>
    <message>
        <source>Finish open requests</source>
        <translation>Offene Anfragen abschließen</translation>
    </message>
    <message>
        <source>Save its state</source>
        <translation>Zustand sichern</translation>
    </message>
    <message>
        <source>Stop the old process</source>
        <translation>Alten Prozess beenden</translation>
    </message>
    <message>
        <source>Start the new one</source>
        <translation>Neuen Prozess starten</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Stop the failed process</source>
        <translation>Gescheiterten Prozess beenden</translation>
    </message>
    <message>
        <source>Start the version before it</source>
        <translation>Vorige Version starten</translation>
    </message>
    <message>
        <source>Verify the version before it</source>
        <translation>Vorige Version prüfen</translation>
    </message>
    <message>
        <source>to %1</source>
        <comment>version</comment>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>versions</comment>
        <translation>von %1 auf %2</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpdatesPage</name>
    <message>
        <source>Updates</source>
        <translation>Updates</translation>
    </message>
    <message>
        <source>Decision rules…</source>
        <translation>Regeln …</translation>
    </message>
    <message>
        <source>Report an update</source>
        <translation>Update melden</translation>
    </message>
    <message>
        <source>Updates that wait</source>
        <translation>Wartende Updates</translation>
    </message>
    <message>
        <source>Full history</source>
        <translation>Ganzer Verlauf</translation>
    </message>
    <message>
        <source>Updates that are decided</source>
        <translation>Entschiedene Updates</translation>
    </message>
    <message>
        <source>Nothing waits</source>
        <translation>Nichts wartet</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n wartet</numerusform>
            <numerusform>%n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>5 waiting, prod-eu</comment>
        <translation>%1 auf %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 on %n instances</source>
        <comment>5 waiting</comment>
        <translation>
            <numerusform>%1 auf %n Instanz</numerusform>
            <numerusform>%1 auf %n Instanzen</numerusform>
        </translation>
    </message>
    <message>
        <source>No instance in scope offers updates</source>
        <translation>Keine Instanz im Bereich bietet Updates an</translation>
    </message>
    <message>
        <source>Put the cursor in the filter of updates</source>
        <translation>Den Cursor in den Filter der Updates setzen</translation>
    </message>
    <message>
        <source>Approve the selected restart (asks first)</source>
        <translation>Den ausgewählten Neustart freigeben (fragt nach)</translation>
    </message>
    <message>
        <source>Defer the selected restart; 1, 8, T, P choose</source>
        <translation>Den ausgewählten Neustart verschieben; 1, 8, T, P wählen aus</translation>
    </message>
    <message>
        <source>Reject the selected update (moves to the reason)</source>
        <translation>Das ausgewählte Update ablehnen (geht zum Grund)</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>service, instance</comment>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>Nothing can be restarted now</source>
        <translation>Jetzt kann nichts neu gestartet werden</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1.</translation>
    </message>
    <message numerus="yes">
        <source>Restart %n services?</source>
        <translation>
            <numerusform>%n Dienst neu starten?</numerusform>
            <numerusform>%n Dienste neu starten?</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Each as its decision says: now, or at its next checkpoint.</source>
        <comment>names of services</comment>
        <translation>%1. Jeder, wie es entschieden ist: jetzt oder am nächsten Checkpoint.</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Laufen lassen</translation>
    </message>
    <message>
        <source>Restart %1</source>
        <translation>%1 neu starten</translation>
    </message>
    <message numerus="yes">
        <source>Restart %n services</source>
        <translation>
            <numerusform>%n Dienst neu starten</numerusform>
            <numerusform>%n Dienste neu starten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n services</source>
        <translation>
            <numerusform>%n Dienst</numerusform>
            <numerusform>%n Dienste</numerusform>
        </translation>
    </message>
    <message>
        <source>Its engine does not answer, or is of a version that does not decide about updates.</source>
        <translation>Die Engine antwortet nicht, oder ihre Version entscheidet nicht über Updates.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>U-2291, Restart now</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The updates could not be read</source>
        <translation>Die Updates konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>The engine does not let this console in. See Connections.</source>
        <translation>Die Engine lässt diese Konsole nicht ein. Siehe Verbindungen.</translation>
    </message>
    <message>
        <source>No instance is connected</source>
        <translation>Keine Instanz ist verbunden</translation>
    </message>
    <message>
        <source>Connect to one to see its updates.</source>
        <translation>Verbinden Sie sich mit einer, um ihre Updates zu sehen.</translation>
    </message>
    <message>
        <source>%1 does not offer updates</source>
        <translation>%1 bietet keine Updates an</translation>
    </message>
    <message>
        <source>Its engine is of a version that does not decide about updates. Units can be restarted on the Processes page.</source>
        <translation>Die Version der Engine entscheidet nicht über Updates. Einheiten können auf der Seite Prozesse neu gestartet werden.</translation>
    </message>
    <message>
        <source>No update matches</source>
        <translation>Kein Update passt</translation>
    </message>
    <message>
        <source>Nothing that waits matches this filter.</source>
        <translation>Nichts, was wartet, passt zu diesem Filter.</translation>
    </message>
    <message>
        <source>Reset the filter</source>
        <translation>Filter zurücksetzen</translation>
    </message>
    <message>
        <source>Nothing is deferred</source>
        <translation>Nichts ist verschoben</translation>
    </message>
    <message>
        <source>What you defer comes back here until its time.</source>
        <translation>Was Sie verschieben, steht hier, bis seine Zeit kommt.</translation>
    </message>
    <message>
        <source>No updates wait</source>
        <translation>Kein Update wartet</translation>
    </message>
    <message>
        <source>A restart that a notice asks for waits here until you answer.</source>
        <translation>Ein Neustart, den eine Meldung verlangt, wartet hier, bis Sie antworten.</translation>
    </message>
    <message>
        <source>Decided today</source>
        <translation>Heute entschieden</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>Neuestes zuerst</translation>
    </message>
    <message>
        <source>The history could not be read</source>
        <translation>Der Verlauf konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>Nothing was decided today</source>
        <translation>Heute wurde nichts entschieden</translation>
    </message>
    <message>
        <source>There is none yet</source>
        <translation>Noch gibt es keines</translation>
    </message>
    <message>
        <source>Earlier decisions are in the full history.</source>
        <translation>Frühere Entscheidungen stehen im ganzen Verlauf.</translation>
    </message>
    <message>
        <source>Decisions are kept here.</source>
        <translation>Entscheidungen werden hier aufbewahrt.</translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::VariablesField</name>
    <message>
        <source>Name of the variable</source>
        <translation>Name der Variable</translation>
    </message>
    <message>
        <source>Value of the variable</source>
        <translation>Wert der Variable</translation>
    </message>
    <message>
        <source>NAME</source>
        <comment>of an environment variable</comment>
        <translation>NAME</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Remove this variable</source>
        <translation>Diese Variable entfernen</translation>
    </message>
    <message>
        <source>This line is empty already</source>
        <translation>Diese Zeile ist schon leer</translation>
    </message>
</context>
<context>
    <name>lamplighterd</name>
    <message>
        <source>Keeps units running, headless. Ends on SIGTERM and leaves its units running.

Exit codes: 0 ended as asked, 1 could not start or failed, 2 wrong usage, 4 another engine owns the data directory.</source>
        <translation>Hält Einheiten am Laufen, ohne Anzeige. Endet bei SIGTERM und lässt seine Einheiten laufen.

Exit-Codes: 0 wie verlangt geendet, 1 konnte nicht starten oder scheiterte, 2 falscher Aufruf, 4 eine andere Engine besitzt das Datenverzeichnis.</translation>
    </message>
    <message>
        <source>unexpected argument &apos;%1&apos;</source>
        <translation>unerwartetes Argument „%1“</translation>
    </message>
    <message>
        <source>--listen takes ADDRESS:PORT, not &apos;%1&apos;</source>
        <translation>--listen erwartet ADRESSE:PORT, nicht „%1“</translation>
    </message>
</context>
</TS>
