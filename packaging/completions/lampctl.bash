# bash completion for lampctl

# Names of units, asked of the engine that the line so far means; nothing if it does not answer.
_lampctl_units()
{
    local -a target=()
    local i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --engine | --fingerprint | --data-dir | --token-file) target+=("${COMP_WORDS[i]}" "${COMP_WORDS[i + 1]}") ;;
        esac
    done
    "${COMP_WORDS[0]}" "${target[@]}" status --names 2> /dev/null
}

_lampctl()
{
    local cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local commands='start stop restart status watch logs remove reload-units engine fingerprint add check usage kill-switch events alerts tokens notify updates approve defer reject checkpoint rollback advise policy'
    local common='--engine --fingerprint --data-dir --token-file --json --help'
    local notice='--service --modules --change-type --severity --description --version'
    local command='' second='' words='' i
    COMPREPLY=()

    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --engine | --fingerprint | --data-dir | --token-file) ((i++)) ;;
            --) return ;; # a program and its arguments: the shell's own completion
            -*) ;;
            *)
                if [[ -z $command ]]; then
                    command=${COMP_WORDS[i]}
                elif [[ -z $second ]]; then
                    second=${COMP_WORDS[i]}
                fi
                ;;
        esac
    done

    case $previous in
        --data-dir | --directory)
            mapfile -t COMPREPLY < <(compgen -d -- "$cur")
            return
            ;;
        --token-file | --file)
            mapfile -t COMPREPLY < <(compgen -f -- "$cur")
            return
            ;;
        --unit)
            mapfile -t COMPREPLY < <(compgen -W "$(_lampctl_units)" -- "$cur")
            return
            ;;
        --restart)
            mapfile -t COMPREPLY < <(compgen -W 'always on-failure never' -- "$cur")
            return
            ;;
        --role)
            mapfile -t COMPREPLY < <(compgen -W 'viewer operator admin' -- "$cur")
            return
            ;;
        --change-type)
            mapfile -t COMPREPLY < <(compgen -W 'code config dependency data' -- "$cur")
            return
            ;;
        --severity)
            mapfile -t COMPREPLY < <(compgen -W 'critical high medium low' -- "$cur")
            return
            ;;
        --state)
            mapfile -t COMPREPLY < <(compgen -W 'open over all waiting deferred scheduled at_checkpoint restarting rolling_back applied rolled_back failed rejected ignored' -- "$cur")
            return
            ;;
        --service | --modules | --description | --at | --for | --until | --revision | --limit) return ;;
        --engine | --fingerprint | --reason | --group | --env | --health-url | --lines | -n | --kind | --note) return ;;
        --subject)
            mapfile -t COMPREPLY < <(compgen -W "$(_lampctl_units)" -- "$cur")
            return
            ;;
    esac

    case $command in
        '') words=$commands\ --version ;;
        start) words="--once --all $(_lampctl_units)" ;;
        stop | restart) words="--all $(_lampctl_units)" ;;
        remove) words=$(_lampctl_units) ;;
        status) [[ -z $second ]] && words=$(_lampctl_units) ;;
        logs)
            words='--lines --follow'
            [[ -z $second ]] && words+=" $(_lampctl_units)"
            ;;
        add) words='--directory --env --group --restart --health-url --autostart --no-autostart --file --' ;;
        check)
            if [[ -z $second ]]; then
                words=$(_lampctl_units)
            else
                mapfile -t COMPREPLY < <(compgen -f -- "$cur")
                return
            fi
            ;;
        kill-switch)
            case $second in
                '') words='engage rearm status' ;;
                engage) words='--unit --group --all --reason --graceful' ;;
                rearm) words='--unit --group --all --reason --start-again' ;;
            esac
            ;;
        events) words='--kind --subject --lines --follow' ;;
        alerts)
            case $second in
                '') words='acknowledge --open --lines' ;;
                acknowledge) words='--note' ;;
            esac
            ;;
        tokens)
            case $second in
                '') words='list add revoke' ;;
                add) words='--role' ;;
            esac
            ;;
        notify) words="$notice --auto-restart --no-wait" ;;
        updates) [[ -z $second ]] && words='show --state --service --limit' ;;
        approve) words='--now --at-checkpoint --at --force --wait --revision' ;;
        defer) words='--for --until --reason --revision' ;;
        reject) words='--reason --revision' ;;
        checkpoint) words=$(_lampctl_units) ;;
        rollback)
            words='--list --wait'
            [[ -z $second ]] && words+=" $(_lampctl_units)"
            ;;
        policy)
            case $second in
                '') words='show explain' ;;
                explain) words=$notice ;;
            esac
            ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words $common" -- "$cur")
}

complete -F _lampctl lampctl
