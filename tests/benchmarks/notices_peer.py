"""The service that the update protocol's document describes, as it describes it: FastAPI, lists in memory. What
bench_notices measures Lamplighter beside.

    python3 notices_peer.py PORT
"""

import sys
from datetime import datetime
from typing import List

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

CRITICAL = {
    "src.quantum_consciousness.quantum_backend",
    "src.quantum_consciousness.qaoa_gpu_optimizer",
    "src.core.desiring_machines",
    "src.consciousness.topological_phi",
    "src.autopoietic.manager",
}
DEFERRABLE = {"src.monitor.health_monitor", "src.security.security_monitor", "src.api.routes"}

app = FastAPI()
pending = []


class Notice(BaseModel):
    service_name: str
    change_type: str
    affected_modules: List[str]
    severity: str = "medium"
    description: str = ""


def decide(notice: Notice):
    modules = set(notice.affected_modules)
    if notice.change_type == "code" and modules & CRITICAL:
        return "restart_now", f"Critical code change in {notice.service_name}"
    if notice.severity in ("critical", "high"):
        return "restart_at_checkpoint", f"High severity: {notice.description}"
    if modules & DEFERRABLE:
        return "defer", "Deferrable change"
    return "ignore", "No restart needed"


@app.post("/api/services/notify-update")
async def notify_update(notice: Notice):
    decision, reason = decide(notice)
    if decision != "ignore":
        pending.append({**notice.dict(), "timestamp": datetime.utcnow().isoformat()})
    return {
        "status": "notification_received",
        "decision": decision,
        "reason": reason,
        "affected_modules": notice.affected_modules,
    }


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
