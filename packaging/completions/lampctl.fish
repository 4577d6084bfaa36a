# fish completion for lampctl

set -l commands start stop restart status watch logs remove reload-units engine fingerprint add check usage kill-switch events alerts tokens notify updates approve defer reject checkpoint rollback advise policy

# Names of units, asked of the engine that the line so far means; nothing if it does not answer.
function __lampctl_units
    set -l words (commandline -opc)
    set -l target
    for i in (seq 2 (count $words))
        switch $words[$i]
            case --engine --fingerprint --data-dir --token-file
                set -l value (math $i + 1)
                if test $value -le (count $words)
                    set -a target $words[$i] $words[$value]
                end
        end
    end
    $words[1] $target status --names 2>/dev/null
end

complete -c lampctl -f
complete -c lampctl -l engine -x -d 'Address of an engine'
complete -c lampctl -l fingerprint -x -d 'SHA-256 of the only certificate to accept'
complete -c lampctl -l data-dir -x -a '(__fish_complete_directories)' -d 'Data directory of an engine on this machine'
complete -c lampctl -l token-file -r -F -d 'File that holds the token'
complete -c lampctl -l json -d 'Print the JSON of the API'
complete -c lampctl -s h -l help -d 'Say how to use it'
complete -c lampctl -l version -d 'Print the version'

set -l none "not __fish_seen_subcommand_from $commands"
complete -c lampctl -n $none -a start -d 'Start units, and keep them running'
complete -c lampctl -n $none -a stop -d 'Stop units; they stay stopped until started'
complete -c lampctl -n $none -a restart -d 'Stop units and start them again'
complete -c lampctl -n $none -a status -d 'How units are, or all about one'
complete -c lampctl -n $none -a watch -d 'How units are, as it changes'
complete -c lampctl -n $none -a logs -d 'What a unit has printed'
complete -c lampctl -n $none -a remove -d 'Stop units and forget them'
complete -c lampctl -n $none -a reload-units -d 'Read the unit files again and apply what changed'
complete -c lampctl -n $none -a engine -d 'What engine this is, and who you are to it'
complete -c lampctl -n $none -a fingerprint -d 'The fingerprint of its certificate'
complete -c lampctl -n $none -a add -d 'Make a unit'
complete -c lampctl -n $none -a check -d 'Say what is wrong with a unit of a file'
complete -c lampctl -n $none -a usage -d 'What running units use'
complete -c lampctl -n $none -a kill-switch -d 'Stop units at once and hold them, or let them go'
complete -c lampctl -n $none -a events -d 'What happened'
complete -c lampctl -n $none -a alerts -d 'What someone should see'
complete -c lampctl -n $none -a tokens -d 'Who may ask the engine over the network'
complete -c lampctl -n $none -a notify -d 'Report that a service has changed'
complete -c lampctl -n $none -a updates -d 'The restarts that wait or are under way, or updates'
complete -c lampctl -n $none -a approve -d 'Let a restart happen'
complete -c lampctl -n $none -a defer -d 'Let a restart wait, and be asked again'
complete -c lampctl -n $none -a reject -d 'Say that a restart is not to happen'
complete -c lampctl -n $none -a checkpoint -d 'Say that a unit is at a safe point'
complete -c lampctl -n $none -a rollback -d 'Go back to a version of a unit'
complete -c lampctl -n $none -a advise -d 'When a restart disturbs the least'
complete -c lampctl -n $none -a policy -d 'The rules that decide about a change'

complete -c lampctl -n '__fish_seen_subcommand_from start stop restart status logs remove' -a '(__lampctl_units)' -d Unit
complete -c lampctl -n '__fish_seen_subcommand_from start stop restart' -l all -d 'Every unit it makes sense for'
complete -c lampctl -n '__fish_seen_subcommand_from start' -l once -d 'Run without restarting when it ends'
complete -c lampctl -n '__fish_seen_subcommand_from logs events alerts' -s n -l lines -x -d 'How many'
complete -c lampctl -n '__fish_seen_subcommand_from logs events' -s f -l follow -d 'Go on until Ctrl+C'

complete -c lampctl -n '__fish_seen_subcommand_from add; and not __fish_seen_subcommand_from tokens' -l directory -x -a '(__fish_complete_directories)' -d 'Where it runs'
complete -c lampctl -n '__fish_seen_subcommand_from add; and not __fish_seen_subcommand_from tokens' -l env -x -d 'KEY=VALUE'
complete -c lampctl -n '__fish_seen_subcommand_from add; and not __fish_seen_subcommand_from tokens' -l group -x -d 'Group, a scope of the kill switch'
complete -c lampctl -n '__fish_seen_subcommand_from add; and not __fish_seen_subcommand_from tokens' -l restart -x -a 'always on-failure never' -d 'When to restart it'
complete -c lampctl -n '__fish_seen_subcommand_from add; and not __fish_seen_subcommand_from tokens' -l health-url -x -d 'Restart it when this stops answering'
complete -c lampctl -n '__fish_seen_subcommand_from add; and not __fish_seen_subcommand_from tokens' -l autostart -d 'Start it with the engine'
complete -c lampctl -n '__fish_seen_subcommand_from add; and not __fish_seen_subcommand_from tokens' -l no-autostart -d 'Start it only when asked'
complete -c lampctl -n '__fish_seen_subcommand_from add; and not __fish_seen_subcommand_from tokens' -l file -r -F -d 'A unit file instead'

complete -c lampctl -n '__fish_seen_subcommand_from check' -a '(__lampctl_units)' -d Unit
complete -c lampctl -n '__fish_seen_subcommand_from check' -F

set -l switch '__fish_seen_subcommand_from kill-switch; and not __fish_seen_subcommand_from engage rearm'
complete -c lampctl -n "$switch" -a 'engage rearm status'
set -l scope '__fish_seen_subcommand_from kill-switch; and __fish_seen_subcommand_from engage rearm'
complete -c lampctl -n "$scope" -l unit -x -a '(__lampctl_units)' -d 'One unit'
complete -c lampctl -n "$scope" -l group -x -d 'All units of a group'
complete -c lampctl -n "$scope" -l all -d 'All units of the engine'
complete -c lampctl -n "$scope" -l reason -x -d Why
complete -c lampctl -n '__fish_seen_subcommand_from engage' -l graceful -d 'Give each unit its stop_timeout'
complete -c lampctl -n '__fish_seen_subcommand_from rearm' -l start-again -d 'Start those that ran before'

complete -c lampctl -n '__fish_seen_subcommand_from events' -l kind -x -d 'Only this kind'
complete -c lampctl -n '__fish_seen_subcommand_from events' -l subject -x -a '(__lampctl_units)' -d 'Only about this'
complete -c lampctl -n '__fish_seen_subcommand_from alerts' -l open -d 'Only what nobody has acknowledged'
complete -c lampctl -n '__fish_seen_subcommand_from alerts; and not __fish_seen_subcommand_from acknowledge' -a acknowledge
complete -c lampctl -n '__fish_seen_subcommand_from acknowledge' -l note -x -d 'What you did about it'

complete -c lampctl -n '__fish_seen_subcommand_from tokens; and not __fish_seen_subcommand_from list add revoke' -a 'list add revoke'
complete -c lampctl -n '__fish_seen_subcommand_from tokens; and __fish_seen_subcommand_from add' -l role -x -a 'viewer operator admin' -d 'What its holder may do'

set -l notice '__fish_seen_subcommand_from notify explain'
complete -c lampctl -n "$notice" -l service -x -d 'The service that has changed'
complete -c lampctl -n "$notice" -l modules -x -d 'The modules that have changed'
complete -c lampctl -n "$notice" -l change-type -x -a 'code config dependency data' -d 'What kind of change it is'
complete -c lampctl -n "$notice" -l severity -x -a 'critical high medium low' -d 'How much depends on it'
complete -c lampctl -n "$notice" -l description -x -d 'What has changed'
complete -c lampctl -n '__fish_seen_subcommand_from notify' -l auto-restart -d 'Approve the restart, and wait for it'
complete -c lampctl -n '__fish_seen_subcommand_from notify' -l no-wait -d 'Do not wait for it'
complete -c lampctl -n '__fish_seen_subcommand_from policy; and not __fish_seen_subcommand_from show explain' -a 'show explain'
complete -c lampctl -n '__fish_seen_subcommand_from updates; and not __fish_seen_subcommand_from show' -a show
complete -c lampctl -n '__fish_seen_subcommand_from updates' -l state -x -a 'open over all waiting deferred scheduled at_checkpoint restarting rolling_back applied rolled_back failed rejected ignored' -d 'Updates in this state'
complete -c lampctl -n '__fish_seen_subcommand_from updates' -l service -x -d 'Only of this service'
complete -c lampctl -n '__fish_seen_subcommand_from updates' -s n -l limit -x -d 'How many'
complete -c lampctl -n '__fish_seen_subcommand_from approve' -l now -d 'Now'
complete -c lampctl -n '__fish_seen_subcommand_from approve' -l at-checkpoint -d 'When the unit reports a safe point'
complete -c lampctl -n '__fish_seen_subcommand_from approve' -l at -x -d 'At this time'
complete -c lampctl -n '__fish_seen_subcommand_from approve' -l force -d 'Go on even if it cannot save its state'
complete -c lampctl -n '__fish_seen_subcommand_from approve rollback' -l wait -d 'Wait until it is over'
complete -c lampctl -n '__fish_seen_subcommand_from approve defer reject' -l revision -x -d 'Refuse if it is another'
complete -c lampctl -n '__fish_seen_subcommand_from defer' -l for -x -a '1h 8h' -d 'For so long'
complete -c lampctl -n '__fish_seen_subcommand_from defer' -l until -x -d 'Until this time'
complete -c lampctl -n '__fish_seen_subcommand_from defer reject' -l reason -x -d Why
complete -c lampctl -n '__fish_seen_subcommand_from checkpoint rollback' -a '(__lampctl_units)' -d Unit
complete -c lampctl -n '__fish_seen_subcommand_from rollback' -l list -d 'Only say which versions there are'
