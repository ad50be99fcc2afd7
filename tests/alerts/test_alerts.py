#!/usr/bin/env python3
"""Dashboard, rules and daemon speak of the same metrics: test_alerts.py RAWI [unittest's words]

Asks /metrics of a running rawi that has read the sites of tests/sites, and holds every name and label that a panel or rule uses against it.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support/harness"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "page_ui"))
import daemon as running  # noqa: E402
import harness  # noqa: E402

RAWI = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else None
DEPLOY = harness.ROOT / "deploy"
RULES = yaml.safe_load((DEPLOY / "prometheus/rawi.rules.yml").read_text("utf-8"))
DASHBOARD = json.loads((DEPLOY / "grafana/rawi.json").read_text("utf-8"))
ALL_RULES = [rule for group in RULES["groups"] for rule in group["rules"]]
RECORDED = {rule["record"] for rule in ALL_RULES if "record" in rule}
FOREIGN = {"up", "ALERTS"}  # Prometheus' own
ADDED = {"job", "instance", "le", "alertname", "alertstate"}  # labels that are not the daemon's
WORD = re.compile(r"\b(?:rawi|process)_[a-z0-9_]+\b|\brawi:[a-z0-9_:]+\b|\bup\b|\bALERTS\b")
SELECTOR = re.compile(r"((?:rawi|process)_[a-z0-9_]+)\{([^}]*)\}")


def expressions():
    for rule in ALL_RULES:
        yield rule.get("alert") or rule["record"], rule["expr"]
    for panel in DASHBOARD["panels"]:
        for target in panel.get("targets", []):
            yield panel["title"], target["expr"]
    for note in DASHBOARD["annotations"]["list"]:
        yield note["name"], note["expr"]
    for variable in DASHBOARD["templating"]["list"]:
        if variable["type"] == "query":
            yield variable["name"], variable["query"]["query"]


class Metrics(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with running.Daemon(RAWI) as daemon:
            daemon.wait_for_articles()
            cls.text = daemon.get("/metrics").decode("utf-8")
        cls.labels = {}
        for line in cls.text.splitlines():
            if line and not line.startswith("#"):
                name, _, rest = line.partition("{") if "{" in line else (line.split()[0], "", "")
                cls.labels.setdefault(name, set()).update(re.findall(r'(\w+)="', rest))

    def test_every_metric_that_a_rule_or_panel_names_is_exported_by_the_daemon_or_recorded_by_a_rule(self):
        for where, expression in expressions():
            for name in WORD.findall(expression):
                with self.subTest(where=where, name=name):
                    self.assertIn(name, self.labels.keys() | RECORDED | FOREIGN)

    def test_every_label_that_they_select_by_is_one_that_the_metric_has(self):
        for where, expression in expressions():
            for name, selector in SELECTOR.findall(expression):
                for label in re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", re.sub(r'"[^"]*"', "", selector)):
                    with self.subTest(where=where, name=name, label=label):
                        self.assertIn(label, self.labels.get(name, set()) | ADDED)

    def test_the_exposition_follows_prometheus_rules(self):
        types = dict(re.findall(r"^# TYPE (\S+) (\S+)$", self.text, re.M))
        helped = set(re.findall(r"^# HELP (\S+) \S", self.text, re.M))
        self.assertEqual(set(types), helped)
        for name, kind in types.items():
            with self.subTest(name=name):
                self.assertRegex(name, r"^(rawi|process)_[a-z][a-z0-9_]*$")
                self.assertEqual(name.endswith("_total"), kind == "counter")


class Files(unittest.TestCase):
    def test_every_alert_says_how_bad_it_is_what_it_means_and_where_the_cure_stands(self):
        names = [rule["alert"] for rule in ALL_RULES if "alert" in rule]
        self.assertEqual(len(names), len(set(names)))
        for rule in ALL_RULES:
            if "alert" in rule:
                with self.subTest(rule["alert"]):
                    self.assertIn(rule["labels"]["severity"], ("critical", "warning", "info"))
                    self.assertTrue(rule["annotations"]["summary"] and rule["annotations"]["description"])
                    self.assertEqual(rule["annotations"]["runbook_url"], f"deploy/RUNBOOK.md#{rule['alert'].lower()}")

    def test_the_runbook_has_a_section_for_every_alert_and_for_no_other(self):
        runbook = (DEPLOY / "RUNBOOK.md").read_text("utf-8")
        sections = re.findall(r"^#+ `?(Rawi[A-Z]\w+)`?\s*$", runbook, re.M)
        self.assertEqual(sorted(sections), sorted(rule["alert"] for rule in ALL_RULES if "alert" in rule))

    def test_every_alert_is_tried_by_a_unit_test_of_the_rules(self):
        tried = "".join(path.read_text("utf-8") for path in (DEPLOY / "prometheus").glob("*.test.yml"))
        for rule in ALL_RULES:
            self.assertIn(rule.get("alert", ""), tried)

    def test_panels_have_their_own_ids_lie_side_by_side_and_ask_the_chosen_source(self):
        ids = [panel["id"] for panel in DASHBOARD["panels"]]
        self.assertEqual(len(ids), len(set(ids)))
        taken = {}
        for panel in DASHBOARD["panels"]:
            place = panel["gridPos"]
            self.assertLessEqual(place["x"] + place["w"], 24, panel["title"])
            for cell in ((x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])):
                self.assertNotIn(cell, taken, f"{panel['title']} lies on {taken.get(cell)}")
                taken[cell] = panel["title"]
            if panel["type"] != "row":
                self.assertTrue(panel["targets"], panel["title"])
                self.assertEqual({target["datasource"]["uid"] for target in panel["targets"]}, {"${source}"})

    @unittest.skipUnless(shutil.which("promtool"), "promtool is not installed (Debian: prometheus)")
    def test_every_panel_asks_in_good_promql(self):
        stand_in = {"$__rate_interval": "5m", "$job": "rawi", "$instance": ".*", "$outlet": ".*"}
        rules = []
        for panel in DASHBOARD["panels"]:
            for target in panel.get("targets", []):
                expression = target["expr"]
                for variable, value in stand_in.items():
                    expression = expression.replace(variable, value)
                rules.append({"record": f"panel:{panel['id']}:{target['refId']}", "expr": expression})
        with harness.folder() as folder:
            (folder / "rules.yml").write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}), "utf-8")
            run = subprocess.run(["promtool", "check", "rules", folder / "rules.yml"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(run.returncode, 0, run.stdout)

    def test_the_dashboard_knows_its_variables_and_data_source(self):
        variables = {variable["name"] for variable in DASHBOARD["templating"]["list"]}
        for where, expression in expressions():
            for name in re.findall(r"\$(\w+)", expression):
                self.assertTrue(name in variables or name.startswith("__"), f"{where}: ${name}")
        sources = yaml.safe_load((DEPLOY / "grafana/provisioning/datasources/rawi.yaml").read_text("utf-8"))["datasources"]
        self.assertEqual([DASHBOARD["templating"]["list"][0]["current"]["value"]], [source["uid"] for source in sources])


if __name__ == "__main__":
    unittest.main(verbosity=2)
