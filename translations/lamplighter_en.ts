<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>lamplighter::ctl::Texts</name>
    <message numerus="yes">
        <source>Of %n earlier restart(s), %1 held.</source>
        <translation>
            <numerusform>Of %n earlier restart, %1 held.</numerusform>
            <numerusform>Of %n earlier restarts, %1 held.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n earlier update(s) of this kind, %1 held.</source>
        <translation>
            <numerusform>Of %n earlier update of this kind, %1 held.</numerusform>
            <numerusform>Of %n earlier updates of this kind, %1 held.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ActivityTexts</name>
    <message numerus="yes">
        <source>%1 to %2: %3 critical, %4 warning, %5 info, %n restarts</source>
        <translation>
            <numerusform>%1 to %2: %3 critical, %4 warning, %5 info, %n restart</numerusform>
            <numerusform>%1 to %2: %3 critical, %4 warning, %5 info, %n restarts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Last 24 hours: %1 critical, %2 warning and %3 info alerts, %n restarts.</source>
        <translation>
            <numerusform>Last 24 hours: %1 critical, %2 warning and %3 info alerts, %n restart.</numerusform>
            <numerusform>Last 24 hours: %1 critical, %2 warning and %3 info alerts, %n restarts.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Announcer</name>
    <message numerus="yes">
        <source>%n more things need you</source>
        <translation>
            <numerusform>%n more thing needs you</numerusform>
            <numerusform>%n more things need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Attention</name>
    <message numerus="yes">
        <source>States shown for its %n units are %1 old.</source>
        <translation>
            <numerusform>The state shown for its %n unit is %1 old.</numerusform>
            <numerusform>States shown for its %n units are %1 old.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::AttentionAlerts</name>
    <message numerus="yes">
        <source>%n events could not be recorded</source>
        <translation>
            <numerusform>%n event could not be recorded</numerusform>
            <numerusform>%n events could not be recorded</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::AttentionList</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n new items</source>
        <translation>
            <numerusform>Show %n new item</numerusform>
            <numerusform>Show %n new items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::AttentionTexts</name>
    <message numerus="yes">
        <source>Nothing needs you, %n things to take note of</source>
        <translation>
            <numerusform>Nothing needs you, %n thing to take note of</numerusform>
            <numerusform>Nothing needs you, %n things to take note of</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things need you</source>
        <translation>
            <numerusform>%n thing needs you</numerusform>
            <numerusform>%n things need you</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them urgent</source>
        <comment>7 things need you</comment>
        <translation>
            <numerusform>%1, %n of them urgent</numerusform>
            <numerusform>%1, %n of them urgent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::AttentionUnits</name>
    <message numerus="yes">
        <source>%n restarts in the last 24 hours.</source>
        <translation>
            <numerusform>%n restart in the last 24 hours.</numerusform>
            <numerusform>%n restarts in the last 24 hours.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::BulkBar</name>
    <message numerus="yes">
        <source>%n units selected</source>
        <translation>
            <numerusform>%n unit selected</numerusform>
            <numerusform>%n units selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::BulkDecision</name>
    <message numerus="yes">
        <source>%n restarts approved</source>
        <translation>
            <numerusform>%n restart approved</numerusform>
            <numerusform>%n restarts approved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restarts deferred</source>
        <translation>
            <numerusform>%n restart deferred</numerusform>
            <numerusform>%n restarts deferred</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n updates rejected</source>
        <translation>
            <numerusform>%n update rejected</numerusform>
            <numerusform>%n updates rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n restarts approved</source>
        <translation>
            <numerusform>%1 of %n restart approved</numerusform>
            <numerusform>%1 of %n restarts approved</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n restarts deferred</source>
        <translation>
            <numerusform>%1 of %n restart deferred</numerusform>
            <numerusform>%1 of %n restarts deferred</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n updates rejected</source>
        <translation>
            <numerusform>%1 of %n update rejected</numerusform>
            <numerusform>%1 of %n updates rejected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ConnectionsPage</name>
    <message numerus="yes">
        <source>%n instances</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::DecisionRulesDialog</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>modules</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n critical modules: restart now</source>
        <translation>
            <numerusform>%n critical module: restart now</numerusform>
            <numerusform>%n critical modules: restart now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deferrable modules: can wait</source>
        <translation>
            <numerusform>%n deferrable module: can wait</numerusform>
            <numerusform>%n deferrable modules: can wait</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::EnginePicture</name>
    <message numerus="yes">
        <source>%n units</source>
        <translation>
            <numerusform>%n unit</numerusform>
            <numerusform>%n units</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units on %1</source>
        <translation>
            <numerusform>%n unit on %1</numerusform>
            <numerusform>%n units on %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::FilterChip</name>
    <message numerus="yes">
        <source>%1, %n units</source>
        <comment>filter chip</comment>
        <translation>
            <numerusform>%1, %n unit</numerusform>
            <numerusform>%1, %n units</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Forecasts</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>units</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n earlier %2 updates held.</source>
        <comment>13 of 14 earlier code updates</comment>
        <translation>
            <numerusform>%1 of %n earlier %2 update held.</numerusform>
            <numerusform>%1 of %n earlier %2 updates held.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %n earlier restarts, so no forecast</source>
        <translation>
            <numerusform>Only %n earlier restart, so no forecast</numerusform>
            <numerusform>Only %n earlier restarts, so no forecast</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last %n restarts of %1</source>
        <translation>
            <numerusform>last %n restart of %1</numerusform>
            <numerusform>last %n restarts of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::InstanceCard</name>
    <message numerus="yes">
        <source>%1, %n units: %2</source>
        <comment>instance, state</comment>
        <translation>
            <numerusform>%1, %n unit: %2</numerusform>
            <numerusform>%1, %n units: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units</source>
        <translation>
            <numerusform>%n unit</numerusform>
            <numerusform>%n units</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::InstanceSummary</name>
    <message numerus="yes">
        <source>%1 of %n units running</source>
        <translation>
            <numerusform>%1 of %n unit running</numerusform>
            <numerusform>%1 of %n units running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n units held</source>
        <translation>
            <numerusform>%n unit held</numerusform>
            <numerusform>All %n units held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units failed, %1 retrying</source>
        <translation>
            <numerusform>%n unit failed, %1 retrying</numerusform>
            <numerusform>%n units failed, %1 retrying</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units failed</source>
        <translation>
            <numerusform>%n unit failed</numerusform>
            <numerusform>%n units failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units retrying</source>
        <translation>
            <numerusform>%n unit retrying</numerusform>
            <numerusform>%n units retrying</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units not healthy</source>
        <translation>
            <numerusform>%n unit not healthy</numerusform>
            <numerusform>%n units not healthy</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units held</source>
        <translation>
            <numerusform>%n unit held</numerusform>
            <numerusform>%n units held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units starting or stopping</source>
        <translation>
            <numerusform>%n unit starting or stopping</numerusform>
            <numerusform>%n units starting or stopping</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n units running</source>
        <translation>
            <numerusform>%n unit running</numerusform>
            <numerusform>All %n units running</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::KillSwitchDialog</name>
    <message numerus="yes">
        <source>%n processes</source>
        <translation>
            <numerusform>%n process</numerusform>
            <numerusform>%n processes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Give a reason of at least %n characters first</source>
        <translation>
            <numerusform>Give a reason of at least %n character first</numerusform>
            <numerusform>Give a reason of at least %n characters first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::KillSwitchPlan</name>
    <message numerus="yes">
        <source>%n units</source>
        <translation>
            <numerusform>%n unit</numerusform>
            <numerusform>%n units</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n processes on %1</source>
        <translation>
            <numerusform>%n process on %1</numerusform>
            <numerusform>%n processes on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n units are held, also across a reboot, until someone re-arms.</source>
        <translation>
            <numerusform>The only unit is held, also across a reboot, until someone re-arms.</numerusform>
            <numerusform>All %n units are held, also across a reboot, until someone re-arms.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units that wait to be retried are not started again.</source>
        <translation>
            <numerusform>%n unit that waits to be retried is not started again.</numerusform>
            <numerusform>%n units that wait to be retried are not started again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units are held already.</source>
        <translation>
            <numerusform>%n unit is held already.</numerusform>
            <numerusform>%n units are held already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The other %n units are not touched. Their logs and settings stay.</source>
        <translation>
            <numerusform>The other unit is not touched. Its logs and settings stay.</numerusform>
            <numerusform>The other %n units are not touched. Their logs and settings stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>get SIGTERM now, and SIGKILL after 0.5 s if still running.</source>
        <translation>
            <numerusform>gets SIGTERM now, and SIGKILL after 0.5 s if still running.</numerusform>
            <numerusform>get SIGTERM now, and SIGKILL after 0.5 s if still running.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All units of all %n instances</source>
        <translation>
            <numerusform>All units of %n instance</numerusform>
            <numerusform>All units of all %n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::LogPanel</name>
    <message numerus="yes">
        <source>%n new lines</source>
        <translation>
            <numerusform>%n new line</numerusform>
            <numerusform>%n new lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::MainWindow</name>
    <message numerus="yes">
        <source>Keep %n units running?</source>
        <translation>
            <numerusform>Keep %n unit running?</numerusform>
            <numerusform>Keep %n units running?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop %n units?</source>
        <translation>
            <numerusform>Stop %n unit?</numerusform>
            <numerusform>Stop %n units?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop %n units</source>
        <translation>
            <numerusform>Stop %n unit</numerusform>
            <numerusform>Stop %n units</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n units?</source>
        <translation>
            <numerusform>Remove %n unit?</numerusform>
            <numerusform>Remove %n units?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n units</source>
        <translation>
            <numerusform>Remove %n unit</numerusform>
            <numerusform>Remove %n units</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>units</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::NavigationButton</name>
    <message numerus="yes">
        <source>%n need attention</source>
        <translation>
            <numerusform>%n needs attention</numerusform>
            <numerusform>%n need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::NoticeForms</name>
    <message numerus="yes">
        <source>At most %n characters</source>
        <translation>
            <numerusform>At most %n character</numerusform>
            <numerusform>At most %n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n modules</source>
        <translation>
            <numerusform>At most %n module</numerusform>
            <numerusform>At most %n modules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At most %n characters for each module</source>
        <translation>
            <numerusform>At most %n character for each module</numerusform>
            <numerusform>At most %n characters for each module</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ProcessesPage</name>
    <message numerus="yes">
        <source>%n units</source>
        <translation>
            <numerusform>%n unit</numerusform>
            <numerusform>%n units</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %n instances</source>
        <translation>
            <numerusform>on %n instance</numerusform>
            <numerusform>on %n instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ReasonField</name>
    <message numerus="yes">
        <source>%n more characters</source>
        <translation>
            <numerusform>%n more character</numerusform>
            <numerusform>%n more characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RejectDialog</name>
    <message numerus="yes">
        <source>Reject %n updates?</source>
        <translation>
            <numerusform>Reject %n update?</numerusform>
            <numerusform>Reject %n updates?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n updates</source>
        <translation>
            <numerusform>Reject %n update</numerusform>
            <numerusform>Reject %n updates</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RestartRules</name>
    <message numerus="yes">
        <source>It was deferred %n times, as often as the policy allows</source>
        <translation>
            <numerusform>It was deferred %n time, as often as the policy allows</numerusform>
            <numerusform>It was deferred %n times, as often as the policy allows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units are restarted</source>
        <translation>
            <numerusform>%n unit is restarted</numerusform>
            <numerusform>%n units are restarted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::RestartStrip</name>
    <message numerus="yes">
        <source>Restarts per hour, %n in 24 hours</source>
        <translation>
            <numerusform>Restarts per hour, %n in 24 hours</numerusform>
            <numerusform>Restarts per hour, %n in 24 hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::ScopePicture</name>
    <message numerus="yes">
        <source>%n processes still end</source>
        <translation>
            <numerusform>%n process still ends</numerusform>
            <numerusform>%n processes still end</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n processes stopped</source>
        <translation>
            <numerusform>%n process stopped</numerusform>
            <numerusform>%n processes stopped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units held</source>
        <translation>
            <numerusform>%n unit held</numerusform>
            <numerusform>%n units held</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n units</source>
        <translation>
            <numerusform>%n unit</numerusform>
            <numerusform>%n units</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other kill switches are engaged too.</source>
        <translation>
            <numerusform>%n other kill switch is engaged too.</numerusform>
            <numerusform>%n other kill switches are engaged too.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::SpecTexts</name>
    <message numerus="yes">
        <source>%1, %n tries, wait %2 to %3</source>
        <translation>
            <numerusform>%1, %n try, wait %2 to %3</numerusform>
            <numerusform>%1, %n tries, wait %2 to %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::Toasts</name>
    <message numerus="yes">
        <source>%n more, close all</source>
        <translation>
            <numerusform>%n more, close all</numerusform>
            <numerusform>%n more, close all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::TrayMenu</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>things that need you</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::TrayTexts</name>
    <message numerus="yes">
        <source>%n more instances</source>
        <translation>
            <numerusform>%n more instance</numerusform>
            <numerusform>%n more instances</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitCells</name>
    <message numerus="yes">
        <source>%n automatic restarts since the unit was made</source>
        <translation>
            <numerusform>%n automatic restart since the unit was made</numerusform>
            <numerusform>%n automatic restarts since the unit was made</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UnitTexts</name>
    <message numerus="yes">
        <source>paused, %n failures</source>
        <translation>
            <numerusform>paused, %n failure</numerusform>
            <numerusform>paused, %n failures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n starts in a row failed, so it pauses.</source>
        <translation>
            <numerusform>%n start failed, so it pauses.</numerusform>
            <numerusform>%n starts in a row failed, so it pauses.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused after %n failures, tries again in %1</source>
        <translation>
            <numerusform>Paused after %n failure, tries again in %1</numerusform>
            <numerusform>Paused after %n failures, tries again in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpdateBulkBar</name>
    <message numerus="yes">
        <source>%n updates selected</source>
        <translation>
            <numerusform>%n update selected</numerusform>
            <numerusform>%n updates selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpdateDetailTexts</name>
    <message numerus="yes">
        <source>%n notices, the first %1</source>
        <translation>
            <numerusform>%n notice, the first %1</numerusform>
            <numerusform>%n notices, the first %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 Deferred %2 of %n times.</source>
        <translation>
            <numerusform>%1 Deferred %2 of %n time.</numerusform>
            <numerusform>%1 Deferred %2 of %n times.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>modules</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpdateTexts</name>
    <message numerus="yes">
        <source>Critical code change, %n modules</source>
        <translation>
            <numerusform>Critical code change, %n module</numerusform>
            <numerusform>Critical code change, %n modules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n modules changed, deferrable</source>
        <translation>
            <numerusform>%n module changed, deferrable</numerusform>
            <numerusform>%n modules changed, deferrable</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lamplighter::ui::UpdatesPage</name>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 on %n instances</source>
        <comment>5 waiting</comment>
        <translation>
            <numerusform>%1 on %n instance</numerusform>
            <numerusform>%1 on %n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restart %n services?</source>
        <translation>
            <numerusform>Restart %n service?</numerusform>
            <numerusform>Restart %n services?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restart %n services</source>
        <translation>
            <numerusform>Restart %n service</numerusform>
            <numerusform>Restart %n services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n services</source>
        <translation>
            <numerusform>%n service</numerusform>
            <numerusform>%n services</numerusform>
        </translation>
    </message>
</context>
</TS>
