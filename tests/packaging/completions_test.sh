#!/usr/bin/env bash
# Lets each shell read its completion file; a shell that is not installed is said, not counted.
set -u
folder=$1
bad=0 read=0
check() {
    local shell=$1 file=$2
    if ! command -v "$shell" >/dev/null 2>&1; then
        echo "$shell is not installed: $(basename "$file") was not read"
        return
    fi
    read=$((read + 1))
    if "$shell" -n "$file"; then
        echo "$shell reads $(basename "$file")"
    else
        bad=1
    fi
}
for file in "$folder"/*; do
    case $(basename "$file") in
    *.bash) check bash "$file" ;;
    *.zsh | _*) check zsh "$file" ;;
    *.fish) check fish "$file" ;;
    *) echo "$file: for which shell?" && bad=1 ;;
    esac
done
[ $read -gt 0 ] || { echo "no completion file was read"; bad=1; }
exit $bad
