<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Help</name>
    <message>
        <source>&quot;%1&quot; cannot be the name of a unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not of the form KEY=VALUE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every unit it makes sense for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give names or --all, not both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which unit? Give at least one name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ctl::Help</name>
    <message>
        <source>Without --engine and --data-dir, the engine of LAMPLIGHTER_DATA_DIR or of the default data directory is asked, over its local socket, so that no token is needed on the same machine and account.

Exit codes:
  0  done
  1  the engine refused, or failed at it
  2  the command line is wrong
  3  no engine can be reached
  4  no valid token, or not allowed
  5  no such unit or alert
  6  held by the kill switch
  7  no answer in time
With several units, that of the first that failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address of an engine, such as http://127.0.0.1:8765</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data directory of an engine on this machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File that holds the token for the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print the API&apos;s JSON; errors as JSON too, on the error stream</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks and steers a Lamplighter engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 defines no unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a name and, behind --, the command to run; or --file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a unit: lampctl add NAME [options] -- COMMAND…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the new unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it runs (here)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A variable for it; may be given again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group, a scope of the kill switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When to restart it (always)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart it when this stops answering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it with the engine, and now (this is so)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it only when asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program and its arguments; no shell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A unit file (TOML) instead of all this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened, oldest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this kind, such as unit.exited or unit.*</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only about this, such as a unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of the last events (50)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with each new event until Ctrl+C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What someone should see, newest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what nobody has acknowledged yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many (50)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say that an alert has been seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you did about it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exactly one of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All units of a group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All units of the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why; everyone who looks sees it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reason is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop units at once and hold them, or let them go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop now, and stay stopped until rearmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give each unit its stop_timeout, not half a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let units start again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>And start those that ran before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is held, by whom and why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What a unit has printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many of the last lines (100)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with each new line until Ctrl+C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start units, and keep them running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run without restarting when it ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop units; they stay stopped until started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop units and start them again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How units are, or all about one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the names of the units, one a line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How units are, as it changes, until Ctrl+C</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop units and forget them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the unit files again and apply what changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What engine this is, and who you are to it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ctl::Texts</name>
    <message>
        <source>%1: Removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no alerts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Subject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kill switch is armed; nothing is held.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its state file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (not on disk yet!)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units held: %1. Processes still ending: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, of them %2 in the last 24 hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its last output:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no units yet. Add one: lampctl add NAME -- COMMAND</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listens on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, of them %2 running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last event</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, role %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backoff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fatal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>started with the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>started by an operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped by an operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restarted by an operator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits for other units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>could not be started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended too soon after its start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended unexpectedly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended with a code that says not to restart it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed, and its rule is not to restart it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>did not become ready in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its health check failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its watchdog notice did not come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pauses after too many failures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>restarted too often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held by the kill switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its keeper was lost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ran on while the engine was away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its unit file changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>being removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped with the engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held by the kill switch (%1): %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starts again in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>killed by %1, core dumped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>killed by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exit code %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended, nobody saw how</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unit %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>group %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, pid %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3 running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kill switch engaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reconnecting, attempt %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Availabilities</name>
    <message>
        <source>The engine has not answered yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to an engine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions are off until %1 reports again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your role is viewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-arm %1 first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 runs already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is still stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is held by the kill switch already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is stopping already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is stopped already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to stop</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Banner</name>
    <message>
        <source>View what stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-arm…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::DefinitionList</name>
    <message>
        <source>%1: %2</source>
        <comment>label: value</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::DialogFrame</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::EnginePicture</name>
    <message>
        <source>this workstation</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n units</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>in this window, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>daemon, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n units on %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, all held by the kill switch</source>
        <comment>31 units on prod-eu</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, not reported any more</source>
        <comment>31 units on prod-eu</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 running</source>
        <comment>31 units on prod-eu</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ErrorTexts</name>
    <message>
        <source>Your role does not permit this. Ask an administrator of this engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine did not accept the token. Check the token of this connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kill switch forbids it. Re-arm it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine did not answer in time. It may still carry the request out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine cannot be reached: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine refused without saying why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::FilterChip</name>
    <message numerus="yes">
        <source>%1, %n units</source>
        <comment>filter chip</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::FreshnessLabel</name>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::FreshnessTexts</name>
    <message>
        <source>Connecting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Late, %1 old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale, %1 old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reconnecting, try %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>updated %1 ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::HoldButton</name>
    <message>
        <source>Keep holding, %1 s more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::KeyboardMapDialog</name>
    <message>
        <source>Keyboard map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Single letters work while the table has the focus.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>key: what it does</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::KillSwitchButton</name>
    <message>
        <source>Kill switch engaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kill switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what is held, and re-arms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the dialog; nothing is stopped yet (Ctrl+Shift+K)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::KillSwitchDialog</name>
    <message>
        <source>Engage the kill switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops processes at once and keeps them stopped. The watchdog will not restart them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>required, goes to the audit log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scope</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What will happen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Or focus the button and hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <comment>key</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold for 2 s to stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop and hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n processes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give a reason of at least %n characters first</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Hold with the mouse, or with Space, for 2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type %1, then press Ctrl+Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type %1 first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::KillSwitchPlan</name>
    <message>
        <source>Only %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>selected unit, on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All units of the group %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All units of the instance %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n units</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n processes on %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>get SIGTERM now, and SIGKILL after 0.5 s if still running, children too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No process runs in this scope. It is only kept from starting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is held, also across a reboot, until someone re-arms.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All %n units are held, also across a reboot, until someone re-arms.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units that wait to be retried are not started again.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units are held already.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The other %n units are not touched. Their logs and settings stay.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Logs, settings and the history stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::LogPanel</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stdout + stderr</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Following</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in the log (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the selected lines, or all of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in the log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous match (Shift+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next match (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no lines to copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No output yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What %1 writes appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not read the log of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays at the newest line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the newest line and stay there</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n new lines</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::LogView</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::NavigationButton</name>
    <message numerus="yes">
        <source>%n need attention</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::NavigationRail</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lamplighter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RearmDialog</name>
    <message>
        <source>Only %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All units of the group %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All units of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-arm %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>required, goes to the audit log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start all that ran before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-arm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units in this scope may be started again, and the watchdog restarts them when they fail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: “%2”</source>
        <comment>actor: reason</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a reason first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ReasonField</name>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>characters</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more characters</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RestartStrip</name>
    <message numerus="yes">
        <source>Restarts per hour, %n in 24 hours</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ScopeOption</name>
    <message>
        <source>%1, %2</source>
        <comment>scope, processes</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::SpecTexts</name>
    <message>
        <source>%1 open</source>
        <comment>address and port</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>log matches “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>says so itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, every %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on failure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%1, %n tries, wait %2 to %3</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, then SIGKILL after %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts after</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Env file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::StatePanel</name>
    <message>
        <source>Loading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::TimeTexts</name>
    <message>
        <source>%1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Toasts</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitActions</name>
    <message>
        <source>%1 is started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be restarted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The unit files were read again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The unit files were not applied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kill switch is engaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kill switch could not be engaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kill switch is re-armed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The kill switch could not be re-armed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitDetails</name>
    <message>
        <source>Start now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the details (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restart history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spec</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last request for %1 has no answer yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start %1 at once (S)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop %1 until someone starts it (X)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop %1 and start it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not read the details of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in 24 h, %2 in all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed in a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, pauses at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ran before its end</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitTableModel</name>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uptime</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restarts 24 h</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last exit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, group %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n automatic restarts since the unit was made</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>column: value</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitTexts</name>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unhealthy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backoff</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fatal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>state, countdown</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no report %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>paused, %n failures</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>retry %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>down %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>segmentation fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>killed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>terminated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>aborted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bus error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>arithmetic error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>illegal instruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hung up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>broken pipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kill switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>exit code, meaning, time</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ended with exit %1, %2, %3 after its start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the kill switch for group %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the kill switch for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the kill switch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped and held by %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started with the engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An operator started it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An operator stopped it. It stays stopped until someone starts it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An operator restarted it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It waits for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It could not be started: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its specification says not to restart after this code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its restart rule is “never”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not ready in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its health check failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its health check failed: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its heartbeat did not come in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n starts in a row failed, so it pauses.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Too many restarts in a short time. The watchdog has stopped trying.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped by the kill switch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its keeper was lost, so its processes were ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was found running when the engine came back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its specification has changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being removed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The engine ended and stopped its units.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next start in %1, attempt %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIGKILL in %1 if it still runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Must be ready in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retrying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lamplighterd</name>
    <message>
        <source>Keeps units running, headless. Ends on SIGTERM and leaves its units running.

Exit codes: 0 ended as asked, 1 could not start or failed, 2 wrong usage, 4 another engine owns the data directory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unexpected argument &apos;%1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--listen takes ADDRESS:PORT, not &apos;%1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
