#!/bin/sh
# Lays out three releases of the demo agent, to try updates with: 1 and 2 work, 3 never becomes ready. The first is the
# current one. Prints a unit file that runs it; an engine takes it with --units.
#
#     demo-releases.sh FOLDER PORT [AGENT] > units/demo.toml
set -eu

if [ $# -lt 2 ]; then
    echo "usage: $0 FOLDER PORT [AGENT]" >&2
    exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)
port=$2
agent=$(command -v "${3:-lamplighter-demo-agent}") || { echo "there is no lamplighter-demo-agent" >&2; exit 2; }
case $agent in /*) ;; *) agent=$PWD/$agent ;; esac

for version in 1 2 3; do
    release=$folder/releases/$version
    mkdir -p "$release"
    echo "$version" > "$release/VERSION"
    more=
    if [ "$version" = 3 ]; then
        more=' --never-ready'
    fi
    # Its own code: what a release is.
    cat > "$release/serve" <<END
#!/bin/sh
exec "$agent" --version "\$(cat "\${0%/*}/VERSION")"$more "\$@"
END
    chmod +x "$release/serve"
done
if [ ! -e "$folder/current" ]; then
    ln -s releases/1 "$folder/current"
fi

cat <<END
[unit.demo]
command = ["$folder/current/serve", "--port", "$port", "--state-file", "$folder/state.json", "--checkpoint-every", "10s"]
directory = "$folder"
ready = { notify = true }
ready_timeout = "5s"
min_uptime = "2s"
health = { http = "http://127.0.0.1:$port/api/health", every = "1s" }

[unit.demo.update]
releases = "$folder"
version = ["$folder/current/serve", "--ask-version", "$port"]
on_notice = { http = "http://127.0.0.1:$port/notice" }
drain = { http = "http://127.0.0.1:$port/drain" }
hibernate = { http = "http://127.0.0.1:$port/hibernate" }
verify_timeout = "15s"
min_healthy_time = "2s"
on_failure = "rollback"
END
