import os
import subprocess
import sys
from pathlib import Path

from faktura.storage.orphans import drop_stale_pid_files


def test_files_of_a_zombie_are_stale(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as zombie:
        # It has ended, but stays a zombie: kill(2) still finds it.
        os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
        files = [tmp_path / "postmaster.pid", tmp_path / ".s.PGSQL.5432.lock"]
        for file in files:
            file.write_text(f"{zombie.pid}\n")
        drop_stale_pid_files(tmp_path)
        assert not any(file.exists() for file in files)
