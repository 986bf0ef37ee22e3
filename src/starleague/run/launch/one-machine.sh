#!/usr/bin/env bash
# A league on one machine with many cores: Ray starts here and ends with the command. Run it again to go on.
set -euo pipefail
FOLDER=${FOLDER:-runs/league} # with supervised.safetensors in it, which `starleague league run` makes
MINUTES=${MINUTES:-600}
exec starleague cluster run --folder "$FOLDER" --minutes "$MINUTES"
