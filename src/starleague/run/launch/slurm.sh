#!/usr/bin/env bash
# A league on machines that SLURM lends: sbatch starleague-slurm.sh. Send it again to go on where it stopped.
#SBATCH --job-name=starleague
#SBATCH --nodes=3
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=16
#SBATCH --time=12:00:00
#SBATCH --exclusive
set -euo pipefail

FOLDER=${FOLDER:-$HOME/leagues/first}             # on a disk that all nodes see
STORE=${STORE:?'a PostgreSQL database: postgresql+psycopg://user@host/league'} # SQLite does not work over a network
MINUTES=${MINUTES:-700}
BIN=${BIN:-$HOME/starleague/bin}

export RAY_AUTH_MODE=token RAY_AUTH_TOKEN=${RAY_AUTH_TOKEN:-$(openssl rand -hex 32)} # nodes without it are refused

head=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
address=$(srun --nodes=1 --ntasks=1 -w "$head" hostname --ip-address | awk '{print $1}'):6379

srun --nodes=1 --ntasks=1 -w "$head" "$BIN/ray" start --head --port=6379 --num-cpus="$SLURM_CPUS_PER_TASK" --block &
sleep 15
if [ "$SLURM_JOB_NUM_NODES" -gt 1 ]; then
    srun --nodes=$((SLURM_JOB_NUM_NODES - 1)) --ntasks=$((SLURM_JOB_NUM_NODES - 1)) --exclude="$head" \
        "$BIN/ray" start --address="$address" --num-cpus="$SLURM_CPUS_PER_TASK" --block &
    sleep 15
fi

"$BIN/starleague" cluster run --folder "$FOLDER" --store "$STORE" --address "$address" --minutes "$MINUTES"
