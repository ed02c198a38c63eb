"""The workflows on GitHub: what they run and whom they trust."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

WORKFLOWS = sorted((Path(__file__).parent.parent / ".github" / "workflows").glob("*.yml"))


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_every_action_is_pinned_to_a_commit_and_names_its_version(file: Path) -> None:
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines
    for line in lines:
        assert re.search(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_may_only_read_unless_a_job_says_otherwise(file: Path) -> None:
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert set(job.get("permissions", {})) <= {"pages", "id-token"}


def test_the_site_is_built_with_the_command_that_a_reader_of_the_readme_runs() -> None:
    pages = next(file for file in WORKFLOWS if file.stem == "pages")
    workflow = yaml.safe_load(pages.read_text(encoding="utf-8"))
    assert "make site" in [step.get("run") for step in steps(workflow)]
    upload = next(step for step in steps(workflow) if "upload-pages" in step.get("uses", ""))
    assert upload["with"]["path"] == "site"


def test_package_caches_are_keyed_by_the_lock_files() -> None:
    for file in WORKFLOWS:
        workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
        python = next(step for step in steps(workflow) if "setup-python" in step.get("uses", ""))
        assert python["with"]["cache-dependency-path"].endswith(".lock")
